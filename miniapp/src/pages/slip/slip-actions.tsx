import { cancelAppointment, type Slip } from 'backend/contracts/appointments';
import { CalendarPlus, FileDown, ImageDown, Share2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { longDate, spokenInstant, spokenTime } from '../../days.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';
import { openInBrowser, savePicture, shareText } from '../../zalo.js';

type SlipActionsProps = { slip: Slip; replace: (slip: Slip) => void };

/** Keep it, send it, change it, give it up. */
export function SlipActions({ slip, replace }: SlipActionsProps) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const location = useLocation();
  const [picture, setPicture] = useState<string | null>(null);
  const [search, setSearch] = useSearchParams();
  // The reminder's button "Tôi không đến được" leads here with the question open.
  const askingCancel = search.get('cancel') === '1';
  const askCancel = (asking: boolean) => setSearch(asking ? { cancel: '1' } : {}, { replace: true, state: location.state });
  if (slip.status !== 'booked') return null;

  const open = async (url: string, failed: string) => {
    const answer = await openInBrowser(url);
    if (answer.kind === 'unavailable') announce(failed);
  };

  const save = async () => {
    const { slipPicture } = await import('../../features/appointments/slip-picture.js');
    const drawn = slipPicture(slip);
    if (drawn === null) {
      announce('Máy này chưa lưu được ảnh. Có thể chụp màn hình.');
      return;
    }
    const answer = await savePicture(drawn);
    if (answer.kind === 'given') announce('Đã lưu ảnh giấy hẹn vào máy.');
    else setPicture(drawn);
  };

  const send = async () => {
    const answer = await shareText(
      [
        `Giấy hẹn ${slip.code}: ${slip.procedure.plainName}`,
        `${spokenTime(slip.start)}, ${longDate(slip.date)}`,
        `${slip.counterName}, ${slip.location}`,
        `Bản in: ${slip.pdfUrl}`,
      ].join('\n'),
    );
    if (answer.kind === 'unavailable') announce('Chưa mở được danh bạ Zalo. Có thể lưu ảnh rồi gửi.');
  };

  return (
    <section className="stack" aria-label="Việc có thể làm với giấy hẹn">
      <div className="actions">
        <Button
          look="plain"
          icon={<CalendarPlus aria-hidden="true" size={22} />}
          onPress={() => void open(slip.calendarUrl, 'Chưa mở được lịch của máy. Xin thử lại.')}
        >
          Thêm vào lịch
        </Button>
        <Button look="plain" icon={<ImageDown aria-hidden="true" size={22} />} onPress={() => void save()}>
          Lưu ảnh
        </Button>
        <Button look="plain" icon={<Share2 aria-hidden="true" size={22} />} onPress={() => void send()}>
          Gửi người nhà
        </Button>
        <Button
          look="plain"
          icon={<FileDown aria-hidden="true" size={22} />}
          onPress={() => void open(slip.pdfUrl, 'Chưa mở được bản in. Xin thử lại.')}
        >
          Mở bản in PDF
        </Button>
      </div>

      {slip.changeUntil === null ? (
        <p className="quiet">Đã sát giờ hẹn nên không đổi hoặc hủy trên ứng dụng được. Nếu không đến được, xin gọi số trực.</p>
      ) : (
        <>
          <Button onPress={() => navigate(`/slip/${slip.id}/reschedule`)}>Đổi giờ</Button>
          <Button look="danger" onPress={() => askCancel(true)}>
            Tôi không đến được
          </Button>
          <p className="quiet">Đổi hoặc hủy được đến {spokenInstant(slip.changeUntil)}.</p>
        </>
      )}

      {askingCancel && slip.changeUntil !== null && <CancelDialog slip={slip} replace={replace} onClose={() => askCancel(false)} />}
      {picture !== null && (
        <Dialog title="Ảnh giấy hẹn" onClose={() => setPicture(null)} actions={<Button onPress={() => setPicture(null)}>Đóng lại</Button>}>
          <p>Nhấn giữ vào ảnh để lưu, hoặc chụp màn hình.</p>
          <img src={picture} alt={`Giấy hẹn ${slip.code}`} className="picture" />
        </Dialog>
      )}
    </section>
  );
}

function CancelDialog({ slip, replace, onClose }: SlipActionsProps & { onClose: () => void }) {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const cancel = async () => {
    setBusy(true);
    setFailure(null);
    try {
      replace(await call(cancelAppointment, { params: { id: slip.id }, body: {} }));
      announce('Đã hủy lịch. Cảm ơn ông/bà đã báo sớm để nhường chỗ cho người khác.');
      onClose();
    } catch (error) {
      setBusy(false);
      setFailure(error instanceof CallFailure ? sayFailure(error) : 'Chưa hủy được. Xin thử lại.');
    }
  };

  return (
    <Dialog
      title="Không đến được?"
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={busy} onPress={() => void cancel()}>
            Hủy lịch hẹn này
          </Button>
          <Button look="plain" onPress={onClose}>
            Giữ lịch hẹn
          </Button>
        </>
      }
    >
      <p>
        Lịch {spokenTime(slip.start)}, {longDate(slip.date)} sẽ bị hủy và chỗ này nhường cho người khác. Không lấy lại được; khi cần phải
        đặt lịch mới.
      </p>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
