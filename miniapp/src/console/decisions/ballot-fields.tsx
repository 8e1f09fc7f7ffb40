import type { DeskDecision } from 'backend/contracts/decisions-desk';
import { useId } from 'react';
import { Field } from '../../components/field.js';
import type { Typing } from './ballot-typing.js';
import { choicesOf, withPressed } from './count-logic.js';

type BallotFieldsProps = {
  one: DeskDecision;
  /** What stands before the number on this hamlet's ballots. */
  prefix: string;
  typing: Typing;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<Typing>) => void;
};

/** Number of the ballot and what is marked on it: typed with the number row, or pressed on a phone. */
export function BallotFields({ one, prefix, typing, faults, onChange }: BallotFieldsProps) {
  const seats = one.style === 'election' ? one.draft.seats : 1;
  const read = choicesOf(typing.choice, one.options, seats);
  const chosen = 'fault' in read ? [] : read.choices;
  const isInvalid = !('fault' in read) && !read.valid;
  const press = (number: number) => onChange({ choice: withPressed(typing.choice, number, one.options, seats) });
  return (
    <>
      <div className="desk-pair">
        <KeyedField
          field="serial"
          label="Số phiếu"
          hint={`Chỉ gõ số in ở góc phiếu: 7 là ${prefix}-0007.`}
          value={typing.serial}
          fault={faults.serial}
          onChange={(serial) => onChange({ serial })}
        />
        <KeyedField
          field="choice"
          label={seats > 1 ? `Chọn (nhiều nhất ${seats})` : 'Chọn'}
          hint="Gõ số của phương án; 0 là phiếu không hợp lệ."
          value={typing.choice}
          fault={faults.choice}
          onChange={(choice) => onChange({ choice })}
        />
      </div>
      <ul className="desk-decision-press" aria-label="Phương án trên phiếu">
        {one.options.map(({ key, label }, place) => (
          <li key={key}>
            <button type="button" className="desk-decision-pressed" aria-pressed={chosen.includes(key)} onClick={() => press(place + 1)}>
              <strong>{place + 1}</strong> {label}
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="desk-decision-pressed" aria-pressed={isInvalid} onClick={() => press(0)}>
            <strong>0</strong> Phiếu không hợp lệ
          </button>
        </li>
      </ul>
      {chosen.includes('other') && (
        <Field
          label="Ý kiến khác, ghi như trên phiếu"
          value={typing.other}
          maxLength={500}
          fault={faults.other}
          onChange={(other) => onChange({ other })}
        />
      )}
    </>
  );
}

type KeyedFieldProps = {
  field: 'serial' | 'choice';
  label: string;
  hint: string;
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
};

function KeyedField({ field, label, hint, value, fault, onChange }: KeyedFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <input
        id={id}
        data-field={field}
        className="field-input desk-decision-number"
        inputMode={field === 'choice' ? 'numeric' : 'text'}
        autoComplete="off"
        maxLength={field === 'choice' ? 90 : 14}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-said`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-said`} className={fault === undefined ? 'field-hint' : 'field-fault'}>
        {fault ?? hint}
      </p>
    </div>
  );
}
