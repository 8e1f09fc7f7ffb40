import '../../features/initiatives/initiatives.css';
import { type DecisionItem, decisionItems } from 'backend/contracts/decisions';
import { listInitiatives, listPromise, longestCost, longestTitle, longestWords, proposeInitiative } from 'backend/contracts/initiatives';
import { legalSigns } from 'backend/contracts/legal-signs';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { newKey } from '../../features/appointments/send-booking.js';
import { StopNotice } from '../../features/guidance/stop-notice.js';
import {
  dropInitiative,
  type InitiativeDraft,
  initiativeBodyOf,
  initiativeFaults,
  keepInitiative,
  loadInitiative,
  withInitiativeKey,
} from '../../features/initiatives/draft.js';
import { call, phoneIsTheirs } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { sayFailure } from '../../words.js';

const steps = ['what', 'who', 'check'] as const;
const title = 'Đề xuất một việc';

/** Proposing: what and why, who shall discuss it, and a look before it goes. */
export default function InitiativeNewPage() {
  const read = useApi(listInitiatives, { query: {} }, { revalidateOnFocus: false });
  const [draft, setDraft] = useState<InitiativeDraft | null>(null);

  useEffect(() => {
    let left = false;
    // What lies on this phone may be another person's until that is known.
    void phoneIsTheirs().then(() => {
      if (!left) setDraft(loadInitiative());
    });
    return () => {
      left = true;
    };
  }, []);

  const { data } = read;
  if (data?.household && draft !== null) return <Wizard household={data.household} checkWithin={data.checkWithin} kept={draft} />;
  return (
    <Screen title={title} backTo="/initiatives">
      {data === undefined && read.error !== undefined && <Failure failure={read.error} onRetry={() => void read.mutate()} />}
      {data?.household === null && (
        <Empty>
          <p>Muốn đề xuất thì tài khoản cần liên kết với hộ trong sổ của xóm.</p>
          <Link to="/me/household" className="more-link">
            Liên kết với hộ của tôi
          </Link>
        </Empty>
      )}
      {data?.household !== null && read.error === undefined && <Skeleton rows={4} tall />}
    </Screen>
  );
}

type WizardProps = { household: { code: string; hamletName: string }; checkWithin: number; kept: InitiativeDraft };

function Wizard({ household, checkWithin, kept }: WizardProps) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { mutate } = useSWRConfig();
  const [draft, setDraft] = useState(kept);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const stop = useStop(draft);

  const asked = steps.find((one) => one === search.get('step')) ?? 'what';
  const isFilled = Object.keys(initiativeFaults(draft, 'what')).length === 0;
  const step = isFilled ? asked : 'what';
  const place = steps.indexOf(step);

  useEffect(() => {
    if (Object.keys(faults).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const change = (part: Partial<InitiativeDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    setFaults({});
    keepInitiative(next);
  };

  const goOn = () => {
    const known = initiativeFaults(draft, step);
    setFaults(known);
    const next = steps[place + 1];
    if (Object.keys(known).length === 0 && !stop.isClear && next !== undefined) navigate(`/initiatives/new?step=${next}`);
  };

  const send = async () => {
    const known = initiativeFaults(draft, 'check');
    setFaults(known);
    setFailure(null);
    // The second of two quick taps may come before the button shows that it is busy.
    if (Object.keys(known).length > 0 || stop.isClear || underWay.current) return;
    underWay.current = true;
    setBusy(true);
    const body = initiativeBodyOf(draft);
    const keyed = withInitiativeKey(draft, body, newKey);
    setDraft(keyed);
    keepInitiative(keyed);
    try {
      const { id } = await call(proposeInitiative, { body }, { idempotencyKey: keyed.sent.key });
      dropInitiative();
      void mutate(keyOf(listInitiatives, { query: {} }));
      navigate(`/initiatives/${id}`, { replace: true, state: { fresh: true } });
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    underWay.current = false;
    setBusy(false);
  };

  const isLast = step === 'check';
  return (
    <Screen
      title={title}
      backTo="/initiatives"
      action={
        isLast ? (
          <Button busy={busy} disabled={stop.isClear} onPress={() => void send()}>
            Gửi đề xuất
          </Button>
        ) : (
          <Button onPress={goOn}>Tiếp tục</Button>
        )
      }
    >
      <p className="quiet">
        Bước {place + 1} trong {steps.length}
      </p>
      <form
        ref={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isLast) void send();
          else goOn();
        }}
      >
        {step === 'what' && <What draft={draft} faults={faults} onChange={change} />}
        {step === 'who' && <Who draft={draft} faults={faults} hamletName={household.hamletName} onChange={change} />}
        {isLast && <Check draft={draft} faults={faults} household={household} checkWithin={checkWithin} onChange={change} />}
      </form>
      {(stop.sign !== null || failure?.code === 'denunciation_not_here') && (
        <StopNotice
          kind={stop.sign?.kind ?? 'denunciation'}
          certainty={stop.sign?.certainty ?? 'clear'}
          words={stop.sign?.words ?? ''}
          numbers={[]}
          onEdit={() => (step === 'what' ? form.current?.querySelector('textarea')?.focus() : navigate('/initiatives/new?step=what'))}
        />
      )}
      {failure !== null && failure.code !== 'denunciation_not_here' && (
        <Notice tone="attention" urgent title="Chưa gửi được">
          <p>
            {failure.code === 'offline'
              ? 'Mạng yếu nên chưa gửi được. Những gì đã viết vẫn còn trên máy. Bấm Gửi để gửi lại, không sợ bị gửi hai lần.'
              : sayFailure(failure)}
          </p>
        </Notice>
      )}
    </Screen>
  );
}

/** What the words may be besides a proposal, once the typing pauses. */
function useStop({ title: name, what, why, cost }: InitiativeDraft) {
  const text = [name, what, why, cost].join('\n');
  const typed = useDelayed(text, 500);
  const sign = useMemo(() => {
    const signs = legalSigns(typed);
    return signs.find(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear') ?? signs[0] ?? null;
  }, [typed]);
  return { sign, isClear: sign?.kind === 'denunciation' && sign.certainty === 'clear' };
}

type PartProps = {
  draft: InitiativeDraft;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<InitiativeDraft>) => void;
};

function What({ draft, faults, onChange }: PartProps) {
  return (
    <>
      <Field
        label="Việc muốn đề xuất"
        hint="Một câu, ví dụ: Làm đèn chiếu sáng đường xóm."
        value={draft.title}
        maxLength={longestTitle}
        fault={faults['body.title']}
        onChange={(name) => onChange({ title: name })}
      />
      <Field
        label="Làm gì, ở đâu?"
        hint="Xin đừng ghi số điện thoại, số căn cước: ai cũng đọc được."
        rows={5}
        value={draft.what}
        maxLength={longestWords}
        fault={faults['body.what']}
        onChange={(what) => onChange({ what })}
      />
      <Field
        label="Vì sao nên làm?"
        rows={4}
        value={draft.why}
        maxLength={longestWords}
        fault={faults['body.why']}
        onChange={(why) => onChange({ why })}
      />
    </>
  );
}

const unsure = 'unsure';

function Who({ draft, faults, hamletName, onChange }: PartProps & { hamletName: string }) {
  return (
    <>
      <Choices
        legend="Ai cùng bàn việc này?"
        choices={[
          { value: 'hamlet', name: hamletName, detail: 'Các hộ trong xóm đồng thuận và bàn' },
          { value: 'commune', name: 'Toàn xã', detail: 'Các hộ trong cả xã đồng thuận và bàn' },
        ]}
        value={draft.scope}
        onChoose={(scope) => onChange({ scope })}
      />
      <Choices
        legend="Việc này thuộc loại nào?"
        choices={[
          ...decisionItems.map(({ item, name }) => ({ value: String(item), name })),
          { value: unsure, name: 'Tôi không rõ', detail: 'Người xem xét sẽ xếp giúp' },
        ]}
        value={draft.item === null ? unsure : String(draft.item)}
        onChoose={(value) => onChange({ item: value === unsure ? null : (Number(value) as DecisionItem) })}
      />
      <Field
        label="Kinh phí dự tính (không bắt buộc)"
        hint="Ví dụ: khoảng 36 triệu đồng, mỗi hộ góp 300 nghìn."
        value={draft.cost}
        maxLength={longestCost}
        fault={faults['body.cost']}
        onChange={(cost) => onChange({ cost })}
      />
    </>
  );
}

type CheckProps = PartProps & { household: WizardProps['household']; checkWithin: number };

function Check({ draft, faults, household, checkWithin, onChange }: CheckProps) {
  const fault = faults['body.answersForList'];
  return (
    <>
      <section className="card" aria-label="Xem lại đề xuất">
        <h2 className="title">{draft.title}</h2>
        <dl className="initiative-facts">
          <div>
            <dt className="quiet">Làm gì</dt>
            <dd className="initiative-said">{draft.what}</dd>
          </div>
          <div>
            <dt className="quiet">Vì sao</dt>
            <dd className="initiative-said">{draft.why}</dd>
          </div>
          {draft.cost.trim() !== '' && (
            <div>
              <dt className="quiet">Kinh phí dự tính</dt>
              <dd>{draft.cost}</dd>
            </div>
          )}
          <div>
            <dt className="quiet">Ai cùng bàn</dt>
            <dd>{draft.scope === 'commune' ? 'Toàn xã' : household.hamletName}</dd>
          </div>
        </dl>
        <Link to="/initiatives/new?step=what" className="more-link">
          Sửa lại
        </Link>
      </section>
      <Notice title="Gửi rồi thì sao?">
        <p>
          Trong {checkWithin} ngày làm việc, trưởng xóm hoặc xã xem việc này có thuộc việc Nhân dân bàn, quyết định không. Được nhận thì bà
          con đọc được, kèm tên của ông/bà; các hộ có ba tháng để đồng thuận.
        </p>
      </Notice>
      <label className="initiative-accept">
        <input
          type="checkbox"
          checked={draft.answersForList}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : 'list-fault'}
          onChange={(event) => onChange({ answersForList: event.target.checked })}
        />
        <span>{listPromise}</span>
      </label>
      {fault !== undefined && (
        <p id="list-fault" className="field-fault">
          {fault}
        </p>
      )}
    </>
  );
}
