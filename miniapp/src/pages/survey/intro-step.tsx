import { questionsOf } from 'backend/contracts/survey-paths';
import type { SurveyForm } from 'backend/contracts/survey-questions';
import { CalendarClock, Clock, Eye, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Toggle } from '../../components/toggle.js';
import { spokenInstant } from '../../days.js';
import { OfflineNote, ToldNote } from '../../features/surveys/answer-notes.js';
import { SendNote } from '../../features/surveys/send-note.js';
import { progressOf, resumeAt } from '../../features/surveys/survey-progress.js';
import type { Told } from '../../features/surveys/survey-writing.js';
import type { AskedSurvey, ReadSurvey } from '../../features/surveys/use-survey.js';
import type { StepProps } from './survey-page.js';
import { addressOf, setWantsAll, wantsAll } from './survey-steps.js';

/** What it is for, how long it takes, who may see the answers; then it begins, or goes on where it was left. */
export function IntroStep({ survey, draft, sending, told }: StepProps & { told: Told }) {
  const navigate = useNavigate();
  const [all, setAll] = useState(wantsAll);
  const { id, form } = survey;
  const at = resumeAt(form, draft.answers, draft.at);
  const waits = draft.queued;
  const words = waits
    ? 'Xem lại và gửi'
    : draft.change
      ? 'Sửa tiếp câu trả lời'
      : Object.keys(draft.answers).length === 0
        ? 'Bắt đầu trả lời'
        : all
          ? 'Trả lời tiếp'
          : `Tiếp tục từ câu ${progressOf(form, draft.answers, at).number}`;
  const open = () => {
    if (waits || draft.change) return navigate(addressOf(id, { kind: 'check' }));
    if (all || at === null) return navigate(addressOf(id, { kind: 'all' }));
    navigate(addressOf(id, { kind: 'question', key: at }));
  };

  return (
    <Screen title="Khảo sát" backTo="/surveys" action={<Button onPress={open}>{words}</Button>}>
      <OfflineNote />
      <ToldNote told={told} />
      {waits && <SendNote sending={sending} />}
      <SurveyFacts survey={survey} />
      <div className="rows">
        <Toggle
          name="Xem tất cả câu hỏi"
          detail="Tắt thì mỗi trang một câu"
          on={all}
          onChange={(next) => {
            setAll(next);
            setWantsAll(next);
          }}
        />
      </div>
    </Screen>
  );
}

/** The survey before its questions: title, purpose, and the facts to know before answering. */
export function SurveyFacts({ survey }: { survey: ReadSurvey | AskedSurvey }) {
  const { title, intro, minutes, closesAt, modeSentence, audienceSentence, basis, form } = survey;
  return (
    <>
      <h2 className="survey-title">{title}</h2>
      {intro !== '' && <p className="survey-intro">{intro}</p>}
      <section className="card" aria-label="Cần biết trước khi trả lời">
        <p className="survey-advisory">Đây là ý kiến tham khảo, không phải biểu quyết.</p>
        <dl className="survey-facts">
          <Fact Icon={Eye} name="Ai thấy câu trả lời">
            {modeSentence}
          </Fact>
          <Fact Icon={Clock} name="Mất bao lâu">
            Khoảng {minutes} phút{form === null ? '' : `, ${countWords(form)}`}.
          </Fact>
          <Fact Icon={CalendarClock} name="Trả lời đến khi nào">
            Đến {spokenInstant(closesAt)}.
          </Fact>
          <Fact Icon={Users} name="Dành cho ai">
            {audienceSentence}
          </Fact>
        </dl>
        <details className="survey-basis">
          <summary>Căn cứ pháp luật</summary>
          <p>{basis}.</p>
        </details>
      </section>
    </>
  );
}

/** How many questions; where answers open others, nobody is asked more than that. */
function countWords(form: SurveyForm): string {
  const questions = questionsOf(form);
  const isFixed =
    [...form.sections, ...questions].every(({ when }) => when === null) &&
    questions.every((question) => question.type !== 'single' || question.options.every(({ next }) => next === null));
  return isFixed ? `${questions.length} câu` : `nhiều nhất ${questions.length} câu, tùy trả lời`;
}

function Fact({ Icon, name, children }: { Icon: typeof Eye; name: string; children: ReactNode }) {
  return (
    <div>
      <dt>
        <Icon aria-hidden="true" size={20} />
        <span className="visually-hidden">{name}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
