import { inVietnam } from '../../days.js';
import { DayField, SelectField } from '../fields.js';
import type { PartProps } from './feedback-settings-page.js';
import { officerChoices } from './use-handlers.js';

/** Who stands in for whom, from which day to which. */
export function CoversPart({ form, faults, handlers, onChange }: PartProps) {
  const today = inVietnam(new Date()).day;
  const { covers } = form;
  const change = (place: number, part: Partial<(typeof covers)[number]>) =>
    onChange({ covers: covers.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  return (
    <section className="desk-step" aria-labelledby="covers-title">
      <h2 id="covers-title" className="section-title">
        Người thay khi nghỉ
      </h2>
      <p className="quiet">Trong những ngày ấy phản ánh mới tới người thay, và người thay làm được việc của người nghỉ.</p>
      {covers.length === 0 && <p>Chưa ai báo nghỉ.</p>}
      {covers.map((cover, place) => {
        const fault = (field: keyof typeof cover) => faults[`body.covers.${place}.${field}`];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cover is nothing but its fields
          <fieldset key={place} className="desk-group">
            <legend className="visually-hidden">Lần nghỉ {place + 1}</legend>
            <div className="desk-pair">
              <SelectField
                label="Người nghỉ"
                value={cover.officerId}
                choices={officerChoices(handlers, 'handles', 'Xin chọn', cover.officerId)}
                fault={fault('officerId')}
                onChange={(officerId) => change(place, { officerId })}
              />
              <SelectField
                label="Người thay"
                value={cover.coverOfficerId}
                choices={officerChoices(handlers, 'handles', 'Xin chọn', cover.coverOfficerId)}
                fault={fault('coverOfficerId')}
                onChange={(coverOfficerId) => change(place, { coverOfficerId })}
              />
              <DayField label="Từ ngày" value={cover.from} fault={fault('from')} onChange={(from) => change(place, { from })} />
              <DayField
                label="Đến hết ngày"
                value={cover.to}
                min={cover.from}
                fault={fault('to')}
                onChange={(to) => change(place, { to })}
              />
            </div>
            <div className="desk-tools">
              {cover.to !== '' && cover.to < today && <span className="quiet">Đã qua.</span>}
              <button type="button" className="desk-tool" onClick={() => onChange({ covers: covers.filter((_, at) => at !== place) })}>
                Bỏ lần nghỉ này
              </button>
            </div>
          </fieldset>
        );
      })}
      {covers.length < 100 && (
        <button
          type="button"
          className="desk-tool"
          onClick={() => onChange({ covers: [...covers, { officerId: '', coverOfficerId: '', from: today, to: today }] })}
        >
          Thêm lần nghỉ
        </button>
      )}
    </section>
  );
}
