import { type ReactNode, useId } from 'react';

export type Choice<V extends string> = { value: V; name: string; detail?: ReactNode; disabled?: boolean };

type ChoicesProps<V extends string> = {
  legend: string;
  choices: readonly Choice<V>[];
  value: V | null;
  onChoose: (value: V) => void;
  /** Small choices stand side by side. */
  small?: boolean;
  /** What is wrong as long as nothing is chosen. */
  fault?: string | undefined;
};

/** One of several, as large cards; a radio group to the keyboard and to screen readers. */
export function Choices<V extends string>({ legend, choices, value, onChoose, small = false, fault }: ChoicesProps<V>) {
  const name = useId();
  return (
    <fieldset
      className={small ? 'choices choices-small' : 'choices'}
      tabIndex={-1}
      {...(fault === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${name}-fault` })}
    >
      <legend className="choices-legend">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="choice" data-chosen={choice.value === value}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.disabled}
            onChange={() => onChoose(choice.value)}
          />
          <span className="choice-words">
            <span className="choice-name">{choice.name}</span>
            {choice.detail !== undefined && <span className="choice-detail">{choice.detail}</span>}
          </span>
        </label>
      ))}
      {fault !== undefined && (
        <p id={`${name}-fault`} className="field-fault">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
