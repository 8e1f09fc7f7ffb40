import type { ConfirmedSign } from 'backend/contracts/feedback';
import { emergencyNumbersFor, type LegalSign } from 'backend/contracts/legal-signs';
import { useMemo } from 'react';
import { useDelayed } from '../../use-delayed.js';
import { StopNotice } from '../guidance/stop-notice.js';
import { isStopped, signToSay } from './legal-sign.js';

/** The sign of what is being typed, once the typing pauses. A denunciation that is not one any more is let go at once. */
export function useTypedSign(text: string, confirmed: readonly ConfirmedSign[]): LegalSign | null {
  const paused = useDelayed(text, 500);
  const said = useMemo(() => signToSay(paused, confirmed), [paused, confirmed]);
  const now = useMemo(() => (said === null ? null : signToSay(text, confirmed)), [said, text, confirmed]);
  return said === null ? null : now;
}

type LegalNoticeProps = { sign: LegalSign; text: string; onEdit: () => void; onContinue: (sign: ConfirmedSign) => void };

/** Where matters of another kind go; with a way on where the law leaves one. */
export function LegalNotice({ sign, text, onEdit, onContinue }: LegalNoticeProps) {
  return (
    <StopNotice
      kind={sign.kind}
      certainty={sign.certainty}
      words={sign.words}
      numbers={emergencyNumbersFor(text)}
      onEdit={onEdit}
      {...(isStopped(sign) ? {} : { onContinue: () => onContinue(sign.kind) })}
    />
  );
}
