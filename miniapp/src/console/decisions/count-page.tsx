import './decisions.css';
import './register.css';
import { type CountState, type DeskDecision, readDeskDecision } from 'backend/contracts/decisions-desk';
import { useNavigate, useParams } from 'react-router-dom';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { BallotTyping } from './ballot-typing.js';
import { baseOf, useKind } from './decision-base.js';
import { statusWords } from './decision-words.js';
import { HamletNumbers, type NumberColumn } from './hamlet-numbers.js';
import { HandsPart } from './hands-part.js';
import { ownCounts, useOwnHamlets } from './use-own-hamlets.js';
import { useRights } from './use-rights.js';

/** What was on the paper, or how many hands went up: typed by two persons, each on their own. */
export function CountPage() {
  const { id = '' } = useParams();
  const kind = useKind();
  const navigate = useNavigate();
  const hamlets = useOwnHamlets();
  const one = useApi(readDeskDecision, { params: { id } }, { refreshInterval: 15_000 });
  const back = () => navigate(`${baseOf(kind)}/${id}`);
  if (one.data === undefined || (hamlets.length === 0 && one.error === undefined))
    return (
      <Frame title="Nhập kết quả" onBackToList={back}>
        {one.error !== undefined ? <Failure failure={one.error} onRetry={() => void one.mutate()} /> : <Skeleton rows={4} tall />}
      </Frame>
    );
  const byHands = one.data.way === 'meeting' && one.data.draft.meetingVote === 'hands';
  return (
    <Frame
      title={byHands ? 'Nhập kết quả giơ tay' : 'Nhập phiếu giấy'}
      beside={`${one.data.title} · ${statusWords[one.data.status]}`}
      width="sides"
      onBackToList={back}
    >
      <Counting one={one.data} counts={ownCounts(one.data.counts, hamlets)} byHands={byHands} onAgain={() => void one.mutate()} />
    </Frame>
  );
}

function Counting({
  one,
  counts,
  byHands,
  onAgain,
}: {
  one: DeskDecision;
  counts: readonly CountState[];
  byHands: boolean;
  onAgain: () => void;
}) {
  const { count } = useRights();
  const open = count && one.status === 'counting' && one.closing === null;
  return (
    <>
      <div className="desk-side">
        {!open && (
          <Notice tone="info">
            <p>
              {one.status === 'counting'
                ? 'Đã bắt đầu kiểm phiếu nên không nhập thêm. Cần sửa thì bấm “Lùi lại” ở trang của việc này.'
                : one.status === 'announced' || one.status === 'open'
                  ? 'Nhập sau khi kết thúc biểu quyết.'
                  : 'Việc này không còn nhập phiếu nữa.'}
            </p>
          </Notice>
        )}
        {byHands ? (
          <HandsPart one={one} counts={counts} open={open} onAgain={onAgain} />
        ) : (
          <BallotTyping one={one} counts={counts} open={open} onAgain={onAgain} />
        )}
      </div>
      <div className="desk-side">
        <Missing one={one} byHands={byHands} />
      </div>
    </>
  );
}

/** What is still missing, hamlet by hamlet. */
function Missing({ one, byHands }: { one: DeskDecision; byHands: boolean }) {
  const columns: readonly NumberColumn[] = byHands
    ? [
        ['hộ có mặt', ({ attended }) => attended],
        ['cuộc họp đã khớp', ({ handsAgreed }) => handsAgreed],
        ['cuộc họp còn lại', ({ handsOpen }) => handsOpen],
      ]
    : [
        ['hộ đã nộp', ({ returned }) => returned],
        ['hai người khớp', ({ agreed }) => agreed],
        ['mới một người', ({ typedOnce }) => typedOnce],
        ['khác nhau', ({ differing }) => differing],
      ];
  // May be closed with a reason all the same: a ballot can be lost. But nobody is told that all is there.
  const untyped = byHands
    ? []
    : one.counts.flatMap(({ hamletName, returned, agreed, typedOnce, differing }) => {
        const left = returned - agreed - typedOnce - differing;
        return left > 0 ? [`${hamletName}: còn ${left} phiếu hộ đã nộp mà chưa ai nhập.`] : [];
      });
  const missing = [...one.closingFaults, ...untyped];
  return (
    <section className="desk-step" aria-labelledby="missing-title">
      <h2 id="missing-title" className="section-title">
        Còn thiếu gì
      </h2>
      {missing.length === 0 && one.status === 'counting' ? (
        <p>Đã đủ. Trở lại trang của việc này để bắt đầu kiểm phiếu.</p>
      ) : (
        <ul className="desk-decision-faults">
          {missing.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      <HamletNumbers rows={one.counts} columns={columns} label="Đã nhập, từng xóm" />
    </section>
  );
}
