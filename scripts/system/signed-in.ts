import { type Me, signIn } from 'backend/contracts/residents';
import { caller } from '../../miniapp/src/api.js';
import type { ZaloControl } from './zalo-control.js';

/** Somebody who has the Mini App open: `call` is the Mini App's own and signs in again when the session has run out. */
export type SignedIn = Pick<ReturnType<typeof caller>, 'call'> & { zaloId: string; me: Me; token: () => string };

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Signs a person of the emulator in, as the Mini App does on their phone. Throws `CallFailure`. */
export async function signedIn(apiUrl: string, zalo: ZaloControl, zaloId: string): Promise<SignedIn> {
  let token = '';
  const open = async () => {
    const session = await calls.callAnonymously(signIn, { body: { accessToken: await zalo.accessToken(zaloId) } });
    token = session.token;
    return session;
  };
  const calls = caller({
    baseUrl: () => apiUrl,
    fetch: (...request) => fetch(...request),
    tokens: { token: async () => token, renew: async () => (await open()).token, failure: () => null },
    wait: pause,
  });
  const { me } = await open();
  return { zaloId, me, token: () => token, call: calls.call };
}
