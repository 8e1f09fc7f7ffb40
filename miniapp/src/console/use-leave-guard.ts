import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';

/** The router numbers the entries of the history; the first one has nothing of the app before it. */
function isFirstEntry(): boolean {
  const state: unknown = window.history.state;
  return !(typeof state === 'object' && state !== null && 'idx' in state && typeof state.idx === 'number' && state.idx > 0);
}

/** The page's own address once more, so that going back stays on the page and can be asked about. */
function doubleEntry(): void {
  window.history.pushState(window.history.state, '');
}

/**
 * Asks before the page is left while something is unsaved: by a link, by going back, by closing the tab. Zalo's router
 * cannot hold a step back, so a second entry of the same page lies on the history for as long as there is something to lose.
 */
export function useLeaveGuard(unsaved: boolean): {
  asking: boolean;
  leave: () => void;
  stay: () => void;
  /** For buttons that are no links: goes at once, or asks first while something is unsaved. */
  before: (go: () => void) => void;
} {
  const navigate = useNavigate();
  const [wanted, setWanted] = useState<{ go: () => void } | null>(null);
  const leaving = useRef(false);
  const doubled = useRef(false);

  useEffect(() => {
    if (!unsaved) {
      if (doubled.current) window.history.back();
      doubled.current = false;
      return;
    }
    if (!doubled.current) doubleEntry();
    doubled.current = true;

    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      if (leaving.current || link === null || link.target === '_blank' || link.pathname === window.location.pathname) return;
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      const follow = () => {
        window.addEventListener('popstate', () => link.click(), { once: true });
        window.history.back();
      };
      setWanted({ go: follow });
    };
    const onBack = () => {
      if (leaving.current) return;
      doubleEntry();
      setWanted({ go: () => (isFirstEntry() ? navigate('/console', { replace: true }) : window.history.go(-2)) });
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!leaving.current) event.preventDefault();
    };

    document.addEventListener('click', onClick, true);
    window.addEventListener('popstate', onBack);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('popstate', onBack);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [unsaved, navigate]);

  return {
    asking: wanted !== null,
    leave: () => {
      leaving.current = true;
      wanted?.go();
      setWanted(null);
    },
    stay: () => setWanted(null),
    before: (go) => {
      if (!unsaved) return go();
      setWanted({
        go: () => {
          window.addEventListener('popstate', go, { once: true });
          window.history.back();
        },
      });
    },
  };
}
