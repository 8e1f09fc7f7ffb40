import { surveyLimits } from 'backend/contracts/survey-questions';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

const most = surveyLimits.longText;

/** Several lines of words; how much room is left is said near the end. */
export function LongTextQuestion({ question, value, onChange, fault, number }: QuestionProps<'long_text'>) {
  const text = value?.text ?? '';
  return (
    <QuestionFrame question={question} number={number} fault={fault}>
      {({ label, described }) => (
        <>
          <textarea
            className="field-input"
            rows={5}
            maxLength={most}
            aria-labelledby={label}
            aria-describedby={described}
            aria-invalid={fault !== undefined}
            value={text}
            onChange={({ target }) => onChange(target.value === '' ? undefined : { type: 'long_text', text: target.value })}
          />
          {text.length > most - 200 && <p className="survey-said">Còn viết được {most - text.length} ký tự.</p>}
        </>
      )}
    </QuestionFrame>
  );
}
