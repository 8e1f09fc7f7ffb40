import { type DeskDecision, listRoll, type RollRow, type Witness } from 'backend/contracts/decisions-desk';
import { useState } from 'react';
import { Field } from '../../components/field.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';

type WitnessFieldsProps = {
  one: Pick<DeskDecision, 'id'>;
  witnesses: readonly Witness[];
  fault: string | undefined;
  onChange: (witnesses: readonly Witness[]) => void;
};

/** Two representatives of households who watch the counting (Luật 10/2022/QH15 Art. 20; NĐ 59/2023 Art. 4), found in the roll. */
export function WitnessFields({ one, witnesses, fault, onChange }: WitnessFieldsProps) {
  const [typed, setTyped] = useState('');
  const asked = useDelayed(typed.trim(), 250);
  const found = useApi(listRoll, asked.length < 2 ? null : { params: { id: one.id }, query: { search: asked } }, {
    keepPreviousData: true,
  });
  const rows =
    asked.length < 2 ? [] : (found.data?.rows ?? []).filter(({ code }) => !witnesses.some(({ householdCode }) => householdCode === code));
  const take = (row: RollRow) => {
    onChange([...witnesses, { name: row.representativeName ?? row.headName, householdCode: row.code }]);
    setTyped('');
  };
  return (
    <div className="desk-form">
      {witnesses.map((witness, place) => (
        <div key={witness.householdCode} className="desk-decision-witness">
          <Field
            label={`Người chứng kiến ${place + 1} (hộ ${witness.householdCode})`}
            value={witness.name}
            maxLength={80}
            onChange={(name) => onChange(witnesses.map((other) => (other === witness ? { ...other, name } : other)))}
          />
          <button type="button" className="text-button" onClick={() => onChange(witnesses.filter((other) => other !== witness))}>
            Bỏ
          </button>
        </div>
      ))}
      {witnesses.length < 4 && (
        <Field
          label={witnesses.length < 2 ? `Đại diện hộ chứng kiến thứ ${witnesses.length + 1}` : 'Thêm người chứng kiến (nếu có)'}
          hint="Gõ tên hoặc mã hộ, không cần dấu, rồi chọn trong danh sách."
          value={typed}
          maxLength={80}
          fault={witnesses.length < 2 ? fault : undefined}
          onChange={setTyped}
        />
      )}
      {rows.length > 0 && (
        <ul className="desk-options" aria-label="Hộ tìm thấy">
          {rows.slice(0, 6).map((row) => (
            <li key={row.householdId}>
              <button type="button" className="desk-option" onClick={() => take(row)}>
                {row.representativeName ?? row.headName}
                <span className="quiet">Hộ {row.code}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {asked.length >= 2 && asked === typed.trim() && found.data?.rows.length === 0 && (
        <p className="quiet">Không có hộ nào như vậy trong danh sách.</p>
      )}
    </div>
  );
}
