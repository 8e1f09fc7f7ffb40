import { type AppointmentStatus, statuses } from 'backend/contracts/appointments';
import { Keyboard, ScanLine, Search } from 'lucide-react';
import { type FormEvent, type RefObject, useId } from 'react';
import { deskStatusWords } from '../console-words.js';
import { type DayList, dayAfter, isDay } from '../day-list.js';

type DayChoiceProps = {
  date: string;
  today: string;
  onDate: (date: string) => void;
  counters: DayList['counters'];
  counter: string | null;
  onCounter: (counter: string | null) => void;
};

/** Which day and which counter the list is of. */
export function DayChoice({ date, today, onDate, counters, counter, onCounter }: DayChoiceProps) {
  const id = useId();
  const near = [
    { day: dayAfter(today, -1), name: 'Hôm qua' },
    { day: today, name: 'Hôm nay' },
    { day: dayAfter(today, 1), name: 'Ngày mai' },
  ];
  return (
    <div className="desk-choice">
      <fieldset className="desk-days">
        <legend className="visually-hidden">Ngày</legend>
        {near.map(({ day, name }) => (
          <button key={day} type="button" className="desk-day" aria-pressed={day === date} onClick={() => onDate(day)}>
            {name}
          </button>
        ))}
      </fieldset>
      <label className="desk-inline">
        <span className="visually-hidden">Ngày khác</span>
        <input
          type="date"
          className="desk-small-input"
          value={date}
          onChange={(event) => {
            if (isDay(event.target.value)) onDate(event.target.value);
          }}
        />
      </label>
      {counters.length > 1 && (
        <label htmlFor={id} className="desk-inline desk-counter">
          <span className="visually-hidden">Quầy</span>
          <select
            id={id}
            className="desk-small-input"
            value={counter ?? ''}
            onChange={(event) => onCounter(event.target.value === '' ? null : event.target.value)}
          >
            <option value="">Mọi quầy</option>
            {counters.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

type FindBoxProps = {
  box: RefObject<HTMLInputElement>;
  typed: string;
  onType: (typed: string) => void;
  onFind: () => void;
  onScan: () => void;
  onKeys: () => void;
  scans: boolean;
};

/** One box for the scanner, for codes, and for finding in the list. */
export function FindBox({ box, typed, onType, onFind, onScan, onKeys, scans }: FindBoxProps) {
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFind();
  };
  return (
    <form className="desk-find" aria-label="Tìm lịch hẹn" onSubmit={submit}>
      <label htmlFor={id} className="visually-hidden">
        Quét hoặc gõ mã lịch hẹn, tên, số cuối điện thoại
      </label>
      <span className="desk-find-box">
        <Search aria-hidden="true" size={20} />
        <input
          ref={box}
          id={id}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={80}
          className="desk-small-input"
          placeholder={scans ? 'Mã hoặc tên' : 'Quét hoặc gõ mã, tên, số cuối điện thoại'}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            onType('');
            event.currentTarget.blur();
          }}
        />
        <span className="desk-find-key" aria-hidden="true">
          /
        </span>
      </span>
      {scans && (
        <button type="button" className="desk-tool desk-tool-scan" onClick={onScan}>
          <ScanLine aria-hidden="true" size={20} />
          Quét mã
        </button>
      )}
      <button type="button" className="desk-tool desk-tool-keys" onClick={onKeys}>
        <Keyboard aria-hidden="true" size={20} />
        Phím tắt
      </button>
    </form>
  );
}

type CountsProps = { counts: DayList['counts']; status: AppointmentStatus | null; onStatus: (status: AppointmentStatus | null) => void };

const order = [
  'booked',
  'arrived',
  'serving',
  'seen',
  'no_show',
  'cancelled',
  'revoked',
] as const satisfies readonly (typeof statuses)[number][];

/** Shown even when nobody is in them: what the day goes through. */
const alwaysCounted: ReadonlySet<AppointmentStatus> = new Set(['booked', 'arrived', 'serving', 'seen']);

/** How many stand in each state; pressing one shows only those. */
export function Counts({ counts, status, onStatus }: CountsProps) {
  const total = statuses.reduce((sum, one) => sum + counts[one], 0);
  return (
    <fieldset className="desk-counts">
      <legend className="visually-hidden">Lọc theo trạng thái</legend>
      <button type="button" className="desk-count" aria-pressed={status === null} onClick={() => onStatus(null)}>
        Tất cả <strong>{total}</strong>
      </button>
      {order
        .filter((one) => counts[one] > 0 || one === status || alwaysCounted.has(one))
        .map((one) => (
          <button
            key={one}
            type="button"
            className="desk-count"
            aria-pressed={status === one}
            onClick={() => onStatus(status === one ? null : one)}
          >
            {deskStatusWords[one]} <strong>{counts[one]}</strong>
          </button>
        ))}
    </fieldset>
  );
}
