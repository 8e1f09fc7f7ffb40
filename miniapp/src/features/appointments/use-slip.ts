import { readSlip, type Slip } from 'backend/contracts/appointments';
import { useEffect, useState } from 'react';
import type { CallFailure } from '../../api.js';
import { phoneIsTheirs } from '../../session.js';
import { useApi } from '../../use-api.js';
import { type SavedSlip, savedSlip, saveSlip } from './slip-cache.js';

type SlipRead = {
  slip: Slip | null;
  /** When the copy shown was kept on the phone; null when the slip is the server's own. */
  savedAt: number | null;
  /** True while the server is being asked. */
  asking: boolean;
  failure: CallFailure | null;
  replace: (slip: Slip) => void;
  reload: () => void;
};

/** Milliseconds between two looks whether the message with the slip has left. */
const messagePause = 4000;

/**
 * A slip from the server. The copy kept on this phone is shown until it comes, and stays when there is no network; it goes when the server
 * says that this person has no such slip.
 */
export function useSlip(id: string): SlipRead {
  // The message leaves a moment after booking; the page says so when it has.
  const read = useApi(readSlip, { params: { id } }, { refreshInterval: (slip) => (slip?.message === 'waiting' ? messagePause : 0) });
  const { data, error, mutate } = read;

  useEffect(() => {
    if (data !== undefined) saveSlip(data);
  }, [data]);

  const mayShowCopy = error === undefined || error.status === 0 || error.status >= 500;
  const [copy, setCopy] = useState<SavedSlip | null>(null);
  const shown = data === undefined && mayShowCopy && copy?.slip.id === id ? copy : null;

  useEffect(() => {
    let left = false;
    void phoneIsTheirs().then(() => {
      if (!left) setCopy(savedSlip(id));
    });
    return () => {
      left = true;
    };
  }, [id]);
  return {
    slip: data ?? shown?.slip ?? null,
    savedAt: shown?.savedAt ?? null,
    asking: read.isValidating,
    failure: error ?? null,
    replace: (slip) => void mutate(slip, { revalidate: false }),
    reload: () => void mutate(),
  };
}
