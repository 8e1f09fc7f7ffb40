import { keepReceptionPromise, type ReceptionEntry, saveReceptionMinutes } from 'backend/contracts/reception-register';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { inVietnam, plainDate, spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { DayField } from '../fields.js';
import { useSave } from '../use-save.js';

type PartProps = { entry: ReceptionEntry; mayWrite: boolean; onChange: (newer: ReceptionEntry) => void };
type Typed = { key: string; id: string | null; what: string; by: string; until: string };

type MinutesProps = PartProps & {
  writes: boolean;
  onWrite: () => void;
  onUnsaved: (unsaved: boolean) => void;
  onDone: (newer: ReceptionEntry | null) => void;
};

/** What was said and promised; whoever booked reads it in the Mini App. */
export function MinutesPart({ entry, mayWrite, writes, onWrite, onUnsaved, onDone, onChange }: MinutesProps) {
  const { minutes } = entry;
  return (
    <section className="desk-step" aria-labelledby="minutes-title">
      <h2 id="minutes-title" className="section-title">
        Biên bản
      </h2>
      {minutes !== null && !writes && (
        <>
          <p className="desk-reception-text">{minutes.said}</p>
          <Promises entry={entry} mayWrite={mayWrite} onChange={onChange} />
          <p className="quiet">
            {minutes.by} ghi, {spokenInstant(minutes.at)}.
          </p>
        </>
      )}
      {minutes === null && !writes && (
        <p className="quiet">Chưa có. Ghi ngắn gọn: dân trình bày gì, lãnh đạo trả lời gì, hứa việc gì, ai làm, đến ngày nào.</p>
      )}
      {mayWrite &&
        (writes ? (
          <MinutesForm entry={entry} onUnsaved={onUnsaved} onDone={onDone} />
        ) : (
          <Button look="plain" onPress={onWrite}>
            {minutes === null ? 'Ghi biên bản' : 'Sửa biên bản'}
          </Button>
        ))}
      {entry.booked && entry.fields.kind !== 'denunciation' && (
        <p className="quiet">Người đã giữ chỗ đọc được biên bản này trong ứng dụng.</p>
      )}
    </section>
  );
}

function Promises({ entry, mayWrite, onChange }: PartProps) {
  const [asks, setAsks] = useState<string | null>(null);
  const today = inVietnam(new Date()).day;
  const promises = entry.minutes?.promises ?? [];
  if (promises.length === 0) return null;
  return (
    <ul className="desk-records" aria-label="Việc đã hứa">
      {promises.map(({ id, what, by, until, done }) => (
        <li key={id}>
          <span>
            <span className="row-name desk-block">{what}</span>
            <span className={done === null && until < today ? 'desk-unsure' : 'quiet'}>
              {by} · {done === null ? `${until < today ? 'quá hẹn' : 'hẹn'} ${plainDate(until)}` : `xong ngày ${plainDate(done.on)}`}
              {done !== null && done.note !== '' && `: ${done.note}`}
            </span>
          </span>
          {done === null && mayWrite && (
            <button type="button" className="desk-tool" onClick={() => setAsks(id)} aria-label={`Đã xong: ${what}`}>
              Đã xong
            </button>
          )}
        </li>
      ))}
      {asks !== null && <DoneDialog entry={entry} promise={asks} onClose={() => setAsks(null)} onChange={onChange} />}
    </ul>
  );
}

type DoneProps = { entry: ReceptionEntry; promise: string; onClose: () => void; onChange: (newer: ReceptionEntry) => void };

function DoneDialog({ entry, promise, onClose, onChange }: DoneProps) {
  const { busy, failure, save } = useSave();
  const [note, setNote] = useState('');
  const done = async () => {
    let newer: ReceptionEntry | null = null;
    const send = async () => {
      const body = { revision: entry.revision, note: note.trim() };
      newer = await call(keepReceptionPromise, { params: { id: entry.id, promise }, body });
    };
    if (!(await save({}, send, 'Đã ghi là xong.')) || newer === null) return;
    onClose();
    onChange(newer);
  };
  return (
    <Dialog
      title="Việc này đã xong?"
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void done()}>
            Đã xong
          </Button>
          <Button look="quiet" onPress={onClose}>
            Chưa
          </Button>
        </>
      }
    >
      <Field label="Kết quả (người dân đọc được, có thể để trống)" value={note} maxLength={300} onChange={setNote} />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}

type FormProps = Pick<MinutesProps, 'entry' | 'onUnsaved' | 'onDone'>;

function MinutesForm({ entry, onUnsaved, onDone }: FormProps) {
  const { busy, failure, faults, save } = useSave();
  const [before] = useState(() => ({
    said: entry.minutes?.said ?? '',
    promises: (entry.minutes?.promises ?? []).map(({ id, what, by, until }): Typed => ({ key: id, id, what, by, until })),
  }));
  const [said, setSaid] = useState(before.said);
  const [promises, setPromises] = useState<readonly Typed[]>(before.promises);
  const [reason, setReason] = useState('');
  const unsaved = JSON.stringify({ said, promises }) !== JSON.stringify(before);
  useEffect(() => onUnsaved(unsaved), [unsaved, onUnsaved]);
  const change = (key: string, part: Partial<Typed>) =>
    setPromises((now) => now.map((promise) => (promise.key === key ? { ...promise, ...part } : promise)));

  const write = async (event: FormEvent) => {
    event.preventDefault();
    const known: Record<string, string> = {
      ...(said.trim().length < 3 && { 'body.said': 'Xin ghi vài câu.' }),
      ...(entry.minutes !== null && reason.trim().length < 5 && { 'body.reason': 'Xin ghi lý do sửa.' }),
    };
    promises.forEach(({ what, by, until }, place) => {
      if (what.trim().length < 3) known[`body.promises.${place}.what`] = 'Xin ghi việc.';
      if (by.trim().length < 2) known[`body.promises.${place}.by`] = 'Xin ghi ai làm.';
      if (until === '') known[`body.promises.${place}.until`] = 'Xin chọn ngày.';
    });
    const body = {
      revision: entry.revision,
      said: said.trim(),
      promises: promises.map(({ id, what, by, until }) => ({ id, what: what.trim(), by: by.trim(), until })),
      reason: reason.trim(),
    };
    let newer: ReceptionEntry | null = null;
    const send = async () => {
      newer = await call(saveReceptionMinutes, { params: { id: entry.id }, body });
    };
    if (await save(known, send, 'Đã lưu biên bản.')) onDone(newer);
  };

  return (
    <form className="desk-form" noValidate onSubmit={(event) => void write(event)}>
      <Field label="Đã nói gì" rows={6} value={said} maxLength={4_000} fault={faults['body.said']} onChange={setSaid} />
      {promises.map(({ key, what, by, until }, place) => (
        <fieldset key={key} className="desk-form">
          <legend className="field-label">Việc đã hứa thứ {place + 1}</legend>
          <Field
            label="Làm việc gì"
            value={what}
            maxLength={300}
            fault={faults[`body.promises.${place}.what`]}
            onChange={(text) => change(key, { what: text })}
          />
          <div className="desk-pair">
            <Field
              label="Ai làm"
              value={by}
              maxLength={120}
              fault={faults[`body.promises.${place}.by`]}
              onChange={(text) => change(key, { by: text })}
            />
            <DayField
              label="Đến ngày"
              value={until}
              fault={faults[`body.promises.${place}.until`]}
              onChange={(day) => change(key, { until: day })}
            />
          </div>
          <button type="button" className="text-button" onClick={() => setPromises((now) => now.filter((one) => one.key !== key))}>
            Bỏ việc này
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="desk-tool"
        onClick={() => setPromises((now) => [...now, { key: crypto.randomUUID(), id: null, what: '', by: '', until: '' }])}
      >
        Thêm việc đã hứa
      </button>
      {entry.minutes !== null && (
        <Field label="Lý do sửa biên bản" value={reason} maxLength={200} fault={faults['body.reason']} onChange={setReason} />
      )}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy} disabled={!unsaved}>
        Lưu biên bản
      </Button>
      <Button look="quiet" onPress={() => onDone(null)}>
        Thôi
      </Button>
    </form>
  );
}
