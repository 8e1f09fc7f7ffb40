import { type BoardRow, listBoard } from 'backend/contracts/board';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { useState } from 'react';
import useSWR from 'swr';
import { CallFailure } from '../../api.js';
import { call } from '../../session.js';
import { keyOf } from '../../use-api.js';
import { type BoardFilters, isEverything, listQuery } from './board-filters.js';
import { hasList, useKept } from './use-kept.js';

type Reply = ReplyOf<typeof listBoard>;
const isReply = hasList<Reply>('reports');

/** The list under the filters, page by page. What was loaded stays loaded while the app is open, so that Back finds its place. */
export function useBoardList(filters: BoardFilters) {
  const query = listQuery(filters);
  const first = useKept(listBoard, { query }, isEverything(filters) ? 'board.list' : null, isReply);
  const further = useSWR<Reply>(`further ${keyOf(listBoard, { query })}`, null);
  const [busy, setBusy] = useState(false);
  const [moreFailure, setMoreFailure] = useState<CallFailure | null>(null);

  const isWhole = first.isOld || first.savedAt !== null;
  const extra = isWhole ? undefined : further.data;
  const rows = new Map<string, BoardRow>();
  for (const row of [...(first.shown?.reports ?? []), ...(extra?.reports ?? [])]) if (!rows.has(row.id)) rows.set(row.id, row);
  const next = isWhole ? null : (extra ?? first.shown)?.next;

  async function loadMore(): Promise<void> {
    if (next === null || next === undefined) return;
    setBusy(true);
    setMoreFailure(null);
    try {
      const page = await call(listBoard, { query: { ...query, after: next } });
      // With all that stood before it: a report that a fresh first page no longer holds must not fall between two pages.
      await further.mutate({ reports: [...rows.values(), ...page.reports], next: page.next }, { revalidate: false });
    } catch (error) {
      setMoreFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  }

  return {
    ...first,
    shown: first.shown === undefined ? undefined : [...rows.values()],
    mayLoadMore: typeof next === 'string',
    loadMore,
    busy,
    moreFailure,
  };
}
