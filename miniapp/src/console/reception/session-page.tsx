import './reception.css';
import '../../features/reception/reception.css';
import {
  changeReceptionSession,
  type DeskReceptionSession,
  listReceptionSessions,
  publishReceptionSession,
  readReceptionDefaults,
} from 'backend/contracts/reception';
import { receptionChanged } from 'backend/contracts/reception-letters';
import { readReceptionDay } from 'backend/contracts/reception-register';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Failure, Skeleton } from '../../components/states.js';
import { spokenTime } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { MessagePhone } from './message-phone.js';
import { whenWords } from './reception-words.js';
import { SessionFields, SessionPreview } from './session-fields.js';
import { type Defaults, draftOf, formFrom, formOf, publishedOf, sessionFaults } from './session-form.js';

/** A new session, on one day. */
export function NewSessionPage() {
  const defaults = useApi(readReceptionDefaults, {}, { revalidateOnFocus: false });
  if (defaults.data !== undefined) return <Editor defaults={defaults.data} session={null} />;
  return <Waiting failure={defaults.error} onRetry={() => void defaults.mutate()} />;
}

/** A published session that has to change. */
export function ChangeSessionPage() {
  const { id = '' } = useParams();
  const defaults = useApi(readReceptionDefaults, {}, { revalidateOnFocus: false });
  const day = useApi(readReceptionDay, { params: { id } }, { revalidateOnFocus: false });
  if (defaults.data !== undefined && day.data !== undefined) return <Editor key={id} defaults={defaults.data} session={day.data.session} />;
  return (
    <Waiting
      failure={defaults.error ?? day.error}
      onRetry={() => {
        void defaults.mutate();
        void day.mutate();
      }}
    />
  );
}

function Waiting({ failure, onRetry }: { failure: Parameters<typeof Failure>[0]['failure'] | undefined; onRetry: () => void }) {
  const navigate = useNavigate();
  return (
    <Frame title="Buổi tiếp công dân" onBackToList={() => navigate('/console/reception')}>
      {failure !== undefined ? <Failure failure={failure} onRetry={onRetry} /> : <Skeleton rows={4} tall />}
    </Frame>
  );
}

function Editor({ defaults, session }: { defaults: Defaults; session: DeskReceptionSession | null }) {
  const navigate = useNavigate();
  const card = useCommune().data;
  const { mutate } = useSWRConfig();
  const { busy, failure, faults, save, forget } = useSave();
  const [saved, setSaved] = useState(() => (session === null ? formFrom(defaults) : formOf(session)));
  const [form, setForm] = useState(saved);
  const [reason, setReason] = useState('');
  const [asks, setAsks] = useState(false);
  const creation = useRef({ key: '', body: '' });
  const unsaved = JSON.stringify(form) !== JSON.stringify(saved);
  const guard = useLeaveGuard(unsaved);
  const back = session === null ? '/console/reception' : `/console/reception/sessions/${session.id}`;

  /** The guard's second entry of the history goes first. */
  const leave = (to: string, id: string) => {
    // What was read a moment ago is read again.
    void mutate(keyOf(readReceptionDay, { params: { id } }));
    void mutate(keyOf(listReceptionSessions, { query: { when: 'upcoming' } }));
    void mutate(keyOf(readReceptionDefaults, {}));
    const go = () => navigate(to, { replace: true });
    setSaved(form);
    if (unsaved) window.addEventListener('popstate', go, { once: true });
    else go();
  };
  const publish = async () => {
    let id = '';
    const done = await save(
      sessionFaults(form, 'one'),
      async () => {
        const body = publishedOf(form);
        const text = JSON.stringify(body);
        if (creation.current.body !== text) creation.current = { key: crypto.randomUUID(), body: text };
        id = (await call(publishReceptionSession, { body }, { idempotencyKey: creation.current.key })).id;
      },
      'Đã công bố buổi tiếp.',
    );
    if (done) leave(`/console/reception/sessions/${id}`, id);
  };
  const change = async () => {
    if (session === null) return;
    const body = { ...draftOf(form), revision: session.revision, reason: reason.trim() };
    const known = reason.trim().length < 5 ? { 'body.reason': 'Xin ghi lý do để người dân hiểu.' } : {};
    if (await save(known, () => call(changeReceptionSession, { params: { id: session.id }, body }), 'Đã đổi buổi tiếp.'))
      leave(back, session.id);
  };
  const press = (event: FormEvent) => {
    event.preventDefault();
    if (session === null) return void publish();
    const known = sessionFaults(form, 'one');
    if (Object.keys(known).length > 0) return void save(known, async () => undefined, '');
    forget();
    setAsks(true);
  };
  const leader = defaults.leaders.find(({ officerId }) => officerId === form.leaderOfficerId);

  return (
    <Frame
      title={session === null ? 'Công bố một buổi tiếp' : 'Đổi buổi tiếp'}
      {...(session === null ? {} : { beside: whenWords(session) })}
      width="sides"
      onBackToList={() => navigate(back)}
    >
      <form className="desk-side" noValidate onSubmit={press}>
        <SessionFields
          form={form}
          faults={faults}
          defaults={defaults}
          kind={session === null ? 'one' : 'change'}
          onChange={(part) => setForm((before) => ({ ...before, ...part }))}
        />
        {failure !== null && !asks && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
        <Button submits busy={busy} disabled={session !== null && !unsaved}>
          {session === null ? 'Công bố' : 'Đổi buổi tiếp'}
        </Button>
      </form>
      <aside className="desk-side desk-side-stays" aria-label="Xem trước">
        <SessionPreview form={form} defaults={defaults} />
      </aside>
      {asks && session !== null && (
        <Dialog
          title={session.booked === 0 ? 'Đổi buổi tiếp này?' : `Đổi và báo cho ${session.booked} người đã giữ chỗ?`}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button busy={busy} onPress={() => void change()}>
                Đổi buổi tiếp
              </Button>
              <Button look="quiet" onPress={() => setAsks(false)}>
                Để nguyên
              </Button>
            </>
          }
        >
          <div className={session.booked > 0 ? 'desk-revoke' : 'stack'}>
            <div className="stack">
              <p>Lịch ghi rõ trước đây là khi nào và lý do đổi; bản cũ được giữ lại.</p>
              <Field label="Lý do (người dân đọc được)" value={reason} maxLength={200} fault={faults['body.reason']} onChange={setReason} />
              {failure !== null && (
                <p className="field-fault" role="alert">
                  {sayToOfficer(failure)}
                </p>
              )}
            </div>
            {session.booked > 0 && (
              <MessagePhone
                letter={receptionChanged({
                  before: whenWords(session),
                  now: whenWords(form),
                  leader: leader === undefined ? '' : `${leader.title} ${leader.name}`,
                  place: form.place,
                  seat: 1,
                  around: spokenTime(form.from),
                  reason: reason.trim() === '' ? '……' : reason,
                  hotline: card?.hotline ?? '',
                })}
                sender={card?.officeName ?? 'UBND xã'}
              />
            )}
          </div>
        </Dialog>
      )}
      <LeaveDialog guard={guard} lost="Những gì vừa điền sẽ mất." />
    </Frame>
  );
}
