import { useState } from 'react';
import type { CallFailure } from '../api.js';
import { useAnnounce } from '../components/announcer.js';
import { failureOf } from './console-words.js';
import { useFocusFault } from './use-focus-fault.js';

/** Sends a form once at a time; keeps what was refused and at which field. `faults` found before sending stop it. */
export function useSave() {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});

  useFocusFault(faults);

  const save = async (known: Readonly<Record<string, string>>, send: () => Promise<unknown>, done: string): Promise<boolean> => {
    setFaults(known);
    setFailure(null);
    if (Object.keys(known).length > 0 || busy) return false;
    setBusy(true);
    try {
      await send();
      announce(done);
      return true;
    } catch (error) {
      const refused = failureOf(error);
      setFailure(refused);
      setFaults(refused.fields);
      return false;
    } finally {
      setBusy(false);
    }
  };

  /** Takes back what was refused, with the form that is put back as it was. */
  const forget = () => {
    setFaults({});
    setFailure(null);
  };

  return { busy, failure, faults, save, forget };
}
