import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { ConversationState, ConversationTopic } from '../../contracts/conversations.js';

export type MessageFrom = 'person' | 'officer' | 'automatic';

export type ConversationRecord = {
  id: string;
  oaUserId: string;
  name: string | null;
  state: ConversationState;
  topic: ConversationTopic | null;
  lastMessageAt: Date;
  lastFrom: MessageFrom;
  lastSealed: string | null;
  /** Up to when an officer has read it. */
  readAt: Date | null;
  assignedTo: { officerId: string; name: string } | null;
};
type Stored = Omit<ConversationRecord, 'id'> & {
  _id: Types.ObjectId;
  nameFolded: string[];
  /** The instant of what the state was last decided by. */
  stateAt: Date | null;
  lastPersonAt: Date | null;
};

export type ChatMessage = {
  id: string;
  conversationId: string;
  from: MessageFrom;
  /** Text and attachments. */
  sealed: string;
  at: Date;
  officerName: string | null;
  /** Of our own messages: the key under which it is sent at most once. */
  entryId: string | null;
};
type StoredMessage = Omit<ChatMessage, 'id' | 'conversationId' | 'entryId'> & {
  _id: Types.ObjectId;
  conversationId: Types.ObjectId;
  /** Zalo's id of what a person wrote, our own key of what we write: each is kept once. */
  key: string;
  entryId?: string;
  /** When our own message is to be tried (again); null when it is settled. */
  dueAt: Date | null;
  /** What is needed to send it, gone when it is settled. */
  oaUserId: string | null;
};

/** A mark in a list sorted by time. */
export type Mark = { at: Date; id: string };

/** As long as a petition may have to be answered for and looked up again, and no longer (domain-vn.md 6.2). */
const keptDays = 180;
const daySeconds = 86_400;

export type ConversationsStore = ReturnType<typeof conversationsStore>;

export function conversationsStore(database: Database) {
  const schema = new Schema<Stored>(
    {
      oaUserId: { type: String, unique: true },
      name: String,
      nameFolded: { type: [String], index: true },
      state: String,
      stateAt: Date,
      topic: String,
      lastMessageAt: Date,
      lastPersonAt: Date,
      lastFrom: String,
      lastSealed: String,
      readAt: Date,
      assignedTo: Schema.Types.Mixed,
    },
    { versionKey: false },
  );
  schema.index({ state: 1, lastMessageAt: -1, _id: -1 });
  schema.index({ lastMessageAt: -1, _id: -1 });
  schema.index({ 'assignedTo.officerId': 1, lastMessageAt: -1, _id: -1 });
  const conversations = database.collection<Stored>('conversations', schema);

  const messageSchema = new Schema<StoredMessage>(
    {
      conversationId: Schema.Types.ObjectId,
      from: String,
      sealed: String,
      at: { type: Date, expires: keptDays * daySeconds },
      officerName: String,
      key: { type: String, unique: true },
      entryId: String,
      dueAt: { type: Date, index: true },
      oaUserId: String,
    },
    { versionKey: false },
  );
  messageSchema.index({ conversationId: 1, at: -1, _id: -1 });
  messageSchema.index({ conversationId: 1, from: 1, at: -1 });
  const messages = database.collection<StoredMessage>('conversation_messages', messageSchema);

  const recordOf = (row: Stored): ConversationRecord => ({
    id: String(row._id),
    oaUserId: row.oaUserId,
    name: row.name ?? null,
    state: row.state,
    topic: row.topic ?? null,
    lastMessageAt: row.lastMessageAt,
    lastFrom: row.lastFrom,
    lastSealed: row.lastSealed ?? null,
    readAt: row.readAt ?? null,
    assignedTo: row.assignedTo ?? null,
  });
  const messageOf = ({ _id, conversationId, from, sealed, at, officerName, entryId }: StoredMessage): ChatMessage => ({
    id: String(_id),
    conversationId: String(conversationId),
    from,
    sealed,
    at,
    officerName: officerName ?? null,
    entryId: entryId ?? null,
  });
  const older = (field: string, mark: Mark | null): Record<string, unknown> =>
    mark === null ? {} : { $or: [{ [field]: { $lt: mark.at } }, { [field]: mark.at, _id: { $lt: new Types.ObjectId(mark.id) } }] };

  return {
    /** How many days a message is kept. */
    keptDays,
    /** The conversation of a person, made when there is none. A new one waits for nobody until something is written. */
    async of(oaUserId: string, at: Date): Promise<ConversationRecord> {
      try {
        const fresh = {
          name: null,
          nameFolded: [],
          state: 'answered' as const,
          stateAt: null,
          topic: null,
          lastMessageAt: at,
          lastPersonAt: null,
          lastFrom: 'person' as const,
          lastSealed: null,
          readAt: null,
          assignedTo: null,
        };
        const row = await conversations
          .findOneAndUpdate({ oaUserId }, { $setOnInsert: fresh }, { upsert: true, returnDocument: 'after' })
          .lean();
        return recordOf(row as Stored);
      } catch (error) {
        if (!duplicateKeyField(error)) throw error;
        return this.of(oaUserId, at);
      }
    },
    async find(id: string): Promise<ConversationRecord | null> {
      const row = await conversations.findById(new Types.ObjectId(id)).lean();
      return row ? recordOf(row as Stored) : null;
    },
    async rename(id: string, name: string | null, nameFolded: string[]): Promise<void> {
      await conversations.updateOne({ _id: new Types.ObjectId(id) }, { $set: { name, nameFolded } });
    },
    /** Keeps a message once. `known` when it was here before. */
    async keep(
      message: Omit<ChatMessage, 'id'> & { key: string; send: { oaUserId: string; at: Date } | null },
    ): Promise<{ kind: 'saved' | 'known'; message: ChatMessage }> {
      const { key, send, conversationId, entryId, ...rest } = message;
      const row = {
        ...rest,
        _id: new Types.ObjectId(),
        conversationId: new Types.ObjectId(conversationId),
        key,
        ...(entryId !== null && { entryId }),
        dueAt: send?.at ?? null,
        oaUserId: send?.oaUserId ?? null,
      };
      try {
        await messages.create(row);
        return { kind: 'saved', message: messageOf(row as StoredMessage) };
      } catch (error) {
        if (duplicateKeyField(error) !== 'key') throw error;
        const there = await messages.findOne({ key }).lean();
        return { kind: 'known', message: there ? messageOf(there as StoredMessage) : messageOf(row as StoredMessage) };
      }
    },
    async keyed(key: string): Promise<ChatMessage | null> {
      const row = await messages.findOne({ key }).lean();
      return row ? messageOf(row as StoredMessage) : null;
    },
    /** Moves the head of a conversation on by one message; any order, any number of times gives the same end. */
    async note(id: string, { from, sealed, at }: { from: MessageFrom; sealed: string; at: Date }): Promise<void> {
      const _id = new Types.ObjectId(id);
      await conversations.updateOne(
        { _id, $or: [{ lastSealed: null }, { lastMessageAt: { $lte: at } }] },
        { $set: { lastMessageAt: at, lastFrom: from, lastSealed: sealed } },
      );
      if (from === 'automatic') return;
      await conversations.updateOne(
        { _id, $or: [{ stateAt: null }, { stateAt: { $lt: at } }] },
        { $set: { state: from === 'person' ? 'open' : 'answered', stateAt: at } },
      );
    },
    async decide(id: string, state: ConversationState, at: Date): Promise<void> {
      await conversations.updateOne({ _id: new Types.ObjectId(id) }, { $set: { state, stateAt: at } });
    },
    async tag(id: string, topic: ConversationTopic, overwrite: boolean): Promise<void> {
      await conversations.updateOne({ _id: new Types.ObjectId(id), ...(!overwrite && { topic: null }) }, { $set: { topic } });
    },
    async read(id: string, at: Date): Promise<void> {
      await conversations.updateOne({ _id: new Types.ObjectId(id) }, { $max: { readAt: at } });
    },
    async assign(id: string, assignedTo: ConversationRecord['assignedTo']): Promise<void> {
      await conversations.updateOne({ _id: new Types.ObjectId(id) }, { $set: { assignedTo } });
    },
    async list(
      filter: { state: ConversationState | null; officerId: string | null; words: readonly string[] },
      after: Mark | null,
      limit: number,
    ): Promise<ConversationRecord[]> {
      const rows = await conversations
        .find({
          $and: [
            filter.state === null ? { lastSealed: { $ne: null } } : { state: filter.state, lastSealed: { $ne: null } },
            ...(filter.officerId === null ? [] : [{ 'assignedTo.officerId': filter.officerId }]),
            ...filter.words.map((word) => ({ nameFolded: new RegExp(`^${word.replace(/[^\p{L}\p{N}]/gu, '')}`) })),
            older('lastMessageAt', after),
          ],
        })
        .sort({ lastMessageAt: -1, _id: -1 })
        .limit(limit)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    async counts(officerId: string): Promise<{ open: number; mine: number }> {
      const [open, mine] = await Promise.all([
        conversations.countDocuments({ state: 'open' }),
        conversations.countDocuments({ 'assignedTo.officerId': officerId, state: 'open' }),
      ]);
      return { open, mine };
    },
    unread: (id: string, readAt: Date | null): Promise<number> =>
      messages.countDocuments({ conversationId: new Types.ObjectId(id), from: 'person', ...(readAt && { at: { $gt: readAt } }) }),
    async messages(id: string, before: Mark | null, limit: number): Promise<ChatMessage[]> {
      const rows = await messages
        .find({ $and: [{ conversationId: new Types.ObjectId(id) }, older('at', before)] })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean();
      return rows.map((row) => messageOf(row as StoredMessage));
    },
    /** Our own messages that wait to be sent. */
    async due(now: Date, limit: number): Promise<(ChatMessage & { oaUserId: string })[]> {
      const rows = await messages
        .find({ dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean();
      return rows.map((row) => ({ ...messageOf(row as StoredMessage), oaUserId: row.oaUserId ?? '' }));
    },
    async postpone(id: string, dueAt: Date | null): Promise<void> {
      await messages.updateOne({ _id: new Types.ObjectId(id) }, { $set: { dueAt, ...(dueAt === null && { oaUserId: null }) } });
    },
    async eraseOf(oaUserId: string): Promise<void> {
      const row = await conversations.findOneAndDelete({ oaUserId }).lean();
      if (row) await messages.deleteMany({ conversationId: row._id });
    },
    /** Conversations nobody wrote in for so long go; their messages are gone by then. */
    async removeBefore(before: Date): Promise<void> {
      await conversations.deleteMany({ lastMessageAt: { $lt: before } });
    },
  };
}
