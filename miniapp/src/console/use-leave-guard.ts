import { useEffect, useRef, useState } from 'react';

/** Where the router's history stands; the router numbers its entries. */
function placeInHistory(): number {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'idx' in state && typeof state.idx === 'number' ? state.idx : 0;
}

/**
 * Asks before the page is left while something is unsaved: by a link, by going back, by closing the tab. The app's router
 * has no blocker of its own, so links and history are stopped before it hears of them.
 */
export function useLeaveGuard(unsaved: boolean): { asking: boolean; leave: () => void; stay: () => void } {
  const [wanted, setWanted] = useState<{ go: () => void } | null>(null);
  const leaving = useRef(false);

  useEffect(() => {
    if (!unsaved) return;
    const place = placeInHistory();
    let returning = false;

    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      if (leaving.current || link === null || link.target === '_blank' || link.pathname === window.location.pathname) return;
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted({ go: () => link.click() });
    };
    const onHistory = (event: PopStateEvent) => {
      if (leaving.current) return;
      event.stopImmediatePropagation();
      if (returning) {
        returning = false;
        return;
      }
      const distance = placeInHistory() - place;
      if (distance === 0) return;
      returning = true;
      window.history.go(-distance);
      setWanted({ go: () => window.history.go(distance) });
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();

    document.addEventListener('click', onClick, true);
    window.addEventListener('popstate', onHistory, true);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('popstate', onHistory, true);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [unsaved]);

  return {
    asking: wanted !== null,
    leave: () => {
      leaving.current = true;
      wanted?.go();
    },
    stay: () => setWanted(null),
  };
}
