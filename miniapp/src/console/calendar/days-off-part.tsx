import {
  type DayOff,
  type Holiday,
  holidayKinds,
  listDaysOff,
  type MakeUpDay,
  saveHoliday,
  saveMakeUpDay,
} from 'backend/contracts/calendar';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Failure, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, SelectField } from '../fields.js';
import { useSave } from '../use-save.js';
import { kindOf, rowsConfirming, rowsFor } from './day-off-rows.js';

const kindWords = {
  fixed: 'Ngày lễ theo dương lịch',
  lunar: 'Ngày lễ theo âm lịch',
  compensatory: 'Nghỉ bù',
  swapped: 'Hoán đổi ngày làm việc',
} satisfies Record<Holiday['kind'], string>;

type DaysOffPartProps = { holidays: readonly Holiday[]; today: string; onChange: () => void };

async function saveAll(rows: readonly Holiday[]): Promise<void> {
  for (const { date, ...body } of rows) await call(saveHoliday, { params: { date }, body });
}

/** The days off of a year: computed by law, confirmed or changed by decision. */
export function DaysOffPart({ holidays, today, onChange }: DaysOffPartProps) {
  const thisYear = Number(today.slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const days = useApi(listDaysOff, { query: { year } });
  const [edited, setEdited] = useState<DayOff | null>(null);
  const cancelled = holidays.filter((row) => row.cancelled && row.date.startsWith(`${year}-`));
  const coming = days.data?.daysOff.filter(({ date }) => date >= today) ?? [];
  const over = days.data?.daysOff.filter(({ date }) => date < today) ?? [];
  const changed = () => {
    void days.mutate();
    onChange();
  };

  return (
    <section className="desk-step" aria-labelledby="days-off-title">
      <h2 id="days-off-title" className="section-title">
        Ngày nghỉ và ngày làm bù
      </h2>
      <SelectField
        label="Năm"
        value={String(year)}
        choices={[thisYear - 1, thisYear, thisYear + 1, thisYear + 2].map((one) => ({ value: String(one), name: String(one) }))}
        onChange={(chosen) => setYear(Number(chosen))}
      />
      {days.data === undefined && days.error !== undefined && <Failure failure={days.error} onRetry={() => void days.mutate()} />}
      {days.data === undefined && days.error === undefined && <Skeleton rows={4} />}
      {days.data !== undefined && (
        <>
          {coming.length === 0 && <p className="quiet">Không còn ngày nghỉ nào sắp tới trong năm {year}.</p>}
          <ul className="desk-records">
            {coming.map((day) => (
              <DayOffRow key={day.date} day={day} holidays={holidays} onEdit={setEdited} />
            ))}
            {cancelled.map((row) => (
              <CancelledRow key={row.date} row={row} onChange={changed} />
            ))}
          </ul>
          {over.length > 0 && (
            <details className="desk-fold">
              <summary>{over.length} ngày nghỉ đã qua</summary>
              <ul className="desk-records">
                {over.map((day) => (
                  <DayOffRow key={day.date} day={day} holidays={holidays} onEdit={setEdited} />
                ))}
              </ul>
            </details>
          )}
          <MakeUpDays days={days.data.makeUpDays} onChange={changed} />
          <details className="desk-fold">
            <summary>Thêm ngày nghỉ</summary>
            <NewDayOff year={year} daysOff={days.data.daysOff} holidays={holidays} onChange={changed} />
          </details>
          {edited !== null && (
            <DayOffDialog
              day={edited}
              daysOff={days.data.daysOff}
              holidays={holidays}
              onClose={() => setEdited(null)}
              onChange={() => {
                setEdited(null);
                changed();
              }}
            />
          )}
        </>
      )}
    </section>
  );
}

function DayOffRow({ day, holidays, onEdit }: { day: DayOff; holidays: readonly Holiday[]; onEdit: (day: DayOff) => void }) {
  return (
    <li>
      <span>
        <strong>{longDate(day.date)}</strong>
        <span className="desk-block">{day.name}</span>
        <span className={day.confirmed ? 'quiet desk-block' : 'desk-unsure desk-block'}>
          {day.confirmed ? (holidays.find(({ date }) => date === day.date)?.decision ?? 'Chắc chắn') : 'Dự kiến, chờ quyết định'}
        </span>
      </span>
      <button type="button" className="desk-tool" aria-label={`Sửa ${day.name}, ${longDate(day.date)}`} onClick={() => onEdit(day)}>
        {day.confirmed ? 'Sửa' : 'Xác nhận, sửa'}
      </button>
    </li>
  );
}

function CancelledRow({ row, onChange }: { row: Holiday; onChange: () => void }) {
  const { busy, save } = useSave();
  const restore = async () => {
    if (await save({}, () => saveAll([{ ...row, cancelled: false }]), 'Ngày này lại là ngày nghỉ.')) onChange();
  };
  return (
    <li>
      <span>
        <s>{longDate(row.date)}</s>
        <span className="quiet desk-block">{row.name}: đã bỏ, là ngày làm việc</span>
      </span>
      <button
        type="button"
        className="desk-tool"
        disabled={busy}
        aria-label={`Cho nghỉ lại ${longDate(row.date)}`}
        onClick={() => void restore()}
      >
        Cho nghỉ lại
      </button>
    </li>
  );
}

type DayOffDialogProps = {
  day: DayOff;
  daysOff: readonly DayOff[];
  holidays: readonly Holiday[];
  onClose: () => void;
  onChange: () => void;
};

function DayOffDialog({ day, daysOff, holidays, onClose, onChange }: DayOffDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const row = holidays.find(({ date }) => date === day.date);
  const [decision, setDecision] = useState(row?.decision ?? '');
  const decided = decision.trim() === '' ? null : decision.normalize('NFC').trim();
  const kind = kindOf(day, holidays);
  const together = rowsConfirming(day, decided, daysOff, holidays);
  const confirmWords = together.length > 1 ? `Xác nhận cả ${together.length} ngày ${day.name}` : 'Xác nhận ngày nghỉ này';

  const run = async (rows: readonly Holiday[], done: string) => {
    if (await save({}, () => saveAll(rows), done)) onChange();
  };
  const changedRow: Holiday = { date: day.date, name: day.name, kind, confirmed: day.confirmed, decision: decided, cancelled: false };

  return (
    <Dialog
      title={longDate(day.date)}
      onClose={onClose}
      actions={
        <>
          {failure !== null && (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          )}
          {day.confirmed ? (
            <Button busy={busy} onPress={() => void run(rowsFor(changedRow, daysOff, holidays), 'Đã lưu số quyết định.')}>
              Lưu số quyết định
            </Button>
          ) : (
            <Button busy={busy} onPress={() => void run(together, 'Đã xác nhận ngày nghỉ.')}>
              {confirmWords}
            </Button>
          )}
          <Button
            look="danger"
            disabled={busy}
            onPress={() => void run([{ ...changedRow, cancelled: true }], 'Ngày này là ngày làm việc, người dân đặt lịch được.')}
          >
            Bỏ, ngày này vẫn làm việc
          </Button>
          <Button look="quiet" onPress={onClose}>
            Đóng lại
          </Button>
        </>
      }
    >
      <p>{day.name}</p>
      {!day.confirmed && <p className="quiet">Ngày này mới dự kiến. Khi có văn bản chính thức, xin ghi số rồi xác nhận.</p>}
      <Field
        label="Số quyết định, công văn (không bắt buộc)"
        value={decision}
        maxLength={160}
        fault={faults['body.decision']}
        onChange={setDecision}
      />
    </Dialog>
  );
}

type NewDayOffProps = { year: number; daysOff: readonly DayOff[]; holidays: readonly Holiday[]; onChange: () => void };

function NewDayOff({ year, daysOff, holidays, onChange }: NewDayOffProps) {
  const { busy, failure, faults, save } = useSave();
  const empty = { date: '', name: '', kind: 'swapped' as Holiday['kind'], decision: '' };
  const [form, setForm] = useState(empty);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const wrong: Record<string, string> = {};
    if (!isDay(form.date)) wrong['params.date'] = 'Xin chọn ngày.';
    if (form.name.trim() === '') wrong['body.name'] = 'Xin ghi tên ngày nghỉ.';
    const decision = form.decision.normalize('NFC').trim();
    const row: Holiday = {
      date: form.date,
      name: form.name.normalize('NFC').trim(),
      kind: form.kind,
      confirmed: decision !== '',
      decision: decision === '' ? null : decision,
      cancelled: false,
    };
    if (await save(wrong, () => saveAll(rowsFor(row, daysOff, holidays)), 'Đã thêm ngày nghỉ.')) {
      setForm(empty);
      onChange();
    }
  };
  return (
    <form className="desk-form" noValidate onSubmit={(event) => void send(event)}>
      <div className="desk-pair">
        <DayField
          label="Ngày"
          min={`${year}-01-01`}
          max={`${year}-12-31`}
          value={form.date}
          fault={faults['params.date']}
          onChange={(date) => setForm({ ...form, date })}
        />
        <SelectField
          label="Loại"
          value={form.kind}
          choices={holidayKinds.map((value) => ({ value, name: kindWords[value] }))}
          onChange={(value) => setForm({ ...form, kind: holidayKinds.find((kind) => kind === value) ?? 'swapped' })}
        />
      </div>
      <Field
        label="Tên ngày nghỉ"
        value={form.name}
        maxLength={120}
        fault={faults['body.name']}
        onChange={(name) => setForm({ ...form, name })}
      />
      <Field
        label="Số quyết định"
        hint="Chưa có thì để trống: ngày này ghi là dự kiến."
        value={form.decision}
        maxLength={160}
        fault={faults['body.decision']}
        onChange={(decision) => setForm({ ...form, decision })}
      />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits look="plain" busy={busy}>
        Thêm ngày nghỉ
      </Button>
    </form>
  );
}

function MakeUpDays({ days, onChange }: { days: readonly MakeUpDay[]; onChange: () => void }) {
  const { busy, failure, faults, save } = useSave();
  const empty = { date: '', forDate: '', decision: '' };
  const [form, setForm] = useState(empty);

  const confirm = async ({ date, ...day }: MakeUpDay, confirmed: boolean) => {
    const words = confirmed ? 'Đã xác nhận ngày làm bù.' : 'Ngày làm bù này lại là dự kiến, chưa nhận lịch.';
    if (await save({}, () => call(saveMakeUpDay, { params: { date }, body: { ...day, confirmed } }), words)) onChange();
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const wrong: Record<string, string> = {};
    if (!isDay(form.date)) wrong['params.date'] = 'Xin chọn ngày đi làm.';
    if (!isDay(form.forDate)) wrong['body.forDate'] = 'Xin chọn ngày được nghỉ.';
    else if (form.forDate === form.date) wrong['body.forDate'] = 'Ngày nghỉ phải khác ngày làm bù.';
    const decision = form.decision.normalize('NFC').trim();
    const body = { forDate: form.forDate, confirmed: decision !== '', decision: decision === '' ? null : decision };
    if (await save(wrong, () => call(saveMakeUpDay, { params: { date: form.date }, body }), 'Đã thêm ngày làm bù.')) {
      setForm(empty);
      onChange();
    }
  };

  return (
    <>
      <h3 className="desk-part-title">Ngày làm bù</h3>
      {days.length === 0 && <p className="quiet">Năm này chưa có ngày làm bù.</p>}
      <ul className="desk-records">
        {days.map((day) => (
          <li key={day.date}>
            <span>
              <strong>{longDate(day.date)}</strong>
              <span className="desk-block">làm bù cho {longDate(day.forDate)}</span>
              <span className={day.confirmed ? 'quiet desk-block' : 'desk-unsure desk-block'}>
                {day.confirmed ? (day.decision ?? 'Đã xác nhận') : 'Dự kiến, chưa nhận lịch'}
              </span>
            </span>
            <button
              type="button"
              className="desk-tool"
              disabled={busy}
              aria-label={`${day.confirmed ? 'Chuyển về dự kiến' : 'Xác nhận'} ngày làm bù ${longDate(day.date)}`}
              onClick={() => void confirm(day, !day.confirmed)}
            >
              {day.confirmed ? 'Chuyển về dự kiến' : 'Xác nhận'}
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
        <summary>Thêm ngày làm bù</summary>
        <form className="desk-form" noValidate onSubmit={(event) => void add(event)}>
          <div className="desk-pair">
            <DayField
              label="Ngày đi làm bù"
              value={form.date}
              fault={faults['params.date']}
              onChange={(date) => setForm({ ...form, date })}
            />
            <DayField
              label="Cho ngày được nghỉ"
              value={form.forDate}
              fault={faults['body.forDate']}
              onChange={(forDate) => setForm({ ...form, forDate })}
            />
          </div>
          <Field
            label="Số quyết định"
            hint="Chưa có thì để trống: ngày này ghi là dự kiến."
            value={form.decision}
            maxLength={160}
            fault={faults['body.decision']}
            onChange={(decision) => setForm({ ...form, decision })}
          />
          <Button submits look="plain" busy={busy}>
            Thêm ngày làm bù
          </Button>
        </form>
      </details>
    </>
  );
}
