import { surveyLimits } from 'backend/contracts/survey-questions';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

/** A line of words. */
export function ShortTextQuestion({ question, value, onChange, fault, number }: QuestionProps<'short_text'>) {
  return (
    <QuestionFrame question={question} number={number} fault={fault}>
      {({ label, described }) => (
        <input
          className="field-input"
          autoComplete="off"
          maxLength={surveyLimits.shortText}
          aria-labelledby={label}
          aria-describedby={described}
          aria-invalid={fault !== undefined}
          value={value?.text ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? undefined : { type: 'short_text', text: target.value })}
        />
      )}
    </QuestionFrame>
  );
}
