import type { Me } from 'backend/contracts/residents';
import { caller, type TokenSource } from '../../api.js';
import { streamer } from '../../stream.js';

/** The doors of `src/session.ts` on a computer: calls go to this page's own server, and the session is a cookie that no script can read. */
const tokens: TokenSource = { token: async () => null, renew: async () => null, failure: () => null };

/** Said on `window` when the server no longer knows who is asking. */
export const signedOutEvent = 'console-signed-out';

const ways = {
  baseUrl: () => '',
  fetch: async (...request: Parameters<typeof fetch>) => {
    const response = await window.fetch(...request);
    if (response.status === 401) window.dispatchEvent(new Event(signedOutEvent));
    return response;
  },
  tokens,
};

export const { call, callAnonymously } = caller({
  ...ways,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});
export const { stream, download, upload, uploadAnonymously } = streamer(ways);

export const whoSignedIn = (): Me | null => null;
export const phoneIsTheirs = (): Promise<void> => Promise.resolve();
