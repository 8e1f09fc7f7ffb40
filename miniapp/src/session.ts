import { type Me, signIn } from 'backend/contracts/residents';
import { CallFailure, caller, type TokenSource } from './api.js';
import { keepOnlyFor } from './storage.js';
import { streamer } from './stream.js';
import { zaloAccessToken, zaloPersonId } from './zalo.js';

declare global {
  interface Window {
    /** Where the API is; the page that hosts the app may say so. */
    COMMUNE_API_URL?: string;
  }
}

let token: string | null = null;
let failure: CallFailure | null = null;
let signingIn: Promise<string | null> | null = null;
let signedInAs: Me | null = null;

let cleared: Promise<void> | null = null;

/** Resolves once nothing of another Zalo account lies on this phone; what is kept here may be shown from then on. */
export function phoneIsTheirs(): Promise<void> {
  cleared ??= zaloPersonId().then((personId) => {
    if (personId !== null) keepOnlyFor(personId);
  });
  return cleared;
}

async function signInWithZalo(): Promise<string | null> {
  failure = null;
  const [accessToken] = await Promise.all([zaloAccessToken(), phoneIsTheirs()]);
  if (accessToken === null) return null;
  try {
    const session = await callAnonymously(signIn, { body: { accessToken } });
    signedInAs = session.me;
    token = session.token;
    return token;
  } catch (error) {
    failure = error instanceof CallFailure ? error : new CallFailure('internal', 0);
    return null;
  }
}

/** The session lives in memory only; several calls at once share one sign-in. */
const tokens: TokenSource = {
  token: () => {
    if (token !== null) return Promise.resolve(token);
    signingIn ??= signInWithZalo().finally(() => {
      signingIn = null;
    });
    return signingIn;
  },
  renew: () => {
    token = null;
    return tokens.token();
  },
  failure: () => failure,
};

/** Who signed in, as told when signing in; null before. `useMe` gives the current state. */
export function whoSignedIn(): Me | null {
  return signedInAs;
}

const ways = {
  baseUrl: () => window.COMMUNE_API_URL ?? import.meta.env.VITE_API_URL ?? '',
  fetch: (...request: Parameters<typeof fetch>) => window.fetch(...request),
  tokens,
};

export const { call, callAnonymously } = caller({
  ...ways,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});
export const { stream, download, upload, uploadAnonymously } = streamer(ways);
