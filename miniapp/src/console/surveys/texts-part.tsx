import type { QuestionType } from 'backend/contracts/survey-questions';
import { listSurveyTexts } from 'backend/contracts/surveys-desk';
import { useState } from 'react';
import { Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';

/** What was written and photographed to one question, read only when somebody asks for it: that is written into the log. */
export function TextsPart({ id, question, type }: { id: string; question: string; type: QuestionType }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="desk-fold" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{type === 'photo' ? 'Xem từng ảnh' : isChoice(type) ? 'Đọc phần ghi rõ của ý “Khác”' : 'Đọc từng ý kiến'}</summary>
      {isOpen && <Texts id={id} question={question} />}
    </details>
  );
}

const isChoice = (type: QuestionType) => type === 'single' || type === 'multiple';

function Texts({ id, question }: { id: string; question: string }) {
  const request = { params: { id, question }, query: {} };
  const list = useApi(listSurveyTexts, request, { revalidateOnFocus: false, revalidateIfStale: false });
  const more = useMore(listSurveyTexts, request, list.data?.next ?? null);
  if (list.data === undefined)
    return list.error !== undefined ? <Failure failure={list.error} onRetry={() => void list.mutate()} /> : <Skeleton rows={2} />;
  const texts = [...list.data.texts, ...more.pages.flatMap((page) => page.texts)];
  if (list.data.hidden) return <p className="quiet">Ít người trả lời nên chưa đọc từng ý kiến được, để không đoán ra ai viết.</p>;
  if (texts.length === 0) return <p className="quiet">Chưa có ý kiến nào.</p>;
  return (
    <>
      <p className="quiet">Số điện thoại, số giấy tờ đã được che; không xếp theo giờ gửi. Việc đọc được ghi vào nhật ký.</p>
      <ul className="desk-survey-texts">
        {texts.map(({ id: key, text, photos, person }) => (
          <li key={key}>
            {text !== '' && <p className="desk-survey-said">{text}</p>}
            {photos.length > 0 && (
              <span className="desk-survey-photos">
                {photos.map((photo, place) => (
                  <a key={photo.id} href={photo.url} target="_blank" rel="noreferrer">
                    <img src={photo.thumbnailUrl ?? photo.url} alt={`Ảnh ${place + 1}, bấm để xem lớn`} loading="lazy" />
                  </a>
                ))}
              </span>
            )}
            {person !== null && <p className="quiet">{person}</p>}
          </li>
        ))}
      </ul>
      {more.button}
    </>
  );
}
