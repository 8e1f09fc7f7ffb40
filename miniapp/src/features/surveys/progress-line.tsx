import { progressWords } from './survey-progress.js';

/** How far somebody is, as a bar; the words stand in the title of the screen. */
export function ProgressLine({ number, of }: { number: number; of: number }) {
  return (
    <div
      className="survey-progress"
      role="progressbar"
      aria-label="Tiến độ trả lời"
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={number}
      aria-valuetext={progressWords({ number, of })}
    >
      <span style={{ width: `${of === 0 ? 0 : Math.round((number / of) * 100)}%` }} />
    </div>
  );
}
