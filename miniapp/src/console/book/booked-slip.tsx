import type { DeskAppointment } from 'backend/contracts/desk';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { wayWords } from '../../words.js';
import { spokenStart } from '../console-words.js';
import { PrintButton } from '../today/detail.js';

/** The slip of a booking just made: the code large, to read out over the phone. */
export function BookedSlip({ appointment, onAgain }: { appointment: DeskAppointment; onAgain: () => void }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="desk-slip" aria-live="polite">
      <h2 ref={head} tabIndex={-1} className="section-title desk-focus-head">
        Đọc mã này cho người dân ghi lại
      </h2>
      <p className="desk-slip-code">{appointment.code}</p>
      <dl className="desk-facts">
        <dt>Giờ hẹn</dt>
        <dd>
          <strong>{spokenStart(appointment)}</strong>
        </dd>
        <dt>Nơi</dt>
        <dd>
          {wayWords[appointment.way]} · {appointment.counterName} · chỗ {appointment.seat}
          {appointment.staffPlace ? ' (chỗ cán bộ đặt)' : ''}
        </dd>
        <dt>Người đến</dt>
        <dd>{appointment.personName}</dd>
        <dt>Thủ tục</dt>
        <dd>{appointment.plainName}</dd>
        {appointment.homeVisit !== null && (
          <>
            <dt>Đến nhà</dt>
            <dd>{appointment.homeVisit.address}</dd>
          </>
        )}
        {appointment.documents.length > 0 && (
          <>
            <dt>Mang theo</dt>
            <dd>
              <ul className="plain-list">
                {appointment.documents.map(({ name, actionText }) => (
                  <li key={name}>
                    {name} <span className="quiet">({actionText})</span>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      <p>
        <strong>Đây là lịch hẹn, chưa phải nộp hồ sơ.</strong>
      </p>
      <div className="desk-slip-actions">
        <PrintButton id={appointment.id} look="plain" />
        <Button onPress={onAgain}>Đặt cho người khác</Button>
        <Link to={`/console?date=${appointment.date}&code=${appointment.code}`} className="more-link">
          Xem trong danh sách ngày đó
        </Link>
      </div>
    </section>
  );
}
