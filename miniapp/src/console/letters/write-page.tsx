import {
  createLifeLetter,
  discardLifeLetter,
  type LifeLetter,
  listLifeLetterKinds,
  submitLifeLetter,
  updateLifeLetter,
} from 'backend/contracts/life-letters';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { LetterPaper } from '../../features/life-letters/letter-paper.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { DayField, NumberField, SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { draftOf, emptyForm, type Form, formOf } from './letter-form.js';
import { LetterMessage } from './letter-message.js';
import { MemberPicker } from './member-picker.js';
import { useLetterPreview } from './use-letter-preview.js';

type WriteProps = {
  /** What is being changed; null for a new one. */
  letter: LifeLetter | null;
  onSaved?: (letter: LifeLetter) => void;
};

/** Writing a letter: facts at the left, the page as the family will hold it at the right. */
export function WritePage({ letter, onSaved }: WriteProps) {
  const navigate = useNavigate();
  const kinds = useApi(listLifeLetterKinds, {});
  const { busy, failure, faults: refusedAt, save } = useSave();
  const [base, setBase] = useState(letter);
  const [saved, setSaved] = useState<Form>(() => (letter === null ? emptyForm('birth') : formOf(letter)));
  const [form, setForm] = useState(saved);
  const [asksDiscard, setAsksDiscard] = useState(false);
  const creation = useRef({ key: '', body: '' });
  const unsaved = JSON.stringify(form) !== JSON.stringify(saved);
  const guard = useLeaveGuard(unsaved);
  const info = kinds.data?.kinds.find(({ kind }) => kind === form.kind);
  const { preview, failure: previewFailure } = useLetterPreview(info === undefined ? null : draftOf(form, info));
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));

  // What was missing when it was submitted goes away as it is filled in.
  const isIncomplete = failure?.code === 'life_letter_incomplete';
  const faults: Readonly<Record<string, string>> =
    isIncomplete && preview !== null ? Object.fromEntries(preview.missing.map(({ field, message }) => [field, message])) : refusedAt;

  async function store(): Promise<LifeLetter> {
    if (base !== null && !unsaved) return base;
    const body = draftOf(form, info);
    let stored: LifeLetter;
    if (base === null) {
      const text = JSON.stringify(body);
      if (creation.current.body !== text) creation.current = { key: crypto.randomUUID(), body: text };
      stored = await call(createLifeLetter, { body }, { idempotencyKey: creation.current.key });
    } else stored = await call(updateLifeLetter, { params: { id: base.id }, body: { ...body, revision: base.revision } });
    setBase(stored);
    return stored;
  }

  /** A new letter gets its own address; the guard's second entry of the history goes first. */
  const settle = (stored: LifeLetter) => {
    setSaved(form);
    if (letter !== null) return onSaved?.(stored);
    const go = () => navigate(`/console/letters/${stored.id}`, { replace: true });
    if (unsaved) window.addEventListener('popstate', go, { once: true });
    else go();
  };

  const keep = async (event: FormEvent) => {
    event.preventDefault();
    let stored: LifeLetter | null = null;
    const send = async () => {
      stored = await store();
    };
    if ((await save({}, send, 'Đã lưu bản nháp.')) && stored !== null) settle(stored);
  };
  const submit = async () => {
    let stored: LifeLetter | null = null;
    const send = async () => {
      const { id, revision } = await store();
      stored = await call(submitLifeLetter, { params: { id }, body: { revision } });
    };
    if ((await save({}, send, 'Đã trình duyệt.')) && stored !== null) settle(stored);
  };
  const discard = async () => {
    setAsksDiscard(false);
    if (base === null) return;
    if (await save({}, () => call(discardLifeLetter, { params: { id: base.id } }), 'Đã bỏ bản nháp.'))
      navigate('/console/letters', { replace: true });
  };

  const facts = info?.facts ?? [];
  const setFact = (key: string) => (value: string) => change({ facts: { ...form.facts, [key]: value } });
  return (
    <Frame title={letter === null ? 'Soạn thư' : 'Sửa thư'} width="sides" onBackToList={() => navigate('/console/letters')}>
      <form className="desk-side" noValidate onSubmit={(event) => void keep(event)}>
        {base?.returned != null && (
          <Notice tone="attention" title={`${base.returned.name} trả lại để sửa`}>
            <p>{base.returned.note}</p>
          </Notice>
        )}
        {base !== null && base.status !== 'draft' && (
          <Notice tone="attention" title={base.status === 'approved' ? 'Thư này đã được duyệt' : 'Thư này đang chờ duyệt'}>
            <p>Lưu thay đổi là phải trình và duyệt lại. Bản in cũ không còn hiệu lực.</p>
          </Notice>
        )}
        {kinds.data === undefined && kinds.error !== undefined && <Failure failure={kinds.error} onRetry={() => void kinds.mutate()} />}
        {kinds.data === undefined && kinds.error === undefined && <Skeleton rows={4} />}
        {kinds.data !== undefined && (
          <>
            <section className="desk-step" aria-labelledby="facts-title">
              <h2 id="facts-title" className="section-title">
                Nội dung
              </h2>
              <SelectField
                label="Loại thư"
                value={form.kind}
                choices={kinds.data.kinds.map(({ kind, name }) => ({ value: kind, name }))}
                onChange={(value) => {
                  const kind = kinds.data?.kinds.find((one) => one.kind === value)?.kind;
                  if (kind !== undefined) change({ kind });
                }}
              />
              <div className="desk-pair">
                {facts.map(({ key, label, input, hint, required }) => {
                  const common = {
                    label: required ? label : `${label} (không bắt buộc)`,
                    value: form.facts[key] ?? '',
                    fault: faults[`body.facts.${key}`],
                    onChange: setFact(key),
                    ...(hint === null ? {} : { hint }),
                  };
                  if (input === 'day') return <DayField key={key} {...common} />;
                  if (input === 'number') return <NumberField key={key} min={0} max={130} {...common} />;
                  return <Field key={key} maxLength={300} {...common} />;
                })}
              </div>
              {faults['body.facts'] !== undefined && <p className="field-fault">{faults['body.facts']}</p>}
              {form.kind === 'condolence' && (
                <MemberPicker
                  label="Người mất có dùng Zalo của xã không"
                  hint="Tìm theo tên. Duyệt thư xong, xã thôi gửi mọi lời chúc, tin tức vào tài khoản này."
                  chosen={form.deceased}
                  onChoose={(deceased) => change({ deceased })}
                />
              )}
            </section>
            <section className="desk-step" aria-labelledby="to-title">
              <h2 id="to-title" className="section-title">
                Gửi ai
              </h2>
              <MemberPicker
                label="Người nhận trên Zalo"
                hint="Tìm theo tên. Không có thì để trống, thư in ra trao tận tay."
                chosen={form.member}
                onChoose={(member) => change({ member, ...(member !== null && form.name === '' ? { name: member.name } : {}) })}
              />
              <Field
                label="Kính gửi"
                hint={form.kind === 'condolence' ? 'Ví dụ: gia quyến cụ Nguyễn Văn Thọ' : 'Ví dụ: gia đình anh Trần Văn Hải'}
                value={form.name}
                maxLength={120}
                fault={faults['body.recipient.name']}
                onChange={(name) => change({ name })}
              />
              <Field
                label="Địa chỉ"
                value={form.address}
                maxLength={200}
                fault={faults['body.recipient.address']}
                onChange={(address) => change({ address })}
              />
              {info?.asksFamily === true && (
                <>
                  <label className="desk-check">
                    <input
                      type="checkbox"
                      checked={form.familyAgreed}
                      aria-invalid={faults['body.familyAgreed'] !== undefined}
                      onChange={() => change({ familyAgreed: !form.familyAgreed })}
                    />
                    <span>
                      Đã hỏi, gia đình đồng ý nhận thư
                      <span className="quiet desk-block">Thư là việc riêng của gia đình, không đăng lên đâu cả.</span>
                    </span>
                  </label>
                  {faults['body.familyAgreed'] !== undefined && <p className="field-fault">{faults['body.familyAgreed']}</p>}
                </>
              )}
            </section>
            <div className="desk-send-bar">
              {(preview?.warnings ?? []).map((warning) => (
                <Notice key={warning} tone="attention">
                  <p>{warning}</p>
                </Notice>
              ))}
              {failure !== null && !isIncomplete ? (
                <p className="field-fault" role="alert">
                  {sayToOfficer(failure)}
                </p>
              ) : Object.keys(faults).length > 0 ? (
                <p className="field-fault" role="alert">
                  Đã lưu bản nháp, nhưng chưa trình được: còn chỗ thiếu, xin xem phần được đánh dấu.
                </p>
              ) : (
                <p className="quiet">{unsaved ? 'Có thay đổi chưa lưu.' : base === null ? 'Chưa viết gì.' : 'Đã lưu.'}</p>
              )}
              <div className="desk-send-actions">
                {base?.may.discard === true && (
                  <Button look="quiet" disabled={busy} onPress={() => setAsksDiscard(true)}>
                    Bỏ bản nháp
                  </Button>
                )}
                <Button look="plain" submits busy={busy} disabled={!unsaved}>
                  Lưu nháp
                </Button>
                <Button busy={busy} onPress={() => void submit()}>
                  Trình duyệt
                </Button>
              </div>
            </div>
          </>
        )}
      </form>
      <aside className="desk-side desk-side-stays" aria-label="Xem trước">
        {preview !== null && <LetterPaper paper={preview.paper} />}
        {preview !== null && preview.message !== null && <LetterMessage message={preview.message} />}
        {previewFailure !== null && <p className="field-fault">{sayToOfficer(previewFailure)}</p>}
      </aside>
      {asksDiscard && (
        <Dialog
          title="Bỏ bản nháp này?"
          onClose={() => setAsksDiscard(false)}
          actions={
            <>
              <Button look="danger" onPress={() => void discard()}>
                Bỏ bản nháp
              </Button>
              <Button look="quiet" onPress={() => setAsksDiscard(false)}>
                Giữ lại
              </Button>
            </>
          }
        >
          <p>Những gì đã viết trong thư này sẽ mất.</p>
        </Dialog>
      )}
      {guard.asking && (
        <Dialog
          title="Thư chưa lưu"
          onClose={guard.stay}
          actions={
            <>
              <Button onPress={guard.stay}>Ở lại viết tiếp</Button>
              <Button look="danger" onPress={guard.leave}>
                Bỏ thay đổi
              </Button>
            </>
          }
        >
          <p>Rời trang này thì những gì vừa sửa sẽ mất.</p>
        </Dialog>
      )}
    </Frame>
  );
}
