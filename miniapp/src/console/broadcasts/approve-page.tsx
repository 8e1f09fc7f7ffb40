import { approveBroadcast, type Broadcast, returnBroadcast } from 'backend/contracts/broadcasts';
import { permissions } from 'backend/contracts/permissions';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { isOneOf } from '../may.js';
import { useSave } from '../use-save.js';
import { count, dong, sayWhen } from './broadcast-words.js';
import { draftFrom, formOf } from './compose-form.js';
import { LetterOf, useAudienceWords } from './letter-of.js';
import { PlanPanel } from './plan-panel.js';
import { usePreview } from './use-preview.js';

type ApproveProps = { broadcast: Broadcast; onChange: (broadcast: Broadcast) => void; onReload: () => void };

/** The chairman's page: the text as it will be read, whom it reaches, what it costs, when, and one button. */
export function ApprovePage({ broadcast, onChange, onReload }: ApproveProps) {
  const navigate = useNavigate();
  const me = useMe();
  const audience = useAudienceWords();
  const { busy, failure, faults, save, forget } = useSave();
  const { preview, failure: previewFailure } = usePreview(draftFrom(formOf(broadcast)));
  const [asks, setAsks] = useState<'approve' | 'return' | null>(null);
  const [note, setNote] = useState('');
  const { id, revision, status } = broadcast;
  const reached = preview?.plan.channels.reduce((sum, { count: some }) => sum + some, 0) ?? null;
  const consequence =
    preview === null || reached === null
      ? null
      : `Gửi tới ${count(reached)} người, dự tính ${dong(preview.plan.costDong)}, ${sayWhen(broadcast.sendAt)}.`;
  const close = () => {
    setAsks(null);
    forget();
  };

  const approve = async () => {
    const send = async () => onChange(await call(approveBroadcast, { params: { id }, body: { revision } }));
    if (await save({}, send, 'Đã duyệt.')) setAsks(null);
  };
  const giveBack = async () => {
    const wrong: Record<string, string> = note.trim().length < 3 ? { 'body.note': 'Xin ghi cần sửa gì.' } : {};
    const send = async () => onChange(await call(returnBroadcast, { params: { id }, body: { revision, note: note.trim() } }));
    if (await save(wrong, send, 'Đã trả lại để sửa.')) setAsks(null);
  };
  const refused = failure !== null && failure.code !== 'revision_changed' && (
    <p className="field-fault" role="alert">
      {sayToOfficer(failure)}
    </p>
  );

  return (
    <Frame title="Duyệt tin" onBackToList={() => navigate('/console/broadcasts')}>
      {failure?.code === 'revision_changed' && (
        <Notice tone="attention" title="Tin vừa được sửa" urgent>
          <p>Xin tải lại để đọc bản mới trước khi duyệt.</p>
          <Button
            look="plain"
            onPress={() => {
              close();
              onReload();
            }}
          >
            Tải bản mới
          </Button>
        </Notice>
      )}
      <StandsNow broadcast={broadcast} approves={isOneOf(me.data, permissions['broadcasts.approve'])} />
      <LetterOf broadcast={broadcast} preview={preview} />
      <section className="desk-step" aria-labelledby="whom-title">
        <h2 id="whom-title" className="section-title">
          Gửi cho ai, lúc nào
        </h2>
        <p>
          {audience(broadcast)}, {sayWhen(broadcast.sendAt)}.
        </p>
        {broadcast.submitted !== null && (
          <p className="quiet">
            {broadcast.submitted.name} trình lúc {spokenInstant(broadcast.submitted.at)}.
          </p>
        )}
        {preview !== null ? (
          <PlanPanel plan={preview.plan} />
        ) : previewFailure !== null ? (
          <p className="field-fault">{sayToOfficer(previewFailure)}</p>
        ) : (
          <p className="quiet">Đang tính số người và chi phí…</p>
        )}
      </section>
      {status === 'submitted' && broadcast.may.approve && (
        <div className="desk-approve-bar">
          <Button disabled={consequence === null || reached === 0} onPress={() => setAsks('approve')}>
            Duyệt và gửi
          </Button>
          <Button look="plain" onPress={() => setAsks('return')}>
            Trả lại để sửa
          </Button>
        </div>
      )}
      {asks === 'approve' && consequence !== null && failure?.code !== 'revision_changed' && (
        <Dialog
          title="Duyệt và gửi?"
          onClose={close}
          actions={
            <>
              <Button busy={busy} onPress={() => void approve()}>
                Duyệt và gửi
              </Button>
              <Button look="quiet" onPress={close}>
                Xem lại đã
              </Button>
            </>
          }
        >
          <p className="desk-affected">{consequence}</p>
          {refused}
        </Dialog>
      )}
      {asks === 'return' && failure?.code !== 'revision_changed' && (
        <Dialog
          title="Trả lại để sửa"
          onClose={close}
          actions={
            <>
              <Button busy={busy} onPress={() => void giveBack()}>
                Trả lại để sửa
              </Button>
              <Button look="quiet" onPress={close}>
                Xem lại đã
              </Button>
            </>
          }
        >
          <Field
            label="Cần sửa gì"
            hint="Người soạn đọc câu này."
            rows={3}
            maxLength={300}
            value={note}
            fault={faults['body.note']}
            onChange={setNote}
          />
          {refused}
        </Dialog>
      )}
    </Frame>
  );
}

/** Why there is no button, or that it is done. */
function StandsNow({ broadcast, approves }: { broadcast: Broadcast; approves: boolean }) {
  const navigate = useNavigate();
  const { status, approved } = broadcast;
  if (status === 'submitted') {
    if (broadcast.may.approve) return null;
    return approves ? (
      <Notice tone="attention" title="Không tự duyệt tin mình đã viết">
        <p>Tin này có phần do chính tài khoản này soạn hoặc sửa. Xin nhờ lãnh đạo khác duyệt.</p>
      </Notice>
    ) : (
      <Notice title="Chỉ Chủ tịch duyệt được">
        <p>Tin đã trình. Chủ tịch được báo trên Zalo và duyệt trên điện thoại.</p>
      </Notice>
    );
  }
  if (status === 'draft')
    return (
      <Notice title="Tin chưa trình duyệt">
        <p>{broadcast.returned === null ? 'Người soạn còn đang viết.' : `Đã trả lại để sửa: ${broadcast.returned.note}`}</p>
      </Notice>
    );
  if (status === 'cancelled') return <Notice title="Tin đã hủy" />;
  return (
    <Notice tone="done" title={approved === null ? 'Tin đã duyệt' : `${approved.name} đã duyệt lúc ${spokenInstant(approved.at)}`}>
      <p>
        {status === 'approved' && broadcast.sendAt !== null
          ? `Tin tự gửi ${sayWhen(broadcast.sendAt)}.`
          : status === 'finished'
            ? 'Tin đã gửi xong.'
            : 'Tin đang được gửi.'}
      </p>
      <Button look="plain" onPress={() => navigate(`/console/broadcasts/${broadcast.id}`)}>
        Xem tin đi tới đâu
      </Button>
    </Notice>
  );
}
