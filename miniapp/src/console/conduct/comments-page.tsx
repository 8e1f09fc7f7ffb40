import {
  type CommentState,
  type ConductComment,
  commentStates,
  listConductComments,
  longestComment,
  moderateConductComment,
  readConductOriginal,
} from 'backend/contracts/conduct';
import { type FormEvent, useState } from 'react';
import type { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { FilterChips } from '../filter-chips.js';
import { useSave } from '../use-save.js';
import { ConductFrame } from './conduct-frame.js';
import { decisionWords, monthWords, signsSaid, stateWords } from './conduct-words.js';

type Asking = { comment: ConductComment; decision: 'edit' | 'hide' };

const nothing = {
  waiting: 'Không còn góp ý nào chờ duyệt.',
  approved: 'Chưa cho đăng góp ý nào.',
  hidden: 'Chưa có góp ý nào bị giữ lại.',
} satisfies Record<CommentState, string>;

/** What people wrote, read here before anybody else sees it. */
export function ConductCommentsPage() {
  const announce = useAnnounce();
  const [state, setState] = useState<CommentState>('waiting');
  const [asking, setAsking] = useState<Asking | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const query = { state };
  const list = useApi(listConductComments, { query }, { keepPreviousData: true });
  const more = useMore(listConductComments, { query }, list.data?.next ?? null);
  const rows = [...(list.data?.comments ?? []), ...more.pages.flatMap(({ comments }) => comments)];

  const approve = async ({ id, revision }: ConductComment) => {
    setFailure(null);
    try {
      await call(moderateConductComment, { params: { id }, body: { decision: 'approve', revision } });
      announce('Đã cho đăng góp ý.');
    } catch (error) {
      setFailure(failureOf(error));
    }
    void list.mutate();
  };

  return (
    <ConductFrame waiting={list.data?.waiting}>
      <p className="quiet">
        Góp ý của một ngày hiện ra từ sáng hôm sau, không theo thứ tự gửi, để không đoán được của ai. Tên cán bộ và thông tin riêng đã được
        che; xin xem lại trước khi cho đăng.
      </p>
      <FilterChips
        legend="Xem"
        chips={commentStates.map((value) => ({ value, name: stateWords[value] }))}
        value={state}
        onChoose={setState}
      />
      {failure !== null && (
        <Notice tone="danger" urgent>
          <p>{sayToOfficer(failure)}</p>
        </Notice>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={4} />}
      {list.data !== undefined && rows.length === 0 && <p className="quiet">{nothing[state]}</p>}
      {rows.map((comment) => (
        <Comment
          key={comment.id}
          comment={comment}
          onApprove={() => void approve(comment)}
          onAsk={(decision) => setAsking({ comment, decision })}
        />
      ))}
      {more.button}
      {asking !== null && (
        <DecisionDialog
          {...asking}
          onDone={() => {
            setAsking(null);
            void list.mutate();
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </ConductFrame>
  );
}

type CommentProps = { comment: ConductComment; onApprove: () => void; onAsk: (decision: Asking['decision']) => void };

function Comment({ comment, onApprove, onAsk }: CommentProps) {
  const { month, teamName, state, text, signs, history, hasOriginal } = comment;
  return (
    <article className="desk-step" aria-label={`Góp ý tháng ${monthWords(month)}, ${teamName}`}>
      <p className="quiet">
        Tháng {monthWords(month)} · {teamName}
      </p>
      <p className="desk-conduct-said">{text}</p>
      {signsSaid(signs).map((said) => (
        <p key={said} className="desk-unsure">
          {said}
        </p>
      ))}
      {history.map(({ decision, by, at, reason }) => (
        <p key={at} className="quiet">
          {by}: {decisionWords[decision]}, {spokenInstant(at)}
          {reason !== null && `. Lý do: ${reason}`}
        </p>
      ))}
      {hasOriginal && <Original id={comment.id} />}
      <div className="desk-conduct-acts">
        {state !== 'approved' && (
          <button type="button" className="desk-tool" onClick={onApprove}>
            Cho đăng
          </button>
        )}
        <button type="button" className="desk-tool" onClick={() => onAsk('edit')}>
          Sửa rồi cho đăng
        </button>
        {state !== 'hidden' && (
          <button type="button" className="desk-tool desk-tool-danger" onClick={() => onAsk('hide')}>
            Không đăng
          </button>
        )}
      </div>
    </article>
  );
}

/** The words before anything was masked; each look is in the audit log. */
function Original({ id }: { id: string }) {
  const [shown, setShown] = useState<{ words: string } | { failure: CallFailure } | null>(null);
  const show = async () => {
    try {
      setShown({ words: (await call(readConductOriginal, { params: { id } })).original });
    } catch (error) {
      setShown({ failure: failureOf(error) });
    }
  };
  if (shown === null)
    return (
      <button type="button" className="text-button" onClick={() => void show()}>
        Xem nguyên văn (có ghi nhật ký)
      </button>
    );
  return (
    <div role="status">
      {'failure' in shown ? (
        <p className="field-fault">{sayToOfficer(shown.failure)}</p>
      ) : (
        <>
          <p className="quiet">Nguyên văn, không đưa cho ai khác:</p>
          <p className="desk-conduct-said">{shown.words}</p>
        </>
      )}
    </div>
  );
}

function DecisionDialog({ comment, decision, onDone, onClose }: Asking & { onDone: () => void; onClose: () => void }) {
  const { id, revision } = comment;
  const { busy, failure, faults, save } = useSave();
  const [text, setText] = useState(comment.text);
  const [reason, setReason] = useState('');
  const isEdit = decision === 'edit';

  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    const known: Record<string, string> = {};
    if (isEdit && text.trim() === '') known['body.text'] = 'Xin ghi nội dung, hoặc chọn Không đăng.';
    if (reason.trim().length < 5) known['body.reason'] = 'Xin ghi lý do, ít nhất 5 ký tự.';
    const said = { revision, reason: reason.normalize('NFC').trim() };
    const body = isEdit
      ? { decision: 'edit' as const, ...said, text: text.normalize('NFC').trim() }
      : { decision: 'hide' as const, ...said };
    const keep = () => call(moderateConductComment, { params: { id }, body });
    if (await save(known, keep, isEdit ? 'Đã sửa và cho đăng.' : 'Đã giữ lại, không đăng.')) onDone();
  };

  return (
    <Dialog
      title={isEdit ? 'Sửa rồi cho đăng' : 'Không đăng góp ý này'}
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
            label="Lời góp ý sẽ đăng"
            hint="Chỉ bỏ tên, thông tin riêng, lời thóa mạ; giữ đúng ý người viết."
            rows={5}
            value={text}
            maxLength={longestComment}
            fault={faults['body.text']}
            onChange={setText}
          />
        ) : (
          <p>Góp ý vẫn được giữ, điểm người dân chấm vẫn tính; chỉ lời viết không ai khác đọc được.</p>
        )}
        <Field label="Lý do" value={reason} maxLength={200} fault={faults['body.reason']} onChange={setReason} />
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
