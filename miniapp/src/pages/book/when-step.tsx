import { joinWaitingList, type OpenSlot } from 'backend/contracts/appointments';
import type { ProcedurePage, Way } from 'backend/contracts/procedures';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import type { Draft } from '../../features/appointments/draft.js';
import { NearestSlots } from '../../features/appointments/nearest-slots.js';
import { SlotPicker } from '../../features/appointments/slot-picker.js';
import { firstOpenDay, useOpenSlots } from '../../features/appointments/use-open-slots.js';
import { call } from '../../session.js';
import { sayFailure, wayWords } from '../../words.js';
import { HoldLine } from './hold-line.js';

type WhenStepProps = {
  page: ProcedurePage;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  holding: boolean;
  failure: CallFailure | null;
  onTime: (date: string, slot: Pick<OpenSlot, 'start'>) => void;
};

/** How, which day, what time; choosing a time keeps the place. */
export function WhenStep({ page, draft, change, holding, failure, onTime }: WhenStepProps) {
  const slots = useOpenSlots(page.procedure.code, draft.way);
  const [looked, setLooked] = useState(draft.date);
  const days = slots.data?.days ?? [];
  const date = days.some((day) => day.date === looked) ? looked : firstOpenDay(days);

  const { mutate } = slots;
  useEffect(() => {
    // A refused place means that what the strip shows is out of date.
    if (failure !== null && failure.code !== 'offline') void mutate();
  }, [failure, mutate]);

  return (
    <>
      {page.ways.length > 1 && (
        <Choices
          legend="Cách làm"
          value={draft.way}
          choices={page.ways.map(({ way, hoursText, note }) => ({ value: way, name: wayWords[way], detail: note ?? hoursText }))}
          onChoose={(way: Way) => {
            setLooked(null);
            change({ way, date: null, start: null, hold: null });
          }}
        />
      )}
      {draft.hold !== null && <HoldLine draft={draft} />}
      {failure !== null && (
        <Notice tone="attention" urgent>
          <p>{sayFailure(failure)}</p>
          <NearestSlots nearest={failure.nearest} busy={holding} onChoose={(nearDate, start) => onTime(nearDate, { start })} />
        </Notice>
      )}
      {slots.data !== undefined && (
        <>
          <SlotPicker
            days={slots.data.days}
            date={date}
            start={date === draft.date ? draft.start : null}
            disabled={holding}
            onDay={setLooked}
            onTime={(slot) => {
              if (date !== null) onTime(date, slot);
            }}
            whenFull={
              draft.way !== null &&
              date !== null && <WaitForDay key={`${draft.way} ${date}`} code={draft.code} way={draft.way} date={date} />
            }
          />
          <p className="quiet">
            {slots.data.counterName}
            {slots.data.way !== 'home' && `, ${slots.data.location}`}. Mỗi lượt khoảng {slots.data.slotMinutes * slots.data.slotsNeeded}{' '}
            phút.
          </p>
        </>
      )}
      {slots.data === undefined && slots.error !== undefined && <Failure failure={slots.error} onRetry={() => void slots.mutate()} />}
      {slots.data === undefined && slots.error === undefined && draft.way !== null && <Skeleton rows={2} tall />}
    </>
  );
}

/** Puts the person on the waiting list of a full day. */
function WaitForDay({ code, way, date }: { code: string; way: Way; date: string }) {
  const [busy, setBusy] = useState(false);
  const [ahead, setAhead] = useState<number | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);

  const join = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const entry = await call(joinWaitingList, { body: { code, way, date } });
      setAhead(entry.ahead ?? 0);
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  if (ahead !== null) {
    return (
      <>
        <p>Đã ghi tên chờ. {ahead === 0 ? 'Ông/bà đứng đầu danh sách.' : `Trước ông/bà có ${ahead} người.`} Khi có chỗ, xã sẽ báo.</p>
        <Link to="/waiting" className="more-link">
          Xem các ngày đang chờ
        </Link>
      </>
    );
  }
  return (
    <>
      <p>Có người hủy thì chỗ trống được mời lần lượt theo thứ tự ghi tên.</p>
      {failure !== null && <p role="alert">{sayFailure(failure)}</p>}
      <Button look="plain" busy={busy} onPress={() => void join()}>
        Chờ chỗ ngày này
      </Button>
    </>
  );
}
