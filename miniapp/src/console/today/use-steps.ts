import type { DeskAppointment } from 'backend/contracts/desk';
import { useRef, useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { failureOf, sayToOfficer, stepWords } from '../console-words.js';
import type { Step } from '../steps.js';
import { takeStep } from '../take-step.js';
import { useKeepAppointment, useReload } from './use-day.js';

/** Takes steps one after another for each appointment, says what was done, and reloads when a colleague was quicker. */
export function useSteps(): { busyId: string | null; take: (step: Step, appointment: DeskAppointment) => void } {
  const announce = useAnnounce();
  const keep = useKeepAppointment();
  const reload = useReload();
  const [busyId, setBusyId] = useState<string | null>(null);
  const busy = useRef(false);

  const send = async (step: Step, appointment: DeskAppointment) => {
    if (busy.current) return;
    busy.current = true;
    setBusyId(appointment.id);
    try {
      const newer = await takeStep(step, appointment);
      keep(newer);
      announce(`${newer.personName}, ${newer.code}: ${stepWords[step].done}.`);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'offline') reload();
      announce(sayToOfficer(failure));
    }
    busy.current = false;
    setBusyId(null);
  };

  return { busyId, take: (step, appointment) => void send(step, appointment) };
}
