import type { Clock } from '../../clock.js';
import type { DisclosureDraft } from '../../contracts/disclosures.js';
import type { ReplyOf } from '../../contracts/endpoint.js';
import { dependsOn } from '../../contracts/survey-faults.js';
import { pathOf, questionsOf } from '../../contracts/survey-paths.js';
import type { Question, SurveyAnswer } from '../../contracts/survey-questions.js';
import { surveyBasis } from '../../contracts/surveys.js';
import {
  byHamlet,
  type crossSurvey,
  type discloseSurvey,
  type listSurveyTexts,
  type QuestionResult,
  type readSurveyResults,
  type readSurveyTurnout,
} from '../../contracts/surveys-desk.js';
import { answersTable, codebookTable, type RowHead, type Table } from '../../domain/survey-export.js';
import { fewestShown, figuresOf, hamletsTold, trendOf } from '../../domain/survey-results.js';
import { statusAt } from '../../domain/survey-rules.js';
import { audienceWords, resultsWords } from '../../domain/survey-words.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { DisclosuresService } from '../disclosures/disclosures.service.js';
import type { ReportMediaService } from '../report-media/report-media.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import { allLimits } from './quotas.js';
import type { Sealers } from './sealing.js';
import type { SurveyAnswersStore } from './survey-answers.store.js';
import type { SurveyDraftsStore } from './survey-drafts.store.js';
import type { SurveyPeople } from './survey-people.js';
import { answerTo, crossed, type Given, questionSide, type Side } from './survey-sides.js';
import type { SurveysService } from './surveys.service.js';
import type { SurveyRecord, SurveysStore } from './surveys.store.js';

type Deps = {
  surveys: SurveysStore;
  desk: Pick<SurveysService, 'require' | 'show'>;
  answers: SurveyAnswersStore;
  drafts: SurveyDraftsStore;
  people: SurveyPeople;
  residents: Pick<ResidentsService, 'cards'>;
  media: Pick<ReportMediaService, 'show'>;
  disclosures: Pick<DisclosuresService, 'create'>;
  sealers: Sealers;
  maskPersonalData: (text: string) => string;
  randomInteger: (below: number) => number;
  clock: Clock;
};

export type SurveyResultsService = ReturnType<typeof surveyResultsService>;

const textsPage = 30;
const elsewhere = '';
const unknownQuestion = () =>
  new ProblemError('survey_question_unknown', 'Khảo sát không có câu hỏi này, hoặc câu này không dùng được ở đây.');
const hasTexts = (question: Question): boolean =>
  question.type === 'short_text' ||
  question.type === 'long_text' ||
  question.type === 'photo' ||
  ((question.type === 'single' || question.type === 'multiple') && question.allowOther);

/** So few were asked that their number itself would tell what they answered before. */
const toldCounts = (n: number, asked: number, fewest: number) =>
  asked > 0 && asked < fewest ? { n: null, asked: null } : { n: n > 0 && n < fewest ? null : n, asked };

/** How many answered while a survey is open, and what they said once it is closed, as far as it says nothing of anybody. */
export function surveyResultsService(deps: Deps) {
  const { surveys, desk, answers, drafts, people, residents, media, disclosures, sealers, maskPersonalData, randomInteger, clock } = deps;
  const isAnonymous = ({ mode }: SurveyRecord) => mode === 'anonymous';
  const fewestOf = ({ mode }: SurveyRecord) => (mode === 'named' ? 1 : fewestShown);

  /** Throws `survey_not_closed` before closing, for whoever asks, and `survey_counting` until all is put away. */
  async function counted(id: string): Promise<{ survey: SurveyRecord; given: Given[] }> {
    const survey = await desk.require(id);
    if (statusAt(survey, clock.now()) !== 'closed')
      throw new ProblemError('survey_not_closed', 'Kết quả chỉ xem được sau khi khảo sát đóng, với mọi người.');
    if (survey.putAway !== 'done') throw new ProblemError('survey_counting', 'Khảo sát vừa đóng, đang tổng hợp. Xin xem lại sau ít phút.');
    const rows = await answers.all(id);
    const given = rows.flatMap(({ sealed, ...row }): Given[] => {
      const words = sealed === null ? null : sealers.answer.open(sealed, id);
      return words === null ? [] : [{ ...row, answers: words.answers }];
    });
    return { survey, given };
  }

  function questionResults(survey: SurveyRecord, given: readonly Given[]): QuestionResult[] {
    const asked = new Map<string, number>();
    for (const { answers: each } of given) for (const key of pathOf(survey.form, each).shown) asked.set(key, (asked.get(key) ?? 0) + 1);
    return survey.form.sections.flatMap((section) =>
      section.questions.map((question) => {
        const said = given.flatMap((each) => answerTo(each, question.key) ?? []);
        return {
          key: question.key,
          title: question.title,
          type: question.type,
          section: section.title,
          ...toldCounts(said.length, asked.get(question.key) ?? 0, fewestOf(survey)),
          hasTexts: hasTexts(question),
          figures: figuresOf(question, masked(said), fewestOf(survey)),
        };
      }),
    );
  }

  /** Words without what names somebody, before anything is made of them. */
  const masked = (said: readonly SurveyAnswer[]): SurveyAnswer[] =>
    said.map((answer) =>
      answer.type === 'short_text' || answer.type === 'long_text' ? { ...answer, text: maskPersonalData(answer.text) } : answer,
    );

  // ---- Cross-tables

  /** The hamlets that may be told; the rest together. */
  function toldHamlets(survey: SurveyRecord, given: readonly Given[]): (hamlet: string | null) => string {
    const counts = new Map<string | null, number>();
    for (const { hamlet } of given) counts.set(hamlet, (counts.get(hamlet) ?? 0) + 1);
    const told = survey.mode === 'named' ? new Set(counts.keys()) : hamletsTold(counts);
    return (hamlet) => (hamlet !== null && told.has(hamlet) ? hamlet : elsewhere);
  }

  async function hamletSide(survey: SurveyRecord, given: readonly Given[]): Promise<Side> {
    const names = await people.hamletNames();
    const keyOf = toldHamlets(survey, given);
    const keys = [...new Set(given.map(({ hamlet }) => keyOf(hamlet)))];
    const lines = keys
      .map((key) => ({ key, label: key === elsewhere ? 'Xóm khác hoặc chưa rõ' : (names.get(key) ?? key) }))
      .sort((one, other) => Number(one.key === elsewhere) - Number(other.key === elsewhere) || one.label.localeCompare(other.label, 'vi'));
    return { title: 'Xóm', lines, several: false, keysOf: ({ hamlet }) => [keyOf(hamlet)] };
  }

  async function sideOf(survey: SurveyRecord, given: readonly Given[], key: string): Promise<Side> {
    if (key === byHamlet) return hamletSide(survey, given);
    const question = questionsOf(survey.form).find((each) => each.key === key);
    const side = question ? questionSide(question) : null;
    if (!side) throw unknownQuestion();
    return side;
  }

  // ---- Files

  function shuffled<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let place = mixed.length - 1; place > 0; place -= 1) {
      const other = randomInteger(place + 1);
      [mixed[place], mixed[other]] = [mixed[other] as T, mixed[place] as T];
    }
    return mixed;
  }

  return {
    /** Live, counts only. */
    async turnout(id: string): Promise<ReplyOf<typeof readSurveyTurnout>> {
      const survey = await desk.require(id);
      const anonymous = isAnonymous(survey);
      const [counts, size, names, live] = await Promise.all([
        answers.counts(anonymous, id),
        people.size(survey.audience),
        people.hamletNames(),
        survey.stopped === null ? drafts.stops(id) : null,
      ]);
      const questions = questionsOf(survey.form);
      const labels = new Map(
        questions.flatMap((question) =>
          question.type === 'single' ? question.options.map(({ key, label }) => [key, label] as const) : [],
        ),
      );
      const limits = allLimits(survey, { hamlet: (key) => names.get(key) ?? key, option: (key) => labels.get(key) ?? key });
      const isOver = survey.status === 'closed' || survey.status === 'cancelled';
      const taken = isOver ? [] : await Promise.all(limits.map(({ slot, prefix }) => answers.takenNumbers(anonymous, slot, prefix)));
      const stops =
        survey.stopped?.at ?? Object.fromEntries([...(live ?? [])].flatMap(([key, count]) => (key === null ? [] : [[key, count]])));
      const begun = survey.stopped?.drafts ?? [...(live ?? []).values()].reduce((sum, count) => sum + count, 0);
      const asked = new Set([...counts.keys(), ...(survey.audience.kind === 'hamlets' ? survey.audience.hamletKeys : [])]);
      return {
        answered: [...counts.values()].reduce((sum, count) => sum + count, 0),
        audience: size,
        hamlets: [...asked]
          .map((key) => ({ key, name: key === null ? 'Chưa rõ xóm' : (names.get(key) ?? key), answered: counts.get(key) ?? 0 }))
          .sort((one, other) => Number(one.key === null) - Number(other.key === null) || one.name.localeCompare(other.name, 'vi')),
        quotas: isOver ? [] : limits.map(({ name, most }, place) => ({ name, most, taken: taken[place]?.size ?? 0 })),
        drafts: begun,
        dropOff:
          anonymous && begun < fewestShown
            ? null
            : questions.flatMap(({ key, title }) => {
                const count = Object.hasOwn(stops, key) ? (stops[key] ?? 0) : 0;
                return count === 0 || (anonymous && count < fewestShown) ? [] : [{ question: key, title, count }];
              }),
      };
    },

    async results(id: string): Promise<ReplyOf<typeof readSurveyResults>> {
      const { survey, given } = await counted(id);
      const size = await people.size(survey.audience);
      return {
        id,
        title: survey.title,
        mode: survey.mode,
        closedAt: (survey.closesAt ?? clock.now()).toISOString(),
        answered: given.length,
        audience: size,
        atLeast: fewestOf(survey),
        questions: questionResults(survey, given),
        trend: isAnonymous(survey) ? null : trendOf(given.flatMap(({ sentOn }) => sentOn ?? [])),
        crossable: [
          ...questionsOf(survey.form).flatMap((question) => (questionSide(question) ? [{ key: question.key, title: question.title }] : [])),
          { key: byHamlet, title: 'Xóm' },
        ],
      };
    },

    async cross(id: string, row: string, column: string): Promise<ReplyOf<typeof crossSurvey>> {
      const { survey, given } = await counted(id);
      if (row === column) throw unknownQuestion();
      const [down, across] = await Promise.all([sideOf(survey, given, row), sideOf(survey, given, column)]);
      return {
        row: { key: row, title: down.title },
        column: { key: column, title: across.title },
        ...crossed(given, [down, across], dependsOn(survey.form, row, column) || dependsOn(survey.form, column, row), fewestShown),
        atLeast: fewestShown,
      };
    },

    async texts(id: string, key: string, after: string | undefined): Promise<ReplyOf<typeof listSurveyTexts>> {
      const { survey, given } = await counted(id);
      const question = questionsOf(survey.form).find((each) => each.key === key);
      if (!question || !hasTexts(question)) throw unknownQuestion();
      const said = given.flatMap((each) => {
        const answer = answerTo(each, key);
        return answer === undefined ? [] : [{ ...each, answer }];
      });
      if (said.length < fewestOf(survey)) return { texts: [], next: null, hidden: said.length > 0 };
      const worded = said.flatMap(({ id: answerId, residentId, answer }) => {
        const photos = answer.type === 'photo' ? answer.mediaIds : [];
        const text = answer.type === 'short_text' || answer.type === 'long_text' ? answer.text : 'other' in answer ? answer.other : '';
        return text === '' && photos.length === 0 ? [] : [{ id: answerId, residentId, text, photos }];
      });
      // Ids are random: their order is no order of time.
      const rest = after === undefined ? worded : worded.filter((each) => each.id > after);
      const page = rest.slice(0, textsPage);
      const [shown, cards] = await Promise.all([
        media.show(page.flatMap(({ photos }) => photos)),
        residents.cards(page.flatMap(({ residentId }) => residentId ?? [])),
      ]);
      return {
        texts: page.map(({ id: answerId, residentId, text, photos }) => ({
          id: answerId,
          text: maskPersonalData(text),
          photos: photos.flatMap((photo) => shown.get(photo) ?? []),
          person: residentId === null ? null : (cards.get(residentId)?.name ?? null),
        })),
        next: rest.length > textsPage ? (page.at(-1)?.id ?? null) : null,
        hidden: false,
      };
    },

    /** One line for each who answered, shuffled; nothing in it says when, and only in named surveys who. */
    async exported(id: string): Promise<{ title: string; answers: Table; codebook: Table }> {
      const { survey, given } = await counted(id);
      if (given.length < fewestOf(survey))
        throw new ProblemError('survey_too_few', 'Có ít hơn 10 câu trả lời nên không xuất từng dòng, để không lộ ai trả lời gì.');
      const rows = shuffled(given);
      const [names, cards] = await Promise.all([people.hamletNames(), residents.cards(rows.flatMap(({ residentId }) => residentId ?? []))]);
      const keyOf = toldHamlets(survey, given);
      const heads: RowHead[] = [
        {
          header: 'xom',
          width: 20,
          cellOf: (place) => {
            const key = keyOf(rows[place]?.hamlet ?? null);
            return key === elsewhere ? null : (names.get(key) ?? key);
          },
        },
        ...(survey.mode === 'named'
          ? [
              { header: 'nguoi-tra-loi', width: 26, cellOf: (place: number) => cards.get(rows[place]?.residentId ?? '')?.name ?? null },
              { header: 'ngay', width: 12, cellOf: (place: number) => rows[place]?.sentOn ?? null },
            ]
          : []),
      ];
      const counts = new Map(
        questionsOf(survey.form).map(({ key }) => [key, given.filter((each) => answerTo(each, key) !== undefined).length] as const),
      );
      // What so few said is not told here either.
      const isTold = ([key]: readonly [string, unknown]) => (counts.get(key) ?? 0) >= fewestOf(survey);
      return {
        title: survey.title,
        answers: answersTable(
          survey.form,
          rows.map((row) => Object.fromEntries(Object.entries(row.answers).filter(isTold))),
          heads,
          maskPersonalData,
        ),
        codebook: codebookTable(survey.form, counts, fewestOf(survey)),
      };
    },

    /** The draft of a disclosure with the results in plain words; the same for whoever asks again. */
    async disclose(who: OfficerIdentity, id: string): Promise<ReplyOf<typeof discloseSurvey>> {
      const { survey, given } = await counted(id);
      if (survey.disclosureId !== null) return { disclosureId: survey.disclosureId, survey: await desk.show(survey, who) };
      const begun = await surveys.beginDisclosure(id, { officerId: who.officerId, name: who.name, at: clock.now() });
      const audience = audienceWords(survey.audience, await people.hamletNames());
      const draft: DisclosureDraft = {
        classNumber: 11,
        title: shortened(`Kết quả khảo sát: ${survey.title}`, 200),
        summary: shortened(`Kết quả khảo sát ý kiến “${survey.title}”, dành cho ${audience}; ${given.length} người trả lời.`, 300),
        text: resultsWords({
          title: survey.title,
          mode: survey.mode,
          audience,
          basis: surveyBasis,
          answered: given.length,
          opensAt: survey.opensAt ?? clock.now(),
          closedAt: survey.closesAt ?? clock.now(),
          questions: questionResults(survey, given),
        }),
        attachments: [],
        documentNumber: null,
        documentDate: null,
        hamletKeys: survey.audience.kind === 'hamlets' ? survey.audience.hamletKeys : [],
        permanent: false,
        postedUntil: null,
        shorterBasis: null,
      };
      const { id: disclosureId } = await disclosures.create(
        { ...who, officerId: begun.officerId, name: begun.name },
        draft,
        `survey-${id}`,
      );
      const after = (await surveys.disclose(id, disclosureId, clock.now())) ?? survey;
      return { disclosureId, survey: await desk.show(after, who) };
    },
  };
}

function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest / 2))}…`;
}
