import './initiatives.css';
import type { InitiativeProgress } from 'backend/contracts/initiatives';
import { progressWords } from './initiative-words.js';

/** How many households agree, as a sentence and, beside it, a bar up to the tenth. */
export function ProgressLine({ progress, supported = false }: { progress: InitiativeProgress; supported?: boolean }) {
  const { signed, needed } = progress;
  return (
    <div className="initiative-progress" data-reached={progress.isReached}>
      <p>{progressWords(progress, supported)}</p>
      <span className="initiative-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.round((signed / needed) * 100))}%` }} />
      </span>
    </div>
  );
}
