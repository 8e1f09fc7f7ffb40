import { findSimilarReports, type SimilarReport } from 'backend/contracts/feedback';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { type Draft, type Faults, faultsOf, stillMissing, wordsOf } from '../../features/feedback/draft.js';
import { LegalNotice, useTypedSign } from '../../features/feedback/legal-guard.js';
import { isStopped, signToSay } from '../../features/feedback/legal-sign.js';
import { MatterPart } from '../../features/feedback/matter-part.js';
import { MediaPart } from '../../features/feedback/media-part.js';
import { PlacePart } from '../../features/feedback/place-part.js';
import { SimilarPart } from '../../features/feedback/similar-part.js';
import { useMedia } from '../../features/feedback/use-media.js';
import type { ReportForm, Writer } from '../../features/feedback/use-report-form.js';
import type { useWriting } from '../../features/feedback/writing.js';
import { callAnonymously } from '../../session.js';
import { sayFailure } from '../../words.js';
import { CheckStep } from './check-step.js';
import { faultsFromServer, stepOfFault } from './server-faults.js';

type Step = '1' | '2' | '3' | 'similar' | '4';

const stepWords = {
  '1': 'Bước 1 trong 4: Ảnh',
  '2': 'Bước 2 trong 4: Ở đâu',
  '3': 'Bước 3 trong 4: Việc gì',
  similar: 'Bước 3 trong 4: Việc gì',
  '4': 'Bước 4 trong 4: Ai thấy tên, rồi gửi',
} as const satisfies Record<Step, string>;

const here = '/reports/new';

export type StepsProps = { writing: ReturnType<typeof useWriting>; form: ReportForm; writer: Writer | null };

/** The step asked for, or the first one that still needs something. */
function stepFor(asked: string | null, draft: Draft, similar: readonly SimilarReport[]): Step {
  if (asked === '2') return '2';
  if (asked !== '3' && asked !== 'similar' && asked !== '4') return '1';
  if (Object.keys(faultsOf.place(draft)).length > 0) return '2';
  if (asked === '3') return '3';
  if (Object.keys(faultsOf.matter(draft)).length > 0 || isStopped(signToSay(wordsOf(draft), draft.confirmed))) return '3';
  return asked === 'similar' && similar.length > 0 ? 'similar' : '4';
}

/** What another report would be similar to; asked about once. */
const likenessOf = ({ categoryKey, hamletKey, landmark, location, text }: Draft) =>
  JSON.stringify([categoryKey, hamletKey, landmark, location, text.trim()]);

/** How long the question about similar reports may hold somebody up, in milliseconds. */
const similarPatience = 6_000;

async function similarTo({ categoryKey, hamletKey, landmark, location, text }: Draft): Promise<SimilarReport[]> {
  if (categoryKey === null || hamletKey === null || !navigator.onLine) return [];
  const patience = new AbortController();
  const alarm = window.setTimeout(() => patience.abort(), similarPatience);
  try {
    const body = { categoryKey, text: text.trim(), place: { hamletKey, landmark: landmark.trim(), location } };
    return (await callAnonymously(findSimilarReports, { body }, { signal: patience.signal })).similar;
  } catch {
    // Only a help: without it the report goes as it is.
    return [];
  } finally {
    window.clearTimeout(alarm);
  }
}

/** Picture, place, matter, who sees it: one thing a screen, then it is sent. */
export function ReportSteps({ writing, form, writer }: StepsProps) {
  const { current: draft, change, sending } = writing;
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [search] = useSearchParams();
  const [found, setFound] = useState<Faults>({});
  const [similar, setSimilar] = useState<SimilarReport[]>([]);
  const [busy, setBusy] = useState(false);
  const [insists, setInsists] = useState(false);
  const [recording, setRecording] = useState(false);
  const media = useMedia(draft.mark, writing.shelf, () => change({}));
  const knowsName = writer?.nameKnown === true;
  const typed = useTypedSign(wordsOf(draft), draft.confirmed);
  const sign = insists ? signToSay(wordsOf(draft), draft.confirmed) : typed;
  const fromServer = faultsFromServer(sending);
  const step = sending.kind === 'sending' ? '4' : stepFor(search.get('step'), draft, similar);
  const ownFaults = { '1': {}, '2': faultsOf.place(draft), '3': faultsOf.matter(draft), similar: {}, '4': faultsOf.who(draft, knowsName) }[
    step
  ];
  const faults = { ...fromServer, ...stillMissing(found, ownFaults) };
  const ownHamletKey = form.hamlets.some(({ key }) => key === writer?.hamletKey) ? (writer?.hamletKey ?? null) : null;

  const goTo = (next: Step) => {
    setFound({});
    setInsists(false);
    // What others said is seen once; going back leads to one's own words.
    navigate(`${here}?step=${next}`, { replace: step === 'similar' });
  };

  useEffect(() => {
    if (Object.keys(found).length > 0) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [found]);

  const faultStep = stepOfFault(sending);
  useEffect(() => {
    if (faultStep !== null) navigate(`${here}?step=${faultStep}`);
  }, [faultStep, navigate]);

  useEffect(() => {
    if (sending.kind === 'sending') navigate(`${here}?step=4`, { replace: true });
  }, [sending.kind, navigate]);

  const leave = (check: Faults, next: () => void) => {
    setFound(check);
    if (Object.keys(check).length === 0) next();
  };

  const leaveMatter = async () => {
    if (signToSay(wordsOf(draft), draft.confirmed) !== null) return setInsists(true);
    const likeness = likenessOf(draft);
    if (draft.similarSeen === likeness) return goTo('4');
    setBusy(true);
    const others = await similarTo(draft);
    setBusy(false);
    setSimilar(others);
    goTo(others.length > 0 ? 'similar' : '4');
  };

  const erase = () => {
    writing.drop();
    announce('Đã xóa khỏi máy.');
    navigate('/reports', { replace: true });
  };

  const screen = { title: 'Gửi phản ánh' };
  const progress = <p className="progress">{stepWords[step]}</p>;

  if (step === '1') {
    const empty = media.media?.length === 0;
    return (
      <Screen
        {...screen}
        backTo="/reports"
        action={
          <Button
            look={empty ? 'plain' : 'main'}
            disabled={media.busy || recording}
            onPress={() => {
              if (draft.hamletKey === null && ownHamletKey !== null) change({ hamletKey: ownHamletKey });
              goTo('2');
            }}
          >
            {empty ? 'Không có ảnh, đi tiếp' : 'Đi tiếp'}
          </Button>
        }
      >
        {progress}
        <h2 className="title">Có ảnh thì xã hiểu ngay</h2>
        <p>Tối đa 4 ảnh, một đoạn phim, một đoạn ghi âm. Không có cũng gửi được.</p>
        <MediaPart
          media={media}
          onRecording={setRecording}
          refused={sending.kind === 'medium' ? { slot: sending.slot, reason: sayFailure(sending.failure) } : null}
        />
        <p className="quiet">Ảnh chỉ gửi đi khi bấm Gửi ở bước cuối. Chỗ chụp, giờ chụp ghi trong ảnh sẽ được bỏ đi.</p>
      </Screen>
    );
  }
  if (step === '2')
    return (
      <Screen {...screen} backTo={here} action={<Button onPress={() => leave(faultsOf.place(draft), () => goTo('3'))}>Đi tiếp</Button>}>
        {progress}
        <PlacePart draft={draft} change={change} hamlets={form.hamlets} ownHamletKey={ownHamletKey} faults={faults} />
      </Screen>
    );
  if (step === 'similar')
    return (
      <Screen
        {...screen}
        backTo={`${here}?step=3`}
        action={
          <Button
            onPress={() => {
              change({ similarSeen: likenessOf(draft) });
              goTo('4');
            }}
          >
            Việc của tôi khác, đi tiếp
          </Button>
        }
      >
        {progress}
        <h2 className="title">Gần đó đã có người phản ánh</h2>
        <SimilarPart
          similar={similar}
          onJoined={({ id }, people) => {
            writing.drop();
            navigate(`/reports/${id}`, { replace: true, state: { joined: people } });
          }}
        />
      </Screen>
    );
  if (step === '3') {
    const stopped = isStopped(sign);
    return (
      <Screen
        {...screen}
        backTo={`${here}?step=2`}
        {...(draft.categoryKey === null
          ? {}
          : {
              action: stopped ? (
                <Button look="danger" onPress={erase}>
                  Xóa nội dung này khỏi máy
                </Button>
              ) : (
                <Button busy={busy} onPress={() => leave(faultsOf.matter(draft), () => void leaveMatter())}>
                  Đi tiếp
                </Button>
              ),
            })}
      >
        {progress}
        <MatterPart draft={draft} change={change} categories={form.categories} faults={faults} />
        {sign !== null && (
          <LegalNotice
            sign={sign}
            text={wordsOf(draft)}
            onEdit={() => document.querySelector<HTMLElement>('textarea')?.focus()}
            onContinue={(kind) => change({ confirmed: [...draft.confirmed, kind] })}
          />
        )}
        {stopped && <p className="quiet">Máy này không giữ lại những gì vừa gõ. Bấm nút dưới để xóa cả ảnh đã chọn.</p>}
      </Screen>
    );
  }
  return (
    <CheckStep
      writing={writing}
      form={form}
      writer={writer}
      media={media}
      progress={progress}
      faults={faults}
      onFaults={setFound}
      onStep={goTo}
      onErase={erase}
    />
  );
}
