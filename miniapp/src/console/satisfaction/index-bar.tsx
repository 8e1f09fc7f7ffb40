import type { SatisfactionIndex } from 'backend/contracts/satisfaction';
import { boundsWords, percentWords } from './satisfaction-words.js';

/** An index as a bar, where it may lie as a line across its end, and the numbers under it. */
export function IndexBar({ index }: { index: SatisfactionIndex }) {
  const { percent, low, high, people } = index;
  return (
    <div>
      <div className="desk-index" aria-hidden="true">
        <span className="desk-index-bar" style={{ width: `${percent}%` }} />
        <span className="desk-index-bounds" style={{ left: `${low}%`, width: `${high - low}%` }} />
      </div>
      <p className="desk-index-numbers">
        <strong>{percentWords(percent)}</strong> {boundsWords(index)} · {people} người
      </p>
    </div>
  );
}

/** The same in a narrow cell of a table; few people are said, not shown. */
export function IndexCell({ index }: { index: SatisfactionIndex | null | undefined }) {
  if (index == null) return <span className="quiet">ít người</span>;
  return (
    <>
      <strong>{percentWords(index.percent)}</strong>
      <span className="desk-index-small">
        {index.low.toLocaleString('vi-VN')}–{index.high.toLocaleString('vi-VN')}
      </span>
    </>
  );
}
