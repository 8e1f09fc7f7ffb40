import { useId } from 'react';

type RuleFieldProps = {
  name: string;
  says: string;
  /** `time` takes a time of day, otherwise a whole number. */
  kind?: 'number' | 'time';
  unit?: string;
  min?: number;
  max?: number;
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
};

/** One rule: its name and what it does at the left, its value with the unit at the right. */
export function RuleField({ name, says, kind = 'number', unit, min, max, value, fault, onChange }: RuleFieldProps) {
  const id = useId();
  const shared = {
    id,
    className: 'field-input desk-input',
    value,
    'aria-invalid': fault !== undefined,
    'aria-describedby': fault === undefined ? `${id}-says` : `${id}-says ${id}-fault`,
  };
  return (
    <div className="field desk-rule">
      <label htmlFor={id} className="field-label">
        {name}
        {unit !== undefined && <span className="desk-rule-unit-said"> ({unit})</span>}
      </label>
      <p id={`${id}-says`} className="field-hint">
        {says}
      </p>
      <div className="desk-rule-value" data-kind={kind}>
        {kind === 'time' ? (
          <input {...shared} type="time" step={300} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input
            {...shared}
            type="number"
            inputMode="numeric"
            min={min}
            max={max}
            onWheel={(event) => event.currentTarget.blur()}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
        {unit !== undefined && <span aria-hidden="true">{unit}</span>}
      </div>
      {fault !== undefined && (
        <p id={`${id}-fault`} className="field-fault">
          {fault}
        </p>
      )}
    </div>
  );
}
