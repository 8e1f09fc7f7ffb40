import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { Channel } from '../../domain/delivery.js';

export const messageStates = ['sending', 'waiting', 'sent', 'delivered', 'seen', 'failed', 'skipped', 'unconfirmed'] as const;
export type MessageState = (typeof messageStates)[number];
export type MessageSource =
  | 'appointment'
  | 'waiting'
  | 'answer'
  | 'broadcast'
  | 'conversation'
  | 'letter'
  | 'report'
  | 'reception'
  | 'satisfaction'
  | 'consultation'
  | 'initiative';

/** One refusal on the way to the person. */
export type Attempt = { channel: Channel; reason: string; code: number | null; at: Date };

/** What is known of a message before it is sent; neither its words nor a phone number is kept. */
export type MessageHead = {
  id: string;
  source: MessageSource;
  sourceId: string;
  kind: string;
  residentId: string | null;
  staleAfter: Date | null;
};

export type Claim =
  | { kind: 'claimed'; attempts: Attempt[] }
  | { kind: 'held'; since: Date }
  | { kind: 'settled'; state: Exclude<MessageState, 'sending' | 'waiting'> };

/** How a claim ends. */
export type Settlement =
  | { state: 'sent'; channel: Channel; zaloMessageId: string | null; at: Date }
  | { state: 'waiting' }
  | { state: 'failed' | 'skipped' | 'unconfirmed'; reason: string; code: number | null; channel: Channel | null };

export type Receipt = { state: 'delivered' | 'seen'; at: Date };

type Stored = Omit<MessageHead, 'id'> & {
  _id: string;
  state: MessageState;
  /** Who holds the message; kept when a sweep doubts the holder, who alone may still say what became of it. */
  claim?: string;
  claimedAt: Date;
  attempts: Attempt[];
  channel?: Channel | null;
  zaloMessageId?: string | null;
  reason?: string;
  code?: number | null;
  createdAt: Date;
  sentAt?: Date;
  deliveredAt?: Date;
  seenAt?: Date;
};
/** A receipt that may come before we have stored the message's id. */
type StoredReceipt = { _id: string; deliveredAt?: Date; seenAt?: Date; createdAt: Date };

/** Long enough for the yearly report of the Official Account's messages, and no longer (Luật 91/2025/QH15: kept only as needed). */
const keptDays = 400;
const receiptDays = 7;
const daySeconds = 86_400;

const reachable: Record<Receipt['state'], MessageState[]> = {
  delivered: ['sending', 'sent', 'unconfirmed'],
  seen: ['sending', 'sent', 'unconfirmed', 'delivered'],
};
const timeField = { delivered: 'deliveredAt', seen: 'seenAt' } as const satisfies Record<Receipt['state'], keyof Stored>;

export type MessagesStore = ReturnType<typeof messagesStore>;

/** Messages by their entry id; every change is one conditional step. */
export function messagesStore(database: Database) {
  const schema = new Schema<Stored>(
    {
      _id: String,
      source: String,
      sourceId: String,
      kind: String,
      residentId: { type: String, index: true },
      staleAfter: Date,
      state: String,
      claim: String,
      claimedAt: Date,
      attempts: { type: [new Schema<Attempt>({ channel: String, reason: String, code: Number, at: Date }, { _id: false })], default: [] },
      channel: String,
      zaloMessageId: { type: String, index: true, sparse: true },
      reason: String,
      code: Number,
      createdAt: { type: Date, expires: keptDays * daySeconds },
      sentAt: Date,
      deliveredAt: Date,
      seenAt: Date,
    },
    { versionKey: false },
  );
  schema.index({ state: 1, createdAt: 1 });
  const messages = database.collection<Stored>('messages', schema);
  const receipts = database.collection<StoredReceipt>(
    'message_receipts',
    new Schema<StoredReceipt>(
      { _id: String, deliveredAt: Date, seenAt: Date, createdAt: { type: Date, expires: receiptDays * daySeconds } },
      { versionKey: false },
    ),
  );

  async function stateOf(id: string): Promise<MessageState | null> {
    return (await messages.findById(id, { state: 1 }).lean())?.state ?? null;
  }

  async function keepReceipt(zaloMessageId: string, { state, at }: Receipt, now: Date): Promise<void> {
    try {
      await receipts.updateOne(
        { _id: zaloMessageId },
        { $min: { [timeField[state]]: at }, $setOnInsert: { createdAt: now } },
        { upsert: true },
      );
    } catch (error) {
      if (!duplicateKeyField(error)) throw error;
      return keepReceipt(zaloMessageId, { state, at }, now);
    }
  }

  async function apply(which: { _id: string } | { zaloMessageId: string }, { state, at }: Receipt): Promise<void> {
    await messages.updateOne({ ...which, state: { $in: reachable[state] } }, { $set: { state } });
    await messages.updateOne({ ...which, state: { $in: ['delivered', 'seen'] } }, { $min: { [timeField[state]]: at } });
  }

  return {
    stateOf,

    /** Takes the right to send a message. A claim made before `doubtBefore` and never settled becomes `unconfirmed`. */
    async claim({ id, ...head }: MessageHead, by: string, now: Date, doubtBefore: Date): Promise<Claim> {
      try {
        await messages.create({ _id: id, ...head, state: 'sending', claim: by, claimedAt: now, attempts: [], createdAt: now });
        return { kind: 'claimed', attempts: [] };
      } catch (error) {
        if (duplicateKeyField(error) !== '_id') throw error;
      }
      const waiting = await messages
        .findOneAndUpdate(
          { _id: id, state: 'waiting' },
          { $set: { state: 'sending', claim: by, claimedAt: now } },
          { returnDocument: 'after' },
        )
        .lean();
      if (waiting) return { kind: 'claimed', attempts: waiting.attempts };
      await messages.updateOne(
        { _id: id, state: 'sending', claimedAt: { $lte: doubtBefore } },
        { $set: { state: 'unconfirmed', reason: 'interrupted' } },
      );
      const row = await messages.findById(id, { state: 1, claimedAt: 1 }).lean();
      if (!row || row.state === 'sending' || row.state === 'waiting') return { kind: 'held', since: row?.claimedAt ?? now };
      return { kind: 'settled', state: row.state };
    },

    /** Notes a refusal and holds the message for the next channel; false when it is no longer the claimant's. */
    async noteRefusal(id: string, by: string, attempt: Attempt): Promise<boolean> {
      const noted = await messages.updateOne(
        { _id: id, claim: by, state: { $in: ['sending', 'unconfirmed'] } },
        { $push: { attempts: attempt }, $set: { state: 'sending', claimedAt: attempt.at }, $unset: { reason: '' } },
      );
      return noted.matchedCount === 1;
    },

    /** Ends a claim; only its claimant can, and never backwards. Answers the state the message is in then. */
    async settle(id: string, by: string, settlement: Settlement): Promise<MessageState> {
      if (settlement.state === 'sent') {
        const { channel, zaloMessageId, at } = settlement;
        const facts = { channel, sentAt: at, ...(zaloMessageId !== null && { zaloMessageId }) };
        const mine = { _id: id, claim: by };
        const sent = await messages.updateOne(
          { ...mine, state: { $in: ['sending', 'unconfirmed'] } },
          { $set: { ...facts, state: 'sent' }, $unset: { claim: '', reason: '' } },
        );
        // Zalo's receipt was faster than its answer.
        if (sent.matchedCount === 0)
          await messages.updateOne({ ...mine, state: { $in: ['delivered', 'seen'] } }, { $set: facts, $unset: { claim: '', reason: '' } });
        const early = zaloMessageId === null ? null : await receipts.findById(zaloMessageId).lean();
        if (early?.deliveredAt) await apply({ _id: id }, { state: 'delivered', at: early.deliveredAt });
        if (early?.seenAt) await apply({ _id: id }, { state: 'seen', at: early.seenAt });
      } else {
        await messages.updateOne(
          { _id: id, claim: by, state: { $in: ['sending', 'unconfirmed'] } },
          { $set: settlement, $unset: { claim: '', ...(settlement.state === 'waiting' && { reason: '' }) } },
        );
      }
      return (await stateOf(id)) ?? settlement.state;
    },

    /** Moves messages forward by Zalo's receipts; any order, any number of times gives the same end. */
    async recordReceipt(of: { zaloMessageIds: readonly string[]; entryId: string | null }, receipt: Receipt, now: Date): Promise<void> {
      for (const zaloMessageId of of.zaloMessageIds) {
        // Kept first and applied after, while `settle` stores the id first and looks here after: one of the two sees the other.
        await keepReceipt(zaloMessageId, receipt, now);
        await apply({ zaloMessageId }, receipt);
      }
      if (of.entryId !== null) await apply({ _id: of.entryId }, receipt);
    },

    /** What became of one message; null when there is none. */
    async outcomeOf(id: string): Promise<{ state: MessageState; reason: string | null } | null> {
      const row = await messages.findById(id, { state: 1, reason: 1 }).lean();
      return row && { state: row.state, reason: row.reason ?? null };
    },

    /** What Zalo said of these messages, whoever sent them; receipts of the last week only. */
    async receiptsOf(zaloMessageIds: readonly string[]): Promise<Map<string, { deliveredAt?: Date; seenAt?: Date }>> {
      const rows = await receipts.find({ _id: { $in: [...zaloMessageIds] } }).lean();
      return new Map(
        rows.map(({ _id, deliveredAt, seenAt }) => [_id, { ...(deliveredAt && { deliveredAt }), ...(seenAt && { seenAt }) }] as const),
      );
    },

    async statesOf(ids: readonly string[]): Promise<Map<string, MessageState>> {
      const rows = await messages.find({ _id: { $in: [...ids] } }, { state: 1 }).lean();
      return new Map(rows.map((row) => [row._id, row.state]));
    },

    /** Turns claims made before `doubtBefore` into `unconfirmed`, and what waited too long into `skipped`. Answers how many. */
    async sweep(now: Date, doubtBefore: Date): Promise<number> {
      const doubted = await messages.updateMany(
        { state: 'sending', claimedAt: { $lte: doubtBefore } },
        { $set: { state: 'unconfirmed', reason: 'interrupted' } },
      );
      const stale = await messages.updateMany(
        { state: 'waiting', staleAfter: { $lte: now } },
        { $set: { state: 'skipped', reason: 'stale' } },
      );
      return doubted.modifiedCount + stale.modifiedCount;
    },

    /** Cuts every tie to a person. The bare entry stays, so that a late job cannot send it again. */
    async eraseOf(residentId: string): Promise<void> {
      const cut = { $set: { residentId: null, sourceId: '' }, $unset: { zaloMessageId: '', claim: '' } };
      await messages.updateMany({ residentId, state: 'waiting' }, { $set: { state: 'skipped', reason: 'erased' } });
      await messages.updateMany({ residentId, state: 'sending' }, { $set: { state: 'unconfirmed', reason: 'erased' } });
      await messages.updateMany({ residentId }, cut);
    },

    async countSince(since: Date, states: readonly MessageState[]): Promise<Map<MessageState, number>> {
      const counts = await Promise.all(
        states.map(async (state) => [state, await messages.countDocuments({ state, createdAt: { $gte: since } })] as const),
      );
      return new Map(counts);
    },
  };
}
