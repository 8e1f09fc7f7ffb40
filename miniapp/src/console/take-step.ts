import { checkIn, complete, type DeskAppointment, markNoShow, startServing, undoStep } from 'backend/contracts/desk';
import { call } from '../session.js';
import type { Step } from './steps.js';

/** Takes a step; throws `CallFailure` (`wrong_state` when a colleague was quicker). */
export function takeStep(step: Step, { id, revision }: Pick<DeskAppointment, 'id' | 'revision'>): Promise<DeskAppointment> {
  const request = { params: { id }, body: { revision } };
  switch (step) {
    case 'check_in':
      return call(checkIn, request);
    case 'serve':
      return call(startServing, request);
    case 'complete':
      return call(complete, request);
    case 'no_show':
      return call(markNoShow, request);
    case 'undo':
      return call(undoStep, request);
  }
}
