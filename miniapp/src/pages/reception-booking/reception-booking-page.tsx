import '../../features/reception/reception.css';
import { cancelReceptionBooking, type ReceptionBooking, readReceptionBooking } from 'backend/contracts/reception';
import { representativesSentence } from 'backend/contracts/reception-words';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, longDate, spokenTime } from '../../days.js';
import { keepBooking, useKeptBooking } from '../../features/reception/kept-bookings.js';
import { OutcomePart } from '../../features/reception/outcome-part.js';
import { SessionNotice } from '../../features/reception/session-facts.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

/** The receipt of a place, and afterwards what came of it. */
export default function ReceptionBookingPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const location = useLocation();
  const read = useApi(readReceptionBooking, { params: { id } });
  const copy = useKeptBooking(id);
  const mayShowCopy = read.error === undefined || read.error.status === 0 || read.error.status >= 500;
  const booking = read.data ?? (mayShowCopy ? copy : null);
  const isFresh = typeof location.state === 'object' && location.state !== null && 'fresh' in location.state;
  const { data } = read;

  useEffect(() => {
    if (data !== undefined) keepBooking(data);
  }, [data]);

  return (
    <Screen
      title="Phiếu giữ chỗ"
      backTo="/reception/mine"
      // Behind a place just taken lies the form it came from; back means the schedule.
      {...(isFresh ? { onBack: () => navigate('/reception', { replace: true }) } : {})}
    >
      {booking === null && read.error === undefined && <Skeleton rows={2} tall />}
      {booking === null && read.error !== undefined && <Failure failure={read.error} onRetry={() => void read.mutate()} />}
      {booking !== null && (
        <>
          {isFresh && booking.state === 'booked' && (
            <Notice tone="done" title="Đã giữ chỗ">
              <p>Đến trước vài phút, đọc tên hoặc đưa trang này cho cán bộ. Không cần in.</p>
            </Notice>
          )}
          {read.data === undefined && read.error !== undefined && (
            <Notice tone="attention" title="Bản lưu trên máy">
              <p>Chưa kết nối được nên chưa biết có gì thay đổi.</p>
              <Button look="plain" onPress={() => void read.mutate()}>
                Tải lại
              </Button>
            </Notice>
          )}
          {booking.state === 'booked' && <SessionNotice session={booking.session} />}
          <StateNotice booking={booking} />
          <Receipt booking={booking} />
          {booking.outcome !== null && <OutcomePart outcome={booking.outcome} today={inVietnam(new Date()).day} />}
          {read.data?.mayCancel && <CancelPart booking={read.data} onChange={(newer) => void read.mutate(newer, { revalidate: false })} />}
          <Link to="/reception" className="more-link">
            Xem lịch tiếp công dân
          </Link>
        </>
      )}
    </Screen>
  );
}

function StateNotice({ booking }: { booking: ReceptionBooking }) {
  if (booking.state === 'cancelled') return <Notice tone="attention" title="Ông/bà đã thôi, chỗ này đã nhường cho người khác" />;
  if (booking.state === 'absent') return <Notice tone="attention" title="Buổi tiếp đã qua mà không thấy ông/bà đến" />;
  return null;
}

function Receipt({ booking }: { booking: ReceptionBooking }) {
  const { session, seat, around, name, address, people, topic } = booking;
  const group = representativesSentence(people);
  const counts = booking.state === 'booked' && session.state !== 'cancelled';
  return (
    <article className="card reception-receipt" aria-label="Phiếu giữ chỗ">
      {counts && (
        <>
          <p className="quiet">Khoảng</p>
          <p className="number">{spokenTime(around)}</p>
        </>
      )}
      <p className="reception-day">{longDate(session.day)}</p>
      {counts && (
        <p className="reception-seat">
          <span className="quiet">Chỗ số</span>
          <span className="number">{seat}</span>
        </p>
      )}
      <dl className="reception-facts">
        <Fact name="Người tiếp" value={`${session.leader.title} ${session.leader.name}`} />
        <Fact name="Nơi tiếp" value={session.place} />
        <Fact name="Người đến" value={people === 1 ? name : `${name}, cả đoàn ${people} người`} />
        <Fact name="Nơi ở" value={address} />
        {topic !== '' && <Fact name="Việc muốn trình bày" value={topic} />}
      </dl>
      {counts && group !== null && <p>{group}</p>}
      {counts && (
        <p>
          <strong>Đây là phiếu giữ chỗ, chưa phải nộp đơn.</strong> Giờ vào có thể sớm, muộn một chút theo người trước.
        </p>
      )}
    </article>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function CancelPart({ booking, onChange }: { booking: ReceptionBooking; onChange: (newer: ReceptionBooking) => void }) {
  const announce = useAnnounce();
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const cancel = async () => {
    setBusy(true);
    setFailure(null);
    try {
      onChange(await call(cancelReceptionBooking, { params: { id: booking.id } }));
      announce('Đã nhường chỗ. Cảm ơn ông/bà đã báo.');
      setAsks(false);
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };
  return (
    <>
      <Button look="danger" onPress={() => setAsks(true)}>
        Tôi không đến được
      </Button>
      {asks && (
        <Dialog
          title="Nhường chỗ này cho người khác?"
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button look="danger" busy={busy} onPress={() => void cancel()}>
                Nhường chỗ
              </Button>
              <Button look="quiet" onPress={() => setAsks(false)}>
                Giữ chỗ của tôi
              </Button>
            </>
          }
        >
          <p>Chỗ số {booking.seat} sẽ mở cho người khác ngay. Muốn đến lại thì phải giữ chỗ mới.</p>
          {failure !== null && (
            <p className="field-fault" role="alert">
              {sayFailure(failure)}
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
