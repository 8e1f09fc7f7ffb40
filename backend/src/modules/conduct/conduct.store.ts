import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import { type CommentState, type ConductAnswers, type ConductItem, conductItemKeys } from '../../contracts/conduct.js';
import type { Way } from '../../contracts/procedures.js';
import type { Tally } from '../../domain/conduct.js';

export type Decision = { decision: 'approve' | 'edit' | 'hide'; officerId: string; by: string; at: Date; reason: string | null };

export type CommentRecord = {
  state: CommentState;
  /** Masked; after an edit, as it was edited. */
  text: string;
  /** The words as they were written, sealed; null once they were kept long enough. */
  originalSealed: string | null;
  signs: string[];
  revision: number;
  history: Decision[];
};

/** A rating without anything that says whose it is: no appointment, resident, officer, code, day or time. */
export type RatingRecord = {
  /** Random, so that it says nothing of when it was made. */
  id: string;
  team: string;
  way: Way;
  month: string;
  overall: number;
  answers: ConductAnswers;
  comment: CommentRecord | null;
};

type StoredRating = Omit<RatingRecord, 'id' | 'comment'> & { _id: Types.ObjectId; comment?: CommentRecord };

/**
 * That a visit was rated, under the keyed hash of its appointment: the key is the rule that it happens once. Until its day is over the rating
 * lies in it, sealed; from then on nothing leads from the one to the other. Gone when nobody could rate the visit any more.
 */
type StoredClaim = { _id: string; request: string; ratedOn: string; until: string; pending?: string };

const ratingSchema = new Schema<StoredRating>(
  { team: String, way: String, month: String, overall: Number, answers: Schema.Types.Mixed, comment: Schema.Types.Mixed },
  { versionKey: false, minimize: false },
)
  .index({ month: 1, team: 1 })
  .index({ 'comment.state': 1, month: -1, _id: 1 }, { partialFilterExpression: { 'comment.state': { $exists: true } } });

const claimSchema = new Schema<StoredClaim>(
  { _id: String, request: String, ratedOn: String, until: String, pending: String },
  { versionKey: false },
)
  .index({ until: 1 })
  .index({ ratedOn: 1 }, { partialFilterExpression: { pending: { $exists: true } } });

const idOf = (id: string) => new Types.ObjectId(id);

function recordOf({ _id, comment, ...rest }: StoredRating): RatingRecord {
  return { ...rest, id: String(_id), comment: comment ?? null };
}

export type ConductStore = ReturnType<typeof conductStore>;

export function conductStore(database: Database) {
  const ratings = database.collection<StoredRating>('conduct_ratings', ratingSchema);
  const claims = database.collection<StoredClaim>('conduct_claims', claimSchema);

  return {
    // ---- That a visit was rated

    /** Takes the one rating a visit has; `taken` answers what was asked with the one that stands. */
    async claim(claim: {
      hash: string;
      request: string;
      ratedOn: string;
      until: string;
      pending: string;
    }): Promise<{ kind: 'saved' } | { kind: 'taken'; request: string }> {
      const { hash, ...rest } = claim;
      try {
        await claims.insertMany([{ ...rest, _id: hash }]);
        return { kind: 'saved' };
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
        return { kind: 'taken', request: (await claims.findById(hash).lean())?.request ?? '' };
      }
    },
    /** Those of these hashes under which a rating stands, with what was asked. */
    async claimsOf(hashes: readonly string[]): Promise<Map<string, string>> {
      const rows = await claims.find({ _id: { $in: [...hashes] } }, { request: 1 }).lean();
      return new Map(rows.map(({ _id, request }) => [_id, request]));
    },
    /** Ratings of days before this one that have not been put away, sealed. */
    async pendingBefore(day: string, limit: number): Promise<{ hash: string; pending: string }[]> {
      const rows = await claims
        .find({ ratedOn: { $lt: day }, pending: { $exists: true } })
        .limit(limit)
        .lean();
      return rows.map(({ _id, pending }) => ({ hash: _id, pending: pending ?? '' }));
    },
    /** Cuts the rating from what says whose visit it was. */
    async detach(hashes: readonly string[]): Promise<void> {
      await claims.updateMany({ _id: { $in: [...hashes] } }, { $unset: { pending: '' } });
    },
    async forgetClaims(before: string): Promise<void> {
      await claims.deleteMany({ until: { $lt: before }, pending: { $exists: false } });
    },

    // ---- Ratings

    /** Puts a rating away; again does nothing. */
    async put({ id, comment, ...rest }: RatingRecord): Promise<void> {
      try {
        await ratings.insertMany([{ ...rest, _id: idOf(id), ...(comment && { comment }) }]);
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
      }
    },
    /** What was said in these months, by month and team. */
    async tallies(from: string, to: string): Promise<{ month: string; team: string; tally: Tally }[]> {
      const said = (key: ConductItem, answer: string) => ({ $sum: { $cond: [{ $eq: [`$answers.${key}`, answer] }, 1, 0] } });
      const rows = await ratings.aggregate<{ _id: { month: string; team: string } } & Record<string, number>>([
        { $match: { month: { $gte: from, $lte: to } } },
        {
          $group: {
            _id: { month: '$month', team: '$team' },
            count: { $sum: 1 },
            overall: { $sum: '$overall' },
            ...Object.fromEntries(
              conductItemKeys.flatMap((key) => [
                [`yes_${key}`, said(key, 'yes')],
                [`no_${key}`, said(key, 'no')],
              ]),
            ),
          },
        },
      ]);
      return rows.map(({ _id, ...sums }) => ({
        ..._id,
        tally: {
          count: Number(sums.count),
          overall: Number(sums.overall),
          items: Object.fromEntries(
            conductItemKeys.map((key) => [key, { yes: Number(sums[`yes_${key}`]), no: Number(sums[`no_${key}`]) }]),
          ) as Tally['items'],
        },
      }));
    },
    async months(): Promise<string[]> {
      return ((await ratings.distinct('month')) as string[]).sort().reverse();
    },

    // ---- Comments

    async approvedOf(month: string): Promise<RatingRecord[]> {
      const rows = await ratings.find({ month, 'comment.state': 'approved' }).sort({ _id: 1 }).limit(500).lean();
      return rows.map((row) => recordOf(row as StoredRating));
    },
    /** A page in the order of months and then of nothing: when a comment was written cannot be seen from where it stands. */
    async comments(state: CommentState, after: { month: string; id: string } | null, limit: number): Promise<RatingRecord[]> {
      const page = after ? { $or: [{ month: { $lt: after.month } }, { month: after.month, _id: { $gt: idOf(after.id) } }] } : {};
      const rows = await ratings
        .find({ 'comment.state': state, ...page })
        .sort({ month: -1, _id: 1 })
        .limit(limit)
        .lean();
      return rows.map((row) => recordOf(row as StoredRating));
    },
    async countComments(state: CommentState): Promise<number> {
      return ratings.countDocuments({ 'comment.state': state });
    },
    async findComment(id: string): Promise<RatingRecord | null> {
      const row = await ratings.findOne({ _id: idOf(id), comment: { $exists: true } }).lean();
      return row ? recordOf(row as StoredRating) : null;
    },
    /** Decides on a comment as it was seen; null when somebody else was faster. */
    async decide(
      id: string,
      revision: number,
      to: { state: CommentState; text?: string },
      decision: Decision,
    ): Promise<RatingRecord | null> {
      const row = await ratings
        .findOneAndUpdate(
          { _id: idOf(id), 'comment.revision': revision },
          {
            $set: { 'comment.state': to.state, ...(to.text !== undefined && { 'comment.text': to.text }) },
            $push: { 'comment.history': decision },
            $inc: { 'comment.revision': 1 },
          },
          { returnDocument: 'after' },
        )
        .lean();
      return row ? recordOf(row as StoredRating) : null;
    },
    async forgetOriginals(before: string): Promise<void> {
      await ratings.updateMany(
        { month: { $lt: before }, 'comment.originalSealed': { $type: 'string' } },
        { $set: { 'comment.originalSealed': null } },
      );
    },
  };
}
