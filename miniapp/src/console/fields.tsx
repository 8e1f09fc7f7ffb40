import { type ReactNode, useId } from 'react';
import { longDate } from '../days.js';
import { isDay } from './day-list.js';

type Common = { label: string; value: string; onChange: (value: string) => void; hint?: string; fault?: string | undefined };

function Labelled({
  id,
  label,
  hint,
  fault,
  children,
}: Pick<Common, 'label' | 'hint' | 'fault'> & {
  id: string;
  children: ReactNode;
}) {
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      {children}
      {hint !== undefined && fault === undefined && (
        <p id={`${id}-said`} className="field-hint">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-said`} className="field-fault">
          {fault}
        </p>
      )}
    </div>
  );
}

function sharedOf(id: string, { value, hint, fault }: Common) {
  return {
    id,
    className: 'field-input desk-input',
    value,
    'aria-invalid': fault !== undefined,
    'aria-describedby': hint !== undefined || fault !== undefined ? `${id}-said` : undefined,
  };
}

/** A calendar day, `YYYY-MM-DD`; the weekday stands under it, so that a wrong day is noticed. */
export function DayField({ min, max, ...common }: Common & { min?: string; max?: string }) {
  const id = useId();
  const hint = isDay(common.value) ? longDate(common.value) : common.hint;
  const withHint = hint === undefined ? common : { ...common, hint };
  return (
    <Labelled id={id} {...withHint}>
      <input {...sharedOf(id, withHint)} type="date" min={min} max={max} onChange={(event) => common.onChange(event.target.value)} />
    </Labelled>
  );
}

/** A time of day, `HH:MM`. */
export function TimeField(common: Common) {
  const id = useId();
  return (
    <Labelled id={id} {...common}>
      <input {...sharedOf(id, common)} type="time" step={300} onChange={(event) => common.onChange(event.target.value)} />
    </Labelled>
  );
}

/** A whole number, kept as typed. */
export function NumberField({ min, max, ...common }: Common & { min: number; max: number }) {
  const id = useId();
  return (
    <Labelled id={id} {...common}>
      <input
        {...sharedOf(id, common)}
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        onChange={(event) => common.onChange(event.target.value)}
      />
    </Labelled>
  );
}

/** One of a list that would be too long for radio cards. */
export function SelectField({ choices, ...common }: Common & { choices: readonly { value: string; name: string }[] }) {
  const id = useId();
  return (
    <Labelled id={id} {...common}>
      <select {...sharedOf(id, common)} onChange={(event) => common.onChange(event.target.value)}>
        {choices.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

type ChecksProps<V extends string> = {
  legend: string;
  choices: readonly { value: V; name: string; detail?: string | null }[];
  chosen: readonly V[];
  onChange: (chosen: V[]) => void;
  fault?: string | undefined;
};

/** Any of several, as boxes to tick. */
export function Checks<V extends string>({ legend, choices, chosen, onChange, fault }: ChecksProps<V>) {
  const id = useId();
  return (
    <fieldset className="desk-checks" aria-describedby={fault === undefined ? undefined : id}>
      <legend className="field-label">{legend}</legend>
      {choices.map(({ value, name, detail }) => (
        <label key={value} className="desk-check">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])}
          />
          <span>
            {name}
            {detail != null && <span className="quiet desk-block">{detail}</span>}
          </span>
        </label>
      ))}
      {fault !== undefined && (
        <p id={id} className="field-fault">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
