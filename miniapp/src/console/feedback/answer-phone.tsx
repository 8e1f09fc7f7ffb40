import type { DeskReport } from 'backend/contracts/feedback-desk';
import { useCommune } from '../../features/commune/use-commune.js';
import { MaskedText } from './masked-text.js';
import type { Mask } from './use-mask.js';

type AnswerPhoneProps = {
  report: DeskReport;
  text: string;
  mask: Mask | null;
  /** The words it answers stand right above already. */
  answerOnly?: boolean;
};

/** The answer on a phone, below the words it answers, as the reporter reads it. */
export function AnswerPhone({ report, text, mask, answerOnly = false }: AnswerPhoneProps) {
  const office = useCommune().data?.officeName ?? 'UBND xã';
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ đọc</figcaption>
      <div className="desk-phone-screen">
        <p className="desk-phone-sender">
          {report.categoryName} · {report.code}
        </p>
        {!answerOnly && (
          <div className="desk-phone-bubble answer-asked">
            <p className="desk-phone-note">Ông/bà đã viết</p>
            <p className="report-text answer-quote">{report.text}</p>
          </div>
        )}
        <div className="desk-phone-bubble">
          <p className="desk-phone-title">{office} trả lời</p>
          {text.trim() === '' ? <p className="quiet">Chưa viết gì.</p> : <MaskedText text={text} mask={mask} />}
        </div>
      </div>
    </figure>
  );
}
