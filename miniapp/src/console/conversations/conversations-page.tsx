import './inbox.css';
import { type ConversationSummary, listConversations } from 'backend/contracts/conversations';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import useSWRInfinite from 'swr/infinite';
import type { CallFailure } from '../../api.js';
import { Failure, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { useDelayed } from '../../use-delayed.js';
import { rowFrom } from '../day-list.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { SearchBox } from '../search-box.js';
import { useKeys } from '../use-keys.js';
import { useMedia } from '../use-media.js';
import { stateWords, topicWords, whenWords, windowWords } from './inbox-words.js';
import { Thread } from './thread.js';

const shelves = [
  { value: 'open', name: 'Chờ trả lời' },
  { value: 'answered', name: 'Đã trả lời' },
  { value: 'all', name: 'Tất cả' },
] as const;
type Shelf = (typeof shelves)[number]['value'];

const refreshMilliseconds = 8_000;
const rowId = (id: string) => `conversation-${id}`;
type Page = Awaited<ReturnType<typeof read>>;
const read = (query: Parameters<typeof call<typeof listConversations>>[1]['query']) => call(listConversations, { query });

/** What people wrote to the commune: the list, one conversation, and who it is. */
export function ConversationsPage() {
  const { id = null } = useParams();
  const navigate = useNavigate();
  const isSplit = useMedia('(min-width: 900px)');
  const box = useRef<HTMLInputElement>(null);
  const [shelf, setShelf] = useState<Shelf>('open');
  const [mine, setMine] = useState(false);
  const [typed, setTyped] = useState('');
  const search = useDelayed(typed.trim(), 250);
  const query = { state: shelf, mine: mine ? ('true' as const) : ('false' as const), ...(search !== '' && { search }) };
  const list = useSWRInfinite<Page, CallFailure>(
    (index, before: Page | null) =>
      index > 0 && before?.next == null ? null : ['conversations', JSON.stringify(query), index === 0 ? null : (before?.next ?? null)],
    ([, , after]: [string, string, string | null]) => read({ ...query, ...(after !== null && { after }) }),
    { refreshInterval: refreshMilliseconds, refreshWhenOffline: true, shouldRetryOnError: false, keepPreviousData: true },
  );
  const rows = list.data?.flatMap(({ conversations }) => conversations) ?? [];
  const counts = list.data?.[0]?.counts;
  const more = list.data?.at(-1)?.next != null;
  const now = new Date();

  const open = (next: string) => navigate(`/console/conversations/${next}`, { replace: id !== null });
  const close = () => {
    if (id === null) return;
    navigate('/console/conversations', { replace: true });
    requestAnimationFrame(() => document.getElementById(rowId(id))?.focus());
  };
  const move = (by: 1 | -1) => {
    const focused = document.activeElement?.id.replace(/^conversation-/, '') ?? '';
    const ids = rows.map((row) => row.id);
    const next = rowFrom(ids, ids.includes(focused) ? focused : id, by);
    if (next === null) return;
    document.getElementById(rowId(next))?.focus();
    if (id !== null && isSplit) open(next);
  };
  useKeys(
    {
      '/': () => box.current?.focus(),
      j: () => move(1),
      k: () => move(-1),
      r: () => document.getElementById('answer-text')?.focus(),
      Escape: close,
    },
    () => undefined,
  );

  const onItem = id !== null && !isSplit;
  return (
    <Frame title="Hộp thư" beside="Tin người dân nhắn cho xã" width="whole" {...(onItem ? { onBackToList: close } : {})}>
      <div className={id !== null && isSplit ? 'inbox inbox-open' : 'inbox'}>
        {!onItem && (
          <section className="inbox-list" aria-label="Danh sách cuộc trò chuyện">
            <div className="inbox-tools">
              <SearchBox box={box} label="Tìm theo tên" typed={typed} onType={setTyped} maxLength={80} />
              <FilterChips
                legend="Xem"
                chips={shelves.map((chip) => ({ ...chip, count: chip.value === 'open' ? counts?.open : undefined }))}
                value={shelf}
                onChoose={setShelf}
              >
                <button type="button" className="desk-count" aria-pressed={mine} onClick={() => setMine(!mine)}>
                  Của tôi
                </button>
              </FilterChips>
            </div>
            {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
            {list.data === undefined && list.error === undefined && <Skeleton rows={6} />}
            {list.data !== undefined && rows.length === 0 && (
              <p className="inbox-empty">
                {search !== ''
                  ? 'Không có ai tên như vậy.'
                  : shelf === 'open'
                    ? 'Không còn tin nào chờ trả lời.'
                    : 'Chưa có cuộc trò chuyện nào.'}
              </p>
            )}
            <ul className="inbox-rows">
              {rows.map((row) => (
                <Row key={row.id} row={row} now={now} here={row.id === id} replaces={id !== null} />
              ))}
            </ul>
            {more && (
              <button type="button" className="desk-tool inbox-more" onClick={() => void list.setSize(list.size + 1)}>
                Xem thêm
              </button>
            )}
          </section>
        )}
        {id !== null && <Thread key={id} id={id} onChange={() => void list.mutate()} />}
        {id === null && isSplit && (
          <p className="inbox-hint">Chọn một cuộc trò chuyện để đọc. Phím j, k để lên xuống, Enter để mở, r để trả lời.</p>
        )}
      </div>
    </Frame>
  );
}

function Row({ row, now, here, replaces }: { row: ConversationSummary; now: Date; here: boolean; replaces: boolean }) {
  return (
    <li>
      <Link
        id={rowId(row.id)}
        to={`/console/conversations/${row.id}`}
        replace={replaces}
        className="inbox-row"
        aria-current={here ? 'true' : undefined}
      >
        <span className="inbox-row-top">
          <strong className="inbox-name">{row.name ?? 'Người dân'}</strong>
          <span className="inbox-when">{whenWords(row.lastMessageAt, now)}</span>
        </span>
        <span className="inbox-snippet" data-unread={row.unread > 0}>
          {row.lastFrom === 'officer' && 'Xã: '}
          {row.lastText}
        </span>
        <span className="inbox-marks">
          {row.unread > 0 && <span className="inbox-mark inbox-mark-new">{row.unread} tin mới</span>}
          {row.topic !== null && <span className="inbox-mark">{topicWords[row.topic]}</span>}
          {row.state !== 'open' && <span className="inbox-mark">{stateWords[row.state]}</span>}
          {row.assignedTo !== null && <span className="inbox-mark">{row.assignedTo.name}</span>}
          {row.state === 'open' && <span className="inbox-window">{windowWords(row.window, now)}</span>}
        </span>
      </Link>
    </li>
  );
}
