import { useId } from 'react';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

/** A sentence to agree to, or not. */
export function ConsentQuestion({ question, value, onChange, fault, number }: QuestionProps<'consent'>) {
  const name = useId();
  const choices = [
    { agreed: true, words: 'Tôi đồng ý' },
    { agreed: false, words: 'Tôi không đồng ý' },
  ];
  return (
    <QuestionFrame
      question={question}
      number={number}
      fault={fault}
      isChoice
      onClear={value === undefined ? null : () => onChange(undefined)}
    >
      {question.statement !== '' && <p className="survey-statement">{question.statement}</p>}
      {choices.map(({ agreed, words }) => (
        <label key={words} className="choice" data-chosen={agreed === value?.agreed}>
          <input type="radio" name={name} checked={agreed === value?.agreed} onChange={() => onChange({ type: 'consent', agreed })} />
          <span className="survey-choice-words">{words}</span>
        </label>
      ))}
    </QuestionFrame>
  );
}
