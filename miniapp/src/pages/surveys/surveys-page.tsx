import '../../features/surveys/surveys.css';
import { listSurveys, type OpenSurvey, type PublishedSurvey } from 'backend/contracts/surveys';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useId, useState } from 'react';
import { Link } from 'react-router-dom';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { inVietnam, plainDate } from '../../days.js';
import { hasList, useKept } from '../../features/board/use-kept.js';
import { usePhoneIsTheirs } from '../../features/feedback/writing.js';
import { OfflineNote } from '../../features/surveys/answer-notes.js';
import { allSurveyDrafts } from '../../features/surveys/survey-draft.js';
import { SurveyRow } from '../../features/surveys/survey-row.js';
import { resumeSurveys } from '../../features/surveys/survey-writing.js';
import { WaitingPart } from '../../features/surveys/waiting-part.js';
import { ownKey } from '../../storage.js';

/** The surveys that ask this person, those they answered, and the results that were published. */
export default function SurveysPage() {
  const theirs = usePhoneIsTheirs();
  return (
    <Screen title="Khảo sát" backTo="/participation">
      <p>Ý kiến tham khảo của từng người, không phải biểu quyết.</p>
      {theirs ? <Lists /> : <Skeleton rows={3} tall />}
    </Screen>
  );
}

function Lists() {
  const { shown, failure, retry } = useKept(listSurveys, {}, ownKey('surveys'), hasList('open'));
  const [drafts, setDrafts] = useState(allSurveyDrafts);
  useEffect(resumeSurveys, []);
  const onSent = useCallback(() => {
    setDrafts(allSurveyDrafts());
    retry();
  }, [retry]);
  const waiting = drafts.filter(({ queued }) => queued);
  const isWaiting = (id: string) => waiting.some((draft) => draft.id === id);

  return (
    <>
      <OfflineNote />
      {waiting.map(({ id }) => (
        <WaitingPart key={id} id={id} onSent={onSent} />
      ))}
      {shown !== undefined ? (
        <Found open={shown.open.filter(({ id }) => !isWaiting(id))} published={shown.published} />
      ) : failure !== undefined ? (
        <>
          <Failure failure={failure} onRetry={retry} />
          <Group title="Đang trả lời trên máy này">
            {drafts
              .filter(({ queued }) => !queued)
              .map(({ id, title }) => (
                <Line key={id} to={`/surveys/${id}`} name={title} detail="Trả lời tiếp được khi không có mạng" />
              ))}
          </Group>
        </>
      ) : (
        <Skeleton rows={3} tall />
      )}
    </>
  );
}

function Found({ open, published }: { open: readonly OpenSurvey[]; published: readonly PublishedSurvey[] }) {
  const unanswered = open.filter(({ state }) => state !== 'answered');
  const asks = unanswered.filter(({ full }) => !full);
  return (
    <>
      {asks.length > 0 ? (
        <Group title="Đang hỏi ý kiến ông/bà">{asks.map(rowOf)}</Group>
      ) : (
        <Empty>
          <p>Lúc này chưa có khảo sát nào chờ ông/bà.</p>
          <p className="quiet">Khi xã cần hỏi ý kiến, khảo sát hiện ở đây và ở trang chủ.</p>
        </Empty>
      )}
      <Group title="Đã trả lời, chưa đóng">{open.filter(({ state }) => state === 'answered').map(rowOf)}</Group>
      <Group title="Đã đủ người trả lời">{unanswered.filter(({ full }) => full).map(rowOf)}</Group>
      <Group title="Kết quả đã công bố">
        {published.map(({ id, title, closedAt, answered, disclosureSlug }) => (
          <Line
            key={id}
            to={`/disclosures/${disclosureSlug}`}
            name={title}
            detail={`Đóng ngày ${plainDate(inVietnam(new Date(closedAt)).day)}${answered ? ' · ông/bà đã trả lời' : ''}`}
          />
        ))}
      </Group>
    </>
  );
}

const rowOf = (survey: OpenSurvey) => (
  <li key={survey.id}>
    <SurveyRow survey={survey} />
  </li>
);

function Group({ title, children }: { title: string; children: readonly ReactNode[] }) {
  const id = useId();
  if (children.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id} className="section-title">
        {title}
      </h2>
      <ul className="rows">{children}</ul>
    </section>
  );
}

function Line({ to, name, detail }: { to: string; name: string; detail: string }) {
  return (
    <li>
      <Link to={to} className="row">
        <span className="row-words">
          <span className="row-name">{name}</span>
          <span className="quiet">{detail}</span>
        </span>
        <ChevronRight aria-hidden="true" size={22} />
      </Link>
    </li>
  );
}
