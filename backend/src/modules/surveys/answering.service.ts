import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { faultsOfAnswers, relevantAnswers } from '../../contracts/survey-paths.js';
import type { SurveyAnswers } from '../../contracts/survey-questions.js';
import {
  type listSurveys,
  type OpenSurvey,
  type readSurvey,
  type SurveyDraftState,
  type SurveyStanding,
  type saveSurveyDraft,
  type sendSurvey,
  surveyBasis,
} from '../../contracts/surveys.js';
import { statusAt } from '../../domain/survey-rules.js';
import { instantWords, modeSentences } from '../../domain/survey-words.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { DisclosuresService } from '../disclosures/disclosures.service.js';
import type { ReportMediaService } from '../report-media/report-media.service.js';
import { type Limit, limitOfChoice, limitsBefore, quotasOf } from './quotas.js';
import type { Sealers } from './sealing.js';
import type { Standing, SurveyAnswersStore } from './survey-answers.store.js';
import type { DraftRecord, SurveyDraftsStore } from './survey-drafts.store.js';
import type { SurveyPeople, SurveyPerson } from './survey-people.js';
import { closed, fullWords, notFound, versionChanged } from './survey-problems.js';
import type { SurveyHead, SurveyRecord, SurveysStore } from './surveys.store.js';

type SendBody = ParsedRequestOf<typeof sendSurvey>['body'];
type SaveBody = ParsedRequestOf<typeof saveSurveyDraft>['body'];

type Deps = {
  surveys: SurveysStore;
  answers: SurveyAnswersStore;
  drafts: SurveyDraftsStore;
  people: SurveyPeople;
  disclosures: Pick<DisclosuresService, 'publishedSlugs'>;
  media: Pick<ReportMediaService, 'claim'>;
  sealers: Sealers;
  /** The keyed hash of survey and person under every key of the ring, the present one first. */
  hashesOf: (survey: string, residentId: string) => readonly string[];
  /** A keyed hash of a request, to know a repeat. */
  digest: (text: string) => string;
  /** 24 hexadecimal characters that nobody can guess and that hold no time. */
  randomId: () => string;
  randomInteger: (below: number) => number;
  clock: Clock;
};

export type AnsweringService = ReturnType<typeof answeringService>;

const mostOpen = 50;
const mostPublished = 20;
const mostAtHome = 5;
/** The photographs of one answer belong to it under this name. */
export const mediaOwner = (person: string): string => `survey-${person}`;

/** Residents answer: once each, resumed on any phone, never after closing, and never more than a quota. */
export function answeringService(deps: Deps) {
  const { surveys, answers, drafts, people, disclosures, media, sealers, hashesOf, digest, randomId, randomInteger, clock } = deps;
  const quotas = quotasOf({ store: answers, randomInteger });
  const isAnonymous = ({ mode }: SurveyHead) => mode === 'anonymous';

  async function published(id: string): Promise<SurveyRecord> {
    const survey = await surveys.find(id);
    if (!survey || survey.status === 'draft' || survey.opensAt === null || survey.closesAt === null) throw notFound();
    return survey;
  }

  function assertOpen(survey: SurveyRecord): void {
    const status = statusAt(survey, clock.now());
    if (status === 'closed') throw closed();
    if (status === 'cancelled') throw new ProblemError('survey_not_open', cancelledWords(survey));
    if (status === 'scheduled') throw new ProblemError('survey_not_open', notYetWords(survey));
  }
  const notYetWords = ({ opensAt }: SurveyHead) => `Khảo sát mở lúc ${instantWords(opensAt ?? clock.now())}.`;
  const cancelledWords = ({ cancelled }: SurveyHead) => `Khảo sát đã hủy. Lý do: ${cancelled?.reason ?? ''}`;

  async function assertFor(person: SurveyPerson, { audience }: SurveyHead): Promise<void> {
    if (!(await people.belongs(person, audience))) throw new ProblemError('survey_not_for_you', await people.notForYou(audience));
  }

  function stateOf(survey: SurveyRecord, draft: DraftRecord): SurveyDraftState {
    const words = sealers.draft.open(draft.sealed, survey.id) ?? { answers: {}, times: {}, mediaDraft: null };
    // Begun with earlier questions: what is not asked any more goes.
    const { times, mediaDraft } = words;
    return { revision: draft.revision, answers: relevantAnswers(survey.form, words.answers), times, at: draft.at, mediaDraft };
  }

  async function sent(survey: SurveyRecord, hashes: readonly string[]): Promise<SurveyStanding> {
    const record = isAnonymous(survey) ? null : await answers.findOf(hashes);
    const words = record?.sealed ? sealers.answer.open(record.sealed, survey.id) : null;
    return { kind: 'answered', answers: words?.answers ?? null, mediaDraft: words?.mediaDraft ?? null };
  }

  async function standingOf(survey: SurveyRecord, residentId: string): Promise<SurveyStanding> {
    const hashes = hashesOf(survey.id, residentId);
    const status = statusAt(survey, clock.now());
    if (status === 'cancelled') return { kind: 'closed', message: cancelledWords(survey), answered: false, disclosureSlug: null };
    const standing = await answers.standing(isAnonymous(survey), hashes);
    if (status === 'closed') {
      const slugs = survey.disclosureId === null ? new Map<string, string>() : await disclosures.publishedSlugs([survey.disclosureId]);
      return {
        kind: 'closed',
        message: `Khảo sát đã đóng lúc ${instantWords(survey.closesAt ?? clock.now())}.`,
        answered: standing !== null,
        disclosureSlug: slugs.get(survey.disclosureId ?? '') ?? null,
      };
    }
    if (standing) return sent(survey, hashes);
    const person = await people.of(residentId);
    if (!(await people.belongs(person, survey.audience))) return { kind: 'not_for_you', message: await people.notForYou(survey.audience) };
    if (status === 'scheduled') return { kind: 'not_yet', message: notYetWords(survey) };
    const [full, draft] = await Promise.all([
      quotas.fullOf(isAnonymous(survey), limitsBefore(survey, person.hamletKey)),
      drafts.find(hashes),
    ]);
    if (full) return { kind: 'full', message: fullWords(full.words) };
    return draft ? { kind: 'draft', draft: stateOf(survey, draft) } : { kind: 'new' };
  }

  /** The open ones that are for somebody, and where they stand in each. */
  async function openOf(residentId: string): Promise<OpenSurvey[]> {
    const open = await surveys.open(clock.now(), mostOpen);
    if (open.length === 0) return [];
    const person = await people.of(residentId);
    const meant = await Promise.all(open.map((survey) => people.belongs(person, survey.audience)));
    const mine = open.filter((_, place) => meant[place]);
    const hashes = mine.flatMap(({ id }) => hashesOf(id, residentId));
    const [begun, answered] = await Promise.all([drafts.begun(hashes), answers.answered(hashes)]);
    return Promise.all(
      mine.map(async (survey): Promise<OpenSurvey> => {
        const state = answered.has(survey.id) ? 'answered' : begun.has(survey.id) ? 'draft' : 'new';
        const limits = state === 'answered' ? [] : limitsBefore(survey, person.hamletKey);
        return {
          id: survey.id,
          title: survey.title,
          intro: survey.intro,
          mode: survey.mode,
          minutes: survey.minutes,
          questions: survey.questions,
          closesAt: (survey.closesAt ?? clock.now()).toISOString(),
          state,
          full: (await quotas.fullOf(isAnonymous(survey), limits)) !== null,
        };
      }),
    );
  }

  function checked(survey: SurveyRecord, given: SurveyAnswers): SurveyAnswers {
    const kept = relevantAnswers(survey.form, given);
    const faults = faultsOfAnswers(survey.form, kept);
    if (faults.length > 0)
      throw new ProblemError(
        'survey_answers_incomplete',
        'Còn câu chưa trả lời hoặc trả lời chưa đúng. Xin xem lại các câu được đánh dấu.',
        {
          fields: faults.map(({ question, message }) => ({ field: `body.answers.${question}`, message })),
        },
      );
    return kept;
  }

  /** The photographs belong to the answer from here on; again for the same person changes nothing. */
  async function holdPhotos(kept: SurveyAnswers, mediaDraft: string | null, person: string): Promise<void> {
    for (const [key, answer] of Object.entries(kept)) {
      if (answer.type !== 'photo') continue;
      const field = `body.answers.${key}`;
      if (mediaDraft === null)
        throw new ProblemError('file_unknown', 'Ảnh không còn trong hệ thống. Xin chọn lại ảnh rồi gửi.', {
          fields: [{ field, message: 'Xin chọn lại ảnh.' }],
        });
      const held = await media.claim(mediaDraft, answer.mediaIds, mediaOwner(person), field);
      if (held.some(({ kind }) => kind !== 'picture'))
        throw new ProblemError('file_type_refused', 'Câu này chỉ nhận ảnh. Xin chọn ảnh khác.', {
          fields: [{ field, message: 'Chỉ nhận ảnh.' }],
        });
    }
  }

  const thanked = (survey: SurveyRecord, changed: boolean): ReplyOf<typeof sendSurvey> => ({
    kind: 'thanked',
    changed,
    mayChange: !isAnonymous(survey),
  });

  async function change(survey: SurveyRecord, standing: Standing, body: SendBody, hashes: readonly string[], request: string) {
    const kept = checked(survey, body.answers);
    const before = await answers.findOf(hashes);
    if (!before?.person) throw closed();
    await holdPhotos(kept, body.mediaDraft, before.person);
    const sealed = sealers.answer.seal({ answers: kept, mediaDraft: body.mediaDraft }, survey.id);
    const limit = limitOfChoice(survey, kept);
    const place = await answers.optionSlotOf(standing.id);
    const keepsPlace = limit === null || (place?.startsWith(limit.prefix) ?? false);
    const held = keepsPlace ? await answers.change(standing.id, { sealed, request }, limit === null ? null : place) : null;
    // Given up meanwhile by another change of the same person, and taken by somebody else: a place is looked for again.
    const outcome =
      held !== null && (held.kind !== 'slot_taken' || limit === null)
        ? held
        : await quotas.placed(false, limit === null ? [] : [limit], ({ optionSlot = null }) =>
            answers.change(standing.id, { sealed, request }, optionSlot),
          );
    if (outcome.kind === 'gone') throw closed();
    return thanked(survey, true);
  }

  return {
    /** The soonest to close first, at most five that wait for an answer; for the home page. */
    async openFor(residentId: string): Promise<{ id: string; title: string; closesAt: string; minutes: number; state: 'new' | 'draft' }[]> {
      return (await openOf(residentId))
        .flatMap(({ id, title, closesAt, minutes, state, full }) =>
          state === 'answered' || full ? [] : [{ id, title, closesAt, minutes, state }],
        )
        .slice(0, mostAtHome);
    },

    async list(residentId: string): Promise<ReplyOf<typeof listSurveys>> {
      const [open, over] = await Promise.all([openOf(residentId), surveys.disclosed(mostPublished)]);
      const slugs = await disclosures.publishedSlugs(over.flatMap(({ disclosureId }) => disclosureId ?? []));
      const told = over.filter(({ disclosureId }) => slugs.has(disclosureId ?? ''));
      const answered = await answers.answered(told.flatMap(({ id }) => hashesOf(id, residentId)));
      return {
        open,
        published: told.map(({ id, title, closesAt, disclosureId }) => ({
          id,
          title,
          closedAt: (closesAt ?? clock.now()).toISOString(),
          answered: answered.has(id),
          disclosureSlug: slugs.get(disclosureId ?? '') ?? '',
        })),
      };
    },

    async read(residentId: string, id: string): Promise<ReplyOf<typeof readSurvey>> {
      const survey = await published(id);
      const standing = await standingOf(survey, residentId);
      const { title, intro, mode, minutes, version, form, audience } = survey;
      const isAsked = standing.kind === 'new' || standing.kind === 'draft' || (standing.kind === 'answered' && standing.answers !== null);
      const words = await people.words(audience);
      return {
        id,
        title,
        intro,
        mode,
        modeSentence: modeSentences[mode],
        audienceSentence: `Khảo sát dành cho ${words}.`,
        basis: surveyBasis,
        minutes,
        opensAt: (survey.opensAt ?? clock.now()).toISOString(),
        closesAt: (survey.closesAt ?? clock.now()).toISOString(),
        version,
        form: isAsked ? form : null,
        standing,
      };
    },

    async saveDraft(residentId: string, id: string, body: SaveBody): Promise<ReplyOf<typeof saveSurveyDraft>> {
      const survey = await published(id);
      const hashes = hashesOf(id, residentId);
      const isSent = async () => (await answers.standing(isAnonymous(survey), hashes)) !== null;
      if (await isSent()) return { kind: 'answered' };
      assertOpen(survey);
      if (survey.version !== body.version) throw versionChanged();
      const [before, person] = await Promise.all([drafts.find(hashes), people.of(residentId)]);
      if (before === null) {
        await assertFor(person, survey);
        const full = await quotas.fullOf(isAnonymous(survey), limitsBefore(survey, person.hamletKey));
        if (full) throw new ProblemError('survey_full', fullWords(full.words));
      }
      const { times, mediaDraft } = body;
      const words = { answers: relevantAnswers(survey.form, body.answers), times, mediaDraft };
      const isSaved = await drafts.save(
        {
          person: before?.person ?? hashes[0] ?? '',
          survey: id,
          version: body.version,
          revision: body.revision + 1,
          at: body.at,
          sealed: sealers.draft.seal(words, id),
        },
        body.revision,
      );
      // Sent or closed while it was being saved: nothing of it may stay behind.
      if (await isSent()) {
        await drafts.remove(hashes);
        return { kind: 'answered' };
      }
      if (!(await surveys.takes(id, body.version))) {
        await drafts.remove(hashes);
        assertOpen(await published(id));
        throw versionChanged();
      }
      if (isSaved) return { kind: 'saved', revision: body.revision + 1 };
      const standing = await drafts.find(hashes);
      return {
        kind: 'conflict',
        draft: standing ? stateOf(survey, standing) : { revision: 0, answers: {}, times: {}, at: null, mediaDraft: null },
      };
    },

    /** Sends once. The same request again gets the same thanks, also when the first answer never arrived. */
    async send(residentId: string, id: string, body: SendBody, key: string | null): Promise<ReplyOf<typeof sendSurvey>> {
      const survey = await published(id);
      const anonymous = isAnonymous(survey);
      const hashes = hashesOf(id, residentId);
      const request = digest(key === null ? randomId() : `${key}|${JSON.stringify([body.change, Object.entries(body.answers).sort()])}`);
      const before = await answers.standing(anonymous, hashes);
      // What a crash left of the draft goes now.
      if (before) await drafts.remove(hashes);
      if (before?.request === request) return thanked(survey, body.change);
      if (before && (anonymous || !body.change)) return { kind: 'already_answered', mayChange: !anonymous };
      assertOpen(survey);
      if (survey.version !== body.version) throw versionChanged();
      if (before) return change(survey, before, body, hashes, request);

      const person = await people.of(residentId);
      await assertFor(person, survey);
      const kept = checked(survey, body.answers);
      // From the first answer on the questions stand.
      if (!survey.locked && !(await surveys.lock(id, body.version))) {
        assertOpen(await published(id));
        throw versionChanged();
      }
      const [hash = ''] = hashes;
      await holdPhotos(kept, body.mediaDraft, hash);
      const recordId = randomId();
      const record = {
        id: recordId,
        survey: id,
        person: hash,
        residentId: survey.mode === 'named' ? residentId : null,
        hamlet: person.hamletKey,
        sentOn: anonymous ? null : dayOf(clock.now()),
        sealed: anonymous
          ? sealers.pending.seal({ id: randomId(), answers: kept }, id)
          : sealers.answer.seal({ answers: kept, mediaDraft: body.mediaDraft }, id),
        request,
      };
      const choice = limitOfChoice(survey, kept);
      const limits: Limit[] = [...limitsBefore(survey, person.hamletKey), ...(choice === null ? [] : [choice])];
      const outcome = await quotas.placed(anonymous, limits, (slots) => answers.add(anonymous, record, slots));
      if (outcome.kind === 'taken') {
        const standing = await answers.standing(anonymous, hashes);
        return standing?.request === request ? thanked(survey, false) : { kind: 'already_answered', mayChange: !anonymous };
      }
      // Closed meanwhile: taken back, unless it was counted before that.
      if (!(await surveys.takes(id, body.version)) && (await answers.withdraw(anonymous, recordId))) {
        assertOpen(await published(id));
        throw closed();
      }
      await drafts.remove(hashes);
      return thanked(survey, false);
    },
  };
}
