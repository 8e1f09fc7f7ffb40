import { type Counter, type DayOverride, removeDayOverride, saveDayOverride } from 'backend/contracts/calendar';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { longDate } from '../../days.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, NumberField, SelectField, TimeField } from '../fields.js';
import { useSave } from '../use-save.js';

type OverridesPartProps = { overrides: readonly DayOverride[]; counters: readonly Counter[]; today: string; onChange: () => void };

type Session = { from: string; to: string };
type Form = {
  counterKey: string;
  date: string;
  sessions: [Session, Session];
  ownPlaces: boolean;
  open: string;
  staff: string;
  reason: string;
};

function hoursWords(override: DayOverride): string {
  const hours = override.hours.length === 0 ? 'nghỉ cả ngày' : override.hours.map(({ from, to }) => `${from}–${to}`).join(', ');
  return override.capacity === null ? hours : `${hours}; mỗi khung ${override.capacity.public} + ${override.capacity.staff} chỗ`;
}

/** Days whose hours differ from the week's: fewer, more, or a session where there is none. */
export function OverridesPart({ overrides, counters, today, onChange }: OverridesPartProps) {
  const { busy, failure, save } = useSave();
  const [asked, setAsked] = useState<DayOverride | null>(null);
  const counterName = ({ counterKey }: DayOverride) => counters.find(({ key }) => key === counterKey)?.name ?? counterKey;
  const coming = overrides.filter(({ date }) => date >= today).sort((one, other) => one.date.localeCompare(other.date));

  const remove = async ({ counterKey, date }: DayOverride) => {
    setAsked(null);
    const send = () => call(removeDayOverride, { params: { key: counterKey, date } });
    if (await save({}, send, 'Đã bỏ giờ riêng, ngày này trở lại giờ hằng tuần.')) onChange();
  };

  return (
    <section className="desk-step" aria-labelledby="overrides-title">
      <h2 id="overrides-title" className="section-title">
        Giờ riêng một ngày, buổi ngoài giờ
      </h2>
      {coming.length === 0 && <p className="quiet">Không có ngày nào đặt giờ riêng.</p>}
      <ul className="desk-records">
        {coming.map((override) => (
          <li key={`${override.counterKey} ${override.date}`}>
            <span>
              <strong>{longDate(override.date)}</strong>
              <span className="desk-block">
                {counterName(override)}: {hoursWords(override)}
              </span>
              <span className="quiet desk-block">{override.reason}</span>
            </span>
            <button
              type="button"
              className="desk-tool"
              disabled={busy}
              aria-label={`Bỏ giờ riêng ${longDate(override.date)}, ${counterName(override)}`}
              onClick={() => setAsked(override)}
            >
              Bỏ giờ riêng
            </button>
          </li>
        ))}
      </ul>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      {asked !== null && (
        <Dialog
          title={`Bỏ giờ riêng ${longDate(asked.date)}?`}
          onClose={() => setAsked(null)}
          actions={
            <>
              <Button look="danger" onPress={() => void remove(asked)}>
                Bỏ giờ riêng
              </Button>
              <Button look="quiet" onPress={() => setAsked(null)}>
                Giữ nguyên
              </Button>
            </>
          }
        >
          <p>{counterName(asked)} trở lại giờ hằng tuần và ngày nghỉ lễ như thường lệ. Người dân thấy ngay khi đặt lịch.</p>
          <p>Lịch đã đặt ngoài giờ hằng tuần không tự hủy: xin xem danh sách ngày đó và gọi cho người hẹn.</p>
        </Dialog>
      )}
      <details className="desk-fold">
        <summary>Đặt giờ riêng cho một ngày</summary>
        <OverrideForm counters={counters} today={today} onChange={onChange} />
      </details>
    </section>
  );
}

function faultsOf({ date, sessions, ownPlaces, open, staff, reason }: Form): Record<string, string> {
  const wrong: Record<string, string> = {};
  if (!isDay(date)) wrong['params.date'] = 'Xin chọn ngày.';
  sessions.forEach(({ from, to }, index) => {
    if ((from === '') !== (to === '')) wrong[`body.hours.${index}.to`] = 'Cần cả giờ bắt đầu và giờ kết thúc.';
    else if (from !== '' && from >= to) wrong[`body.hours.${index}.to`] = 'Phải sau giờ bắt đầu.';
  });
  const [first, second] = sessions;
  if (first.to !== '' && second.from !== '' && second.from < first.to) wrong['body.hours.1.from'] = 'Buổi thứ hai phải sau buổi thứ nhất.';
  if (ownPlaces && !/^\d{1,3}$/.test(open)) wrong['body.capacity.public'] = 'Xin ghi số, ví dụ 3.';
  if (ownPlaces && !/^\d{1,3}$/.test(staff)) wrong['body.capacity.staff'] = 'Xin ghi số, ví dụ 1.';
  if (reason.trim() === '') wrong['body.reason'] = 'Xin ghi lý do.';
  return wrong;
}

function OverrideForm({ counters, today, onChange }: Omit<OverridesPartProps, 'overrides'>) {
  const { busy, failure, faults, save } = useSave();
  const empty: Form = {
    counterKey: counters[0]?.key ?? '',
    date: '',
    sessions: [
      { from: '', to: '' },
      { from: '', to: '' },
    ],
    ownPlaces: false,
    open: '',
    staff: '0',
    reason: '',
  };
  const [form, setForm] = useState(empty);
  const change = (part: Partial<Form>) => setForm((now) => ({ ...now, ...part }));
  const changeSession = (index: 0 | 1, part: Partial<Session>) => {
    const [first, second] = form.sessions;
    change({ sessions: index === 0 ? [{ ...first, ...part }, second] : [first, { ...second, ...part }] });
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      hours: form.sessions.filter(({ from }) => from !== ''),
      capacity: form.ownPlaces ? { public: Number(form.open), staff: Number(form.staff) } : null,
      reason: form.reason.normalize('NFC').trim(),
    };
    const params = { key: form.counterKey, date: form.date };
    if (await save(faultsOf(form), () => call(saveDayOverride, { params, body }), 'Đã đặt giờ riêng cho ngày này.')) {
      setForm(empty);
      onChange();
    }
  };

  return (
    <form className="desk-form" noValidate onSubmit={(event) => void send(event)}>
      <div className="desk-pair">
        <SelectField
          label="Quầy"
          value={form.counterKey}
          choices={counters.map(({ key, name }) => ({ value: key, name }))}
          fault={faults['params.key']}
          onChange={(counterKey) => change({ counterKey })}
        />
        <DayField label="Ngày" min={today} value={form.date} fault={faults['params.date']} onChange={(date) => change({ date })} />
      </div>
      {([0, 1] as const).map((index) => (
        <div key={index} className="desk-pair">
          <TimeField
            label={index === 0 ? 'Buổi thứ nhất, từ' : 'Buổi thứ hai, từ'}
            {...(index === 0 ? { hint: 'Để trống cả hai buổi: quầy nghỉ cả ngày.' } : {})}
            value={form.sessions[index].from}
            fault={faults[`body.hours.${index}.from`]}
            onChange={(from) => changeSession(index, { from })}
          />
          <TimeField
            label="đến"
            value={form.sessions[index].to}
            fault={faults[`body.hours.${index}.to`] ?? (index === 0 ? faults['body.hours'] : undefined)}
            onChange={(to) => changeSession(index, { to })}
          />
        </div>
      ))}
      <label className="desk-check">
        <input type="checkbox" checked={form.ownPlaces} onChange={(event) => change({ ownPlaces: event.target.checked })} />
        <span>Ngày này nhận số người khác ngày thường</span>
      </label>
      {form.ownPlaces && (
        <div className="desk-pair">
          <NumberField
            label="Chỗ của dân, mỗi khung giờ"
            min={0}
            max={200}
            value={form.open}
            fault={faults['body.capacity.public']}
            onChange={(open) => change({ open })}
          />
          <NumberField
            label="Chỗ cán bộ đặt, mỗi khung giờ"
            min={0}
            max={200}
            value={form.staff}
            fault={faults['body.capacity.staff']}
            onChange={(staff) => change({ staff })}
          />
        </div>
      )}
      <Field
        label="Lý do"
        hint="Ví dụ: Trực ngoài giờ theo đề nghị của dân."
        value={form.reason}
        maxLength={160}
        fault={faults['body.reason']}
        onChange={(reason) => change({ reason })}
      />
      <p className="quiet">Giờ này thay cho giờ hằng tuần của ngày đó, kể cả ngày nghỉ lễ.</p>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits look="plain" busy={busy}>
        Đặt giờ cho ngày này
      </Button>
    </form>
  );
}
