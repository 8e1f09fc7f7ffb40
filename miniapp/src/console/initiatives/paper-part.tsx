import { type DeskInitiative, findSigningHouseholds, recordAssent } from 'backend/contracts/initiatives';
import { useState } from 'react';
import { Field } from '../../components/field.js';
import { inVietnam } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { sayToOfficer } from '../console-words.js';
import { isDay } from '../day-list.js';
import { DayField } from '../fields.js';
import { useSave } from '../use-save.js';

/** Households that signed on paper, written down one after the other with the day they signed. */
export function PaperPart({ id, onRecorded }: { id: string; onRecorded: (next: DeskInitiative) => void }) {
  const { busy, failure, faults, save } = useSave();
  const [typed, setTyped] = useState('');
  const [givenOn, setGivenOn] = useState(() => inVietnam(new Date()).day);
  const search = useDelayed(typed.trim(), 250);
  const found = useApi(findSigningHouseholds, search === '' ? null : { params: { id }, query: { search } }, { keepPreviousData: true });

  const record = async (householdId: string, code: string) => {
    let next: DeskInitiative | null = null;
    const sent = await save(
      isDay(givenOn) ? {} : { 'body.givenOn': 'Xin chọn ngày hộ ký.' },
      async () => {
        next = await call(recordAssent, { params: { id }, body: { householdId, givenOn } });
      },
      `Đã ghi hộ ${code}.`,
    );
    if (!sent || next === null) return;
    setTyped('');
    onRecorded(next);
  };

  return (
    <details className="desk-fold">
      <summary>Ghi hộ ký trên giấy</summary>
      <div className="desk-form">
        <DayField label="Ngày hộ ký" value={givenOn} max={inVietnam(new Date()).day} fault={faults['body.givenOn']} onChange={setGivenOn} />
        <Field
          label="Tìm hộ theo mã hộ, tên chủ hộ (không cần gõ dấu)"
          type="search"
          value={typed}
          maxLength={80}
          fault={faults['body.householdId']}
          onChange={setTyped}
        />
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
        {search !== '' && found.data !== undefined && (
          <ul className="rows" aria-label="Hộ tìm thấy">
            {found.data.households.map(({ householdId, code, headName, hamletName, representativeName }) => (
              <li key={householdId} className="row">
                <span className="row-words">
                  <span className="row-name">
                    {code} · {headName}
                  </span>
                  <span className="quiet">
                    {hamletName}
                    {representativeName !== null && representativeName !== headName && ` · đại diện: ${representativeName}`}
                  </span>
                </span>
                <button type="button" className="desk-tool" disabled={busy} onClick={() => void record(householdId, code)}>
                  Ghi hộ này
                </button>
              </li>
            ))}
          </ul>
        )}
        {search !== '' && found.data?.households.length === 0 && <p className="quiet">Không có hộ nào khớp trong sổ.</p>}
      </div>
    </details>
  );
}
