import {
  type Broadcast,
  createBroadcast,
  listBroadcastTemplates,
  readBroadcast,
  submitBroadcast,
  testBroadcast,
  updateBroadcast,
} from 'backend/contracts/broadcasts';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/states.js';
import { inVietnam } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { DayField, TimeField } from '../fields.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { AudiencePart, ModesPart } from './audience-part.js';
import { kindWords, sayReason } from './broadcast-words.js';
import { draftFrom, emptyForm, type Form, faultsOf, formOf } from './compose-form.js';
import { ContentPart, ExtrasPart, TemplatePicker } from './content-part.js';
import { LetterPhone } from './letter-phone.js';
import { PlanPanel } from './plan-panel.js';
import { usePreview } from './use-preview.js';

const writtenKinds = ['greeting', 'notice', 'urgent'] as const;

type ComposeProps = {
  /** What is being changed; null for a new one. */
  broadcast: Broadcast | null;
  onSaved?: (broadcast: Broadcast) => void;
};

/** Writing a broadcast: words, audience, ways and time at the left; how it will be read and how it would go at the right. */
export function ComposePage({ broadcast, onSaved }: ComposeProps) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { busy, failure, faults, save, forget } = useSave();
  const templates = useApi(listBroadcastTemplates, {});
  const asked = writtenKinds.find((kind) => kind === search.get('kind')) ?? 'notice';
  /** The one the next save changes; a colleague's newer state once it was chosen to write over it. */
  const [base, setBase] = useState(broadcast);
  const [saved, setSaved] = useState<Form>(() => (broadcast === null ? emptyForm(asked) : formOf(broadcast)));
  const [form, setForm] = useState(saved);
  const [testWords, setTestWords] = useState<{ good: boolean; words: string } | null>(null);
  const [asksSubmit, setAsksSubmit] = useState(false);
  const creation = useRef({ key: '', body: '' });

  const now = new Date();
  const known = faultsOf(form, now);
  const draft = Object.keys(known).length === 0 ? draftFrom(form) : null;
  const unsaved = JSON.stringify(form) !== JSON.stringify(saved);
  const guard = useLeaveGuard(unsaved);
  const { preview, failure: previewFailure, busy: previewing } = usePreview(draft);
  const isDisclosure = form.kind === 'disclosure';
  const change = (part: Partial<Form>) => {
    setTestWords(null);
    setForm((before) => ({ ...before, ...part }));
  };

  async function store(): Promise<Broadcast> {
    if (base !== null && !unsaved) return base;
    const body = draftFrom(form);
    let stored: Broadcast;
    if (base === null) {
      const text = JSON.stringify(body);
      if (creation.current.body !== text) creation.current = { key: crypto.randomUUID(), body: text };
      stored = await call(createBroadcast, { body }, { idempotencyKey: creation.current.key });
    } else {
      stored = await call(updateBroadcast, { params: { id: base.id }, body: { ...body, revision: base.revision } });
    }
    setBase(stored);
    setSaved(form);
    return stored;
  }

  /** A new broadcast gets its own address; the guard's second entry of the history goes first. */
  const settle = (stored: Broadcast) => {
    if (broadcast !== null) {
      onSaved?.(stored);
      return;
    }
    const go = () => navigate(`/console/broadcasts/${stored.id}`, { replace: true });
    if (unsaved) window.addEventListener('popstate', go, { once: true });
    else go();
  };

  const keep = async (event?: FormEvent) => {
    event?.preventDefault();
    let stored: Broadcast | null = null;
    const done = await save(
      known,
      async () => {
        stored = await store();
      },
      'Đã lưu bản nháp.',
    );
    if (done && stored !== null) settle(stored);
  };

  const test = async () => {
    await save(
      known,
      async () => {
        const { id } = await store();
        const answer = await call(testBroadcast, { params: { id } });
        const good = answer.state !== 'failed' && answer.state !== 'skipped';
        setTestWords({
          good,
          words: good
            ? 'Đã gửi thử. Xin mở Zalo của mình để xem.'
            : `Chưa gửi thử được: ${sayReason(answer.reason ?? 'unknown')} Xin mở trang Zalo của xã, bấm Quan tâm và nhắn một câu, rồi gửi thử lại.`,
        });
      },
      'Đã gửi thử.',
    );
  };

  const submit = async () => {
    setAsksSubmit(false);
    let stored: Broadcast | null = null;
    const done = await save(
      known,
      async () => {
        const { id, revision } = await store();
        stored = await call(submitBroadcast, { params: { id }, body: { revision } });
      },
      'Đã trình duyệt.',
    );
    if (done && stored !== null) settle(stored);
  };

  const askSubmit = async () => {
    if (await save(known, async () => undefined, 'Xin xem lại lần cuối.')) setAsksSubmit(true);
  };

  const takeTheirs = async () => {
    if (base === null) return;
    const theirs = await call(readBroadcast, { params: { id: base.id } });
    setBase(theirs);
    setSaved(formOf(theirs));
    setForm(formOf(theirs));
    forget();
    announce('Đã lấy bản của đồng nghiệp.');
  };
  const keepMine = async () => {
    if (base === null) return;
    setBase(await call(readBroadcast, { params: { id: base.id } }));
    forget();
    announce('Giữ bản đang viết. Bấm lưu để ghi đè.');
  };

  const reached = preview?.plan.channels.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const shown = { ...known, ...faults };
  // What is wrong is said once somebody has tried to save, not while the first word is typed.
  const said = Object.keys(faults).length > 0 ? shown : {};

  return (
    <Frame
      title={broadcast === null ? 'Soạn tin mới' : 'Sửa tin'}
      {...(broadcast?.occasion == null ? {} : { beside: broadcast.occasion.name })}
      width="sides"
      onBackToList={() => (window.history.length > 1 ? navigate(-1) : navigate('/console/broadcasts'))}
    >
      <form className="desk-side" noValidate onSubmit={(event) => void keep(event)}>
        {base?.returned != null && (
          <Notice tone="attention" title={`${base.returned.name} trả lại để sửa`}>
            <p>{base.returned.note}</p>
          </Notice>
        )}
        {base !== null && base.status !== 'draft' && (
          <Notice tone="attention" title={base.status === 'approved' ? 'Tin này đã được duyệt' : 'Tin này đang chờ duyệt'}>
            <p>Lưu thay đổi là phải trình và duyệt lại từ đầu.</p>
          </Notice>
        )}
        <section className="desk-step" aria-labelledby="words-title">
          <h2 id="words-title" className="section-title">
            Viết tin
          </h2>
          {isDisclosure ? (
            <p className="quiet">{kindWords.disclosure.says}</p>
          ) : (
            <Choices
              legend="Loại tin"
              small
              value={form.kind}
              choices={writtenKinds.map((value) => ({ value, name: kindWords[value].name }))}
              onChoose={(kind) => change({ kind })}
            />
          )}
          {!isDisclosure && <p className="field-hint">{kindWords[form.kind].says}</p>}
          <TemplatePicker templates={templates.data?.templates ?? []} form={form} onChange={change} />
          <ContentPart form={form} faults={said} onChange={change} />
          <ExtrasPart form={form} faults={said} onChange={change} />
        </section>
        <section className="desk-step" aria-labelledby="audience-title">
          <h2 id="audience-title" className="section-title">
            Gửi cho ai
          </h2>
          <AudiencePart form={form} faults={said} onChange={change} />
        </section>
        <section className="desk-step" aria-labelledby="way-title">
          <h2 id="way-title" className="section-title">
            Gửi cách nào, lúc nào
          </h2>
          <ModesPart form={form} onChange={change} />
          <Choices
            legend="Giờ gửi"
            small
            value={form.when}
            choices={[
              { value: 'now', name: 'Ngay khi duyệt' },
              { value: 'at', name: 'Hẹn ngày giờ' },
            ]}
            onChoose={(when) => change({ when, ...(when === 'at' && form.day === '' ? { day: inVietnam(now).day } : {}) })}
          />
          {form.when === 'at' && (
            <div className="desk-pair">
              <DayField
                label="Ngày gửi"
                min={inVietnam(now).day}
                value={form.day}
                fault={said['body.sendAt']}
                onChange={(day) => change({ day })}
              />
              <TimeField label="Giờ gửi" value={form.time} onChange={(time) => change({ time })} />
            </div>
          )}
        </section>
        <div className="desk-send-bar">
          {failure !== null && failure.code === 'revision_changed' ? (
            <Notice tone="attention" title="Đồng nghiệp vừa sửa tin này" urgent>
              <p>Những gì đang viết ở đây vẫn còn, chưa mất chữ nào.</p>
              <div className="desk-tools">
                <button type="button" className="desk-tool" onClick={() => void takeTheirs()}>
                  Lấy bản của đồng nghiệp
                </button>
                <button type="button" className="desk-tool" onClick={() => void keepMine()}>
                  Giữ bản đang viết
                </button>
              </div>
            </Notice>
          ) : failure !== null ? (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          ) : Object.keys(faults).length > 0 ? (
            <p className="field-fault" role="alert">
              Có chỗ chưa đúng, xin xem phần được đánh dấu.
            </p>
          ) : (
            <p className="quiet">{unsaved ? 'Có thay đổi chưa lưu.' : base === null ? 'Chưa viết gì.' : 'Đã lưu.'}</p>
          )}
          {testWords !== null && (
            <Notice tone={testWords.good ? 'done' : 'attention'}>
              <p>{testWords.words}</p>
            </Notice>
          )}
          <div className="desk-send-actions">
            <Button look="plain" submits busy={busy} disabled={!unsaved}>
              Lưu nháp
            </Button>
            <Button look="plain" busy={busy} onPress={() => void test()}>
              Gửi thử cho tôi
            </Button>
            <Button busy={busy} onPress={() => void askSubmit()}>
              Trình duyệt
            </Button>
          </div>
        </div>
      </form>
      <aside className="desk-side desk-side-stays" aria-label="Xem trước" aria-busy={previewing}>
        {preview !== null && (
          <LetterPhone
            samples={preview.samples}
            button={form.buttonPath === '' ? 'Xem trên Mini App' : form.buttonTitle}
            pictureId={form.pictureId}
          />
        )}
        <section className="desk-step" aria-labelledby="plan-title" aria-live="polite">
          <h2 id="plan-title" className="section-title">
            Nếu gửi như thế này
          </h2>
          {preview !== null ? (
            <PlanPanel plan={preview.plan} />
          ) : previewing ? (
            <p className="quiet">Đang tính số người, chi phí, thời gian…</p>
          ) : (
            <p className="quiet">Viết tiêu đề và nội dung, ở đây sẽ hiện gửi tới bao nhiêu người, mất bao nhiêu tiền, xong lúc nào.</p>
          )}
          {previewFailure !== null && <p className="field-fault">{sayToOfficer(previewFailure)}</p>}
        </section>
      </aside>
      {asksSubmit && (
        <Dialog
          title="Trình Chủ tịch duyệt?"
          onClose={() => setAsksSubmit(false)}
          actions={
            <>
              <Button onPress={() => void submit()}>Trình duyệt</Button>
              <Button look="quiet" onPress={() => setAsksSubmit(false)}>
                Xem lại đã
              </Button>
            </>
          }
        >
          <p>
            {preview === null ? 'Tin' : `Tin tới ${reached.toLocaleString('vi-VN')} người`} chưa gửi đi ngay. Chủ tịch được báo trên Zalo để
            xem và duyệt.
          </p>
          {preview !== null && reached === 0 && <p className="field-fault">Chưa có ai nhận được tin này. Xin xem lại phần gửi cho ai.</p>}
        </Dialog>
      )}
      <LeaveDialog guard={guard} lost="Những gì vừa viết sẽ mất." />
    </Frame>
  );
}
