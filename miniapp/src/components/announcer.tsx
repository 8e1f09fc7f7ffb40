import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';

const Announce = createContext<(sentence: string) => void>(() => {});

/** Says a short sentence: shown for some seconds above the tabs and read by screen readers. */
export function useAnnounce(): (sentence: string) => void {
  return useContext(Announce);
}

/** Holds the app's one live region. */
export function Announcer({ children }: { children: ReactNode }) {
  const [sentence, setSentence] = useState('');
  const timer = useRef(0);

  const announce = useCallback((next: string) => {
    window.clearTimeout(timer.current);
    setSentence(next);
    timer.current = window.setTimeout(() => setSentence(''), 6000);
  }, []);

  useEffect(() => () => window.clearTimeout(timer.current), []);

  return (
    <Announce.Provider value={announce}>
      {children}
      <div className="announcer" role="status" aria-live="polite">
        {sentence !== '' && <p className="announcer-sentence">{sentence}</p>}
      </div>
    </Announce.Provider>
  );
}
