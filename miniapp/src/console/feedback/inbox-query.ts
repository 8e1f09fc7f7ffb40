import type { RequestOf } from 'backend/contracts/endpoint';
import { type ReportKind, reportKinds } from 'backend/contracts/feedback';
import { type InboxView, inboxViews, type listDeskReports } from 'backend/contracts/feedback-desk';

/** Which list of the inbox is looked at, and what is left out of it; it stands in the address, so that going back finds it again. */
export type Inbox = { view: InboxView; category: string; hamlet: string; kind: ReportKind | ''; officer: string; q: string };

/** What the list can be narrowed by. */
export const filters = ['category', 'hamlet', 'kind', 'officer'] as const;

/** The lists as tabs, in the order in which somebody needs them: who approves sees first what waits for them; only who gives reports out sees those of nobody, only who may put aside those put aside. */
export function viewsFor({ approves, dispatches, moderates }: { approves: boolean; dispatches: boolean; moderates: boolean }): InboxView[] {
  return [
    ...(approves ? (['to_approve'] as const) : []),
    'mine',
    'due_today',
    'overdue',
    ...(dispatches ? (['unassigned'] as const) : []),
    'open',
    ...(approves ? [] : (['to_approve'] as const)),
    ...(moderates || approves ? (['suspected'] as const) : []),
    'closed',
  ];
}

const isKey = (text: string) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 60;
const isId = (text: string) => /^[0-9a-f]{24}$/.test(text);

/** What an address asks for; whatever in it makes no sense is left out. `first`: the list somebody begins with. */
export function inboxOf(search: URLSearchParams, first: InboxView): Inbox {
  const asked = (name: string, isRight: (text: string) => boolean) => {
    const text = search.get(name) ?? '';
    return isRight(text) ? text : '';
  };
  return {
    view: inboxViews.find((view) => view === search.get('view')) ?? first,
    category: asked('category', isKey),
    hamlet: asked('hamlet', isKey),
    kind: reportKinds.find((kind) => kind === search.get('kind')) ?? '',
    officer: asked('officer', isId),
    q: (search.get('q') ?? '').slice(0, 100),
  };
}

/** The part of the address behind `?`, with the mark; empty for the list somebody begins with. */
export function addressOf(inbox: Inbox, first: InboxView): string {
  const search = new URLSearchParams();
  if (inbox.view !== first) search.set('view', inbox.view);
  for (const name of [...filters, 'q'] as const) if (inbox[name] !== '') search.set(name, inbox[name]);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** What is asked of the API. */
export function queryOf({ view, category, hamlet, kind, officer, q }: Inbox): RequestOf<typeof listDeskReports>['query'] {
  return {
    view,
    ...(category !== '' && { category }),
    ...(hamlet !== '' && { hamlet }),
    ...(kind !== '' && { kind }),
    ...(officer !== '' && { officer }),
    ...(q.trim() !== '' && { q: q.trim() }),
  };
}

/** How many filters narrow the list. */
export const narrowedBy = (inbox: Inbox): number => filters.filter((name) => inbox[name] !== '').length;

/** The rows of several pages as one list: a report that moved on while they were read stands in it once. */
export function rowsOf<R extends { id: string }>(pages: readonly (readonly R[])[]): R[] {
  return [...new Map(pages.flat().map((row) => [row.id, row])).values()];
}

/** The chosen reports that still stand in the list, as they were when they were chosen: what somebody changed since is for the API to refuse. */
export function chosenOf<R extends { id: string; revision: number }>(rows: readonly R[], chosen: ReadonlyMap<string, number>): R[] {
  return rows.flatMap((row) => {
    const revision = chosen.get(row.id);
    return revision === undefined ? [] : [{ ...row, revision }];
  });
}
