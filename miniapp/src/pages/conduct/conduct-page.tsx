import { readHome } from 'backend/contracts/appointments';
import { conductGroups, listOpenVisits, longestComment, type OpenVisit, rateVisit, readOpenVisit } from 'backend/contracts/conduct';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { CallFailure, type FailureCode } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { newKey } from '../../features/appointments/send-booking.js';
import { ConductQuestions, Overall } from '../../features/conduct/questions.js';
import { dropRating, keepRating, loadRating, type RatingDraft, ratingOf, withKey } from '../../features/conduct/rating-draft.js';
import { StopNotice } from '../../features/guidance/stop-notice.js';
import { useStop } from '../../features/guidance/use-stop.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

const steps = ['overall', 'asks', 'always', 'rest', 'words'] as const;
type Step = (typeof steps)[number];

/** The card or cards of a step. */
const groupsOf = {
  asks: conductGroups.filter(({ key }) => key === 'asks'),
  always: conductGroups.filter(({ key }) => key === 'always'),
  rest: conductGroups.filter(({ key }) => key === 'badge' || key === 'never'),
} as const;

/** Nothing can be done about these by trying again. */
const final = new Set<FailureCode>(['already_rated', 'rating_too_late', 'visit_not_seen', 'appointment_not_found']);

/** How somebody was received on one visit: a few cards, sent once. */
export default function ConductPage() {
  const { appointmentId = '' } = useParams();
  const visit = useApi(readOpenVisit, { params: { id: appointmentId } }, { revalidateOnFocus: false, revalidateIfStale: false });
  const [thanked, setThanked] = useState<{ commentWaits: boolean } | null>(null);

  if (thanked !== null) return <Thanks {...thanked} />;
  if (visit.data !== undefined) return <Wizard key={appointmentId} visit={visit.data} onThanked={setThanked} />;
  return (
    <Screen title="Góp ý tiếp đón" backTo="/">
      {visit.error === undefined ? (
        <Skeleton rows={3} tall />
      ) : visit.error.code === 'already_rated' ? (
        <Notice tone="done" title="Lần làm việc này đã được góp ý">
          <p>Cảm ơn ông/bà.</p>
          <SummaryLink />
        </Notice>
      ) : (
        <Failure failure={visit.error} {...(final.has(visit.error.code) ? {} : { onRetry: () => void visit.mutate() })}>
          <Link to="/" className="more-link">
            Về trang chủ
          </Link>
        </Failure>
      )}
    </Screen>
  );
}

function Wizard({ visit, onThanked }: { visit: OpenVisit; onThanked: (thanks: { commentWaits: boolean }) => void }) {
  const { appointmentId } = visit;
  const here = `/conduct/${appointmentId}`;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { mutate } = useSWRConfig();
  const [draft, setDraft] = useState(() => loadRating(appointmentId));
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const stop = useStop(draft.comment);

  const asked = steps.find((one) => one === search.get('step')) ?? 'overall';
  const step: Step = draft.overall === null ? 'overall' : asked;
  const place = steps.indexOf(step);

  useEffect(() => {
    if (fault !== undefined) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [fault]);

  const change = (part: Partial<RatingDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    setFault(undefined);
    setFailure(null);
    keepRating(appointmentId, next);
  };

  const goOn = () => {
    const next = steps[place + 1];
    if (draft.overall === null) setFault('Xin chọn một mức, rồi bấm Tiếp tục.');
    else if (next !== undefined) navigate(`${here}?step=${next}`);
  };

  const send = async () => {
    const body = ratingOf(appointmentId, draft);
    if (body === null || busy || stop.isClear) return;
    const keyed = withKey(draft, body, newKey);
    setDraft(keyed);
    keepRating(appointmentId, keyed);
    setBusy(true);
    setFailure(null);
    try {
      const thanks = await call(rateVisit, { body }, { idempotencyKey: keyed.sent.key });
      done(thanks);
    } catch (error) {
      const refused = error instanceof CallFailure ? error : new CallFailure('internal', 0);
      // Sent before from another phone, or from here with other words: there is nothing left to do.
      if (refused.code === 'already_rated') done({ commentWaits: false });
      else setFailure(refused);
    }
    setBusy(false);
  };

  const done = (thanks: { commentWaits: boolean }) => {
    dropRating(appointmentId);
    void mutate(keyOf(readHome, {}));
    void mutate(keyOf(listOpenVisits, {}));
    onThanked(thanks);
  };

  const isLast = step === 'words';
  return (
    <Screen
      title="Góp ý tiếp đón"
      backTo="/"
      action={
        isLast ? (
          <Button busy={busy} disabled={stop.isClear} onPress={() => void send()}>
            Gửi góp ý
          </Button>
        ) : (
          <Button onPress={goOn}>Tiếp tục</Button>
        )
      }
    >
      <div>
        <p className="progress">
          Câu {place + 1} trong {steps.length}
        </p>
        <h2 className="title">{visit.plainName}</h2>
        <p className="quiet">
          {longDate(visit.date)} · {visit.counterName}
        </p>
      </div>
      {step === 'overall' && (
        <>
          <Overall value={draft.overall} onChoose={(overall) => change({ overall })} fault={fault} />
          <Notice title="Không ai biết phiếu nào của ông/bà">
            <p>Phiếu không ghi tên, số điện thoại hay giờ đến. Cán bộ chỉ thấy kết quả chung của cả tổ, sau khi tháng đã khép lại.</p>
          </Notice>
        </>
      )}
      {(step === 'asks' || step === 'always' || step === 'rest') && (
        <>
          {groupsOf[step].map((group) => (
            <ConductQuestions
              key={group.key}
              group={group}
              answers={draft.answers}
              onAnswer={(item, answer) => change({ answers: { ...draft.answers, [item]: answer } })}
            />
          ))}
          <p className="quiet">Câu nào không muốn trả lời thì bỏ qua.</p>
        </>
      )}
      {isLast && (
        <>
          <Field
            label="Muốn nói thêm điều gì? (không bắt buộc)"
            hint="Xin đừng ghi tên, số điện thoại. Cán bộ được giao đọc trước, rồi mới cho người khác xem."
            rows={5}
            value={draft.comment}
            maxLength={longestComment}
            fault={failure?.fields['body.comment']}
            onChange={(comment) => change({ comment })}
          />
          {(stop.sign !== null || failure?.code === 'denunciation_not_here') && (
            <StopNotice
              kind={stop.sign?.kind ?? 'denunciation'}
              certainty={stop.sign?.certainty ?? 'clear'}
              words={stop.sign?.words ?? ''}
              numbers={[]}
              onEdit={() => document.querySelector<HTMLTextAreaElement>('.screen textarea')?.focus()}
            />
          )}
          {failure !== null && failure.code !== 'denunciation_not_here' && (
            <Notice tone="danger" urgent>
              <p>{sayFailure(failure)}</p>
            </Notice>
          )}
        </>
      )}
    </Screen>
  );
}

function Thanks({ commentWaits }: { commentWaits: boolean }) {
  const navigate = useNavigate();
  return (
    <Screen title="Cảm ơn ông/bà" backTo="/" onBack={() => navigate('/', { replace: true })}>
      <Notice tone="done" title="Xã đã nhận góp ý">
        <p>Góp ý được gộp với của mọi người, không ai biết phiếu nào của ông/bà.</p>
        {commentWaits && <p>Lời ông/bà viết được cán bộ đọc trước, tên và số điện thoại trong đó được che đi.</p>}
      </Notice>
      <SummaryLink />
      <Button onPress={() => navigate('/', { replace: true })}>Về trang chủ</Button>
    </Screen>
  );
}

function SummaryLink() {
  return (
    <Link to="/conduct" className="more-link">
      Xem mọi người góp ý thế nào
    </Link>
  );
}
