import { readHome } from 'backend/contracts/appointments';
import {
  answerSatisfaction,
  declineSatisfaction,
  readSatisfactionInvitation,
  type SatisfactionInvitation,
} from 'backend/contracts/satisfaction';
import { askedOf, longestWords, satisfactionLabel } from 'backend/contracts/satisfaction-questions';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { CallFailure, type FailureCode } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { newKey } from '../../features/appointments/send-booking.js';
import { StopNotice } from '../../features/guidance/stop-notice.js';
import { useStop } from '../../features/guidance/use-stop.js';
import { FactorCard, FactsCard } from '../../features/satisfaction/questions.js';
import {
  answersOf,
  dropDraft,
  keepDraft,
  loadDraft,
  type SatisfactionDraft,
  withKey,
} from '../../features/satisfaction/satisfaction-draft.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

const title = 'Khảo sát hài lòng';

/** Nothing can be done about these by trying again. */
const final = new Set<FailureCode>(['satisfaction_answered', 'satisfaction_expired', 'satisfaction_not_found']);

type End = 'thanked' | 'declined';

/** How satisfied somebody was with a visit: a screen for each factor, then what happened, then words; sent once. */
export default function SatisfactionPage() {
  const { id = '' } = useParams();
  const invitation = useApi(readSatisfactionInvitation, { params: { id } }, { revalidateOnFocus: false, revalidateIfStale: false });
  const [end, setEnd] = useState<End | null>(null);
  if (end !== null) return <Ended end={end} />;
  if (invitation.data !== undefined) return <Wizard key={id} invitation={invitation.data} onEnd={setEnd} />;
  return (
    <Screen title={title} backTo="/">
      {invitation.error === undefined ? (
        <Skeleton rows={3} tall />
      ) : (
        <Failure failure={invitation.error} {...(final.has(invitation.error.code) ? {} : { onRetry: () => void invitation.mutate() })}>
          <Link to="/" className="more-link">
            Về trang chủ
          </Link>
        </Failure>
      )}
    </Screen>
  );
}

function Wizard({ invitation, onEnd }: { invitation: SatisfactionInvitation; onEnd: (end: End) => void }) {
  const { id, plainName, date, questions, off } = invitation;
  const factors = askedOf(questions, off);
  const steps = [...factors.map(({ key }) => key), 'facts', 'words'] as const;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { mutate } = useSWRConfig();
  const [draft, setDraft] = useState(() => loadDraft(id));
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const [busy, setBusy] = useState(false);
  const stop = useStop(draft.words);

  const step = steps.find((one) => one === search.get('step')) ?? steps[0];
  const place = step === undefined ? 0 : steps.indexOf(step);
  const factor = factors.find(({ key }) => key === step);
  const isLast = step === 'words';

  const change = (part: Partial<SatisfactionDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    setFailure(null);
    setEmpty(false);
    keepDraft(id, next);
  };

  const done = (how: End) => {
    dropDraft(id);
    void mutate(keyOf(readHome, {}));
    onEnd(how);
  };

  /** Sent before from another phone, or from here with other words: there is nothing left to do. */
  const refused = (error: unknown) => {
    const cause = error instanceof CallFailure ? error : new CallFailure('internal', 0);
    if (cause.code === 'satisfaction_answered') done('thanked');
    else setFailure(cause);
  };

  const send = async () => {
    const body = answersOf(
      draft,
      factors.flatMap(({ criteria }) => criteria.map(({ key }) => key)),
    );
    if (busy || stop.isClear) return;
    if (Object.keys(body.levels).length === 0) {
      setEmpty(true);
      return;
    }
    const keyed = withKey(draft, body, newKey);
    setDraft(keyed);
    keepDraft(id, keyed);
    setBusy(true);
    setFailure(null);
    try {
      await call(answerSatisfaction, { params: { id }, body }, { idempotencyKey: keyed.sent.key });
      done('thanked');
    } catch (error) {
      refused(error);
    }
    setBusy(false);
  };

  const decline = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await call(declineSatisfaction, { params: { id }, body: {} });
      done('declined');
    } catch (error) {
      refused(error);
    }
    setBusy(false);
  };

  return (
    <Screen
      title={title}
      backTo="/"
      action={
        isLast ? (
          <Button busy={busy} disabled={stop.isClear} onPress={() => void send()}>
            Gửi câu trả lời
          </Button>
        ) : (
          <Button onPress={() => navigate(`/satisfaction/${id}?step=${steps[place + 1]}`)}>Tiếp tục</Button>
        )
      }
    >
      <div>
        <p className="quiet">{satisfactionLabel}</p>
        <p className="progress">
          Phần {place + 1} trong {steps.length}
        </p>
        <h2 className="title">{plainName}</h2>
        <p className="quiet">{longDate(date)}</p>
      </div>
      {place === 0 && (
        <Notice title="Ông/bà được chọn ngẫu nhiên">
          <p>Phiếu không ghi tên, số điện thoại hay giờ đến. Cán bộ chỉ thấy số chung của ít nhất mười người, sau khi tháng đã khép lại.</p>
        </Notice>
      )}
      {factor !== undefined && (
        <>
          <FactorCard
            key={factor.key}
            factor={factor}
            levels={draft.levels}
            onChoose={(key, level) => change({ levels: { ...draft.levels, [key]: level } })}
          />
          <p className="quiet">Câu nào không muốn trả lời thì bỏ qua.</p>
        </>
      )}
      {step === 'facts' && <FactsCard facts={draft.facts} onChange={(facts) => change({ facts })} />}
      {isLast && (
        <>
          <Field
            label="Ông/bà muốn nói thêm điều gì? (không bắt buộc)"
            hint="Xin đừng ghi tên, số điện thoại. Nếu có, phần ấy được che trước khi cán bộ đọc."
            rows={5}
            value={draft.words}
            maxLength={longestWords}
            fault={failure?.fields['body.words']}
            onChange={(words) => change({ words })}
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
          {isEmpty && (
            <Notice tone="attention" urgent title="Chưa có câu nào được trả lời">
              <p>Xin quay lại các phần trước và chọn ít nhất một câu.</p>
            </Notice>
          )}
        </>
      )}
      {failure !== null && failure.code !== 'denunciation_not_here' && (
        <Notice tone="danger" urgent>
          <p>{sayFailure(failure)}</p>
        </Notice>
      )}
      {place === 0 && (
        <Button look="quiet" busy={busy} onPress={() => void decline()}>
          Tôi không muốn trả lời
        </Button>
      )}
    </Screen>
  );
}

function Ended({ end }: { end: End }) {
  const navigate = useNavigate();
  return (
    <Screen title={end === 'thanked' ? 'Cảm ơn ông/bà' : title} backTo="/" onBack={() => navigate('/', { replace: true })}>
      {end === 'thanked' ? (
        <Notice tone="done" title="Xã đã nhận câu trả lời">
          <p>Câu trả lời được gộp với của mọi người, không ai biết phiếu nào của ông/bà.</p>
        </Notice>
      ) : (
        <Notice title="Xã không hỏi lại về lần làm việc này">
          <p>Nếu sau này muốn góp ý, ông/bà gửi ở mục Phản ánh.</p>
        </Notice>
      )}
      <Button onPress={() => navigate('/', { replace: true })}>Về trang chủ</Button>
    </Screen>
  );
}
