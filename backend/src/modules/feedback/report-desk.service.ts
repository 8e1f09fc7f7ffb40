import { InformationWish, type ReportKind } from '../../contracts/feedback.js';
import type { DeskAct, DeskReport, DeskReportRow, InboxView } from '../../contracts/feedback-desk.js';
import { mayDo } from '../../contracts/permissions.js';
import type { ReportMedia } from '../../contracts/report-media.js';
import type { Officer } from '../../contracts/residents.js';
import { maskPersonalData } from '../../domain/personal-data.js';
import { decide, type FlowContext, mayActs } from '../../domain/report-flow.js';
import type { ReportRecord } from '../../domain/report-record.js';
import { coverOf, responsibleOfficer } from '../../domain/report-terms.js';
import { askedKeys } from '../../domain/search-words.js';
import { addDays } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { ReportKeys } from './filing.service.js';
import { filedMarkOf, filedMarkText } from './following.service.js';
import { type Access, accessOf, doerOf, maySee } from './report-access.js';
import { deskRow, deskView, type ViewContext } from './report-views.js';
import type { DeskFilter, DueMark, ReportsStore } from './reports.store.js';
import type { SendersStore } from './senders.store.js';

type Area = { x: number; y: number; width: number; height: number };

/** What the desk needs of pictures: reviewed copies, and who may read them. */
export type ReviewedMedia = {
  show(ids: readonly string[]): Promise<Map<string, ReportMedia>>;
  blur(ownerId: string, id: string, areas: readonly Area[]): Promise<ReportMedia>;
  review(ownerId: string, id: string): Promise<ReportMedia>;
  /** The reviewed copies of a report's pictures, by the picture's id. */
  reviewed(ownerId: string): Promise<Map<string, ReportMedia>>;
  publish(ownerId: string, ids: readonly string[]): Promise<void>;
  conceal(ownerId: string): Promise<void>;
};

type Deps = {
  store: ReportsStore;
  senders: SendersStore;
  context(): Promise<ViewContext & { hotline: string }>;
  officers: { list(): Promise<Officer[]> };
  residents: { card(residentId: string): Promise<{ phone: string | null; follows: boolean }> };
  media: ReviewedMedia;
  keys: Pick<ReportKeys, 'openInformation' | 'senderOf'>;
  nudge: () => void;
};

export type DeskQuery = {
  view: InboxView;
  category?: string | undefined;
  hamlet?: string | undefined;
  kind?: ReportKind | undefined;
  officer?: string | undefined;
  q?: string | undefined;
  after?: string | undefined;
};

const pageSize = 30;
const rememberedMilliseconds = 10_000;
const mostRemembered = 200;
const byFiled: readonly InboxView[] = ['closed', 'all'];

export const reportNotFound = () => new ProblemError('report_not_found', 'Không tìm thấy phản ánh này.');
export const reportChanged = () => new ProblemError('report_changed', 'Phản ánh vừa được người khác cập nhật. Xin tải lại rồi làm tiếp.');

export type ReportDeskService = ReturnType<typeof reportDeskService>;

/** The officers' work on reports. Whoever may not see a report is told that there is none. */
export function reportDeskService({ store, senders, context, officers, residents, media, keys, nudge }: Deps) {
  async function accessFor(who: OfficerIdentity): Promise<{ access: Access; view: ViewContext & { hotline: string } }> {
    const view = await context();
    return { access: accessOf(who, view.settings, view.today), view };
  }

  async function require(who: OfficerIdentity, id: string) {
    const [{ access, view }, record] = await Promise.all([accessFor(who), store.find(id)]);
    if (!record || !maySee(record, access)) throw reportNotFound();
    return { access, view, record };
  }

  async function show(record: ReportRecord, who: OfficerIdentity, access: Access, view: ViewContext): Promise<DeskReport> {
    const { reporter } = record;
    const hasMedia = record.mediaIds.length > 0;
    const [card, shown, reviewed, merged, target] = await Promise.all([
      reporter && residents.card(reporter.residentId),
      hasMedia ? media.show(record.mediaIds) : new Map<string, ReportMedia>(),
      hasMedia ? media.reviewed(record.id) : new Map<string, ReportMedia>(),
      store.mergedInto(record.id),
      record.mergedInto === null ? null : store.find(record.mergedInto),
    ]);
    const information = record.informationSealed === null ? null : keys.openInformation(record.informationSealed);
    return deskView(record, view, {
      reporter:
        reporter &&
        ({
          name: reporter.name,
          phone: card?.phone ?? null,
          contact: card?.follows ? 'official_account' : card?.phone ? 'phone' : 'none',
        } as const),
      information: information === null ? null : InformationWish.parse(JSON.parse(information)),
      media: record.mediaIds.flatMap((id) => {
        const one = shown.get(id);
        return one ? [{ ...one, reviewedUrl: reviewed.get(id)?.url ?? null }] : [];
      }),
      mergedInto: target && { id: target.id, code: target.code },
      merged,
      may: mayActs(record, doerOf(who), access.standsInFor),
    });
  }

  function scopeOf({ officerId, standsInFor, dispatches }: Access): DeskFilter {
    return { notNaming: officerId, ...(dispatches ? {} : { assignees: standsInFor }) };
  }

  function filterOf(view: InboxView, access: Access, today: string): DeskFilter {
    const scope = scopeOf(access);
    switch (view) {
      case 'mine':
        return { ...scope, queue: 'inbox', assignees: access.standsInFor };
      case 'unassigned':
        // What nobody has is for whoever divides the work.
        return access.dispatches ? { ...scope, queue: 'inbox', unassigned: true } : { ...scope, assignees: [] };
      case 'due_today':
        return { ...scope, queue: 'inbox', dueOn: { is: today } };
      case 'overdue':
        return { ...scope, queue: 'inbox', dueOn: { before: today } };
      case 'open':
        return { ...scope, queue: 'inbox' };
      case 'to_approve':
        return { ...scope, answerState: 'submitted' };
      case 'suspected':
        return { ...scope, queue: 'aside' };
      case 'closed':
        return { ...scope, queue: 'closed' };
      case 'all':
        return scope;
    }
  }

  type Counts = Record<'mine' | 'unassigned' | 'due_today' | 'overdue' | 'open' | 'to_approve' | 'suspected', number>;
  const remembered = new Map<string, { at: number; counts: Counts }>();

  async function countsFor(access: Access, view: ViewContext, mayBeOld: boolean): Promise<Counts> {
    const key = `${access.officerId} ${access.standsInFor.join(' ')}`;
    const known = remembered.get(key);
    const now = view.now.getTime();
    if (mayBeOld && known && now - known.at < rememberedMilliseconds) return known.counts;
    const count = (one: InboxView) => store.count(filterOf(one, access, view.today));
    const [mine, unassigned, due_today, overdue, open, to_approve, suspected] = await Promise.all([
      count('mine'),
      count('unassigned'),
      count('due_today'),
      count('overdue'),
      count('open'),
      count('to_approve'),
      count('suspected'),
    ]);
    const counts = { mine, unassigned, due_today, overdue, open, to_approve, suspected };
    if (remembered.size > mostRemembered) remembered.clear();
    remembered.set(key, { at: now, counts });
    return counts;
  }

  async function list(who: OfficerIdentity, query: DeskQuery) {
    const { access, view } = await accessFor(who);
    const filter: DeskFilter = {
      ...filterOf(query.view, access, view.today),
      categoryKey: query.category,
      hamletKey: query.hamlet,
      kind: query.kind,
      officerId: query.officer,
      asked: askedKeys(withoutCodeLetters(query.q ?? '')),
    };
    const filed = byFiled.includes(query.view) || (filter.asked !== undefined && filter.asked.keys.length > 0);
    // Whoever searches or reads on sees the numbers of a moment ago: they are about the lists, not about what was asked.
    const readsOn = query.after !== undefined || (filter.asked?.keys.length ?? 0) > 0;
    const [records, counts] = await Promise.all([
      filed
        ? store.listByFiled(filter, filedMarkOf(query.after), pageSize + 1)
        : store.listByDue(filter, dueMarkOf(query.after), pageSize + 1),
      countsFor(access, view, readsOn),
    ]);
    const page = records.slice(0, pageSize);
    const last = page.at(-1);
    const next = records.length > pageSize && last ? (filed ? filedMarkText(last) : dueMarkText(store.dueMark(last))) : null;
    return {
      reports: page.map((record): DeskReportRow => deskRow(record, view)),
      next,
      counts,
    };
  }

  /** Who gets it by an act: the officer asked for, or whom they are covered by; null when they may not have it. */
  async function otherFor(action: DeskAct, record: ReportRecord, view: ViewContext): Promise<FlowContext['other']> {
    const everybody = (await officers.list()).filter(({ active, roles }) => active && mayDo(roles, 'feedback.handle'));
    const wanted =
      action.act === 'assign' || action.act === 'hand_over'
        ? coverOf(action.officerId, view.settings.covers, view.today, record.excluded)
        : action.act === 'release'
          ? responsibleOfficer(view.settings.routing, view.settings.covers, {
              categoryKey: record.categoryKey,
              hamletKey: record.hamletKey,
              on: view.today,
              excluded: record.excluded,
            })
          : null;
    const found = everybody.find(({ id }) => id === wanted);
    return found ? { officerId: found.id, name: found.name } : null;
  }

  async function requireReviewed(record: ReportRecord, pictureIds: readonly string[]): Promise<void> {
    if (pictureIds.length === 0) return;
    const reviewed = await media.reviewed(record.id);
    if (pictureIds.some((id) => !reviewed.has(id)))
      throw new ProblemError('picture_not_reviewed', 'Có ảnh chưa xem lại để che mặt người, biển số.', {
        fields: [{ field: 'body.action.pictureIds', message: 'Xin xem lại từng ảnh trước khi đăng.' }],
      });
  }

  /** What follows outside the report; each may be repeated. */
  async function follow(record: ReportRecord, action: DeskAct, who: OfficerIdentity, view: ViewContext): Promise<void> {
    if (action.act === 'publish_on_board') {
      await media.conceal(record.id);
      await media.publish(record.id, action.pictureIds);
    } else if (record.board.state === 'hidden') await media.conceal(record.id);
    if (action.act === 'block') {
      const sender = await store.senderOf(record.id);
      const key = sender?.senderKey ?? (record.reporter ? keys.senderOf('resident', record.reporter.residentId)[0] : undefined);
      if (key !== undefined)
        await senders.block(key, { until: addDays(view.today, action.days), reason: action.reason, by: who.name, at: view.now });
    }
  }

  async function act(who: OfficerIdentity, id: string, revision: number, action: DeskAct): Promise<DeskReport> {
    const { access, view, record } = await require(who, id);
    if (record.revision !== revision) throw reportChanged();
    if (action.act === 'publish_on_board') await requireReviewed(record, action.pictureIds);
    const categoryKey = action.act === 'reclassify' ? (action.categoryKey ?? record.categoryKey) : record.categoryKey;
    const decision = decide(record, action, {
      ...view,
      who: doerOf(who),
      category: view.settings.categories.find(({ key }) => key === categoryKey) ?? null,
      standsInFor: access.standsInFor,
      other: await otherFor(action, record, view),
      mask: (text) => maskPersonalData(text, [view.hotline]).text,
    });
    if ('problem' in decision) throw new ProblemError(decision.problem, decision.message);
    const changed = await store.change(record, decision.change, view.now);
    if (!changed) throw reportChanged();
    await follow(changed, action, who, view);
    if (decision.change.notices.length > 0) nudge();
    return maySee(changed, access) ? show(changed, who, access, view) : { ...(await show(changed, who, access, view)), may: [] };
  }

  return {
    list,
    async read(who: OfficerIdentity, id: string): Promise<DeskReport> {
      const { access, view, record } = await require(who, id);
      return show(record, who, access, view);
    },
    act,
    /** For whoever works with reports in other ways: the report, if this officer may see it. Throws `report_not_found`. */
    require,

    async reviewPicture(who: OfficerIdentity, id: string, mediaId: string, areas: readonly Area[]): Promise<DeskReport> {
      const { access, view, record } = await require(who, id);
      const may = mayActs(record, doerOf(who), access.standsInFor);
      if (!record.mediaIds.includes(mediaId)) throw new ProblemError('file_unknown', 'Ảnh này không thuộc phản ánh.');
      if (!may.includes('publish_on_board')) throw new ProblemError('report_not_open', 'Phản ánh không còn ở bước này.');
      await (areas.length === 0 ? media.review(id, mediaId) : media.blur(id, mediaId, areas));
      return show(record, who, access, view);
    },

    async mask(text: string) {
      const { hotline } = await context();
      const { text: masked, found } = maskPersonalData(text, [hotline]);
      return { text: masked, found: found.map(({ kind, from, to }) => ({ kind, from, to })) };
    },

    async handlingOfficers() {
      const [view, everybody, open] = await Promise.all([context(), officers.list(), store.openByOfficer()]);
      const names = new Map(everybody.map(({ id, name }) => [id, name]));
      return {
        officers: everybody
          .filter(({ active, roles }) => active && mayDo(roles, 'feedback.read'))
          .map(({ id, name, title, roles }) => {
            const cover = coverOf(id, view.settings.covers, view.today);
            return {
              id,
              name,
              title,
              handles: mayDo(roles, 'feedback.handle'),
              opensPetitions: mayDo(roles, 'petitions.handle'),
              coveredBy: cover === id ? null : cover === null ? 'chưa có ai' : (names.get(cover) ?? 'người khác'),
              open: open.get(id) ?? 0,
            };
          }),
      };
    },

    async blocks() {
      const rows = await senders.listBlocks();
      return { blocks: rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })) };
    },
    liftBlock: async (id: string) => ({ lifted: await senders.lift(id) }),
  };
}

/** `PA-1234-5678` is found by its digits. */
const withoutCodeLetters = (text: string) => text.replace(/\bpa(?=[\s-]*\d)/gi, ' ');

const dueMarkText = ({ dueSort, id }: DueMark): string => Buffer.from(`${dueSort}|${id}`).toString('base64url');
function dueMarkOf(text: string | undefined): DueMark | null {
  const match = /^(\d{4}-\d\d-\d\d)\|([0-9a-f]{24})$/.exec(Buffer.from(text ?? '', 'base64url').toString('utf8'));
  return match ? { dueSort: match[1] ?? '', id: match[2] ?? '' } : null;
}
