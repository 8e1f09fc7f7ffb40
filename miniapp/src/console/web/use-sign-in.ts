import { openConsoleSession, readConsoleSignInState, startConsoleSignIn } from 'backend/contracts/console-session';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { useEffect, useRef, useState } from 'react';
import { CallFailure } from '../../api.js';
import { callAnonymously } from '../../session.js';

type Asked = ReplyOf<typeof startConsoleSignIn>;
export type SignIn =
  | { kind: 'starting' }
  | { kind: 'waiting'; asked: Asked; secondsLeft: number; offline: boolean }
  | { kind: 'opening' }
  | { kind: 'refused' }
  | { kind: 'resting' }
  | { kind: 'failed'; failure: CallFailure };

const lookEveryMilliseconds = 2_000;
/** Codes made in a row before the page waits for somebody to press a button: an open page must not ask all night. */
const codesInARow = 5;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const failureOf = (error: unknown) => (error instanceof CallFailure ? error : new CallFailure('internal', 0));

/** Asks for a code, waits for the phone, and opens the session; a new code when one has run out. */
export function useSignIn(onSignedIn: (name: string) => void): { signIn: SignIn; renew: () => void } {
  const [signIn, setSignIn] = useState<SignIn>({ kind: 'starting' });
  const [round, setRound] = useState(0);
  const done = useRef(onSignedIn);
  done.current = onSignedIn;

  // biome-ignore lint/correctness/useExhaustiveDependencies: every round begins anew
  useEffect(() => {
    let left = false;
    const say = (next: SignIn) => {
      if (!left) setSignIn(next);
    };

    /** Until the code has ended one way or another; true when a new one may be asked for. */
    async function follow(asked: Asked): Promise<boolean> {
      const end = performance.now() + asked.seconds * 1000;
      let offline = false;
      for (;;) {
        const secondsLeft = Math.ceil((end - performance.now()) / 1000);
        if (left) return false;
        if (secondsLeft <= 0) return true;
        say({ kind: 'waiting', asked, secondsLeft, offline });
        await pause(lookEveryMilliseconds);
        let state: ReplyOf<typeof readConsoleSignInState>['state'];
        try {
          ({ state } = await callAnonymously(readConsoleSignInState, { params: { id: asked.id } }));
          offline = false;
        } catch {
          offline = true;
          continue;
        }
        if (state === 'ended') return true;
        if (state === 'refused') {
          say({ kind: 'refused' });
          return false;
        }
        if (state === 'approved') {
          say({ kind: 'opening' });
          const { name } = await callAnonymously(openConsoleSession, { body: { id: asked.id } });
          if (!left) done.current(name);
          return false;
        }
      }
    }

    async function run(): Promise<void> {
      try {
        for (let codes = 0; codes < codesInARow; codes += 1) {
          say({ kind: 'starting' });
          const asked = await callAnonymously(startConsoleSignIn, {});
          if (!(await follow(asked))) return;
        }
        say({ kind: 'resting' });
      } catch (error) {
        say({ kind: 'failed', failure: failureOf(error) });
      }
    }

    void run();
    return () => {
      left = true;
    };
  }, [round]);

  return { signIn, renew: () => setRound((before) => before + 1) };
}
