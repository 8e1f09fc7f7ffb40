import type { CountState, HandCount, listTyped, TypedBallot, typeBallot, typeHands } from '../../contracts/decisions-desk.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { choiceFault, inOrder, optionsOf } from '../../domain/decision-vote.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { BallotKeys, HandsContent, TypedContent } from './box.service.js';
import { answersFor, decisionFor, notAllowed, notNow } from './decision-access.js';
import type { BoxStore, TypedGroup } from './decision-box.store.js';
import type { RollCounts, RollStore } from './decision-roll.store.js';
import type { DecisionRecord, DecisionsStore } from './decisions.store.js';

type Deps = {
  store: DecisionsStore;
  roll: RollStore;
  box: BoxStore;
  keys: BallotKeys;
  hamletNames: () => Promise<ReadonlyMap<string, string>>;
};
export type CountingService = ReturnType<typeof countingService>;

const pageSize = 100;
const chunk = 1_000;

const wrong = (sentence: string, field: string) => new ProblemError('choice_invalid', sentence, { fields: [{ field, message: sentence }] });

/** Ballots and hands, each typed by two persons who do not see one another's. */
export function countingService({ store, roll, box, keys, hamletNames }: Deps) {
  const refOf = ({ id, roll: version }: DecisionRecord) => ({ decisionId: id, roll: version });

  /** While counting, before anybody closes, and for a hamlet of one's own. */
  async function counted(who: OfficerIdentity, id: string, hamletKey: string | null): Promise<DecisionRecord> {
    const decision = await decisionFor(store, who, id);
    if (decision.status !== 'counting' || decision.closing !== null)
      throw notNow('Chỉ nhập kết quả sau khi hết thời gian biểu quyết và trước khi kết thúc kiểm phiếu.');
    if (hamletKey !== null && !decision.hamletKeys.includes(hamletKey))
      throw new ProblemError('hamlet_unknown', 'Xóm này không thuộc lần biểu quyết.', {
        fields: [{ field: 'body.hamletKey', message: 'Chọn xóm trong danh sách.' }],
      });
    if (!answersFor(who, 'decisions.count', { hamletKeys: hamletKey === null ? [] : [hamletKey] }))
      throw notAllowed('Chỉ nhập phiếu của xóm mình phụ trách.');
    return decision;
  }

  function shownTo(who: OfficerIdentity, decisionId: string, { key, hamletKey, state, entries }: TypedGroup): TypedBallot {
    const own = entries.find(({ officerId }) => officerId === who.officerId);
    const text = own === undefined ? null : keys.open(decisionId, own.sealed);
    return { serial: key, hamletKey, state, mine: text === null ? null : (JSON.parse(text) as TypedContent) };
  }

  function handsShownTo(who: OfficerIdentity, decisionId: string, meetingKey: string, group: TypedGroup | undefined): HandCount {
    const own = group?.entries.find(({ officerId }) => officerId === who.officerId);
    const text = own === undefined ? null : keys.open(decisionId, own.sealed);
    return { meetingKey, state: group?.state ?? 'none', mine: text === null ? null : (JSON.parse(text) as HandsContent).counts };
  }

  /** Everything typed, each key once. */
  async function* everything(decisionId: string, kind: 'ballot' | 'hands'): AsyncGenerator<TypedGroup> {
    for (let after: string | null = null; ; ) {
      const groups = await box.typedAfter(decisionId, kind, after, chunk);
      yield* groups;
      const last = groups.at(-1);
      if (groups.length < chunk || last === undefined) return;
      after = last.key;
    }
  }

  return {
    async typeBallot(
      who: OfficerIdentity,
      id: string,
      serial: string,
      body: ParsedRequestOf<typeof typeBallot>['body'],
    ): Promise<TypedBallot> {
      const decision = await counted(who, id, body.hamletKey);
      if (decision.draft.way === 'meeting' && decision.draft.meetingVote === 'hands')
        throw notNow('Cuộc họp này biểu quyết bằng giơ tay, không có phiếu.');
      const fault = body.valid ? choiceFault(decision.draft, body.choices) : null;
      if (fault !== null) throw wrong(fault, 'body.choices');
      const content: TypedContent = {
        valid: body.valid,
        choices: body.valid ? inOrder(decision.draft, body.choices) : [],
        other: body.other,
      };
      const saved = await box.type({
        decisionId: id,
        kind: 'ballot',
        key: serial,
        hamletKey: body.hamletKey,
        officerId: who.officerId,
        // The words beside a choice are not compared: two persons never type a sentence alike.
        digest: keys.digest([id, serial, body.hamletKey, content.valid, content.choices.join('+')].join('|')),
        sealed: keys.seal(id, JSON.stringify(content)),
      });
      if (saved === 'full') throw new ProblemError('typed_by_two', `Phiếu ${serial} đã có hai người nhập.`);
      const group = await box.typedUnder(id, 'ballot', serial);
      return group ? shownTo(who, id, group) : { serial, hamletKey: body.hamletKey, state: 'once', mine: content };
    },
    async untypeBallot(who: OfficerIdentity, id: string, serial: string): Promise<{ removed: boolean }> {
      await counted(who, id, null);
      return { removed: await box.untype(id, serial, who.officerId) };
    },
    async listTyped(
      who: OfficerIdentity,
      id: string,
      { hamletKey, show, after }: ParsedRequestOf<typeof listTyped>['query'],
    ): Promise<ReplyOf<typeof listTyped>> {
      await decisionFor(store, who, id);
      const ballots: TypedBallot[] = [];
      let from: string | null = after === undefined ? null : Buffer.from(after, 'base64url').toString();
      while (ballots.length < pageSize) {
        const groups: TypedGroup[] = await box.typedAfter(id, 'ballot', from, chunk);
        for (const group of groups) {
          if (ballots.length === pageSize) break;
          from = group.key;
          const fits = (hamletKey === undefined || group.hamletKey === hamletKey) && (show === 'all' || group.state === show);
          if (fits) ballots.push(shownTo(who, id, group));
        }
        if (groups.length < chunk && ballots.length < pageSize) return { ballots, next: null };
      }
      return { ballots, next: from === null ? null : Buffer.from(from).toString('base64url') };
    },
    async typeHands(
      who: OfficerIdentity,
      id: string,
      meetingKey: string,
      { counts }: ParsedRequestOf<typeof typeHands>['body'],
    ): Promise<HandCount> {
      const before = await decisionFor(store, who, id);
      const meeting = before.draft.meetings.find(({ key }) => key === meetingKey);
      if (!meeting) throw new ProblemError('not_found', 'Không có cuộc họp này.');
      const decision = await counted(who, id, meeting.hamletKey);
      if (decision.draft.way !== 'meeting' || decision.draft.meetingVote !== 'hands')
        throw notNow('Lần này không biểu quyết bằng giơ tay.');
      const attended = (await roll.attendance(refOf(decision))).get(meetingKey) ?? 0;
      const given = new Map(counts.map(({ key, count }) => [key, count]));
      const options = optionsOf(decision.draft).map(({ key }) => key);
      if ([...given.keys()].some((key) => !options.includes(key))) throw wrong('Có lựa chọn không nằm trong câu hỏi.', 'body.counts');
      const ordered = options.map((key) => ({ key, count: given.get(key) ?? 0 }));
      const total = ordered.reduce((sum, { count }) => sum + count, 0);
      const most = decision.draft.style === 'election' ? attended * decision.draft.seats : attended;
      if (total > most || ordered.some(({ count }) => count > attended))
        throw wrong(`Chỉ có ${attended} hộ có mặt, nên số tay giơ không thể nhiều hơn.`, 'body.counts');
      const saved = await box.type({
        decisionId: id,
        kind: 'hands',
        key: meetingKey,
        hamletKey: meeting.hamletKey,
        officerId: who.officerId,
        digest: keys.digest([id, meetingKey, JSON.stringify(ordered)].join('|')),
        sealed: keys.seal(id, JSON.stringify({ counts: ordered } satisfies HandsContent)),
      });
      if (saved === 'full') throw new ProblemError('typed_by_two', 'Kết quả cuộc họp này đã có hai người nhập.');
      return handsShownTo(who, id, meetingKey, (await box.typedUnder(id, 'hands', meetingKey)) ?? undefined);
    },
    async listHands(who: OfficerIdentity, id: string): Promise<{ counts: HandCount[] }> {
      const decision = await decisionFor(store, who, id);
      const groups = new Map((await box.typedAfter(id, 'hands', null, chunk)).map((group) => [group.key, group]));
      return { counts: decision.draft.meetings.map(({ key }) => handsShownTo(who, id, key, groups.get(key))) };
    },

    /** Per hamlet, what the register says and what was typed; and what keeps it from being closed, in sentences. */
    async state(
      decision: DecisionRecord,
      register: readonly RollCounts[],
    ): Promise<{ counts: CountState[]; faults: string[]; needsExplanation: boolean }> {
      if (decision.roll === 0) return { counts: [], faults: [], needsExplanation: false };
      const names = await hamletNames();
      const counting = decision.status === 'counting';
      const typed = new Map<string, { once: number; agreed: number; differs: number }>();
      if (counting)
        for await (const { hamletKey, state } of everything(decision.id, 'ballot')) {
          const sums = typed.get(hamletKey) ?? { once: 0, agreed: 0, differs: 0 };
          sums[state] += 1;
          typed.set(hamletKey, sums);
        }
      const hands = new Map<string, string>();
      if (counting) for await (const { key, state } of everything(decision.id, 'hands')) hands.set(key, state);
      const byHands = decision.draft.way === 'meeting' && decision.draft.meetingVote === 'hands';

      const counts = decision.households.map(({ hamletKey, count }): CountState => {
        const row = register.find((one) => one.hamletKey === hamletKey);
        const sums = typed.get(hamletKey) ?? { once: 0, agreed: 0, differs: 0 };
        const meetings = byHands ? decision.draft.meetings.filter((meeting) => meeting.hamletKey === hamletKey) : [];
        const handsAgreed = meetings.filter(({ key }) => hands.get(key) === 'agreed').length;
        return {
          hamletKey,
          hamletName: names.get(hamletKey) ?? hamletKey,
          households: count,
          attended: row?.attended ?? 0,
          issued: row?.issued ?? 0,
          online: row?.online ?? 0,
          returned: row?.returned ?? 0,
          typedOnce: sums.once,
          agreed: sums.agreed,
          differing: sums.differs,
          handsAgreed,
          handsOpen: meetings.length - handsAgreed,
        };
      });
      if (!counting) return { counts, faults: [], needsExplanation: false };
      const faults = counts.flatMap((one) => [
        ...(one.typedOnce > 0 ? [`${one.hamletName}: ${one.typedOnce} phiếu mới một người nhập.`] : []),
        ...(one.differing > 0 ? [`${one.hamletName}: ${one.differing} phiếu hai người nhập khác nhau.`] : []),
        ...(one.handsOpen > 0 ? [`${one.hamletName}: ${one.handsOpen} cuộc họp chưa có hai người nhập giống nhau.`] : []),
        ...(one.agreed > one.returned
          ? [`${one.hamletName}: nhập ${one.agreed} phiếu nhưng sổ chỉ ghi ${one.returned} hộ nộp phiếu.`]
          : []),
        ...(decision.draft.way === 'meeting' && one.returned > one.attended
          ? [`${one.hamletName}: ghi ${one.returned} hộ nộp phiếu nhưng chỉ ${one.attended} hộ có mặt.`]
          : []),
      ]);
      return { counts, faults, needsExplanation: counts.some((one) => one.agreed < one.returned) };
    },
  };
}
