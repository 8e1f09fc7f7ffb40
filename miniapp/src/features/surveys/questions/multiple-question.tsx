import { otherChoice } from 'backend/contracts/survey-paths';
import { howMany, isFull, pressed } from './choice-rules.js';
import { OtherField } from './other-field.js';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

/** Any of several, within what the question allows. */
export function MultipleQuestion({ question, value, onChange, fault, number }: QuestionProps<'multiple'>) {
  const choices = value?.choices ?? [];
  const full = isFull(question, choices);
  const options = [
    ...question.options,
    ...(question.allowOther ? [{ key: otherChoice, label: 'Khác (ghi rõ)', exclusive: false, next: null }] : []),
  ];
  return (
    <QuestionFrame question={question} number={number} fault={fault}>
      <p className="survey-how-many" role="status">
        {full && question.max !== null && options.length > question.max
          ? `Đã chọn đủ ${question.max} ý. Muốn chọn ý khác, xin bỏ bớt một ý.`
          : howMany(question)}
      </p>
      {options.map(({ key, label, exclusive }) => {
        const isChosen = choices.includes(key);
        return (
          <label key={key} className="choice" data-chosen={isChosen}>
            <input
              type="checkbox"
              checked={isChosen}
              disabled={full && !isChosen && !exclusive}
              onChange={() => onChange(pressed(question, value, key))}
            />
            <span className="survey-choice-words">
              {label}
              {exclusive && <span className="choice-detail survey-alone">Chọn ý này thì bỏ các ý khác</span>}
            </span>
          </label>
        );
      })}
      {value !== undefined && choices.includes(otherChoice) && (
        <OtherField value={value.other} onChange={(other) => onChange({ ...value, other })} />
      )}
    </QuestionFrame>
  );
}
