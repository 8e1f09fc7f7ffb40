import { useId } from 'react';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';
import { stepsOf } from './scale-steps.js';

/** A step of a scale: a card each where every step has a name, otherwise numbers in a line with the ends named. */
export function ScaleQuestion({ question, value, onChange, fault, number }: QuestionProps<'scale'>) {
  const name = useId();
  const steps = stepsOf(question);
  const isNamed = question.allLabels.some((label) => label !== '');
  return (
    <QuestionFrame
      question={question}
      number={number}
      fault={fault}
      isChoice
      onClear={value === undefined ? null : () => onChange(undefined)}
    >
      <div className={isNamed ? 'survey-named-steps' : 'survey-steps'}>
        {steps.map((step) => (
          <label key={step.value} className={isNamed ? 'choice' : 'survey-step'} data-chosen={step.value === value?.value}>
            <input
              type="radio"
              name={name}
              checked={step.value === value?.value}
              onChange={() => onChange({ type: 'scale', value: step.value })}
            />
            <span className="survey-step-value">{step.value}</span>
            {isNamed ? (
              <span className="survey-choice-words">{step.label}</span>
            ) : (
              step.label !== '' && <span className="visually-hidden">, {step.label}</span>
            )}
          </label>
        ))}
      </div>
      {!isNamed && (question.lowLabel !== '' || question.highLabel !== '') && (
        <p className="survey-ends" aria-hidden="true">
          <span>
            {question.from}: {question.lowLabel}
          </span>
          <span>
            {question.to}: {question.highLabel}
          </span>
        </p>
      )}
    </QuestionFrame>
  );
}
