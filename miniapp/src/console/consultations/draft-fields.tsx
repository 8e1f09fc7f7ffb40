import type { DeskConsultation } from 'backend/contracts/consultation-desk';
import { consultationForms, consultationMatters, matterOfDuties } from 'backend/contracts/consultation-matters';
import { Field } from '../../components/field.js';
import { plainDate } from '../../days.js';
import { Checks, DayField, SelectField } from '../fields.js';
import type { DraftForm } from './draft-form.js';

type FieldsProps = {
  form: DraftForm;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<DraftForm>) => void;
};

/** What it is about, in plain words. */
export function MatterFields({ form, faults, onChange }: FieldsProps) {
  const chosen = consultationMatters.find(({ number }) => String(number) === form.matter);
  return (
    <section className="desk-step" aria-labelledby="matter-title">
      <h2 id="matter-title" className="section-title">
        Lấy ý kiến về việc gì
      </h2>
      <SelectField
        label="Nội dung theo Điều 25"
        value={form.matter}
        choices={[
          { value: '', name: 'Xin chọn' },
          ...consultationMatters.map(({ number, name }) => ({ value: String(number), name: `${number}. ${name}` })),
        ]}
        {...(chosen === undefined ? {} : { hint: `${chosen.content}. ${chosen.source}.` })}
        fault={faults['body.matter']}
        onChange={(matter) => onChange({ matter })}
      />
      <Field label="Tiêu đề" value={form.title} maxLength={200} fault={faults['body.title']} onChange={(title) => onChange({ title })} />
      <Field
        label="Tóm tắt ba dòng"
        hint="Lời dễ hiểu: xã định làm gì, ai được gì, hỏi bà con điều gì."
        rows={3}
        value={form.summary}
        maxLength={400}
        fault={faults['body.summary']}
        onChange={(summary) => onChange({ summary })}
      />
      {form.matter === String(matterOfDuties) && (
        <Field
          label="Ai chịu tác động, đã báo cho họ bằng cách nào (Điều 27)"
          rows={3}
          value={form.affected}
          maxLength={500}
          fault={faults['body.affected']}
          onChange={(affected) => onChange({ affected })}
        />
      )}
      <Field
        label="Cơ quan khác quyết định (nếu có)"
        hint="Bỏ trống nếu xã quyết định. Nếu cấp trên quyết định, xã tổng hợp rồi gửi lên."
        value={form.decidedAbove}
        maxLength={150}
        fault={faults['body.decidedAbove']}
        onChange={(decidedAbove) => onChange({ decidedAbove })}
      />
    </section>
  );
}

/** The plan and the days of the law. */
export function PlanFields({ form, faults, onChange, least }: FieldsProps & { least: DeskConsultation['leastClosing'] | null }) {
  return (
    <section className="desk-step" aria-labelledby="plan-title">
      <h2 id="plan-title" className="section-title">
        Kế hoạch và thời gian
      </h2>
      <Checks
        legend="Hình thức lấy ý kiến (Điều 26)"
        choices={consultationForms.map(({ key, name }) => ({ value: key, name }))}
        chosen={form.forms}
        fault={faults['body.forms']}
        onChange={(forms) => onChange({ forms })}
      />
      <Field
        label="Người chịu trách nhiệm"
        hint="Họ tên, chức vụ."
        value={form.responsible}
        maxLength={150}
        fault={faults['body.responsible']}
        onChange={(responsible) => onChange({ responsible })}
      />
      <div className="desk-pair">
        <DayField
          label="Gửi kế hoạch cho HĐND ngày"
          value={form.councilOn}
          fault={faults['body.planCouncil.on'] ?? faults['body.planCouncil']}
          onChange={(councilOn) => onChange({ councilOn })}
        />
        <Field
          label="Số văn bản gửi HĐND"
          value={form.councilNumber}
          maxLength={60}
          fault={faults['body.planCouncil.documentNumber']}
          onChange={(councilNumber) => onChange({ councilNumber })}
        />
      </div>
      <div className="desk-pair">
        <DayField
          label="Gửi kế hoạch cho MTTQ ngày"
          value={form.frontOn}
          fault={faults['body.planFront.on'] ?? faults['body.planFront']}
          onChange={(frontOn) => onChange({ frontOn })}
        />
        <Field
          label="Số văn bản gửi MTTQ"
          value={form.frontNumber}
          maxLength={60}
          fault={faults['body.planFront.documentNumber']}
          onChange={(frontNumber) => onChange({ frontNumber })}
        />
      </div>
      <DayField
        label="Nhận ý kiến đến hết ngày"
        hint={
          least === null
            ? 'Bỏ trống: kết thúc ngay khi đủ số ngày luật định.'
            : `Bỏ trống: đăng hôm nay thì đến hết ngày ${plainDate(least.day)}.`
        }
        value={form.closesOn}
        fault={faults['body.closesOn']}
        onChange={(closesOn) => onChange({ closesOn })}
      />
      <details className="desk-fold" open={form.specialCitation !== '' || form.specialDays !== ''}>
        <summary>Luật khác quy định số ngày khác</summary>
        <div className="desk-pair">
          <Field
            label="Luật, điều khoản"
            value={form.specialCitation}
            maxLength={200}
            fault={faults['body.special.citation']}
            onChange={(specialCitation) => onChange({ specialCitation })}
          />
          <Field
            label="Số ngày theo luật đó"
            inputMode="numeric"
            value={form.specialDays}
            maxLength={3}
            fault={faults['body.special.days']}
            onChange={(specialDays) => onChange({ specialDays })}
          />
        </div>
      </details>
    </section>
  );
}
