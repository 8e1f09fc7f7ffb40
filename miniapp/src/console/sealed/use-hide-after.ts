import { useEffect, useRef } from 'react';

/** Calls `hide` once the tab has been out of sight for so long, at the latest when it comes back: browsers slow the clocks of hidden tabs. */
export function useHideAfter(milliseconds: number, hide: () => void): void {
  const latest = useRef(hide);
  latest.current = hide;
  useEffect(() => {
    let left: number | null = null;
    let timer = 0;
    const onChange = () => {
      window.clearTimeout(timer);
      if (document.visibilityState === 'hidden') {
        left = Date.now();
        timer = window.setTimeout(() => latest.current(), milliseconds);
        return;
      }
      if (left !== null && Date.now() - left >= milliseconds) latest.current();
      left = null;
    };
    document.addEventListener('visibilitychange', onChange);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', onChange);
    };
  }, [milliseconds]);
}
