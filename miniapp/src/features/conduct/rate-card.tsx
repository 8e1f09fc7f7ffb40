import type { Home } from 'backend/contracts/appointments';
import { Link } from 'react-router-dom';
import { dayAndMonth, weekday } from '../../days.js';

/** One quiet question on the home page after a visit. */
export function RateCard({ rate }: { rate: NonNullable<Home['rate']> }) {
  return (
    <Link to={`/conduct/${rate.appointmentId}`} className="card appointment-card">
      <span>
        Xin ông/bà cho biết lần làm việc {weekday(rate.date)} {dayAndMonth(rate.date)} thế nào
      </span>
      <span className="quiet">{rate.plainName}</span>
      <span className="appointment-open">Góp ý về cách tiếp đón</span>
    </Link>
  );
}
