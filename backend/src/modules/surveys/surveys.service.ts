import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { mayDo } from '../../contracts/permissions.js';
import { faultsOf, warningsOf } from '../../contracts/survey-faults.js';
import { minutesOf, questionsOf } from '../../contracts/survey-paths.js';
import type { SurveyForm } from '../../contracts/survey-questions.js';
import type {
  checkSurvey,
  closeSurvey,
  correctSurvey,
  extendSurvey,
  listDeskSurveys,
  remindSurvey,
  reviseSurvey,
  Survey,
  SurveyDraft,
  SurveyFinding,
} from '../../contracts/surveys-desk.js';
import { surveyReminder } from '../../domain/survey-reminder.js';
import { remindEvery, settingFaults, settingWarnings, statusAt, wordsChanged } from '../../domain/survey-rules.js';
import { instantWords } from '../../domain/survey-words.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { BroadcastsService } from '../broadcasts/broadcasts.service.js';
import type { DisclosuresService } from '../disclosures/disclosures.service.js';
import type { SurveyAnswersStore } from './survey-answers.store.js';
import type { SurveyPeople } from './survey-people.js';
import { notFound } from './survey-problems.js';
import type { Signed, SurveyRecord, SurveysStore, Written } from './surveys.store.js';

type Deps = {
  surveys: SurveysStore;
  answers: SurveyAnswersStore;
  people: SurveyPeople;
  broadcasts: Pick<BroadcastsService, 'draftFor'>;
  disclosures: Pick<DisclosuresService, 'read'>;
  clock: Clock;
};

export type SurveysService = ReturnType<typeof surveysService>;

const pageSize = 30;
const shows = { all: null, draft: ['draft'], running: ['published'], ended: ['closed', 'cancelled'] } as const;

const signedOf = ({ name, at }: Signed) => ({ name, at: at.toISOString() });
const writtenOf = (draft: SurveyDraft): Written => ({
  ...draft,
  opensAt: draft.opensAt === null ? null : new Date(draft.opensAt),
  closesAt: draft.closesAt === null ? null : new Date(draft.closesAt),
});
const draftOf = ({ title, intro, mode, audience, quotas, form, opensAt, closesAt }: SurveyRecord): SurveyDraft => ({
  title,
  intro,
  mode,
  audience,
  quotas,
  form,
  opensAt: opensAt?.toISOString() ?? null,
  closesAt: closesAt?.toISOString() ?? null,
});
const measures = (form: SurveyForm) => ({ minutes: minutesOf(form), questions: questionsOf(form).length });

/** A survey from the first word of an officer to its end. Who answered what is no business of this service. */
export function surveysService({ surveys, answers, people, broadcasts, disclosures, clock }: Deps) {
  const signed = (who: OfficerIdentity): Signed => ({ officerId: who.officerId, name: who.name, at: clock.now() });

  async function require(id: string): Promise<SurveyRecord> {
    const record = await surveys.find(id);
    if (!record) throw notFound();
    return record;
  }

  /** Why a conditional step did not happen. */
  async function refuse(id: string, revision: number): Promise<never> {
    const record = await require(id);
    if (record.revision !== revision)
      throw new ProblemError('survey_changed', 'Khảo sát vừa được người khác sửa. Xin tải lại rồi làm tiếp.');
    if (statusAt(record, clock.now()) === 'closed')
      throw new ProblemError('survey_published', 'Khảo sát đã đóng nên không làm được việc này.');
    throw new ProblemError('survey_published', 'Khảo sát không còn ở bước này. Xin tải lại trang.');
  }

  const remindFrom = ({ reminders }: SurveyRecord): Date | null => {
    const last = reminders.at(-1);
    const from = last && new Date(last.by.at.getTime() + remindEvery);
    return from && from > clock.now() ? from : null;
  };

  async function show(record: SurveyRecord, who: OfficerIdentity): Promise<Survey> {
    const now = clock.now();
    const status = statusAt(record, now);
    const [totals, disclosed] = await Promise.all([
      answers.totals(record.mode === 'anonymous', [record.id]),
      record.disclosureId === null ? null : disclosures.read(record.disclosureId),
    ]);
    const writes = mayDo(who.roles, 'surveys.write');
    const publishes = mayDo(who.roles, 'surveys.publish');
    const running = status === 'open' || status === 'scheduled';
    return {
      id: record.id,
      revision: record.revision,
      status,
      ...draftOf(record),
      version: record.version,
      versions: record.versions.map(({ version, by, reason }) => ({ version, by: by.name, at: by.at.toISOString(), reason })),
      corrections: record.corrections.map(({ by, reason, words }) => ({ at: by.at.toISOString(), by: by.name, reason, words })),
      minutes: record.minutes,
      answered: totals.get(record.id) ?? 0,
      locked: record.locked,
      resultsReady: record.status === 'closed' && record.putAway === 'done',
      author: signedOf(record.author),
      published: record.published && signedOf(record.published),
      extensions: record.extensions.map(({ by, from, to, reason }) => ({
        by: by.name,
        at: by.at.toISOString(),
        from: from.toISOString(),
        to: to.toISOString(),
        reason,
      })),
      closed:
        status === 'closed'
          ? {
              at: (record.closed?.at ?? record.closesAt ?? now).toISOString(),
              by: record.closed?.by?.name ?? null,
              reason: record.closed?.reason ?? null,
            }
          : null,
      cancelled: record.cancelled && { ...signedOf(record.cancelled), reason: record.cancelled.reason },
      copiedFrom: record.copiedFrom,
      reminders: record.reminders.map(({ by, broadcastId }) => ({ by: by.name, at: by.at.toISOString(), broadcastId })),
      remindFrom: remindFrom(record)?.toISOString() ?? null,
      disclosure: disclosed && { id: disclosed.id, number: disclosed.number, status: disclosed.status },
      updatedAt: record.updatedAt.toISOString(),
      may: {
        edit: writes && status === 'draft',
        publish: publishes && status === 'draft',
        revise: publishes && running && !record.locked,
        correct: writes && running,
        extend: publishes && running,
        close: publishes && status === 'open',
        cancel: publishes && (status === 'draft' || running),
        remind: writes && status === 'open' && record.audience.kind !== 'visitors' && remindFrom(record) === null,
        disclose: writes && record.status === 'closed' && record.putAway === 'done' && record.disclosureId === null,
      },
    };
  }

  async function findings(record: SurveyRecord): Promise<{ faults: SurveyFinding[]; warnings: SurveyFinding[] }> {
    const draft = draftOf(record);
    const [names, size] = await Promise.all([people.hamletNames(), people.size(record.audience)]);
    return {
      faults: [...faultsOf(record.form), ...settingFaults(draft, { hamletKeys: new Set(names.keys()), now: clock.now() })],
      warnings: [...warningsOf(record.form), ...settingWarnings(draft, size)],
    };
  }

  function assertFaultless(faults: readonly SurveyFinding[]): void {
    if (faults.length > 0)
      throw new ProblemError('survey_faulty', `Khảo sát chưa phát hành được: ${faults[0]?.message ?? ''}`, {
        fields: faults.map(({ questions: [question], message }) => ({
          field: question === undefined ? 'body' : `body.form.${question}`,
          message,
        })),
      });
  }

  return {
    async list({ show: which, after }: ParsedRequestOf<typeof listDeskSurveys>['query']): Promise<ReplyOf<typeof listDeskSurveys>> {
      const before = after !== undefined && /^[0-9a-f]{24}$/.test(after) ? after : null;
      if (after !== undefined && before === null)
        throw new ProblemError('invalid_request', 'Mốc trang không đúng dạng.', {
          fields: [{ field: 'query.after', message: 'Mốc trang không đúng dạng.' }],
        });
      const rows = await surveys.list(shows[which], before, pageSize + 1);
      const page = rows.slice(0, pageSize);
      const idsOf = (anonymous: boolean) => page.filter(({ mode }) => (mode === 'anonymous') === anonymous).map(({ id }) => id);
      const counts = await Promise.all([answers.totals(true, idsOf(true)), answers.totals(false, idsOf(false))]);
      const now = clock.now();
      return {
        surveys: page.map((head) => ({
          id: head.id,
          title: head.title,
          status: statusAt(head, now),
          mode: head.mode,
          opensAt: head.opensAt?.toISOString() ?? null,
          closesAt: head.closesAt?.toISOString() ?? null,
          answered: counts[0].get(head.id) ?? counts[1].get(head.id) ?? 0,
          updatedAt: head.updatedAt.toISOString(),
        })),
        next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
      };
    },
    read: async (who: OfficerIdentity, id: string): Promise<Survey> => show(await require(id), who),
    async create(who: OfficerIdentity, draft: SurveyDraft, key: string | null): Promise<Survey> {
      const record = await surveys.create(writtenOf(draft), {
        author: signed(who),
        copiedFrom: null,
        ...measures(draft.form),
        key: key === null ? null : `${who.officerId} ${key}`,
      });
      return show(record, who);
    },
    async update(who: OfficerIdentity, id: string, { revision, ...draft }: SurveyDraft & { revision: number }): Promise<Survey> {
      const record = await surveys.edit(id, revision, writtenOf(draft), { ...measures(draft.form), now: clock.now() });
      return record ? show(record, who) : refuse(id, revision);
    },
    async copy(who: OfficerIdentity, id: string, key: string | null): Promise<Survey> {
      const from = await require(id);
      const draft = { ...draftOf(from), opensAt: null, closesAt: null };
      const record = await surveys.create(writtenOf(draft), {
        author: signed(who),
        copiedFrom: id,
        ...measures(draft.form),
        key: key === null ? null : `${who.officerId} ${key}`,
      });
      return show(record, who);
    },
    check: async (id: string): Promise<ReplyOf<typeof checkSurvey>> => findings(await require(id)),

    async publish(who: OfficerIdentity, id: string, revision: number): Promise<Survey> {
      const before = await require(id);
      if (before.status !== 'draft' || before.revision !== revision) return refuse(id, revision);
      assertFaultless((await findings(before)).faults);
      const by = signed(who);
      const opensAt = before.opensAt === null || before.opensAt < by.at ? by.at : before.opensAt;
      const record = await surveys.publish(id, revision, by, { opensAt, form: before.form });
      return record ? show(record, who) : refuse(id, revision);
    },
    /** Other questions, as long as nobody has begun to send: the first answer and this step look at the same mark. */
    async revise(
      who: OfficerIdentity,
      id: string,
      { revision, form, reason }: ParsedRequestOf<typeof reviseSurvey>['body'],
    ): Promise<Survey> {
      const before = await require(id);
      if (before.revision !== revision || !['open', 'scheduled'].includes(statusAt(before, clock.now()))) return refuse(id, revision);
      assertFaultless((await findings({ ...before, form })).faults);
      const record = await surveys.revise(before, revision, form, { by: signed(who), reason, ...measures(form) });
      if (record) return show(record, who);
      if ((await require(id)).locked)
        throw new ProblemError('survey_locked', 'Đã có người trả lời nên không thay câu hỏi được nữa, chỉ sửa được lỗi chữ.');
      return refuse(id, revision);
    },
    async correct(
      who: OfficerIdentity,
      id: string,
      { revision, form, reason }: ParsedRequestOf<typeof correctSurvey>['body'],
    ): Promise<Survey> {
      const before = await require(id);
      if (before.revision !== revision || !['open', 'scheduled'].includes(statusAt(before, clock.now()))) return refuse(id, revision);
      const words = wordsChanged(before.form, form);
      if (words === null || words.length === 0)
        throw new ProblemError(
          'survey_not_a_correction',
          'Chỉ sửa được chữ của câu hỏi, phần giải thích và tên phần. Lựa chọn, loại câu, điều kiện giữ nguyên.',
        );
      assertFaultless(faultsOf(form));
      const record = await surveys.correct(id, revision, form, { by: signed(who), reason, words });
      return record ? show(record, who) : refuse(id, revision);
    },
    async extend(
      who: OfficerIdentity,
      id: string,
      { revision, closesAt, reason }: ParsedRequestOf<typeof extendSurvey>['body'],
    ): Promise<Survey> {
      const before = await require(id);
      if (before.revision !== revision || !['open', 'scheduled'].includes(statusAt(before, clock.now()))) return refuse(id, revision);
      const to = new Date(closesAt);
      if (before.closesAt === null || to <= before.closesAt)
        throw new ProblemError(
          'survey_time_wrong',
          'Giờ đóng mới phải sau giờ đóng hiện tại. Muốn đóng sớm, xin dùng “Đóng khảo sát sớm”.',
          {
            fields: [{ field: 'body.closesAt', message: 'Phải sau giờ đóng hiện tại.' }],
          },
        );
      const draft = { ...draftOf(before), closesAt };
      assertFaultless(settingFaults(draft, { hamletKeys: new Set((await people.hamletNames()).keys()), now: clock.now() }));
      const record = await surveys.extend(id, revision, { by: signed(who), from: before.closesAt, to, reason });
      return record ? show(record, who) : refuse(id, revision);
    },
    async close(who: OfficerIdentity, id: string, { revision, reason }: ParsedRequestOf<typeof closeSurvey>['body']): Promise<Survey> {
      const record = await surveys.close(id, revision, signed(who), reason);
      return record ? show(record, who) : refuse(id, revision);
    },
    async cancel(who: OfficerIdentity, id: string, { revision, reason }: ParsedRequestOf<typeof closeSurvey>['body']): Promise<Survey> {
      const record = await surveys.cancel(id, revision, signed(who), reason);
      return record ? show(record, who) : refuse(id, revision);
    },

    /** A draft message to the audience. Two who ask at once get the same one. */
    async remind(who: OfficerIdentity, id: string): Promise<ReplyOf<typeof remindSurvey>> {
      const survey = await require(id);
      const { audience, closesAt } = survey;
      if (statusAt(survey, clock.now()) !== 'open' || closesAt === null)
        throw new ProblemError('survey_cannot_remind', 'Chỉ nhắc được khi khảo sát đang mở.');
      if (audience.kind === 'visitors')
        throw new ProblemError(
          'survey_cannot_remind',
          'Khảo sát dành cho người đã đến làm việc không nhắc qua tin gửi chung được, vì tin gửi theo xóm hoặc nhóm.',
        );
      const from = remindFrom(survey);
      if (from) throw new ProblemError('survey_reminded', `Mỗi 3 ngày nhắc một lần. Nhắc lại được từ ${instantWords(from)}.`);
      const by = signed(who);
      const count = survey.reminders.length;
      const { broadcast } = await broadcasts.draftFor({
        draft: surveyReminder({ id, title: survey.title, minutes: survey.minutes, closesAt, audience }),
        author: { officerId: by.officerId, name: by.name },
        key: `survey ${id} ${count}`,
      });
      const after = (await surveys.remind(id, count, { by, broadcastId: broadcast.id })) ?? (await require(id));
      return { broadcastId: broadcast.id, survey: await show(after, who) };
    },
    show,
    require,
  };
}
