import './slots.css';
import type { DayOfSlots, OpenSlot } from 'backend/contracts/appointments';
import { type ReactNode, useEffect, useRef } from 'react';
import { Notice } from '../../components/states.js';
import { dayAndMonth, longDate, shortWeekday, weekday } from '../../days.js';

type SlotPickerProps = {
  days: readonly DayOfSlots[];
  /** The day looked at. */
  date: string | null;
  /** The time chosen on that day. */
  start: string | null;
  /** The time this appointment has already; it cannot be chosen again. */
  present?: { date: string; start: string };
  onDay: (date: string) => void;
  onTime: (slot: OpenSlot) => void;
  /** What can be done about a day without places. */
  whenFull?: ReactNode;
  disabled?: boolean;
};

/** The strip of days and the times of the day looked at. */
export function SlotPicker({ days, date, start, present, onDay, onTime, whenFull, disabled = false }: SlotPickerProps) {
  const day = days.find((one) => one.date === date);
  return (
    <>
      <fieldset>
        <legend className="section-title">Chọn ngày</legend>
        <DayStrip days={days} date={date} onDay={onDay} />
      </fieldset>
      {day !== undefined && (
        <section className="stack" aria-live="polite" aria-label={`Giờ ${longDate(day.date)}`}>
          <h2 className="section-title slot-day">
            {longDate(day.date)} <span className="quiet">{day.lunar} âm lịch</span>
          </h2>
          {day.state === 'closed' && <Notice>{day.reason ?? 'Ngày này không làm việc.'} Xin chọn ngày khác.</Notice>}
          {day.state === 'full' && (
            <Notice tone="attention" title="Ngày này đã kín chỗ">
              {whenFull}
            </Notice>
          )}
          {day.state === 'open' && (
            <Times
              day={day}
              start={start}
              present={day.date === present?.date ? present.start : null}
              onTime={onTime}
              disabled={disabled}
            />
          )}
        </section>
      )}
    </>
  );
}

function placesWords(day: DayOfSlots): string {
  if (day.state === 'closed') return 'Nghỉ';
  return day.state === 'full' ? 'Kín chỗ' : `${day.placesLeft} chỗ`;
}

function DayStrip({ days, date, onDay }: Pick<SlotPickerProps, 'days' | 'date' | 'onDay'>) {
  const chosen = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (date !== null) chosen.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [date]);

  return (
    <div className="strip">
      {days.map((day) => (
        <button
          key={day.date}
          ref={day.date === date ? chosen : null}
          type="button"
          className="day"
          data-state={day.state}
          aria-pressed={day.date === date}
          onClick={() => onDay(day.date)}
        >
          <span className="day-weekday">
            <span aria-hidden="true">{shortWeekday(day.date)}</span>
            <span className="visually-hidden">{weekday(day.date)}</span>
          </span>
          <span className="day-date">{dayAndMonth(day.date)}</span>
          <span className="day-lunar">
            <abbr title="âm lịch">ÂL</abbr> {day.lunar}
          </span>
          <span className="day-places">{placesWords(day)}</span>
        </button>
      ))}
    </div>
  );
}

const parts = [
  { part: 'morning', name: 'Buổi sáng' },
  { part: 'afternoon', name: 'Buổi chiều' },
  { part: 'evening', name: 'Buổi tối' },
] as const;

function resultWords(resultOn: string | null, date: string): string | null {
  if (resultOn === null) return null;
  return resultOn === date
    ? 'Hẹn giờ này thì lấy được ngay trong ngày'
    : `Hẹn giờ này thì lấy vào ${weekday(resultOn)} ${dayAndMonth(resultOn)}`;
}

type TimesProps = {
  day: DayOfSlots;
  start: string | null;
  present: string | null;
  onTime: (slot: OpenSlot) => void;
  disabled: boolean;
};

function freeWords(slot: OpenSlot, present: string | null): string {
  if (slot.start === present) return 'đang hẹn';
  return slot.placesLeft === 0 ? 'Kín' : `còn ${slot.placesLeft} chỗ`;
}

function Times({ day, start, present, onTime, disabled }: TimesProps) {
  return (
    <>
      {parts.map(({ part, name }) => {
        const slots = day.slots.filter((slot) => slot.part === part);
        if (slots.length === 0) return null;
        return (
          <div key={part} className="part">
            <h3 className="part-name">{name}</h3>
            <ResultGroups slots={slots} date={day.date}>
              {(slot) => (
                <button
                  type="button"
                  className="chip"
                  disabled={disabled || slot.placesLeft === 0 || slot.start === present}
                  aria-pressed={slot.start === start}
                  onClick={() => onTime(slot)}
                >
                  <span className="chip-time">{slot.start}</span>
                  <span className="chip-places">{freeWords(slot, present)}</span>
                </button>
              )}
            </ResultGroups>
          </div>
        );
      })}
    </>
  );
}

/** Slots under the sentence that tells when their result is ready: the 15:00 rule may split one afternoon in two. */
function ResultGroups({ slots, date, children }: { slots: readonly OpenSlot[]; date: string; children: (slot: OpenSlot) => ReactNode }) {
  const results = [...new Set(slots.map((slot) => slot.resultOn))];
  return (
    <>
      {results.map((resultOn) => {
        const words = resultWords(resultOn, date);
        return (
          <div key={resultOn ?? 'none'} className="part">
            {words !== null && <p className={resultOn === date ? 'quiet same-day' : 'quiet'}>{words}</p>}
            <ul className="chips">
              {slots
                .filter((slot) => slot.resultOn === resultOn)
                .map((slot) => (
                  <li key={slot.start}>{children(slot)}</li>
                ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}
