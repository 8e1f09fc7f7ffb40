import type { DeskReport } from 'backend/contracts/feedback-desk';
import { useCommune } from '../../features/commune/use-commune.js';
import { MaskedText } from './masked-text.js';
import type { Mask } from './use-mask.js';

/** The answer on a phone, below the words it answers, as the reporter reads it. */
export function AnswerPhone({ report, text, mask }: { report: DeskReport; text: string; mask: Mask | null }) {
  const office = useCommune().data?.officeName ?? 'UBND xã';
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ đọc</figcaption>
      <div className="desk-phone-screen">
        <p className="desk-phone-sender">
          {report.categoryName} · {report.code}
        </p>
        <div className="desk-phone-bubble answer-asked">
          <p className="desk-phone-note">Ông/bà đã viết</p>
          <p className="report-text answer-quote">{report.text}</p>
        </div>
        <div className="desk-phone-bubble">
          <p className="desk-phone-title">{office} trả lời</p>
          {text.trim() === '' ? <p className="quiet">Chưa viết gì.</p> : <MaskedText text={text} mask={mask} />}
        </div>
      </div>
    </figure>
  );
}
