import { Notice } from '../../components/states.js';
import { countdown } from '../../days.js';
import { useNow } from '../../use-now.js';
import { sayFailure } from '../../words.js';
import type { Sending } from './survey-sender.js';

/** What keeps answers from arriving, what is safe, and what to do. */
export function SendNote({ sending }: { sending: Sending }) {
  switch (sending.kind) {
    case 'offline':
      return (
        <Notice tone="attention" urgent title="Chưa gửi được">
          <p>
            Mạng yếu nên chưa gửi được. Câu trả lời vẫn còn trên máy. Bấm Gửi lại, hoặc cứ để đó: có mạng là máy tự gửi, không sợ gửi hai
            lần.
          </p>
        </Notice>
      );
    case 'waiting':
      return <WaitingNote until={sending.until} />;
    case 'photo':
      return (
        <Notice tone="attention" urgent title="Có ảnh chưa gửi được">
          <p>{sayFailure(sending.failure)} Xin bấm Sửa ở câu có ảnh, bỏ ảnh ấy đi rồi gửi lại.</p>
        </Notice>
      );
    case 'faults':
      return (
        <Notice tone="attention" urgent title="Chưa gửi được">
          <p>Có câu cần xem lại. Xin bấm Sửa ở câu được đánh dấu.</p>
        </Notice>
      );
    case 'outdated':
      return (
        <Notice tone="attention" urgent title="Chưa gửi">
          <p>Xã vừa sửa câu hỏi. Xin xem lại các câu dưới đây rồi bấm gửi lần nữa.</p>
        </Notice>
      );
    case 'over':
    case 'failed':
      return (
        <Notice tone="attention" urgent title="Chưa gửi được">
          <p>{sayFailure(sending.failure)}</p>
        </Notice>
      );
    default:
      return null;
  }
}

function WaitingNote({ until }: { until: number }) {
  const now = useNow();
  return (
    <Notice tone="attention" title="Xin chờ một chút">
      <p>
        Lúc này có nhiều người gửi quá. Máy sẽ tự gửi sau <strong>{countdown((until - now) / 1000 + 0.999)}</strong>. Câu trả lời vẫn còn
        trên máy.
      </p>
    </Notice>
  );
}
