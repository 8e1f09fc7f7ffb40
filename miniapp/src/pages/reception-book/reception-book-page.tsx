import '../../features/reception/reception.css';
import { bookReception, listReception, type ReceptionSession } from 'backend/contracts/reception';
import { representativesSentence } from 'backend/contracts/reception-words';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { newKey } from '../../features/appointments/send-booking.js';
import { useCommune } from '../../features/commune/use-commune.js';
import {
  dropReceptionDraft,
  isDenunciation,
  keepReceptionDraft,
  loadReceptionDraft,
  peopleOf,
  type ReceptionDraft,
  receptionBodyOf,
  receptionFaults,
  withReceptionKey,
} from '../../features/reception/draft.js';
import { keepBooking } from '../../features/reception/kept-bookings.js';
import { hoursWords, placesWords } from '../../features/reception/session-facts.js';
import { useMe } from '../../features/residents/use-me.js';
import { call, phoneIsTheirs } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

const inPerson = 'Xin trình bày trực tiếp';

/** A place in one session. */
export default function ReceptionBookPage() {
  const { id = '' } = useParams();
  const schedule = useApi(listReception, {});
  const me = useMe();
  const commune = useCommune();
  const session = schedule.data?.sessions.find((one) => one.id === id);
  const failure = schedule.error ?? me.error;
  const waits = schedule.data === undefined || me.data === undefined || (commune.data === undefined && commune.error === undefined);
  if (!waits && session !== undefined && me.data !== undefined) {
    const address = me.data.hamletName === null || commune.data === undefined ? '' : `${me.data.hamletName}, ${commune.data.communeName}`;
    const suggested = { name: me.data.nameKnown ? me.data.name : '', address };
    return <Form key={id} session={session} suggested={suggested} onStale={() => void schedule.mutate()} />;
  }
  return (
    <Screen title="Giữ chỗ" backTo="/reception">
      {waits && failure === undefined && <Skeleton rows={4} tall />}
      {waits && failure !== undefined && (
        <Failure
          failure={failure}
          onRetry={() => {
            void schedule.mutate();
            void me.mutate();
          }}
        />
      )}
      {!waits && session === undefined && (
        <Empty>
          <p>Buổi tiếp này không còn trong lịch.</p>
          <Link to="/reception" className="more-link">
            Xem các buổi khác
          </Link>
        </Empty>
      )}
    </Screen>
  );
}

type FormProps = { session: ReceptionSession; suggested: Pick<ReceptionDraft, 'name' | 'address'>; onStale: () => void };

function Form({ session, suggested: given, onStale }: FormProps) {
  const navigate = useNavigate();
  const [suggested] = useState(given);
  const [draft, setDraft] = useState<ReceptionDraft | null>(null);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [sending, setSending] = useState(false);
  const underWay = useRef(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    let left = false;
    // What lies on this phone may be another person's until that is known.
    void phoneIsTheirs().then(() => {
      if (left) return;
      const kept = loadReceptionDraft(session.id, Date.now());
      setDraft(kept.savedAt === 0 ? { ...kept, ...suggested } : kept);
    });
    return () => {
      left = true;
    };
  }, [session.id, suggested]);

  useEffect(() => {
    if (Object.keys(faults).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  if (draft === null)
    return (
      <Screen title="Giữ chỗ" backTo="/reception">
        <Skeleton rows={4} tall />
      </Screen>
    );

  const change = (part: Partial<ReceptionDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepReceptionDraft(session.id, next, Date.now());
  };
  const denounces = isDenunciation(draft.topic);
  const group = representativesSentence(peopleOf(draft) ?? 1);
  const isOpen = session.state === 'open';

  const send = async () => {
    const known = denounces ? { 'body.topic': 'Xin đừng ghi nội dung tố cáo ở đây.' } : receptionFaults(draft);
    setFaults(known);
    setFailure(null);
    // The second of two quick taps may come before the button shows that it is busy.
    if (Object.keys(known).length > 0 || underWay.current) return;
    underWay.current = true;
    setSending(true);
    const body = receptionBodyOf(draft);
    const keyed = withReceptionKey(draft, body, newKey);
    setDraft(keyed);
    keepReceptionDraft(session.id, keyed, Date.now());
    try {
      const booking = await call(bookReception, { params: { id: session.id }, body }, { idempotencyKey: keyed.sent.key });
      dropReceptionDraft(session.id);
      keepBooking(booking);
      navigate(`/reception/bookings/${booking.id}`, { replace: true, state: { fresh: true } });
    } catch (error) {
      const refused = error instanceof CallFailure ? error : new CallFailure('internal', 0);
      setFailure(refused);
      setFaults(refused.fields);
      if (refused.code.startsWith('reception_')) onStale();
    }
    underWay.current = false;
    setSending(false);
  };

  return (
    <Screen
      title="Giữ chỗ"
      backTo="/reception"
      action={
        <Button busy={sending} disabled={!isOpen} onPress={() => void send()}>
          Giữ chỗ
        </Button>
      }
    >
      <section className="card" aria-label="Buổi tiếp">
        <p className="reception-day">{longDate(session.day)}</p>
        <p className="reception-hours">{hoursWords(session)}</p>
        <p>
          {session.leader.title} {session.leader.name} tiếp, tại {session.place}.
        </p>
        <p className="reception-places" data-open={isOpen}>
          {placesWords(session)}
        </p>
      </section>
      {failure !== null && (
        <Notice tone="attention" urgent title={failure.code === 'offline' ? 'Chưa gửi được' : 'Chưa giữ được chỗ'}>
          <p>
            {failure.code === 'offline'
              ? 'Mạng yếu nên chưa gửi được. Những gì đã điền vẫn còn trên máy. Bấm Giữ chỗ để gửi lại, không sợ bị đăng ký hai lần.'
              : sayFailure(failure)}
          </p>
          {failure.code === 'reception_already_booked' ? (
            <Link to="/reception/mine" className="more-link">
              Xem phiếu đã có
            </Link>
          ) : (
            failure.code.startsWith('reception_') && (
              <Link to="/reception" className="more-link">
                Xem các buổi khác
              </Link>
            )
          )}
        </Notice>
      )}
      <form
        ref={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field
          label="Họ và tên người đến"
          value={draft.name}
          maxLength={80}
          autoComplete="name"
          fault={faults['body.name']}
          onChange={(name) => change({ name })}
        />
        <Field
          label="Nơi ở"
          hint="Xóm, xã."
          value={draft.address}
          maxLength={200}
          fault={faults['body.address']}
          onChange={(address) => change({ address })}
        />
        <Field
          label="Số điện thoại (không bắt buộc)"
          hint="Để xã gọi nếu buổi tiếp phải đổi."
          type="tel"
          inputMode="tel"
          value={draft.phone}
          maxLength={20}
          fault={faults['body.phone']}
          onChange={(phone) => change({ phone })}
        />
        <Field
          label="Việc muốn trình bày"
          hint="Vài chữ là đủ. Nếu là tố cáo, xin đừng ghi ở đây: hãy nói trực tiếp để được giữ kín."
          rows={3}
          value={draft.topic}
          maxLength={300}
          fault={faults['body.topic']}
          onChange={(topic) => change({ topic })}
        />
        {denounces && (
          <Notice tone="danger" urgent title="Nội dung này giống một đơn tố cáo">
            <p>
              Tố cáo chỉ có giá trị khi trình bày trực tiếp hoặc bằng đơn có chữ ký, và tên người tố cáo phải được giữ kín. Xin đừng ghi ở
              đây.
            </p>
            <Button look="plain" onPress={() => change({ topic: inPerson })}>
              Ghi “{inPerson}”
            </Button>
            <Link to="/guidance/denunciation" className="more-link">
              Xem cách tố cáo và nơi nộp đơn
            </Link>
          </Notice>
        )}
        <Field
          label="Bao nhiêu người cùng đến?"
          hint="Tính cả ông/bà."
          inputMode="numeric"
          value={draft.people}
          maxLength={4}
          fault={faults['body.people']}
          onChange={(people) => change({ people })}
        />
        {group !== null && <Notice>{group}</Notice>}
      </form>
      <p className="quiet">Tên, nơi ở và nội dung được mã hóa; chỉ cán bộ tiếp công dân đọc được. Tin nhắn nhắc hẹn không nêu nội dung.</p>
    </Screen>
  );
}
