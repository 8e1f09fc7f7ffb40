import { useEffect, useState } from 'react';
import { Field } from '../../components/field.js';
import { fieldNumber, readNumber, typedNumber } from '../../features/surveys/questions/number-typing.js';

type DecimalFieldProps = {
  label: string;
  /** Null: left empty. */
  value: number | null;
  decimals: number;
  onChange: (value: number | null) => void;
  hint?: string;
};

/** A number, or nothing; what is typed stands until it is a number. */
export function DecimalField({ label, value, decimals, onChange, hint }: DecimalFieldProps) {
  const [typed, setTyped] = useState(value === null ? '' : fieldNumber(value));
  useEffect(() => {
    setTyped((before) => (readNumber(before) === value ? before : value === null ? '' : fieldNumber(value)));
  }, [value]);
  return (
    <Field
      label={label}
      inputMode="decimal"
      maxLength={16}
      value={typed}
      {...(hint === undefined ? {} : { hint })}
      onChange={(text) => {
        const next = typedNumber(text, decimals);
        setTyped(next);
        onChange(readNumber(next));
      }}
    />
  );
}
