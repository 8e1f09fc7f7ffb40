import { listInitiatives, proposeInitiative } from 'backend/contracts/initiatives';
import { legalSigns } from 'backend/contracts/legal-signs';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
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
import { Check, What, Who } from './parts.js';

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
          <Link to="/household" className="more-link">
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
          <Button disabled={stop.isClear} onPress={goOn}>
            Tiếp tục
          </Button>
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
