import '../../features/reception/reception.css';
import { listMyReceptionBookings, type ReceptionBooking } from 'backend/contracts/reception';
import { ChevronRight } from 'lucide-react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { inVietnam, longDate, spokenTime } from '../../days.js';
import { bookingStateWords, OutcomePart } from '../../features/reception/outcome-part.js';
import { useApi } from '../../use-api.js';

/** All the person's visits to the leader: places still to come, and what came of those that were. */
export default function ReceptionMinePage() {
  const navigate = useNavigate();
  const read = useApi(listMyReceptionBookings, {});
  const bookings = read.data?.bookings ?? [];
  return (
    <Screen title="Những lần gặp lãnh đạo xã" backTo="/reception">
      {bookings.length > 0 && (
        <ul className="stack reception-list" aria-label="Những lần đã đăng ký">
          {bookings.map((booking) => (
            <li key={booking.id}>
              <BookingCard booking={booking} />
            </li>
          ))}
        </ul>
      )}
      {read.data !== undefined && bookings.length === 0 && (
        <Empty action={<Button onPress={() => navigate('/reception')}>Xem lịch tiếp công dân</Button>}>
          <p>Ông/bà chưa đăng ký gặp lãnh đạo xã lần nào.</p>
          <p className="quiet">Có việc cần trình bày? Chọn một buổi và giữ chỗ để khỏi chờ.</p>
        </Empty>
      )}
      {read.data === undefined && read.error !== undefined && <Failure failure={read.error} onRetry={() => void read.mutate()} />}
      {read.data === undefined && read.error === undefined && <Skeleton rows={3} tall />}
    </Screen>
  );
}

function BookingCard({ booking }: { booking: ReceptionBooking }) {
  const { session, outcome, state } = booking;
  return (
    <article className="card reception-card" aria-labelledby={`booking-${booking.id}`}>
      <h2 id={`booking-${booking.id}`} className="section-title">
        {state === 'booked' && session.state !== 'cancelled' ? `Khoảng ${spokenTime(booking.around)}, ` : ''}
        {longDate(session.day)}
      </h2>
      <p>
        {bookingStateWords(booking)} · {session.leader.name}
      </p>
      {outcome !== null && <OutcomePart outcome={outcome} today={inVietnam(new Date()).day} />}
      <Link to={`/reception/bookings/${booking.id}`} className="reception-go" aria-label={`Mở phiếu ${longDate(session.day)}`}>
        Mở phiếu
        <ChevronRight aria-hidden="true" size={20} />
      </Link>
    </article>
  );
}
