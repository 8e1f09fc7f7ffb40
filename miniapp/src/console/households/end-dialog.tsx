import { type EndReason, endHousehold, endReasons, type Household } from 'backend/contracts/households';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';
import { endWords } from './household-words.js';

type EndDialogProps = { household: Household; onClose: () => void; onDone: (changed: Household) => void };

/** A household leaves the roll; what was written of it stays. */
export function EndDialog({ household, onClose, onDone }: EndDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const [reason, setReason] = useState<EndReason | null>(null);
  const [target, setTarget] = useState('');
  const [note, setNote] = useState('');
  const linked = household.members.filter(({ linkedAt }) => linkedAt !== null).length;
  const end = async () => {
    const known: Record<string, string> = {
      ...(reason === null && { 'body.reason': 'Xin chọn lý do.' }),
      ...(reason === 'merged' && target.trim() === '' && { 'body.mergedIntoCode': 'Xin ghi mã của hộ nhận.' }),
    };
    let changed: Household | null = null;
    const send = async () => {
      const body = {
        reason: reason ?? 'moved_away',
        note: note.normalize('NFC').trim(),
        mergedIntoCode: reason === 'merged' ? target : null,
        revision: household.revision,
      };
      changed = await call(endHousehold, { params: { id: household.id }, body });
    };
    if ((await save(known, send, `Hộ ${household.code} đã kết thúc.`)) && changed !== null) onDone(changed);
  };
  return (
    <Dialog
      title={`Kết thúc hộ ${household.code}?`}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={busy} onPress={() => void end()}>
            Kết thúc hộ
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <div className="desk-form">
        <p>
          Hộ không còn trong danh sách biểu quyết từ nay về sau
          {linked > 0 && `, ${linked} tài khoản Zalo được gỡ`}. Không mở lại được; lịch sử vẫn giữ.
        </p>
        <Choices
          legend="Vì sao"
          value={reason}
          choices={endReasons.map((value) => ({ value, name: endWords[value] }))}
          onChoose={setReason}
          fault={faults['body.reason']}
        />
        {reason === 'merged' && (
          <Field
            label="Mã của hộ nhận"
            hint="Ghi những người chuyển sang vào hộ ấy ở mục Sửa thông tin."
            value={target}
            maxLength={24}
            fault={faults['body.mergedIntoCode']}
            onChange={setTarget}
          />
        )}
        <Field label="Ghi thêm (không bắt buộc)" value={note} maxLength={200} fault={faults['body.note']} onChange={setNote} />
        {failure !== null && Object.keys(faults).length === 0 && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
