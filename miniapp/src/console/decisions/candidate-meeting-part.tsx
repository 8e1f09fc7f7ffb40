import { Field } from '../../components/field.js';
import { DayField, NumberField } from '../fields.js';
import { type FormCandidateMeeting, isWritten } from './decision-form.js';
import { MinutesFields } from './minutes-fields.js';
import type { PartProps } from './steps-part.js';

/** The meeting that agreed on who stands for head of the hamlet, for the minutes of Mẫu 05 (NĐ 59/2023/NĐ-CP Art. 7). */
export function CandidateMeetingPart({ form, faults, onChange }: PartProps) {
  const { candidateMeeting: meeting } = form;
  const change = (part: Partial<FormCandidateMeeting>) => onChange({ candidateMeeting: { ...meeting, ...part } });
  const at = (field: keyof FormCandidateMeeting) => faults[`candidateMeeting.${field}`];
  const hasFault = Object.keys(faults).some((field) => field.startsWith('candidateMeeting.'));
  return (
    <details className="desk-fold" open={isWritten(meeting) || hasFault}>
      <summary>Ghi cuộc họp dự kiến người ứng cử (Mẫu 05)</summary>
      <div className="desk-form">
        <p className="quiet">
          Lưu xong, biên bản lấy ở phần Giấy tờ để in, ký và gửi UBND xã trước ngày bầu ít nhất 15 ngày. NĐ 59/2023/NĐ-CP, Điều 7, Điều 8.
        </p>
        <div className="desk-pair">
          <DayField label="Đã họp ngày" value={meeting.day} fault={at('day')} onChange={(day) => change({ day })} />
          <Field
            label="Nhiệm kỳ (có thể để trống)"
            placeholder="2026 – 2031"
            value={meeting.term}
            maxLength={40}
            fault={at('term')}
            onChange={(term) => change({ term })}
          />
        </div>
        <Field
          label="Đã họp tại"
          placeholder="Nhà văn hóa xóm"
          value={meeting.place}
          maxLength={160}
          fault={at('place')}
          onChange={(place) => change({ place })}
        />
        <div className="desk-pair">
          <NumberField
            label="Số người có mặt"
            value={meeting.present}
            min={1}
            max={10_000}
            fault={at('present')}
            onChange={(present) => change({ present })}
          />
          <NumberField
            label="Số người được mời (có thể để trống)"
            value={meeting.invited}
            min={1}
            max={10_000}
            fault={at('invited')}
            onChange={(invited) => change({ invited })}
          />
        </div>
        <MinutesFields one={meeting} at={at} change={change} />
      </div>
    </details>
  );
}
