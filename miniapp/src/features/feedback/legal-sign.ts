import type { ConfirmedSign } from 'backend/contracts/feedback';
import { type LegalSign, legalSigns } from 'backend/contracts/legal-signs';

const isStop = ({ kind, certainty }: LegalSign) => kind === 'denunciation' && certainty === 'clear';

/** The sign to speak of: a clear denunciation always, anything else until the person said that it does not fit. */
export function signToSay(text: string, confirmed: readonly ConfirmedSign[]): LegalSign | null {
  const signs = legalSigns(text);
  return signs.find(isStop) ?? signs.find(({ kind }) => !confirmed.includes(kind)) ?? null;
}

/** Whether words with this sign may not be sent at all. */
export const isStopped = (sign: LegalSign | null): boolean => sign !== null && isStop(sign);

/** A denunciation must not be kept by anybody but its one handler (Luật Tố cáo 25/2018 Art. 8), so it is not written to the phone either. */
export const isDenunciation = (text: string): boolean => legalSigns(text).some(isStop);
