import { mayDo } from '../../contracts/permissions.js';
import type { Officer } from '../../contracts/residents.js';
import { mayActs, noticeOf } from '../../domain/report-flow.js';
import { isOpen, type ReportChange, type ReportRecord } from '../../domain/report-record.js';
import { coverOf } from '../../domain/report-terms.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import { accessOf, doerOf, maySee } from './report-access.js';
import type { ActionItem, ReportActionsStore } from './report-actions.store.js';
import { reportChanged, reportNotFound } from './report-desk.service.js';
import type { ViewContext } from './report-views.js';
import type { ReportsStore } from './reports.store.js';

type Chosen = readonly { id: string; revision: number }[];
type Refusal = { id: string; code: string; reason: string };
type Outcome = { actionId: string | null; done: number; refused: Refusal[] };

type Deps = {
  store: ReportsStore;
  actions: ReportActionsStore;
  context(): Promise<ViewContext>;
  officers: { list(): Promise<Officer[]> };
  personKey(residentId: string): string;
  nudge: () => void;
};

const undoMilliseconds = 10 * 60_000;

export type ReportBulkService = ReturnType<typeof reportBulkService>;

/** One decision about many reports, each by itself: what somebody changed meanwhile is left and said. */
export function reportBulkService({ store, actions, context, officers, personKey, nudge }: Deps) {
  async function chosenBy(who: OfficerIdentity, chosen: Chosen) {
    const view = await context();
    const access = accessOf(who, view.settings, view.today);
    const records = new Map((await store.findMany(chosen.map(({ id }) => id))).map((record) => [record.id, record]));
    const refused: Refusal[] = [];
    const taken: ReportRecord[] = [];
    for (const { id, revision } of chosen) {
      const record = records.get(id);
      if (!record || !maySee(record, access)) refused.push({ id, code: '', reason: 'Không tìm thấy phản ánh này.' });
      else if (record.revision !== revision) refused.push({ id, code: record.code, reason: 'Vừa được người khác cập nhật.' });
      else taken.push(record);
    }
    return { view, access, taken, refused };
  }

  return {
    async assign(who: OfficerIdentity, chosen: Chosen, officerId: string, reason: string): Promise<Outcome> {
      const { view, access, taken, refused } = await chosenBy(who, chosen);
      const everybody = (await officers.list()).filter(({ active, roles }) => active && mayDo(roles, 'feedback.handle'));
      const items: ActionItem[] = [];
      for (const record of taken) {
        const refuse = (why: string) => refused.push({ id: record.id, code: record.code, reason: why });
        const other = everybody.find(({ id }) => id === coverOf(officerId, view.settings.covers, view.today, record.excluded));
        if (!mayActs(record, doerOf(who), access.standsInFor).includes('assign')) refuse('Không còn ở bước giao việc.');
        else if (!other) refuse('Cán bộ này không nhận việc này được.');
        else {
          const changed = await store.change(
            record,
            {
              assignee: { officerId: other.id, name: other.name },
              events: [{ at: view.now, by: who.name, text: `Giao cho ${other.name}.${reason === '' ? '' : ` ${reason}`}`, shown: false }],
              // One message for all of them.
              notices:
                items.length > 0 || other.id === who.officerId
                  ? []
                  : [{ ...noticeOf(record, 'assigned', 'assignee', view.now), note: taken.length > 1 ? String(taken.length - 1) : '' }],
            },
            view.now,
          );
          if (changed) items.push({ id: record.id, before: pick(record), revisionAfter: changed.revision });
          else refuse('Vừa được người khác cập nhật.');
        }
      }
      if (items.length === 0) return { actionId: null, done: 0, refused };
      nudge();
      return {
        actionId: await actions.add({ kind: 'assign', by: who.officerId, at: view.now, into: null, joined: [], items }),
        done: items.length,
        refused,
      };
    },

    /** Everybody who sent or joined one of them gets the answer of the one that stays. */
    async merge(who: OfficerIdentity, into: { id: string; revision: number }, chosen: Chosen, reason: string): Promise<Outcome> {
      const { view, taken, refused } = await chosenBy(
        who,
        chosen.filter(({ id }) => id !== into.id),
      );
      const access = accessOf(who, view.settings, view.today);
      const first = await store.find(into.id);
      if (!first || !maySee(first, access)) throw reportNotFound();
      if (first.revision !== into.revision) throw reportChanged();
      if (!isOpen(first) || first.queue !== 'inbox') throw new ProblemError('report_not_open', 'Phản ánh giữ lại phải còn đang mở.');
      const items: ActionItem[] = [];
      const joined = new Set<string>();
      for (const record of taken) {
        const refuse = (why: string) => refused.push({ id: record.id, code: record.code, reason: why });
        if (!isOpen(record) || record.queue !== 'inbox') {
          refuse('Không còn ở bước gộp.');
          continue;
        }
        // People first: if the rest is lost on the way, they hear too much rather than nothing.
        const people = [...(record.reporter ? [record.reporter.residentId] : []), ...record.followers.map(({ residentId }) => residentId)];
        for (const residentId of people)
          if (await store.addFollower(into.id, { residentId, at: view.now }, personKey(residentId))) joined.add(residentId);
        const change: ReportChange = {
          status: 'merged',
          queue: 'closed',
          mergedInto: into.id,
          dueOn: null,
          events: [
            { at: view.now, by: who.name, text: 'Nhiều người cùng phản ánh việc này. Xã trả lời chung cho mọi người.', shown: true },
            { at: view.now, by: who.name, text: `Gộp vào ${first.code}.${reason === '' ? '' : ` ${reason}`}`, shown: false },
          ],
          notices: [],
        };
        const changed = await store.change(record, change, view.now);
        if (changed) items.push({ id: record.id, before: pick(record), revisionAfter: changed.revision });
        else refuse('Vừa được người khác cập nhật.');
      }
      if (items.length === 0) return { actionId: null, done: 0, refused };
      return {
        actionId: await actions.add({ kind: 'merge', by: who.officerId, at: view.now, into: into.id, joined: [...joined], items }),
        done: items.length,
        refused,
      };
    },

    /** Within ten minutes, by whom did it, once; what was changed since stays as it is. */
    async undo(who: OfficerIdentity, id: string): Promise<{ undone: number; kept: number }> {
      const view = await context();
      const action = await actions.claimUndo(id, who.officerId, new Date(view.now.getTime() - undoMilliseconds), view.now);
      if (!action) throw new ProblemError('undo_too_late', 'Đã quá 10 phút, hoặc đã lấy lại rồi.');
      let undone = 0;
      for (const { id: reportId, before, revisionAfter } of action.items) {
        const record = await store.find(reportId);
        if (!record || record.revision !== revisionAfter) continue;
        const changed = await store.change(
          record,
          {
            ...before,
            ...(action.kind === 'merge' && { mergedInto: null }),
            events: [
              {
                at: view.now,
                by: who.name,
                text: action.kind === 'merge' ? 'Thôi gộp, xử lý riêng.' : 'Lấy lại việc giao.',
                shown: action.kind === 'merge',
              },
            ],
            notices: [],
          },
          view.now,
        );
        if (changed) undone += 1;
      }
      if (action.into !== null && undone === action.items.length)
        for (const residentId of action.joined) await store.removeFollower(action.into, residentId, personKey(residentId));
      return { undone, kept: action.items.length - undone };
    },
  };
}

const pick = ({ assignee, status, queue, dueOn }: ReportRecord): ActionItem['before'] => ({ assignee, status, queue, dueOn });
