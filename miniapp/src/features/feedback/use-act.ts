import type { Report, ResidentAct } from 'backend/contracts/feedback';
import { useRef, useState } from 'react';
import { CallFailure } from '../../api.js';

/** Does something with a report and answers the report as it then is: of one's own, or by its tracking code. */
export type Act = (action: ResidentAct) => Promise<Report>;

/** One act at a time: whether it is under way, and what kept it from being done. */
export function useAct(act: Act, onDone: (report: Report, action: ResidentAct) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const underWay = useRef(false);

  /** `before` makes the act ready, such as by uploading its pictures. */
  async function run(action: ResidentAct | (() => Promise<ResidentAct>)): Promise<void> {
    // The second of two quick taps may come before the button shows that it is busy.
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setFailure(null);
    try {
      const ready = typeof action === 'function' ? await action() : action;
      onDone(await act(ready), ready);
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    underWay.current = false;
    setBusy(false);
  }

  return { busy, failure, run };
}
