import { type QueryFilter, Schema, type UpdateQuery } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { BroadcastChannel, BroadcastCounts, RecipientState } from '../../contracts/broadcasts.js';

/** One refusal on the way to a recipient. */
export type RecipientAttempt = { channel: BroadcastChannel; reason: string; code: number | null; at: Date };

/** One member of the frozen audience of one run, and what became of their message. Neither words nor a name nor a phone number is kept here. */
export type RecipientRecord = {
  /** `<run>.<member>`, at most 48 characters, since it is also Zalo's `tracking_id`: unique, so nobody is frozen or reached twice. */
  id: string;
  runId: string;
  memberId: string;
  hamletKey: string | null;
  state: RecipientState;
  /** When the message may go; null while a post speaks for this recipient. */
  dueAt: Date | null;
  /** The post that reaches this recipient: `article` or `group:<id>`. */
  via: string | null;
  tries: number;
  attempts: RecipientAttempt[];
  channel: BroadcastChannel | null;
  zaloMessageId: string | null;
  reason: string | null;
  code: number | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  seenAt: Date | null;
};

/** A member as they are frozen. */
export type FrozenRecipient = Pick<RecipientRecord, 'memberId' | 'hamletKey' | 'dueAt' | 'via'>;

/** How a claim ends. */
export type RecipientEnd =
  | { state: 'sent'; channel: BroadcastChannel; zaloMessageId: string | null; at: Date }
  | { state: 'waiting'; dueAt: Date; tries: number }
  | { state: 'failed' | 'skipped' | 'unconfirmed'; reason: string; code: number | null; channel: BroadcastChannel | null };
export type RecipientSettlement = { id: string; end: RecipientEnd; attempts: RecipientAttempt[] };

type Stored = Omit<RecipientRecord, 'id'> & {
  _id: string;
  /** Which part of the audience a worker takes at a time. */
  lane: number;
  /** Who holds it; kept when a sweep doubts the holder, who alone may still say what became of it. */
  claim?: string;
  claimedAt?: Date;
};

/** Workers share a broadcast by lanes; four are enough to keep several workers busy. */
const lanes = 4;
const changedAtOnce = 1_000;
/** What counts towards each number; `waiting` and `sending` are one to people. */
const shown = ['waiting', 'sending', 'sent', 'delivered', 'seen', 'failed', 'skipped', 'unconfirmed'] as const satisfies RecipientState[];
const reachable = {
  delivered: ['sending', 'sent', 'unconfirmed'],
  seen: ['sending', 'sent', 'unconfirmed', 'delivered'],
} as const satisfies Record<string, readonly RecipientState[]>;
const unreachedStates: readonly RecipientState[] = ['failed', 'skipped', 'unconfirmed'];

/** The same member is always in the same lane. */
const laneOf = (memberId: string): number => Number.parseInt(memberId.slice(-2), 16) % lanes;

export type RecipientsStore = ReturnType<typeof recipientsStore>;

/** The recipients of every broadcast; each change is one conditional step, many at a time where many workers would else wait. */
export function recipientsStore(database: Database) {
  const attempt = new Schema<RecipientAttempt>({ channel: String, reason: String, code: Number, at: Date }, { _id: false });
  const schema = new Schema<Stored>(
    {
      _id: String,
      runId: String,
      memberId: { type: String, index: true },
      hamletKey: String,
      lane: Number,
      state: String,
      dueAt: Date,
      via: String,
      tries: Number,
      attempts: { type: [attempt], default: [] },
      claim: String,
      claimedAt: Date,
      channel: String,
      zaloMessageId: { type: String, index: true, sparse: true },
      reason: String,
      code: Number,
      sentAt: Date,
      deliveredAt: Date,
      seenAt: Date,
    },
    { versionKey: false },
  )
    .index({ runId: 1, state: 1, hamletKey: 1, _id: 1 })
    .index({ runId: 1, lane: 1, dueAt: 1 }, { partialFilterExpression: { state: 'waiting' } })
    .index({ claimedAt: 1 }, { partialFilterExpression: { state: 'sending' } });
  const recipients = database.collection<Stored>('broadcast_recipients', schema);

  const recordOf = (row: Stored): RecipientRecord => ({
    id: row._id,
    runId: row.runId,
    memberId: row.memberId,
    hamletKey: row.hamletKey ?? null,
    state: row.state,
    dueAt: row.dueAt ?? null,
    via: row.via ?? null,
    tries: row.tries,
    attempts: row.attempts ?? [],
    channel: row.channel ?? null,
    zaloMessageId: row.zaloMessageId ?? null,
    reason: row.reason ?? null,
    code: row.code ?? null,
    sentAt: row.sentAt ?? null,
    deliveredAt: row.deliveredAt ?? null,
    seenAt: row.seenAt ?? null,
  });

  function changeOf({ end, attempts }: RecipientSettlement) {
    const noted = attempts.length > 0 ? { $push: { attempts: { $each: attempts } } } : {};
    if (end.state === 'sent') {
      const { channel, zaloMessageId, at } = end;
      return {
        ...noted,
        $set: { state: 'sent' as const, channel, sentAt: at, dueAt: null, ...(zaloMessageId !== null && { zaloMessageId }) },
        $unset: { claim: '', reason: '', code: '' },
      };
    }
    if (end.state === 'waiting')
      return { ...noted, $set: { state: 'waiting' as const, dueAt: end.dueAt, tries: end.tries }, $unset: { claim: '', reason: '' } };
    const { state, reason, code, channel } = end;
    return { ...noted, $set: { state, reason, code, channel, dueAt: null }, $unset: { claim: '' } };
  }

  async function apply(which: { _id: string } | { zaloMessageId: string }, state: 'delivered' | 'seen', at: Date): Promise<void> {
    const field = state === 'delivered' ? 'deliveredAt' : 'seenAt';
    await recipients.updateMany({ ...which, state: { $in: [...reachable[state]] } }, { $set: { state } });
    await recipients.updateMany({ ...which, state: { $in: ['delivered', 'seen'] } }, { $min: { [field]: at } });
  }

  /** Some at a time: one step over a hundred thousand would hold everybody else up for seconds. `change` must take a row out of `filter`. */
  async function changeAll(filter: QueryFilter<Stored>, change: UpdateQuery<Stored> | 'remove'): Promise<number> {
    // By their ids alone: the index over the run would be walked through for each thousand.
    const { runId: _runId, ...conditions } = filter;
    for (let changed = 0; ; ) {
      const some = await recipients.find(filter, { _id: 1 }).limit(changedAtOnce).lean<{ _id: string }[]>();
      const which = { ...conditions, _id: { $in: some.map(({ _id }) => _id) } };
      if (some.length > 0)
        changed +=
          change === 'remove'
            ? (await recipients.deleteMany(which)).deletedCount
            : (await recipients.updateMany(which, change)).modifiedCount;
      if (some.length < changedAtOnce) return changed;
    }
  }

  return {
    lanes,
    /** Freezes a page of members. Whoever is in already stays as they are, so that the page may be written again after a crash. */
    async freeze(runId: string, members: readonly FrozenRecipient[]): Promise<void> {
      if (members.length === 0) return;
      const rows = members.map(({ memberId, hamletKey, dueAt, via }) => ({
        _id: `${runId}.${memberId}`,
        runId,
        memberId,
        hamletKey,
        lane: laneOf(memberId),
        state: 'waiting' as const,
        dueAt,
        via,
        tries: 0,
        attempts: [],
        channel: null,
        zaloMessageId: undefined,
        reason: null,
        code: null,
        sentAt: null,
        deliveredAt: null,
        seenAt: null,
      }));
      try {
        await recipients.collection.insertMany(rows as never[], { ordered: false, ignoreUndefined: true });
      } catch (error) {
        if (duplicateKeyField(error) !== '_id') throw error;
      }
    },

    /** Waiting recipients of a lane that are due, after `afterId` in the order of ids within the page asked for. */
    async due(runId: string, lane: number, now: Date, limit: number): Promise<RecipientRecord[]> {
      const rows = await recipients.collection
        .find<Stored>({ runId, lane, state: 'waiting', dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray();
      return rows.map(recordOf);
    },

    /** When the next waiting recipient is due; null when none waits for a call of their own. */
    async nextDueAt(runId: string): Promise<Date | null> {
      const firsts = await Promise.all(
        Array.from({ length: lanes }, (_, lane) =>
          recipients
            .findOne({ runId, lane, state: 'waiting', dueAt: { $gt: beginning } }, { dueAt: 1 })
            .sort({ dueAt: 1 })
            .lean<Pick<Stored, 'dueAt'>>(),
        ),
      );
      const times = firsts.flatMap((row) => (row?.dueAt ? [row.dueAt.getTime()] : []));
      return times.length === 0 ? null : new Date(Math.min(...times));
    },

    /** Takes the right to call for these recipients, and says for which it was given. */
    async claim(ids: readonly string[], by: string, now: Date): Promise<ReadonlySet<string>> {
      // Past mongoose, which would go over each id and each change once more.
      const taken = await recipients.collection.updateMany(
        { _id: { $in: [...ids] as never[] }, state: 'waiting' },
        { $set: { state: 'sending', claim: by, claimedAt: now } },
      );
      if (taken.modifiedCount === ids.length) return new Set(ids);
      if (taken.modifiedCount === 0) return new Set();
      const mine = await recipients.find({ _id: { $in: [...ids] }, claim: by, state: 'sending' }, { _id: 1 }).lean<{ _id: string }[]>();
      return new Set(mine.map(({ _id }) => _id));
    },

    /** Ends claims of `by`, never backwards: a receipt may have been faster than Zalo's answer. */
    async settle(by: string, settlements: readonly RecipientSettlement[]): Promise<void> {
      const result = await recipients.collection.bulkWrite(
        settlements.map((settlement) => ({
          updateOne: {
            filter: { _id: settlement.id as never, claim: by, state: { $in: ['sending', 'unconfirmed'] } },
            update: changeOf(settlement) as never,
          },
        })),
        { ordered: false },
      );
      if (result.matchedCount === settlements.length) return;
      const sent = settlements.flatMap(({ id, end }) => (end.state === 'sent' ? [{ id, end }] : []));
      if (sent.length === 0) return;
      await recipients.bulkWrite(
        sent.map(({ id, end: { channel, zaloMessageId, at } }) => ({
          updateOne: {
            filter: { _id: id, claim: by, state: { $in: ['delivered', 'seen'] } },
            update: {
              $set: { channel, sentAt: at, ...(zaloMessageId !== null && { zaloMessageId }) },
              $unset: { claim: '', reason: '' },
            },
          },
        })),
        { ordered: false },
      );
    },

    /** Ends waiting recipients without a call: nothing can reach them, or nothing should. */
    async endWaiting(endings: readonly { id: string; state: 'skipped' | 'failed'; reason: string; code: number | null }[]): Promise<void> {
      if (endings.length === 0) return;
      await recipients.bulkWrite(
        endings.map(({ id, state, reason, code }) => ({
          updateOne: { filter: { _id: id, state: 'waiting' }, update: { $set: { state, reason, code, dueAt: null } } },
        })),
        { ordered: false },
      );
    },

    /** Puts off waiting recipients without counting a try. */
    async postpone(ids: readonly string[], dueAt: Date): Promise<void> {
      if (ids.length > 0) await recipients.updateMany({ _id: { $in: [...ids] }, state: 'waiting' }, { $set: { dueAt } });
    },

    /** What a post's end means for those it speaks for: reached, in doubt, or free again for a message of their own. */
    async settleVia(
      runId: string,
      via: string,
      end:
        | { state: 'sent'; channel: BroadcastChannel; at: Date }
        | { state: 'unconfirmed'; reason: string; channel: BroadcastChannel }
        | { state: 'waiting'; dueAt: Date },
    ): Promise<void> {
      const change =
        end.state === 'sent'
          ? { state: 'sent' as const, channel: end.channel, sentAt: end.at }
          : end.state === 'unconfirmed'
            ? { state: 'unconfirmed' as const, channel: end.channel, reason: end.reason }
            : { via: null, dueAt: end.dueAt };
      await changeAll({ runId, state: 'waiting', via }, { $set: change });
    },

    /** Skips whoever still waits; answers how many. */
    async skipWaiting(runId: string, reason: string): Promise<number> {
      return changeAll({ runId, state: 'waiting' }, { $set: { state: 'skipped', reason, dueAt: null } });
    },

    /** Failed recipients (and doubtful ones when asked) wait again. */
    async retry(runId: string, unconfirmed: boolean, dueAt: Date): Promise<number> {
      const states: RecipientState[] = unconfirmed ? ['failed', 'unconfirmed'] : ['failed'];
      return changeAll(
        { runId, state: { $in: states } },
        {
          $set: { state: 'waiting', dueAt, via: null, tries: 0, attempts: [], channel: null, code: null },
          $unset: { reason: '', claim: '' },
        },
      );
    },

    /** Claims made before `doubtBefore` and never settled become `unconfirmed`. */
    async sweep(doubtBefore: Date): Promise<number> {
      const done = await recipients.updateMany(
        { state: 'sending', claimedAt: { $lte: doubtBefore } },
        { $set: { state: 'unconfirmed', reason: 'interrupted', dueAt: null } },
      );
      return done.modifiedCount;
    },

    /** Moves recipients forward by Zalo's receipts; any order, any number of times gives the same end. */
    async recordReceipt(
      of: { zaloMessageIds: readonly string[]; trackingId: string | null },
      state: 'delivered' | 'seen',
      at: Date,
    ): Promise<void> {
      for (const zaloMessageId of of.zaloMessageIds) await apply({ zaloMessageId }, state, at);
      if (of.trackingId !== null) await apply({ _id: of.trackingId }, state, at);
    },

    /** Counted from the recipients themselves, so that the sums add up whatever happened. */
    async counts(runId: string): Promise<BroadcastCounts> {
      const [waiting, sending, sent, delivered, seen, failed, skipped, unconfirmed] = (await Promise.all(
        shown.map((state) => recipients.countDocuments({ runId, state })),
      )) as [number, number, number, number, number, number, number, number];
      const reached = sent + delivered + seen;
      return {
        recipients: waiting + sending + reached + failed + skipped + unconfirmed,
        waiting: waiting + sending,
        sent: reached,
        delivered: delivered + seen,
        seen,
        failed,
        skipped,
        unconfirmed,
      };
    },

    /** Which of these members are recipients of the run. */
    async frozenAmong(runId: string, memberIds: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await recipients
        .find({ _id: { $in: memberIds.map((id) => `${runId}.${id}`) } }, { memberId: 1 })
        .lean<Pick<Stored, 'memberId'>[]>();
      return new Set(rows.map(({ memberId }) => memberId));
    },

    /** True while somebody waits or a call is under way. */
    async isOpen(runId: string): Promise<boolean> {
      return (await recipients.exists({ runId, state: { $in: ['waiting', 'sending'] } })) !== null;
    },

    /** A page in the order of the members; with a state, of that state by hamlet. `after` is the last one's mark. */
    async page(
      runId: string,
      filter: { state?: RecipientState | undefined; hamletKey?: string | undefined },
      after: string | null,
      limit: number,
    ): Promise<RecipientRecord[]> {
      const rows = await recipients
        .find({
          runId,
          ...(filter.state !== undefined && { state: filter.state }),
          ...(filter.hamletKey !== undefined && { hamletKey: filter.hamletKey }),
          _id: { $gt: after ?? `${runId}.`, $lt: `${runId}/` },
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },

    /** Those nobody reached, for who goes to tell them; only the hamlets given when not null. */
    async unreached(runId: string, hamletKeys: readonly string[] | null, after: string | null, limit: number): Promise<RecipientRecord[]> {
      const rows = await recipients
        .find({
          runId,
          state: { $in: [...unreachedStates] },
          ...(hamletKeys !== null && { hamletKey: { $in: [...hamletKeys] } }),
          _id: { $gt: after ?? `${runId}.`, $lt: `${runId}/` },
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },

    async unreachedByHamlet(runId: string, hamletKeys: readonly string[] | null): Promise<{ hamletKey: string | null; count: number }[]> {
      const rows = await recipients.aggregate<{ _id: string | null; count: number }>([
        { $match: { runId, state: { $in: [...unreachedStates] }, ...(hamletKeys !== null && { hamletKey: { $in: [...hamletKeys] } }) } },
        { $group: { _id: '$hamletKey', count: { $sum: 1 } } },
      ]);
      return rows.map(({ _id, count }) => ({ hamletKey: _id ?? null, count }));
    },

    /** Takes a run back that was frozen and then not sent. */
    async removeRun(runId: string): Promise<void> {
      await changeAll({ runId }, 'remove');
    },

    /** Cuts every tie to a person; the bare row stays, so that the sums go on adding up and nothing is sent. */
    async erase(memberId: string): Promise<void> {
      await recipients.updateMany({ memberId, state: 'waiting' }, { $set: { state: 'skipped', reason: 'erased', dueAt: null } });
      await recipients.updateMany({ memberId }, { $set: { memberId: '', hamletKey: null }, $unset: { zaloMessageId: '' } });
    },
  };
}

/** Earlier than anything: a due time that is null does not count. */
const beginning = new Date(0);
