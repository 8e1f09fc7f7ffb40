import '../today/today.css';
import { homeVisitReasons } from 'backend/contracts/appointments';
import { bookForSomeone, type DeskAppointment, staffSlots } from 'backend/contracts/desk';
import type { ProcedureSummary } from 'backend/contracts/procedures';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { Failure, Skeleton } from '../../components/states.js';
import { dayAndMonth, weekday } from '../../days.js';
import { newKey } from '../../features/appointments/send-booking.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { homeVisitWords, wayWords } from '../../words.js';
import { failureOf, sayToOfficer, spokenStart } from '../console-words.js';
import { Frame } from '../frame.js';
import { useFocusFault } from '../use-focus-fault.js';
import { BookedSlip } from './booked-slip.js';
import { bodyOf, emptyForm, type Form, faultsOf } from './booking.js';
import { firstFreeDay, PlacePicker } from './place-picker.js';
import { ProcedurePicker } from './procedure-picker.js';

/** Booking for somebody who phoned or came: procedure, place, person; then the slip. */
export function BookPage() {
  const [procedure, setProcedure] = useState<ProcedureSummary | null>(null);
  const [form, setForm] = useState<Form>(emptyForm);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const [booked, setBooked] = useState<DeskAppointment | null>(null);
  /** The procedure has just been chosen: the focus goes on to the days. */
  const goesOn = useRef(false);
  const sent = useRef<{ key: string; body: string } | null>(null);
  useFocusFault(faults);
  const { code, way } = form;
  const places = useApi(staffSlots, code === null || way === null ? null : { query: { code, way } }, { refreshInterval: 30_000 });
  const days = places.data?.days;

  const change = (part: Partial<Form>) => setForm((now) => ({ ...now, ...part }));
  const choose = (chosen: ProcedureSummary | null) => {
    setProcedure(chosen);
    change({ code: chosen?.code ?? null, way: chosen?.ways[0] ?? null, date: null, start: null });
    setFailure(null);
    goesOn.current = chosen !== null;
  };

  const hasNoDay = form.date === null;
  useEffect(() => {
    const first = days === undefined ? null : firstFreeDay(days);
    if (hasNoDay && first !== null) setForm((now) => ({ ...now, date: first }));
  }, [days, hasNoDay]);

  useEffect(() => {
    if (hasNoDay || !goesOn.current) return;
    goesOn.current = false;
    document.querySelector<HTMLElement>('.desk-strip-day[aria-pressed="true"]')?.focus();
  }, [hasNoDay]);

  const send = async () => {
    const wrong = faultsOf(form);
    const body = bodyOf(form);
    setFaults(wrong);
    if (body === null) return;
    const text = JSON.stringify(body);
    if (sent.current?.body !== text) sent.current = { key: newKey(), body: text };
    setBusy(true);
    setFailure(null);
    try {
      setBooked(await call(bookForSomeone, { body }, { idempotencyKey: sent.current.key }));
    } catch (error) {
      const refused = failureOf(error);
      setFailure(refused);
      setFaults(refused.fields);
      if (refused.status === 409) void places.mutate();
    }
    setBusy(false);
  };

  const again = () => {
    setBooked(null);
    setForm(emptyForm);
    setProcedure(null);
    setFaults({});
    setFailure(null);
    sent.current = null;
  };

  if (booked !== null) {
    return (
      <Frame title="Đã đặt lịch hộ">
        <BookedSlip appointment={booked} onAgain={again} />
      </Frame>
    );
  }

  const chosenWords = form.date !== null && form.start !== null ? spokenStart({ start: form.start, date: form.date }) : null;
  return (
    <Frame title="Đặt lịch hộ" width="sides">
      <div className="desk-side">
        <ProcedurePicker chosen={procedure} onChoose={choose} />
        {procedure !== null && way !== null && (
          <section className="desk-step" aria-label="Ngày và giờ">
            <h2 className="section-title">2. Ngày và giờ</h2>
            {procedure.ways.length > 1 && (
              <Choices
                small
                legend="Phục vụ ở đâu"
                value={way}
                choices={procedure.ways.map((value) => ({ value, name: wayWords[value] }))}
                onChoose={(value) => change({ way: value, date: null, start: null })}
              />
            )}
            {places.data !== undefined && (
              <PlacePicker
                days={places.data.days}
                date={form.date}
                start={form.start}
                onDay={(date) => change({ date, start: null })}
                onTime={(start) => change({ start })}
              />
            )}
            {places.data === undefined && places.error !== undefined && (
              <Failure failure={places.error} onRetry={() => void places.mutate()} />
            )}
            {places.data === undefined && places.error === undefined && <Skeleton rows={3} />}
            {faults['body.start'] !== undefined && <p className="field-fault">{faults['body.start']}</p>}
          </section>
        )}
      </div>
      <div className="desk-side desk-side-stays">
        {procedure !== null && way !== null && (
          <form
            className="desk-step"
            aria-label="Người đến"
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              if (!busy) void send();
            }}
          >
            <h2 className="section-title">3. Người đến</h2>
            <div className="desk-pair">
              <Field
                label="Họ và tên"
                value={form.name}
                maxLength={80}
                fault={faults['body.personName']}
                onChange={(name) => change({ name })}
              />
              <Field
                label="Số điện thoại"
                type="tel"
                inputMode="tel"
                value={form.phone}
                maxLength={20}
                fault={faults['body.phone']}
                onChange={(phone) => change({ phone })}
              />
            </div>
            <Choices
              small
              legend="Người dân"
              value={form.via}
              choices={[
                { value: 'phone', name: 'Gọi điện thoại' },
                { value: 'walk_in', name: 'Đến trực tiếp' },
              ]}
              onChoose={(via) => change({ via })}
            />
            {way === 'home' && <HomeVisitFields form={form} faults={faults} onChange={change} />}
            {failure !== null && <Refusal failure={failure} onPick={(date, start) => change({ date, start })} />}
            <div className="desk-send">
              <p aria-live="polite">{chosenWords ?? 'Chưa chọn giờ.'}</p>
              <Button submits busy={busy}>
                Đặt lịch hộ
              </Button>
            </div>
          </form>
        )}
      </div>
    </Frame>
  );
}

function HomeVisitFields({
  form,
  faults,
  onChange,
}: {
  form: Form;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<Form>) => void;
}) {
  return (
    <>
      <Choices
        small
        legend="Vì sao cần phục vụ tại nhà"
        value={form.visitReason}
        choices={homeVisitReasons.map((value) => ({ value, name: homeVisitWords[value] }))}
        onChoose={(visitReason) => onChange({ visitReason })}
      />
      {faults['body.homeVisit.reason'] !== undefined && <p className="field-fault">{faults['body.homeVisit.reason']}</p>}
      <Field
        label="Địa chỉ"
        hint="Xóm, chỗ dễ tìm."
        value={form.visitAddress}
        maxLength={200}
        fault={faults['body.homeVisit.address']}
        onChange={(visitAddress) => onChange({ visitAddress })}
      />
      <Field
        label="Dặn cán bộ đến nhà (không bắt buộc)"
        rows={2}
        value={form.visitNote}
        maxLength={300}
        fault={faults['body.homeVisit.note']}
        onChange={(visitNote) => onChange({ visitNote })}
      />
    </>
  );
}

function Refusal({ failure, onPick }: { failure: CallFailure; onPick: (date: string, start: string) => void }) {
  return (
    <div className="desk-refusal" role="alert">
      <p className="field-fault">{sayToOfficer(failure)}</p>
      {failure.nearest.length > 0 && (
        <div className="desk-tools">
          {failure.nearest.map(({ date, start }) => (
            <button key={`${date} ${start}`} type="button" className="desk-tool" onClick={() => onPick(date, start)}>
              {start} {weekday(date)} {dayAndMonth(date)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
