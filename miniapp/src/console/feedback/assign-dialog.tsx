import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';
import { lineFault, oneLine } from './act-forms.js';
import { actWords } from './feedback-words.js';
import { type HandlingOfficer, OfficerField, useOfficers } from './officer-field.js';

type AssignDialogProps = {
  title: string;
  onClose: () => void;
  onAssign: (officer: HandlingOfficer, reason: string) => Promise<void>;
};

/** Who takes several reports at once. */
export function AssignDialog({ title, onClose, onAssign }: AssignDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const officers = useOfficers();
  const [officerId, setOfficerId] = useState('');
  const [reason, setReason] = useState('');
  const give = async () => {
    const chosen = officers.list.find(({ id }) => id === officerId);
    const fault = lineFault(reason, 300, 0, '');
    const wrong = {
      ...(chosen === undefined && { officerId: 'Xin chọn người nhận.' }),
      ...(fault !== null && { reason: fault }),
    };
    await save(wrong, async () => chosen !== undefined && onAssign(chosen, oneLine(reason)), actWords.assign.done);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void give()}>
            Giao
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <p>{actWords.assign.consequence} Lấy lại được trong 10 phút.</p>
      <OfficerField
        label="Người nhận"
        officers={officers}
        value={officerId}
        fault={faults.officerId ?? faults['body.officerId']}
        onChange={setOfficerId}
      />
      <Field
        label="Ghi thêm (không bắt buộc)"
        value={reason}
        maxLength={300}
        fault={faults.reason ?? faults['body.reason']}
        onChange={setReason}
      />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}
