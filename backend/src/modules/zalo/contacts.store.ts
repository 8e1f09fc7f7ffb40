import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** What we know of a person at our Official Account. Times are Zalo's own; a late event never undoes a newer one. */
export type Contact = {
  oaUserId: string;
  userIdByApp: string | null;
  /** As Zalo gave it with the person's details. */
  name: string | null;
  follows: boolean | null;
  followsAt: Date | null;
  lastInteractionAt: Date | null;
};
type Stored = Omit<Contact, 'oaUserId'> & {
  _id: string;
  answeredAt?: Date;
  answeredEvent?: string;
  /** The look at Zalo's list that found the person last. */
  listedIn?: string;
  /** When Zalo was last asked for the person's details. */
  detailsAt?: Date;
};
type Change = {
  oaUserId: string;
  userIdByApp: string | null;
  name?: string | null;
  follows?: { value: boolean; at: Date };
  interactedAt?: Date;
};

export type ContactsStore = ReturnType<typeof contactsStore>;

export function contactsStore(database: Database) {
  const schema = new Schema<Stored>(
    {
      _id: String,
      userIdByApp: { type: String, index: true },
      name: String,
      follows: Boolean,
      followsAt: Date,
      lastInteractionAt: Date,
      answeredAt: Date,
      listedIn: String,
      detailsAt: Date,
      answeredEvent: String,
    },
    { versionKey: false },
  );
  schema.index({ follows: 1, followsAt: 1 });
  const contacts = database.collection('zalo_contacts', schema);
  const contactOf = ({ _id, ...rest }: Stored): Contact => ({
    oaUserId: _id,
    userIdByApp: rest.userIdByApp ?? null,
    name: rest.name ?? null,
    follows: rest.follows ?? null,
    followsAt: rest.followsAt ?? null,
    lastInteractionAt: rest.lastInteractionAt ?? null,
  });
  return {
    async find(ids: { oaUserId: string | null; userIdByApp: string | null }): Promise<Contact | null> {
      const row =
        ids.oaUserId !== null
          ? await contacts.findById(ids.oaUserId).lean()
          : ids.userIdByApp !== null
            ? await contacts.findOne({ userIdByApp: ids.userIdByApp }).lean()
            : null;
      return row ? contactOf(row as Stored) : null;
    },
    /** Moves each fact forward in time only; any order, any number of times gives the same end. */
    async record(change: Change): Promise<void> {
      const { oaUserId, userIdByApp, name = null, follows, interactedAt } = change;
      const known = { ...(userIdByApp !== null && { userIdByApp }), ...(name !== null && { name }) };
      try {
        await contacts.updateOne(
          { _id: oaUserId },
          {
            ...(Object.keys(known).length > 0 && { $set: known }),
            ...(interactedAt && { $max: { lastInteractionAt: interactedAt } }),
            $setOnInsert: { follows: null, followsAt: null },
          },
          { upsert: true },
        );
      } catch (error) {
        if (!duplicateKeyField(error)) throw error;
        return this.record(change);
      }
      if (follows)
        await contacts.updateOne(
          { _id: oaUserId, $or: [{ followsAt: null }, { followsAt: { $lt: follows.at } }] },
          { $set: { follows: follows.value, followsAt: follows.at } },
        );
    },
    /** Takes the right to answer this event automatically: true when nothing else was answered since `quietSince`. */
    async claimAnswer(oaUserId: string, eventId: string, now: Date, quietSince: Date): Promise<boolean> {
      const claimed = await contacts.updateOne(
        { _id: oaUserId, $or: [{ answeredAt: null }, { answeredAt: { $lte: quietSince } }, { answeredEvent: eventId }] },
        { $set: { answeredAt: now, answeredEvent: eventId } },
      );
      return claimed.matchedCount === 1;
    },
    /** What we know of several people of Zalo's list. */
    async findMany(oaUserIds: readonly string[]): Promise<Map<string, Contact>> {
      const rows = await contacts.find({ _id: { $in: [...oaUserIds] } }).lean();
      return new Map(rows.map((row) => [row._id, contactOf(row as Stored)]));
    },
    async noteListed(oaUserIds: readonly string[], run: string): Promise<void> {
      await contacts.updateMany({ _id: { $in: [...oaUserIds] } }, { $set: { listedIn: run } });
    },
    /** Followers whose name or id in our app nobody knows, and whom Zalo was not asked about since `askedBefore`. */
    async withoutDetails(askedBefore: Date, limit: number): Promise<string[]> {
      const rows = await contacts
        .find(
          {
            follows: true,
            $and: [{ $or: [{ name: null }, { userIdByApp: null }] }, { $or: [{ detailsAt: null }, { detailsAt: { $lt: askedBefore } }] }],
          },
          { _id: 1 },
        )
        .limit(limit)
        .lean();
      return rows.map(({ _id }) => _id);
    },
    async noteDetails(oaUserId: string, at: Date): Promise<void> {
      await contacts.updateOne({ _id: oaUserId }, { $set: { detailsAt: at } });
    },
    /** People we take for followers since before `since`, and whom this look did not find. */
    async unlisted(run: string, since: Date, limit: number): Promise<string[]> {
      const rows = await contacts
        .find({ follows: true, listedIn: { $ne: run }, followsAt: { $lt: since } }, { _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(({ _id }) => _id);
    },
    /** Ids after `after`, in their order. */
    async page(after: string | null, limit: number): Promise<string[]> {
      const rows = await contacts
        .find(after === null ? {} : { _id: { $gt: after } }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(({ _id }) => _id);
    },
    async erase(userIdByApp: string): Promise<void> {
      await contacts.deleteMany({ userIdByApp });
    },
    async eraseByOaUserId(oaUserId: string): Promise<void> {
      await contacts.deleteOne({ _id: oaUserId });
    },
  };
}
