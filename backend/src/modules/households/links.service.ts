import type { Clock } from '../../clock.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import type {
  askForHousehold,
  decideHouseholdRequest,
  Household,
  HouseholdRequest,
  inviteMember,
  listHouseholdRequests,
  lookAtClaim,
  MyHousehold,
  MyHouseholdRequest,
  readMyHousehold,
  unlinkMember,
} from '../../contracts/households.js';
import { hamletsWhere } from '../../contracts/permissions.js';
import { fieldNames, type Member, representativeOf, withAccount, withoutAccount } from '../../domain/households.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import { type Entries, residentTaken } from './entries.js';
import { newMember } from './households.service.js';
import type { HouseholdRecord, HouseholdsStore } from './households.store.js';
import type { LinksStore, RequestRecord } from './links.store.js';
import { type HamletNames, householdOf, myHouseholdOf, recordCard } from './views.js';

export type HouseholdLinksService = ReturnType<typeof householdLinksService>;

type Deps = {
  store: HouseholdsStore;
  links: LinksStore;
  entries: Entries;
  communes: Pick<CommunesService, 'hamlets'>;
  residents: Pick<ResidentsService, 'cards'>;
  newId: () => string;
  newMemberId: () => string;
  newCode: () => string;
  /** Under the current key, and under every key of the ring. */
  hash: (code: string) => string;
  hashes: (code: string) => string[];
  miniAppUrl: (path: string) => string;
  clock: Clock;
};

const invitationDays = 14;
const pageSize = 30;
const mostNotices = 10;

/** People read the code from paper: spaces, dashes and small letters do not matter. */
const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
const codeInvalid = () =>
  new ProblemError('household_code_invalid', 'Mã mời không đúng, đã dùng hoặc đã quá 14 ngày. Xin xem lại từng chữ, hoặc hỏi trưởng xóm.', {
    fields: [{ field: 'body.code', message: 'Mã mời không đúng hoặc đã hết hạn.' }],
  });
const requestClosed = () => new ProblemError('household_request_closed', 'Yêu cầu này đã được trả lời hoặc đã rút.');
const memberTaken = () =>
  new ProblemError('household_member_taken', 'Thành viên này đã liên kết với một tài khoản Zalo khác. Xin gỡ liên kết cũ trước.');
const memberUnknown = () => new ProblemError('household_member_unknown', 'Thành viên này không còn trong hộ.');
const memberIn = ({ members }: HouseholdRecord, id: string): Member => {
  const member = members.find((one) => one.id === id);
  if (!member) throw memberUnknown();
  return member;
};

/** How a Zalo account comes to stand for a member of a household, and how it stops to. */
export function householdLinksService(deps: Deps) {
  const { store, links, entries, communes, residents, newId, newMemberId, newCode, hash, hashes, miniAppUrl, clock } = deps;
  const writable = (who: OfficerIdentity) => hamletsWhere(who, 'households.write');
  const namer = async (): Promise<HamletNames> => {
    const names = new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));
    return (key) => names.get(key) ?? key;
  };
  const shown = async (record: HouseholdRecord): Promise<Household> => householdOf(record, await namer(), clock.now());

  async function invited(code: string): Promise<{ record: HouseholdRecord; member: Member; expiresAt: Date } | null> {
    const known = hashes(plain(code));
    const record = await store.findByInvitation(known);
    const invitation = record?.invitations.find((one) => known.includes(one.hash) && one.expiresAt > clock.now());
    const member = record?.members.find(({ id }) => id === invitation?.memberId);
    return record && invitation && member && member.residentId === null ? { record, member, expiresAt: invitation.expiresAt } : null;
  }

  const requestView = ({ id, name, household, at, state, reason }: RequestRecord, hamletName: string): MyHouseholdRequest => ({
    id,
    name,
    hamletName,
    householdTyped: household,
    at: at.toISOString(),
    state: state === 'refused' ? 'refused' : 'waiting',
    reason,
  });

  return {
    /** The code is shown this once. Whoever is linked already needs none: throws `household_member_taken`. */
    async invite(
      who: OfficerIdentity,
      id: string,
      { memberId }: ParsedRequestOf<typeof inviteMember>['body'],
    ): Promise<ReplyOf<typeof inviteMember>> {
      const among = writable(who);
      const code = newCode();
      const expiresAt = new Date(clock.now().getTime() + invitationDays * 86_400_000);
      const record = await entries.change(
        () => entries.readActive(id, among),
        (before) => {
          const member = memberIn(before, memberId);
          if (member.residentId !== null) throw memberTaken();
          const others = before.invitations.filter((one) => one.memberId !== memberId && one.expiresAt > clock.now());
          const next = { ...before, invitations: [...others, { memberId, hash: hash(plain(code)), by: who.name, expiresAt }] };
          const details = [{ field: fieldNames.invited, before: null, after: member.name }];
          return { change: { next, event: 'invited', details, reason: null, told: [] }, by: who.name };
        },
      );
      const spaced = `${code.slice(0, 4)}-${code.slice(4)}`;
      return {
        household: await shown(record),
        memberName: memberIn(record, memberId).name,
        code: spaced,
        url: miniAppUrl(`/household/claim/${spaced}`),
        expiresAt: expiresAt.toISOString(),
      };
    },
    async unlink(
      who: OfficerIdentity,
      id: string,
      { memberId, reason, revision }: ParsedRequestOf<typeof unlinkMember>['body'],
    ): Promise<Household> {
      const record = await entries.changeSeen(id, { among: writable(who), revision, by: who.name }, (before) => {
        const member = memberIn(before, memberId);
        if (member.residentId === null) throw new ProblemError('household_member_not_linked', 'Thành viên này chưa liên kết Zalo.');
        return {
          next: withoutAccount(before, memberId),
          event: 'unlinked',
          details: [{ field: fieldNames.linked, before: member.name, after: null }],
          reason,
          told: [{ residentId: member.residentId, notice: { kind: 'unlinked', reason } }],
        };
      });
      return shown(record);
    },

    /** What the signed-in person has to do with the book. */
    async mine(residentId: string): Promise<ReplyOf<typeof readMyHousehold>> {
      const [record, request, unseen, hamletName] = await Promise.all([
        store.findByResident(residentId),
        links.latestOf(residentId),
        links.unseen(residentId, mostNotices),
        namer(),
      ]);
      const households = await store.lines(unseen.map(({ householdId }) => householdId));
      const isOpen = record === null && (request?.state === 'waiting' || request?.state === 'refused');
      return {
        household: record && myHouseholdOf(record, residentId, hamletName),
        request: isOpen && request ? requestView(request, hamletName(request.hamletKey)) : null,
        notices: unseen.map(({ id, at, kind, householdId, householdCode, reason }) => ({
          id,
          at: at.toISOString(),
          kind,
          householdCode,
          representativeName: households.get(householdId)?.representativeName ?? null,
          reason,
        })),
      };
    },
    async look(residentId: string, code: string): Promise<ReplyOf<typeof lookAtClaim>> {
      const [found, own] = await Promise.all([invited(code), store.findByResident(residentId)]);
      if (!found) throw codeInvalid();
      if (own) throw residentTaken();
      const { record, member, expiresAt } = found;
      return {
        household: recordCard(record, await namer()),
        memberName: member.name,
        isRepresentative: representativeOf(record)?.id === member.id,
        expiresAt: expiresAt.toISOString(),
      };
    },
    /** Works once; the same person may repeat it when the answer was lost. */
    async claim(residentId: string, code: string): Promise<MyHousehold> {
      const claimHashes = hashes(plain(code));
      const record = await entries.change(
        async () => (await invited(code))?.record ?? null,
        (before) => {
          const invitation = before.invitations.find((one) => claimHashes.includes(one.hash));
          const member = memberIn(before, invitation?.memberId ?? '');
          if (before.members.some((one) => one.residentId === residentId)) throw residentTaken();
          return {
            change: {
              next: withAccount(before, member.id, { residentId, linkedAt: clock.now(), claimHash: invitation?.hash ?? null }),
              event: 'linked',
              details: [{ field: fieldNames.linked, before: null, after: member.name }],
              reason: null,
              told: [{ residentId, notice: null }],
            },
            by: member.name,
          };
        },
      );
      const mine = record ?? (await store.findByResident(residentId));
      const member = mine?.members.find((one) => one.residentId === residentId);
      if (!mine || !member?.claimHash || !claimHashes.includes(member.claimHash)) throw codeInvalid();
      return myHouseholdOf(mine, residentId, await namer());
    },
    async leave(residentId: string): Promise<void> {
      await entries.change(
        () => store.findByResident(residentId),
        (before) => {
          const member = before.members.find((one) => one.residentId === residentId);
          if (!member) throw memberUnknown();
          return {
            change: {
              next: withoutAccount(before, member.id),
              event: 'unlinked',
              details: [{ field: fieldNames.linked, before: member.name, after: null }],
              reason: 'Tự gỡ trong Mini App.',
              told: [{ residentId, notice: null }],
            },
            by: member.name,
          };
        },
      );
    },

    async ask(
      residentId: string,
      { name, hamletKey, household }: ParsedRequestOf<typeof askForHousehold>['body'],
    ): Promise<MyHouseholdRequest> {
      const [own, known, hamlets] = await Promise.all([
        store.findByResident(residentId),
        store.findByCode(household.toUpperCase()),
        communes.hamlets(),
      ]);
      if (own) throw residentTaken();
      if (!hamlets.some(({ key }) => key === hamletKey))
        throw new ProblemError('hamlet_unknown', 'Không có xóm này.', {
          fields: [{ field: 'body.hamletKey', message: 'Xin chọn xóm trong danh sách.' }],
        });
      const request: RequestRecord = {
        id: newId(),
        residentId,
        name,
        household,
        // A code says where it is better than a memory does.
        hamletKey: known?.hamletKey ?? hamletKey,
        householdId: known?.id ?? null,
        state: 'waiting',
        at: clock.now(),
        closedAt: null,
        closedBy: null,
        reason: null,
      };
      if ((await links.ask(request)) === 'open')
        throw new ProblemError('household_request_open', 'Ông/bà đã gửi một yêu cầu, trưởng xóm chưa trả lời.');
      return requestView(request, hamlets.find(({ key }) => key === request.hamletKey)?.name ?? request.hamletKey);
    },
    async withdraw(residentId: string, id: string): Promise<void> {
      const closed = { state: 'withdrawn' as const, reason: null, closedBy: null, closedAt: clock.now() };
      if (!(await links.close({ id, residentId }, closed))) throw requestClosed();
    },
    see: (residentId: string, ids: readonly string[]): Promise<number> => links.see(residentId, ids, clock.now()),

    async requests(who: OfficerIdentity, after: string | null): Promise<ReplyOf<typeof listHouseholdRequests>> {
      const among = hamletsWhere(who, 'households.read');
      const rows = await links.waiting(among, after, pageSize + 1);
      const page = rows.slice(0, pageSize);
      const [cards, suggested, hamletName] = await Promise.all([
        residents.cards(page.map(({ residentId }) => residentId)),
        store.lines(page.flatMap(({ householdId }) => householdId ?? [])),
        namer(),
      ]);
      return {
        requests: page.map(({ id, residentId, name, household, householdId, hamletKey, at }): HouseholdRequest => {
          const line = suggested.get(householdId ?? '');
          return {
            id,
            name,
            zaloName: cards.get(residentId)?.name ?? null,
            hamletKey,
            hamletName: hamletName(hamletKey),
            householdTyped: household,
            at: at.toISOString(),
            suggested: line === undefined || line.status === 'ended' ? null : { ...line, hamletName: hamletName(line.hamletKey) },
          };
        }),
        next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
      };
    },
    async decide(who: OfficerIdentity, id: string, body: ParsedRequestOf<typeof decideHouseholdRequest>['body']): Promise<void> {
      const among = writable(who);
      const request = await links.find(id);
      if (!request || (among !== null && !among.includes(request.hamletKey)))
        throw new ProblemError('household_request_not_found', 'Không có yêu cầu này, hoặc yêu cầu thuộc xóm khác.');
      if (request.state !== 'waiting') throw requestClosed();
      const closed = { closedBy: who.name, closedAt: clock.now() };
      if (body.decision === 'refuse') {
        if (!(await links.close({ id }, { ...closed, state: 'refused', reason: body.reason }))) throw requestClosed();
        return;
      }
      const { residentId } = request;
      const memberId = body.memberId ?? newMemberId();
      const isThere = (record: HouseholdRecord) => record.members.some((one) => one.id === body.memberId && one.residentId === residentId);
      await entries.change(
        async () => {
          const record = await entries.readActive(body.householdId, among);
          return isThere(record) ? null : record;
        },
        (before) => {
          const found = body.memberId === null ? { ...newMember(memberId), name: request.name } : memberIn(before, memberId);
          if (found.residentId !== null) throw memberTaken();
          if (before.members.some((one) => one.residentId === residentId)) throw residentTaken();
          const withMember = body.memberId === null ? { ...before, members: [...before.members, found] } : before;
          return {
            change: {
              next: withAccount(withMember, memberId, { residentId, linkedAt: clock.now(), claimHash: null }),
              event: 'linked',
              details: [{ field: fieldNames.linked, before: null, after: found.name }],
              reason: `Theo yêu cầu của ${request.name}, ghi “${request.household}”.`,
              told: [{ residentId, notice: { kind: 'linked', reason: null } }],
            },
            by: who.name,
          };
        },
      );
      await links.close({ id }, { ...closed, state: 'confirmed', reason: null });
    },
  };
}
