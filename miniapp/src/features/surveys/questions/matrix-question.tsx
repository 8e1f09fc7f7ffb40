import { useId } from 'react';
import { QuestionFrame } from './question-frame.js';
import type { AnswerOf, QuestionProps } from './question-props.js';

/** One column in each row; on a phone each row is a small question of its own. */
export function MatrixQuestion({ question, value, onChange, fault, number }: QuestionProps<'matrix'>) {
  const id = useId();
  const rows = value?.rows ?? {};
  const choose = (row: string, column: string) => {
    const next: AnswerOf<'matrix'> = { type: 'matrix', rows: { ...rows, [row]: column } };
    onChange(next);
  };
  return (
    <QuestionFrame question={question} number={number} fault={fault} onClear={value === undefined ? null : () => onChange(undefined)}>
      {question.rows.map((row) => (
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA in HTML allows a fieldset to be a group of radios
        <fieldset key={row.key} className="survey-row" role="radiogroup" aria-labelledby={`${id}-${row.key}`}>
          <legend id={`${id}-${row.key}`} className="survey-row-name">
            {row.label}
          </legend>
          <div className="survey-columns">
            {question.columns.map((column) => {
              const isChosen = rows[row.key] === column.key;
              return (
                <label key={column.key} className="choice survey-column" data-chosen={isChosen}>
                  <input type="radio" name={`${id}-${row.key}`} checked={isChosen} onChange={() => choose(row.key, column.key)} />
                  <span className="survey-choice-words">{column.label}</span>
                </label>
              );
            })}
          </div>
        </fieldset>
      ))}
    </QuestionFrame>
  );
}
