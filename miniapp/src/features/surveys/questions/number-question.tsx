import { useEffect, useState } from 'react';
import { fieldNumber, readBack, readNumber, typedNumber } from './number-typing.js';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

/** A number, with the unit behind it. What is typed is kept until it is a number. */
export function NumberQuestion({ question, value, onChange, fault, number }: QuestionProps<'number'>) {
  const given = value?.value ?? null;
  const [typed, setTyped] = useState(given === null ? '' : fieldNumber(given));

  useEffect(() => {
    // Something else changed the answer: another phone, or beginning anew.
    setTyped((before) => (readNumber(before) === given ? before : given === null ? '' : fieldNumber(given)));
  }, [given]);

  const type = (text: string) => {
    const next = typedNumber(text, question.decimals);
    setTyped(next);
    const read = readNumber(next);
    onChange(read === null ? undefined : { type: 'number', value: read });
  };
  const back = given === null ? null : readBack(given, question.unit);
  const own = typed !== '' && readNumber(typed) === null ? 'Xin ghi một con số.' : undefined;
  return (
    <QuestionFrame question={question} number={number} fault={fault ?? own}>
      {({ label, described }) => (
        <>
          <span className="survey-with-unit">
            <input
              className="field-input"
              inputMode={question.decimals === 0 && (question.min ?? -1) >= 0 ? 'numeric' : 'decimal'}
              autoComplete="off"
              maxLength={20}
              aria-labelledby={label}
              aria-describedby={described}
              aria-invalid={(fault ?? own) !== undefined}
              value={typed}
              onChange={(event) => type(event.target.value)}
            />
            {question.unit !== '' && <span className="survey-unit">{question.unit}</span>}
          </span>
          {back !== null && <p className="survey-said">Là {back}.</p>}
        </>
      )}
    </QuestionFrame>
  );
}
