import { useEffect, useState } from 'react';

/** The instant it is on this phone in milliseconds, ticking once a second; for countdowns only, the server decides. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
