import type { Clock } from '../../clock.js';
import type { Report, ReportRow, ResidentAct } from '../../contracts/feedback.js';
import type { Day } from '../../contracts/primitives.js';
import type { ReportMedia } from '../../contracts/report-media.js';
import { maskPersonalData } from '../../domain/personal-data.js';
import { plainTrackingCode } from '../../domain/report-code.js';
import type { Decision } from '../../domain/report-flow.js';
import type { ReportRecord } from '../../domain/report-record.js';
import { confirmedFixed, type ResidentContext, reopened, residentMay, supplemented } from '../../domain/report-resident-flow.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import { type ReportKeys, type ReportMediaPart, requireNoOtherKind } from './filing.service.js';
import type { RatingsStore } from './ratings.store.js';
import { categoryNameOf, hamletNameOf, reportRow, reportView, type ViewContext } from './report-views.js';
import type { FiledMark, ReportsStore } from './reports.store.js';

type Deps = {
  store: ReportsStore;
  ratings: RatingsStore;
  context(): Promise<ViewContext>;
  media: ReportMediaPart & { show(ids: readonly string[]): Promise<Map<string, ReportMedia>> };
  keys: Pick<ReportKeys, 'personKeys' | 'trackingHashes'> & { ratingKeys(words: string): string[] };
  /** Reads the token of "was it fixed?": whose report, and which answer. */
  readCheck(token: string, now: Date): { reportId: string; round: number } | null;
  clock: Clock;
  nudge: () => void;
};

/** Who follows a report: a person by their session, or whoever holds its tracking code. */
type Follower = { record: ReportRecord; isReporter: boolean; person: string };

const pageSize = 20;
const tries = 5;

const notFound = () => new ProblemError('report_not_found', 'Không tìm thấy phản ánh này.');
const wrongCode = () => new ProblemError('tracking_code_wrong', 'Mã tra cứu không đúng. Xin xem lại từng chữ, từng số.');
const usedCheck = () => new ProblemError('report_check_invalid', 'Câu hỏi này đã được trả lời hoặc đã cũ.');

export type FollowingService = ReturnType<typeof followingService>;

/** What becomes of a report, for whom sent or joined it; and what they do about it. */
export function followingService({ store, ratings, context, media, keys, readCheck, clock, nudge }: Deps) {
  const ratingKeysOf = ({ record, person }: Follower) => keys.ratingKeys(`${record.id}|${record.answers.length}|${person}`);

  async function show(follower: Follower): Promise<Report> {
    const { record, isReporter } = follower;
    const [view, target, shown, rated] = await Promise.all([
      context(),
      record.mergedInto === null ? null : store.find(record.mergedInto),
      isReporter && record.mediaIds.length > 0 ? media.show(record.mediaIds) : new Map<string, ReportMedia>(),
      record.answers.length > 0 ? ratings.has(ratingKeysOf(follower)) : false,
    ]);
    const found = reportView(record, view, { isReporter, rated, media: shown });
    // Merged: the answer is that of the report it was merged into, as everybody may read it.
    const answers = target === null ? found.answers : reportView(target, view, { isReporter: false, rated, media: shown }).answers;
    return { ...found, answers };
  }

  async function ofResident(residentId: string, id: string): Promise<Follower> {
    const record = await store.findOf(id, keys.personKeys(residentId));
    if (!record) throw notFound();
    const isReporter = record.queue === 'sealed' || record.reporter?.residentId === residentId;
    return { record, isReporter, person: residentId };
  }

  async function ofCode(code: string): Promise<Follower> {
    const plain = plainTrackingCode(code);
    const record = plain.length === 12 ? await store.findTracked(keys.trackingHashes(plain)) : null;
    if (!record) throw wrongCode();
    return { record, isReporter: true, person: 'tracking' };
  }

  /** Takes a step on the report as it now is; somebody else's step in between is taken into account. */
  async function step(
    find: () => Promise<Follower>,
    decide: (record: ReportRecord, at: ResidentContext) => Decision | 'already',
  ): Promise<Follower> {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const follower = await find();
      const view = await context();
      const decision = decide(follower.record, { ...view, isReporter: follower.isReporter });
      if (decision === 'already') return follower;
      if ('problem' in decision) throw new ProblemError(decision.problem, decision.message);
      const record = await store.change(follower.record, decision.change, view.now);
      if (!record) continue;
      if (decision.change.notices.length > 0) nudge();
      return { ...follower, record };
    }
    throw new ProblemError('report_changed', 'Phản ánh vừa được cập nhật. Xin tải lại rồi làm tiếp.');
  }

  async function rate(follower: Follower, score: number, comment: string): Promise<void> {
    const view = await context();
    if (!residentMay(follower.record, { ...view, isReporter: follower.isReporter }).rate)
      throw new ProblemError('report_not_open', 'Chưa có câu trả lời để đánh giá.');
    const [key = ''] = ratingKeysOf(follower);
    // Neither words nor time may lead back: numbers are masked, and only the month is kept.
    await ratings.add({
      key,
      month: view.today.slice(0, 7),
      categoryKey: follower.record.categoryKey,
      score,
      comment: maskPersonalData(comment).text,
    });
  }

  async function act(find: () => Promise<Follower>, action: ResidentAct): Promise<Report> {
    switch (action.act) {
      case 'supplement': {
        requireNoOtherKind('body.action.text', action.text, ['complaint', 'emergency', 'denunciation']);
        const { record } = await find();
        if (action.mediaIds.length > 0) await media.claim(action.draft ?? '', action.mediaIds, record.id);
        return show(await step(find, (now, at) => supplemented(now, action.text, action.mediaIds, at)));
      }
      case 'rate': {
        requireNoOtherKind('body.action.comment', action.comment, ['complaint', 'emergency', 'denunciation']);
        const follower = await find();
        await rate(follower, action.score, action.comment);
        return show(follower);
      }
      case 'reopen': {
        requireNoOtherKind('body.action.reason', action.reason, ['complaint', 'emergency', 'denunciation']);
        return show(await step(find, (record, at) => reopened(record, action.reason, at)));
      }
      case 'confirm_fixed':
        return show(await step(find, confirmedFixed));
    }
  }

  /** What the token asks about, and whether it may still be answered. */
  async function checked(token: string): Promise<{ record: ReportRecord; open: boolean }> {
    const read = readCheck(token, clock.now());
    const record = read === null ? null : await store.find(read.reportId);
    if (!read || !record || record.queue === 'sealed') throw usedCheck();
    const open = record.status === 'answered' && record.check?.round === read.round && record.check.state !== 'used';
    return { record, open };
  }

  return {
    async mine(residentId: string, after: string | undefined): Promise<{ reports: ReportRow[]; next: string | null }> {
      const [view, rows] = await Promise.all([context(), store.listOf(keys.personKeys(residentId), filedMarkOf(after), pageSize + 1)]);
      const page = rows.slice(0, pageSize);
      const last = page.at(-1)?.record;
      return {
        reports: page.map(({ record, hasNews }) =>
          reportRow(record, view, { hasNews, isReporter: record.queue === 'sealed' || record.reporter?.residentId === residentId }),
        ),
        next: rows.length > pageSize && last ? filedMarkText({ filedAt: last.filedAt, id: last.id }) : null,
      };
    },
    /** Own reports that something new happened to, at most two, for the first screen. */
    async news(residentId: string) {
      const [view, rows] = await Promise.all([context(), store.listOf(keys.personKeys(residentId), null, pageSize)]);
      return rows
        .filter(({ record, hasNews }) => hasNews && record.reporter?.residentId === residentId)
        .slice(0, 2)
        .map(({ record }) => ({
          id: record.id,
          categoryName: categoryNameOf(view, record.categoryKey),
          what:
            record.question !== null ? ('question' as const) : record.status === 'answered' ? ('answered' as const) : ('other' as const),
        }));
    },
    async read(residentId: string, id: string): Promise<Report> {
      const follower = await ofResident(residentId, id);
      if (follower.isReporter) await store.seen(id, clock.now());
      return show(follower);
    },
    async actOn(residentId: string, id: string, action: ResidentAct): Promise<Report> {
      const report = await act(() => ofResident(residentId, id), action);
      // What they did themselves is no news to them.
      if (report.isMine) await store.seen(id, clock.now());
      return report;
    },
    async readTracked(code: string): Promise<Report> {
      return show(await ofCode(code));
    },
    actOnTracked: (code: string, action: ResidentAct): Promise<Report> => act(() => ofCode(code), action),

    async readCheck(token: string) {
      const [{ record, open }, view] = await Promise.all([checked(token), context()]);
      return {
        code: record.code,
        categoryName: categoryNameOf(view, record.categoryKey),
        hamletName: hamletNameOf(view, record.hamletKey),
        answeredOn: dayOf(record.answers[0]?.publishedAt ?? record.filedAt) as Day,
        state: open ? ('open' as const) : ('used' as const),
      };
    },
    /** Works once: a second answer, or one after the report went on otherwise, is refused. */
    async answerCheck(token: string, answer: { fixed: true } | { fixed: false; reason: string }) {
      if (!answer.fixed) requireNoOtherKind('body.reason', answer.reason, ['complaint', 'emergency', 'denunciation']);
      const find = async (): Promise<Follower> => {
        const { record, open } = await checked(token);
        if (!open) throw usedCheck();
        return { record, isReporter: true, person: '' };
      };
      const { record } = await step(find, (now, at) => (answer.fixed ? confirmedFixed(now, at) : reopened(now, answer.reason, at)));
      return { status: record.status };
    },
  };
}

export const filedMarkText = ({ filedAt, id }: FiledMark): string => Buffer.from(`${filedAt.getTime()}|${id}`).toString('base64url');
export function filedMarkOf(text: string | undefined): FiledMark | null {
  const match = /^(\d{1,15})\|([0-9a-f]{24})$/.exec(Buffer.from(text ?? '', 'base64url').toString('utf8'));
  return match ? { filedAt: new Date(Number(match[1])), id: match[2] ?? '' } : null;
}
