import { type DeskOpinion, moderateOpinion } from 'backend/contracts/consultation-desk';
import { longestOpinion } from 'backend/contracts/consultations';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';

type DecisionProps = { opinion: DeskOpinion; decision: 'edit' | 'hide'; onDone: () => void; onClose: () => void };

/** Editing an opinion or keeping it back, with the reason its author reads. */
export function DecisionDialog({ opinion, decision, onDone, onClose }: DecisionProps) {
  const { id, revision } = opinion;
  const { busy, failure, faults, save } = useSave();
  const [text, setText] = useState(opinion.text);
  const [reason, setReason] = useState('');
  const isEdit = decision === 'edit';

  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    const known: Record<string, string> = {};
    if (isEdit && text.trim().length < 3) known['body.text'] = 'Xin ghi nội dung, hoặc chọn Không đăng.';
    if (reason.trim().length < 5) known['body.reason'] = 'Xin ghi lý do, ít nhất 5 ký tự.';
    const body = isEdit ? { decision: 'edit' as const, revision, reason, text } : { decision: 'hide' as const, revision, reason };
    const keep = () => call(moderateOpinion, { params: { id }, body });
    if (await save(known, keep, isEdit ? 'Đã sửa và cho đăng.' : 'Đã giữ lại, không đăng.')) onDone();
  };

  return (
    <Dialog
      title={isEdit ? 'Sửa rồi cho đăng' : 'Không đăng ý kiến này'}
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void send()}>
            {isEdit ? 'Lưu và cho đăng' : 'Không đăng'}
          </Button>
          <Button look="quiet" onPress={onClose}>
            Quay lại
          </Button>
        </>
      }
    >
      <form className="desk-form" noValidate onSubmit={(event) => void send(event)}>
        {isEdit ? (
          <Field
            label="Ý kiến sẽ đăng"
            hint="Chỉ bỏ thông tin riêng, lời thóa mạ; giữ đúng ý người viết. Nguyên văn vẫn được giữ."
            rows={5}
            value={text}
            maxLength={longestOpinion}
            fault={faults['body.text']}
            onChange={setText}
          />
        ) : (
          <p>Người viết thấy ý kiến của mình không đăng và lý do. Ý kiến vẫn được giữ, nhưng không vào bản tổng hợp.</p>
        )}
        <Field label="Lý do (người viết đọc được)" value={reason} maxLength={300} fault={faults['body.reason']} onChange={setReason} />
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
