import { Choices } from '../components/choices.js';
import { Field } from '../components/field.js';
import { revokeReasons } from './console-words.js';

const own = 'own';

/** What an officer has chosen to say: a ready sentence, or words of their own. */
export type Reason = { preset: string | null; text: string };

export const noReason: Reason = { preset: null, text: '' };

/** The reason as it will be sent: one line, in NFC. */
export function reasonText(reason: Reason): string {
  return reason.text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** What keeps a reason from being sent, or null. The same rule as the server's: one line of 5 to 200 characters. */
export function reasonFault(reason: Reason): string | null {
  const text = reasonText(reason);
  if (text === '') return 'Xin chọn hoặc ghi lý do, để người dân hiểu vì sao.';
  if (text.length < 5) return 'Lý do ngắn quá, xin ghi rõ hơn.';
  if (text.length > 200) return 'Lý do dài quá 200 ký tự, xin viết ngắn lại.';
  return /[<>\p{Cc}]/u.test(text) ? 'Lý do không dùng dấu < hoặc >.' : null;
}

/** Ready reasons and a field: a chosen reason fills the field, where it can be made more exact. */
export function ReasonField({
  reason,
  onChange,
  fault,
}: {
  reason: Reason;
  onChange: (reason: Reason) => void;
  fault?: string | undefined;
}) {
  return (
    <>
      <Choices
        legend="Lý do"
        value={reason.preset}
        choices={[...revokeReasons.map((name) => ({ value: name as string, name })), { value: own, name: 'Lý do khác' }]}
        onChoose={(preset) => onChange({ preset, text: preset === own ? '' : preset })}
      />
      {reason.preset !== null && (
        <Field
          label="Câu người dân sẽ đọc"
          hint="Sửa cho rõ hơn nếu cần. Xin viết lịch sự, không nêu chuyện riêng của cán bộ."
          value={reason.text}
          rows={2}
          maxLength={200}
          fault={fault}
          onChange={(text) => onChange({ ...reason, text })}
        />
      )}
      {reason.preset === null && fault !== undefined && <p className="field-fault">{fault}</p>}
    </>
  );
}
