import { noticeChannels } from 'backend/contracts/decisions-desk';
import { Field } from '../../components/field.js';
import { Checks, DayField, NumberField } from '../fields.js';
import type { DecisionForm } from './decision-form.js';
import { askedSteps, firstDay, type StepKey, stepHint, stepWords } from './decision-steps.js';
import { channelWords } from './decision-words.js';

export type PartProps = {
  form: DecisionForm;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<DecisionForm>) => void;
};

/** A part with its place among the steps of the page, "5. "; empty when only some of them are shown. */
export type NumberedProps = PartProps & { number: string };

/** The dated steps this way of deciding asks for, each with its latest day and its article. */
export function StepsPart({ form, faults, onChange, number }: NumberedProps) {
  const { steps } = form;
  const first = firstDay(form);
  const change = (part: Partial<DecisionForm['steps']>) => onChange({ steps: { ...steps, ...part } });
  return (
    <section className="desk-step" aria-labelledby="steps-title">
      <h2 id="steps-title" className="section-title">
        {number}Các bước đã làm
      </h2>
      <p className="quiet">Ghi ngày đã làm thật; làm đến đâu ghi đến đó, sau khi thông báo vẫn ghi tiếp được.</p>
      {askedSteps(form).map((key) => (
        <div key={key} className="desk-decision-asked">
          <DatedStep name={key} form={form} first={first} faults={faults} change={change} />
          {key === 'reportedOn' && (
            <Field
              label="Số văn bản báo cáo (nếu có)"
              value={steps.reportNumber}
              maxLength={60}
              fault={faults['steps.reportNumber']}
              onChange={(reportNumber) => change({ reportNumber })}
            />
          )}
          {key === 'failedMeetingOn' && (
            <NumberField
              label="Số hộ có mặt hôm ấy"
              value={steps.failedMeetingAttended}
              min={0}
              max={100_000}
              fault={faults['steps.failedMeetingAttended']}
              onChange={(failedMeetingAttended) => change({ failedMeetingAttended })}
            />
          )}
        </div>
      ))}
      <Checks
        legend="Đã thông báo bằng cách"
        choices={noticeChannels.map((value) => ({ value, name: channelWords[value] }))}
        chosen={steps.noticeChannels}
        fault={faults['steps.noticeChannels']}
        onChange={(chosen) => change({ noticeChannels: chosen })}
      />
      <label className="desk-check">
        <input type="checkbox" checked={steps.noticePosted} onChange={(event) => change({ noticePosted: event.target.checked })} />
        <span>Đã niêm yết thông báo tại nhà văn hóa</span>
      </label>
    </section>
  );
}

type DatedStepProps = {
  name: StepKey;
  form: DecisionForm;
  first: string | null;
  faults: PartProps['faults'];
  change: (part: Partial<DecisionForm['steps']>) => void;
};

function DatedStep({ name, form, first, faults, change }: DatedStepProps) {
  const hint = stepHint(name, first);
  return (
    <div>
      <DayField
        label={stepWords[name].name}
        value={form.steps[name]}
        hint={hint}
        fault={faults[`steps.${name}`]}
        onChange={(day) => change({ [name]: day })}
      />
      {/* The field shows the weekday in place of its hint once a day is chosen. */}
      {form.steps[name] !== '' && <p className="field-hint">{hint}</p>}
    </div>
  );
}
