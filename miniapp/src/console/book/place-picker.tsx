import type { staffSlots } from 'backend/contracts/desk';
import type { ReplyOf } from 'backend/contracts/endpoint';
import type { KeyboardEvent } from 'react';
import { Notice } from '../../components/states.js';
import { dayAndMonth, longDate, shortWeekday, weekday } from '../../days.js';

export type StaffDay = ReplyOf<typeof staffSlots>['days'][number];

type PlacePickerProps = {
  days: readonly StaffDay[];
  date: string | null;
  start: string | null;
  onDay: (date: string) => void;
  onTime: (start: string) => void;
};

function freeOf(day: StaffDay): { residents: number; staff: number } {
  return day.slots.reduce((sum, slot) => ({ residents: sum.residents + slot.publicLeft, staff: sum.staff + slot.staffLeft }), {
    residents: 0,
    staff: 0,
  });
}

/** The first day on which somebody can still be booked. */
export function firstFreeDay(days: readonly StaffDay[]): string | null {
  return days.find((day) => day.state === 'open')?.date ?? days[0]?.date ?? null;
}

function dayWords(day: StaffDay): string {
  if (day.state === 'closed') return 'Nghỉ';
  const { residents, staff } = freeOf(day);
  return residents + staff === 0 ? 'Kín' : `còn ${residents + staff}`;
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One stop of the Tab key for many buttons: the arrows go on to the next and choose it. */
function moveWithArrows(event: KeyboardEvent<HTMLButtonElement>): void {
  const by = steps[event.key];
  if (by === undefined) return;
  const all = event.currentTarget.closest('fieldset')?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [];
  const buttons = [...all];
  const next = buttons[buttons.indexOf(event.currentTarget) + by];
  event.preventDefault();
  next?.focus();
  next?.click();
}

/** Days and times with the residents' places and the officers' own. */
export function PlacePicker({ days, date, start, onDay, onTime }: PlacePickerProps) {
  const day = days.find((one) => one.date === date);
  const firstTime = day?.slots.find((slot) => slot.publicLeft + slot.staffLeft > 0)?.start;
  return (
    <>
      <fieldset>
        <legend className="field-label">Ngày</legend>
        <p className="field-hint">Số chỗ còn tính cả chỗ giữ cho cán bộ đặt; chỗ đó được dùng trước.</p>
        <div className="desk-strip">
          {days.map((one) => {
            const { residents, staff } = freeOf(one);
            return (
              <button
                key={one.date}
                type="button"
                className="desk-strip-day"
                data-state={one.state}
                aria-pressed={one.date === date}
                tabIndex={one.date === (date ?? days[0]?.date) ? 0 : -1}
                onKeyDown={moveWithArrows}
                onClick={() => onDay(one.date)}
              >
                <span>{shortWeekday(one.date)}</span>
                <strong>{dayAndMonth(one.date)}</strong>
                <span className="desk-under">{dayWords(one)}</span>
                <span className="visually-hidden">
                  {weekday(one.date)}, {one.state === 'closed' ? one.reason : `${residents} chỗ của dân, ${staff} chỗ cán bộ đặt`}
                </span>
              </button>
            );
          })}
        </div>
      </fieldset>
      {day !== undefined && (
        <fieldset>
          <legend className="field-label">Giờ · {longDate(day.date)}</legend>
          {day.state === 'closed' && <Notice>{day.reason ?? 'Ngày này không làm việc.'}</Notice>}
          {day.state === 'full' && <Notice tone="attention" title="Ngày này đã kín cả hai loại chỗ" />}
          {day.state === 'open' && (
            <ul className="desk-times">
              {day.slots.map((slot) => (
                <li key={slot.start}>
                  <button
                    type="button"
                    className="desk-time"
                    disabled={slot.publicLeft + slot.staffLeft === 0}
                    aria-pressed={slot.start === start}
                    tabIndex={slot.start === (start ?? firstTime) ? 0 : -1}
                    onKeyDown={moveWithArrows}
                    onClick={() => onTime(slot.start)}
                  >
                    <strong>{slot.start}</strong>
                    <span className="desk-under">
                      {slot.publicLeft + slot.staffLeft === 0 ? 'Kín' : `còn ${slot.publicLeft + slot.staffLeft}`}
                    </span>
                    <span className="visually-hidden">
                      {slot.publicLeft} chỗ của dân, {slot.staffLeft} chỗ cán bộ đặt
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </fieldset>
      )}
    </>
  );
}
