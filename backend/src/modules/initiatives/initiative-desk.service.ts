import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import {
  type answerInitiative,
  type checkInitiative,
  type DeskInitiative,
  type findSigningHouseholds,
  type InitiativeShelf,
  type InitiativeState,
  type InitiativeTerms,
  type listAssents,
  type listDeskInitiatives,
  type recordAssent,
  wholeCommune,
} from '../../contracts/initiatives.js';
import { hamletsWhere, mayDo, type Permission } from '../../contracts/permissions.js';
import { assentCounts, assentUntil, collectingUntil, initiativeTermsOn } from '../../domain/initiatives.js';
import { foldedWords } from '../../domain/search-words.js';
import { dayOf, shortDate } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { HouseholdsService } from '../households/households.service.js';
import type { AssentsStore } from './assents.store.js';
import { type Counting, hamletsOf } from './counting.js';
import { markOf, noInitiative, notOpen } from './initiatives.service.js';
import type { DueMark, InitiativeNotice, InitiativeRecord, InitiativesStore } from './initiatives.store.js';
import { deskInitiativeOf, deskRowOf, isOpen, isPublic } from './views.js';

type Deps = {
  store: InitiativesStore;
  assents: AssentsStore;
  counting: Counting;
  households: Pick<HouseholdsService, 'roll'>;
  communes: Pick<CommunesService, 'hamlets'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  /** Whether residents can read a decision already; throws for one that is not this officer's to see. */
  isAnnounced: (who: OfficerIdentity, decisionId: string) => Promise<boolean>;
  clock: Clock;
};

const pageSize = 30;
const assentsShown = 50;
const mostFound = 20;

const statesOf = {
  to_check: ['submitted'],
  collecting: ['collecting'],
  to_answer: ['reached'],
} as const satisfies Record<Exclude<InitiativeShelf, 'ended'>, readonly InitiativeState[]>;

export type InitiativeDeskService = ReturnType<typeof initiativeDeskService>;

/** Checking, collecting on paper, supporting, answering. Whoever answers for hamlets acts in theirs only. */
export function initiativeDeskService({ store, assents, counting, households, communes, calendar, isAnnounced, clock }: Deps) {
  const today = () => dayOf(clock.now());

  /** Where somebody may do a thing; an empty list is nowhere. */
  const reach = (who: OfficerIdentity, permission: Permission): readonly string[] | null =>
    mayDo(who.roles, permission) ? hamletsWhere(who, permission) : [];
  /** Whether an initiative is theirs: whoever answers for hamlets has nothing to say on what concerns the whole commune. */
  const isTheirs = (who: OfficerIdentity, permission: Permission, { scope, hamletKey }: InitiativeRecord): boolean => {
    const hamlets = reach(who, permission);
    return hamlets === null || (scope === 'hamlet' && hamlets.includes(hamletKey));
  };
  /** Whose paper they may type in; null is everybody's. */
  const recordsFor = (who: OfficerIdentity, { scope, hamletKey }: InitiativeRecord): readonly string[] | null => {
    const hamlets = reach(who, 'initiatives.handle');
    return hamlets === null || scope === 'commune' ? hamlets : hamlets.filter((key) => key === hamletKey);
  };

  async function readable(who: OfficerIdentity, id: string): Promise<InitiativeRecord> {
    const record = await store.find(id);
    // What the whole commune signs is also signed on paper in the hamlets.
    if (record && (isTheirs(who, 'initiatives.read', record) || (record.scope === 'commune' && isPublic(record)))) return record;
    throw noInitiative();
  }

  const isOwn = (who: OfficerIdentity, { proposer }: InitiativeRecord): boolean => proposer.residentId === who.residentId;

  /** For a step that is not somebody's to take. */
  async function toAct(who: OfficerIdentity, id: string, permission: Permission): Promise<InitiativeRecord> {
    const record = await readable(who, id);
    if (!isTheirs(who, permission, record)) throw new ProblemError('not_allowed', 'Sáng kiến này do người khác xem xét.');
    if (isOwn(who, record))
      throw new ProblemError('own_initiative', 'Người đề xuất không tự xem xét sáng kiến của mình. Xin nhờ người khác.');
    return record;
  }

  const viewOf = async (records: readonly InitiativeRecord[]) => {
    const [progress, hamlets, publicCalendar] = await Promise.all([
      counting.progress(records),
      communes.hamlets(),
      calendar.publicCalendar(),
    ]);
    const hamletNames = new Map(hamlets.map(({ key, name }) => [key, name]));
    return ({ id }: InitiativeRecord) => ({ hamletNames, progress: progress.get(id), calendar: publicCalendar, today: today() });
  };

  async function show(who: OfficerIdentity, record: InitiativeRecord): Promise<DeskInitiative> {
    const view = await viewOf([record]);
    const acts = (permission: Permission) => isTheirs(who, permission, record) && !isOwn(who, record);
    const records = recordsFor(who, record);
    return deskInitiativeOf(record, view(record), {
      readsAll: isTheirs(who, 'initiatives.read', record),
      may: {
        check: record.state === 'submitted' && acts('initiatives.handle'),
        support: record.state === 'collecting' && record.support === null && acts('initiatives.support'),
        record: isOpen(record) && (records === null || records.length > 0),
        answer: record.state === 'reached' && acts('initiatives.answer'),
      },
    });
  }

  const signed = ({ officerId, name }: OfficerIdentity) => ({ officerId, name, on: today(), at: clock.now() });
  const tell = (kind: InitiativeNotice['kind']): InitiativeNotice => ({ key: `${kind}-proposer`, kind, to: 'proposer', at: clock.now() });

  return {
    async list(
      who: OfficerIdentity,
      { shelf, after }: ParsedRequestOf<typeof listDeskInitiatives>['query'],
    ): Promise<ReplyOf<typeof listDeskInitiatives>> {
      const hamlets = reach(who, 'initiatives.read');
      const areas = hamlets === null ? null : [...hamlets, ...(shelf === 'to_check' ? [] : [wholeCommune])];
      const records =
        shelf === 'ended'
          ? await store.endedIn(areas, hamlets, markOf(after), pageSize + 1)
          : await store.due(statesOf[shelf], areas, dueMarkOf(after), pageSize + 1);
      const page = records.slice(0, pageSize);
      const last = page.at(-1);
      const [view, submitted, collecting, reached] = await Promise.all([
        viewOf(page),
        store.count('submitted', hamlets),
        store.count('collecting', areas),
        store.count('reached', hamlets),
      ]);
      return {
        initiatives: page.map((record) => deskRowOf(record, view(record))),
        next: records.length > pageSize && last ? cursorOf(last) : null,
        counts: { to_check: submitted, collecting, to_answer: reached },
      };
    },
    read: async (who: OfficerIdentity, id: string): Promise<DeskInitiative> => show(who, await readable(who, id)),

    /** Whether it is a matter of Art. 15 and lawful; nothing else is judged here. */
    async check(who: OfficerIdentity, id: string, body: ParsedRequestOf<typeof checkInitiative>['body']): Promise<DeskInitiative> {
      const record = await toAct(who, id, 'initiatives.handle');
      const until = collectingUntil(today(), await calendar.publicCalendar());
      const decided =
        body.decision === 'admit'
          ? await store.step(
              id,
              'submitted',
              {
                state: 'collecting',
                item: body.item,
                check: { ...signed(who), admitted: true, reason: null },
                until,
                dueOn: until,
              },
              [tell('admitted')],
            )
          : await store.step(
              id,
              'submitted',
              {
                state: 'refused',
                dueOn: null,
                check: { ...signed(who), admitted: false, reason: body.reason },
                ended: { at: clock.now(), signed: 0, households: 0 },
              },
              [tell('refused')],
            );
      if (!decided) throw notOpen(record.state === 'submitted' ? undefined : 'Sáng kiến này đã được xem xét rồi.');
      return show(who, decided);
    },

    async support(who: OfficerIdentity, id: string, reason: string): Promise<DeskInitiative> {
      await toAct(who, id, 'initiatives.support');
      const supported = await store.support(id, { ...signed(who), reason });
      if (!supported) throw notOpen('Chỉ ủng hộ được một lần, khi sáng kiến đang lấy chữ ký.');
      return show(who, await counting.settle(supported));
    },

    async answer(who: OfficerIdentity, id: string, body: ParsedRequestOf<typeof answerInitiative>['body']): Promise<DeskInitiative> {
      const record = await toAct(who, id, 'initiatives.answer');
      if (body.answer === 'forward' && body.meetingOn !== null && body.meetingOn < today())
        throw new ProblemError('invalid_request', 'Ngày họp đã qua.', {
          fields: [{ field: 'body.meetingOn', message: 'Ngày họp đã qua.' }],
        });
      if (body.answer === 'forward' && body.decisionId !== null && !(await isAnnounced(who, body.decisionId)))
        throw new ProblemError('invalid_request', 'Việc ấy chưa thông báo cho các hộ.', {
          fields: [{ field: 'body.decisionId', message: 'Chỉ gắn được với việc đã thông báo cho các hộ.' }],
        });
      const progress = (await counting.progress([record])).get(id);
      const kind = body.answer === 'forward' ? 'forwarded' : 'declined';
      const answer =
        body.answer === 'forward'
          ? { ...signed(who), kind: 'forwarded' as const, words: body.words, meetingOn: body.meetingOn, decisionId: body.decisionId }
          : { ...signed(who), kind: 'declined' as const, words: body.reason, meetingOn: null, decisionId: null };
      const answered =
        progress &&
        (await store.step(id, 'reached', { state: kind, dueOn: null, answer, ended: counting.numbersOf(progress) }, [tell(kind)]));
      if (!answered) throw notOpen('Sáng kiến này chưa đủ hộ đồng thuận, hoặc đã được trả lời rồi.');
      return show(who, answered);
    },

    // ---- On paper

    async assents(who: OfficerIdentity, id: string, after: string | undefined): Promise<ReplyOf<typeof listAssents>> {
      const record = await readable(who, id);
      const own = isTheirs(who, 'initiatives.read', record) ? null : recordsFor(who, record);
      const rows = await assents.list(id, own, markOfAssent(after), assentsShown + 1);
      const page = rows.slice(0, assentsShown);
      const last = page.at(-1);
      const [roll, hamlets] = await Promise.all([
        page.length === 0 ? [] : households.roll([...new Set(page.map(({ hamletKey }) => hamletKey))]),
        communes.hamlets(),
      ]);
      const known = new Map(roll.map((household) => [household.householdId, household]));
      const names = new Map(hamlets.map(({ key, name }) => [key, name]));
      return {
        assents: page.map(({ householdId, hamletKey, way, givenOn, recordedBy, inRoll }) => ({
          householdId,
          code: known.get(householdId)?.code ?? null,
          headName: known.get(householdId)?.headName ?? null,
          hamletName: names.get(hamletKey) ?? hamletKey,
          way,
          givenOn,
          until: assentUntil(givenOn),
          counts: inRoll && (assentCounts(givenOn, today()) || (record.reached !== null && assentCounts(givenOn, record.reached.on))),
          recordedBy,
        })),
        next: rows.length > assentsShown && last ? last.householdId : null,
      };
    },

    async findHouseholds(who: OfficerIdentity, id: string, search: string): Promise<ReplyOf<typeof findSigningHouseholds>> {
      const record = await readable(who, id);
      const wanted = foldedWords(search);
      const [roll, hamlets] = await Promise.all([households.roll(paperHamlets(who, record)), communes.hamlets()]);
      const names = new Map(hamlets.map(({ key, name }) => [key, name]));
      const fits = (text: string) => {
        const words = foldedWords(text);
        return wanted.every((part) => words.some((word) => word.startsWith(part)));
      };
      return {
        households: roll
          .filter(({ code, headName, representativeName }) => fits(`${code} ${headName} ${representativeName ?? ''}`))
          .slice(0, mostFound)
          .map(({ householdId, code, hamletKey, headName, representativeName }) => ({
            householdId,
            code,
            hamletName: names.get(hamletKey) ?? hamletKey,
            headName,
            representativeName,
          })),
      };
    },

    /** The same key as in the app: a household that has signed there is not written down again. */
    async record(
      who: OfficerIdentity,
      id: string,
      { householdId, givenOn }: ParsedRequestOf<typeof recordAssent>['body'],
    ): Promise<DeskInitiative> {
      const record = await readable(who, id);
      if (!isOpen(record)) throw notOpen('Sáng kiến này không còn lấy chữ ký.');
      const household = (await households.roll(paperHamlets(who, record))).find((one) => one.householdId === householdId);
      if (!household) throw new ProblemError('household_elsewhere', 'Không có hộ này trong sổ của xóm được ghi.');
      if (!assentCounts(givenOn, today()))
        throw new ProblemError('invalid_request', 'Ngày ký chưa đúng.', {
          fields: [
            {
              field: 'body.givenOn',
              message:
                givenOn > today()
                  ? 'Ngày ký chưa tới.'
                  : `Chữ ký ngày ${shortDate(givenOn)} chỉ có giá trị đến hết ngày ${shortDate(assentUntil(givenOn))}.`,
            },
          ],
        });
      const outcome = await counting.give({
        initiativeId: id,
        householdId,
        hamletKey: household.hamletKey,
        way: 'paper',
        givenOn,
        at: clock.now(),
        recordedBy: who.name,
        inRoll: true,
      });
      if (outcome === 'exists') throw new ProblemError('assent_exists', `Hộ ${household.code} đã đồng thuận rồi.`);
      const after = await counting.settle(record);
      if (!isOpen(after)) {
        await assents.remove(id, householdId);
        throw notOpen('Sáng kiến này vừa hết lấy chữ ký.');
      }
      return show(who, after);
    },
    async remove(who: OfficerIdentity, id: string, householdId: string): Promise<DeskInitiative> {
      const record = await readable(who, id);
      if (!isOpen(record)) throw notOpen('Sáng kiến này đã có kết quả nên không sửa danh sách được nữa.');
      const hamlets = paperHamlets(who, record);
      const assent = (await assents.ofHousehold(householdId, [id])).get(id);
      const isWithin = assent !== undefined && (hamlets === null || hamlets.includes(assent.hamletKey));
      if (!isWithin || !(await assents.remove(id, householdId, 'paper')))
        throw new ProblemError('assent_not_found', 'Không có chữ ký trên giấy của hộ này.');
      return show(who, await counting.settle(record));
    },

    // ---- Terms

    async terms() {
      const all = await store.terms();
      return { inForce: initiativeTermsOn(all, today()), upcoming: all.filter(({ validFrom }) => validFrom > today()) };
    },
    async saveTerms(terms: InitiativeTerms): Promise<InitiativeTerms> {
      await store.saveTerms(terms);
      return terms;
    },
  };

  /** The hamlets whose paper somebody types in. Throws when there are none. */
  function paperHamlets(who: OfficerIdentity, record: InitiativeRecord): readonly string[] | null {
    const hamlets = recordsFor(who, record);
    if (hamlets !== null && hamlets.length === 0) throw new ProblemError('not_allowed', 'Việc này do trưởng xóm hoặc Văn phòng ghi.');
    return hamlets ?? hamletsOf(record);
  }
}

/** In a list by due day the day and the id; among what has ended the instant and the id. */
const cursorOf = ({ dueOn, ended, id }: InitiativeRecord): string =>
  Buffer.from(ended === null ? `${dueOn}_${id}` : `${ended.at.getTime()}_${id}`).toString('base64url');
function dueMarkOf(cursor: string | undefined): DueMark | null {
  if (cursor === undefined) return null;
  const [, dueOn = '', id = ''] = /^(\d{4}-\d\d-\d\d)_([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (id === '')
    throw new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
  return { dueOn, id };
}
function markOfAssent(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^[0-9a-f]{24}$/.test(cursor))
    throw new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
  return cursor;
}
