import type { Home } from 'backend/contracts/appointments';
import { Link } from 'react-router-dom';
import { spokenInstant } from '../../days.js';

const cards = {
  vote: { path: '/decisions', what: 'Hộ của ông/bà cần biểu quyết', open: 'Biểu quyết' },
  consent: { path: '/decisions', what: 'Hộ của ông/bà chọn có biểu quyết qua ứng dụng không', open: 'Trả lời' },
  survey: { path: '/surveys', what: 'Khảo sát, ý kiến tham khảo', open: 'Trả lời' },
} as const;

/** What waits for this person's answer and ends first. */
export function UrgentCards({ urgent }: Pick<Home['participation'], 'urgent'>) {
  return urgent.map(({ kind, id, title, closesAt }) => {
    const { path, what, open } = cards[kind];
    return (
      <Link key={id} to={`${path}/${id}`} className="card appointment-card">
        <span className="quiet">{what}</span>
        <span className="appointment-day">{title}</span>
        {closesAt !== null && <span>Trước {spokenInstant(closesAt)}</span>}
        <span className="appointment-open">{open}</span>
      </Link>
    );
  });
}
