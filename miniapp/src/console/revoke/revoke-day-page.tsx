import { listCounters } from 'backend/contracts/calendar';
import { revokeDay } from 'backend/contracts/desk';
import { revocationLetter } from 'backend/contracts/letters';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import type { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { failureOf, sayToOfficer, spokenStart } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField, SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { PhoneFrame } from '../phone-frame.js';
import { noReason, type Reason, ReasonField, reasonFault, reasonText } from '../reason-field.js';
import { mayRevoke, needsCall } from '../steps.js';
import { useDay, useReload, useToday } from '../today/use-day.js';

/** Storm, power cut, absent officer: one counter's whole day withdrawn in one step. */
export function RevokeDayPage() {
  const counters = useApi(listCounters, {});
  const [done, setDone] = useState<{ revoked: number; counterName: string; date: string } | null>(null);
  return (
    <Frame title="Hủy cả ngày">
      {done !== null ? (
        <Done {...done} onAgain={() => setDone(null)} />
      ) : counters.data !== undefined ? (
        <Form counters={counters.data.counters} onDone={setDone} />
      ) : counters.error !== undefined ? (
        <Failure failure={counters.error} onRetry={() => void counters.mutate()} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Frame>
  );
}

type FormProps = {
  counters: readonly { key: string; name: string }[];
  onDone: (done: { revoked: number; counterName: string; date: string }) => void;
};

function Form({ counters, onDone }: FormProps) {
  const reload = useReload();
  const commune = useCommune();
  const [counterKey, setCounterKey] = useState(counters[0]?.key ?? '');
  const { today, tell } = useToday();
  const [chosen, setDate] = useState<string | null>(null);
  const date = chosen ?? today;
  const [reason, setReason] = useState<Reason>(noReason);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const list = useDay(date, counterKey);
  const day = list.data?.date === date ? list.data : undefined;
  const told = list.data?.now;
  useEffect(() => tell(told), [tell, told]);
  const affected = day?.appointments.filter((one) => mayRevoke(one, today));
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
      onDone({ revoked, counterName, date });
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
        {first !== undefined && text !== '' && (
          <PhoneFrame
            sender={commune.data?.officeName ?? 'UBND xã'}
            letter={revocationLetter({ ...first, when: spokenStart(first), reason: text })}
          />
        )}
      </div>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button look="danger" disabled={affected === undefined} onPress={ask}>
        Hủy cả ngày của quầy này
      </Button>
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
            {counterName}, {longDate(date)}: {affected?.length ?? 0} lịch hẹn bị hủy, tin xin lỗi gửi đi ngay, quầy đóng phần còn lại của
            ngày. Việc này không lấy lại được.
          </p>
          <p>Lý do: {text}</p>
        </Dialog>
      )}
    </>
  );
}

function Done({ revoked, counterName, date, onAgain }: { revoked: number; counterName: string; date: string; onAgain: () => void }) {
  return (
    <section className="desk-step" aria-live="polite">
      <Notice tone="done" title={revoked === 0 ? 'Đã đóng quầy' : `Đã hủy ${revoked} lịch hẹn và đóng quầy`}>
        <p>
          {counterName}, {longDate(date)}.{revoked > 0 && ' Tin xin lỗi và mời chọn giờ khác đang được gửi.'}
        </p>
        <p>Ai không nhận được tin Zalo thì cần gọi điện: xin mở danh sách, lọc “Xã hủy”, xem dòng “Tin giấy hẹn”.</p>
      </Notice>
      <Link to={`/console?date=${date}`} className="more-link">
        Mở danh sách ngày đó
      </Link>
      <Button look="plain" onPress={onAgain}>
        Hủy ngày khác
      </Button>
    </section>
  );
}
