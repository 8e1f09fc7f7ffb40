import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { longDate, spokenTime } from '../../days.js';
import { savedSlips } from './slip-cache.js';

/** The slips kept on this phone: what still works without a network. */
export function SavedSlips() {
  const slips = savedSlips().filter(({ slip }) => slip.status === 'booked' && Date.parse(slip.startsAt) > Date.now() - 12 * 3_600_000);
  if (slips.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="saved-slips">
      <h2 id="saved-slips" className="section-title">
        Giấy hẹn lưu trên máy
      </h2>
      <ul className="rows">
        {slips.map(({ slip }) => (
          <li key={slip.id}>
            <Link to={`/slip/${slip.id}`} className="row">
              <span className="row-words">
                <span className="row-name">
                  {spokenTime(slip.start)}, {longDate(slip.date)}
                </span>
                <span>{slip.procedure.plainName}</span>
              </span>
              <ChevronRight aria-hidden="true" size={22} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
