import { useRef, useState } from 'react';
import { CallFailure } from '../../api.js';

/** Joins once, however quickly the button is pressed; `joined` is then how many stand behind the report. */
export function useJoin(send: () => Promise<number>) {
  const [joining, setJoining] = useState(false);
  const [joined, setJoined] = useState<number | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const underWay = useRef(false);

  async function run(): Promise<void> {
    if (underWay.current) return;
    underWay.current = true;
    setJoining(true);
    setFailure(null);
    try {
      setJoined(await send());
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    underWay.current = false;
    setJoining(false);
  }

  return { joining, joined, failure, join: () => void run() };
}
