import type { GateCondition } from 'backend/contracts/consultation-desk';
import { CircleAlert, CircleCheck } from 'lucide-react';

type GateProps = { title: string; conditions: readonly GateCondition[]; note?: string };

/** What is asked before something reaches people: met or not, each with its article. */
export function GatePart({ title, conditions, note }: GateProps) {
  const missing = conditions.filter(({ met }) => !met).length;
  return (
    <section className="desk-step" aria-labelledby="gate-title">
      <h2 id="gate-title" className="section-title">
        {title}
      </h2>
      <p className="quiet">{missing === 0 ? 'Đã đủ điều kiện.' : `Còn thiếu ${missing} điều kiện.`}</p>
      <ul className="desk-consultation-gate">
        {conditions.map(({ key, met, words, source }) => (
          <li key={key} data-met={met}>
            {met ? <CircleCheck aria-hidden="true" size={20} /> : <CircleAlert aria-hidden="true" size={20} />}
            <span>
              <span className="visually-hidden">{met ? 'Đủ: ' : 'Còn thiếu: '}</span>
              {words}
              <span className="quiet desk-block">{source}</span>
            </span>
          </li>
        ))}
      </ul>
      {note !== undefined && <p className="quiet">{note}</p>}
    </section>
  );
}
