import type { Clock } from '../../clock.js';
import type { ParsedRequestOf } from '../../contracts/endpoint.js';
import type { ReceptionPromise } from '../../contracts/reception.js';
import type { answerReceptionEntry, ReceptionEntry, saveReceptionMinutes } from '../../contracts/reception-register.js';
import { addDays, dayOf, shortDate } from '../../domain/vietnam-time.js';
import { whyNotWorking } from '../../domain/working-days.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { Entries } from './entries.js';
import { answerStateOf, type Kept, type KeptAnswer, type KeptMinutes } from './entry-views.js';

type Deps = {
  entries: Entries;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  clock: Clock;
  /** A short name for a promise, unique within its line. */
  newPromiseId: () => string;
};

/** Beyond that an extension would be no answer any more (NĐ 154/2026/NĐ-CP Art. 41 counts 45 days). */
const longestExtensionDays = 45;
const mostAnswers = 30;
const mostCorrections = 100;

const invalid = (field: string, message: string) => new ProblemError('invalid_request', message, { fields: [{ field, message }] });
const openOnes = (promises: readonly ReceptionPromise[]) => {
  const open = promises.filter(({ done }) => done === null);
  return { openPromises: open.length, nextPromiseOn: open.map(({ until }) => until).sort()[0] ?? null };
};

export type ResultsService = ReturnType<typeof resultsService>;

/** What follows a reception: the minutes with their promises, and the first answer in its time (Luật Tiếp công dân 42/2013/QH13 Art. 28). */
export function resultsService({ entries, calendar, clock, newPromiseId }: Deps) {
  const written = (who: OfficerIdentity) => ({ officerId: who.officerId, by: who.name, at: clock.now().toISOString() });

  return {
    async saveMinutes(
      who: OfficerIdentity,
      id: string,
      { revision, said, promises, reason }: ParsedRequestOf<typeof saveReceptionMinutes>['body'],
    ): Promise<ReceptionEntry> {
      const { entry, kept } = await entries.seen(who, id, revision);
      const before = kept.minutes;
      if (before !== null && reason.length < 5) throw invalid('body.reason', 'Biên bản đã có; xin ghi lý do sửa.');
      if (kept.corrections.length >= mostCorrections)
        throw new ProblemError('reception_entry_changed', 'Dòng này đã sửa quá nhiều lần, không sửa thêm được nữa.');
      promises.forEach(({ until }, place) => {
        if (until < entry.day) throw invalid(`body.promises.${place}.until`, 'Ngày hẹn phải từ ngày tiếp trở đi.');
      });
      const done = new Map(before?.promises.map((promise) => [promise.id, promise.done]));
      const minutes: KeptMinutes = {
        ...written(who),
        said,
        promises: promises.map(({ id: known, ...promise }) => {
          const isKnown = known !== null && done.has(known);
          return { ...promise, id: isKnown ? known : newPromiseId(), done: isKnown ? (done.get(known) ?? null) : null };
        }),
      };
      const corrections: Kept['corrections'] =
        before === null
          ? kept.corrections
          : [...kept.corrections, { ...written(who), reason, before: { part: 'minutes', said: before.said, promises: before.promises } }];
      const after = await entries.step(entry, { ...kept, minutes, corrections }, openOnes(minutes.promises));
      return entries.show(after, who);
    },

    async keepPromise(
      who: OfficerIdentity,
      id: string,
      promiseId: string,
      { revision, note }: { revision: number; note: string },
    ): Promise<ReceptionEntry> {
      const { entry, kept } = await entries.seen(who, id, revision);
      const { minutes } = kept;
      if (!minutes?.promises.some((promise) => promise.id === promiseId))
        throw new ProblemError('reception_entry_not_found', 'Không có việc này trong biên bản.');
      const promises = minutes.promises.map((promise) =>
        promise.id === promiseId && promise.done === null ? { ...promise, done: { on: dayOf(clock.now()), note } } : promise,
      );
      const after = await entries.step(entry, { ...kept, minutes: { ...minutes, promises } }, openOnes(promises));
      return entries.show(after, who);
    },

    /** Throws `reception_answered`, `already_extended`. */
    async answer(who: OfficerIdentity, id: string, body: ParsedRequestOf<typeof answerReceptionEntry>['body']): Promise<ReceptionEntry> {
      const { entry, kept } = await entries.seen(who, id, body.revision);
      const state = answerStateOf(entry);
      if (entry.clock === 'none') throw new ProblemError('reception_answered', 'Lượt tiếp này không phải trả lời.');
      if ((entry.clock === 'refusal_notice') !== (body.kind === 'notice'))
        throw invalid(
          'body.kind',
          entry.clock === 'refusal_notice' ? 'Lượt này chỉ cần ra thông báo từ chối tiếp.' : 'Lượt này cần một trả lời bước đầu.',
        );
      if (state === 'answered' && body.correction === null)
        throw new ProblemError('reception_answered', 'Lượt tiếp này đã có trả lời. Muốn sửa, xin ghi lý do.');
      if (state !== 'answered' && body.correction !== null) throw invalid('body.correction', 'Chưa có trả lời nào để sửa.');
      if (kept.answers.length >= mostAnswers) throw new ProblemError('reception_answered', 'Trả lời này đã sửa quá nhiều lần.');
      if (body.kind === 'extended') {
        if (entry.extended) throw new ProblemError('already_extended', 'Chỉ được kéo dài một lần.');
        await assertExtension(entry.dueOn ?? entry.day, body.until);
      }
      const answer: KeptAnswer = {
        ...written(who),
        kind: body.kind,
        reason: 'reason' in body ? body.reason : '',
        forwardedTo: 'forwardedTo' in body ? body.forwardedTo : '',
        until: 'until' in body ? body.until : null,
        correction: body.correction,
      };
      const after = await entries.step(
        entry,
        { ...kept, answers: [...kept.answers, answer] },
        {
          answer: body.kind,
          answers: kept.answers.length + 1,
          answerUntold: entry.bookingId !== null && entry.kind !== 'denunciation',
          ...(body.kind === 'extended' && { extended: true, dueOn: body.until }),
        },
      );
      return entries.show(after, who);
    },
  };

  async function assertExtension(dueOn: string, until: string): Promise<void> {
    const today = dayOf(clock.now());
    const earliest = dueOn < today ? today : dueOn;
    if (until <= earliest) throw invalid('body.until', `Hạn mới phải sau ngày ${shortDate(earliest)}.`);
    if (until > addDays(dueOn, longestExtensionDays)) throw invalid('body.until', `Không kéo dài quá ${longestExtensionDays} ngày.`);
    const off = whyNotWorking(until, await calendar.publicCalendar());
    if (off !== null) throw invalid('body.until', `Ngày này không làm việc (${off}).`);
  }
}
