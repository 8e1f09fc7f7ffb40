import { Check, WifiOff } from 'lucide-react';
import { Notice } from '../../components/states.js';
import { useOnline } from '../../use-online.js';
import type { SurveyDraft } from './survey-draft.js';
import type { Told } from './survey-writing.js';

/** That there is no network, and that it does not matter. */
export function OfflineNote() {
  const online = useOnline();
  return (
    <div className="survey-live" role="status">
      {!online && (
        <p className="survey-offline">
          <WifiOff aria-hidden="true" size={20} />
          <span>Máy đang không có mạng. Ông/bà cứ trả lời tiếp: câu trả lời được giữ trên máy.</span>
        </p>
      )}
    </div>
  );
}

const toldWords = {
  merged: 'Đã ghép với phần ông/bà trả lời trên máy khác. Câu nào trả lời ở cả hai máy thì lấy lần sau.',
  questions_changed: 'Xã vừa sửa câu hỏi. Câu trả lời nào còn hợp vẫn được giữ, xin xem lại giúp.',
  answered_elsewhere: 'Câu trả lời đã được gửi từ máy khác. Phần trả lời dở trên máy này đã bỏ.',
} as const satisfies Record<Exclude<Told, null>, string>;

/** What happened to the answers that the person did not do themselves. */
export function ToldNote({ told }: { told: Told }) {
  return (
    <div className="survey-live" role="status">
      {told !== null && (
        <Notice>
          <p>{toldWords[told]}</p>
        </Notice>
      )}
    </div>
  );
}

/** Where the answers lie by now. */
export function KeptNote({ draft: { change, unsaved, revision, savedAt } }: { draft: SurveyDraft }) {
  if (savedAt === 0 && revision === 0) return null;
  const isThere = !unsaved && revision > 0;
  return (
    <p className="survey-kept">
      <Check aria-hidden="true" size={18} />
      {change
        ? 'Chỗ sửa được giữ trên máy này, chưa gửi.'
        : isThere
          ? 'Đã lưu. Mở bằng máy khác cũng trả lời tiếp được.'
          : 'Đã lưu trên máy này.'}
    </p>
  );
}
