import { teamCapacities } from 'backend/contracts/decisions-desk';
import { Plus, Trash2 } from 'lucide-react';
import { Field } from '../../components/field.js';
import { Checks } from '../fields.js';
import { capacityWords, teamName } from './decision-words.js';
import type { NumberedProps } from './steps-part.js';

const rules = {
  online: 'Từ 3 đến 5 người, có đại diện xóm, Mặt trận (làm tổ trưởng), đại diện hộ và người thạo công nghệ. NĐ 59/2023/NĐ-CP, Điều 5.',
  paper: 'Từ 3 đến 5 người, tổ trưởng là đại diện Mặt trận. NĐ 59/2023/NĐ-CP, Điều 4.',
  meeting: 'Bỏ phiếu kín thì cần từ 3 đến 5 người. NĐ 59/2023/NĐ-CP, Điều 3.',
} as const;

/** Who takes the opinions, hands out the ballots or counts; one person may stand for several. */
export function TeamPart({ form, faults, onChange, number }: NumberedProps) {
  const { team } = form;
  const change = (place: number, part: Partial<(typeof team)[number]>) =>
    onChange({ team: team.map((one, index) => (index === place ? { ...one, ...part } : one)) });
  return (
    <section className="desk-step" aria-labelledby="team-title">
      <h2 id="team-title" className="section-title">
        {number}
        {teamName(form)}
      </h2>
      <p className="quiet">{rules[form.way]}</p>
      {team.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: people have no key; a row is changed in its place
        <fieldset key={place} className="desk-decision-item">
          <legend className="desk-part-title">Người thứ {place + 1}</legend>
          <Field
            label="Họ và tên"
            value={one.name}
            maxLength={80}
            fault={faults[`team.${place}.name`]}
            onChange={(name) => change(place, { name })}
          />
          <Checks
            legend="Là đại diện"
            choices={teamCapacities.map((value) => ({ value, name: capacityWords[value] }))}
            chosen={one.capacities}
            fault={faults[`team.${place}.capacities`]}
            onChange={(capacities) => change(place, { capacities })}
          />
          <div className="desk-decision-tools">
            <label className="desk-check">
              <input
                type="radio"
                name="team-head"
                checked={one.head}
                onChange={() => onChange({ team: team.map((other, index) => ({ ...other, head: index === place })) })}
              />
              <span>{form.way === 'meeting' ? 'Trưởng ban' : 'Tổ trưởng'}</span>
            </label>
            <button type="button" className="text-button" onClick={() => onChange({ team: team.filter((_, index) => index !== place) })}>
              <Trash2 aria-hidden="true" size={18} /> Bỏ người thứ {place + 1}
            </button>
          </div>
        </fieldset>
      ))}
      {team.length < 5 && (
        <button
          type="button"
          className="text-button"
          onClick={() => onChange({ team: [...team, { name: '', capacities: [], head: team.length === 0 }] })}
        >
          <Plus aria-hidden="true" size={18} /> Thêm người
        </button>
      )}
    </section>
  );
}
