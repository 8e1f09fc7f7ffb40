import { useState } from 'react';
import { DayField, TimeField } from '../fields.js';
import { dayAndTimeOf, instantOf } from './survey-draft.js';

type InstantFieldProps = {
  what: string;
  value: string | null;
  usualTime: string;
  fault: string | undefined;
  onChange: (instant: string | null) => void;
};

/** A day and a time; null until both are there. */
export function InstantField({ what, value, usualTime, fault, onChange }: InstantFieldProps) {
  const [typed, setTyped] = useState(() => dayAndTimeOf(value, usualTime));
  const type = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    onChange(instantOf(next.day, next.time));
  };
  return (
    <div className="desk-pair">
      <DayField label={`${what} ngày`} value={typed.day} fault={fault} onChange={(day) => type({ day })} />
      <TimeField label={`${what} lúc`} value={typed.time} onChange={(time) => type({ time })} />
    </div>
  );
}
