import { legalSigns } from 'backend/contracts/legal-signs';
import { useMemo } from 'react';
import { useDelayed } from '../../use-delayed.js';

/** What somebody's words may be besides a comment, once the typing pauses; `isClear` when they are plainly a denunciation. */
export function useStop(words: string) {
  const typed = useDelayed(words, 500);
  const sign = useMemo(() => {
    const signs = legalSigns(typed);
    return signs.find(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear') ?? signs[0] ?? null;
  }, [typed]);
  const isCurrent = words.trim() !== '';
  return {
    sign: isCurrent ? sign : null,
    isClear: isCurrent && sign?.kind === 'denunciation' && sign.certainty === 'clear',
  };
}
