import './book.css';
import type { OpenSlot } from 'backend/contracts/appointments';
import { holdPlace } from 'backend/contracts/appointments';
import { type ProcedurePage, readProcedure } from 'backend/contracts/procedures';
import type { Me } from 'backend/contracts/residents';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { dayAndMonth, spokenTime, weekday } from '../../days.js';
import { type Draft, faultsOf, hasSlot, keepDraft, loadDraft } from '../../features/appointments/draft.js';
import { useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { CheckStep } from './check-step.js';
import { WhenStep } from './when-step.js';
import { WhoStep } from './who-step.js';

const steps = ['when', 'who', 'check'] as const;
type Step = (typeof steps)[number];

const stepWords = {
  when: 'Bước 1 trong 3: Chọn ngày giờ',
  who: 'Bước 2 trong 3: Ai đến làm',
  check: 'Bước 3 trong 3: Xem lại rồi đặt',
} satisfies Record<Step, string>;

/** Booking an appointment for one procedure. */
export default function BookPage() {
  const { code = '' } = useParams();
  const procedure = useApi(readProcedure, { params: { code } }, { revalidateOnFocus: false });
  const me = useMe();
  const failure = procedure.error ?? me.error;

  if (procedure.data !== undefined && me.data !== undefined) return <Wizard key={code} page={procedure.data} me={me.data} />;
  return (
    <Screen title="Đặt lịch" backTo={`/procedures/${code}`}>
      {failure === undefined ? (
        <Skeleton rows={3} tall />
      ) : (
        <Failure
          failure={failure}
          onRetry={() => {
            void procedure.mutate();
            void me.mutate();
          }}
        />
      )}
    </Screen>
  );
}

function Wizard({ page, me }: { page: ProcedurePage; me: Me }) {
  const { code } = page.procedure;
  const here = `/procedures/${code}/book`;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [draft, setDraft] = useState(() => startingDraft(page));
  const holding = useRef(false);
  const [isHolding, setIsHolding] = useState(false);
  const [holdFailure, setHoldFailure] = useState<CallFailure | null>(null);
  const [faults, setFaults] = useState<Record<string, string>>({});

  const asked = steps.find((step) => step === search.get('step')) ?? 'when';
  const step = hasSlot(draft) ? asked : 'when';

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(next);
  };

  const takePlace = async (date: string, start: string, then: Step) => {
    if (draft.way === null || holding.current) return;
    holding.current = true;
    setIsHolding(true);
    setHoldFailure(null);
    try {
      const hold = await call(holdPlace, { body: { code, way: draft.way, date, start } });
      change({ date, start, hold: { id: hold.holdId, expiresAt: hold.expiresAt } });
      if (then !== step) navigate(`${here}?step=${then}`);
    } catch (error) {
      setHoldFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    holding.current = false;
    setIsHolding(false);
  };

  const leaveWho = () => {
    const found = faultsOf(draft, me.nameKnown);
    setFaults(found);
    if (Object.keys(found).length === 0) navigate(`${here}?step=check`);
  };

  useEffect(() => {
    if (Object.keys(faults).length > 0) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const heading = (
    <div>
      <p className="progress">{stepWords[step]}</p>
      <h2 className="title">{page.procedure.plainName}</h2>
    </div>
  );

  if (step === 'when') {
    const action =
      hasSlot(draft) && draft.hold !== null ? (
        <Button onPress={() => navigate(`${here}?step=who`)}>
          {`Đi tiếp với ${spokenTime(draft.start)}, ${weekday(draft.date)} ${dayAndMonth(draft.date)}`}
        </Button>
      ) : undefined;
    return (
      <Screen title="Đặt lịch" backTo={`/procedures/${code}`} {...(action === undefined ? {} : { action })}>
        {heading}
        <WhenStep
          page={page}
          draft={draft}
          change={change}
          holding={isHolding}
          failure={holdFailure}
          onTime={(date: string, slot: Pick<OpenSlot, 'start'>) => void takePlace(date, slot.start, 'who')}
        />
      </Screen>
    );
  }
  if (step === 'who') {
    return (
      <Screen title="Đặt lịch" backTo={here} action={<Button onPress={leaveWho}>Xem lại</Button>}>
        {heading}
        <WhoStep draft={draft} change={change} me={me} faults={faults} />
      </Screen>
    );
  }
  return (
    <CheckStep
      page={page}
      me={me}
      draft={draft}
      heading={heading}
      backTo={`${here}?step=who`}
      holding={isHolding}
      holdFailure={holdFailure}
      change={change}
      onTakeInstead={(date, start) => void takePlace(date, start, 'check')}
      onOtherTime={() => navigate(here)}
      onFaults={(found) => {
        setFaults(found);
        navigate(`${here}?step=who`, { replace: true });
      }}
    />
  );
}

/** The kept draft; without one the first way offered, which is the counter nearly always and spares most people a tap. */
function startingDraft(page: ProcedurePage): Draft {
  const kept = loadDraft(page.procedure.code, Date.now());
  const offered = page.ways.map(({ way }) => way);
  if (kept.way !== null && offered.includes(kept.way)) return kept;
  return { ...kept, way: offered[0] ?? null, date: null, start: null, hold: null };
}
