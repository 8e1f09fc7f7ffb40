import { type DeskConsultation, mostPoints, publishSynthesis, saveSynthesis } from 'backend/contracts/consultation-desk';
import { countsWords, decisionWords } from 'backend/contracts/consultation-words';
import { type PointDecision, pointDecisions } from 'backend/contracts/consultations';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { inVietnam } from '../../days.js';
import { StanceTable, SynthesisPart } from '../../features/consultations/synthesis-part.js';
import { call } from '../../session.js';
import { sayToOfficer } from '../console-words.js';
import { DayField, SelectField } from '../fields.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useMay } from '../may.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { ConsultationFrame, Loaded } from './consultation-frame.js';
import { clockWords } from './desk-words.js';
import { GatePart } from './gate-part.js';

/** "Chúng tôi đã nghe gì và làm gì", written by one and published by another. */
export function ConsultationSynthesisPage() {
  const { id = '' } = useParams();
  return (
    <Loaded id={id}>
      {(one, onChange) => (
        <ConsultationFrame one={one}>
          <Editor key={id} one={one} onChange={onChange} />
        </ConsultationFrame>
      )}
    </Loaded>
  );
}

type FormPoint = { mark: string; key: string | null; title: string; decision: PointDecision | null; reason: string };
type Form = { text: string; points: FormPoint[]; sentOn: string; sentNumber: string };

const formOf = ({ synthesis }: DeskConsultation): Form => ({
  text: synthesis?.text ?? '',
  points: (synthesis?.points ?? []).map(({ key, title, decision, reason }) => ({ mark: key, key, title, decision, reason })),
  sentOn: synthesis?.sentAbove?.on ?? '',
  sentNumber: synthesis?.sentAbove?.documentNumber ?? '',
});

function Editor({ one, onChange }: { one: DeskConsultation; onChange: (newer: DeskConsultation) => void }) {
  const mayWrite = useMay('consultations.write');
  const mayPublish = useMay('consultations.publish');
  const { busy, failure, faults, save } = useSave();
  const [saved, setSaved] = useState(() => formOf(one));
  const [form, setForm] = useState(saved);
  const [asks, setAsks] = useState(false);
  const isOpen = mayWrite && (one.state === 'open' || one.state === 'closed');
  const unsaved = isOpen && JSON.stringify(form) !== JSON.stringify(saved);
  const guard = useLeaveGuard(unsaved);
  const above = one.current?.content.decidedAbove ?? null;
  const decisions = pointDecisions.filter((decision) => (decision === 'forwarded') === (above !== null));
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const put = (place: number, part: Partial<FormPoint>) =>
    change({ points: form.points.map((point, at) => (at === place ? { ...point, ...part } : point)) });
  const move = (place: number, by: 1 | -1) => {
    const points = [...form.points];
    const [point] = points.splice(place, 1);
    if (point !== undefined) points.splice(place + by, 0, point);
    change({ points });
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
    if (!isDone || newer === null) return;
    setSaved(formOf(newer));
    setForm(formOf(newer));
    onChange(newer);
  };
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const known: Record<string, string> = {};
    for (const [place, { title }] of form.points.entries())
      if (title.trim().length < 3) known[`body.points.${place}.title`] = 'Xin ghi tên nhóm ý kiến.';
    if (form.sentOn === '' && form.sentNumber.trim() !== '') known['body.sentAbove.on'] = 'Xin chọn ngày gửi.';
    if (form.sentOn !== '' && form.sentNumber.trim() === '') known['body.sentAbove.documentNumber'] = 'Xin ghi số văn bản.';
    const body = {
      revision: one.revision,
      text: form.text,
      points: form.points.map(({ key, title, decision, reason }) => ({ key, title, decision, reason })),
      sentAbove: form.sentOn === '' ? null : { on: form.sentOn, documentNumber: form.sentNumber },
    };
    void run(known, () => call(saveSynthesis, { params: { id: one.id }, body }), 'Đã lưu bản tổng hợp.');
  };
  const publish = async () => {
    setAsks(false);
    await run({}, () => call(publishSynthesis, { params: { id: one.id }, body: { revision: one.revision } }), 'Đã công bố.');
  };

  const clock = clockWords(one);
  const isReady = one.synthesis !== null && !unsaved && one.synthesisGate.every(({ met }) => met);
  const isDone = one.answered !== null;
  return (
    <>
      <div className="desk-side">
        {clock !== null && <Notice tone={clock.late ? 'attention' : 'info'}>{clock.words}.</Notice>}
        {isOpen && (
          <form className="desk-side" noValidate onSubmit={keep}>
            <section className="desk-step" aria-labelledby="text-title">
              <h2 id="text-title" className="section-title">
                Lời chung
              </h2>
              <Field
                label="Xã đã nghe gì, cảm ơn và nói chung"
                rows={5}
                value={form.text}
                maxLength={3_000}
                fault={faults['body.text']}
                onChange={(text) => change({ text })}
              />
              {above !== null && (
                <div className="desk-pair">
                  <DayField
                    label={`Gửi ${above} ngày`}
                    value={form.sentOn}
                    fault={faults['body.sentAbove.on'] ?? faults['body.sentAbove']}
                    onChange={(sentOn) => change({ sentOn })}
                  />
                  <Field
                    label="Số văn bản gửi"
                    value={form.sentNumber}
                    maxLength={60}
                    fault={faults['body.sentAbove.documentNumber']}
                    onChange={(sentNumber) => change({ sentNumber })}
                  />
                </div>
              )}
            </section>
            <section className="desk-step" aria-labelledby="points-title">
              <h2 id="points-title" className="section-title">
                Từng nhóm ý kiến
              </h2>
              {form.points.length === 0 && <p className="quiet">Thêm nhóm rồi sang phần Ý kiến để xếp từng ý kiến vào nhóm.</p>}
              {form.points.map((point, place) => {
                const counts = one.synthesis?.points.find(({ key }) => key === point.key)?.counts ?? [];
                return (
                  <fieldset key={point.mark} className="desk-consultation-point">
                    <legend className="visually-hidden">Nhóm {place + 1}</legend>
                    <Field
                      label={`Nhóm ${place + 1}`}
                      value={point.title}
                      maxLength={200}
                      fault={faults[`body.points.${place}.title`]}
                      onChange={(title) => put(place, { title })}
                    />
                    <p className="quiet">{counts.length === 0 ? 'Chưa có ý kiến nào trong nhóm.' : countsWords(counts)}</p>
                    <SelectField
                      label={`Tiếp thu nhóm ${place + 1}`}
                      value={point.decision ?? ''}
                      choices={[
                        { value: '', name: 'Chưa quyết định' },
                        ...decisions.map((value) => ({ value, name: decisionWords[value] })),
                      ]}
                      onChange={(decision) => put(place, { decision: pointDecisions.find((one) => one === decision) ?? null })}
                    />
                    <Field
                      label={`Lý do, cách làm nhóm ${place + 1}`}
                      rows={3}
                      value={point.reason}
                      maxLength={800}
                      fault={faults[`body.points.${place}.reason`]}
                      onChange={(reason) => put(place, { reason })}
                    />
                    <div className="desk-consultation-tools">
                      <button
                        type="button"
                        className="desk-tool"
                        disabled={place === 0}
                        aria-label={`Đưa nhóm ${place + 1} lên`}
                        onClick={() => move(place, -1)}
                      >
                        <ArrowUp aria-hidden="true" size={18} />
                      </button>
                      <button
                        type="button"
                        className="desk-tool"
                        disabled={place === form.points.length - 1}
                        aria-label={`Đưa nhóm ${place + 1} xuống`}
                        onClick={() => move(place, 1)}
                      >
                        <ArrowDown aria-hidden="true" size={18} />
                      </button>
                      <button
                        type="button"
                        className="desk-tool desk-tool-danger"
                        disabled={counts.length > 0}
                        onClick={() => change({ points: form.points.filter(({ mark }) => mark !== point.mark) })}
                      >
                        <Trash2 aria-hidden="true" size={18} /> Bỏ nhóm {place + 1}
                      </button>
                    </div>
                  </fieldset>
                );
              })}
              {form.points.length < mostPoints && (
                <button
                  type="button"
                  className="desk-tool"
                  onClick={() =>
                    change({ points: [...form.points, { mark: crypto.randomUUID(), key: null, title: '', decision: null, reason: '' }] })
                  }
                >
                  Thêm nhóm ý kiến
                </button>
              )}
            </section>
            {failure !== null && (
              <p className="field-fault" role="alert">
                {failure.code === 'invalid_request' ? 'Có chỗ chưa đúng, xin xem phần được đánh dấu.' : sayToOfficer(failure)}
              </p>
            )}
            <Button look={isReady ? 'plain' : 'main'} submits busy={busy} disabled={!unsaved}>
              Lưu bản tổng hợp
            </Button>
          </form>
        )}
        {isDone && <StanceTable stances={one.stances} />}
      </div>
      <aside className="desk-side desk-side-stays" aria-label="Điều kiện và xem trước">
        {!isDone && one.state !== 'withdrawn' && (
          <GatePart
            title="Điều kiện để công bố"
            conditions={one.synthesisGate}
            {...(unsaved && { note: 'Danh sách này theo bản đã lưu. Lưu rồi xem lại.' })}
          />
        )}
        {!isDone && mayPublish && one.synthesis !== null && (
          <>
            {one.synthesis.isMine && (
              <p className="quiet">Đồng chí soạn sau cùng nên không tự công bố. Xin nhờ lãnh đạo hoặc người khác được giao xem lại.</p>
            )}
            <Button busy={busy} disabled={!isReady || one.synthesis.isMine} onPress={() => setAsks(true)}>
              Công bố tổng hợp
            </Button>
          </>
        )}
        {!isOpen && failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
        <Preview one={one} form={form} above={above} />
      </aside>
      {asks && (
        <Dialog
          title="Công bố tổng hợp?"
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button busy={busy} onPress={() => void publish()}>
                Công bố tổng hợp
              </Button>
              <Button look="quiet" onPress={() => setAsks(false)}>
                Xem lại
              </Button>
            </>
          }
        >
          <p>
            Ai cũng đọc được, thành một nội dung công khai (nhóm 11), và người góp ý đã xin báo được nhắn một lần qua Zalo. Sau đó không sửa
            được nữa.
          </p>
        </Dialog>
      )}
      <LeaveDialog guard={guard} lost="Những gì vừa viết trong bản tổng hợp sẽ mất." />
    </>
  );
}

/** The part of the page as it will be read. */
function Preview({ one, form, above }: { one: DeskConsultation; form: Form; above: string | null }) {
  const points = form.points.flatMap(({ key, title, decision, reason }) =>
    decision === null ? [] : [{ title, decision, reason, counts: one.synthesis?.points.find((point) => point.key === key)?.counts ?? [] }],
  );
  return (
    <figure className="desk-phone">
      <figcaption className="desk-phone-caption">Người dân sẽ đọc trong Mini App</figcaption>
      <div className="desk-phone-screen">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard */}
        <section className="desk-disclosure-phone" tabIndex={0} aria-label="Phần tổng hợp như người dân đọc">
          <SynthesisPart
            level={3}
            synthesis={{
              text: form.text.trim() === '' ? 'Lời chung của xã.' : form.text,
              points,
              outside: one.counts.outside,
              counts: one.channels,
              publishedOn: inVietnam(one.answered === null ? new Date() : new Date(one.answered.at)).day,
              sentAbove:
                above === null || form.sentOn === '' ? null : { to: above, on: form.sentOn, documentNumber: form.sentNumber.trim() },
            }}
          />
        </section>
      </div>
    </figure>
  );
}
