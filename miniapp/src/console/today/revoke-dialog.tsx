import { type DeskAppointment, revoke } from 'backend/contracts/desk';
import { useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/states.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { call } from '../../session.js';
import { failureOf, phoneWords, sayToOfficer, spokenStart } from '../console-words.js';
import { PhoneFrame } from '../phone-frame.js';
import { noReason, type Reason, ReasonField, reasonFault, reasonText } from '../reason-field.js';
import { needsCall } from '../steps.js';
import { useKeepAppointment, useReload } from './use-day.js';

/** The office withdraws one appointment: reason, the message as it will be read, one press that names the consequence. */
export function RevokeDialog({ appointment, onClose }: { appointment: DeskAppointment; onClose: () => void }) {
  const announce = useAnnounce();
  const keep = useKeepAppointment();
  const reload = useReload();
  const commune = useCommune();
  const [reason, setReason] = useState<Reason>(noReason);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const text = reasonText(reason);
  const byPhone = needsCall(appointment);

  const send = async () => {
    const wrong = reasonFault(reason);
    setFault(wrong ?? undefined);
    if (wrong !== null) return;
    setBusy(true);
    setRefused(null);
    try {
      keep(await call(revoke, { params: { id: appointment.id }, body: { revision: appointment.revision, reason: text } }));
      announce(
        byPhone
          ? `Đã hủy ${appointment.code}. Xin gọi báo cho ${appointment.personName}.`
          : `Đã hủy ${appointment.code} và gửi tin xin lỗi.`,
      );
      onClose();
    } catch (error) {
      const failure = failureOf(error);
      setBusy(false);
      setFault(failure.fields['body.reason']);
      setRefused(sayToOfficer(failure));
      if (failure.code === 'wrong_state') reload();
    }
  };

  return (
    <Dialog
      title="Hủy lịch từ phía cơ quan"
      onClose={onClose}
      actions={
        <>
          <p>
            Lịch {spokenStart(appointment)} của {appointment.personName} sẽ bị hủy, chỗ này đóng lại.{' '}
            {byPhone ? 'Zalo không tới được người này, xin gọi điện báo.' : 'Tin xin lỗi gửi đi ngay và không lấy lại được.'}
          </p>
          {refused !== null && (
            <p className="field-fault" role="alert">
              {refused}
            </p>
          )}
          <Button look="danger" busy={busy} onPress={() => void send()}>
            {byPhone ? 'Hủy lịch này' : 'Hủy lịch và gửi tin xin lỗi'}
          </Button>
          <Button look="quiet" onPress={onClose}>
            Giữ nguyên lịch
          </Button>
        </>
      }
    >
      <div className="desk-revoke">
        <div className="stack">
          <ReasonField reason={reason} onChange={setReason} fault={fault} />
        </div>
        {byPhone ? (
          <Notice tone="attention" title="Cần gọi điện báo">
            <p>
              {appointment.phone === null ? 'Lịch này không có số điện thoại.' : `Gọi ${phoneWords(appointment.phone)} và hẹn giờ khác.`}
            </p>
          </Notice>
        ) : (
          text !== '' && <PhoneFrame sender={commune.data?.officeName ?? 'UBND xã'} appointment={appointment} reason={text} />
        )}
      </div>
    </Dialog>
  );
}
