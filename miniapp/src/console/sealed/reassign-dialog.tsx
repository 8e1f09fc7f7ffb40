import { reassignSealedPetition, type SealedPetitionRow } from 'backend/contracts/sealed-petitions';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { lineFault, oneLine } from '../feedback/act-forms.js';
import { OfficerField, useOfficers } from '../feedback/officer-field.js';
import { useSave } from '../use-save.js';

type ReassignDialogProps = { row: Pick<SealedPetitionRow, 'id' | 'code'>; onClose: () => void; onGiven: () => void };

/** Gives a petition to somebody else, unopened; whom it complains of is refused without being said. */
export function ReassignDialog({ row, onClose, onGiven }: ReassignDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const officers = useOfficers();
  const [officerId, setOfficerId] = useState('');
  const [reason, setReason] = useState('');
  const give = async () => {
    const fault = lineFault(reason, 200, 5, 'Xin ghi lý do.');
    const wrong = {
      ...(officerId === '' && { 'body.officerId': 'Xin chọn người nhận.' }),
      ...(fault !== null && { 'body.reason': fault }),
    };
    const send = () => call(reassignSealedPetition, { params: { id: row.id }, body: { officerId, reason: oneLine(reason) } });
    if (await save(wrong, send, `Đã giao ${row.code} cho người khác.`)) onGiven();
  };
  return (
    <Dialog
      title={`Giao ${row.code} cho người khác`}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={busy} onPress={() => void give()}>
            Giao người khác
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <p>Từ lúc này chỉ người ấy mở được đơn thư. Người giao không mở lại được, trừ khi được giao lại.</p>
      <OfficerField
        label="Người nhận"
        officers={officers}
        wanted="opensPetitions"
        value={officerId}
        fault={faults['body.officerId']}
        onChange={setOfficerId}
      />
      <Field label="Lý do" value={reason} maxLength={200} fault={faults['body.reason']} onChange={setReason} />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}
