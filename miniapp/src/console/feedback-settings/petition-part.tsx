import { SelectField } from '../fields.js';
import type { PartProps } from './feedback-settings-page.js';
import { officerChoices } from './use-handlers.js';

/** The one officer who opens what was sealed as a denunciation. */
export function PetitionPart({ form, faults, handlers, onChange }: PartProps) {
  return (
    <section className="desk-step" aria-labelledby="petition-title">
      <h2 id="petition-title" className="section-title">
        Đơn thư niêm phong
      </h2>
      <p>
        Nội dung tố cáo gửi nhầm vào đây được niêm phong. Chỉ một người mở được, mỗi lần mở đều ghi lại (Luật Tố cáo 25/2018/QH14, Điều 8,
        56). Người bị tố cáo không bao giờ được giao.
      </p>
      <SelectField
        label="Người giữ đơn thư"
        hint="Để trống: phải chọn người mỗi lần niêm phong."
        value={form.petitionHandlerId}
        choices={officerChoices(handlers, 'opensPetitions', 'Chọn mỗi lần', form.petitionHandlerId)}
        fault={faults['body.petitionHandlerId']}
        onChange={(petitionHandlerId) => onChange({ petitionHandlerId })}
      />
    </section>
  );
}
