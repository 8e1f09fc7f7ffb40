import { type DeskReport, sealReport } from 'backend/contracts/feedback-desk';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { call } from '../../session.js';
import { failureOf } from '../console-words.js';
import { Checks } from '../fields.js';
import { useSave } from '../use-save.js';
import { sayRefusal } from './feedback-words.js';
import { OfficerField, useOfficers } from './officer-field.js';

type SealDialogProps = { report: DeskReport; onClose: () => void; onReload: () => Promise<unknown>; onSealed: () => void };

/** Takes a denunciation out of the desk: says what that means, asks who handles it and whom it complains of, once. */
export function SealDialog({ report, onClose, onReload, onSealed }: SealDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const officers = useOfficers();
  const [handler, setHandler] = useState('');
  const [accused, setAccused] = useState<string[]>([]);
  const [sealed, setSealed] = useState<string | null>(null);

  const seal = async () => {
    const wrong: Record<string, string> = accused.includes(handler) ? { handler: 'Người bị tố cáo không được giữ đơn.' } : {};
    const send = async () => {
      try {
        const { petitionCode } = await call(sealReport, {
          params: { id: report.id },
          body: { revision: report.revision, handlerOfficerId: handler === '' ? null : handler, accusedOfficerIds: accused },
        });
        setSealed(petitionCode);
      } catch (error) {
        if (failureOf(error).code === 'report_changed') await onReload();
        throw error;
      }
    };
    await save(wrong, send, 'Đã niêm phong.');
  };

  if (sealed !== null)
    return (
      <Dialog title="Đã niêm phong" onClose={onSealed} actions={<Button onPress={onSealed}>Về danh sách</Button>}>
        <p>
          Mã đơn thư: <strong>{sealed}</strong>. Chỉ người được giao mở được, ở mục Đơn thư niêm phong.
        </p>
      </Dialog>
    );
  return (
    <Dialog
      title="Niêm phong nội dung tố cáo?"
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={busy} onPress={() => void seal()}>
            Niêm phong
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <ul className="plain-list">
        <li>Lời, ảnh và tên người gửi rời hộp phản ánh và được mã hóa; tài khoản này cũng không đọc lại được.</li>
        <li>Chỉ một người được giao mở được, mỗi lần mở đều được ghi lại.</li>
        <li>Người gửi được hướng dẫn nộp đơn tố cáo có chữ ký hoặc đến trình bày trực tiếp.</li>
        <li>Không lấy lại được.</li>
      </ul>
      <OfficerField
        label="Ai giữ và xử lý"
        officers={officers}
        wanted="opensPetitions"
        value={handler}
        nobody="Người giữ đơn thư theo cài đặt"
        without={accused}
        fault={faults.handler ?? faults['body.handlerOfficerId']}
        onChange={setHandler}
      />
      <Checks
        legend="Cán bộ bị tố cáo, nếu có (người ấy sẽ không thấy gì)"
        choices={officers.list.map(({ id, name, title }) => ({ value: id, name, detail: title }))}
        chosen={accused}
        fault={faults['body.accusedOfficerIds']}
        onChange={(chosen) => {
          setAccused(chosen);
          if (chosen.includes(handler)) setHandler('');
        }}
      />
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayRefusal(failure)}
        </p>
      )}
    </Dialog>
  );
}
