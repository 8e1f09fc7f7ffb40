import { isBlank, pathOf } from 'backend/contracts/survey-paths';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { KeptNote, OfflineNote, ToldNote } from '../../features/surveys/answer-notes.js';
import { ProgressLine } from '../../features/surveys/progress-line.js';
import { askedOf, besideOf } from '../../features/surveys/questions/asked.js';
import { SurveyView } from '../../features/surveys/questions/survey-view.js';
import { faultOf, faultsIn, progressOf, progressWords } from '../../features/surveys/survey-progress.js';
import type { Told } from '../../features/surveys/survey-writing.js';
import { useSurveyPhotos } from '../../features/surveys/use-survey-photos.js';
import type { StepProps } from './survey-page.js';
import { addressOf, setWantsAll, stateIn } from './survey-steps.js';
import { useFocusQuestion } from './use-focus-question.js';

/** One question a screen. Going back never loses anything; going on asks for what has to be answered. */
export function QuestionStep({ survey, draft, writing, sending, at, told }: StepProps & { at: string; told: Told }) {
  const navigate = useNavigate();
  const state = stateIn(useLocation().state);
  const [found, setFound] = useState(false);
  const focusQuestion = useFocusQuestion();
  const photosOf = useSurveyPhotos(writing, draft);
  const { id, form } = survey;
  const { answers } = draft;
  const asked = askedOf(form, answers);
  const place = asked.find(({ question }) => question.key === at);
  const { before, after } = besideOf(asked, at);
  const question = (key: string) => addressOf(id, { kind: 'question', key });
  const { goTo } = writing;

  useEffect(() => goTo(at), [goTo, at]);

  // Below a question lies the one before it, also when somebody went on in the middle: going back on the phone leads there.
  const isLaid = before === null || state.below === before || state.mending !== undefined;
  useEffect(() => {
    if (isLaid || before === null) return;
    navigate(question(before), { replace: true });
    navigate(question(at), { state: { below: before } });
  });

  if (place === undefined) return null;
  const own = found ? faultOf(place.question, answers) : null;
  const said = sending.kind === 'faults' ? sending.questions[at] : undefined;
  const fault = own ?? said;
  const progress = progressOf(form, answers, at);
  const isFirstOfSection = asked.find(({ section }) => section === place.section) === place;
  const { title, intro } = place.section;

  const goOn = () => {
    if (faultOf(place.question, answers) !== null) {
      setFound(true);
      return focusQuestion(at);
    }
    writing.heard();
    goTo(null);
    if (state.mending !== undefined) return mended(state.mending);
    const next = after === null ? addressOf(id, { kind: 'check' }) : question(after);
    navigate(next, { state: { below: at } });
  };

  /** Another answer may ask what the person has not seen: that comes first, then everything once more. */
  const mended = (before: string[]) => {
    const seen = [...before, at];
    const faults = faultsIn(form, answers);
    const next = pathOf(form, answers).shown.find((key) => key !== at && (!seen.includes(key) || key in faults));
    if (next === undefined) navigate(-1);
    else navigate(question(next), { replace: true, state: { mending: seen } });
  };

  return (
    <Screen
      title={progressWords(progress)}
      backTo={before === null ? addressOf(id, { kind: 'intro' }) : question(before)}
      action={
        <Button onPress={goOn}>
          {state.mending !== undefined
            ? 'Xong câu này'
            : !place.question.required && isBlank(answers[at])
              ? 'Bỏ qua câu này'
              : after === null
                ? 'Xem lại câu trả lời'
                : 'Đi tiếp'}
        </Button>
      }
    >
      <div className="survey-where">
        <ProgressLine {...progress} />
        <p className="quiet">{survey.title}</p>
      </div>
      <OfflineNote />
      <ToldNote told={told} />
      {title !== '' && <h2 className="section-title">{title}</h2>}
      {isFirstOfSection && intro !== '' && <p className="survey-section-intro">{intro}</p>}
      <SurveyView
        form={form}
        answers={answers}
        onAnswer={writing.answer}
        show={{ question: at }}
        {...(fault === undefined ? {} : { faults: { [at]: fault } })}
        photosOf={photosOf}
      />
      <KeptNote draft={draft} />
      {state.mending === undefined && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            setWantsAll(true);
            navigate(addressOf(id, { kind: 'all' }));
          }}
        >
          Xem tất cả câu hỏi
        </button>
      )}
    </Screen>
  );
}
