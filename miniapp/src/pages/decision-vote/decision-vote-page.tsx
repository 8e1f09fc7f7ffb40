import '../../features/decisions/decisions.css';
import { readHome } from 'backend/contracts/appointments';
import { castVote, listDecisions, type ResidentDecision, readDecision } from 'backend/contracts/decisions';
import { readParticipation } from 'backend/contracts/participation';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { newKey } from '../../features/appointments/send-booking.js';
import { Ballot } from '../../features/decisions/ballot.js';
import { BindingNote } from '../../features/decisions/decision-sheet.js';
import { householdLine } from '../../features/decisions/decision-words.js';
import {
  dropBallot,
  type KeptBallot,
  type KeptReceipt,
  keepBallot,
  keepReceipt,
  loadBallot,
  withKey,
} from '../../features/decisions/kept-vote.js';
import { ReceiptPart } from '../../features/decisions/receipt-part.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

/** The household's ballot: choose, look once more, send. */
export default function DecisionVotePage() {
  const { id = '' } = useParams();
  const page = useApi(readDecision, { params: { id } }, { revalidateOnFocus: false });
  const [receipt, setReceipt] = useState<KeptReceipt | null>(null);
  const [refused, setRefused] = useState<CallFailure | null>(null);
  const decision = page.data;
  if (receipt !== null) return <Sent id={id} receipt={receipt} />;
  if (decision?.household.state === 'may_vote')
    return <Wizard key={id} decision={decision} code={decision.household.code} onSent={setReceipt} onRefused={setRefused} />;
  return (
    <Screen title="Phiếu của hộ" backTo={`/decisions/${id}`}>
      {decision !== undefined && refused !== null ? (
        <Notice tone="danger" urgent title="Phiếu vừa gửi không được tính">
          <p>{sayFailure(refused)}</p>
          <p>{householdLine(decision.household)} Không đúng thì xin báo ngay trưởng xóm.</p>
          <Link to={`/decisions/${id}`} className="more-link">
            Xem nội dung
          </Link>
        </Notice>
      ) : decision !== undefined ? (
        <Notice title={decision.status === 'open' ? householdLine(decision.household) : 'Lúc này không nhận phiếu'}>
          <Link to={`/decisions/${id}`} className="more-link">
            Xem nội dung
          </Link>
        </Notice>
      ) : page.error !== undefined ? (
        <Failure failure={page.error} {...(page.error.status === 404 ? {} : { onRetry: () => void page.mutate() })} />
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Screen>
  );
}

function faultOf({ style }: ResidentDecision, ballot: KeptBallot): string | undefined {
  if (ballot.choices.length === 0) return 'Xin chọn, rồi bấm Tiếp tục.';
  if (style === 'agreement' && ballot.choices[0] === 'other' && ballot.other.trim() === '') return 'Xin ghi ý kiến khác của hộ.';
  return undefined;
}

type WizardProps = {
  decision: ResidentDecision;
  code: string;
  onSent: (receipt: KeptReceipt) => void;
  /** The household's ballot is not taken any more. */
  onRefused: (failure: CallFailure) => void;
};

function Wizard({ decision, code, onSent, onRefused }: WizardProps) {
  const { id } = decision;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { mutate } = useSWRConfig();
  const [ballot, setBallot] = useState(() => loadBallot(id));
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const checks = search.get('step') === 'check' && faultOf(decision, ballot) === undefined;

  useEffect(() => {
    if (fault !== undefined) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [fault]);

  const change = (next: KeptBallot) => {
    setBallot(next);
    setFault(undefined);
    setFailure(null);
    keepBallot(id, next);
  };
  const goOn = () => {
    const wrong = faultOf(decision, ballot);
    setFault(wrong);
    if (wrong === undefined) navigate(`/decisions/${id}/vote?step=check`);
  };
  const refresh = () => {
    for (const key of [
      keyOf(readDecision, { params: { id } }),
      keyOf(listDecisions, {}),
      keyOf(readParticipation, {}),
      keyOf(readHome, {}),
    ])
      void mutate(key);
  };
  const send = async () => {
    const keyed = withKey({ ...ballot, other: ballot.other.normalize('NFC').trim() }, newKey);
    setBallot(keyed);
    keepBallot(id, keyed);
    setBusy(true);
    setFailure(null);
    try {
      const { receipt, householdCode } = await call(
        castVote,
        { params: { id }, body: { choices: keyed.choices, other: keyed.other } },
        { idempotencyKey: keyed.sent.key },
      );
      keepReceipt(id, { receipt, householdCode });
      onSent({ receipt, householdCode });
      refresh();
    } catch (error) {
      const refused = error instanceof CallFailure ? error : new CallFailure('internal', 0);
      setFailure(refused);
      if (refused.code === 'already_voted' || refused.code === 'vote_closed') {
        dropBallot(id);
        onRefused(refused);
        refresh();
      }
    }
    setBusy(false);
  };

  const labels = decision.options.filter(({ key }) => ballot.choices.includes(key)).map(({ label }) => label);
  return (
    <Screen
      title="Phiếu của hộ"
      backTo={`/decisions/${id}`}
      action={
        checks ? (
          <Button busy={busy} onPress={() => void send()}>
            {failure?.code === 'offline' ? 'Gửi lại phiếu của hộ' : 'Gửi phiếu của hộ'}
          </Button>
        ) : (
          <Button onPress={goOn}>Tiếp tục</Button>
        )
      }
    >
      <div>
        <p className="progress">{checks ? 'Bước 2 trong 2: xem lại' : 'Bước 1 trong 2: chọn'}</p>
        <h2 className="title">{decision.title}</h2>
      </div>
      {checks ? (
        <>
          <section className="card" aria-label="Phiếu sẽ gửi">
            <p className="quiet">Hộ {code} chọn</p>
            {labels.map((label) => (
              <p key={label} className="decision-chosen">
                {label}
              </p>
            ))}
            {ballot.other.trim() !== '' && <p className="decision-text">Ý kiến: {ballot.other.trim()}</p>}
          </section>
          <Notice tone="attention">
            <p>Mỗi hộ một phiếu. Gửi rồi không đổi, không rút lại được.</p>
          </Notice>
          <p className="quiet">
            Không ai xem được kết quả trước khi kiểm phiếu{decision.closesAt === null ? '.' : ` (sau ${spokenInstant(decision.closesAt)}).`}{' '}
            Danh sách công bố chỉ ghi hộ đã tham gia, không ghi hộ chọn gì.
          </p>
          {failure !== null && (
            <Notice tone="danger" urgent>
              <p>
                {failure.code === 'offline'
                  ? 'Mạng yếu nên phiếu chưa gửi được. Lựa chọn còn trên máy này. Bấm để gửi lại, phiếu vẫn chỉ tính một lần.'
                  : sayFailure(failure)}
              </p>
            </Notice>
          )}
        </>
      ) : (
        <>
          <BindingNote />
          <Ballot decision={decision} ballot={ballot} fault={fault} onChange={change} />
        </>
      )}
    </Screen>
  );
}

function Sent({ id, receipt }: { id: string; receipt: KeptReceipt }) {
  return (
    <Screen title="Đã nhận phiếu" backTo={`/decisions/${id}`}>
      <Notice tone="done" title={`Đã nhận phiếu của hộ ${receipt.householdCode}`}>
        <p>Cảm ơn ông/bà. Kết quả có sau khi hết giờ và hai người cùng kiểm phiếu.</p>
      </Notice>
      <ReceiptPart id={id} kept={receipt} closed={false} />
      <Link to={`/decisions/${id}`} className="more-link" replace>
        Về nội dung biểu quyết
      </Link>
    </Screen>
  );
}
