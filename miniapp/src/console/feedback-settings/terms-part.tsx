import { Field } from '../../components/field.js';
import { inVietnam, plainDate } from '../../days.js';
import { dayAfter } from '../day-list.js';
import { DayField, NumberField } from '../fields.js';
import type { PartProps } from './feedback-settings-page.js';
import { nextTerms, type TermsForm, termDays, termNames, termsState } from './settings-form.js';

const words = {
  answer: { name: 'Trả lời phản ánh, kiến nghị', unit: 'ngày làm việc' },
  forward: { name: 'Chuyển góp ý về thủ tục', unit: 'ngày làm việc' },
  informationSimple: { name: 'Cung cấp thông tin có sẵn', unit: 'ngày làm việc' },
  informationComplex: { name: 'Cung cấp thông tin phức tạp', unit: 'ngày làm việc' },
  informationExtension: { name: 'Gia hạn cung cấp thông tin', unit: 'ngày làm việc' },
  extension: { name: 'Gia hạn việc khác', unit: 'ngày làm việc' },
  veryOverdueAfter: { name: 'Báo Chủ tịch khi quá hạn', unit: 'ngày làm việc' },
  fixedCheckAfterDays: { name: 'Hỏi lại “đã khắc phục chưa” sau', unit: 'ngày' },
  reopenWithinDays: { name: 'Người dân mở lại được trong', unit: 'ngày' },
} satisfies Record<keyof typeof termDays, { name: string; unit: string }>;

const stateWords = { past: 'Đã hết hiệu lực', now: 'Đang áp dụng', future: 'Sắp áp dụng' } as const;

/** The clocks with the texts they follow. What has held is never changed: reports keep what they were filed under; new terms begin on a later day. */
export function TermsPart({ form, faults, saved, onChange }: PartProps & { saved: readonly TermsForm[] }) {
  const today = inVietnam(new Date()).day;
  const { terms } = form;
  const change = (place: number, part: Partial<TermsForm>) =>
    onChange({ terms: terms.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  const latest = [today, ...terms.map(({ validFrom }) => validFrom)].sort().at(-1) ?? today;
  const isKept = (one: TermsForm) => saved.some((other) => other.validFrom === one.validFrom && one.validFrom <= today);
  return (
    <section className="desk-step" aria-labelledby="terms-title">
      <h2 id="terms-title" className="section-title">
        Thời hạn
      </h2>
      <p className="quiet">Luật đổi thì thêm thời hạn mới từ ngày có hiệu lực. Phản ánh đã gửi giữ thời hạn lúc gửi.</p>
      {terms.map((one, place) => {
        const state = termsState(terms, place, today);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: new terms have no day of their own yet
          <fieldset key={place} className="desk-group">
            <legend className="desk-part-title">
              {stateWords[state]}
              {one.validFrom !== '' && ` từ ${plainDate(one.validFrom)}`}
            </legend>
            {isKept(one) ? (
              <TermsShown terms={one} />
            ) : (
              <TermsFields
                terms={one}
                place={place}
                faults={faults}
                today={today}
                onChange={(part) => change(place, part)}
                onRemove={() => onChange({ terms: terms.filter((_, at) => at !== place) })}
              />
            )}
          </fieldset>
        );
      })}
      {terms.length < 20 && (
        <button type="button" className="desk-tool" onClick={() => onChange({ terms: [...terms, nextTerms(terms, dayAfter(latest, 1))] })}>
          Thêm thời hạn mới
        </button>
      )}
    </section>
  );
}

function TermsShown({ terms }: { terms: TermsForm }) {
  return (
    <>
      <dl className="desk-facts">
        {termNames.map((name) => (
          <div key={name} className="inbox-fact">
            <dt>{words[name].name}</dt>
            <dd>
              {terms[name]} {words[name].unit}
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{terms.source}</p>
    </>
  );
}

type TermsFieldsProps = {
  terms: TermsForm;
  place: number;
  faults: PartProps['faults'];
  today: string;
  onChange: (part: Partial<TermsForm>) => void;
  onRemove: () => void;
};

function TermsFields({ terms, place, faults, today, onChange, onRemove }: TermsFieldsProps) {
  const fault = (field: keyof TermsForm) => faults[`body.terms.${place}.${field}`];
  return (
    <>
      <div className="desk-pair">
        <DayField
          label="Từ ngày"
          value={terms.validFrom}
          min={dayAfter(today, 1)}
          fault={fault('validFrom')}
          onChange={(validFrom) => onChange({ validFrom })}
        />
        <Field
          label="Theo văn bản nào"
          hint="Số hiệu, điều; hoặc “mức của xã”."
          value={terms.source}
          maxLength={300}
          fault={fault('source')}
          onChange={(source) => onChange({ source })}
        />
      </div>
      <div className="desk-pair">
        {termNames.map((name) => (
          <NumberField
            key={name}
            label={`${words[name].name} (${words[name].unit})`}
            min={termDays[name][0]}
            max={termDays[name][1]}
            value={terms[name]}
            fault={fault(name)}
            onChange={(value) => onChange({ [name]: value })}
          />
        ))}
      </div>
      <button type="button" className="desk-tool" onClick={onRemove}>
        Bỏ thời hạn này
      </button>
    </>
  );
}
