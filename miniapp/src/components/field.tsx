import { type HTMLAttributes, useId } from 'react';

type FieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  /** What is wrong with what was typed. */
  fault?: string | undefined;
  type?: 'text' | 'tel' | 'search';
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  autoComplete?: string;
  maxLength?: number;
  placeholder?: string;
  rows?: number;
};

/** A labelled field, 52 px high; with `rows` it takes several lines. The fault is tied to the field for screen readers. */
export function Field({
  label,
  value,
  onChange,
  hint,
  fault,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  maxLength,
  placeholder,
  rows,
}: FieldProps) {
  const id = useId();
  const described = fault !== undefined ? `${id}-fault` : hint !== undefined ? `${id}-hint` : undefined;
  const shared = {
    id,
    className: 'field-input',
    value,
    maxLength,
    placeholder,
    'aria-invalid': fault !== undefined,
    'aria-describedby': described,
  };
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {rows === undefined ? (
        <input
          {...shared}
          type={type}
          inputMode={inputMode}
          autoComplete={autoComplete}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <textarea {...shared} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="field-fault">
          {fault}
        </p>
      )}
    </div>
  );
}
