import type { Clock } from '../../clock.js';
import type { listRoll, markHousehold, RollRow } from '../../contracts/decisions-desk.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { hamletsWhere } from '../../contracts/permissions.js';
import { askedKeys } from '../../domain/search-words.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import { answersFor, decisionFor, notAllowed, notNow, signatureOf } from './decision-access.js';
import type { RollRecord, RollStore } from './decision-roll.store.js';
import type { DecisionRecord, DecisionsStore } from './decisions.store.js';

type Deps = { store: DecisionsStore; roll: RollStore; clock: Clock };
type Mark = ParsedRequestOf<typeof markHousehold>['body'];
export type RegisterService = ReturnType<typeof registerService>;

const pageSize = 100;

const rowOf = (record: RollRecord): RollRow => ({
  householdId: record.householdId,
  code: record.code,
  hamletKey: record.hamletKey,
  headName: record.headName,
  representativeName: record.representativeName,
  linked: record.linked,
  consent: record.consent,
  attended: record.meetingKey !== null,
  meetingKey: record.meetingKey,
  issued: record.issued,
  voted: record.voted,
});

/** The register of a decision: who came, who got a ballot, who gave it back; one for paper and app together. */
export function registerService({ store, roll, clock }: Deps) {
  const refOf = ({ id, roll: version }: DecisionRecord) => ({ decisionId: id, roll: version });
  const unknown = () => new ProblemError('household_unknown', 'Hộ này không có trong danh sách của lần biểu quyết.');

  /** Which mark belongs to which way and stage; throws `decision_not_open`. */
  function assertFits({ draft, status }: DecisionRecord, { mark }: Mark): void {
    const byHands = draft.way === 'meeting' && draft.meetingVote === 'hands';
    const taking = status === 'open' || status === 'counting';
    const fits =
      mark === 'consent'
        ? draft.way === 'online' && status === 'announced'
        : mark === 'attended' || mark === 'not_attended'
          ? // What was counted by hand is held against who was there, so that stands once the meeting has ended.
            draft.way === 'meeting' && status === 'open'
          : mark === 'issued' || mark === 'not_issued'
            ? !byHands && (status === 'announced' || status === 'open')
            : !byHands && taking;
    if (!fits) throw notNow('Không ghi được mục này ở bước hiện tại của lần biểu quyết.');
  }

  /** The right to vote is given back, and the history says why. */
  async function takenBack(
    decision: DecisionRecord,
    householdId: string,
    reason: string,
    who: OfficerIdentity,
  ): Promise<RollRecord | null> {
    const row = await roll.takeBack(refOf(decision), householdId);
    if (row) await store.note(decision.id, { ...signatureOf(who, clock.now()), act: 'not_returned', note: `Hộ ${row.code}: ${reason}` });
    return row;
  }

  async function marked(decision: DecisionRecord, householdId: string, body: Mark, who: OfficerIdentity): Promise<RollRecord | null> {
    const ref = refOf(decision);
    switch (body.mark) {
      case 'attended': {
        const row = await roll.find(ref, householdId);
        const meeting = decision.draft.meetings.find(({ key }) => key === body.meetingKey);
        if (row && meeting?.hamletKey !== row.hamletKey)
          throw new ProblemError('hamlet_unknown', 'Cuộc họp này không phải của xóm của hộ.', {
            fields: [{ field: 'body.meetingKey', message: 'Chọn cuộc họp của xóm.' }],
          });
        return roll.attend(ref, householdId, body.meetingKey);
      }
      case 'not_attended':
        return roll.attend(ref, householdId, null);
      case 'issued':
      case 'not_issued':
        return roll.issue(ref, householdId, body.mark === 'issued');
      case 'returned':
        return roll.giveBack(ref, householdId, decision.draft.way === 'meeting');
      case 'not_returned':
        return takenBack(decision, householdId, body.reason, who);
      case 'consent':
        return roll.consent(ref, householdId, { choice: body.choice, way: 'paper' });
    }
  }

  return {
    async list(
      who: OfficerIdentity,
      id: string,
      { hamletKey, search, show, after }: ParsedRequestOf<typeof listRoll>['query'],
    ): Promise<ReplyOf<typeof listRoll>> {
      const decision = await decisionFor(store, who, id);
      if (decision.roll === 0) return { rows: [], next: null };
      const own = hamletsWhere(who, 'decisions.read');
      const hamletKeys = hamletKey === undefined ? own : own === null || own.includes(hamletKey) ? [hamletKey] : [];
      const { keys, beginsWith } = askedKeys(search ?? '');
      const found = await roll.list(
        refOf(decision),
        { hamletKeys, keys, beginsWith, show },
        after === undefined ? null : readMark(after),
        pageSize + 1,
      );
      const shown = found.slice(0, pageSize);
      const last = shown.at(-1);
      return {
        rows: shown.map(rowOf),
        next: found.length > pageSize && last ? Buffer.from(String(last.place)).toString('base64url') : null,
      };
    },
    async mark(who: OfficerIdentity, id: string, householdId: string, body: Mark): Promise<RollRow> {
      const decision = await decisionFor(store, who, id);
      const before = await roll.find(refOf(decision), householdId);
      if (!before) throw unknown();
      if (!answersFor(who, 'decisions.count', { hamletKeys: [before.hamletKey] })) throw notAllowed('Chỉ ghi hộ của xóm mình phụ trách.');
      assertFits(decision, body);
      const row = await marked(decision, householdId, body, who);
      if (row) return rowOf(row);
      const now = await roll.find(refOf(decision), householdId);
      if (now?.voted === 'online') throw new ProblemError('already_voted', 'Hộ đã biểu quyết trên ứng dụng, nên không nhận phiếu giấy.');
      if (now && body.mark === 'consent' && now.consent?.way === 'online')
        throw new ProblemError('already_voted', 'Hộ đã tự trả lời trên ứng dụng; chỉ hộ sửa được câu trả lời ấy.');
      if (now && decision.draft.way === 'meeting' && body.mark === 'returned' && now.meetingKey === null)
        throw notNow('Xin ghi hộ có mặt trước khi nhận phiếu của hộ.');
      if (now && body.mark === 'not_attended' && now.voted !== null) throw notNow('Hộ đã nộp phiếu tại cuộc họp, nên hộ có mặt.');
      // Said twice is said once.
      if (now && body.mark === 'returned' && now.voted === 'paper') return rowOf(now);
      if (now && body.mark === 'not_returned' && now.voted === null) return rowOf(now);
      throw notNow('Không ghi được mục này ở bước hiện tại của lần biểu quyết.');
    },
  };
}

function readMark(cursor: string): number {
  const place = Number(Buffer.from(cursor, 'base64url').toString());
  if (!Number.isInteger(place) || place < 0)
    throw new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
  return place;
}
