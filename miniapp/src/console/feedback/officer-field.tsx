import type { ReplyOf } from 'backend/contracts/endpoint';
import { listHandlingOfficers } from 'backend/contracts/feedback-desk';
import type { CallFailure } from '../../api.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { count } from './feedback-words.js';

export type HandlingOfficer = ReplyOf<typeof listHandlingOfficers>['officers'][number];
export type Officers = { list: readonly HandlingOfficer[]; failure: CallFailure | undefined };

/** Who takes reports, with what each has open. */
export function useOfficers(): Officers {
  const { data, error } = useApi(listHandlingOfficers, {}, { revalidateOnFocus: false });
  return { list: data?.officers ?? [], failure: error };
}

/** An officer in one line: name, title, who stands in today, how much is open. */
export function officerWords({ name, title, coveredBy, open }: HandlingOfficer): string {
  return [
    title === null ? name : `${name} – ${title}`,
    coveredBy === null ? null : `nghỉ, ${coveredBy} thay`,
    open === 0 ? 'chưa có việc' : `${count(open)} việc đang mở`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

type OfficerFieldProps = {
  label: string;
  officers: Officers;
  value: string;
  /** Chosen by nobody: "Xin chọn", or what it means that nobody is. */
  nobody?: string;
  /** Somebody who is out of the question here. */
  without?: readonly string[];
  hint?: string;
  fault?: string | undefined;
  onChange: (officerId: string) => void;
};

/** One of the officers. */
export function OfficerField({ label, officers, value, nobody = 'Xin chọn', without = [], hint, fault, onChange }: OfficerFieldProps) {
  const said = officers.failure === undefined ? hint : sayToOfficer(officers.failure);
  return (
    <SelectField
      label={label}
      value={value}
      choices={[
        { value: '', name: nobody },
        ...officers.list.filter(({ id }) => !without.includes(id)).map((one) => ({ value: one.id, name: officerWords(one) })),
      ]}
      {...(said === undefined ? {} : { hint: said })}
      fault={fault}
      onChange={onChange}
    />
  );
}
