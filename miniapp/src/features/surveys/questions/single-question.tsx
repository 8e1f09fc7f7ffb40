import { otherChoice } from 'backend/contracts/survey-paths';
import { useId } from 'react';
import { OtherField } from './other-field.js';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

/** One of several. */
export function SingleQuestion({ question, value, onChange, fault, number }: QuestionProps<'single'>) {
  const name = useId();
  const options = [...question.options, ...(question.allowOther ? [{ key: otherChoice, label: 'Khác (ghi rõ)' }] : [])];
  return (
    <QuestionFrame
      question={question}
      number={number}
      fault={fault}
      isChoice
      onClear={value === undefined ? null : () => onChange(undefined)}
    >
      {options.map(({ key, label }) => (
        <label key={key} className="choice" data-chosen={key === value?.choice}>
          <input
            type="radio"
            name={name}
            checked={key === value?.choice}
            onChange={() => onChange({ type: 'single', choice: key, other: '' })}
          />
          <span className="survey-choice-words">{label}</span>
        </label>
      ))}
      {value?.choice === otherChoice && <OtherField value={value.other} onChange={(other) => onChange({ ...value, other })} />}
    </QuestionFrame>
  );
}
