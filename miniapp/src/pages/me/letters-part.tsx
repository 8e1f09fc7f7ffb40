import { listMyLifeLetters } from 'backend/contracts/life-letters';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { plainDate } from '../../days.js';
import { useApi } from '../../use-api.js';

/** Letters of the commune to this person; nothing stands here when there are none. */
export function LettersPart() {
  const { data } = useApi(listMyLifeLetters, {});
  if (data === undefined || data.letters.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="letters-title">
      <h2 id="letters-title" className="section-title">
        Thư xã gửi
      </h2>
      <ul className="rows">
        {data.letters.map(({ token, title, number, day }) => (
          <li key={number}>
            <Link to={`/letters/${token}`} className="row">
              <span className="row-words">
                <span className="row-name">{title}</span>
                <span className="quiet">
                  {plainDate(day)} · Số {number}
                </span>
              </span>
              <ChevronRight aria-hidden="true" size={22} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
