import { Field } from '../../components/field.js';
import { charactersIn } from './draft.js';

type WordsFieldProps = {
  label: string;
  hint?: string;
  value: string;
  max: number;
  rows?: number;
  fault?: string | undefined;
  onChange: (value: string) => void;
};

/** A field for several lines that counts as the commune does. Nothing is cut off while it is being written; too long is said. */
export function WordsField({ label, hint, value, max, rows = 6, fault, onChange }: WordsFieldProps) {
  const length = charactersIn(value);
  const over = length - max;
  return (
    <div className="words-field">
      <Field
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={value}
        rows={rows}
        // Far beyond what is allowed nobody writes; what is pasted by mistake must not bring the phone to its knees.
        maxLength={max * 5}
        fault={fault}
        onChange={onChange}
      />
      <p className={over > 0 ? 'counter counter-over' : 'counter'}>
        {over > 0
          ? `Thừa ${over.toLocaleString('vi-VN')} ký tự`
          : `${length.toLocaleString('vi-VN')} / ${max.toLocaleString('vi-VN')} ký tự`}
      </p>
    </div>
  );
}
