import { longDate } from '../../../days.js';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

/** A day; it is read back with its weekday. */
export function DateQuestion({ question, value, onChange, fault, number }: QuestionProps<'date'>) {
  const day = value?.value ?? '';
  return (
    <QuestionFrame question={question} number={number} fault={fault}>
      {({ label, described }) => (
        <>
          <input
            type="date"
            className="field-input"
            min={question.min ?? undefined}
            max={question.max ?? undefined}
            aria-labelledby={label}
            aria-describedby={described}
            aria-invalid={fault !== undefined}
            value={day}
            onChange={({ target }) => onChange(target.value === '' ? undefined : { type: 'date', value: target.value })}
          />
          {day !== '' && <p className="survey-said">{longDate(day)}</p>}
        </>
      )}
    </QuestionFrame>
  );
}
