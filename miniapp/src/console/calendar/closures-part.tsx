import { addClosure, type Closure, type Counter, removeClosure } from 'backend/contracts/calendar';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { longDate, plainDate } from '../../days.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, SelectField, TimeField } from '../fields.js';
import { useSave } from '../use-save.js';

type ClosuresPartProps = { closures: readonly Closure[]; counters: readonly Counter[]; today: string; onChange: () => void };

function spanWords({ from, to, fromTime, toTime }: Closure): string {
  const days = from === to ? longDate(from) : `${plainDate(from)} đến ${plainDate(to)}`;
  return fromTime === null || toTime === null ? `${days}, cả ngày` : `${days}, ${fromTime}–${toTime}`;
}

/** Times in which counters take nobody: those set, and setting another. */
export function ClosuresPart({ closures, counters, today, onChange }: ClosuresPartProps) {
  const { busy, failure, save } = useSave();
  const coming = closures.filter(({ to }) => to >= today).sort((one, other) => one.from.localeCompare(other.from));
  const counterName = (key: string | null) => (key === null ? 'Tất cả các quầy' : (counters.find((one) => one.key === key)?.name ?? key));

  const remove = async (closure: Closure) => {
    if (await save({}, () => call(removeClosure, { params: { id: closure.id } }), 'Đã mở lại quầy trong thời gian đó.')) onChange();
  };

  return (
    <section className="desk-step" aria-labelledby="closures-title">
      <h2 id="closures-title" className="section-title">
        Đóng quầy
      </h2>
      {coming.length === 0 && <p className="quiet">Không có lần đóng quầy nào sắp tới.</p>}
      <ul className="desk-records">
        {coming.map((closure) => (
          <li key={closure.id}>
            <span>
              <strong>{counterName(closure.counterKey)}</strong>
              <span className="desk-block">{spanWords(closure)}</span>
              <span className="quiet desk-block">{closure.reason}</span>
            </span>
            <button
              type="button"
              className="desk-tool"
              disabled={busy}
              aria-label={`Mở lại ${counterName(closure.counterKey)}, ${spanWords(closure)}`}
              onClick={() => void remove(closure)}
            >
              Mở lại
            </button>
          </li>
        ))}
      </ul>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <details className="desk-fold">
        <summary>Thêm một lần đóng quầy</summary>
        <ClosureForm counters={counters} today={today} onChange={onChange} />
      </details>
    </section>
  );
}

function ClosureForm({ counters, today, onChange }: Omit<ClosuresPartProps, 'closures'>) {
  const { busy, failure, faults, save } = useSave();
  const empty = { counterKey: '', from: today, to: today, fromTime: '', toTime: '', reason: '' };
  const [form, setForm] = useState(empty);
  const change = (part: Partial<typeof empty>) => setForm((now) => ({ ...now, ...part }));

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const wrong: Record<string, string> = {};
    if (!isDay(form.from)) wrong['body.from'] = 'Xin chọn ngày đầu.';
    if (!isDay(form.to)) wrong['body.to'] = 'Xin chọn ngày cuối.';
    else if (form.to < form.from) wrong['body.to'] = 'Ngày cuối phải từ ngày đầu trở đi.';
    if ((form.fromTime === '') !== (form.toTime === '')) wrong['body.toTime'] = 'Cần cả giờ đầu và giờ cuối, hoặc để trống cả hai.';
    else if (form.fromTime !== '' && form.fromTime >= form.toTime) wrong['body.toTime'] = 'Giờ cuối phải sau giờ đầu.';
    if (form.reason.trim() === '') wrong['body.reason'] = 'Xin ghi lý do, người dân sẽ đọc.';
    const body = {
      counterKey: form.counterKey === '' ? null : form.counterKey,
      from: form.from,
      to: form.to,
      fromTime: form.fromTime === '' ? null : form.fromTime,
      toTime: form.toTime === '' ? null : form.toTime,
      reason: form.reason.normalize('NFC').trim(),
    };
    if (await save(wrong, () => call(addClosure, { body }), 'Đã đóng quầy trong thời gian này.')) {
      setForm(empty);
      onChange();
    }
  };

  return (
    <form className="desk-form" noValidate onSubmit={(event) => void send(event)}>
      <SelectField
        label="Quầy"
        value={form.counterKey}
        choices={[{ value: '', name: 'Tất cả các quầy' }, ...counters.map(({ key, name }) => ({ value: key, name }))]}
        fault={faults['body.counterKey']}
        onChange={(counterKey) => change({ counterKey })}
      />
      <div className="desk-pair">
        <DayField
          label="Từ ngày"
          min={today}
          value={form.from}
          fault={faults['body.from']}
          onChange={(from) => change({ from, ...(form.to < from ? { to: from } : {}) })}
        />
        <DayField label="Đến hết ngày" min={form.from} value={form.to} fault={faults['body.to']} onChange={(to) => change({ to })} />
        <TimeField
          label="Từ giờ"
          hint="Để trống: cả ngày."
          value={form.fromTime}
          fault={faults['body.fromTime']}
          onChange={(fromTime) => change({ fromTime })}
        />
        <TimeField label="Đến giờ" value={form.toTime} fault={faults['body.toTime']} onChange={(toTime) => change({ toTime })} />
      </div>
      <Field
        label="Lý do (người dân sẽ đọc)"
        value={form.reason}
        maxLength={160}
        fault={faults['body.reason']}
        onChange={(reason) => change({ reason })}
      />
      <p className="quiet">Lịch hẹn đã đặt trong thời gian này vẫn còn. Muốn hủy luôn và báo người dân, dùng mục “Hủy cả ngày”.</p>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits look="plain" busy={busy}>
        Đóng quầy
      </Button>
    </form>
  );
}
