import { cancelSurvey, closeSurvey, extendSurvey, type Survey } from 'backend/contracts/surveys-desk';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { useSave } from '../use-save.js';
import { InstantField } from './instant-field.js';
import { fullInstant, people } from './survey-words.js';

/** `drop` cancels a draft. */
export type Act = 'extend' | 'close' | 'cancel' | 'drop';

const words = {
  extend: { title: 'Gia hạn khảo sát?', button: 'Gia hạn', back: 'Để nguyên', done: 'Đã gia hạn.' },
  close: { title: 'Đóng khảo sát ngay bây giờ?', button: 'Đóng khảo sát', back: 'Để mở tiếp', done: 'Đã đóng khảo sát.' },
  cancel: { title: 'Hủy khảo sát này?', button: 'Hủy và xóa câu trả lời', back: 'Để nguyên', done: 'Đã hủy khảo sát.' },
  drop: { title: 'Bỏ bản nháp này?', button: 'Bỏ bản nháp', back: 'Soạn tiếp', done: 'Đã bỏ bản nháp.' },
} as const;

type ActDialogProps = { act: Act; survey: Survey; onDone: (newer: Survey) => void; onClose: () => void; onReload: () => void };

/** Asks once for what changes a running survey, with its consequence and a reason. */
export function ActDialog({ act, survey, onDone, onClose, onReload }: ActDialogProps) {
  const { busy, failure, faults, save } = useSave();
  const [reason, setReason] = useState('');
  const [closesAt, setClosesAt] = useState(survey.closesAt);
  const { id, revision } = survey;
  const say = words[act];

  const send = async () => {
    let newer: Survey | null = null;
    const isDone = await save(
      {
        ...(reason.trim().length < 5 ? { 'body.reason': 'Xin ghi lý do, ít nhất 5 chữ cái.' } : {}),
        ...(act === 'extend' && (closesAt === null || (survey.closesAt !== null && closesAt <= survey.closesAt))
          ? { 'body.closesAt': 'Giờ đóng mới phải sau giờ đóng cũ.' }
          : {}),
      },
      async () => {
        const body = { revision, reason };
        const params = { id };
        if (act === 'extend') newer = await call(extendSurvey, { params, body: { ...body, closesAt: closesAt ?? '' } });
        else newer = await (act === 'close' ? call(closeSurvey, { params, body }) : call(cancelSurvey, { params, body }));
      },
      say.done,
    );
    if (isDone && newer !== null) onDone(newer);
  };

  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      actions={
        <>
          <Button look={act === 'cancel' || act === 'drop' ? 'danger' : 'main'} busy={busy} onPress={() => void send()}>
            {say.button}
          </Button>
          <Button look="quiet" onPress={onClose}>
            {say.back}
          </Button>
        </>
      }
    >
      {act === 'extend' && (
        <>
          {survey.closesAt !== null && <p>Đang định đóng lúc {fullInstant(survey.closesAt)}.</p>}
          <InstantField what="Đóng" value={closesAt} usualTime="17:00" fault={faults['body.closesAt']} onChange={setClosesAt} />
        </>
      )}
      {act === 'close' && (
        <p>
          {people(survey.answered)} đã trả lời. Đóng rồi thì không mở lại được, người đang trả lời dở không gửi được nữa; kết quả xem được
          sau ít phút.
        </p>
      )}
      {act === 'cancel' && (
        <p>
          Câu trả lời của {people(survey.answered)} sẽ bị xóa, không có kết quả và không lấy lại được. Người dân thấy là khảo sát đã hủy.
        </p>
      )}
      {act === 'drop' && <p>Chưa ai thấy bản nháp này. Bỏ rồi thì không soạn tiếp được, chỉ sao chép thành bản mới.</p>}
      <Field label="Lý do (được ghi lại)" value={reason} maxLength={300} fault={faults['body.reason']} onChange={setReason} />
      {failure !== null && failure.code !== 'invalid_request' && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}{' '}
          {failure.code === 'survey_changed' && (
            <button
              type="button"
              className="text-button"
              onClick={() => {
                onReload();
                onClose();
              }}
            >
              Tải lại
            </button>
          )}
        </p>
      )}
    </Dialog>
  );
}
