import { type Remembered, remember } from '../../adapters/memory.js';
import type { Clock } from '../../clock.js';
import {
  type castVote,
  type checkReceipt,
  type listDecisions,
  type ResidentDecision,
  type ResidentDecisionRow,
  receiptsPath,
} from '../../contracts/decisions.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import type { HouseholdCard } from '../../contracts/households.js';
import { choiceFault, inOrder, optionsOf } from '../../domain/decision-vote.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { FilesService } from '../files/files.service.js';
import type { BallotKeys, SealedVote } from './box.service.js';
import { notNow, unknownDecision } from './decision-access.js';
import type { BoxStore } from './decision-box.store.js';
import type { RollCounts, RollRecord, RollStore } from './decision-roll.store.js';
import { consentsOf, householdsOf, itemName, ownHouseholdOf, residentAfter, rule, turnoutOf, type ViewContext } from './decision-views.js';
import type { DecisionRecord, DecisionsStore } from './decisions.store.js';

export type VotingService = ReturnType<typeof votingService>;
type Own = { household: HouseholdCard; isRepresentative: boolean } | null;

type Deps = {
  store: DecisionsStore;
  roll: RollStore;
  box: BoxStore;
  households: { ofResident(residentId: string): Promise<Own> };
  communes: Pick<CommunesService, 'hamlets'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  files: Pick<FilesService, 'publicUrl'>;
  keys: BallotKeys;
  clock: Clock;
  /** Where the API is reached from outside, without a slash at the end. */
  publicUrl: string;
};

const mostShown = 30;
/** A roll of so many households is counted at most once in so many milliseconds, whoever looks; a smaller one for everybody who looks. */
const largeRoll = { households: 500, milliseconds: 2_000, atMost: 50 };
const openStatuses = ['announced', 'open', 'counting', 'closing'] as const;

/** What a row is in the hub of everything that residents take part in. */
export type OpenDecision = {
  id: string;
  number: string;
  title: string;
  closesAt: string | null;
  way: DecisionRecord['draft']['way'];
  state: 'to_vote' | 'voted' | 'consent_asked' | 'not_representative' | 'notice';
};

/** Households and what they decide: reading, saying yes to voting in the app, and the one vote. */
export function votingService({ store, roll, box, households, communes, calendar, files, keys, clock, publicUrl }: Deps) {
  const refOf = ({ id, roll: version }: DecisionRecord) => ({ decisionId: id, roll: version });

  async function context(): Promise<ViewContext> {
    const [publicCalendar, hamlets] = await Promise.all([calendar.publicCalendar(), communes.hamlets()]);
    return { today: dayOf(clock.now()), calendar: publicCalendar, hamletNames: new Map(hamlets.map(({ key, name }) => [key, name])) };
  }

  /** Drafts are nobody's business yet. */
  async function require(id: string): Promise<DecisionRecord> {
    const decision = await store.find(id);
    if (!decision || decision.announcedAt === null) throw unknownDecision();
    return decision;
  }

  function rowOf(decision: DecisionRecord, own: Own, row: RollRecord | null, { hamletNames }: ViewContext): ResidentDecisionRow {
    return {
      id: decision.id,
      number: decision.number,
      title: decision.draft.title,
      status: decision.status,
      way: decision.draft.way,
      hamletNames: decision.draft.scope === 'commune' ? [] : decision.hamletKeys.map((key) => hamletNames.get(key) ?? key),
      opensAt: decision.opensAt?.toISOString() ?? null,
      closesAt: decision.closesAt?.toISOString() ?? null,
      household: ownHouseholdOf(decision, own, row),
      outcome: decision.status === 'closed' ? (decision.result?.outcome ?? null) : null,
    };
  }

  const counted = new Map<string, Remembered<RollCounts[]>>();
  const countNow = async (decision: DecisionRecord) => (await roll.counts([refOf(decision)])).get(decision.id) ?? [];
  function countsOf(decision: DecisionRecord): Promise<RollCounts[]> {
    if (householdsOf(decision) < largeRoll.households) return countNow(decision);
    const key = `${decision.id} ${decision.roll}`;
    if (!counted.has(key) && counted.size >= largeRoll.atMost) counted.clear();
    const known = counted.get(key) ?? remember(largeRoll.milliseconds, () => countNow(decision));
    counted.set(key, known);
    return known();
  }

  async function show(decision: DecisionRecord, residentId: string): Promise<ResidentDecision> {
    const own = await households.ofResident(residentId);
    const [row, counts, view] = await Promise.all([
      own === null ? null : roll.find(refOf(decision), own.household.id),
      decision.result === null ? countsOf(decision) : [],
      context(),
    ]);
    const { draft } = decision;
    const { recognition, effectiveOn } = residentAfter(decision, view);
    return {
      ...rowOf(decision, own, row, view),
      item: draft.item,
      itemName: itemName(draft.item),
      article: `Điều 15 khoản ${draft.item} Luật Thực hiện dân chủ ở cơ sở 2022`,
      scope: draft.scope,
      style: draft.style,
      summary: draft.summary,
      text: draft.text,
      question: draft.question,
      options: optionsOf(draft),
      seats: draft.style === 'election' ? draft.seats : 1,
      papers: draft.papers.map(({ fileId, label }) => ({ fileId, label, url: files.publicUrl(fileId) })),
      meetingVote: draft.way === 'meeting' ? draft.meetingVote : null,
      meetings: draft.meetings.map(({ hamletKey, label, day, time, place }) => ({
        hamletName: view.hamletNames.get(hamletKey) ?? hamletKey,
        label,
        day,
        time,
        place,
      })),
      rule: rule(decision, householdsOf(decision)),
      turnout: turnoutOf(decision, counts),
      consents: consentsOf(decision, counts),
      result: decision.status === 'closed' ? decision.result : null,
      recognition,
      effectiveOn,
      cancelledReason: decision.cancelledReason,
      receiptsUrl:
        decision.status === 'closed' && (decision.result?.valid ?? 0) > 0 ? `${publicUrl}/api${receiptsPath(decision.id)}` : null,
    };
  }

  /** The household the person speaks for. */
  async function spokenFor(residentId: string): Promise<HouseholdCard> {
    const own = await households.ofResident(residentId);
    if (own === null)
      throw new ProblemError(
        'not_representative',
        'Tài khoản này chưa gắn với hộ nào. Xin nhập mã mời do trưởng xóm cấp ở mục “Hộ của tôi”.',
      );
    if (!own.isRepresentative) {
      const name = own.household.representativeName;
      throw new ProblemError('not_representative', `Chỉ người đại diện hộ${name === null ? '' : ` (${name})`} mới biểu quyết được.`);
    }
    return own.household;
  }

  const notOnRoll = () => new ProblemError('household_unknown', 'Hộ của ông/bà không có trong danh sách của lần biểu quyết này.');

  async function around(residentId: string, limit: number) {
    const own = await households.ofResident(residentId);
    const hamlets = own === null ? null : [own.household.hamletKey];
    const open = (await store.list(openStatuses, hamlets, null, null, limit)).filter(({ announcedAt }) => announcedAt !== null);
    return { own, hamlets, open };
  }
  const rowsOf = async (own: Own, decisions: readonly DecisionRecord[]) =>
    own === null ? new Map<string, RollRecord>() : roll.ofHousehold(decisions.map(refOf), own.household.id);

  return {
    async list(residentId: string): Promise<ReplyOf<typeof listDecisions>> {
      const { own, hamlets, open } = await around(residentId, mostShown);
      const past = (await store.list(['closed', 'cancelled'], hamlets, null, null, mostShown)).filter(
        ({ announcedAt }) => announcedAt !== null,
      );
      const [rows, view] = await Promise.all([rowsOf(own, [...open, ...past]), context()]);
      const shown = (list: DecisionRecord[]) => list.map((decision) => rowOf(decision, own, rows.get(decision.id) ?? null, view));
      return { open: shown(open), past: shown(past) };
    },
    read: async (residentId: string, id: string): Promise<ResidentDecision> => show(await require(id), residentId),

    async consent(residentId: string, id: string, choice: 'agree' | 'disagree'): Promise<ResidentDecision> {
      const decision = await require(id);
      if (decision.status !== 'announced' || decision.draft.way !== 'online') throw notNow('Lúc này không hỏi về hình thức biểu quyết.');
      const household = await spokenFor(residentId);
      const row = await roll.consent(refOf(decision), household.id, { choice, way: 'online' });
      if (!row) {
        if ((await roll.find(refOf(decision), household.id)) === null) throw notOnRoll();
        throw notNow('Đã bắt đầu biểu quyết, nên không đổi ý kiến về hình thức nữa.');
      }
      return show(decision, residentId);
    },

    /** The household's one vote: a conditional update of its row, which also says when nothing is taken any more. */
    async cast(
      residentId: string,
      id: string,
      body: ParsedRequestOf<typeof castVote>['body'],
      key: string | null,
    ): Promise<ReplyOf<typeof castVote>> {
      const decision = await require(id);
      if (decision.draft.way !== 'online') throw notNow('Việc này không biểu quyết qua ứng dụng.');
      const household = await spokenFor(residentId);
      const ref = refOf(decision);
      const choices = inOrder(decision.draft, body.choices);
      const request = keys.digest(['vote', id, household.id, key ?? keys.randomId(), choices.join('+'), body.other].join('|'));

      const before = await roll.find(ref, household.id);
      if (before === null) throw notOnRoll();
      if (before.voted !== null) return repeated(before);
      const fault = choiceFault(decision.draft, body.choices);
      if (fault !== null) throw new ProblemError('choice_invalid', fault, { fields: [{ field: 'body.choices', message: fault }] });
      const now = clock.now();
      if (decision.status === 'announced' || (decision.openedAt !== null && now < decision.openedAt))
        throw notNow('Chưa tới giờ biểu quyết.');
      if (decision.status !== 'open' || (decision.closesAt !== null && now >= decision.closesAt)) throw over();

      const nonce = keys.nonce();
      const vote: SealedVote = { id: keys.randomId(), choices, other: body.other, nonce, receipt: keys.receiptOf(id, choices, nonce) };
      const row = await roll.cast(ref, household.id, { request, payload: keys.seal(id, JSON.stringify(vote)) });
      if (row) return { receipt: vote.receipt, householdCode: household.code, number: decision.number };
      const meanwhile = await roll.find(ref, household.id);
      if (meanwhile?.voted) return repeated(meanwhile);
      throw over();

      /** The same request gets the receipt again; anything else is told that the household has voted, and how, never what. */
      function repeated(cast: RollRecord): ReplyOf<typeof castVote> {
        const text = cast.request === request && cast.payload !== null ? keys.open(id, cast.payload) : null;
        if (text !== null)
          return { receipt: (JSON.parse(text) as SealedVote).receipt, householdCode: household.code, number: decision.number };
        throw new ProblemError(
          'already_voted',
          cast.voted === 'paper'
            ? 'Hộ đã nộp phiếu giấy, nên không biểu quyết qua ứng dụng nữa.'
            : 'Hộ đã biểu quyết qua ứng dụng. Mỗi hộ chỉ có một phiếu.',
        );
      }
    },

    async checkReceipt(id: string, receipt: string): Promise<ReplyOf<typeof checkReceipt>> {
      const decision = await require(id);
      if (decision.status !== 'closed') throw notNow('Danh sách mã biên nhận có sau khi kiểm phiếu xong.');
      const [included, total] = await Promise.all([box.hasReceipt(id, receipt), box.count(id)]);
      return { included, total };
    },
    /** The public receipts of a closed decision, sorted. */
    async receipts(id: string): Promise<{ number: string; receipts: AsyncGenerator<string> }> {
      const decision = await require(id);
      if (decision.status !== 'closed') throw notNow('Danh sách mã biên nhận có sau khi kiểm phiếu xong.');
      return { number: decision.number, receipts: box.receipts(id) };
    },

    /** At most five, what waits for the household first. */
    async openFor(residentId: string): Promise<OpenDecision[]> {
      const { own, open } = await around(residentId, mostShown);
      const rows = await rowsOf(own, open);
      const order = ['to_vote', 'consent_asked', 'notice', 'not_representative', 'voted'];
      return open
        .filter(({ status }) => status === 'announced' || status === 'open')
        .map((decision): OpenDecision => {
          const { id, number, draft, opensAt, closesAt } = decision;
          const state = hubState(ownHouseholdOf(decision, own, rows.get(id) ?? null).state);
          // Whether to vote in the app is asked until that begins.
          const until = state === 'consent_asked' ? opensAt : closesAt;
          return { id, number, title: draft.title, closesAt: until?.toISOString() ?? null, way: draft.way, state };
        })
        .sort(
          (one, other) =>
            order.indexOf(one.state) - order.indexOf(other.state) || (one.closesAt ?? '9').localeCompare(other.closesAt ?? '9'),
        )
        .slice(0, 5);
    },
  };
}

const over = () => new ProblemError('vote_closed', 'Đã hết thời gian biểu quyết. Phiếu chưa được gửi.');

function hubState(state: ResidentDecision['household']['state']): OpenDecision['state'] {
  if (state === 'may_vote') return 'to_vote';
  if (state === 'may_consent') return 'consent_asked';
  if (state === 'voted' || state === 'took_part') return 'voted';
  return state === 'not_representative' ? 'not_representative' : 'notice';
}
