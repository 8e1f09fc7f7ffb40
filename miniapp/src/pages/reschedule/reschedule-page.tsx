import { rescheduleAppointment, type Slip } from 'backend/contracts/appointments';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate, spokenTime } from '../../days.js';
import { NearestSlots } from '../../features/appointments/nearest-slots.js';
import { saveSlip } from '../../features/appointments/slip-cache.js';
import { SlotPicker } from '../../features/appointments/slot-picker.js';
import { firstOpenDay, useOpenSlots } from '../../features/appointments/use-open-slots.js';
import { useSlip } from '../../features/appointments/use-slip.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

/** Moving an appointment to another time; the code stays. */
export default function ReschedulePage() {
  const { id = '' } = useParams();
  const { slip, failure, replace, reload } = useSlip(id);
  return (
    <Screen title="Đổi giờ hẹn" backTo={`/slip/${id}`}>
      {slip !== null && slip.changeUntil !== null && <Reschedule slip={slip} replace={replace} />}
      {slip !== null && slip.changeUntil === null && (
        <Empty>
          <p>Lịch hẹn này không đổi giờ trên ứng dụng được nữa.</p>
          <p>Xin gọi số trực {slip.hotline}.</p>
        </Empty>
      )}
      {slip === null && failure !== null && <Failure failure={failure} onRetry={reload} />}
      {slip === null && failure === null && <Skeleton rows={3} tall />}
    </Screen>
  );
}

function Reschedule({ slip, replace }: { slip: Slip; replace: (slip: Slip) => void }) {
  const navigate = useNavigate();
  const { key } = useLocation();
  const announce = useAnnounce();
  const slots = useOpenSlots(slip.procedure.code, slip.way);
  const [looked, setLooked] = useState<string | null>(null);
  const [wanted, setWanted] = useState<{ date: string; start: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);

  const days = slots.data?.days ?? [];
  const date = looked ?? firstOpenDay(days);

  const move = async (to: { date: string; start: string }) => {
    setBusy(true);
    setFailure(null);
    try {
      const moved = await call(rescheduleAppointment, { params: { id: slip.id }, body: to });
      replace(moved);
      saveSlip(moved);
      announce(`Đã đổi sang ${spokenTime(moved.start)}, ${longDate(moved.date)}.`);
      // Opened from a message there is no slip behind this screen.
      if (key === 'default') navigate(`/slip/${moved.id}`, { replace: true });
      else navigate(-1);
    } catch (error) {
      setBusy(false);
      setWanted(null);
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
      void slots.mutate();
    }
  };

  return (
    <>
      <p>
        Đang hẹn: <strong>{spokenTime(slip.start)}</strong>, {longDate(slip.date)}. Mã hẹn giữ nguyên.
      </p>
      {failure !== null && (
        <Notice tone="attention" urgent>
          <p>{sayFailure(failure)}</p>
          <NearestSlots nearest={failure.nearest} busy={busy} onChoose={(nearDate, start) => setWanted({ date: nearDate, start })} />
        </Notice>
      )}
      {slots.data !== undefined && (
        <SlotPicker
          days={slots.data.days}
          date={date}
          start={null}
          present={{ date: slip.date, start: slip.start }}
          disabled={busy}
          onDay={setLooked}
          onTime={({ start }) => {
            if (date !== null) setWanted({ date, start });
          }}
          whenFull={<p>Xin chọn ngày khác. Lịch đang có vẫn giữ nguyên.</p>}
        />
      )}
      {slots.data === undefined && slots.error !== undefined && <Failure failure={slots.error} onRetry={() => void slots.mutate()} />}
      {slots.data === undefined && slots.error === undefined && <Skeleton rows={2} tall />}
      {wanted !== null && (
        <Dialog
          title={`Đổi sang ${spokenTime(wanted.start)}, ${longDate(wanted.date)}?`}
          onClose={() => setWanted(null)}
          actions={
            <>
              <Button busy={busy} onPress={() => void move(wanted)}>
                Đổi giờ
              </Button>
              <Button look="plain" onPress={() => setWanted(null)}>
                Giữ giờ cũ
              </Button>
            </>
          }
        >
          <p>
            Chỗ cũ lúc {spokenTime(slip.start)}, {longDate(slip.date)} sẽ nhường cho người khác.
          </p>
        </Dialog>
      )}
    </>
  );
}
