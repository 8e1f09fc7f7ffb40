import { useEffect, useRef, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { Failure, Skeleton } from '../../components/states.js';
import { useMe } from '../../features/residents/use-me.js';
import Console from '../console.js';
import { signedOutEvent } from './session.js';
import { SignInPage } from './sign-in-page.js';

/** The console for whoever is signed in, else the sign-in. When a session ends in the middle of work, what was typed stays behind the sign-in. */
export function Gate() {
  const me = useMe();
  const { mutate } = useSWRConfig();
  const [out, setOut] = useState(false);
  const worked = useRef<string | null>(null);

  useEffect(() => {
    const onSignedOut = () => setOut(true);
    window.addEventListener(signedOutEvent, onSignedOut);
    return () => window.removeEventListener(signedOutEvent, onSignedOut);
  }, []);

  useEffect(() => {
    if (me.data !== undefined && !out) worked.current = me.data.name;
  }, [me.data, out]);

  const onSignedIn = (name: string) => {
    // What somebody else had open is not for the next person's eyes.
    if (worked.current !== null && worked.current !== name) return window.location.reload();
    setOut(false);
    void mutate(() => true);
  };

  if (me.data === undefined && !out)
    return me.error === undefined ? (
      <main className="web-wait">
        <Skeleton rows={3} />
      </main>
    ) : me.error.status === 401 ? (
      <SignInPage onSignedIn={onSignedIn} />
    ) : (
      <main className="web-wait">
        <Failure failure={me.error} onRetry={() => void me.mutate()} />
      </main>
    );
  return (
    <>
      {out && <SignInPage again={worked.current !== null} onSignedIn={onSignedIn} />}
      {me.data !== undefined && (
        <div hidden={out}>
          <Routes>
            <Route path="/console/*" element={<Console />} />
            <Route path="*" element={<Navigate to="/console" replace />} />
          </Routes>
        </div>
      )}
    </>
  );
}
