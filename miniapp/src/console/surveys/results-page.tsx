import './surveys.css';
import './results.css';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { questionsOf } from 'backend/contracts/survey-paths';
import { type QuestionResult, readDeskSurvey, readSurveyResults, type Survey } from 'backend/contracts/surveys-desk';
import { useNavigate, useParams } from 'react-router-dom';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { CrossPart } from './cross-part.js';
import { Figures } from './figures.js';
import { OutPart } from './out-part.js';
import { answeredWords, weekWords } from './result-words.js';
import { fullInstant, modeWords, people, shareWords } from './survey-words.js';
import { TextsPart } from './texts-part.js';

type Results = ReplyOf<typeof readSurveyResults>;

/** What was answered, after closing: question by question, across two of them, and ways to take it out. */
export function SurveyResultsPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const results = useApi(readSurveyResults, { params: { id } }, { revalidateOnFocus: false });
  const survey = useApi(readDeskSurvey, { params: { id } }, { revalidateOnFocus: false });
  const whole = new Set(
    survey.data === undefined
      ? []
      : questionsOf(survey.data.form).flatMap((one) => (one.type === 'number' && one.decimals === 0 ? [one.key] : [])),
  );
  return (
    <Frame
      title="Kết quả khảo sát"
      {...(results.data === undefined ? {} : { beside: results.data.title })}
      width="sides"
      onBackToList={() => navigate(`/console/surveys/${id}`)}
    >
      {results.data !== undefined ? (
        <>
          <div className="desk-side">
            <Head results={results.data} />
            {results.data.questions.map((question, place) => (
              <Question
                key={question.key}
                id={id}
                number={place + 1}
                result={question}
                atLeast={results.data?.atLeast ?? 0}
                isWhole={whole.has(question.key)}
                isNewSection={question.section !== '' && question.section !== results.data?.questions[place - 1]?.section}
              />
            ))}
          </div>
          <aside className="desk-side" aria-label="Tải về, công khai, bảng chéo">
            <OutPart id={id} survey={survey.data} onDisclosed={(newer: Survey) => void survey.mutate(newer, { revalidate: false })} />
            {results.data.trend !== null && results.data.trend.length > 1 && <Trend trend={results.data.trend} />}
          </aside>
          {results.data.crossable.length > 1 && <CrossPart id={id} crossable={results.data.crossable} />}
        </>
      ) : results.error !== undefined ? (
        <Failure failure={results.error} onRetry={() => void results.mutate()} />
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Frame>
  );
}

function Head({ results }: { results: Results }) {
  const share = shareWords(results.answered, results.audience);
  return (
    <section className="desk-step" aria-labelledby="results-head">
      <h2 id="results-head" className="section-title">
        {people(results.answered)} trả lời
        {results.audience !== null && ` trên ${people(results.audience)} được hỏi${share === null ? '' : ` (${share})`}`}
      </h2>
      <p className="quiet">
        Đóng lúc {fullInstant(results.closedAt)} · {modeWords[results.mode].name}. Kết quả để tham khảo khi làm việc, không phải là biểu
        quyết của cộng đồng.
      </p>
      {results.answered === 0 && (
        <Empty>
          <p>Không ai trả lời khảo sát này.</p>
        </Empty>
      )}
      {results.mode !== 'named' && (
        <Notice>
          <p>Câu nào dưới {results.atLeast} người trả lời thì không nêu số, để không đoán ra ý kiến của từng người.</p>
        </Notice>
      )}
    </section>
  );
}

type QuestionProps = {
  id: string;
  number: number;
  result: QuestionResult;
  atLeast: number;
  isWhole: boolean;
  isNewSection: boolean;
};

function Question({ id, number, result, atLeast, isWhole, isNewSection }: QuestionProps) {
  const titleId = `result-${result.key}`;
  return (
    <>
      {isNewSection && <p className="section-title">{result.section}</p>}
      <section className="desk-step desk-survey-result" aria-labelledby={titleId}>
        <div>
          <h2 id={titleId} className="section-title">
            {number}. {result.title}
          </h2>
          <p className="quiet">{answeredWords(result, atLeast)}</p>
        </div>
        <Figures result={result} atLeast={atLeast} isWhole={isWhole} />
        {result.hasTexts && (result.n ?? 1) > 0 && <TextsPart id={id} question={result.key} type={result.type} />}
      </section>
    </>
  );
}

function Trend({ trend }: { trend: readonly { week: string; count: number }[] }) {
  const most = Math.max(...trend.map(({ count }) => count), 1);
  return (
    <section className="desk-step" aria-labelledby="results-trend">
      <h2 id="results-trend" className="section-title">
        Trả lời theo tuần
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by the keyboard */}
      <section className="desk-survey-scroll-x" tabIndex={0} aria-label="Số người trả lời từng tuần">
        <ol className="desk-survey-trend">
          {trend.map(({ week, count }) => (
            <li key={week}>
              <span className="desk-survey-trend-count">{count.toLocaleString('vi-VN')}</span>
              <span className="desk-survey-trend-bar" aria-hidden="true" style={{ height: `${(count / most) * 6}rem` }} />
              <span className="desk-under">{weekWords(week)}</span>
            </li>
          ))}
        </ol>
      </section>
    </section>
  );
}
