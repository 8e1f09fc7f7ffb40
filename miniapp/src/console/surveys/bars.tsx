import { useId } from 'react';

export type Bar = {
  key: string;
  name: string;
  /** Percent of the line. */
  width: number;
  /** The number, in words, under the name: the bar only helps. */
  words: string;
};

/** Lines with their numbers; the words carry it all, the bar is for the eye. `pairs`: two side by side where there is room. */
export function Bars({ label, bars, pairs = false }: { label: string; bars: readonly Bar[]; pairs?: boolean }) {
  const id = useId();
  return (
    <div className={pairs ? 'survey-bars survey-bars-pairs' : 'survey-bars'}>
      <h3 id={id} className="desk-part-title">
        {label}
      </h3>
      <ul aria-labelledby={id}>
        {bars.map(({ key, name, width, words }) => (
          <li key={key} className="survey-bar">
            <span className="survey-bar-name">{name}</span>
            <span className="survey-bar-words">{words}</span>
            <span className="survey-bar-line" aria-hidden="true">
              <span style={{ width: `${Math.min(100, Math.max(0, width))}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
