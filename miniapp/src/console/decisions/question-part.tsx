import { styleRefusal } from 'backend/contracts/decision-ways';
import { Plus, Trash2 } from 'lucide-react';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { NumberField } from '../fields.js';
import { CandidateMeetingPart } from './candidate-meeting-part.js';
import { electsHead, type FormCandidate, newKey } from './decision-form.js';
import { styleWords } from './decision-words.js';
import type { PartProps } from './steps-part.js';

const styles = ['agreement', 'alternatives', 'election'] as const;

/** What is asked, and what can be answered. */
export function QuestionPart({ form, faults, onChange }: PartProps) {
  return (
    <section className="desk-step" aria-labelledby="question-title">
      <h2 id="question-title" className="section-title">
        3. Câu hỏi và phương án
      </h2>
      <Choices
        legend="Các hộ trả lời thế nào"
        value={form.style}
        choices={styles.map((style) => {
          const refusal = styleRefusal(form.item, form.way, style);
          return {
            value: style,
            name: styleWords[style],
            disabled: refusal !== null,
            ...(refusal !== null && { detail: `Không được. ${refusal.why} ${refusal.article}.` }),
          };
        })}
        onChoose={(style) => onChange({ style })}
      />
      <Field
        label="Câu hỏi"
        hint="Ngắn gọn, một nghĩa, không gợi ý trả lời."
        rows={2}
        value={form.question}
        maxLength={500}
        placeholder={form.style === 'election' ? 'Ông/bà bầu ai làm Trưởng xóm?' : 'Hộ ông/bà có đồng ý … không?'}
        fault={faults.question}
        onChange={(question) => onChange({ question })}
      />
      {form.style === 'alternatives' && <Alternatives form={form} faults={faults} onChange={onChange} />}
      {form.style === 'election' && <Candidates form={form} faults={faults} onChange={onChange} />}
      {electsHead(form) && <CandidateMeetingPart form={form} faults={faults} onChange={onChange} />}
    </section>
  );
}

function Alternatives({ form, faults, onChange }: PartProps) {
  const { alternatives } = form;
  const change = (key: string, part: { label?: string; detail?: string }) =>
    onChange({ alternatives: alternatives.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  return (
    <>
      <p className="quiet">Ít nhất hai phương án. Hệ thống thêm sẵn “Không chọn phương án nào” ở cuối.</p>
      {alternatives.map(({ key, label, detail }, place) => (
        <fieldset key={key} className="desk-decision-item">
          <legend className="desk-part-title">Phương án {place + 1}</legend>
          <Field
            label="Phương án"
            value={label}
            maxLength={160}
            fault={faults[`alternatives.${place}.label`]}
            onChange={(text) => change(key, { label: text })}
          />
          <Field
            label="Nói rõ hơn (có thể để trống)"
            value={detail}
            maxLength={300}
            fault={faults[`alternatives.${place}.detail`]}
            onChange={(text) => change(key, { detail: text })}
          />
          <button
            type="button"
            className="text-button"
            onClick={() => onChange({ alternatives: alternatives.filter((one) => one.key !== key) })}
          >
            <Trash2 aria-hidden="true" size={18} /> Bỏ phương án {place + 1}
          </button>
        </fieldset>
      ))}
      {alternatives.length < 8 && (
        <button
          type="button"
          className="text-button"
          onClick={() => onChange({ alternatives: [...alternatives, { key: newKey('p', alternatives), label: '', detail: '' }] })}
        >
          <Plus aria-hidden="true" size={18} /> Thêm phương án
        </button>
      )}
    </>
  );
}

const conditions = {
  4: 'Người ứng cử thường trú và cư trú thường xuyên tại xóm, đủ điều kiện, được giới thiệu theo luật. NĐ 59/2023/NĐ-CP, Điều 8.',
  5: 'Người ứng cử thường trú tại xã, không phải cán bộ, công chức, không giữ việc mà luật loại trừ, không liên quan lợi ích với dự án được giám sát. Luật 10/2022/QH15, Điều 37, Điều 42.',
} as const;

function Candidates({ form, faults, onChange }: PartProps) {
  const { candidates } = form;
  const change = (key: string, part: Partial<FormCandidate>) =>
    onChange({ candidates: candidates.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  return (
    <>
      <NumberField
        label="Bầu mấy người"
        value={form.seats}
        min={1}
        max={20}
        fault={faults.seats}
        onChange={(seats) => onChange({ seats })}
      />
      <p className="quiet">{conditions[form.item === 5 ? 5 : 4]} Cuối phiếu có sẵn “Không bầu ai trong danh sách”.</p>
      {candidates.map(({ key, name, birthYear, detail, eligible }, place) => (
        <fieldset key={key} className="desk-decision-item">
          <legend className="desk-part-title">Người ứng cử {place + 1}</legend>
          <div className="desk-pair">
            <Field
              label="Họ và tên"
              value={name}
              maxLength={80}
              fault={faults[`candidates.${place}.name`]}
              onChange={(text) => change(key, { name: text })}
            />
            <Field
              label="Năm sinh"
              inputMode="numeric"
              value={birthYear}
              maxLength={4}
              fault={faults[`candidates.${place}.birthYear`]}
              onChange={(text) => change(key, { birthYear: text })}
            />
          </div>
          <Field
            label="Giới thiệu ngắn (có thể để trống)"
            value={detail}
            maxLength={300}
            fault={faults[`candidates.${place}.detail`]}
            onChange={(text) => change(key, { detail: text })}
          />
          <label className="desk-check">
            <input type="checkbox" checked={eligible} onChange={(event) => change(key, { eligible: event.target.checked })} />
            <span>Đã xem xét, xác nhận đủ điều kiện ứng cử</span>
          </label>
          <button
            type="button"
            className="text-button"
            onClick={() => onChange({ candidates: candidates.filter((one) => one.key !== key) })}
          >
            <Trash2 aria-hidden="true" size={18} /> Bỏ người ứng cử {place + 1}
          </button>
        </fieldset>
      ))}
      {candidates.length < 30 && (
        <button
          type="button"
          className="text-button"
          onClick={() =>
            onChange({
              candidates: [...candidates, { key: newKey('c', candidates), name: '', birthYear: '', detail: '', eligible: false }],
            })
          }
        >
          <Plus aria-hidden="true" size={18} /> Thêm người ứng cử
        </button>
      )}
    </>
  );
}
