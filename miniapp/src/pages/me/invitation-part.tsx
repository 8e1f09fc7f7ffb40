import { acceptInvitation } from 'backend/contracts/residents';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { useKeepMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

/** For an officer who was given an invitation code: "Liên kết tài khoản", as Zalo's review rule 6.5 names it. */
export function InvitationPart() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        Tôi là cán bộ
      </button>
      {open && <InvitationDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function InvitationDialog({ onClose }: { onClose: () => void }) {
  const keepMe = useKeepMe();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | undefined>(undefined);

  const link = async () => {
    if (code.trim().length < 6) {
      setFault('Mã mời có ít nhất 6 ký tự.');
      return;
    }
    setBusy(true);
    setFault(undefined);
    try {
      keepMe(await call(acceptInvitation, { body: { code: code.trim() } }));
      announce('Đã liên kết tài khoản cán bộ.');
      onClose();
      navigate('/console');
    } catch (error) {
      setBusy(false);
      setFault(error instanceof CallFailure ? sayFailure(error) : 'Chưa liên kết được. Xin thử lại.');
    }
  };

  return (
    <Dialog
      title="Liên kết tài khoản cán bộ"
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={() => void link()}>
            Liên kết tài khoản
          </Button>
          <Button look="quiet" onPress={onClose}>
            Đóng lại
          </Button>
        </>
      }
    >
      <p>Nhập mã mời do quản trị của xã gửi. Mã dùng một lần, có hạn 7 ngày.</p>
      <Field label="Mã mời" value={code} maxLength={40} fault={fault} onChange={setCode} />
    </Dialog>
  );
}
