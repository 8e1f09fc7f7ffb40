import './decisions.css';
import './register.css';
import {
  type CountState,
  type DeskDecision,
  listRoll,
  markHousehold,
  type RollRow,
  readDeskDecision,
} from 'backend/contracts/decisions-desk';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { useAnnounce } from '../../components/announcer.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { useMore } from '../broadcasts/use-more.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { KeysDialog } from '../keys-dialog.js';
import { useKeys } from '../use-keys.js';
import { baseOf, useKind } from './decision-base.js';
import { statusWords } from './decision-words.js';
import { RollList } from './roll-list.js';
import {
  consentsAfter,
  countsAfter,
  type Mark,
  type MarkName,
  markOf,
  marksFor,
  markWords,
  meetingFor,
  refusalOf,
  undoKey,
  undoOf,
  unmarkOf,
} from './roll-logic.js';
import { ReasonDialog, RollCounts, RollTools } from './roll-tools.js';
import { ownCounts, useOwnHamlets } from './use-own-hamlets.js';
import { useRights } from './use-rights.js';

/** The register of households: who came, who got a ballot and gave it back, who voted in the app. Never what anybody chose. */
export function RollPage() {
  const { id = '' } = useParams();
  const kind = useKind();
  const navigate = useNavigate();
  const hamlets = useOwnHamlets();
  const one = useApi(readDeskDecision, { params: { id } }, { refreshInterval: 20_000 });
  const back = () => navigate(`${baseOf(kind)}/${id}`);
  if (one.data === undefined || (hamlets.length === 0 && one.error === undefined))
    return (
      <Frame title="Danh sách hộ" onBackToList={back}>
        {one.error !== undefined ? <Failure failure={one.error} onRetry={() => void one.mutate()} /> : <Skeleton rows={5} />}
      </Frame>
    );
  const keep = (newer: DeskDecision) => void one.mutate(newer, { revalidate: false });
  return (
    <Frame title="Danh sách hộ" beside={`${one.data.title} · ${statusWords[one.data.status]}`} width="sides" onBackToList={back}>
      <div className="desk-decision-wide">
        <Register one={one.data} counts={ownCounts(one.data.counts, hamlets)} onChange={keep} onAgain={() => void one.mutate()} />
      </div>
    </Frame>
  );
}

type RollReply = ReplyOf<typeof listRoll>;

/** The reads of one decision's roll, whatever was looked for. */
const isRollOf = (id: string) => (key: unknown) => typeof key === 'string' && key.startsWith(`${listRoll.path} `) && key.includes(id);

type Show = 'all' | 'voted' | 'not_voted' | 'attended' | 'not_attended';

function shelvesOf(one: DeskDecision): { value: Show; name: string }[] {
  const all = { value: 'all', name: 'Tất cả' } as const;
  if (one.status === 'announced') return [all];
  const came = [
    { value: 'not_attended', name: 'Chưa có mặt' },
    { value: 'attended', name: 'Có mặt' },
  ] as const;
  const voted = [
    { value: 'not_voted', name: 'Chưa biểu quyết' },
    { value: 'voted', name: 'Đã biểu quyết' },
  ] as const;
  if (one.way !== 'meeting') return [all, ...voted];
  return one.draft.meetingVote === 'hands' ? [all, ...came] : [all, ...came, ...voted];
}

type RegisterProps = { one: DeskDecision; counts: readonly CountState[]; onChange: (newer: DeskDecision) => void; onAgain: () => void };

function Register({ one, counts, onChange, onAgain }: RegisterProps) {
  const announce = useAnnounce();
  const { mutate } = useSWRConfig();
  const rights = useRights();
  const [hamletKey, setHamletKey] = useState('');
  const [show, setShow] = useState<Show>('all');
  const [typed, setTyped] = useState('');
  const [meetingKey, setMeetingKey] = useState(one.draft.meetings[0]?.key ?? '');
  const [newer, setNewer] = useState<ReadonlyMap<string, RollRow>>(new Map());
  const [busy, setBusy] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [asks, setAsks] = useState<RollRow | null>(null);
  const [showsKeys, setShowsKeys] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const asked = useDelayed(typed.trim(), 200);
  const request = {
    params: { id: one.id },
    query: { show, ...(hamletKey !== '' && { hamletKey }), ...(asked !== '' && { search: asked }) },
  };
  const list = useApi(listRoll, request, { keepPreviousData: true, refreshInterval: 30_000 });
  const more = useMore(listRoll, request, list.data?.next ?? null);
  const rows = [...(list.data?.rows ?? []), ...more.pages.flatMap((page) => page.rows).map((row) => newer.get(row.householdId) ?? row)];
  const marks = rights.count ? marksFor(one) : [];

  const send = async (row: RollRow, mark: Mark, done: string): Promise<boolean> => {
    if (busy !== null) return false;
    setBusy(row.householdId);
    setRefusal(null);
    try {
      const after = await call(markHousehold, { params: { id: one.id, householdId: row.householdId }, body: mark });
      setNewer((known) => new Map(known).set(after.householdId, after));
      // Every way of looking at the roll that was read before has the household as it is now.
      void mutate<RollReply>(
        isRollOf(one.id),
        (known) => known && { ...known, rows: known.rows.map((old) => (old.householdId === after.householdId ? after : old)) },
        {
          revalidate: false,
        },
      );
      onChange({ ...one, counts: countsAfter(one.counts, row, after), consents: consentsAfter(one.consents, row, after) });
      announce(`Hộ ${row.code}: ${done}.`);
      return true;
    } catch (error) {
      const failure = failureOf(error);
      setRefusal(`Hộ ${row.code}, ${row.headName}: ${failure.detail === '' ? sayToOfficer(failure) : failure.detail}`);
      void list.mutate();
      onAgain();
      return false;
    } finally {
      setBusy(null);
    }
  };
  /** The queue goes on: back to the box when somebody was looked for, else to the next row. */
  const goOn = (row: RollRow) => {
    if (typed === '')
      return focusRow(rows[Math.min(rows.length - 1, rows.findIndex(({ householdId }) => householdId === row.householdId) + 1)]);
    setTyped('');
    box.current?.focus();
  };
  const mark = async (row: RollRow, name: MarkName) => {
    const why = refusalOf(row, name, one.way);
    if (why !== null) return setRefusal(`Hộ ${row.code}, ${row.headName}: ${why}`);
    if (await send(row, markOf(name, meetingFor(row, one.draft.meetings, meetingKey)), markWords[name].done)) goOn(row);
  };
  const undo = (row: RollRow) => {
    const latest = undoOf(row, marks);
    if (latest === null) return;
    if (latest.needsReason) return setAsks(row);
    const back = unmarkOf(latest.name, '');
    if (back !== null) void send(row, back, `bỏ ${markWords[latest.name].done}`);
  };
  const here = (): RollRow | undefined => {
    const at = document.activeElement?.closest<HTMLElement>('[data-household]')?.dataset.household;
    return rows.find(({ householdId }) => householdId === at) ?? (rows.length === 1 ? rows[0] : undefined);
  };
  const move = (by: 1 | -1) => {
    const at = rows.findIndex(({ householdId }) => householdId === here()?.householdId);
    focusRow(rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]);
  };
  const onRow = (act: (row: RollRow) => void) => () => {
    const row = here();
    if (row !== undefined) act(row);
  };
  useKeys(
    {
      j: () => move(1),
      k: () => move(-1),
      '/': () => box.current?.focus(),
      '?': () => setShowsKeys(true),
      [undoKey]: onRow(undo),
      ...Object.fromEntries(marks.map((name) => [markWords[name].key, onRow((row) => void mark(row, name))])),
    },
    () => undefined,
  );

  return (
    <>
      <RollCounts one={one} counts={counts} hamletKey={hamletKey} />
      <RollTools
        one={one}
        counts={counts}
        box={box}
        typed={typed}
        onType={setTyped}
        onEnter={() => focusRow(rows[0])}
        hamletKey={hamletKey}
        onHamlet={setHamletKey}
        meetingKey={marks.includes('attended') ? meetingKey : null}
        onMeeting={setMeetingKey}
      />
      <FilterChips legend="Xem những hộ nào" chips={shelvesOf(one)} value={show} onChoose={setShow}>
        {marks.length > 0 && (
          <button type="button" className="desk-count desk-decision-keys" onClick={() => setShowsKeys(true)}>
            Phím tắt (?)
          </button>
        )}
      </FilterChips>
      {refusal !== null && (
        <Notice tone="danger" urgent>
          <p>{refusal}</p>
        </Notice>
      )}
      {rows.length > 0 && (
        <RollList
          one={one}
          counts={counts}
          rows={rows}
          marks={marks}
          busy={busy}
          onMark={(row, name) => void mark(row, name)}
          onUndo={undo}
        />
      )}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{asked === '' ? 'Không có hộ nào ở mục này.' : `Không có hộ nào khớp “${asked}”.`}</p>
          {asked !== '' && <p className="quiet">Thử gõ mã hộ, tên chủ hộ hoặc tên người đại diện, không cần dấu.</p>}
        </Empty>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={6} />}
      {more.button}
      {asks !== null && (
        <ReasonDialog
          row={asks}
          onClose={() => setAsks(null)}
          onReason={async (reason) => {
            if (await send(asks, { mark: 'not_returned', reason }, 'bỏ đã nộp phiếu')) setAsks(null);
          }}
        />
      )}
      {showsKeys && (
        <KeysDialog
          onClose={() => setShowsKeys(false)}
          keys={[
            ['/', 'tới ô tìm; gõ tên không cần dấu, Enter để tới hộ đầu tiên'],
            ['j k', 'xuống, lên một hộ'],
            ...marks.map((name): [string, string] => [markWords[name].key, `ghi ${markWords[name].done}`]),
            [undoKey, 'bỏ điều vừa ghi của hộ này'],
          ]}
        />
      )}
    </>
  );
}

function focusRow(row: RollRow | undefined): void {
  if (row !== undefined) document.querySelector<HTMLElement>(`[data-household="${row.householdId}"]`)?.focus();
}
