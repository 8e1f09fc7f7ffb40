import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { type Initiative, type listInitiatives, type proposeInitiative, wholeCommune } from '../../contracts/initiatives.js';
import { initiativeTermsOn } from '../../domain/initiatives.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { addWorkingDays } from '../../domain/working-days.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { HouseholdsService } from '../households/households.service.js';
import type { AssentsStore } from './assents.store.js';
import type { Counting } from './counting.js';
import type { EndMark, InitiativeRecord, InitiativesStore, Words } from './initiatives.store.js';
import { initiativeOf, isOpen, isPublic, type OwnHousehold, rowOf, signingHousehold } from './views.js';

type Draft = ParsedRequestOf<typeof proposeInitiative>['body'];

type Deps = {
  store: InitiativesStore;
  assents: AssentsStore;
  counting: Counting;
  households: Pick<HouseholdsService, 'ofResident'>;
  residents: { require(residentId: string): Promise<{ hamletKey: string | null }>; nameOf(residentId: string): Promise<string | null> };
  communes: Pick<CommunesService, 'hamlets'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  /** What a text may be besides a proposal. */
  legalSigns: (text: string) => readonly { kind: string; certainty: string }[];
  maskPersonalData: (text: string) => string;
  /** 24 hexadecimal characters that follow from the request alone. */
  idFrom: (words: string) => string;
  digest: (text: string) => string;
  randomToken: () => string;
  clock: Clock;
};

/** An open initiative of the hamlet or the commune, as the page of all that people take part in shows it. */
export type OpenInitiative = {
  id: string;
  title: string;
  hamletName: string | null;
  signed: number;
  needed: number;
  until: string;
  mine: boolean;
};

const mostOpen = 3;
const mostMine = 20;
const mostShown = 50;
const pageSize = 20;
const mostInHub = 5;

export const noInitiative = () => new ProblemError('initiative_not_found', 'Không tìm thấy sáng kiến này.');
export const notOpen = (words = 'Sáng kiến này đã sang bước khác.') => new ProblemError('initiative_not_open', words);

export type InitiativesService = ReturnType<typeof initiativesService>;

/** Proposing, reading and signing (Luật 10/2022/QH15 Art. 16). */
export function initiativesService(deps: Deps) {
  const { store, assents, counting, households, residents, communes, calendar, legalSigns, maskPersonalData, idFrom, digest, clock } = deps;
  const today = () => dayOf(clock.now());
  const hamletNames = async () => new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));

  async function ownHousehold(residentId: string): Promise<OwnHousehold> {
    const own = await households.ofResident(residentId);
    if (!own)
      throw new ProblemError(
        'household_needed',
        'Tài khoản Zalo này chưa liên kết với hộ nào trong sổ của xóm. Xin nhờ trưởng xóm liên kết, rồi làm tiếp.',
      );
    return own;
  }

  async function shown(records: readonly InitiativeRecord[], residentId: string, own: OwnHousehold | null) {
    const [names, progress, signed] = await Promise.all([
      hamletNames(),
      counting.progress(records),
      own === null
        ? new Map()
        : assents.ofHousehold(
            own.household.id,
            records.map(({ id }) => id),
          ),
    ]);
    return (list: readonly InitiativeRecord[]) =>
      list.map((record) =>
        rowOf(record, { residentId, hamletNames: names, progress: progress.get(record.id), signed: signed.has(record.id) }),
      );
  }

  async function show(record: InitiativeRecord, residentId: string, own: OwnHousehold | null): Promise<Initiative> {
    const [names, progress, assent] = await Promise.all([
      hamletNames(),
      counting.progress([record]),
      own === null ? new Map() : assents.ofHousehold(own.household.id, [record.id]),
    ]);
    const given = assent.get(record.id);
    const row = rowOf(record, { residentId, hamletNames: names, progress: progress.get(record.id), signed: given !== undefined });
    return initiativeOf(record, row, signingHousehold(record, own, given, today()));
  }

  /** One that who asks may read: admitted, or their own. */
  async function readable(id: string, residentId: string): Promise<InitiativeRecord> {
    const record = await store.find(id);
    if (!record || !(isPublic(record) || record.proposer.residentId === residentId)) throw noInitiative();
    return record;
  }

  /** The areas that concern somebody: the commune, and their hamlet by the book or, without a household, as they say. */
  async function areasOf(residentId: string, own: OwnHousehold | null): Promise<string[]> {
    const hamletKey = own?.household.hamletKey ?? (await residents.require(residentId)).hamletKey;
    return hamletKey === null ? [wholeCommune] : [wholeCommune, hamletKey];
  }

  /** Signs of a clear denunciation end it; the others go to who checks (Luật Tố cáo 25/2018/QH14 Art. 22). */
  function signsOf(words: Words): string[] {
    const found = Object.entries(words).flatMap(([field, text]) =>
      text === null ? [] : legalSigns(text).map((sign) => ({ field, ...sign })),
    );
    const stop = found.find(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear');
    if (stop)
      throw new ProblemError(
        'denunciation_not_here',
        'Nội dung này là tố cáo. Luật chỉ nhận tố cáo bằng đơn có chữ ký hoặc trình bày trực tiếp. Chưa có gì được gửi hay lưu lại.',
        { fields: [{ field: `body.${stop.field}`, message: 'Nội dung tố cáo không gửi qua ứng dụng được.' }] },
      );
    return [...new Set(found.map(({ kind }) => kind))];
  }

  function theSame(before: { record: InitiativeRecord; requestDigest: string }, requestDigest: string): InitiativeRecord {
    if (before.requestDigest !== requestDigest)
      throw new ProblemError('idempotency_key_reused', 'Khóa gửi lại đã dùng cho một đề xuất khác. Xin gửi như một đề xuất mới.');
    return before.record;
  }

  async function proposed(residentId: string, draft: Draft, own: OwnHousehold, id: string): Promise<InitiativeRecord> {
    const { title, what, why, cost, item, scope } = draft;
    const requestDigest = digest(JSON.stringify(draft));
    const before = await store.made(id);
    if (before) return theSame(before, requestDigest);
    const words: Words = { title, what, why, cost };
    const signs = signsOf(words);
    const now = clock.now();
    const [terms, publicCalendar, name] = await Promise.all([store.terms(), calendar.publicCalendar(), residents.nameOf(residentId)]);
    const { code, hamletKey } = own.household;
    const record: InitiativeRecord = {
      id,
      words,
      shown: {
        title: maskPersonalData(title),
        what: maskPersonalData(what),
        why: maskPersonalData(why),
        cost: cost === null ? null : maskPersonalData(cost),
      },
      signs,
      scope,
      hamletKey,
      area: scope === 'commune' ? wholeCommune : hamletKey,
      saidItem: item,
      proposer: { residentId, name, householdCode: code },
      state: 'submitted',
      submittedAt: now,
      submittedOn: today(),
      dueOn: addWorkingDays(today(), initiativeTermsOn(terms, today()).checkWithin, publicCalendar).day,
      item: null,
      check: null,
      until: null,
      support: null,
      reached: null,
      answer: null,
      ended: null,
      outbox: [{ key: 'submitted-checkers', kind: 'submitted', to: 'checkers', at: now }],
    };
    for (let place = 1; place <= mostOpen; place += 1) {
      const outcome = await store.insert(record, { requestDigest, openKey: `${residentId}|${place}` });
      if (outcome.kind === 'saved') return record;
      if (outcome.kind === 'made') return theSame(outcome, requestDigest);
    }
    throw new ProblemError(
      'too_many_initiatives',
      `Đang có ${mostOpen} sáng kiến chưa xong. Xin đợi một sáng kiến có kết quả rồi đề xuất tiếp.`,
    );
  }

  return {
    async list(residentId: string, cursor: string | undefined): Promise<ReplyOf<typeof listInitiatives>> {
      const own = await households.ofResident(residentId);
      const areas = await areasOf(residentId, own);
      const first = cursor === undefined;
      const [mine, open, past, terms] = await Promise.all([
        first ? store.ofResident(residentId, mostMine) : [],
        first ? store.due(['collecting', 'reached'], areas, null, mostShown) : [],
        store.endedIn(areas, [], markOf(cursor), pageSize + 1),
        store.terms(),
      ]);
      const page = past.slice(0, pageSize);
      const last = page.at(-1);
      const rows = await shown([...mine, ...open, ...page], residentId, own);
      // What stands among one's own is not shown twice.
      const others = (records: readonly InitiativeRecord[]) => rows(records.filter(({ id }) => !mine.some((one) => one.id === id)));
      return {
        household: own && {
          code: own.household.code,
          hamletName: own.household.hamletName,
          isRepresentative: own.isRepresentative,
          representativeName: own.household.representativeName,
        },
        checkWithin: initiativeTermsOn(terms, today()).checkWithin,
        mine: rows(mine),
        open: others(open),
        past: others(page),
        next: past.length > pageSize && last?.ended ? cursorOf({ at: last.ended.at, id: last.id }) : null,
      };
    },

    /** Those somebody may sign or watch now, what ends first comes first. */
    async openFor(residentId: string): Promise<OpenInitiative[]> {
      const own = await households.ofResident(residentId);
      const records = await store.due(['collecting', 'reached'], await areasOf(residentId, own), null, mostInHub);
      const rows = (await shown(records, residentId, own))(records);
      return rows.flatMap(({ id, title, hamletName, progress, until, mine }) =>
        progress === null || until === null
          ? []
          : [{ id, title, hamletName, signed: progress.signed, needed: progress.needed, until, mine }],
      );
    },

    async propose(residentId: string, draft: Draft, key: string | null): Promise<Initiative> {
      const own = await ownHousehold(residentId);
      const record = await proposed(residentId, draft, own, idFrom(`${residentId}|${key ?? deps.randomToken()}`));
      return show(record, residentId, own);
    },

    async read(residentId: string, id: string): Promise<Initiative> {
      const [record, own] = await Promise.all([readable(id, residentId), households.ofResident(residentId)]);
      return show(record, residentId, own);
    },

    /** Agrees for the household: the unique key of initiative and household lets one through, whoever presses at the same time. */
    async sign(residentId: string, id: string): Promise<Initiative> {
      const own = await ownHousehold(residentId);
      const record = await readable(id, residentId);
      assertMaySign(record, own);
      if (!isOpen(record)) throw notOpen('Sáng kiến này không lấy chữ ký.');
      const { id: householdId, hamletKey } = own.household;
      const outcome = await counting.give({
        initiativeId: id,
        householdId,
        hamletKey,
        way: 'app',
        givenOn: today(),
        at: clock.now(),
        recordedBy: null,
        inRoll: true,
      });
      const after = await counting.settle(record);
      if (outcome === 'saved' && !isOpen(after)) {
        // It ended in between: this household was not among those counted.
        await assents.remove(id, householdId);
        throw notOpen('Sáng kiến này vừa hết lấy chữ ký.');
      }
      return show(after, residentId, own);
    },
    async unsign(residentId: string, id: string): Promise<Initiative> {
      const own = await ownHousehold(residentId);
      const record = await readable(id, residentId);
      assertMaySign(record, own);
      if (!isOpen(record)) throw notOpen('Sáng kiến này đã có kết quả nên không rút lại đồng thuận được nữa.');
      await assents.remove(id, own.household.id);
      return show(await counting.settle(record), residentId, own);
    },

    erase: (residentId: string) => store.erase(residentId),
    async forgetOld(): Promise<void> {
      await store.forgetRefused(new Date(clock.now().getTime() - keptRefusedDays * 86_400_000));
    },
  };
}

const keptRefusedDays = 365;

function assertMaySign({ scope, hamletKey }: InitiativeRecord, { household, isRepresentative }: OwnHousehold): void {
  if (scope === 'hamlet' && household.hamletKey !== hamletKey)
    throw new ProblemError('household_elsewhere', `Sáng kiến này của xóm khác; hộ của ông/bà ở ${household.hamletName}.`);
  if (!isRepresentative)
    throw new ProblemError(
      'not_representative',
      household.representativeName === null
        ? 'Hộ chưa có người đại diện. Xin nhờ trưởng xóm ghi người đại diện vào sổ.'
        : `Chỉ người đại diện hộ (${household.representativeName}) đồng thuận thay cả hộ được.`,
    );
}

const cursorOf = ({ at, id }: EndMark): string => Buffer.from(`${at.getTime()}_${id}`).toString('base64url');
/** Also of the desk's list of what has ended. */
export function markOf(cursor: string | undefined): EndMark | null {
  if (cursor === undefined) return null;
  const [, time = '', id = ''] = /^(\d{1,15})_([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (id === '')
    throw new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
  return { at: new Date(Number(time)), id };
}
