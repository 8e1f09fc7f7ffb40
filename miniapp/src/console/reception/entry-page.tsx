import './reception.css';
import { correctReceptionEntry, type ReceptionEntry, type ReceptionFields, readReceptionEntry } from 'backend/contracts/reception-register';
import { receptionKindWords, refusalWords } from 'backend/contracts/reception-words';
import { type FormEvent, useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Failure, Skeleton } from '../../components/states.js';
import { inVietnam, longDate, spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useMay } from '../may.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { AnswerPart } from './answer-part.js';
import { EntryFields } from './entry-fields.js';
import { entryFaults, entryFormOf, fieldsOf } from './entry-form.js';
import { MinutesPart } from './minutes-part.js';
import { clockOf } from './reception-words.js';

/** One line of the register: its columns, the answer, the minutes, and what stood there before. */
export function EntryPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const mayReceive = useMay('reception.receive');
  const entry = useApi(readReceptionEntry, { params: { id } }, { revalidateOnFocus: false });
  /** One part is written at a time, and asked about before the page is left. */
  const [edits, setEdits] = useState<'line' | 'minutes' | null>(null);
  const [unsaved, setUnsaved] = useState(false);
  const guard = useLeaveGuard(unsaved);
  const keep = (newer: ReceptionEntry) => void entry.mutate(newer, { revalidate: false });
  const done = (newer: ReceptionEntry | null) => {
    setUnsaved(false);
    setEdits(null);
    if (newer !== null) keep(newer);
  };
  if (entry.data === undefined)
    return (
      <Frame title="Sổ tiếp công dân" onBackToList={() => navigate('/console/reception/register')}>
        {entry.error !== undefined ? <Failure failure={entry.error} onRetry={() => void entry.mutate()} /> : <Skeleton rows={4} tall />}
      </Frame>
    );
  const one = entry.data;
  const clock = clockOf(one, inVietnam(new Date()).day);
  return (
    <Frame
      title={`Số ${one.number}`}
      beside={`Tiếp ${longDate(one.day)}`}
      width="sides"
      onBackToList={() => navigate(`/console/reception/sessions/${one.sessionId}`)}
    >
      <div className="desk-side">
        <section className="desk-step" aria-labelledby="line-title">
          <div className="desk-reception-head">
            <h2 id="line-title" className="section-title">
              {receptionKindWords[one.fields.kind]}
            </h2>
            <span className="desk-reception-clock" data-tone={clock.tone}>
              {clock.words}
            </span>
          </div>
          {edits === 'line' ? (
            <CorrectForm entry={one} onUnsaved={setUnsaved} onDone={done} />
          ) : (
            <>
              <Facts fields={one.fields} />
              <p className="quiet">{one.handlerName} ghi.</p>
              {mayReceive && edits === null && (
                <Button look="plain" onPress={() => setEdits('line')}>
                  Sửa dòng này
                </Button>
              )}
            </>
          )}
        </section>
        <MinutesPart
          entry={one}
          mayWrite={mayReceive && edits !== 'line'}
          writes={edits === 'minutes'}
          onWrite={() => setEdits('minutes')}
          onUnsaved={setUnsaved}
          onDone={done}
          onChange={keep}
        />
        <Corrections entry={one} />
        <Link to={`/console/reception/sessions/${one.sessionId}`} className="more-link">
          Xem cả buổi tiếp
        </Link>
      </div>
      <div className="desk-side">
        {/* Another answer begins with an empty form; what is typed stays while the minutes are saved. */}
        <AnswerPart key={one.answers.length} entry={one} mayWrite={mayReceive} onChange={keep} />
      </div>
      <LeaveDialog guard={guard} lost="Những gì vừa sửa sẽ mất." />
    </Frame>
  );
}

function Facts({ fields }: { fields: ReceptionFields }) {
  const lines: [string, string][] = [
    ['Họ và tên', fields.name],
    ['Nơi ở', fields.address],
    ['Số định danh', fields.identityNumber],
    ['Nội dung', fields.content],
    ['Số người', String(fields.people)],
    ['Đã giải quyết ở', fields.settledBy],
    ['Thẩm quyền', fields.competent === null ? '' : fields.competent ? 'Thuộc thẩm quyền của xã' : 'Không thuộc thẩm quyền của xã'],
    ['Hướng dẫn', fields.guidance],
    ['Cơ quan thụ lý', fields.acceptedBy],
    ['Kết quả', fields.result],
    ['Từ chối tiếp', fields.refusal === null ? '' : `${refusalWords[fields.refusal.ground]}. ${fields.refusal.note}`],
    ['Ghi chú', fields.note],
  ];
  return (
    <dl className="desk-facts">
      {lines
        .filter(([, value]) => value.trim() !== '')
        .map(([name, value]) => (
          <FactLine key={name} name={name} value={value} />
        ))}
    </dl>
  );
}

function FactLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="desk-reception-text">{value}</dd>
    </>
  );
}

type CorrectProps = { entry: ReceptionEntry; onUnsaved: (unsaved: boolean) => void; onDone: (newer: ReceptionEntry | null) => void };

function CorrectForm({ entry, onUnsaved, onDone }: CorrectProps) {
  const { busy, failure, faults, save } = useSave();
  const [before] = useState(() => entryFormOf(entry.fields));
  const [form, setForm] = useState(before);
  const [reason, setReason] = useState('');
  const unsaved = JSON.stringify(form) !== JSON.stringify(before);
  useEffect(() => onUnsaved(unsaved), [unsaved, onUnsaved]);
  const correct = async (event: FormEvent) => {
    event.preventDefault();
    const known = { ...entryFaults(form), ...(reason.trim().length < 5 && { 'body.reason': 'Xin ghi lý do sửa.' }) };
    const body = { ...fieldsOf(form), revision: entry.revision, reason: reason.trim() };
    let newer: ReceptionEntry | null = null;
    const send = async () => {
      newer = await call(correctReceptionEntry, { params: { id: entry.id }, body });
    };
    if (await save(known, send, 'Đã sửa.')) onDone(newer);
  };
  return (
    <form className="desk-form" noValidate onSubmit={(event) => void correct(event)}>
      <EntryFields form={form} faults={faults} whole onChange={(part) => setForm((now) => ({ ...now, ...part }))} />
      <Field
        label="Lý do sửa"
        hint="Bản trước vẫn giữ, kèm tên người sửa và lý do."
        value={reason}
        maxLength={200}
        fault={faults['body.reason']}
        onChange={setReason}
      />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy} disabled={!unsaved}>
        Lưu bản sửa
      </Button>
      <Button look="quiet" onPress={() => onDone(null)}>
        Thôi, không sửa
      </Button>
    </form>
  );
}

/** What stood there before, newest first. */
function Corrections({ entry }: { entry: ReceptionEntry }) {
  if (entry.corrections.length === 0) return null;
  return (
    <section className="desk-step" aria-labelledby="corrections-title">
      <h2 id="corrections-title" className="section-title">
        Đã sửa {entry.corrections.length} lần
      </h2>
      {[...entry.corrections].reverse().map(({ at, by, reason, before }) => (
        <details key={at} className="desk-fold">
          <summary>
            {by}, {spokenInstant(at)}: {reason}
          </summary>
          {before.part === 'fields' ? (
            <>
              <p className="quiet">Trước đó ({receptionKindWords[before.fields.kind]}):</p>
              <Facts fields={before.fields} />
            </>
          ) : (
            <>
              <p className="quiet">Biên bản trước đó:</p>
              <p className="desk-reception-text">{before.said}</p>
              <ul className="plain-list">
                {before.promises.map(({ id, what, by: who, until }) => (
                  <li key={id}>
                    {what} – {who}, đến {longDate(until)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </details>
      ))}
    </section>
  );
}
