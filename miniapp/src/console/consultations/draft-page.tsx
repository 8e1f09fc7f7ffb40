import {
  createConsultation,
  type DeskConsultation,
  dropCorrection,
  publishConsultation,
  saveConsultation,
} from 'backend/contracts/consultation-desk';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { AttachmentsPart } from '../disclosures/attachments-part.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useMay } from '../may.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { ConsultationFrame, Loaded } from './consultation-frame.js';
import { MatterFields, PlanFields } from './draft-fields.js';
import { type DraftForm, draftOf, emptyDraft, faultsOf, formOf } from './draft-form.js';
import { DraftPreview } from './draft-preview.js';
import { GatePart } from './gate-part.js';
import { PartsEditor } from './parts-editor.js';
import { PublishedPart } from './published-part.js';

/** A new consultation. */
export function NewConsultationPage() {
  return <Editor one={null} onChange={() => undefined} />;
}

/** What is asked: written, published, corrected. */
export function ConsultationPage() {
  const { id = '' } = useParams();
  return <Loaded id={id}>{(one, onChange) => <Editor key={id} one={one} onChange={onChange} />}</Loaded>;
}

const writtenOf = (one: DeskConsultation | null): DraftForm => {
  if (one === null) return emptyDraft;
  if (one.working !== null) return formOf(one.working.content, one.working.reason);
  return one.current === null ? emptyDraft : { ...formOf(one.current.content, null), closesOn: '' };
};

function Editor({ one, onChange }: { one: DeskConsultation | null; onChange: (newer: DeskConsultation) => void }) {
  const navigate = useNavigate();
  const mayWrite = useMay('consultations.write');
  const mayPublish = useMay('consultations.publish');
  const { busy, failure, faults, save } = useSave();
  const [saved, setSaved] = useState(() => writtenOf(one));
  const [form, setForm] = useState(saved);
  const [corrects, setCorrects] = useState(false);
  const [asks, setAsks] = useState<'publish' | 'drop' | null>(null);
  const creation = useRef({ key: '', body: '' });

  const isDraft = one === null || one.state === 'draft';
  const working = one?.working ?? null;
  const isCorrection = !isDraft && one?.state === 'open' && (working !== null || corrects);
  const isOpen = mayWrite && (isDraft || isCorrection);
  const unsaved = isOpen && JSON.stringify(form) !== JSON.stringify(saved);
  const guard = useLeaveGuard(unsaved);
  const change = (part: Partial<DraftForm>) => setForm((before) => ({ ...before, ...part }));

  const taken = (newer: DeskConsultation) => {
    const next = writtenOf(newer);
    setSaved(next);
    setForm(next);
    setCorrects(false);
    onChange(newer);
  };

  /** A new one gets its own address; the guard's second entry of the history goes first. */
  const settle = (newer: DeskConsultation) => {
    if (one !== null) return taken(newer);
    const go = () => navigate(`/console/consultations/${newer.id}`, { replace: true });
    setSaved(form);
    if (unsaved) window.addEventListener('popstate', go, { once: true });
    else go();
  };

  const run = async (known: Record<string, string>, work: () => Promise<DeskConsultation>, done: string) => {
    let newer: DeskConsultation | null = null;
    const isDone = await save(
      known,
      async () => {
        newer = await work();
      },
      done,
    );
    if (isDone && newer !== null) settle(newer);
    return isDone;
  };

  const store = (): Promise<DeskConsultation> => {
    const body = draftOf(form);
    if (one !== null) {
      const reason = isDraft || form.reason.trim() === '' ? null : form.reason;
      return call(saveConsultation, { params: { id: one.id }, body: { ...body, revision: one.revision, reason } });
    }
    const text = JSON.stringify(body);
    if (creation.current.body !== text) creation.current = { key: crypto.randomUUID(), body: text };
    return call(createConsultation, { body }, { idempotencyKey: creation.current.key });
  };
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void run(faultsOf(form), store, isCorrection ? 'Đã lưu bản sửa, chưa đăng.' : 'Đã lưu bản nháp.');
  };
  const publish = async () => {
    setAsks(null);
    if (one === null) return;
    await run({}, () => call(publishConsultation, { params: { id: one.id }, body: { revision: one.revision } }), 'Đã đăng để lấy ý kiến.');
  };
  const drop = async () => {
    setAsks(null);
    if (one === null) return;
    await run({}, () => call(dropCorrection, { params: { id: one.id }, body: { revision: one.revision } }), 'Đã bỏ bản sửa.');
  };

  const closesOn = working === null ? (one?.closesOn ?? null) : (working.content.closesOn ?? one?.leastClosing.day ?? null);
  const isReady = working !== null && !unsaved && working.gate.every(({ met }) => met);
  const stale = working !== null && one !== null && one.state !== 'draft' && one.state !== 'open';
  return (
    <ConsultationFrame one={one}>
      <div className="desk-side">
        {one !== null && one.current !== null && (
          <PublishedPart
            one={one}
            onChange={taken}
            {...(mayWrite && one.state === 'open' && !isCorrection && { onCorrect: () => setCorrects(true) })}
          />
        )}
        {stale && (
          <Notice tone="attention" title="Có bản sửa chưa kịp đăng">
            <p>Đã hết hạn góp ý nên bản sửa này không đăng được nữa. Muốn lấy ý kiến bản mới, xin tạo lần lấy ý kiến khác.</p>
          </Notice>
        )}
        {isCorrection && (
          <Notice tone="attention" title="Bản sửa của nội dung đang lấy ý kiến">
            <p>Đăng xong, thời gian góp ý tính lại từ đầu. Ý kiến đã gửi vẫn đi với bản cũ.</p>
          </Notice>
        )}
        {isOpen && (
          <form className="desk-side" noValidate onSubmit={keep}>
            {isCorrection && (
              <section className="desk-step">
                <Field
                  label="Lý do sửa (người dân đọc được)"
                  value={form.reason}
                  maxLength={300}
                  fault={faults['body.reason']}
                  onChange={(reason) => change({ reason })}
                />
              </section>
            )}
            <MatterFields form={form} faults={faults} onChange={change} />
            <PartsEditor parts={form.parts} faults={faults} onChange={(parts) => change({ parts })} />
            <AttachmentsPart attachments={form.papers} faults={faults} field="body.papers" onChange={(papers) => change({ papers })} />
            <PlanFields form={form} faults={faults} onChange={change} least={one?.leastClosing ?? null} />
            {failure !== null && (
              <p className="field-fault" role="alert">
                {failure.code === 'invalid_request' ? 'Có chỗ chưa đúng, xin xem phần được đánh dấu.' : sayToOfficer(failure)}
              </p>
            )}
            {Object.keys(faults).length > 0 && failure === null && (
              <p className="field-fault" role="alert">
                Có chỗ chưa đúng, xin xem phần được đánh dấu.
              </p>
            )}
            <Button look={isReady ? 'plain' : 'main'} submits busy={busy} disabled={!unsaved}>
              {isCorrection ? 'Lưu bản sửa' : 'Lưu nháp'}
            </Button>
          </form>
        )}
      </div>
      <aside className="desk-side desk-side-stays" aria-label="Điều kiện và xem trước">
        {working !== null && !stale && (
          <GatePart
            title="Điều kiện để đăng"
            conditions={working.gate}
            {...(unsaved && { note: 'Danh sách này theo bản đã lưu. Lưu rồi xem lại.' })}
          />
        )}
        {working !== null && !stale && mayPublish && (
          <>
            {working.isMine && (
              <p className="quiet">Đồng chí soạn sau cùng nên không tự đăng. Xin nhờ lãnh đạo hoặc người khác được giao xem lại và đăng.</p>
            )}
            <Button busy={busy} disabled={!isReady || working.isMine} onPress={() => setAsks('publish')}>
              {isDraft ? 'Đăng để lấy ý kiến' : 'Đăng bản sửa'}
            </Button>
          </>
        )}
        {!isOpen && failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
        {working !== null && !isDraft && mayWrite && (
          <Button look="quiet" busy={busy} onPress={() => setAsks('drop')}>
            Bỏ bản sửa
          </Button>
        )}
        <DraftPreview form={form} number={one?.number ?? null} closesOn={closesOn} />
      </aside>

      {asks === 'publish' && (
        <Dialog
          title={isDraft ? 'Đăng để lấy ý kiến?' : 'Đăng bản sửa?'}
          onClose={() => setAsks(null)}
          actions={
            <>
              <Button busy={busy} onPress={() => void publish()}>
                {isDraft ? 'Đăng để lấy ý kiến' : 'Đăng bản sửa'}
              </Button>
              <Button look="quiet" onPress={() => setAsks(null)}>
                Xem lại
              </Button>
            </>
          }
        >
          <p>
            Ai cũng đọc và góp ý được ngay, {closesOn === null ? '' : `đến hết ngày ${plainDate(closesOn)}`}. Nội dung và tài liệu không sửa
            được nữa; muốn sửa phải đăng bản khác có lý do, và thời gian tính lại từ đầu.
          </p>
        </Dialog>
      )}
      {asks === 'drop' && (
        <Dialog
          title="Bỏ bản sửa chưa đăng?"
          onClose={() => setAsks(null)}
          actions={
            <>
              <Button look="danger" busy={busy} onPress={() => void drop()}>
                Bỏ bản sửa
              </Button>
              <Button look="quiet" onPress={() => setAsks(null)}>
                Để nguyên
              </Button>
            </>
          }
        >
          <p>Những gì đã viết trong bản sửa sẽ mất. Nội dung đang lấy ý kiến không đổi.</p>
        </Dialog>
      )}
      <LeaveDialog guard={guard} lost="Những gì vừa viết sẽ mất." />
    </ConsultationFrame>
  );
}
