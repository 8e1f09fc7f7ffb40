import type { ReplyOf } from 'backend/contracts/endpoint';
import { listHandlingOfficers } from 'backend/contracts/feedback-desk';
import type { CallFailure } from '../../api.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { count } from './feedback-words.js';

export type HandlingOfficer = ReplyOf<typeof listHandlingOfficers>['officers'][number];
export type Officers = { list: readonly HandlingOfficer[]; failure: CallFailure | undefined };

/** Who reads reports: with what each has open and may be given. */
export function useOfficers(): Officers {
  const { data, error } = useApi(listHandlingOfficers, {}, { revalidateOnFocus: false });
  return { list: data?.officers ?? [], failure: error };
}

const nameAndTitle = ({ name, title }: Pick<HandlingOfficer, 'name' | 'title'>): string => (title === null ? name : `${name} – ${title}`);

/** An officer in one line: name, title, who stands in today, how much is open. */
export function officerWords({ coveredBy, open, ...officer }: HandlingOfficer): string {
  return [
    nameAndTitle(officer),
    coveredBy === null ? null : `nghỉ, ${coveredBy} thay`,
    open === 0 ? 'chưa có việc' : `${count(open)} việc đang mở`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

type OfficerFieldProps = {
  label: string;
  officers: Officers;
  /** What they are wanted for. */
  wanted?: 'handles' | 'opensPetitions';
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
export function OfficerField({
  label,
  officers,
  wanted = 'handles',
  value,
  nobody = 'Xin chọn',
  without = [],
  hint,
  fault,
  onChange,
}: OfficerFieldProps) {
  const said = officers.failure === undefined ? hint : sayToOfficer(officers.failure);
  return (
    <SelectField
      label={label}
      value={value}
      choices={[
        { value: '', name: nobody },
        ...officers.list
          .filter((one) => one[wanted] && !without.includes(one.id))
          .map((one) => ({ value: one.id, name: wanted === 'handles' ? officerWords(one) : nameAndTitle(one) })),
      ]}
      {...(said === undefined ? {} : { hint: said })}
      fault={fault}
      onChange={onChange}
    />
  );
}
