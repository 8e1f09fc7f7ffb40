import type { householdTemplate } from '../../adapters/household-template.js';
import type { SpreadsheetWriter } from '../../adapters/spreadsheet.js';
import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import type {
  addHousehold,
  changeRepresentative,
  editHousehold,
  endHousehold,
  Household,
  HouseholdCard,
  listHouseholds,
  RollHousehold,
} from '../../contracts/households.js';
import { hamletsWhere } from '../../contracts/permissions.js';
import {
  differences,
  fieldNames,
  type Member,
  mayRepresent,
  memberWords,
  representativeOf,
  type Told,
  withoutAccount,
} from '../../domain/households.js';
import { askedKeys } from '../../domain/search-words.js';
import { dayOf, shortDate } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CommunesService } from '../communes/communes.service.js';
import { bookCells, bookColumns, templateColumns, templateRules } from './book-sheet.js';
import { type Entries, householdNotFound } from './entries.js';
import type { HouseholdMark, HouseholdRecord, HouseholdsStore } from './households.store.js';
import type { LinksStore } from './links.store.js';
import { householdOf, recordCard, rowOf } from './views.js';

export type HouseholdsService = ReturnType<typeof householdsService>;

type Deps = {
  store: HouseholdsStore;
  links: LinksStore;
  entries: Entries;
  communes: Pick<CommunesService, 'hamlets'>;
  newMemberId: () => string;
  clock: Clock;
};

const pageSize = 50;
const exportedAtOnce = 500;

export const notAdult = (field = 'body.members') =>
  new ProblemError('representative_not_adult', 'Người đại diện hộ phải đủ 18 tuổi. Xin ghi đúng năm sinh của người này.', {
    fields: [{ field, message: 'Cần năm sinh, và phải đủ 18 tuổi.' }],
  });
const accountOf = (
  { residentId }: Pick<Member, 'residentId'>,
  kind: 'unlinked' | 'ended',
  reason: string | null,
): Omit<Told, 'id' | 'at'>[] => (residentId === null ? [] : [{ residentId, notice: { kind, reason } }]);

/** The book of households: who belongs together, and who speaks for them. */
export function householdsService({ store, links, entries, communes, newMemberId, clock }: Deps) {
  const namer = async () => {
    const names = new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));
    return (key: string) => names.get(key) ?? key;
  };
  const readable = (who: OfficerIdentity) => hamletsWhere(who, 'households.read');
  const writable = (who: OfficerIdentity) => hamletsWhere(who, 'households.write');
  const shown = async (record: HouseholdRecord): Promise<Household> => householdOf(record, await namer(), clock.now());

  /** Throws `hamlet_unknown` for one that is not there, or not of who asks. */
  async function assertHamlet(key: string, who: OfficerIdentity): Promise<void> {
    const among = writable(who);
    if ((await communes.hamlets()).some((hamlet) => hamlet.key === key) && (among === null || among.includes(key))) return;
    throw new ProblemError('hamlet_unknown', 'Không có xóm này, hoặc xóm không thuộc phạm vi được giao.', {
      fields: [{ field: 'body.hamletKey', message: 'Xin chọn xóm trong danh sách.' }],
    });
  }

  return {
    /** Every active household of the hamlets (all hamlets when null), ordered by hamlet order and code, as they stand now. */
    async roll(hamletKeys: readonly string[] | null): Promise<RollHousehold[]> {
      const [hamlets, rows] = await Promise.all([communes.hamlets(), store.active(hamletKeys)]);
      const places = new Map([...hamlets].sort((one, other) => one.order - other.order).map(({ key }, index) => [key, index]));
      const placeOf = (key: string) => places.get(key) ?? hamlets.length;
      const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
      return rows
        .sort(
          (one, other) =>
            placeOf(one.hamletKey) - placeOf(other.hamletKey) ||
            compare(one.hamletKey, other.hamletKey) ||
            compare(one.sortKey, other.sortKey),
        )
        .map(({ id, code, hamletKey, headName, representativeName, representativeResidentId }) => ({
          householdId: id,
          code,
          hamletKey,
          headName,
          representativeName,
          representativeResidentId,
        }));
    },
    /** Active households per hamlet key. */
    async counts(hamletKeys: readonly string[] | null): Promise<Map<string, number>> {
      return new Map((await store.counts(hamletKeys)).map(({ hamletKey, active }) => [hamletKey, active]));
    },
    /** The household a resident belongs to (as representative or member), or null. One active household per resident. */
    async ofResident(residentId: string): Promise<{ household: HouseholdCard; isRepresentative: boolean } | null> {
      const [record, hamletName] = await Promise.all([store.findByResident(residentId), namer()]);
      if (!record) return null;
      return { household: recordCard(record, hamletName), isRepresentative: representativeOf(record)?.residentId === residentId };
    },
    /** Forgets a person (called from compose.erase): unlinks, keeps the household. */
    async erase(residentId: string): Promise<void> {
      await entries.change(
        () => store.findByResident(residentId),
        (record) => {
          const member = record.members.find((one) => one.residentId === residentId);
          const left = withoutAccount(record, member?.id ?? '');
          const next = { ...left, outbox: left.outbox.filter((one) => one.residentId !== residentId) };
          const details = [{ field: fieldNames.linked, before: member?.name ?? null, after: null }];
          const change = { next, event: 'unlinked' as const, details, reason: 'Chủ tài khoản đã xóa dữ liệu của mình.', told: [] };
          return { change, by: member?.name ?? 'Người dân' };
        },
      );
      await links.erase(residentId);
    },

    async list(
      who: OfficerIdentity,
      { search, hamletKey, gap, status, after }: ParsedRequestOf<typeof listHouseholds>['query'],
    ): Promise<ReplyOf<typeof listHouseholds>> {
      const own = readable(who);
      const among = hamletKey === undefined ? own : own === null || own.includes(hamletKey) ? [hamletKey] : [];
      const mark = after === undefined ? null : readMark(after);
      const [lines, counts, requests, hamlets] = await Promise.all([
        store.list({ hamletKeys: among, status, gap: gap ?? null, asked: askedKeys(search ?? '') }, mark, pageSize + 1),
        store.counts(among),
        links.countWaiting(among),
        communes.hamlets(),
      ]);
      const names = new Map(hamlets.map(({ key, name }) => [key, name]));
      const page = lines.slice(0, pageSize);
      const last = page.at(-1);
      const sum = (of: (one: (typeof counts)[number]) => number) => counts.reduce((total, one) => total + of(one), 0);
      return {
        households: page.map((line) => rowOf(line, (key) => names.get(key) ?? key)),
        next: lines.length > pageSize && last ? markOf(last) : null,
        hamlets: hamlets.filter(({ key }) => own === null || own.includes(key)).map(({ key, name }) => ({ key, name })),
        counts: {
          active: sum(({ active }) => active),
          withoutRepresentative: sum(({ active, represented }) => active - represented),
          notLinked: sum(({ active, linked }) => active - linked),
          requests,
        },
      };
    },
    async read(who: OfficerIdentity, id: string): Promise<Household> {
      return shown(await entries.read(id, readable(who)));
    },
    async add(who: OfficerIdentity, { members: given, ...fields }: ParsedRequestOf<typeof addHousehold>['body']): Promise<Household> {
      await assertHamlet(fields.hamletKey, who);
      const members = given.map(({ name, birthYear, relation }) => ({ ...newMember(newMemberId()), name, birthYear, relation }));
      const chosen = given.flatMap(({ isRepresentative }, place) => (isRepresentative ? [members[place] as Member] : []));
      if (chosen.length > 1)
        throw new ProblemError('invalid_request', 'Mỗi hộ chỉ có một người đại diện.', {
          fields: [{ field: 'body.members', message: 'Chỉ chọn một người đại diện.' }],
        });
      const [representative] = chosen;
      if (representative && !mayRepresent(representative, dayOf(clock.now()))) throw notAdult();
      const details = [
        { field: fieldNames.head, before: null, after: fields.headName },
        ...members.map((member) => ({ field: fieldNames.member, before: null, after: memberWords(member) })),
        ...(representative ? [{ field: fieldNames.representative, before: null, after: representative.name }] : []),
      ];
      const entry = {
        ...fields,
        members,
        representativeMemberId: representative?.id ?? null,
        invitations: [],
        status: 'active' as const,
        ended: null,
        lastImport: null,
      };
      return shown(await entries.add(entry, details, who.name));
    },
    async edit(
      who: OfficerIdentity,
      id: string,
      { members: given, reason, revision, ...fields }: ParsedRequestOf<typeof editHousehold>['body'],
    ): Promise<Household> {
      await assertHamlet(fields.hamletKey, who);
      const hamletName = await namer();
      const record = await entries.changeSeen(id, { among: writable(who), revision, by: who.name }, (before) => {
        const known = new Map(before.members.map((member) => [member.id, member]));
        const members = given.map(({ id: memberId, ...words }) => {
          const member = memberId === undefined ? newMember(newMemberId()) : known.get(memberId);
          if (!member) throw new ProblemError('household_member_unknown', 'Thành viên này không còn trong hộ.');
          return { ...member, ...words };
        });
        if (new Set(members.map((member) => member.id)).size < members.length)
          throw new ProblemError('invalid_request', 'Một thành viên được ghi hai lần.');
        const stays = new Set(members.map((member) => member.id));
        const gone = before.members.filter((member) => !stays.has(member.id));
        const isGone = (memberId: string | null) => gone.some((member) => member.id === memberId);
        if (isGone(before.representativeMemberId))
          throw new ProblemError('representative_leaves', 'Người này đang đại diện hộ. Xin đổi người đại diện trước.');
        const next = { ...before, ...fields, members, invitations: before.invitations.filter(({ memberId }) => !isGone(memberId)) };
        const representative = representativeOf(next);
        if (representative && !mayRepresent(representative, dayOf(clock.now()))) throw notAdult();
        const recoded = next.code === before.code ? [] : members.flatMap(({ residentId }) => residentId ?? []);
        return {
          next,
          event: 'edited',
          details: differences(before, next, hamletName),
          reason,
          told: [
            ...gone.flatMap((member) => accountOf(member, 'unlinked', reason)),
            ...recoded.map((residentId) => ({ residentId, notice: null })),
          ],
        };
      });
      return shown(record);
    },
    async changeRepresentative(
      who: OfficerIdentity,
      id: string,
      { memberId, reason, revision }: ParsedRequestOf<typeof changeRepresentative>['body'],
    ): Promise<Household> {
      const record = await entries.changeSeen(id, { among: writable(who), revision, by: who.name }, (before) => {
        const old = representativeOf(before);
        const next = { ...before, representativeMemberId: memberId };
        const chosen = representativeOf(next);
        if (!chosen) throw new ProblemError('household_member_unknown', 'Thành viên này không còn trong hộ.');
        if (chosen.id === old?.id) throw new ProblemError('already_representative', 'Người này đang là người đại diện của hộ.');
        if (!mayRepresent(chosen, dayOf(clock.now()))) throw notAdult('body.memberId');
        const tell = (member: Member | null, kind: 'representative' | 'not_representative') =>
          member?.residentId ? [{ residentId: member.residentId, notice: { kind, reason } }] : [];
        return {
          next,
          event: 'representative_changed',
          details: [{ field: fieldNames.representative, before: old?.name ?? null, after: chosen.name }],
          reason,
          told: [...tell(old, 'not_representative'), ...tell(chosen, 'representative')],
        };
      });
      return shown(record);
    },
    /** Its accounts are free for another household at once. */
    async end(
      who: OfficerIdentity,
      id: string,
      { reason, note, mergedIntoCode, revision }: ParsedRequestOf<typeof endHousehold>['body'],
    ): Promise<Household> {
      const target = mergedIntoCode === null ? null : await store.findByCode(mergedIntoCode);
      if (reason === 'merged' ? !target || target.id === id : mergedIntoCode !== null)
        throw new ProblemError('merge_target_unknown', 'Xin ghi mã của hộ nhận người của hộ này.', {
          fields: [{ field: 'body.mergedIntoCode', message: 'Không có hộ nào khác đang dùng mã này.' }],
        });
      const record = await entries.changeSeen(id, { among: writable(who), revision, by: who.name }, (before) => {
        const unlinked = before.members.reduce((entry, member) => withoutAccount(entry, member.id), before);
        return {
          next: { ...unlinked, status: 'ended', ended: { reason, note, mergedIntoCode, at: clock.now() }, invitations: [] },
          event: 'ended',
          details: [],
          reason: note === '' ? null : note,
          told: before.members.flatMap((member) => accountOf(member, 'ended', note === '' ? null : note)),
        };
      });
      return shown(record);
    },
    /** Throws `household_not_found` for a hamlet of somebody else. */
    assertSees(who: OfficerIdentity, hamletKey: string | null): void {
      const own = readable(who);
      if (hamletKey !== null && own !== null && !own.includes(hamletKey)) throw householdNotFound();
    },
    /** Every active household of the hamlet, or of all one may see. */
    async exportTo(who: OfficerIdentity, hamletKey: string | null, sheet: SpreadsheetWriter): Promise<void> {
      const hamletName = await namer();
      const among = hamletKey === null ? readable(who) : [hamletKey];
      sheet.begin(`Sổ hộ${hamletKey === null ? '' : ` ${hamletName(hamletKey)}`}, ngày ${shortDate(dayOf(clock.now()))}`, bookColumns);
      for (let mark: HouseholdMark | null = null; ; ) {
        const rows: Awaited<ReturnType<typeof store.each>> = await store.each(among, mark, exportedAtOnce);
        for (const record of rows) await sheet.row(bookCells(record, hamletName(record.hamletKey)));
        const last = rows.at(-1);
        if (!last || rows.length < exportedAtOnce) break;
        mark = { sortKey: last.sortKey, id: last.id };
      }
      await sheet.end();
    },
    /** What the empty sheet says: columns, the hamlets of who asks, rules. */
    async template(who: OfficerIdentity): Promise<Parameters<typeof householdTemplate>> {
      const own = readable(who);
      const hamlets = (await communes.hamlets()).filter(({ key }) => own === null || own.includes(key));
      return [templateColumns, hamlets.map(({ name }) => name), templateRules];
    },
  };
}

export const newMember = (id: string): Member => ({
  id,
  name: '',
  birthYear: null,
  relation: null,
  residentId: null,
  linkedAt: null,
  claimHash: null,
});

const markOf = ({ sortKey, id }: HouseholdMark): string => Buffer.from(`${id}|${sortKey}`).toString('base64url');

function readMark(cursor: string): HouseholdMark {
  const match = /^([0-9a-f]{24})\|(.{1,150})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match)
    throw new ProblemError('invalid_request', 'Mốc trang không đúng dạng.', {
      fields: [{ field: 'query.after', message: 'Mốc trang không đúng dạng.' }],
    });
  return { id: match[1] as string, sortKey: match[2] as string };
}
