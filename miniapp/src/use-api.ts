import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import useSWR, { type SWRConfiguration, type SWRResponse } from 'swr';
import { CallFailure } from './api.js';
import { call } from './session.js';

/** The cache key of a read; the same for the hook and for whoever changes what it shows. */
export function keyOf<E extends Endpoint>(endpoint: E, request: RequestOf<E>): string {
  return `${endpoint.path} ${JSON.stringify(request)}`;
}

/** Reads an endpoint and keeps it fresh. `request` null = not yet. `call` itself repeats failed reads, so nothing is repeated here. */
export function useApi<E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E> | null,
  options: SWRConfiguration<ReplyOf<E>, CallFailure> = {},
): SWRResponse<ReplyOf<E>, CallFailure> {
  return useSWR<ReplyOf<E>, CallFailure>(
    request === null ? null : keyOf(endpoint, request),
    async () => {
      if (request === null) throw new CallFailure('internal', 0);
      return call(endpoint, request);
    },
    { shouldRetryOnError: false, revalidateOnReconnect: true, focusThrottleInterval: 15_000, ...options },
  );
}
