import { type Broadcast, cancelBroadcast } from 'backend/contracts/broadcasts';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';
import { count } from './broadcast-words.js';

type CancelProps = { broadcast: Broadcast; onChange: (broadcast: Broadcast) => void; onClose: () => void };

/** Asks before a broadcast ends for good, naming who will not get it any more. */
export function CancelDialog({ broadcast, onChange, onClose }: CancelProps) {
  const { busy, failure, faults, save } = useSave();
  const [reason, setReason] = useState('');
  const { waiting, sent } = broadcast.counts;
  const end = async () => {
    const wrong: Record<string, string> = reason.trim().length < 3 ? { 'body.reason': 'Xin ghi lý do, để sau này còn nhớ.' } : {};
    const send = async () => onChange(await call(cancelBroadcast, { params: { id: broadcast.id }, body: { reason: reason.trim() } }));
    if (await save(wrong, send, 'Đã hủy gửi.')) onClose();
  };
  return (
    <Dialog
      title="Hủy gửi tin này?"
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={busy} onPress={() => void end()}>
            Hủy gửi
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <p>
        {broadcast.counts.recipients === 0
          ? 'Tin chưa gửi cho ai và sẽ không gửi nữa.'
          : `${count(waiting)} người đang chờ sẽ không nhận được. ${count(sent)} người đã gửi thì không lấy lại được.`}{' '}
        Hủy rồi không mở lại được.
      </p>
      <Field label="Lý do" value={reason} maxLength={300} fault={faults['body.reason']} onChange={setReason} />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}
