import './slip.css';
import type { Slip } from 'backend/contracts/appointments';
import { Link, useLocation, useNavigate, useParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, plainDate, spokenTime } from '../../days.js';
import { SlipPaper } from '../../features/appointments/slip-paper.js';
import { useSlip } from '../../features/appointments/use-slip.js';
import { Hotline } from '../../features/commune/hotline.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { FollowRequest } from '../../features/residents/follow-request.js';
import { useMe } from '../../features/residents/use-me.js';
import { useDelayed } from '../../use-delayed.js';
import { messageWords, statusWords } from '../../words.js';
import { SlipActions } from './slip-actions.js';

/** The appointment slip: what to show at the counter, and everything that can still be done about it. */
export default function SlipPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const location = useLocation();
  const { slip, savedAt, asking, failure, replace, reload } = useSlip(id);
  // A copy on the screen for the blink until the server answers needs no words.
  const isLate = useDelayed(asking, 1500);
  const isFresh = typeof location.state === 'object' && location.state !== null && 'fresh' in location.state;

  return (
    <Screen
      title="Giấy hẹn"
      backTo="/appointments"
      // Behind a slip just booked lies the form it came from; back means the list.
      {...(isFresh ? { onBack: () => navigate('/appointments', { replace: true }) } : {})}
    >
      {slip === null && failure === null && <Skeleton rows={2} tall />}
      {slip === null && failure !== null && <Failure failure={failure} onRetry={reload} />}
      {slip !== null && (
        <>
          {isFresh && slip.status === 'booked' && (
            <Notice tone="done" title="Đã đặt lịch xong">
              <p>Đến đúng giờ, đưa trang này cho cán bộ ở quầy. Không cần in.</p>
            </Notice>
          )}
          {savedAt !== null && (isLate || !asking) && <SavedCopyNotice savedAt={savedAt} asking={asking} onReload={reload} />}
          <StatusNotice slip={slip} />
          <SlipPaper slip={slip} />
          {savedAt === null && <SlipActions slip={slip} replace={replace} />}
          {slip.status === 'booked' && savedAt === null && <MessagePart slip={slip} />}
          <Hotline hotline={slip.hotline} />
        </>
      )}
    </Screen>
  );
}

function SavedCopyNotice({ savedAt, asking, onReload }: { savedAt: number; asking: boolean; onReload: () => void }) {
  const { day, time } = inVietnam(new Date(savedAt));
  const when = `${spokenTime(time)} ngày ${plainDate(day)}`;
  return (
    <Notice tone="attention" title="Bản lưu trên máy">
      <p>
        {asking
          ? `Đang xem có gì mới. Bản này lưu lúc ${when}.`
          : `Chưa kết nối được. Bản này lưu lúc ${when}, đưa cho cán bộ vẫn dùng được.`}
      </p>
      {!asking && (
        <Button look="plain" onPress={onReload}>
          Tải lại
        </Button>
      )}
    </Notice>
  );
}

function StatusNotice({ slip }: { slip: Slip }) {
  const navigate = useNavigate();
  const again = (words: string) => <Button onPress={() => navigate(`/procedures/${slip.procedure.code}/book`)}>{words}</Button>;
  switch (slip.status) {
    case 'booked':
      return null;
    case 'arrived':
      return <Notice title={statusWords.arrived}>Cán bộ đã biết ông/bà đến. Xin ngồi chờ gọi tên.</Notice>;
    case 'serving':
      return <Notice title={statusWords.serving} />;
    case 'seen':
      return (
        <Notice tone="done" title={statusWords.seen}>
          <p>Cảm ơn ông/bà đã đến đúng hẹn.</p>
          <Link to={`/conduct/${slip.id}`} className="more-link">
            Góp ý về cách tiếp đón
          </Link>
        </Notice>
      );
    case 'cancelled':
      return (
        <Notice tone="attention" title="Lịch hẹn này đã hủy theo yêu cầu của ông/bà">
          {again('Đặt lịch khác')}
        </Notice>
      );
    case 'revoked':
      return (
        <Notice tone="danger" title="Xã xin lỗi ông/bà, lịch hẹn này phải hủy">
          {slip.revokedReason !== null && <p>Lý do: {slip.revokedReason}</p>}
          <p>Ông/bà chọn giờ khác thì vẫn được ưu tiên.</p>
          {again('Chọn giờ khác')}
        </Notice>
      );
    case 'no_show':
      return (
        <Notice tone="attention" title="Đã qua giờ hẹn mà không thấy ông/bà đến">
          {again('Đặt lịch khác')}
        </Notice>
      );
  }
}

/** What became of the message, and, where it would help, the offer to receive reminders through Zalo. */
function MessagePart({ slip }: { slip: Slip }) {
  const me = useMe();
  const commune = useCommune();
  const mayFollow = me.data?.followsOfficialAccount === false && commune.data !== undefined && commune.data.officialAccountId !== '';
  return (
    <section className="stack" aria-label="Tin nhắn Zalo">
      <p className="quiet" role="status">
        {messageWords[slip.message]}
      </p>
      {mayFollow && (
        <>
          <p className="quiet">
            Quan tâm trang Zalo của xã để nhận giấy hẹn, lời nhắc tối hôm trước và trước giờ hẹn. Bỏ quan tâm lúc nào cũng được.
          </p>
          <FollowRequest officialAccountId={commune.data?.officialAccountId ?? ''} onFollowed={() => void me.mutate()}>
            Nhận giấy hẹn và nhắc lịch qua Zalo
          </FollowRequest>
        </>
      )}
    </section>
  );
}
