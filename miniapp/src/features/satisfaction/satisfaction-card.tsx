import type { Home } from 'backend/contracts/appointments';
import { Link } from 'react-router-dom';
import { dayAndMonth, weekday } from '../../days.js';

/** One quiet question on the home page of who was drawn by lot after a visit. */
export function SatisfactionCard({ invitation }: { invitation: NonNullable<Home['satisfaction']> }) {
  const { id, plainName, date, until } = invitation;
  return (
    <Link to={`/satisfaction/${id}`} className="card appointment-card">
      <span>
        Khảo sát của UBND xã: ông/bà có hài lòng với lần làm việc {weekday(date)} {dayAndMonth(date)} không?
      </span>
      <span className="quiet">
        {plainName} · trả lời đến hết {dayAndMonth(until)}
      </span>
      <span className="appointment-open">Trả lời, khoảng 3 phút</span>
    </Link>
  );
}
