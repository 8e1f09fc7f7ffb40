import './disclosures.css';
import {
  correctDisclosure,
  createDisclosure,
  type Disclosure,
  type DisclosureClass,
  listDisclosureClasses,
  publishDisclosure,
  readDeskDisclosure,
  updateDisclosure,
  withdrawDisclosure,
} from 'backend/contracts/disclosures';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, plainDate } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { DisclosureSheet } from '../../features/disclosures/disclosure-sheet.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { Checks, DayField, SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useMay } from '../may.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { AttachmentsPart } from './attachments-part.js';
import { clockWords, type DisclosureForm, draftOf, emptyForm, faultsOf, formOf, isAlwaysPosted, statusWords } from './disclosure-form.js';
import { PublishedPart } from './published-part.js';

/** A new disclosure. */
export function NewDisclosurePage() {
  return <Editor one={null} onChange={() => undefined} />;
}

/** One disclosure: written, published, corrected, withdrawn. */
export function DisclosurePage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const one = useApi(readDeskDisclosure, { params: { id } }, { revalidateOnFocus: false });
  if (one.data !== undefined) return <Editor key={id} one={one.data} onChange={(newer) => void one.mutate(newer, { revalidate: false })} />;
  return (
    <Frame title="Công khai" onBackToList={() => navigate('/console/disclosures')}>
      {one.error !== undefined ? <Failure failure={one.error} onRetry={() => void one.mutate()} /> : <Skeleton rows={4} tall />}
    </Frame>
  );
}

type Question = 'publish' | 'withdraw' | 'correct';

function Editor({ one, onChange }: { one: Disclosure | null; onChange: (newer: Disclosure) => void }) {
  const navigate = useNavigate();
  const mayWrite = useMay('disclosures.write');
  const mayPublish = useMay('disclosures.publish');
  const classes = useApi(listDisclosureClasses, {}, { revalidateOnFocus: false }).data?.classes;
  const { busy, failure, faults, save, forget } = useSave();
  const [saved, setSaved] = useState(() => (one === null ? emptyForm : formOf(one)));
  const [form, setForm] = useState(saved);
  const [question, setQuestion] = useState<Question | null>(null);
  const [reason, setReason] = useState('');
  const creation = useRef({ key: '', body: '' });
  /** What is stored by now, also when the step after storing was refused. */
  const kept = useRef(one);

  const isPublished = one?.status === 'published';
  const isOpen = one === null || one.status === 'draft' ? mayWrite : isPublished && mayPublish;
  const unsaved = isOpen && JSON.stringify(form) !== JSON.stringify(saved);
  const guard = useLeaveGuard(unsaved);
  const change = (part: Partial<DisclosureForm>) => setForm((before) => ({ ...before, ...part }));

  const taken = (newer: Disclosure) => {
    kept.current = newer;
    setSaved(formOf(newer));
    setForm(formOf(newer));
    onChange(newer);
  };

  async function store(): Promise<Disclosure> {
    const before = kept.current;
    if (before !== null && !unsaved) return before;
    const body = draftOf(form);
    if (before !== null) {
      kept.current = await call(updateDisclosure, { params: { id: before.id }, body: { ...body, revision: before.revision } });
      return kept.current;
    }
    const text = JSON.stringify(body);
    if (creation.current.body !== text) creation.current = { key: crypto.randomUUID(), body: text };
    kept.current = await call(createDisclosure, { body }, { idempotencyKey: creation.current.key });
    return kept.current;
  }

  /** A new one gets its own address; the guard's second entry of the history goes first. */
  const settle = (newer: Disclosure) => {
    if (one !== null) return taken(newer);
    const go = () => navigate(`/console/disclosures/${newer.id}`, { replace: true });
    setSaved(form);
    if (unsaved) window.addEventListener('popstate', go, { once: true });
    else go();
  };

  const run = async (known: Record<string, string>, work: () => Promise<Disclosure>, done: string) => {
    let newer: Disclosure | null = null;
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
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (isPublished) ask('correct');
    else void run(faultsOf(form), store, 'Đã lưu bản nháp.');
  };
  const ask = (next: Question) => {
    setReason('');
    forget();
    setQuestion(next);
  };
  const publish = async () => {
    setQuestion(null);
    await run(
      faultsOf(form),
      async () => {
        const { id, revision } = await store();
        return call(publishDisclosure, { params: { id }, body: { revision } });
      },
      'Đã công khai.',
    );
  };
  const correct = async () => {
    if (one === null) return;
    const body = { ...draftOf(form), revision: one.revision, reason };
    if (await run(faultsOf(form), () => call(correctDisclosure, { params: { id: one.id }, body }), 'Đã đăng bản sửa.')) setQuestion(null);
  };
  const withdraw = async () => {
    if (one === null) return;
    const body = { revision: one.revision, reason };
    if (await run({}, () => call(withdrawDisclosure, { params: { id: one.id }, body }), 'Đã rút.')) setQuestion(null);
  };

  const clock = one === null ? null : clockWords(one, inVietnam(new Date()).day);
  return (
    <Frame
      title={one === null ? 'Soạn nội dung công khai' : one.number}
      {...(one === null ? {} : { beside: statusWords[one.status] })}
      width="sides"
      onBackToList={() => navigate('/console/disclosures')}
    >
      <div className="desk-side">
        {clock !== null && <Notice tone={clock.late ? 'attention' : 'info'}>{clock.words}.</Notice>}
        {one !== null && one.status !== 'draft' && <PublishedPart one={one} />}
        {isOpen ? (
          <form className="desk-side" noValidate onSubmit={keep}>
            <Fields form={form} faults={faults} classes={classes} onChange={change} />
            <AttachmentsPart attachments={form.attachments} faults={faults} onChange={(attachments) => change({ attachments })} />
            {failure !== null && question === null && (
              <p className="field-fault" role="alert">
                {failure.code === 'invalid_request' ? 'Có chỗ chưa đúng, xin xem phần được đánh dấu.' : sayToOfficer(failure)}
              </p>
            )}
            {Object.keys(faults).length > 0 && failure === null && (
              <p className="field-fault" role="alert">
                Có chỗ chưa đúng, xin xem phần được đánh dấu.
              </p>
            )}
            <Button look={isPublished || !mayPublish ? 'main' : 'plain'} submits busy={busy} disabled={!unsaved}>
              {isPublished ? 'Đăng bản sửa' : 'Lưu nháp'}
            </Button>
            {!isPublished && mayPublish && (
              <Button busy={busy} onPress={() => ask('publish')}>
                Công khai
              </Button>
            )}
          </form>
        ) : (
          one?.status === 'draft' &&
          mayPublish && (
            <Button busy={busy} onPress={() => ask('publish')}>
              Công khai
            </Button>
          )
        )}
        {isPublished && mayPublish && (
          <Button look="danger" onPress={() => ask('withdraw')}>
            Rút nội dung này
          </Button>
        )}
      </div>
      <aside className="desk-side desk-side-stays" aria-label="Xem trước">
        <Preview form={form} one={one} classes={classes} />
      </aside>

      {question === 'publish' && (
        <Dialog
          title="Công khai nội dung này?"
          onClose={() => setQuestion(null)}
          actions={
            <>
              <Button busy={busy} onPress={() => void publish()}>
                Công khai
              </Button>
              <Button look="quiet" onPress={() => setQuestion(null)}>
                Xem lại
              </Button>
            </>
          }
        >
          <p>
            Ai cũng đọc được ngay trong Mini App và trên trang web của xã, địa chỉ trang không đổi nữa. Sau đó chỉ đính chính được, không
            xóa được.
          </p>
          <p>Hệ thống làm sẵn tờ niêm yết có mã QR, bài đọc loa và bản nháp tin Zalo. Tin Zalo chỉ gửi khi Chủ tịch duyệt.</p>
        </Dialog>
      )}
      {(question === 'correct' || question === 'withdraw') && (
        <Dialog
          title={question === 'correct' ? 'Đăng bản sửa?' : 'Rút nội dung này?'}
          onClose={() => setQuestion(null)}
          actions={
            <>
              <Button
                look={question === 'correct' ? 'main' : 'danger'}
                busy={busy}
                onPress={() => void (question === 'correct' ? correct() : withdraw())}
              >
                {question === 'correct' ? 'Đăng bản sửa' : 'Rút nội dung'}
              </Button>
              <Button look="quiet" onPress={() => setQuestion(null)}>
                Để nguyên
              </Button>
            </>
          }
        >
          <p>
            {question === 'correct'
              ? 'Trang sẽ ghi ngày sửa và lý do. Bản cũ vẫn được giữ trong hệ thống.'
              : 'Trang vẫn còn nhưng chỉ ghi là đã rút và lý do; tài liệu kèm theo không mở được nữa. Việc này không làm lại được.'}
          </p>
          <Field label="Lý do (người dân đọc được)" value={reason} maxLength={200} fault={faults['body.reason']} onChange={setReason} />
          {failure !== null && failure.code !== 'invalid_request' && (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          )}
        </Dialog>
      )}
      <LeaveDialog guard={guard} lost="Những gì vừa viết sẽ mất." />
    </Frame>
  );
}

type FieldsProps = {
  form: DisclosureForm;
  faults: Readonly<Record<string, string>>;
  classes: readonly DisclosureClass[] | undefined;
  onChange: (part: Partial<DisclosureForm>) => void;
};

function Fields({ form, faults, classes, onChange }: FieldsProps) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const chosen = classes?.find(({ number }) => String(number) === form.classNumber);
  const always = isAlwaysPosted(classes, form.classNumber);
  return (
    <>
      <section className="desk-step" aria-labelledby="words-title">
        <h2 id="words-title" className="section-title">
          Nội dung
        </h2>
        <SelectField
          label="Nhóm nội dung"
          value={form.classNumber}
          choices={[
            { value: '', name: 'Xin chọn' },
            ...(classes ?? []).map(({ number, label }) => ({ value: String(number), name: `${number}. ${label}` })),
          ]}
          {...(chosen === undefined ? {} : { hint: `${chosen.content}. ${chosen.source}.` })}
          fault={faults['body.classNumber']}
          onChange={(classNumber) => onChange({ classNumber })}
        />
        <Field label="Tiêu đề" value={form.title} maxLength={200} fault={faults['body.title']} onChange={(title) => onChange({ title })} />
        <Field
          label="Tóm tắt"
          hint="Vài câu dễ hiểu; cũng là bài đọc loa và tin Zalo. Tối đa 300 ký tự."
          rows={3}
          value={form.summary}
          maxLength={300}
          fault={faults['body.summary']}
          onChange={(summary) => onChange({ summary })}
        />
        <Field
          label="Toàn văn"
          hint="Để một dòng trống giữa hai đoạn; dòng bắt đầu bằng dấu gạch là một mục."
          rows={12}
          value={form.text}
          maxLength={20_000}
          fault={faults['body.text']}
          onChange={(text) => onChange({ text })}
        />
        <div className="desk-pair">
          <Field
            label="Số văn bản"
            value={form.documentNumber}
            maxLength={60}
            fault={faults['body.documentNumber']}
            onChange={(documentNumber) => onChange({ documentNumber })}
          />
          <DayField
            label="Ngày văn bản"
            hint="Phải công khai trong 5 ngày làm việc kể từ ngày này."
            value={form.documentDate}
            fault={faults['body.documentDate']}
            onChange={(documentDate) => onChange({ documentDate })}
          />
        </div>
      </section>
      <section className="desk-step" aria-labelledby="posting-title">
        <h2 id="posting-title" className="section-title">
          Công khai ở đâu, bao lâu
        </h2>
        {hamlets.length > 0 && (
          <details className="desk-fold" open={form.hamletKeys.length > 0}>
            <summary>{form.hamletKeys.length === 0 ? 'Toàn xã (bấm để chọn riêng xóm)' : `Riêng ${form.hamletKeys.length} xóm`}</summary>
            <Checks
              legend="Chỉ những xóm này; bỏ trống là toàn xã"
              choices={hamlets.map(({ key, name }) => ({ value: key, name }))}
              chosen={form.hamletKeys}
              onChange={(hamletKeys) => onChange({ hamletKeys })}
            />
          </details>
        )}
        {always ? (
          <p>Nhóm này niêm yết thường xuyên, có thay đổi thì cập nhật.</p>
        ) : (
          <>
            <Choices
              legend="Thời gian niêm yết"
              small
              value={form.posting}
              choices={[
                { value: 'usual', name: '30 ngày' },
                { value: 'until', name: 'Đến ngày khác' },
                { value: 'permanent', name: 'Thường xuyên' },
              ]}
              onChoose={(posting) => onChange({ posting })}
            />
            {form.posting === 'until' && (
              <div className="desk-pair">
                <DayField
                  label="Niêm yết đến hết ngày"
                  value={form.postedUntil}
                  fault={faults['body.postedUntil']}
                  onChange={(postedUntil) => onChange({ postedUntil })}
                />
                <Field
                  label="Căn cứ, nếu ngắn hơn 30 ngày"
                  value={form.shorterBasis}
                  maxLength={200}
                  fault={faults['body.shorterBasis']}
                  onChange={(shorterBasis) => onChange({ shorterBasis })}
                />
              </div>
            )}
          </>
        )}
      </section>
    </>
  );
}

/** The page of the Mini App as it will be read. */
function Preview({
  form,
  one,
  classes,
}: {
  form: DisclosureForm;
  one: Disclosure | null;
  classes: readonly DisclosureClass[] | undefined;
}) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const today = inVietnam(new Date()).day;
  const from = one?.postedFrom ?? today;
  const chosen = classes?.find(({ number }) => String(number) === form.classNumber);
  const usual = new Date(Date.parse(`${from}T00:00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 10);
  const isEndless = form.posting === 'permanent' || isAlwaysPosted(classes, form.classNumber);
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ đọc trong Mini App</figcaption>
      <div className="desk-phone-screen">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard */}
        <section className="desk-disclosure-phone" tabIndex={0} aria-label="Trang như người dân đọc">
          <DisclosureSheet
            titleLevel={3}
            words={{
              title: form.title.trim() === '' ? 'Tiêu đề' : form.title,
              classLabel: chosen?.label ?? 'Nhóm nội dung',
              number: one?.number ?? null,
              summary: form.summary.trim() === '' ? 'Tóm tắt bằng vài câu dễ hiểu.' : form.summary,
              text: form.text,
              attachments: form.attachments.map((attachment) => ({ ...attachment, url: '' })),
              documentNumber: form.documentNumber.trim() === '' ? null : form.documentNumber,
              documentDate: form.documentDate === '' ? null : form.documentDate,
              hamlets: form.hamletKeys.map((key) => hamlets.find((hamlet) => hamlet.key === key)?.name ?? key),
              postedFrom: from,
              postedUntil: isEndless ? null : form.posting === 'until' && form.postedUntil !== '' ? form.postedUntil : usual,
              corrections: one?.corrections ?? [],
            }}
          />
        </section>
      </div>
      {one !== null && one.status === 'draft' && one.dueOn !== null && (
        <p className="quiet">Hạn công khai theo ngày văn bản: hết ngày {plainDate(one.dueOn)}.</p>
      )}
    </figure>
  );
}
