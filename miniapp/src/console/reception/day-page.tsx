import './reception.css';
import { cancelReceptionSession, type DeskReceptionSession } from 'backend/contracts/reception';
import { receptionCancelled } from 'backend/contracts/reception-letters';
import {
  addReceptionEntry,
  markReceptionAbsence,
  type ReceptionEntryRow,
  type ReceptionVisitor,
  readReceptionDay,
} from 'backend/contracts/reception-register';
import { type FormEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, longDate, plainDate, spokenTime } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { failureOf, phoneWords, sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useKeys } from '../use-keys.js';
import { useSave } from '../use-save.js';
import { EntryFields } from './entry-fields.js';
import { type EntryForm, emptyEntry, entryFaults, entryOf, fieldsOf } from './entry-form.js';
import { MessagePhone } from './message-phone.js';
import { clockOf, kindOf, sessionWords, whenWords } from './reception-words.js';

const refreshMilliseconds = 20_000;

/** The day of one session: who booked, the register, and the form that fills it. Keys: n for a new line, Ctrl+Enter to write it. */
export function DayPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const day = useApi(readReceptionDay, { params: { id } }, { refreshInterval: refreshMilliseconds });
  const mayManage = useMay('reception.manage');
  const mayReceive = useMay('reception.receive');
  const [form, setForm] = useState<EntryForm>(emptyEntry);
  const box = useRef<HTMLFormElement>(null);
  const toForm = () => box.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  useKeys({ n: toForm }, () => undefined);

  const back = () => navigate('/console/reception');
  if (day.data === undefined)
    return (
      <Frame title="Buổi tiếp công dân" onBackToList={back}>
        {day.error !== undefined ? <Failure failure={day.error} onRetry={() => void day.mutate()} /> : <Skeleton rows={4} tall />}
      </Frame>
    );
  const { session, registerOpen, visitors, entries } = day.data;
  const begun = session.state === 'under_way' || session.state === 'over' || session.state === 'cancelled';
  const choose = (visitor: ReceptionVisitor) => {
    setForm(entryOf(visitor));
    toForm();
  };

  return (
    <Frame title={whenWords(session)} beside={sessionWords(session)} width="sides" onBackToList={back}>
      <div className="desk-side">
        <SessionPart session={session} />
        <Visitors
          visitors={visitors}
          session={session}
          {...(registerOpen && mayReceive ? { onChoose: choose } : {})}
          onChange={() => void day.mutate()}
        />
        <RegisterPart entries={entries} open={registerOpen} session={session} />
        {mayManage && !begun && (
          <div className="desk-reception-actions">
            <Button look="plain" onPress={() => navigate(`/console/reception/sessions/${id}/change`)}>
              Đổi buổi này
            </Button>
            <CancelPart session={session} onCancelled={() => void day.mutate()} />
          </div>
        )}
      </div>
      {registerOpen && mayReceive && (
        <aside className="desk-side desk-side-stays" aria-label="Ghi vào sổ">
          <EntryPart
            formRef={box}
            sessionId={id}
            form={form}
            onForm={setForm}
            onWritten={async () => {
              await day.mutate();
              setForm(emptyEntry);
              toForm();
            }}
          />
        </aside>
      )}
    </Frame>
  );
}

function SessionPart({ session }: { session: DeskReceptionSession }) {
  return (
    <section className="desk-step" aria-label="Buổi tiếp">
      <p>
        {session.leader.title} {session.leader.name} tiếp, tại {session.place}.
        {session.attendees !== '' && ` Cùng dự: ${session.attendees}.`}
      </p>
      <p className="quiet">
        {session.publishedBy} công bố ngày {plainDate(session.publishedOn)} · {session.places} chỗ, mỗi chỗ {session.minutesEach} phút
      </p>
      {session.adHoc !== null && <Notice title="Tiếp đột xuất">{session.adHoc.note}</Notice>}
      {session.cancelled !== null && (
        <Notice tone="attention" title={`${session.cancelledBy ?? 'Cán bộ'} hủy ngày ${plainDate(session.cancelled.on)}`}>
          <p>{session.cancelled.reason}</p>
        </Notice>
      )}
      {session.changes.map(({ at, by, reason, before }) => (
        <details key={at} className="desk-fold">
          <summary>
            {by} đổi ngày {plainDate(inVietnam(new Date(at)).day)}: {reason}
          </summary>
          <p>
            Trước đó: {whenWords(before)}, {before.leader.name}, {before.place}
          </p>
        </details>
      ))}
    </section>
  );
}

type VisitorsProps = {
  visitors: readonly ReceptionVisitor[];
  session: DeskReceptionSession;
  onChoose?: (visitor: ReceptionVisitor) => void;
  onChange: () => void;
};

function Visitors({ visitors, session, onChoose, onChange }: VisitorsProps) {
  const announce = useAnnounce();
  const mark = async (visitor: ReceptionVisitor, absent: boolean) => {
    try {
      await call(markReceptionAbsence, { params: { id: visitor.bookingId }, body: { absent } });
      onChange();
    } catch (error) {
      announce(sayToOfficer(failureOf(error)));
    }
  };
  return (
    <section className="stack" aria-labelledby="visitors-title">
      <h2 id="visitors-title" className="section-title">
        Đã giữ chỗ, chưa ghi sổ
      </h2>
      {visitors.length === 0 ? (
        <p className="quiet">{session.booked === 0 ? 'Chưa ai giữ chỗ.' : 'Không còn ai.'}</p>
      ) : (
        <ul className="rows">
          {visitors.map((visitor) => (
            <li key={visitor.bookingId} className="desk-reception-visitor">
              <span className="desk-reception-seat">{visitor.seat}</span>
              <span>
                <span className="row-name desk-block">
                  {visitor.name}
                  {visitor.absent && ' · không đến'}
                </span>
                <span className="quiet desk-block">
                  khoảng {spokenTime(visitor.around)} · {visitor.people} người · {visitor.address}
                  {visitor.phone !== null && ` · ${phoneWords(visitor.phone)}`}
                </span>
                <span className="desk-block">{visitor.topic}</span>
              </span>
              {onChoose !== undefined && (
                <span className="desk-reception-actions">
                  {!visitor.absent && (
                    <button type="button" className="desk-tool" onClick={() => onChoose(visitor)}>
                      Ghi vào sổ
                    </button>
                  )}
                  <button type="button" className="desk-tool" onClick={() => void mark(visitor, !visitor.absent)}>
                    {visitor.absent ? 'Đã đến' : 'Không đến'}
                  </button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function RegisterPart({ entries, open, session }: { entries: readonly ReceptionEntryRow[]; open: boolean; session: DeskReceptionSession }) {
  const today = inVietnam(new Date()).day;
  return (
    <section className="stack" aria-labelledby="entries-title">
      <h2 id="entries-title" className="section-title">
        Sổ của buổi này
      </h2>
      {entries.length > 0 && (
        <ul className="rows">
          {entries.map((entry) => {
            const clock = clockOf(entry, today);
            return (
              <li key={entry.id}>
                <Link to={`/console/reception/entries/${entry.id}`} className="desk-reception-row">
                  <span className="desk-reception-head">
                    <span className="row-name">
                      Số {entry.number} · {entry.secret ? kindOf(entry) : entry.name}
                    </span>
                    <span className="desk-reception-clock" data-tone={clock.tone}>
                      {clock.words}
                    </span>
                  </span>
                  {!entry.secret && (
                    <span className="quiet">
                      {kindOf(entry)} · {entry.content}
                    </span>
                  )}
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {entries.length === 0 &&
        (open ? (
          <Empty>
            <p>Chưa có ai trong sổ của buổi này.</p>
          </Empty>
        ) : (
          <p className="quiet">{session.cancelled === null ? `Sổ mở từ ${longDate(session.day)}.` : 'Buổi này đã hủy.'}</p>
        ))}
    </section>
  );
}

type EntryPartProps = {
  formRef: RefObject<HTMLFormElement>;
  sessionId: string;
  form: EntryForm;
  onForm: (form: EntryForm) => void;
  onWritten: () => Promise<void>;
};

function EntryPart({ formRef, sessionId, form, onForm, onWritten }: EntryPartProps) {
  const { busy, failure, faults, save } = useSave();
  const creation = useRef({ key: '', body: '' });
  const write = async () => {
    const body = { ...fieldsOf(form), bookingId: form.bookingId };
    const text = JSON.stringify(body);
    if (creation.current.body !== text) creation.current = { key: crypto.randomUUID(), body: text };
    let number = '';
    const done = await save(
      entryFaults(form),
      async () => {
        ({ number } = await call(addReceptionEntry, { params: { id: sessionId }, body }, { idempotencyKey: creation.current.key }));
      },
      'Đã ghi vào sổ.',
    );
    if (!done) return;
    // The next person may say the same: a new line is a new key.
    creation.current = { key: '', body: '' };
    if (number !== '') await onWritten();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void write();
  };
  return (
    <form
      ref={formRef}
      className="desk-step"
      noValidate
      aria-labelledby="entry-title"
      onKeyDown={onKey}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void write();
      }}
    >
      <h2 id="entry-title" className="section-title">
        {form.bookingId === null ? 'Ghi người đến thẳng' : 'Ghi người đã giữ chỗ'}
      </h2>
      <EntryFields form={form} faults={faults} onChange={(part) => onForm({ ...form, ...part })} />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        Ghi vào sổ
      </Button>
      {form.bookingId !== null && (
        <Button look="quiet" onPress={() => onForm(emptyEntry)}>
          Thôi, ghi người khác
        </Button>
      )}
      <p className="quiet">Phím n: tới ô đầu. Ctrl + Enter: ghi.</p>
    </form>
  );
}

function CancelPart({ session, onCancelled }: { session: DeskReceptionSession; onCancelled: () => void }) {
  const card = useCommune().data;
  const { busy, failure, faults, save, forget } = useSave();
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState('');
  const cancel = async () => {
    const known = reason.trim().length < 5 ? { 'body.reason': 'Xin ghi lý do để người dân hiểu.' } : {};
    const body = { revision: session.revision, reason: reason.trim() };
    if (!(await save(known, () => call(cancelReceptionSession, { params: { id: session.id }, body }), 'Đã hủy buổi tiếp.'))) return;
    setAsks(false);
    onCancelled();
  };
  return (
    <>
      <Button
        look="danger"
        onPress={() => {
          forget();
          setAsks(true);
        }}
      >
        Hủy buổi này
      </Button>
      {asks && (
        <Dialog
          title={session.booked === 0 ? 'Hủy buổi tiếp này?' : `Hủy và báo cho ${session.booked} người đã giữ chỗ?`}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button look="danger" busy={busy} onPress={() => void cancel()}>
                Hủy buổi tiếp
              </Button>
              <Button look="quiet" onPress={() => setAsks(false)}>
                Để nguyên
              </Button>
            </>
          }
        >
          <div className={session.booked > 0 ? 'desk-revoke' : 'stack'}>
            <div className="stack">
              <p>Buổi này vẫn hiện trong lịch, ghi là đã hủy và lý do. Không mở lại được.</p>
              <Field label="Lý do (người dân đọc được)" value={reason} maxLength={200} fault={faults['body.reason']} onChange={setReason} />
              {failure !== null && (
                <p className="field-fault" role="alert">
                  {sayToOfficer(failure)}
                </p>
              )}
            </div>
            {session.booked > 0 && (
              <MessagePhone
                letter={receptionCancelled({
                  now: whenWords(session),
                  place: session.place,
                  reason: reason.trim() === '' ? '……' : reason,
                  hotline: card?.hotline ?? '',
                })}
                sender={card?.officeName ?? 'UBND xã'}
              />
            )}
          </div>
        </Dialog>
      )}
    </>
  );
}
