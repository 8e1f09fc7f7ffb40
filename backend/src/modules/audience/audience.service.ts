import { remember } from '../../adapters/memory.js';
import type { Clock } from '../../clock.js';
import { type AudienceFilter, type Topic, topics } from '../../contracts/audience.js';
import type { Consents, Role } from '../../contracts/residents.js';
import { foldedWords } from '../../domain/search-words.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { AudienceStore, MemberRecord, Noted, Projection, Signature } from './audience.store.js';

export type { Interaction, Signature } from './audience.store.js';

/** Somebody who may be reached, as broadcasts see them. */
export type AudienceRow = {
  id: string;
  residentId: string | null;
  oaUserId: string | null;
  /** Zalo's id of the person in our Mini App. */
  appUserId: string | null;
  name: string | null;
  /** Null while nobody knows. */
  follows: boolean | null;
  lastInteractionAt: Date | null;
  hamletKey: string | null;
  householdCode: string | null;
  birthYear: number | null;
  roles: readonly Role[];
  hasPhone: boolean;
  newsConsent: boolean;
  /** Zalo said that the person blocked the Official Account, and they have not come back since. */
  blocked: boolean;
  stopped: Topic[];
  groupIds: readonly string[];
  /** Set on a row that turned out to be the same person as another: that one is to be used. */
  mergedInto: string | null;
};

/** How an event or a sign-in names a person at Zalo. */
export type ZaloIds = { oaUserId: string | null; userIdByApp: string | null };

type Resident = {
  id: string;
  zaloUserId: string;
  oaUserId: string | null;
  zaloName: string | null;
  typedName: string | null;
  phoneSealed: string | null;
  hamletKey: string | null;
  consents: Consents;
};
type Contact = {
  oaUserId: string;
  userIdByApp: string | null;
  name: string | null;
  follows: boolean | null;
  followsAt: Date | null;
  lastInteractionAt: Date | null;
};

/** Where the truth on a person is kept. */
export type AudienceSources = {
  resident(id: string): Promise<Resident | null>;
  residentByZalo(ids: { zaloUserId?: string; oaUserId?: string }): Promise<Resident | null>;
  contact(ids: ZaloIds): Promise<Contact | null>;
  /** Of an active officer, else none. */
  rolesOf(residentId: string): Promise<readonly Role[]>;
  phonesOf(residentIds: readonly string[]): Promise<Map<string, string>>;
};

/** Signs what a stop button carries. `read` gives null for what was not signed here or is too old. */
export type StopSigner = { sign(payload: string, expiresAt: Date): string; read(token: string, now: Date): string | null };

type Deps = { store: AudienceStore; sources: AudienceSources; stops: StopSigner; clock: Clock };

/** Two at once are common, three are rare; who loses this often meets a fault, not a race. */
const refreshAttempts = 20;
/** A message may be found again a year later, and its button must still work. */
const stopDays = 400;
const largestPage = 500;
const foldedAtOnce = 200;
const longestChain = 10;

export type AudienceService = ReturnType<typeof audienceService>;

/**
 * The people who may be reached, each once. What residents, contacts and officers say of a person is copied here by `refresh`, after every
 * change and as often as one likes; stops, household, year of birth and the hamlet of those who are not residents are kept here.
 */
export function audienceService({ store, sources, stops, clock }: Deps) {
  type Person = { resident: Resident | null; contact: Contact | null };

  async function personOf(of: { residentId: string } | ZaloIds): Promise<Person> {
    if ('residentId' in of) {
      const resident = await sources.resident(of.residentId);
      return { resident, contact: resident && (await contactOf(resident.oaUserId, resident.zaloUserId)) };
    }
    const contact = await contactOf(of.oaUserId, of.userIdByApp);
    const appUserId = contact?.userIdByApp ?? of.userIdByApp;
    const oaUserId = contact?.oaUserId ?? of.oaUserId;
    const resident =
      (appUserId === null ? null : await sources.residentByZalo({ zaloUserId: appUserId })) ??
      (oaUserId === null ? null : await sources.residentByZalo({ oaUserId }));
    return { resident, contact };
  }

  async function contactOf(oaUserId: string | null, userIdByApp: string | null): Promise<Contact | null> {
    const byAccount = oaUserId === null ? null : await sources.contact({ oaUserId, userIdByApp: null });
    return byAccount ?? (userIdByApp === null ? null : await sources.contact({ oaUserId: null, userIdByApp }));
  }

  async function projectionOf({ resident, contact }: Person): Promise<Projection> {
    const name = resident?.typedName ?? resident?.zaloName ?? contact?.name ?? null;
    return {
      residentId: resident?.id ?? null,
      oaUserId: contact?.oaUserId ?? resident?.oaUserId ?? null,
      appUserId: resident?.zaloUserId ?? contact?.userIdByApp ?? null,
      name,
      nameFolded: name === null ? [] : foldedWords(name),
      follows: contact?.follows ?? null,
      followsAt: contact?.followsAt ?? null,
      lastInteractionAt: contact?.lastInteractionAt ?? null,
      saidHamletKey: resident?.hamletKey ?? null,
      roles: resident === null ? [] : [...(await sources.rolesOf(resident.id))],
      hasPhone: resident !== null && resident.phoneSealed !== null,
      newsConsent: resident?.consents.commune_news ?? false,
    };
  }

  /** Gives `into` what its tombstones knew. */
  async function foldInto(into: string): Promise<boolean> {
    const tombstones = await store.unfolded(into, foldedAtOnce);
    for (const tombstone of tombstones) {
      await store.inherit(into, tombstone);
      for (const topic of topics) {
        const decision = tombstone.stops[topic];
        if (decision) await store.decide(into, topic, decision);
      }
      if (tombstone.blockedAt) await store.block(into, tombstone.blockedAt);
      await store.folded(tombstone.id, into);
    }
    return tombstones.length > 0;
  }

  type Ids = { residentId: string | null; oaUserId: string | null; appUserId: string | null };
  const givenIds = (of: { residentId: string } | ZaloIds): Ids =>
    'residentId' in of
      ? { residentId: of.residentId, oaUserId: null, appUserId: null }
      : { residentId: null, oaUserId: of.oaUserId, appUserId: of.userIdByApp };

  /** One attempt; false when somebody else was faster and all has to be read again. */
  async function attempt(of: { residentId: string } | ZaloIds): Promise<boolean> {
    // The rows are read before the sources and written only unchanged: of two at once, the one that read older sources has to read again.
    let rows = await store.findByIds(givenIds(of));
    let person = await personOf(of);
    const ids = idsOf(person, givenIds(of));
    if (!carried(ids, rows)) {
      rows = await store.findByIds(ids);
      person = await personOf(of);
      if (!same(idsOf(person, givenIds(of)), ids)) return false;
    }
    const [row, ...others] = rows;
    if (!person.resident && !person.contact) {
      // Nothing stands behind the ids given; a row that other ids still hold up is written anew from those.
      for (const orphan of row ? [row, ...others] : []) {
        const rest = await personOf({ oaUserId: orphan.oaUserId, userIdByApp: orphan.appUserId });
        if (!rest.resident && !rest.contact) {
          if (!(await store.remove(orphan))) return false;
        } else if ((await store.project(orphan, await projectionOf(rest))) !== 'saved') return false;
      }
      return true;
    }
    const projection = await projectionOf(person);
    if (!row) {
      if ((await store.insert(projection, clock.now())) === 'taken') return false;
      // Whoever was erased since the sources were read must not come back: the second look finds that out.
      return attempt(of);
    }
    for (const other of others) if (!(await store.bury(other, row.id))) return false;
    if ((await store.project(row, projection)) !== 'saved') return false;
    // What was noted on another row may be the only thing known of the hamlet: it has to be written once more.
    return others.length > 0 && (await foldInto(row.id)) ? attempt(of) : true;
  }

  async function refresh(of: { residentId: string } | ZaloIds): Promise<void> {
    for (let tried = 0; tried < refreshAttempts; tried += 1) if (await attempt(of)) return;
    throw new Error('the audience row of one person kept changing');
  }

  /** The row that stands for a person now, tombstones followed; null when gone. */
  async function current(id: string): Promise<MemberRecord | null> {
    let row = await store.find(id);
    for (let step = 0; row?.mergedInto && step < longestChain; step += 1) row = await store.find(row.mergedInto);
    return row?.mergedInto ? null : row;
  }

  async function memberOf(who: string | ZaloIds): Promise<MemberRecord | null> {
    if (typeof who === 'string') return current(who);
    const ids = { residentId: null, oaUserId: who.oaUserId, appUserId: who.userIdByApp };
    const [known] = await store.findByIds(ids);
    if (known) return known;
    await refresh(who);
    return (await store.findByIds(ids))[0] ?? null;
  }

  const counted = remember(5_000, () => store.counts(null));

  const service = {
    refresh,
    /** The row of a resident, made when there is none; null when the resident is gone. */
    async ofResident(residentId: string): Promise<AudienceRow | null> {
      const ids = { residentId, oaUserId: null, appUserId: null };
      const [known] = await store.findByIds(ids);
      if (known) return rowOf(known);
      await refresh({ residentId });
      const [made] = await store.findByIds(ids);
      return made ? rowOf(made) : null;
    },
    /** The row of somebody at the Official Account; null when there is none. */
    async ofZalo(ids: ZaloIds): Promise<AudienceRow | null> {
      const member = await memberOf(ids);
      return member && rowOf(member);
    },
    /** How many fit; `now` is the moment of sending. */
    async count(filter: AudienceFilter, now: Date): Promise<{ members: number; followers: number; residents: number; withPhone: number }> {
      const groups = await store.signatures(filter, dayOf(now), now, []);
      const sum = (fits: (signature: Signature) => boolean) => groups.reduce((total, one) => total + (fits(one) ? one.count : 0), 0);
      return {
        members: sum(() => true),
        followers: sum(({ follows }) => follows === true),
        residents: sum(({ hasApp }) => hasApp),
        withPhone: sum(({ hasPhone }) => hasPhone),
      };
    },
    /** Those who fit, by id after `afterId`, at most 500 at once and none of them a tombstone; an empty page is the end. */
    async each(filter: AudienceFilter, today: string, afterId: string | null, limit: number): Promise<AudienceRow[]> {
      return (await store.page(filter, today, afterId, Math.min(limit, largestPage))).map(rowOf);
    },
    /** Rows by id as they are now, tombstones included; `mergedInto` of those leads to the row to use, at once and not by steps. */
    async rows(ids: readonly string[]): Promise<Map<string, AudienceRow>> {
      const rows = new Map((await store.findMany(ids)).map((row) => [row.id, rowOf(row)]));
      for (const row of rows.values()) if (row.mergedInto !== null) row.mergedInto = (await current(row.mergedInto))?.id ?? row.mergedInto;
      return rows;
    },
    /** Phone numbers in E.164 by member id, for those who left one. */
    async phonesOf(ids: readonly string[]): Promise<Map<string, string>> {
      const rows = (await store.findMany(ids)).filter(({ residentId, hasPhone }) => residentId !== null && hasPhone);
      const phones = await sources.phonesOf(rows.flatMap(({ residentId }) => residentId ?? []));
      return new Map(
        rows.flatMap(({ id, residentId }) => {
          const phone = phones.get(residentId ?? '');
          return phone === undefined ? [] : [[id, phone] as const];
        }),
      );
    },
    /** Counts of those who fit by how they can be reached at `at`, and by whether they are in one of the groups asked for. */
    signatureCounts: (
      filter: AudienceFilter,
      today: string,
      { at = clock.now(), groupIds = [] }: { at?: Date; groupIds?: readonly string[] } = {},
    ): Promise<Signature[]> => store.signatures(filter, today, at, groupIds),
    /** Notes that somebody stopped or took up a topic; the later decision wins in any order. Answers the member, null when unknown. */
    async setStop(who: string | ZaloIds, topic: Topic | 'all', stopped: boolean, at: Date): Promise<AudienceRow | null> {
      let member = await memberOf(who);
      for (const one of topic === 'all' ? topics : [topic])
        for (let step = 0; member && !(await store.decide(member.id, one, { stopped, at })) && step < longestChain; step += 1)
          // It turned out to be somebody else's row meanwhile.
          member = await current(member.id);
      if (!member) return null;
      const after = await current(member.id);
      return after && rowOf(after);
    },
    /** What the stop button of a message carries: good for this member and topic and nothing else, for 400 days. */
    stopToken: (memberId: string, topic: Topic): string =>
      stops.sign(`${memberId}|${topic}`, new Date(clock.now().getTime() + stopDays * 86_400_000)),
    /** Follows a stop button, or takes it back. Throws `stop_invalid`. */
    async stopByToken(token: string, stopped: boolean): Promise<{ topic: Topic; stopped: boolean }> {
      const now = clock.now();
      const [memberId = '', word] = stops.read(token, now)?.split('|') ?? [];
      const topic = topics.find((one) => one === word);
      if (!topic || !(await service.setStop(memberId, topic, stopped, now)))
        throw new ProblemError('stop_invalid', 'Đường dẫn này không còn dùng được.');
      return { topic, stopped };
    },
    /** Zalo refused because the person does not want us (-217, -213 …); their next interaction takes it back. */
    async noteBlocked(id: string, at: Date): Promise<void> {
      const member = await current(id);
      if (member) await store.block(member.id, at);
    },
    async joinGroup(who: ZaloIds, groupId: string, joined: boolean): Promise<void> {
      const member = await memberOf(who);
      if (member) await store.joinGroup(member.id, groupId, joined);
    },
    /** Writes down what is known of a member. Throws `not_found`, and `hamlet_said_by_resident` where the person themselves said it. */
    async note(
      id: string,
      noted: { hamletKey?: string | null; householdCode?: string | null; birthYear?: number | null },
      among: { hamletKeys: readonly (string | null)[] } | null = null,
    ): Promise<MemberRecord> {
      const unknown = () => new ProblemError('not_found', 'Không có người này trong danh sách, hoặc người này ở xóm khác.');
      const member = await current(id);
      if (!member || (among && !among.hamletKeys.includes(member.hamletKey))) throw unknown();
      if (noted.hamletKey !== undefined && member.saidHamletKey !== null && noted.hamletKey !== member.saidHamletKey)
        throw new ProblemError('hamlet_said_by_resident', 'Người này đã tự chọn xóm trong Mini App, chỉ họ đổi được.', {
          fields: [{ field: 'body.hamletKey', message: 'Người này đã tự chọn xóm.' }],
        });
      const change: Partial<Noted> = {
        ...(noted.hamletKey !== undefined && { notedHamletKey: noted.hamletKey }),
        ...(noted.householdCode !== undefined && { householdCode: noted.householdCode }),
        ...(noted.birthYear !== undefined && { birthYear: noted.birthYear }),
      };
      if (!(await store.note(member.id, change, among))) throw unknown();
      await refresh(handleOf(member));
      const after = await current(member.id);
      if (!after) throw unknown();
      counted.forget();
      return after;
    },
    /** Of these ids, those no row carries yet. */
    withoutRow: store.without,
    /** For the officers' list, the newest first; `search` finds names without their marks. */
    list: (
      { search, ...where }: { search: string; hamletKey: string | null | undefined; among: readonly (string | null)[] | null },
      before: string | null,
      limit: number,
    ): Promise<MemberRecord[]> => store.list({ words: foldedWords(search), ...where }, before, limit),
    counts: (among: readonly (string | null)[] | null) => (among === null ? counted() : store.counts(among)),
    /** Ends merges that a crash cut short; answers how many. */
    async sweep(): Promise<number> {
      const tombstones = await store.unfolded(null, foldedAtOnce);
      for (const { mergedInto } of tombstones) {
        const target = mergedInto === null ? null : await current(mergedInto);
        if (mergedInto === null || !target) continue;
        if (mergedInto !== target.id) await store.repoint(mergedInto, target.id);
        await foldInto(target.id);
        await refresh(handleOf(target));
      }
      return tombstones.length;
    },
  };
  return service;

  function idsOf({ resident, contact }: Person, given: Ids): Ids {
    return {
      residentId: resident?.id ?? given.residentId,
      oaUserId: contact?.oaUserId ?? resident?.oaUserId ?? given.oaUserId,
      appUserId: resident?.zaloUserId ?? contact?.userIdByApp ?? given.appUserId,
    };
  }
}

/** True when every id is on one of the rows, so that no other row can be this person's. */
const carried = (ids: Record<'residentId' | 'oaUserId' | 'appUserId', string | null>, rows: readonly MemberRecord[]) =>
  rows.length > 0 &&
  (['residentId', 'oaUserId', 'appUserId'] as const).every((field) => ids[field] === null || rows.some((row) => row[field] === ids[field]));

const same = (one: Record<string, string | null>, other: Record<string, string | null>) =>
  Object.keys(one).every((key) => one[key] === other[key]);

/** What to refresh a row by. */
const handleOf = ({ residentId, oaUserId, appUserId }: MemberRecord) =>
  residentId !== null ? { residentId } : { oaUserId, userIdByApp: appUserId };

function rowOf(member: MemberRecord): AudienceRow {
  return {
    id: member.id,
    residentId: member.residentId,
    oaUserId: member.oaUserId,
    appUserId: member.appUserId,
    name: member.name,
    follows: member.follows,
    lastInteractionAt: member.lastInteractionAt,
    hamletKey: member.hamletKey,
    householdCode: member.householdCode,
    birthYear: member.birthYear,
    roles: member.roles,
    hasPhone: member.hasPhone,
    newsConsent: member.newsConsent,
    blocked: member.blockedAt !== null,
    stopped: topics.filter((topic) => member.stops[topic]?.stopped === true),
    groupIds: member.groupIds,
    mergedInto: member.mergedInto,
  };
}
