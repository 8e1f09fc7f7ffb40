import {
  type AppointmentSummary,
  leaveWaitingList,
  listMyAppointments,
  listMyWaiting,
  type WaitingEntry,
} from 'backend/contracts/appointments';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { AppointmentCard, AppointmentRow } from '../../features/appointments/appointment-row.js';
import { OfferCard } from '../../features/appointments/offer-card.js';
import { SavedSlips } from '../../features/appointments/saved-slips.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

/** All the resident's appointments: offered places and waiting days first, then what is coming, then what is past. */
export default function AppointmentsPage() {
  const navigate = useNavigate();
  const upcoming = useApi(listMyAppointments, { query: { which: 'upcoming' } });

  return (
    <Screen title="Lịch hẹn của tôi" tabs>
      <WaitingPart />
      {upcoming.data !== undefined && upcoming.data.appointments.length > 0 && (
        <section className="stack" aria-labelledby="upcoming">
          <h2 id="upcoming" className="section-title">
            Sắp tới
          </h2>
          <Upcoming first={upcoming.data.appointments} next={upcoming.data.next} />
        </section>
      )}
      {upcoming.data !== undefined && upcoming.data.appointments.length === 0 && (
        <Empty action={<Button onPress={() => navigate('/procedures')}>Đặt lịch</Button>}>
          <p>Chưa có lịch hẹn nào sắp tới.</p>
          <p className="quiet">Cần làm giấy tờ? Đặt lịch để khỏi chờ.</p>
        </Empty>
      )}
      {upcoming.data === undefined && upcoming.error !== undefined && (
        <>
          <Failure failure={upcoming.error} onRetry={() => void upcoming.mutate()} />
          <SavedSlips />
        </>
      )}
      {upcoming.data === undefined && upcoming.error === undefined && <Skeleton rows={3} tall />}
      {upcoming.data !== undefined && <PastPart />}
    </Screen>
  );
}

/** The pages of a list after its first one, fetched at a press. */
function useMorePages(which: 'upcoming' | 'past', firstNext: string | null) {
  const [more, setMore] = useState<{ rows: AppointmentSummary[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const next = more === null ? firstNext : more.next;

  const fetchMore = async () => {
    if (next === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const page = await call(listMyAppointments, { query: { which, after: next } });
      setMore({ rows: [...(more?.rows ?? []), ...page.appointments], next: page.next });
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };
  return { rows: more?.rows ?? [], hasMore: next !== null, busy, failure, fetchMore };
}

function Upcoming({ first, next }: { first: readonly AppointmentSummary[]; next: string | null }) {
  const more = useMorePages('upcoming', next);
  return (
    <>
      {[...first, ...more.rows].map((appointment) => (
        <AppointmentCard key={appointment.id} appointment={appointment} />
      ))}
      <MoreButton {...more} />
    </>
  );
}

function MoreButton({ hasMore, busy, failure, fetchMore }: Omit<ReturnType<typeof useMorePages>, 'rows'>) {
  return (
    <>
      {failure !== null && <p role="alert">{sayFailure(failure)}</p>}
      {hasMore && (
        <Button look="plain" busy={busy} onPress={() => void fetchMore()}>
          Xem thêm
        </Button>
      )}
    </>
  );
}

function PastPart() {
  const past = useApi(listMyAppointments, { query: { which: 'past' } });
  const more = useMorePages('past', past.data?.next ?? null);
  if (past.data === undefined) {
    return past.error === undefined ? <Skeleton rows={2} /> : <Failure failure={past.error} onRetry={() => void past.mutate()} />;
  }
  if (past.data.appointments.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="past">
      <h2 id="past" className="section-title">
        Đã qua, đã hủy
      </h2>
      <ul className="rows">
        {[...past.data.appointments, ...more.rows].map((appointment) => (
          <li key={appointment.id}>
            <AppointmentRow appointment={appointment} />
          </li>
        ))}
      </ul>
      <MoreButton {...more} />
    </section>
  );
}

/** Offered places with their countdown, and the days the resident waits for. */
function WaitingPart() {
  const { pathname } = useLocation();
  const waiting = useApi(listMyWaiting, {}, { refreshInterval: 60_000 });
  const section = useRef<HTMLElement>(null);
  const isAsked = pathname === '/waiting';
  const entries = waiting.data?.entries ?? [];
  const offers = entries.filter(({ status, offer }) => status === 'offered' && offer !== null);
  const queued = entries.filter(({ status }) => status === 'waiting');
  const reload = () => void waiting.mutate();

  useEffect(() => {
    if (isAsked && waiting.data !== undefined) section.current?.scrollIntoView({ block: 'start' });
  }, [isAsked, waiting.data]);

  if (waiting.error !== undefined && waiting.data === undefined && isAsked) return <Failure failure={waiting.error} onRetry={reload} />;
  if (waiting.data !== undefined && isAsked && offers.length + queued.length === 0) {
    return (
      <Notice title="Không chờ chỗ ngày nào">
        <p>Khi một ngày đã kín, có thể xin chờ chỗ ngay lúc đặt lịch.</p>
      </Notice>
    );
  }
  if (offers.length + queued.length === 0) return null;
  return (
    <section ref={section} className="stack waiting" aria-labelledby="waiting">
      <h2 id="waiting" className="section-title">
        Đang chờ chỗ
      </h2>
      {offers.map((entry) => (
        <OfferCard key={entry.id} entry={entry} onChange={reload} />
      ))}
      {queued.map((entry) => (
        <WaitingCard key={entry.id} entry={entry} onLeft={reload} />
      ))}
    </section>
  );
}

function WaitingCard({ entry, onLeft }: { entry: WaitingEntry; onLeft: () => void }) {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);

  const leave = async () => {
    setBusy(true);
    try {
      await call(leaveWaitingList, { params: { id: entry.id } });
      announce('Đã thôi chờ ngày này.');
      onLeft();
    } catch (error) {
      if (error instanceof CallFailure) announce(sayFailure(error));
    }
    setBusy(false);
  };

  return (
    <div className="card">
      <div>
        <p className="row-name">{longDate(entry.date)}</p>
        <p>{entry.plainName}</p>
        <p className="quiet">
          {entry.ahead === null || entry.ahead === 0 ? 'Đứng đầu danh sách chờ.' : `Trước ông/bà có ${entry.ahead} người.`} Có chỗ, xã sẽ
          báo.
        </p>
      </div>
      <Button look="quiet" busy={busy} onPress={() => void leave()} label={`Thôi chờ ngày này: ${longDate(entry.date)}`}>
        Thôi chờ ngày này
      </Button>
    </div>
  );
}
