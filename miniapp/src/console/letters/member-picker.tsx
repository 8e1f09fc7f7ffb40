import { listAudience } from 'backend/contracts/audience';
import { useId, useState } from 'react';
import { Field } from '../../components/field.js';
import { useApi } from '../../use-api.js';
import type { Person } from './letter-form.js';

type PickerProps = { label: string; hint: string; chosen: Person | null; onChoose: (person: Person | null) => void };

/** Finds somebody the commune can reach on Zalo, by any part of the name, with or without marks. */
export function MemberPicker({ label, hint, chosen, onChoose }: PickerProps) {
  const id = useId();
  const [search, setSearch] = useState('');
  const wanted = search.trim();
  const found = useApi(listAudience, wanted.length < 2 ? null : { query: { search: wanted } }, { keepPreviousData: true });

  if (chosen !== null)
    return (
      <div className="desk-chosen">
        <p>
          {label}: <strong>{chosen.name}</strong>
        </p>
        <button type="button" className="desk-tool" aria-label={`Bỏ chọn ${chosen.name}`} onClick={() => onChoose(null)}>
          Bỏ chọn
        </button>
      </div>
    );
  const members = wanted.length < 2 ? [] : (found.data?.members ?? []);
  return (
    <div className="field">
      <Field label={label} hint={hint} type="search" value={search} maxLength={80} onChange={setSearch} />
      {members.length > 0 && (
        <ul className="desk-options" id={id} aria-label="Người tìm thấy">
          {members.map((member) => (
            <li key={member.id}>
              <button
                type="button"
                className="desk-option"
                onClick={() => {
                  setSearch('');
                  onChoose({ id: member.id, name: member.name ?? 'Chưa rõ tên' });
                }}
              >
                <span>{member.name ?? 'Chưa rõ tên'}</span>
                <span className="quiet">{[member.hamletName, member.birthYear].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {wanted.length >= 2 && found.data !== undefined && members.length === 0 && (
        <p className="quiet" role="status">
          Không thấy ai tên như vậy trên Zalo của xã.
        </p>
      )}
    </div>
  );
}
