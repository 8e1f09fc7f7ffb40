import './conduct.css';
import { type ConductItem, conductGroups } from 'backend/contracts/conduct';

/** How many said "có", item by item; an item of which too few spoke says so. */
export function Shares({ shares }: { shares: Readonly<Record<ConductItem, number | null>> }) {
  return conductGroups.map(({ key, title, items }) => (
    <section key={key} className="stack">
      <h3 className="section-title">{key === 'never' ? '5 không: số người nói có gặp' : title}</h3>
      <dl className="conduct-shares">
        {items.map((item) => {
          const share = shares[item.key];
          return (
            <div key={item.key} className="conduct-share">
              <dt>{item.name}</dt>
              <dd>{share === null ? 'chưa đủ người trả lời' : `${share} %`}</dd>
              {share !== null && (
                <dd className="conduct-bar" aria-hidden="true">
                  <span style={{ width: `${share}%` }} />
                </dd>
              )}
            </div>
          );
        })}
      </dl>
    </section>
  ));
}

/** "4,2 trên 5". */
export function overallWords(overall: number): string {
  return `${overall.toLocaleString('vi-VN')} trên 5`;
}
