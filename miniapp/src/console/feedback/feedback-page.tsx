import './feedback.css';
import { listDeskReports } from 'backend/contracts/feedback-desk';
import { useRef, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { useMe } from '../../features/residents/use-me.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { rowFrom } from '../day-list.js';
import { Frame } from '../frame.js';
import { KeysDialog } from '../keys-dialog.js';
import { may } from '../may.js';
import { useKeys } from '../use-keys.js';
import { useMedia } from '../use-media.js';
import { BulkBar } from './bulk-bar.js';
import { addressOf, chosenOf, type Inbox, inboxOf, queryOf, rowsOf, viewsFor } from './inbox-query.js';
import { InboxTools } from './inbox-tools.js';
import { ReportList, rowId } from './report-list.js';
import { ReportPane } from './report-pane.js';
import { type Last, type OnBulk, UndoBar, undoMilliseconds } from './undo-bar.js';

const keys: readonly (readonly [string, string])[] = [
  ['/', 'Vào ô tìm'],
  ['j', 'Xuống phản ánh tiếp theo'],
  ['k', 'Lên phản ánh phía trên'],
  ['Enter', 'Mở phản ánh đang chọn'],
  ['r', 'Viết câu trả lời'],
  ['Esc', 'Đóng phản ánh, thoát ô tìm'],
  ['?', 'Bảng phím tắt này'],
];
const choosing = ['x', 'Chọn, bỏ chọn để giao hoặc gộp'] as const;

const refreshMilliseconds = 20_000;

/** What residents report: the list, most urgent first, and one report beside it; on a phone one of the two. */
export function FeedbackPage() {
  const { id = null } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const me = useMe();
  const isSplit = useMedia('(min-width: 1100px)');
  const box = useRef<HTMLInputElement>(null);
  /** Asks before something written in the open report gets lost; null while there is nothing to lose. */
  const beforeLeaving = useRef<((go: () => void) => void) | null>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const [last, setLast] = useState<Last | null>(null);
  const [showsKeys, setShowsKeys] = useState(false);

  const rights = {
    approves: may(me.data, 'feedback.approve'),
    dispatches: may(me.data, 'feedback.dispatch'),
    moderates: may(me.data, 'feedback.moderate'),
  };
  const views = viewsFor(rights);
  const first = views[0] ?? 'mine';
  const inbox = inboxOf(new URLSearchParams(search), first);
  const query = queryOf(inbox);
  const list = useApi(listDeskReports, { query }, { refreshInterval: refreshMilliseconds, keepPreviousData: true });
  const more = useMore(listDeskReports, { query }, list.data?.next ?? null);
  const rows = rowsOf([list.data?.reports ?? [], ...more.pages.map(({ reports }) => reports)]);
  const refresh = () => void list.mutate();
  const keepBulk: OnBulk = (done, sentence) => {
    setLast({ ...done, sentence, until: Date.now() + undoMilliseconds });
    refresh();
  };

  const change = (part: Partial<Inbox>) => {
    // What was found by other words and chosen stays chosen; in another list it would be chosen unseen.
    if (part.q === undefined) setChosen(new Map());
    const address = addressOf({ ...inbox, ...part }, first);
    // Another list is a step that can be gone back; letters of a search are not.
    navigate(`/console/feedback${id === null ? '' : `/${id}`}${address}`, { replace: part.view === undefined });
  };
  const open = (next: string) => navigate(`/console/feedback/${next}${search}`, { replace: id !== null });
  const close = () => {
    if (id === null) return;
    const go = () => {
      navigate(`/console/feedback${search}`, { replace: true });
      requestAnimationFrame(() => document.getElementById(rowId(id))?.focus());
    };
    if (beforeLeaving.current === null) go();
    else beforeLeaving.current(go);
  };
  const focused = () => document.activeElement?.closest<HTMLElement>('[data-report]')?.dataset.report ?? null;
  const move = (by: 1 | -1) => {
    const ids = rows.map((row) => row.id);
    const here = focused();
    const next = rowFrom(ids, here !== null && ids.includes(here) ? here : id, by);
    if (next === null) return;
    document.getElementById(rowId(next))?.focus();
    if (id !== null && isSplit && beforeLeaving.current === null) open(next);
  };
  const toggle = (one: string) => {
    const next = new Map(chosen);
    const found = rows.find((row) => row.id === one);
    if (!next.delete(one) && found !== undefined) next.set(one, found.revision);
    setChosen(next);
  };
  useKeys(
    {
      '/': () => box.current?.focus(),
      j: () => move(1),
      k: () => move(-1),
      x: () => {
        const here = focused() ?? id;
        if (rights.dispatches && here !== null) toggle(here);
      },
      r: () => document.getElementById('answer-text')?.focus(),
      '?': () => setShowsKeys(true),
      Escape: close,
    },
    () => undefined,
  );

  const onItem = id !== null && !isSplit;
  const row = rows.find((one) => one.id === id);
  return (
    <Frame title="Phản ánh, góp ý" width="whole" {...(onItem ? { onBackToList: close } : {})}>
      <div className={id !== null && isSplit ? 'feedback feedback-split' : 'feedback'}>
        {!onItem && (
          <section className="feedback-list" aria-label="Danh sách phản ánh">
            <InboxTools
              box={box}
              isBeside={id !== null}
              inbox={inbox}
              views={views}
              counts={list.data?.counts}
              byOfficer={rights.dispatches}
              onChange={change}
              onKeys={() => setShowsKeys(true)}
            />
            <ReportList
              rows={rows}
              inbox={inbox}
              here={id}
              search={search}
              chosen={rights.dispatches ? chosen : null}
              isRead={list.data !== undefined}
              failure={list.error}
              onRetry={refresh}
              onToggle={toggle}
              onAll={() => change({ view: 'all' })}
            />
            {more.button}
          </section>
        )}
        {id !== null && (
          <ReportPane
            key={id}
            id={id}
            seenRevision={row?.revision ?? null}
            beforeLeaving={beforeLeaving}
            onChange={refresh}
            onBulk={keepBulk}
            onGone={close}
          />
        )}
      </div>
      {!onItem && rights.dispatches && <BulkBar chosen={chosenOf(rows, chosen)} onForget={() => setChosen(new Map())} onDone={keepBulk} />}
      {last !== null && chosenOf(rows, chosen).length === 0 && (
        <UndoBar key={last.until} last={last} onClose={() => setLast(null)} onDone={refresh} />
      )}
      {showsKeys && <KeysDialog keys={rights.dispatches ? [...keys, choosing] : keys} onClose={() => setShowsKeys(false)} />}
    </Frame>
  );
}
