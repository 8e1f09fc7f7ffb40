import { Link } from 'react-router-dom';
import type { CallFailure } from '../../api.js';
import { Notice } from '../../components/states.js';
import { sayFailure } from '../../words.js';

/** Why something about a report was not done; what was written stays in its field. */
export function ActFailure({ failure }: { failure: CallFailure | null }) {
  if (failure === null) return null;
  return (
    <Notice tone="attention" urgent title="Chưa gửi được">
      <p>
        {failure.code === 'offline' ? 'Mạng yếu nên chưa gửi được. Những gì đã viết vẫn còn đây. Xin bấm lại.' : sayFailure(failure)}
        {failure.code === 'too_many_requests' && failure.retryAfter !== null && ` Xin chờ ${failure.retryAfter} giây.`}
      </p>
      {failure.code === 'denunciation_not_here' && <Link to="/guidance/denunciation">Xem cách tố cáo, nơi nộp</Link>}
    </Notice>
  );
}
