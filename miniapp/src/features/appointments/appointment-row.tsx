import type { AppointmentSummary } from 'backend/contracts/appointments';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { longDate, plainDate, spokenTime } from '../../days.js';
import { statusWords, wayWords } from '../../words.js';

function whoAndWhere({ isSelf, personName, way, counterName }: AppointmentSummary): string {
  const where = way === 'home' ? wayWords.home : counterName;
  return isSelf ? where : `${where} · cho ${personName}`;
}

/** The nearest appointment, large: time, day, what for. */
export function AppointmentCard({ appointment }: { appointment: AppointmentSummary }) {
  return (
    <Link to={`/slip/${appointment.id}`} className="card appointment-card">
      <span className="number">{spokenTime(appointment.start)}</span>
      <span className="appointment-day">{longDate(appointment.date)}</span>
      <span>{appointment.plainName}</span>
      <span className="quiet">{whoAndWhere(appointment)}</span>
      <span className="appointment-open">
        Mở giấy hẹn
        <ChevronRight aria-hidden="true" size={20} />
      </span>
    </Link>
  );
}

/** One appointment in a list. */
export function AppointmentRow({ appointment }: { appointment: AppointmentSummary }) {
  return (
    <Link to={`/slip/${appointment.id}`} className="row">
      <span className="row-words">
        <span className="row-name">
          {spokenTime(appointment.start)} · {plainDate(appointment.date)}
        </span>
        <span>{appointment.plainName}</span>
        <span className="quiet">
          {statusWords[appointment.status]} · {whoAndWhere(appointment)}
        </span>
      </span>
      <ChevronRight aria-hidden="true" size={22} />
    </Link>
  );
}
