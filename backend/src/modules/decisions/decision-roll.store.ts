import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** `waits` before it opens; `open`: votes and ballots are taken; `counting`: only ballots that were handed in are still written down; `done`. */
export type RollStage = 'waits' | 'open' | 'counting' | 'done';

/** One household of one decision: the register of who took part and how. The vote itself stands sealed beside it until the box is opened. */
export type RollRecord = {
  decisionId: string;
  roll: number;
  householdId: string;
  code: string;
  hamletKey: string;
  /** Place in the list of the roll. */
  place: number;
  headName: string;
  representativeName: string | null;
  linked: boolean;
  stage: RollStage;
  consent: { choice: 'agree' | 'disagree'; way: 'online' | 'paper' } | null;
  meetingKey: string | null;
  issued: boolean;
  voted: 'online' | 'paper' | null;
  /** A keyed hash of the request that cast the vote, to know a repeat. */
  request: string | null;
  payload: string | null;
};

type Stored = RollRecord & { _id: Types.ObjectId; words: string[] };
export type RollStore = ReturnType<typeof decisionRollStore>;
export type RollRef = { decisionId: string; roll: number };
export type RollFilter = {
  hamletKeys: readonly string[] | null;
  keys: readonly string[];
  beginsWith: string | null;
  show: 'all' | 'voted' | 'not_voted' | 'attended' | 'not_attended';
  /** One household by its code. */
  code?: string;
};
export type RollCounts = {
  hamletKey: string;
  households: number;
  attended: number;
  issued: number;
  online: number;
  returned: number;
  agreed: number;
  disagreed: number;
  withoutRepresentative: number;
};

const chunk = 1_000;
const partSize = 2_000;

function added(sums: RollCounts | undefined, more: RollCounts): RollCounts {
  if (sums === undefined) return more;
  const { hamletKey, ...numbers } = more;
  const total = { ...sums };
  for (const [name, count] of Object.entries(numbers) as [keyof typeof numbers, number][]) total[name] += count;
  return total;
}

/** The frozen rolls. One row a household: what it may still do is a condition of the update that does it, so no household ever votes twice. */
export function decisionRollStore(database: Database) {
  const rows = database.collection<Stored>(
    'decision_roll',
    new Schema<Stored>(
      {
        decisionId: String,
        roll: Number,
        householdId: String,
        code: String,
        hamletKey: String,
        place: Number,
        headName: String,
        representativeName: String,
        linked: Boolean,
        stage: String,
        consent: Schema.Types.Mixed,
        meetingKey: String,
        issued: Boolean,
        voted: String,
        request: String,
        payload: String,
        words: [String],
      },
      { versionKey: false },
    )
      .index({ decisionId: 1, roll: 1, householdId: 1 }, { unique: true })
      .index({ decisionId: 1, roll: 1, place: 1 })
      .index({ decisionId: 1, roll: 1, hamletKey: 1, place: 1 })
      .index({ decisionId: 1, roll: 1, words: 1 })
      .index({ decisionId: 1, roll: 1, code: 1 }),
  );
  const recordOf = ({ _id, words: _words, ...rest }: Stored): RollRecord => rest;
  const change = async (ref: RollRef, householdId: string, condition: Record<string, unknown>, set: Partial<Stored>) => {
    const row = await rows
      .findOneAndUpdate({ ...ref, householdId, ...condition }, { $set: set }, { returnDocument: 'after' })
      .lean<Stored>();
    return row && recordOf(row);
  };
  /** Large rolls are gone through in parts, so that nobody waits long for the database meanwhile. */
  const inParts = async (
    ref: RollRef,
    work: (part: RollRef & { place: { $gte: number; $lt: number } }) => Promise<unknown>,
  ): Promise<void> => {
    const last = await rows
      .findOne({ ...ref }, { place: 1 })
      .sort({ place: -1 })
      .lean<Stored>();
    for (let from = 0; last !== null && from <= last.place; from += partSize)
      await work({ ...ref, place: { $gte: from, $lt: from + partSize } });
  };
  const shown: Record<RollFilter['show'], Record<string, unknown>> = {
    all: {},
    voted: { voted: { $type: 'string' } },
    not_voted: { voted: null },
    attended: { meetingKey: { $type: 'string' } },
    not_attended: { meetingKey: null },
  };

  return {
    /** Writes the roll; the same roll again adds nothing. */
    async freeze(
      ref: RollRef,
      households: readonly (Pick<RollRecord, 'householdId' | 'code' | 'hamletKey' | 'headName' | 'representativeName' | 'linked'> & {
        words: string[];
      })[],
    ): Promise<void> {
      for (let from = 0; from < households.length; from += chunk) {
        const part = households.slice(from, from + chunk).map((household, index) => ({
          ...household,
          ...ref,
          _id: new Types.ObjectId(),
          place: from + index,
          stage: 'waits' as const,
          consent: null,
          meetingKey: null,
          issued: false,
          voted: null,
          request: null,
          payload: null,
        }));
        try {
          await rows.insertMany(part, { ordered: false });
        } catch (error) {
          if (!duplicateKeyField(error)) throw error;
        }
      }
    },
    /** Forgets rolls that were withdrawn, all but `keep`. */
    async dropOthers(decisionId: string, keep: number): Promise<void> {
      for (;;) {
        const found = await rows
          .find({ decisionId, roll: { $ne: keep } }, { _id: 1 })
          .limit(chunk)
          .lean<Stored[]>();
        if (found.length > 0) await rows.deleteMany({ _id: { $in: found.map(({ _id }) => _id) } });
        if (found.length < chunk) return;
      }
    },
    /** Moves every row of the roll on; whatever comes after it finds the new stage. */
    async setStage(ref: RollRef, stage: RollStage): Promise<void> {
      await inParts(ref, (part) => rows.updateMany({ ...part, stage: { $ne: stage } }, { $set: { stage } }));
    },
    async find(ref: RollRef, householdId: string): Promise<RollRecord | null> {
      const row = await rows.findOne({ ...ref, householdId }).lean<Stored>();
      return row && recordOf(row);
    },
    /** The household's rows in several decisions at once. */
    async ofHousehold(refs: readonly RollRef[], householdId: string): Promise<Map<string, RollRecord>> {
      if (refs.length === 0) return new Map();
      const found = await rows.find({ decisionId: { $in: refs.map(({ decisionId }) => decisionId) }, householdId }).lean<Stored[]>();
      const rolls = new Map(refs.map(({ decisionId, roll }) => [decisionId, roll]));
      return new Map(found.filter(({ decisionId, roll }) => rolls.get(decisionId) === roll).map((row) => [row.decisionId, recordOf(row)]));
    },
    /** Puts the household's vote into the box; null when it has voted before or nothing is taken any more. */
    cast: (ref: RollRef, householdId: string, vote: { request: string; payload: string }) =>
      change(ref, householdId, { stage: 'open', voted: null }, { voted: 'online', ...vote }),
    /** The household gave its ballot back, so it votes no other way; at a meeting only one that is there. */
    giveBack: (ref: RollRef, householdId: string, atMeeting: boolean) =>
      change(
        ref,
        householdId,
        { stage: { $in: ['open', 'counting'] }, voted: null, ...(atMeeting && { meetingKey: { $type: 'string' } }) },
        { voted: 'paper', issued: true },
      ),
    takeBack: (ref: RollRef, householdId: string) =>
      change(ref, householdId, { stage: { $in: ['open', 'counting'] }, voted: 'paper' }, { voted: null }),
    issue: (ref: RollRef, householdId: string, issued: boolean) =>
      change(ref, householdId, { stage: { $in: ['waits', 'open'] }, voted: null }, { issued }),
    /** While the meeting lasts; who gave a ballot there was there. */
    attend: (ref: RollRef, householdId: string, meetingKey: string | null) =>
      change(ref, householdId, { stage: 'open', ...(meetingKey === null && { voted: null }) }, { meetingKey }),
    /** On paper only where the household has not answered in the app itself. */
    consent: (ref: RollRef, householdId: string, consent: NonNullable<RollRecord['consent']>) =>
      change(ref, householdId, { stage: 'waits', ...(consent.way === 'paper' && { 'consent.way': { $ne: 'online' } }) }, { consent }),
    async list(
      ref: RollRef,
      { hamletKeys, keys, beginsWith, show, code }: RollFilter,
      after: number | null,
      limit: number,
    ): Promise<RollRecord[]> {
      const found = await rows
        .find({
          ...ref,
          ...(hamletKeys !== null && { hamletKey: { $in: [...hamletKeys] } }),
          ...shown[show],
          ...(code !== undefined && { code }),
          ...(after !== null && { place: { $gt: after } }),
          ...((keys.length > 0 || beginsWith !== null) && {
            $and: [
              ...keys.map((word) => ({ words: word })),
              ...(beginsWith === null ? [] : [{ words: { $regex: `^${beginsWith.replace(/[^\p{L}\p{N}]/gu, '\\$&')}` } }]),
            ],
          }),
        })
        .sort({ place: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return found.map(recordOf);
    },
    /** Sealed votes, in the order of the roll; the box shuffles them. */
    async sealed(ref: RollRef, after: number | null, limit: number): Promise<{ place: number; hamletKey: string; payload: string }[]> {
      const found = await rows
        .find(
          { ...ref, payload: { $type: 'string' }, ...(after !== null && { place: { $gt: after } }) },
          { place: 1, hamletKey: 1, payload: 1 },
        )
        .sort({ place: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return found.map(({ place, hamletKey, payload }) => ({ place, hamletKey, payload: payload ?? '' }));
    },
    /** Cuts households from their votes. */
    async cut(ref: RollRef): Promise<void> {
      await inParts(ref, (part) => rows.updateMany({ ...part, payload: { $type: 'string' } }, { $set: { payload: null, request: null } }));
    },
    /** What the register says, by decision and hamlet. */
    async counts(refs: readonly RollRef[]): Promise<Map<string, RollCounts[]>> {
      const counted = new Map<string, RollCounts[]>();
      const is = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });
      for (const ref of refs) {
        const hamlets = new Map<string, RollCounts>();
        await inParts(ref, async (part) => {
          const found = await rows.aggregate<Omit<RollCounts, 'hamletKey'> & { _id: string }>([
            { $match: part },
            {
              $group: {
                _id: '$hamletKey',
                households: { $sum: 1 },
                attended: is({ $ne: [{ $ifNull: ['$meetingKey', null] }, null] }),
                issued: is('$issued'),
                online: is({ $eq: ['$voted', 'online'] }),
                returned: is({ $eq: ['$voted', 'paper'] }),
                agreed: is({ $eq: ['$consent.choice', 'agree'] }),
                disagreed: is({ $eq: ['$consent.choice', 'disagree'] }),
                withoutRepresentative: is({ $eq: [{ $ifNull: ['$representativeName', null] }, null] }),
              },
            },
          ]);
          for (const { _id: hamletKey, ...more } of found) hamlets.set(hamletKey, added(hamlets.get(hamletKey), { hamletKey, ...more }));
        });
        counted.set(ref.decisionId, [...hamlets.values()]);
      }
      return counted;
    },
    /** How many households came to each meeting. */
    async attendance(ref: RollRef): Promise<Map<string, number>> {
      const found = await rows.aggregate<{ _id: string; count: number }>([
        { $match: { ...ref, meetingKey: { $type: 'string' } } },
        { $group: { _id: '$meetingKey', count: { $sum: 1 } } },
      ]);
      return new Map(found.map(({ _id, count }) => [_id, count]));
    },
  };
}
