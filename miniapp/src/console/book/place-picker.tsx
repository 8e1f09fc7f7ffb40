import type { staffSlots } from 'backend/contracts/desk';
import type { ReplyOf } from 'backend/contracts/endpoint';
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
  return residents + staff === 0 ? 'Kín' : `${residents} + ${staff}`;
}

/** Days and times with the residents' places and the officers' own. */
export function PlacePicker({ days, date, start, onDay, onTime }: PlacePickerProps) {
  const day = days.find((one) => one.date === date);
  return (
    <>
      <fieldset>
        <legend className="field-label">Ngày</legend>
        <p className="field-hint">Số chỗ còn: chỗ của dân + chỗ dành cho cán bộ đặt. Chỗ cán bộ được dùng trước.</p>
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
                aria-label={`${weekday(one.date)} ${dayAndMonth(one.date)}, ${
                  one.state === 'closed' ? (one.reason ?? 'nghỉ') : `còn ${residents} chỗ của dân, ${staff} chỗ cán bộ`
                }`}
                onClick={() => onDay(one.date)}
              >
                <span>{shortWeekday(one.date)}</span>
                <strong>{dayAndMonth(one.date)}</strong>
                <span className="desk-under">{dayWords(one)}</span>
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
                    aria-label={`${slot.start}, còn ${slot.publicLeft} chỗ của dân, ${slot.staffLeft} chỗ cán bộ`}
                    onClick={() => onTime(slot.start)}
                  >
                    <strong>{slot.start}</strong>
                    <span className="desk-under">
                      {slot.publicLeft + slot.staffLeft === 0 ? 'Kín' : `${slot.publicLeft} + ${slot.staffLeft}`}
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
