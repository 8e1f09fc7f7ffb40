import '../broadcasts/broadcasts.css';
import {
  approveLifeLetter,
  handOverLifeLetter,
  type LifeLetter,
  readLifeLetter,
  returnLifeLetter,
  sendLifeLetterAgain,
} from 'backend/contracts/life-letters';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { LetterPaper } from '../../features/life-letters/letter-paper.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { inZalo, openInBrowser } from '../../zalo.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useSave } from '../use-save.js';
import { LetterMessage } from './letter-message.js';
import { sayDelivery } from './letter-words.js';
import { WritePage } from './write-page.js';

/** A new letter. */
export function NewLetterPage() {
  return <WritePage letter={null} />;
}

/** One letter: still being written, waiting for the chairman, or signed. */
export function LetterPage() {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const letter = useApi(
    readLifeLetter,
    { params: { id } },
    { revalidateOnFocus: false, refreshInterval: (one) => (one?.status === 'approved' ? 3_000 : 0) },
  );
  const keep = (newer: LifeLetter) => void letter.mutate(newer, { revalidate: false });
  if (letter.data === undefined)
    return (
      <Frame title="Thư" onBackToList={() => navigate('/console/letters')}>
        {letter.error !== undefined ? <Failure failure={letter.error} onRetry={() => void letter.mutate()} /> : <Skeleton rows={4} tall />}
      </Frame>
    );
  const one = letter.data;
  if (one.may.edit && (one.status === 'draft' || search.get('edit') === '1'))
    return (
      <WritePage
        key={one.id}
        letter={one}
        onSaved={(newer) => {
          keep(newer);
          setSearch({}, { replace: true });
        }}
      />
    );
  return <OneLetter letter={one} onChange={keep} onReload={() => void letter.mutate()} onEdit={() => setSearch({ edit: '1' })} />;
}

type OneProps = { letter: LifeLetter; onChange: (letter: LifeLetter) => void; onReload: () => void; onEdit: () => void };

/** The letter as the family gets it, to whom, and the one thing to do next. */
function OneLetter({ letter, onChange, onReload, onEdit }: OneProps) {
  const navigate = useNavigate();
  const mayApprove = useMay('letters.approve');
  const { busy, failure, faults, save, forget } = useSave();
  const [asks, setAsks] = useState<'return' | 'handOver' | null>(null);
  const [note, setNote] = useState('');
  const { id, revision, may, message } = letter;
  const open = (what: 'return' | 'handOver') => {
    setNote('');
    setAsks(what);
  };
  const close = () => {
    setAsks(null);
    forget();
  };
  const step = async (send: () => Promise<LifeLetter>, done: string, wrong: Record<string, string> = {}) => {
    if (await save(wrong, async () => onChange(await send()), done)) setAsks(null);
  };
  const seen = { params: { id }, body: { revision } };
  const approve = () => step(() => call(approveLifeLetter, seen), 'Đã duyệt.');
  const giveBack = () =>
    step(
      () => call(returnLifeLetter, { params: { id }, body: { revision, note: note.trim() } }),
      'Đã trả lại để sửa.',
      note.trim().length < 3 ? { 'body.note': 'Xin ghi cần sửa gì.' } : {},
    );
  const handOver = () =>
    step(() => call(handOverLifeLetter, { params: { id }, body: { revision, note: note.trim() } }), 'Đã ghi nhận trao thư.');
  const again = () => step(() => call(sendLifeLetterAgain, seen), 'Đang gửi lại.');
  const changedMeanwhile = failure?.code === 'life_letter_changed' || failure?.code === 'life_letter_not_open';
  const refused = failure !== null && !changedMeanwhile && (
    <p className="field-fault" role="alert">
      {sayToOfficer(failure)}
    </p>
  );

  return (
    <Frame title={letter.status === 'submitted' && mayApprove ? 'Duyệt thư' : 'Thư'} onBackToList={() => navigate('/console/letters')}>
      {changedMeanwhile && (
        <Notice tone="attention" title="Thư vừa thay đổi" urgent>
          <p>Xin tải lại để xem bản mới.</p>
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
      <StandsNow letter={letter} mayApprove={mayApprove} />
      {letter.warnings.map((warning) => (
        <Notice key={warning} tone="attention">
          <p>{warning}</p>
        </Notice>
      ))}
      <LetterPaper paper={letter.paper} />
      <section className="desk-step" aria-labelledby="to-title">
        <h2 id="to-title" className="section-title">
          Gửi ai
        </h2>
        <p>
          <strong>{letter.paper.recipientName}</strong>
          {letter.paper.recipientAddress !== null && `, ${letter.paper.recipientAddress}`}.{' '}
          {message === null ? 'In ra, trao tận tay.' : 'Gửi riêng qua Zalo, không đăng công khai.'}
        </p>
        {letter.submitted !== null && (
          <p className="quiet">
            {letter.submitted.name} trình lúc {spokenInstant(letter.submitted.at)}.
          </p>
        )}
        {letter.draft.familyAgreed && <p className="quiet">Gia đình đã đồng ý nhận thư.</p>}
        {message !== null && <LetterMessage message={message} />}
      </section>
      {letter.pdfUrl !== null && <PrintLink url={letter.pdfUrl} />}
      {asks === null && refused}
      {may.approve && (
        <div className="desk-approve-bar">
          <Button busy={busy} onPress={() => void approve()}>
            {message === null ? 'Duyệt thư' : 'Duyệt và gửi'}
          </Button>
          <Button look="plain" disabled={busy} onPress={() => open('return')}>
            Trả lại để sửa
          </Button>
        </div>
      )}
      {(may.handOver || may.sendAgain || may.edit) && (
        <div className="desk-slip-actions">
          {may.handOver && (
            <Button busy={busy} onPress={() => open('handOver')}>
              Đã trao thư giấy
            </Button>
          )}
          {may.sendAgain && (
            <Button look="plain" busy={busy} onPress={() => void again()}>
              Gửi lại qua Zalo
            </Button>
          )}
          {may.edit && (
            <Button look="quiet" onPress={onEdit}>
              Sửa thư (phải duyệt lại)
            </Button>
          )}
        </div>
      )}
      {asks !== null && !changedMeanwhile && (
        <Dialog
          title={asks === 'return' ? 'Trả lại để sửa' : 'Ghi nhận đã trao thư'}
          onClose={close}
          actions={
            <>
              <Button busy={busy} onPress={() => void (asks === 'return' ? giveBack() : handOver())}>
                {asks === 'return' ? 'Trả lại để sửa' : 'Ghi nhận'}
              </Button>
              <Button look="quiet" onPress={close}>
                Xem lại đã
              </Button>
            </>
          }
        >
          <Field
            label={asks === 'return' ? 'Cần sửa gì' : 'Ai trao, lúc nào (không bắt buộc)'}
            {...(asks === 'return' ? { hint: 'Người soạn đọc câu này.' } : {})}
            rows={3}
            maxLength={asks === 'return' ? 300 : 200}
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

/** Opens the PDF at once: with the phone's own browser inside Zalo, in a new tab elsewhere. */
function PrintLink({ url }: { url: string }) {
  const [closed, setClosed] = useState(false);
  const words = (
    <>
      <Printer aria-hidden="true" size={20} />
      In thư
    </>
  );
  if (inZalo && !closed)
    return (
      <button type="button" className="desk-tool" onClick={() => void openInBrowser(url).then(({ kind }) => setClosed(kind !== 'given'))}>
        {words}
      </button>
    );
  return (
    <a className="desk-tool" href={url} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}

/** Where it stands, or why there is no button. */
function StandsNow({ letter, mayApprove }: { letter: LifeLetter; mayApprove: boolean }) {
  const { status, approved, delivery, handedOver, returned } = letter;
  if (status === 'draft')
    return (
      <Notice title="Thư chưa trình duyệt">
        <p>{returned === null ? 'Người soạn còn đang viết.' : `Đã trả lại để sửa: ${returned.note}`}</p>
      </Notice>
    );
  if (status === 'submitted') {
    if (letter.may.approve) return null;
    return mayApprove ? (
      <Notice tone="attention" title="Không tự duyệt thư mình đã viết">
        <p>Thư này có phần do chính tài khoản này soạn hoặc sửa. Xin nhờ lãnh đạo khác duyệt.</p>
      </Notice>
    ) : (
      <Notice title="Chờ Chủ tịch duyệt">
        <p>Chủ tịch được báo trên Zalo và duyệt trên điện thoại.</p>
      </Notice>
    );
  }
  const failed = delivery?.state === 'failed' || delivery?.state === 'skipped' || delivery?.state === 'unconfirmed';
  return (
    <Notice
      tone={failed && status !== 'handed_over' ? 'attention' : 'done'}
      title={approved === null ? 'Đã duyệt' : `${approved.name} đã duyệt lúc ${spokenInstant(approved.at)}`}
    >
      {handedOver !== null ? (
        <p>
          Đã trao thư giấy, {handedOver.name} ghi nhận lúc {spokenInstant(handedOver.at)}. {handedOver.note}
        </p>
      ) : (
        <p role="status">{delivery === null ? 'Xin in thư và trao tận tay.' : sayDelivery(delivery)}</p>
      )}
    </Notice>
  );
}
