import './questions.css';
import type { Question } from 'backend/contracts/survey-questions';
import { type ReactNode, useId } from 'react';
import { questionElementId } from './question-props.js';

type QuestionFrameProps = {
  question: Question;
  number: number | null;
  fault: string | undefined;
  /** One of several is chosen with the arrow keys; said to screen readers. */
  isChoice?: boolean;
  /** Takes the answer back; null where the answer itself can be emptied, or there is none. */
  onClear?: (() => void) | null;
  /** Gets the ids of what a field is called and described by. */
  children: ReactNode | ((ids: { label: string; described: string | undefined }) => ReactNode);
};

/** The words around every question: what is asked, whether it must be answered, help, what is wrong. */
export function QuestionFrame({ question, number, fault, isChoice = false, onClear = null, children }: QuestionFrameProps) {
  const id = useId();
  const described = [question.help === '' ? null : `${id}-help`, fault === undefined ? null : `${id}-fault`].filter((one) => one !== null);
  const ids = { label: `${id}-title`, described: described.length === 0 ? undefined : described.join(' ') };
  return (
    <fieldset
      id={questionElementId(question.key)}
      className="survey-question"
      tabIndex={-1}
      aria-describedby={ids.described}
      {...(isChoice ? { role: 'radiogroup', 'aria-required': question.required, 'aria-invalid': fault !== undefined } : {})}
    >
      <legend className="survey-question-legend">
        <span id={ids.label} className="survey-question-title">
          {number !== null && <span className="survey-question-number">{number}. </span>}
          {question.title === '' ? <span className="survey-question-empty">Chưa ghi câu hỏi</span> : question.title}
        </span>
        <span className="survey-question-must">{question.required ? 'Cần trả lời' : 'Có thể bỏ qua'}</span>
      </legend>
      {question.help !== '' && (
        <p id={`${id}-help`} className="survey-question-help">
          {question.help}
        </p>
      )}
      {typeof children === 'function' ? children(ids) : children}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="field-fault survey-question-fault">
          {fault}
        </p>
      )}
      {onClear !== null && !question.required && (
        <button type="button" className="text-button survey-clear" onClick={onClear}>
          Bỏ câu trả lời này
        </button>
      )}
    </fieldset>
  );
}
