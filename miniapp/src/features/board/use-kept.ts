import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { useEffect, useRef } from 'react';
import type { CallFailure } from '../../api.js';
import { remember, remembered } from '../../storage.js';
import { useApi } from '../../use-api.js';

/** What everybody may read, as it is now or was last seen. */
export type Seen<R> = {
  /** While something else is being asked for, what was shown before stays. */
  shown: R | undefined;
  /** Whether `shown` answers another request than the present one. */
  isOld: boolean;
  /** When `shown` was read, in milliseconds, if it is the copy of an earlier visit. */
  savedAt: number | null;
  failure: CallFailure | undefined;
  retry: () => void;
};

function copyOf<R>(name: string, isReply: (value: unknown) => value is R): { reply: R; savedAt: number } | null {
  const kept = remembered(name);
  if (typeof kept !== 'object' || kept === null || !('reply' in kept) || !('savedAt' in kept)) return null;
  return typeof kept.savedAt === 'number' && isReply(kept.reply) ? { reply: kept.reply, savedAt: kept.savedAt } : null;
}

/** Reads an endpoint; under `name` a copy stays on the phone for when there is no network. Null: no copy. */
export function useKept<E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  name: string | null,
  isReply: (value: unknown) => value is ReplyOf<E>,
): Seen<ReplyOf<E>> {
  const { data, error, mutate } = useApi(endpoint, request, { revalidateOnFocus: false });
  const before = useRef<ReplyOf<E>>();
  if (data !== undefined) before.current = data;

  useEffect(() => {
    if (name !== null && data !== undefined) remember(name, { reply: data, savedAt: Date.now() });
  }, [name, data]);

  const retry = () => void mutate();
  if (data !== undefined) return { shown: data, isOld: false, savedAt: null, failure: error, retry };
  if (error === undefined) return { shown: before.current, isOld: before.current !== undefined, savedAt: null, failure: undefined, retry };
  const copy = name === null || (error.code !== 'offline' && error.status < 500) ? null : copyOf(name, isReply);
  return { shown: copy?.reply, isOld: false, savedAt: copy?.savedAt ?? null, failure: error, retry };
}

/** For the copies: whether a value has a list under a name. */
export function hasList<R>(list: string): (value: unknown) => value is R {
  return (value): value is R => typeof value === 'object' && value !== null && Array.isArray((value as Record<string, unknown>)[list]);
}
