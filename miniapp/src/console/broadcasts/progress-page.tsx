import {
  type Broadcast,
  type BroadcastProgress,
  listUnreached,
  pauseBroadcast,
  readLoudspeakerText,
  resumeBroadcast,
  retryBroadcast,
} from 'backend/contracts/broadcasts';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Dialog } from '../../components/dialog.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, spokenInstant, spokenTime } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { UnreachedList } from '../unreached/unreached-list.js';
import { useSave } from '../use-save.js';
import {
  count,
  dong,
  paceOf,
  partsOf,
  pauseWords,
  postStateWords,
  recipientStateWords,
  sayNextDue,
  sayReason,
  sayTitle,
  sayWhen,
} from './broadcast-words.js';
import { CancelDialog } from './cancel-dialog.js';
import { LetterOf, useAudienceWords } from './letter-of.js';
import { BroadcastMark, stateSigns } from './marks.js';
import { RecipientsPart } from './recipients-part.js';
import { type Live, useProgress } from './use-progress.js';

type ProgressProps = { broadcast: Broadcast; onChange: (broadcast: Broadcast) => void; onReload: () => void };
const tabs = [
  { value: 'recipients', name: 'Từng người' },
  { value: 'unreached', name: 'Chưa nhận được' },
  { value: 'loudspeaker', name: 'Loa truyền thanh' },
  { value: 'letter', name: 'Tin đã gửi' },
] as const;

/** A broadcast on its way: live numbers, steps, and what became of each one. */
export function ProgressPage({ broadcast, onChange, onReload }: ProgressProps) {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const live = useProgress(broadcast);
  const { busy, failure, save } = useSave();
  const [asks, setAsks] = useState<'cancel' | 'retry' | null>(null);
  const [tab, setTab] = useState<(typeof tabs)[number]['value']>('recipients');
  const { progress } = live;
  const params = { id: broadcast.id };

  // What may be done follows the status; the server says what.
  const known = useRef(broadcast.status);
  known.current = broadcast.status;
  useEffect(() => {
    if (progress.status === known.current) return;
    onReload();
    if (progress.status === 'finished') announce('Đã gửi xong.');
  }, [progress.status, onReload, announce]);

  const step = (send: () => Promise<Broadcast>, done: string) => save({}, async () => onChange(await send()), done);
  const { may } = broadcast;
  const failed = progress.counts.failed + progress.counts.unconfirmed;

  return (
    <Frame title={sayTitle(broadcast.content.title, broadcast)} width="sides" onBackToList={() => navigate('/console/broadcasts')}>
      <div className="desk-side">
        <NumbersPart broadcast={broadcast} live={live} />
      </div>
      <div className="desk-side">
        <section className="desk-step" aria-labelledby="steps-title">
          <h2 id="steps-title" className="section-title">
            Việc có thể làm
          </h2>
          {failure !== null && (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          )}
          {may.pause && (
            <Button look="plain" busy={busy} onPress={() => void step(() => call(pauseBroadcast, { params }), 'Đã tạm dừng.')}>
              Tạm dừng
            </Button>
          )}
          {may.resume && (
            <Button busy={busy} onPress={() => void step(() => call(resumeBroadcast, { params }), 'Đang gửi tiếp.')}>
              Gửi tiếp
            </Button>
          )}
          {may.retry && failed > 0 && (
            <Button look="plain" onPress={() => setAsks('retry')}>
              Gửi lại những người lỗi
            </Button>
          )}
          {may.edit && (
            <Button look="plain" onPress={() => navigate(`/console/broadcasts/${broadcast.id}?edit=1`)}>
              Sửa lại (phải duyệt lại)
            </Button>
          )}
          {may.cancel && (
            <Button look="danger" onPress={() => setAsks('cancel')}>
              Hủy gửi
            </Button>
          )}
          {!may.pause && !may.resume && !may.edit && !may.cancel && (failed === 0 || !may.retry) && (
            <p className="quiet">Không còn việc gì phải làm với tin này.</p>
          )}
        </section>
        <FactsPart broadcast={broadcast} />
      </div>
      <section className="desk-step" aria-label="Chi tiết">
        <FilterChips legend="Xem phần nào" chips={tabs} value={tab} onChoose={setTab} />
        {tab === 'recipients' && <RecipientsPart broadcast={broadcast} counts={progress.counts} />}
        {tab === 'unreached' && <Unreached id={broadcast.id} />}
        {tab === 'loudspeaker' && <LoudspeakerPart id={broadcast.id} />}
        {tab === 'letter' && <LetterOf broadcast={broadcast} preview={null} />}
      </section>
      {asks === 'cancel' && (
        <CancelDialog
          broadcast={{ ...broadcast, counts: progress.counts }}
          onChange={(newer) => {
            onChange(newer);
          }}
          onClose={() => setAsks(null)}
        />
      )}
      {asks === 'retry' && <RetryDialog broadcast={broadcast} counts={progress.counts} onChange={onChange} onClose={() => setAsks(null)} />}
    </Frame>
  );
}

/** The bar and its numbers; what is beside each colour says what it is, and together they are everybody. */
function NumbersPart({ broadcast, live: { progress, looks, line } }: { broadcast: Broadcast; live: Live }) {
  const { counts, status, pause } = progress;
  const parts = partsOf(counts);
  const now = new Date(progress.at);
  const held = sayNextDue(progress, now);
  const pace = status === 'running' ? paceOf(looks) : null;
  return (
    <section className="desk-step" aria-labelledby="numbers-title">
      <div className="desk-list-head">
        <h2 id="numbers-title" className="section-title">
          <BroadcastMark status={status} />
        </h2>
        <span className="desk-under" role="status">
          {status === 'finished' || status === 'cancelled'
            ? ''
            : line === 'live'
              ? 'Số tự cập nhật'
              : line === 'asking'
                ? 'Cập nhật vài giây một lần'
                : `Mất mạng, số lúc ${inVietnam(now).time}`}
        </span>
      </div>
      {pause !== null && status === 'paused' && (
        <Notice tone="attention" title={pauseWords[pause.cause].title}>
          <p>
            {pause.name !== null && `${pause.name} bấm dừng lúc ${spokenInstant(pause.at)}. `}
            {pauseWords[pause.cause].says}
          </p>
        </Notice>
      )}
      {status === 'approved' && (
        <p>{broadcast.sendAt === null ? 'Đang lập danh sách người nhận, sắp gửi.' : `Tự gửi ${sayWhen(broadcast.sendAt)}.`}</p>
      )}
      {held !== null && (
        <Notice tone="attention">
          <p>{held}</p>
        </Notice>
      )}
      {counts.recipients > 0 && (
        <>
          <p className="desk-progress-head">
            <strong className="desk-progress-number">
              {count(counts.sent)} / {count(counts.recipients)}
            </strong>{' '}
            người đã gửi
            {counts.sent > 0 && (
              <>
                , trong đó {count(counts.delivered)} đã nhận, {count(counts.seen)} đã xem
              </>
            )}
          </p>
          <div className="desk-bar" aria-hidden="true">
            {parts.map(({ state, count: some }) => (
              <span key={state} data-recipient={state} style={{ flexGrow: some }} hidden={some === 0} />
            ))}
          </div>
          <dl className="desk-parts">
            {parts
              .filter(({ state, count: some }) => some > 0 || ['seen', 'delivered', 'sent', 'waiting'].includes(state))
              .map(({ state, count: some }) => {
                const Sign = stateSigns[state];
                return (
                  <div key={state}>
                    <dt data-recipient={state}>
                      <Sign aria-hidden="true" size={18} />
                      {state === 'sent'
                        ? 'Đã gửi, máy chưa báo'
                        : state === 'delivered'
                          ? 'Đã nhận, chưa xem'
                          : recipientStateWords[state].name}
                    </dt>
                    <dd>{count(some)}</dd>
                  </div>
                );
              })}
            <div className="desk-parts-sum">
              <dt>Cộng</dt>
              <dd>{count(counts.recipients)}</dd>
            </div>
          </dl>
          {pace !== null && held === null && (
            <p className="quiet">
              Khoảng {count(pace.perMinute)} người một phút, xong lúc {spokenTime(inVietnam(pace.endsAt).time)} nếu không có gì đổi.
            </p>
          )}
        </>
      )}
      <Posts posts={progress.posts} />
    </section>
  );
}

function Posts({ posts }: { posts: BroadcastProgress['posts'] }) {
  if (posts.length === 0) return null;
  return (
    <div>
      <h3 className="desk-part-title">Bài viết và nhóm Zalo</h3>
      <ul className="desk-plan-rows">
        {posts.map(({ kind, name, state, reason }) => (
          <li key={`${kind} ${name}`}>
            <span>
              {kind === 'article' ? 'Bài viết gửi mọi người quan tâm' : name}
              {reason !== null && <span className="desk-under desk-block">{sayReason(reason)}</span>}
            </span>
            <span className="desk-figure">{postStateWords[state]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function FactsPart({ broadcast }: { broadcast: Broadcast }) {
  const audience = useAudienceWords();
  const { approved, startedAt, finishedAt } = broadcast;
  return (
    <section className="desk-step" aria-labelledby="facts-title">
      <h2 id="facts-title" className="section-title">
        Thông tin
      </h2>
      <dl className="desk-facts">
        <dt>Gửi cho</dt>
        <dd>{audience(broadcast)}</dd>
        {approved !== null && (
          <>
            <dt>Duyệt</dt>
            <dd>
              {approved.name}, {spokenInstant(approved.at)}: {count(approved.recipients)} người, {dong(approved.costDong)}
            </dd>
          </>
        )}
        {startedAt !== null && (
          <>
            <dt>Bắt đầu</dt>
            <dd>{spokenInstant(startedAt)}</dd>
          </>
        )}
        {finishedAt !== null && (
          <>
            <dt>Xong</dt>
            <dd>{spokenInstant(finishedAt)}</dd>
          </>
        )}
        <dt>Người soạn</dt>
        <dd>{broadcast.authors.length === 0 ? 'Máy soạn sẵn' : broadcast.authors.join(', ')}</dd>
      </dl>
    </section>
  );
}

type RetryProps = Pick<ProgressProps, 'broadcast' | 'onChange'> & { counts: BroadcastProgress['counts']; onClose: () => void };

/** Once more to those who failed; to those of whom nobody knows only when that is said on purpose. */
function RetryDialog({ broadcast, counts, onChange, onClose }: RetryProps) {
  const announce = useAnnounce();
  const { busy, failure, save } = useSave();
  const [whom, setWhom] = useState<'failed' | 'both'>(counts.failed > 0 ? 'failed' : 'both');
  const send = async () => {
    let number = 0;
    const again = async () => {
      const answer = await call(retryBroadcast, { params: { id: broadcast.id }, body: { unconfirmed: whom === 'both' } });
      number = answer.count;
      onChange(answer.broadcast);
    };
    if (!(await save({}, again, 'Đang gửi lại.'))) return;
    announce(number === 0 ? 'Không có ai gửi lại được.' : `Đang gửi lại cho ${count(number)} người.`);
    onClose();
  };
  return (
    <Dialog
      title="Gửi lại những người lỗi"
      onClose={onClose}
      actions={
        <>
          <Button look={whom === 'both' ? 'danger' : 'main'} busy={busy} onPress={() => void send()}>
            {whom === 'both' ? 'Gửi lại, biết có người nhận hai lần' : 'Gửi lại'}
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      {counts.unconfirmed > 0 ? (
        <Choices
          legend="Gửi lại cho ai"
          value={whom}
          choices={[
            { value: 'failed', name: `${count(counts.failed)} người không gửi được`, disabled: counts.failed === 0 },
            {
              value: 'both',
              name: `${counts.failed > 0 ? `${count(counts.failed)} người không gửi được và ` : ''}${count(counts.unconfirmed)} người chưa rõ`,
              detail: 'Chưa rõ Zalo đã chuyển tin cho những người chưa rõ hay chưa: có người sẽ nhận tin này hai lần.',
            },
          ]}
          onChoose={setWhom}
        />
      ) : (
        <p>{count(counts.failed)} người không gửi được sẽ được gửi lại. Người đã nhận không nhận thêm lần nào.</p>
      )}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
    </Dialog>
  );
}

function Unreached({ id }: { id: string }) {
  const list = useApi(listUnreached, { params: { id }, query: {} });
  if (list.data !== undefined) return <UnreachedList id={id} first={list.data} />;
  return list.error !== undefined ? <Failure failure={list.error} onRetry={() => void list.mutate()} /> : <Skeleton rows={3} />;
}

/** The same news as it is read out; long enough to be heard twice. */
function LoudspeakerPart({ id }: { id: string }) {
  const announce = useAnnounce();
  const spoken = useApi(readLoudspeakerText, { params: { id } });
  if (spoken.data === undefined)
    return spoken.error !== undefined ? <Failure failure={spoken.error} onRetry={() => void spoken.mutate()} /> : <Skeleton rows={3} />;
  const { text, seconds, warnings } = spoken.data;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce('Đã chép bài đọc.');
    } catch {
      announce('Máy này không cho chép. Xin in ra giấy.');
    }
  };
  return (
    <div className="desk-printed desk-form">
      <p className="quiet">Đọc hết khoảng {seconds < 90 ? `${Math.round(seconds)} giây` : `${Math.round(seconds / 60)} phút`}.</p>
      {warnings.map((warning) => (
        <Notice key={warning} tone="attention">
          <p>{warning}</p>
        </Notice>
      ))}
      <p className="desk-loudspeaker">{text}</p>
      <div className="desk-tools desk-not-printed">
        <button type="button" className="desk-tool" onClick={() => void copy()}>
          Chép bài đọc
        </button>
        <button type="button" className="desk-tool" onClick={() => window.print()}>
          In bài đọc
        </button>
      </div>
    </div>
  );
}
