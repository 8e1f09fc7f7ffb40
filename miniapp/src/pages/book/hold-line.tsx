import { countdown, dayAndMonth, spokenTime, weekday } from '../../days.js';
import type { Draft } from '../../features/appointments/draft.js';
import { useNow } from '../../use-now.js';

/** Says calmly how long the chosen place is kept. */
export function HoldLine({ draft }: { draft: Draft }) {
  const now = useNow();
  if (draft.date === null || draft.start === null) return null;
  const when = `${spokenTime(draft.start)}, ${weekday(draft.date)} ${dayAndMonth(draft.date)}`;
  const secondsLeft = draft.hold === null ? 0 : (Date.parse(draft.hold.expiresAt) - now) / 1000;
  return (
    <p className="hold">
      {secondsLeft > 0 ? (
        <>
          Đang giữ chỗ <strong>{when}</strong>, còn {countdown(secondsLeft)}. Cứ điền thong thả.
        </>
      ) : (
        <>
          Giờ đã chọn: <strong>{when}</strong>. Đã hết thời gian giữ chỗ; nếu chỗ vẫn còn thì đặt được như thường.
        </>
      )}
    </p>
  );
}
