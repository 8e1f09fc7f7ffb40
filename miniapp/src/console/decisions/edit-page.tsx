import './decisions.css';
import { agreementOptions, noCandidate, noneOption } from 'backend/contracts/decisions';
import {
  createDecision,
  type DeskDecision,
  listDecisionHamlets,
  listDeskDecisions,
  readDeskDecision,
  updateDecision,
} from 'backend/contracts/decisions-desk';
import { hamletsWhere } from 'backend/contracts/permissions';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { Button } from '../../components/button.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { AttachmentsPart } from '../disclosures/attachments-part.js';
import { Frame } from '../frame.js';
import { LeaveDialog } from '../leave-dialog.js';
import { useLeaveGuard } from '../use-leave-guard.js';
import { useSave } from '../use-save.js';
import { ChecksPart } from './checks-part.js';
import { baseOf, type Kind, useKind } from './decision-base.js';
import { faultsOf, fieldFaults } from './decision-faults.js';
import { type DecisionForm, draftOf, emptyForm, formOf, laterDraftOf, optionsOf } from './decision-form.js';
import { itemOf, statusWords } from './decision-words.js';
import { HouseholdPreview, type PreviewedDecision } from './household-preview.js';
import { MeetingsPart } from './meetings-part.js';
import { QuestionPart } from './question-part.js';
import { StepsPart } from './steps-part.js';
import { TeamPart } from './team-part.js';
import { useOwnHamlets } from './use-own-hamlets.js';
import { HowPart, WhatPart } from './what-part.js';

/** A new matter for households to decide, or a new election. */
export function NewDecisionPage() {
  const kind = useKind();
  const navigate = useNavigate();
  const hamlets = useApi(listDecisionHamlets, {}, { revalidateOnFocus: false, revalidateIfStale: false });
  if (hamlets.data !== undefined)
    return <Editor key={kind} one={null} kind={kind} hamlets={hamlets.data.hamlets} onChange={() => undefined} />;
  return (
    <Frame title="Soạn" onBackToList={() => navigate(baseOf(kind))}>
      {hamlets.error !== undefined ? <Failure failure={hamlets.error} onRetry={() => void hamlets.mutate()} /> : <Skeleton rows={4} tall />}
    </Frame>
  );
}

/** A draft, or what is still written down after it was announced. */
export function EditDecisionPage() {
  const { id = '' } = useParams();
  const kind = useKind();
  const navigate = useNavigate();
  const hamlets = useOwnHamlets();
  const one = useApi(readDeskDecision, { params: { id } }, { revalidateOnFocus: false });
  if (one.data !== undefined)
    return (
      <Editor key={id} one={one.data} kind={kind} hamlets={hamlets} onChange={(newer) => void one.mutate(newer, { revalidate: false })} />
    );
  return (
    <Frame title="Soạn" onBackToList={() => navigate(`${baseOf(kind)}/${id}`)}>
      {one.error !== undefined ? <Failure failure={one.error} onRetry={() => void one.mutate()} /> : <Skeleton rows={4} tall />}
    </Frame>
  );
}

type EditorProps = {
  one: DeskDecision | null;
  kind: Kind;
  hamlets: readonly { key: string; name: string; households: number }[];
  onChange: (newer: DeskDecision) => void;
};

function Editor({ one, kind, hamlets, onChange }: EditorProps) {
  const navigate = useNavigate();
  const me = useMe().data;
  const { mutate } = useSWRConfig();
  const { busy, failure, faults, save } = useSave();
  const [saved, setSaved] = useState(() =>
    one === null ? emptyForm(kind, hamlets.length === 1 ? hamlets.map(({ key }) => key) : []) : formOf(one),
  );
  const [form, setForm] = useState(saved);
  const creation = useRef({ key: '', body: '' });
  const base = baseOf(kind);
  const isDraft = one === null || one.status === 'draft';
  const unsaved = JSON.stringify(form) !== JSON.stringify(saved);
  const guard = useLeaveGuard(unsaved);
  // What was filled in since is no longer marked; what the API said stays until it is asked again.
  const still = faultsOf(form);
  const known = fieldFaults(Object.fromEntries(Object.entries(faults).filter(([field]) => field.startsWith('body.') || field in still)));
  const change = (part: Partial<DecisionForm>) => setForm((before) => ({ ...before, ...part }));
  const parts = { form, faults: known, onChange: change };
  const ofForm = form.scope === 'hamlet' ? hamlets.filter(({ key }) => form.hamletKeys.includes(key)) : hamlets;

  /** A new one gets its own address; the guard's second entry of the history goes first. */
  const settle = (newer: DeskDecision) => {
    void mutate(keyOf(listDeskDecisions, { query: { show: 'going', kind } }));
    if (one !== null) {
      setSaved(formOf(newer));
      setForm(formOf(newer));
      onChange(newer);
      return;
    }
    const go = () => navigate(`${base}/${newer.id}/edit`, { replace: true });
    setSaved(form);
    if (unsaved) window.addEventListener('popstate', go, { once: true });
    else go();
  };

  const keep = async (event: FormEvent) => {
    event.preventDefault();
    let newer: DeskDecision | null = null;
    const send = async () => {
      if (one !== null) {
        const draft = isDraft ? draftOf(form) : laterDraftOf(one.draft, form);
        newer = await call(updateDecision, { params: { id: one.id }, body: { revision: one.revision, draft } });
        return;
      }
      const body = draftOf(form);
      const text = JSON.stringify(body);
      if (creation.current.body !== text) creation.current = { key: crypto.randomUUID(), body: text };
      newer = await call(createDecision, { body }, { idempotencyKey: creation.current.key });
    };
    if ((await save(faultsOf(form), send, 'Đã lưu.')) && newer !== null) settle(newer);
  };

  return (
    <Frame
      title={one === null ? (kind === 'election' ? 'Chuẩn bị cuộc bầu' : 'Soạn việc để các hộ quyết định') : one.number}
      {...(one === null ? {} : { beside: statusWords[one.status] })}
      width="sides"
      onBackToList={() => guard.before(() => navigate(one === null ? base : `${base}/${one.id}`))}
    >
      <form className="desk-side" noValidate onSubmit={(event) => void keep(event)}>
        {!isDraft && (
          <Notice tone="info">
            <p>
              {one.status === 'closed'
                ? 'Đã kiểm phiếu xong. Ở đây chỉ ghi nốt biên bản cuộc họp.'
                : 'Câu hỏi, phương án và danh sách hộ đã chốt. Ở đây chỉ ghi tiếp cuộc họp, tổ và các bước đã làm.'}
            </p>
          </Notice>
        )}
        {isDraft && (
          <>
            <WhatPart
              {...parts}
              hamlets={hamlets}
              mayCommune={me !== undefined && hamletsWhere({ ...me, hamletKeys: [] }, 'decisions.write') === null}
            />
            <HowPart {...parts} />
            <QuestionPart {...parts} />
            <AttachmentsPart
              attachments={form.papers}
              faults={known}
              title="4. Tài liệu kèm theo"
              field="papers"
              most={10}
              longestLabel={120}
              kindKnown={false}
              onChange={(papers) => change({ papers })}
            />
          </>
        )}
        {form.way === 'meeting' && <MeetingsPart {...parts} hamlets={ofForm} frozen={!isDraft} number={isDraft ? '5. ' : ''} />}
        {one?.status !== 'closed' && (
          <>
            <TeamPart {...parts} number={isDraft ? (form.way === 'meeting' ? '6. ' : '5. ') : ''} />
            <StepsPart {...parts} number={isDraft ? (form.way === 'meeting' ? '7. ' : '6. ') : ''} />
          </>
        )}
        {failure !== null && (
          <p className="field-fault" role="alert">
            {failure.code === 'invalid_request' ? 'Có chỗ chưa đúng, xin xem phần được đánh dấu.' : sayToOfficer(failure)}
          </p>
        )}
        {Object.keys(known).length > 0 && failure === null && (
          <p className="field-fault" role="alert">
            Có chỗ chưa đúng, xin xem phần được đánh dấu.
          </p>
        )}
        <div className="desk-decision-save">
          <Button submits busy={busy} disabled={!unsaved}>
            {one === null ? 'Lưu và xem điều kiện của luật' : 'Lưu'}
          </Button>
        </div>
      </form>
      <aside className="desk-side desk-side-stays" aria-label="Điều kiện và xem trước">
        {one === null ? (
          <Notice tone="info">
            <p>Lưu lần đầu xong, chỗ này hiện từng điều kiện của luật: đạt, còn thiếu hay không được, theo điều nào.</p>
          </Notice>
        ) : (
          <ChecksPart
            checks={one.checks}
            rule={one.rule}
            note={unsaved ? 'Đây là theo bản đã lưu; bấm Lưu để xem theo chỗ vừa sửa.' : ''}
          />
        )}
        <HouseholdPreview decision={previewOf(form, one, ofForm)} />
      </aside>
      <LeaveDialog guard={guard} lost="Những gì vừa viết sẽ mất." />
    </Frame>
  );
}

function previewOf(form: DecisionForm, one: DeskDecision | null, hamlets: readonly { key: string; name: string }[]): PreviewedDecision {
  const draft = draftOf(form);
  const { name, article } = itemOf(form.item);
  return {
    title: draft.title,
    itemName: name,
    article,
    hamletNames: form.scope === 'commune' ? [] : hamlets.map((one) => one.name),
    way: draft.way,
    style: draft.style,
    summary: draft.summary || 'Tóm tắt bằng vài câu dễ hiểu.',
    text: draft.text,
    question: draft.question || 'Câu hỏi',
    options:
      one !== null && one.status !== 'draft'
        ? one.options
        : optionsOf(form, { agreement: agreementOptions, none: noneOption, noCandidate }),
    seats: draft.seats,
    papers: form.papers,
    meetings:
      form.way === 'meeting'
        ? form.meetings
            .filter(({ day, time }) => day !== '' && time !== '')
            .map(({ hamletKey, label, day, time, place }) => ({
              hamletName: hamlets.find(({ key }) => key === hamletKey)?.name ?? '',
              label: label || 'Cả xóm',
              day,
              time,
              place: place || '…',
            }))
        : [],
    meetingVote: draft.meetingVote,
    rule: one?.rule ?? 'Hiện khi đã lưu.',
    opensAt: draft.opensAt,
    closesAt: draft.closesAt,
  };
}
