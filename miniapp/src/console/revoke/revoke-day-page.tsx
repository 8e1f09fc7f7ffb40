import { type DeskAppointment, revokeDay } from 'backend/contracts/desk';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import type { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, longDate } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { failureOf, phoneWords, sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { PhoneFrame } from '../phone-frame.js';
import { noReason, type Reason, ReasonField, reasonFault, reasonText } from '../reason-field.js';
import { mayRevoke, needsCall } from '../steps.js';
import { useDay, useReload, useToday } from '../today/use-day.js';

type Outcome = { revoked: number; counterName: string; date: string; toCall: readonly DeskAppointment[] };

/** Storm, power cut, absent officer: one counter's whole day withdrawn in one step. */
export function RevokeDayPage() {
  const { today, tell } = useToday();
  // The day's list names the counters this officer works at.
  const whole = useDay(today, null);
  const told = whole.data?.now;
  useEffect(() => tell(told ?? undefined), [tell, told]);
  const [done, setDone] = useState<Outcome | null>(null);
  return (
    <Frame title="Hủy cả ngày" width="sides">
      {done !== null ? (
        <Done {...done} onAgain={() => setDone(null)} />
      ) : whole.data !== undefined ? (
        <Form counters={whole.data.counters} today={today} onDone={setDone} />
      ) : whole.error !== undefined ? (
        <Failure failure={whole.error} onRetry={() => void whole.mutate()} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Frame>
  );
}

type FormProps = {
  counters: readonly { key: string; name: string }[];
  today: string;
  onDone: (done: Outcome) => void;
};

function Form({ counters, today, onDone }: FormProps) {
  const reload = useReload();
  const commune = useCommune();
  const [counterKey, setCounterKey] = useState(counters[0]?.key ?? '');
  const [chosen, setDate] = useState<string | null>(null);
  const date = chosen ?? today;
  const [reason, setReason] = useState<Reason>(noReason);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const list = useDay(date, counterKey);
  const day = list.data?.date === date ? list.data : undefined;
  // What is over by now stays as it is.
  const from = day === undefined || date !== today ? '' : inVietnam(new Date(day.now)).time;
  const affected = day?.appointments.filter((one) => mayRevoke(one, today) && one.end > from);
  const byPhone = affected?.filter(needsCall) ?? [];
  const first = affected?.find((one) => !needsCall(one));
  const counterName = counters.find(({ key }) => key === counterKey)?.name ?? '';
  const text = reasonText(reason);

  const ask = () => {
    const wrong: Record<string, string> = {};
    if (!isDay(date)) wrong['body.date'] = 'Xin chọn ngày.';
    else if (date < today) wrong['body.date'] = 'Ngày này đã qua.';
    const reasonWrong = reasonFault(reason);
    if (reasonWrong !== null) wrong['body.reason'] = reasonWrong;
    setFaults(wrong);
    setFailure(null);
    if (Object.keys(wrong).length === 0) setAsking(true);
  };

  const send = async () => {
    setBusy(true);
    try {
      const { revoked } = await call(revokeDay, { body: { counterKey, date, reason: text } });
      reload();
      onDone({ revoked, counterName, date, toCall: byPhone });
    } catch (error) {
      const refused = failureOf(error);
      setFailure(refused);
      setFaults(refused.fields);
      setAsking(false);
      setBusy(false);
    }
  };

  return (
    <>
      <div className="desk-side">
        <div className="desk-step">
          <div className="desk-pair">
            <SelectField
              label="Quầy"
              value={counterKey}
              choices={counters.map(({ key, name }) => ({ value: key, name }))}
              fault={faults['body.counterKey']}
              onChange={setCounterKey}
            />
            <DayField label="Ngày" value={date} min={today} fault={faults['body.date']} onChange={setDate} />
          </div>
          <p aria-live="polite" className="desk-affected">
            {affected === undefined ? (
              list.error !== undefined ? (
                sayToOfficer(list.error)
              ) : (
                'Đang đếm số lịch hẹn…'
              )
            ) : affected.length === 0 ? (
              'Chưa có lịch hẹn nào đang mở. Quầy vẫn đóng phần còn lại của ngày, không ai đặt thêm được.'
            ) : (
              <>
                <strong>{affected.length} lịch hẹn</strong> sẽ bị hủy.
                {byPhone.length > 0 && ` Trong đó ${byPhone.length} người Zalo không tới được, cần gọi điện báo.`}
              </>
            )}
          </p>
        </div>
        <div className="desk-step">
          <ReasonField reason={reason} onChange={setReason} fault={faults['body.reason']} />
        </div>
      </div>
      <div className="desk-side desk-side-stays">
        <div className="desk-step">
          {first === undefined || text === '' ? (
            <p className="quiet">{first === undefined ? 'Không có tin nào phải gửi.' : 'Chọn lý do để xem tin người dân sẽ nhận.'}</p>
          ) : (
            <PhoneFrame sender={commune.data?.officeName ?? 'UBND xã'} appointment={first} reason={text} />
          )}
          {failure !== null && (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          )}
          <Button look="danger" disabled={affected === undefined} onPress={ask}>
            Hủy cả ngày của quầy này
          </Button>
        </div>
      </div>
      {asking && (
        <Dialog
          title="Hủy cả ngày?"
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button look="danger" busy={busy} onPress={() => void send()}>
                {`Hủy ${affected?.length ?? 0} lịch hẹn và đóng quầy`}
              </Button>
              <Button look="quiet" onPress={() => setAsking(false)}>
                Giữ nguyên
              </Button>
            </>
          }
        >
          <p>
            {counterName}, {longDate(date)}: {affected?.length ?? 0} lịch hẹn bị hủy, {(affected?.length ?? 0) - byPhone.length} tin xin lỗi
            gửi đi ngay, quầy đóng {date === today ? 'phần còn lại của ngày' : 'cả ngày'}. Việc này không lấy lại được.
          </p>
          <p>Lý do: {text}</p>
        </Dialog>
      )}
    </>
  );
}

function Done({ revoked, counterName, date, toCall, onAgain }: Outcome & { onAgain: () => void }) {
  return (
    <section className="desk-step" aria-live="polite">
      <Notice tone="done" title={revoked === 0 ? 'Đã đóng quầy' : `Đã hủy ${revoked} lịch hẹn và đóng quầy`}>
        <p>
          {counterName}, {longDate(date)}.{revoked > 0 && ' Tin xin lỗi và mời chọn giờ khác đang được gửi.'}
        </p>
      </Notice>
      {toCall.length > 0 && (
        <>
          <h2 className="section-title">Cần gọi điện báo {toCall.length} người</h2>
          <ul className="desk-records">
            {toCall.map(({ id, personName, phone, start, plainName }) => (
              <li key={id}>
                <span>
                  <strong>{personName}</strong>
                  <span className="quiet desk-block">
                    {start} · {plainName}
                  </span>
                </span>
                <span className="desk-linked">{phone === null ? 'Không để lại số' : phoneWords(phone)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Link to={`/console?date=${date}`} className="more-link">
        Mở danh sách ngày đó
      </Link>
      <Button look="plain" onPress={onAgain}>
        Hủy ngày khác
      </Button>
    </section>
  );
}
