import { readSlip, type Slip } from 'backend/contracts/appointments';
import { useEffect } from 'react';
import type { CallFailure } from '../../api.js';
import { useApi } from '../../use-api.js';
import { type SavedSlip, savedSlip, saveSlip } from './slip-cache.js';

type SlipRead = {
  slip: Slip | null;
  /** When the copy shown was kept on the phone; null while the slip is the server's own. */
  savedAt: number | null;
  failure: CallFailure | null;
  replace: (slip: Slip) => void;
  reload: () => void;
};

/** A slip from the server, or the copy kept on this phone when there is no network. Another person's slip is never shown from the copy. */
export function useSlip(id: string): SlipRead {
  const read = useApi(readSlip, { params: { id } });
  const { data, error, mutate } = read;

  useEffect(() => {
    if (data !== undefined) saveSlip(data);
  }, [data]);

  const serverCannotAnswer = error !== undefined && (error.status === 0 || error.status >= 500);
  const copy: SavedSlip | null = data === undefined && serverCannotAnswer ? savedSlip(id) : null;
  return {
    slip: data ?? copy?.slip ?? null,
    savedAt: copy?.savedAt ?? null,
    failure: error ?? null,
    replace: (slip) => void mutate(slip, { revalidate: false }),
    reload: () => void mutate(),
  };
}
