import { pathOf } from 'backend/contracts/survey-paths';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Notice } from '../../components/states.js';
import { KeptNote, OfflineNote, ToldNote } from '../../features/surveys/answer-notes.js';
import { ProgressLine } from '../../features/surveys/progress-line.js';
import { SurveyView } from '../../features/surveys/questions/survey-view.js';
import { faultsIn, progressOf, resumeAt } from '../../features/surveys/survey-progress.js';
import type { Told } from '../../features/surveys/survey-writing.js';
import { useSurveyPhotos } from '../../features/surveys/use-survey-photos.js';
import type { StepProps } from './survey-page.js';
import { addressOf, setWantsAll } from './survey-steps.js';
import { useFocusQuestion } from './use-focus-question.js';

/** Everything that is asked on one page; more is asked, or less, as the answers say. */
export function AllStep({ survey, draft, writing, sending, told }: StepProps & { told: Told }) {
  const navigate = useNavigate();
  const [found, setFound] = useState(false);
  const focusQuestion = useFocusQuestion();
  const photosOf = useSurveyPhotos(writing, draft);
  const { id, form } = survey;
  const { answers } = draft;
  const { answered, of } = progressOf(form, answers, null);
  const own = found ? faultsIn(form, answers) : {};
  const faults = { ...(sending.kind === 'faults' ? sending.questions : {}), ...own };

  const goOn = () => {
    const [first] = Object.keys(faultsIn(form, answers));
    if (first !== undefined) {
      setFound(true);
      return focusQuestion(first);
    }
    writing.heard();
    writing.goTo(pathOf(form, answers).shown.at(-1) ?? null);
    navigate(addressOf(id, { kind: 'check' }));
  };

  return (
    <Screen
      title={`Đã trả lời ${answered} trong ${of} câu`}
      backTo={addressOf(id, { kind: 'intro' })}
      action={<Button onPress={goOn}>Xem lại câu trả lời</Button>}
    >
      <div className="survey-where">
        <ProgressLine number={answered} of={of} />
        <p className="quiet">{survey.title}</p>
      </div>
      <OfflineNote />
      <ToldNote told={told} />
      <button
        type="button"
        className="text-button"
        onClick={() => {
          setWantsAll(false);
          const key = resumeAt(form, answers, draft.at);
          if (key !== null) navigate(addressOf(id, { kind: 'question', key }), { replace: true });
        }}
      >
        Xem từng câu một
      </button>
      <SurveyView form={form} answers={answers} onAnswer={writing.answer} show="all" faults={faults} photosOf={photosOf} />
      {Object.keys(own).length > 0 && (
        <Notice tone="attention">
          <p>Còn {Object.keys(own).length} câu cần trả lời hoặc sửa, có ghi rõ ở từng câu.</p>
        </Notice>
      )}
      <KeptNote draft={draft} />
    </Screen>
  );
}
