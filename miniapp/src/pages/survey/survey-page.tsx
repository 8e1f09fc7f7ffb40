import '../../features/surveys/surveys.css';
import { pathOf } from 'backend/contracts/survey-paths';
import { useEffect, useRef } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { usePhoneIsTheirs } from '../../features/feedback/writing.js';
import type { SurveyDraft } from '../../features/surveys/survey-draft.js';
import { resumeAt } from '../../features/surveys/survey-progress.js';
import type { Sending } from '../../features/surveys/survey-sender.js';
import { type SurveyWriting, useSurveyWriting } from '../../features/surveys/survey-writing.js';
import { type AskedSurvey, type ReadSurvey, useSurvey } from '../../features/surveys/use-survey.js';
import { AllStep } from './all-step.js';
import { Answered } from './answered.js';
import { CheckStep } from './check-step.js';
import { IntroStep } from './intro-step.js';
import { QuestionStep } from './question-step.js';
import { StandAside } from './stand-aside.js';
import { addressOf, stepIn } from './survey-steps.js';
import { Thanks } from './thanks.js';

/** What each step is given. */
export type StepProps = { survey: AskedSurvey; draft: SurveyDraft; writing: SurveyWriting; sending: Sending };

/** A survey: what it is for, its questions, everything once more, and thanks. */
export default function SurveyPage() {
  const { id = '' } = useParams();
  const theirs = usePhoneIsTheirs();
  return theirs ? <Opened key={id} id={id} /> : <Waiting />;
}

function Waiting() {
  return (
    <Screen title="Khảo sát" backTo="/surveys">
      <Skeleton rows={3} tall />
    </Screen>
  );
}

const isAsked = (survey: ReadSurvey | AskedSurvey): survey is AskedSurvey => survey.form !== null;

function Opened({ id }: { id: string }) {
  const navigate = useNavigate();
  const loaded = useSurvey(id);
  const { current, sending, notice, ...writing } = useSurveyWriting(id);
  const { meet, onStale, sender } = writing;
  const ready = loaded.kind === 'ready' ? loaded : null;
  const survey = ready?.survey ?? null;
  const standing = ready?.standing ?? null;
  const again = useRef(ready?.again);
  again.current = ready?.again ?? again.current;

  useEffect(() => {
    if (survey !== null) meet(survey, standing);
  }, [survey, standing, meet]);
  useEffect(() => {
    // It is told beside the answers that stand.
    if (sending.kind === 'already') sender.finish();
  }, [sending.kind, sender]);
  useEffect(() => onStale(() => void again.current?.()), [onStale]);

  if (sending.kind === 'sent')
    return (
      <Thanks
        id={id}
        outcome={sending}
        onDone={(to) => {
          sender.finish();
          navigate(to, { replace: true });
        }}
      />
    );
  if (loaded.kind === 'failed')
    return (
      <Screen title="Khảo sát" backTo="/surveys">
        {loaded.failure.code === 'survey_not_found' ? (
          <Failure failure={loaded.failure}>
            <Button look="plain" onPress={() => navigate('/surveys', { replace: true })}>
              Xem các khảo sát
            </Button>
          </Failure>
        ) : (
          <Failure failure={loaded.failure} onRetry={loaded.retry} />
        )}
      </Screen>
    );
  if (survey === null) return <Waiting />;
  if (standing !== null && standing.kind !== 'new' && standing.kind !== 'draft' && standing.kind !== 'answered')
    return <StandAside survey={survey} standing={standing} writing={writing} draft={current} />;
  if (standing?.kind === 'answered' && !(isAsked(survey) && current?.change))
    return (
      <Answered
        survey={survey}
        standing={standing}
        told={notice}
        onChange={(answers, mark) => {
          if (!isAsked(survey)) return;
          writing.change(survey, answers, mark);
          navigate(addressOf(id, { kind: 'check' }));
        }}
      />
    );
  if (!isAsked(survey) || current === null) return <Waiting />;
  return <Steps survey={survey} draft={current} writing={writing} sending={sending} notice={notice} />;
}

function Steps({ notice, ...props }: StepProps & { notice: ReturnType<SurveyWriting['told']> }) {
  const [search] = useSearchParams();
  const { survey, draft, sending } = props;
  const step = stepIn(search);
  // What is on its way is not changed.
  if (sending.kind === 'sending' || step.kind === 'check') return <CheckStep {...props} told={notice} />;
  if (step.kind === 'all') return <AllStep {...props} told={notice} />;
  if (step.kind === 'question') {
    // A question that is not asked any more, since an earlier answer is another one.
    const isShown = pathOf(survey.form, draft.answers).shown.includes(step.key);
    const key = isShown ? step.key : resumeAt(survey.form, draft.answers, draft.at);
    if (key !== null) return <QuestionStep key={key} {...props} at={key} told={notice} />;
  }
  return <IntroStep {...props} told={notice} />;
}
