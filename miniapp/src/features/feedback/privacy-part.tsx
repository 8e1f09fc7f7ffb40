import type { PrivacyLevel } from 'backend/contracts/feedback';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { attemptedOtherwise, type Draft, type Faults, mayBeAnonymous, needsName } from './draft.js';
import type { Writer } from './use-report-form.js';

type PrivacyPartProps = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** Null: Zalo did not say who holds the phone. */
  writer: Writer | null;
  faults: Faults;
};

/** Three ways to be seen, each explained in a sentence before anything is sent. */
export function PrivacyPart({ draft, change, writer, faults }: PrivacyPartProps) {
  const nameKnown = writer?.nameKnown === true;
  const name = nameKnown ? writer.name : null;
  const wasNamed = attemptedOtherwise(draft, true);
  const wasAnonymous = attemptedOtherwise(draft, false);
  const choices = [
    {
      value: 'public' as const,
      name: 'Mọi người thấy tên tôi',
      detail: 'Khi lên bảng công khai, phản ánh có ghi tên người gửi.',
      disabled: writer === null || wasAnonymous,
    },
    {
      value: 'officers_only' as const,
      name: 'Chỉ cán bộ thấy tên tôi',
      detail: 'Cán bộ giải quyết biết tên để hỏi lại. Bảng công khai không ghi tên.',
      disabled: writer === null || wasAnonymous,
    },
    {
      value: 'anonymous' as const,
      name: 'Không ai biết tên tôi',
      detail: mayBeAnonymous(draft.kind)
        ? 'Xã không biết ai gửi. Chỉ có một mã tra cứu hiện một lần: xã không nhắn tin được, và chỉ hỏi lại được khi ông/bà tra mã ấy.'
        : 'Loại ý kiến này cần họ tên để trả lời đúng luật, nên không gửi giấu tên được.',
      disabled: !mayBeAnonymous(draft.kind) || wasNamed,
    },
  ];
  const showsName = draft.privacy === 'public' || needsName(draft, nameKnown);

  return (
    <>
      {(wasNamed || wasAnonymous) && (
        <Notice tone="attention" title="Lần gửi trước chưa rõ đã tới xã chưa">
          <p>Xin bấm gửi lại để biết chắc. Trước lúc ấy chưa đổi được giữa có tên và không tên.</p>
        </Notice>
      )}
      {writer === null && (
        <Notice>
          <p>Zalo chưa cho biết ông/bà là ai, nên lúc này chỉ gửi không nêu tên được. Muốn gửi có tên, xin mở ứng dụng trong Zalo.</p>
        </Notice>
      )}
      <Choices<PrivacyLevel>
        legend="Ai thấy tên ông/bà?"
        value={draft.privacy}
        choices={choices}
        fault={draft.privacy === null ? faults['body.privacy'] : undefined}
        onChoose={(privacy) => change({ privacy, ...(privacy === 'anonymous' ? { shownName: '' } : {}) })}
      />
      {showsName && (
        <Field
          label={draft.privacy === 'public' && name !== null ? 'Tên ghi trên bảng công khai' : 'Họ và tên của ông/bà'}
          {...(name === null ? {} : { hint: `Để trống thì ghi là ${name}.` })}
          value={draft.shownName}
          maxLength={80}
          autoComplete="name"
          fault={faults['body.name']}
          onChange={(shownName) => change({ shownName })}
        />
      )}
      {draft.privacy === 'anonymous' && (
        <p className="quiet">Ảnh, lời ghi âm và chỗ ở trong phản ánh có thể cho người quen đoán ra. Xin xem lại trước khi gửi.</p>
      )}
    </>
  );
}
