import type { DeskAppointment } from 'backend/contracts/desk';
import { House } from 'lucide-react';
import { deskStatusWords, stepWords } from '../console-words.js';
import { delayWords } from '../day-list.js';
import { nextStep, type Step } from '../steps.js';
import { StatusMark } from './status-mark.js';

export type RowsProps = {
  appointments: readonly DeskAppointment[];
  today: string;
  now: string;
  /** Rows have a button for the next step. */
  mayAct: boolean;
  /** The row the keys act on. */
  current: string | null;
  opened: string | null;
  busyId: string | null;
  onCurrent: (code: string) => void;
  onOpen: (code: string) => void;
  onStep: (step: Step, appointment: DeskAppointment) => void;
};

/** The id of a row's button, for moving the focus there. */
export function rowId(code: string): string {
  return `row-${code}`;
}

function bookerWords({ bookedByName, bookedVia }: DeskAppointment): string | null {
  if (bookedVia === 'phone') return 'đặt hộ qua điện thoại';
  if (bookedVia === 'walk_in') return 'đặt hộ tại trụ sở';
  return bookedByName === null ? null : `${bookedByName} đặt`;
}

/** Several counters are shown together: each row names its own. */
function hasSeveralCounters(appointments: readonly DeskAppointment[]): boolean {
  return appointments.some(({ counterKey }) => counterKey !== appointments[0]?.counterKey);
}

/** The list as a table, for wide windows. */
export function DayTable(props: RowsProps) {
  const namesCounter = hasSeveralCounters(props.appointments);
  return (
    <table className="desk-table">
      <thead>
        <tr>
          <th scope="col" className="desk-col-time">
            Giờ
          </th>
          <th scope="col" className="desk-col-seat">
            Chỗ
          </th>
          <th scope="col" className="desk-col-code">
            Mã
          </th>
          <th scope="col">Người đến</th>
          <th scope="col" className="desk-col-what">
            Thủ tục
          </th>
          <th scope="col" className="desk-col-status">
            Trạng thái
          </th>
          {props.mayAct && (
            <th scope="col" className="desk-col-action">
              Việc tiếp
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {props.appointments.map((appointment) => (
          <TableRow key={appointment.id} appointment={appointment} namesCounter={namesCounter} {...props} />
        ))}
      </tbody>
    </table>
  );
}

function TableRow({
  appointment,
  today,
  now,
  namesCounter,
  mayAct,
  current,
  opened,
  busyId,
  onCurrent,
  onOpen,
  onStep,
}: RowsProps & { appointment: DeskAppointment; namesCounter: boolean }) {
  const { code, status } = appointment;
  const step = mayAct ? nextStep(appointment, today) : null;
  const booker = bookerWords(appointment);
  const delay = delayWords(appointment, now);
  const stop = code === current ? 0 : -1;
  return (
    <tr data-current={code === current} data-open={code === opened} data-status={status} onClick={() => onOpen(code)}>
      <td className="desk-col-time">{appointment.start}</td>
      <td className="desk-col-seat">{appointment.seat}</td>
      <td className="desk-col-code">
        <button
          id={rowId(code)}
          type="button"
          className="desk-code"
          tabIndex={stop}
          aria-label={`Mở ${code}, ${appointment.start}, ${appointment.personName}`}
          aria-current={code === opened}
          onFocus={() => onCurrent(code)}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(code);
          }}
        >
          {code}
        </button>
      </td>
      <td>
        <span className="desk-line desk-person" title={appointment.personName}>
          {appointment.personName}
        </span>
        {booker !== null && <span className="desk-line desk-under">{booker}</span>}
      </td>
      <td className="desk-col-what">
        <span className="desk-line" title={appointment.plainName}>
          {appointment.way === 'home' && <House aria-label="Tại nhà" size={16} className="desk-home-sign" />}
          {appointment.plainName}
        </span>
        {namesCounter && <span className="desk-line desk-under">{appointment.counterName}</span>}
      </td>
      <td className="desk-col-status">
        <StatusMark status={status} />
        {delay !== null && <span className="desk-line desk-delay">{delay}</span>}
      </td>
      {mayAct && (
        <td className="desk-col-action">
          {step !== null && (
            <button
              type="button"
              className="desk-row-step"
              tabIndex={stop}
              disabled={busyId === appointment.id}
              aria-label={`${stepWords[step].name}: ${appointment.personName}`}
              onClick={(event) => {
                event.stopPropagation();
                onStep(step, appointment);
              }}
            >
              {stepWords[step].short}
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

/** The list as cards, for a phone: the whole card opens the appointment. */
export function DayCards({ appointments, now, opened, onCurrent, onOpen }: RowsProps) {
  const namesCounter = hasSeveralCounters(appointments);
  return (
    <ul className="desk-cards">
      {appointments.map((appointment) => {
        const delay = delayWords(appointment, now);
        const booker = bookerWords(appointment);
        return (
          <li key={appointment.id}>
            <button
              id={rowId(appointment.code)}
              type="button"
              className="desk-card"
              aria-current={appointment.code === opened}
              onFocus={() => onCurrent(appointment.code)}
              onClick={() => onOpen(appointment.code)}
            >
              <span className="desk-card-time">
                {appointment.start}
                <span className="desk-under">chỗ {appointment.seat}</span>
              </span>
              <span className="desk-card-words">
                <span className="desk-person">{appointment.personName}</span>
                <span>{appointment.plainName}</span>
                <span className="desk-under">
                  {appointment.code}
                  {booker !== null && ` · ${booker}`}
                  {namesCounter && <span className="desk-block">{appointment.counterName}</span>}
                </span>
                <span className="desk-card-status">
                  <StatusMark status={appointment.status} />
                  {delay !== null && <span className="desk-delay">{delay}</span>}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What a list without rows says. */
export function emptyWords(day: { open: boolean }, isFiltered: boolean, status: keyof typeof deskStatusWords | null): string {
  if (status !== null) return `Không có lịch hẹn nào “${deskStatusWords[status]}”.`;
  if (isFiltered) return 'Không có lịch hẹn nào như vậy trong ngày này. Gõ đủ mã rồi bấm Enter để tìm ở ngày khác.';
  return day.open ? 'Chưa có ai đặt lịch ngày này.' : 'Không có lịch hẹn nào.';
}
