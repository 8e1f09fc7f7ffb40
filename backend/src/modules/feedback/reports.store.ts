import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { ReportKind, ReportStatus } from '../../contracts/feedback.js';
import type { Day } from '../../contracts/primitives.js';
import type { ReportChange, ReportQueue, ReportRecord } from '../../domain/report-record.js';

/** What only the database needs: keys to find by, and what sorts. */
type Kept = {
  /** Keyed hashes of who sent it and who joined, so that the collection by itself names nobody. */
  people: string[];
  /** Of an anonymous report: what its tracking code hashes to. */
  trackingHash?: string;
  /** Of an anonymous report, for a month: what tells phones apart for the block list. */
  senderKey: string | null;
  /** What the request said, to tell a repeat from another request under the same key. */
  requestDigest: string;
  words: string[];
  cell: string | null;
  /** The due day, or a day after all others. */
  dueSort: string;
  /** Keys of the reminders it has had. */
  reminded: string[];
  /** Of whom sent it: up to when they have read it. */
  seenAt: Date | null;
  newsAt: Date;
  filedOn: Day;
};
type Stored = Omit<ReportRecord, 'id'> & Kept & { _id: Types.ObjectId };

/** Where the next page starts. */
export type DueMark = { dueSort: string; id: string };
export type FiledMark = { filedAt: Date; id: string };

const noDay = '9999-12-31';
const shownEvents = ({ events }: Pick<ReportChange, 'events'>) => events.filter(({ shown }) => shown);

export type NewReport = {
  record: ReportRecord;
  people: string[];
  trackingHash: string | null;
  senderKey: string | null;
  requestDigest: string;
  words: string[];
  cell: string | null;
  filedOn: Day;
};

/** Keys that must all be there, and what one of the words begins with. */
type Asked = { keys: readonly string[]; beginsWith: string | null };

/** What an officer may list, and which of it they ask for. */
export type DeskFilter = {
  queue?: ReportQueue | undefined;
  answerState?: 'submitted' | undefined;
  dueOn?: { is?: Day; before?: Day } | undefined;
  unassigned?: boolean | undefined;
  /** Reports given to one of these officers. */
  assignees?: readonly string[] | undefined;
  /** Never what names this officer. */
  notNaming: string;
  categoryKey?: string | undefined;
  hamletKey?: string | undefined;
  kind?: ReportKind | undefined;
  officerId?: string | undefined;
  asked?: Asked | undefined;
};

export type BoardFilter = {
  statuses: readonly ReportStatus[];
  hamletKey?: string | undefined;
  categoryKey?: string | undefined;
  asked: Asked;
};
export type TallyRow = {
  categoryKey: string;
  queue: ReportQueue;
  inTime: boolean | null;
  tookWorkingDays: number | null;
  count: number;
};

export type OutcomeRow = Pick<ReportRecord, 'kind' | 'categoryKey' | 'status' | 'inTime' | 'dueOn'>;

export type ReportsStore = ReturnType<typeof reportsStore>;

/** Reports of residents. A report's id follows from the request that made it, so that a repeated request meets its own report. */
export function reportsStore(database: Database) {
  const { Mixed } = Schema.Types;
  const schema = new Schema<Stored>(
    {
      revision: Number,
      code: { type: String, unique: true },
      kind: String,
      categoryKey: String,
      text: String,
      hamletKey: String,
      landmark: String,
      location: Mixed,
      privacy: String,
      reporter: Mixed,
      informationSealed: String,
      complex: Boolean,
      mediaIds: [String],
      filedAt: Date,
      status: String,
      queue: String,
      assignee: Mixed,
      excluded: [String],
      clock: Mixed,
      promisedOn: String,
      dueOn: String,
      veryOverdueOn: String,
      answer: Mixed,
      answers: Mixed,
      answeredOn: String,
      inTime: Boolean,
      tookWorkingDays: Number,
      question: Mixed,
      followers: Mixed,
      reopened: Number,
      check: Mixed,
      board: Mixed,
      mergedInto: String,
      redirected: Mixed,
      suspicions: [String],
      events: Mixed,
      outbox: Mixed,
      people: [String],
      trackingHash: { type: String, unique: true, sparse: true },
      senderKey: String,
      requestDigest: String,
      words: [String],
      cell: String,
      dueSort: String,
      reminded: [String],
      seenAt: Date,
      newsAt: Date,
      filedOn: String,
    },
    { versionKey: false, minimize: false },
  );
  schema.index({ queue: 1, dueSort: 1, _id: 1 });
  schema.index({ queue: 1, 'assignee.officerId': 1, dueSort: 1, _id: 1 });
  schema.index({ 'answer.state': 1, dueSort: 1, _id: 1 });
  schema.index({ filedAt: -1, _id: -1 });
  schema.index({ queue: 1, filedAt: -1, _id: -1 });
  schema.index({ words: 1, filedAt: -1, _id: -1 });
  schema.index({ people: 1, filedAt: -1, _id: -1 });
  schema.index({ cell: 1, categoryKey: 1 });
  schema.index({ hamletKey: 1, categoryKey: 1, filedAt: -1 });
  schema.index({ 'board.state': 1, filedAt: -1, _id: -1 });
  schema.index({ 'board.words': 1, filedAt: -1, _id: -1 });
  schema.index({ 'check.state': 1, 'check.on': 1 });
  schema.index({ mergedInto: 1 });
  schema.index({ senderKey: 1, filedAt: 1 });
  schema.index({ filedOn: 1 });
  schema.index({ 'outbox.at': 1 });
  const reports = database.collection<Stored>('reports', schema);

  const recordOf = ({
    _id,
    people: _people,
    trackingHash: _tracking,
    senderKey: _sender,
    requestDigest: _request,
    words: _words,
    cell: _cell,
    dueSort: _due,
    reminded: _reminded,
    seenAt: _seen,
    newsAt: _news,
    filedOn: _filed,
    ...rest
  }: Stored): ReportRecord => ({
    ...rest,
    id: String(_id),
    reporter: rest.reporter ?? null,
    location: rest.location ?? null,
    assignee: rest.assignee ?? null,
  });
  const idOf = (id: string) => new Types.ObjectId(id);
  const searched = ({ keys, beginsWith }: Asked, field = 'words'): Record<string, unknown>[] => [
    ...keys.map((key) => ({ [field]: key })),
    ...(beginsWith === null ? [] : [{ [field]: { $regex: `^${beginsWith.replaceAll('.', '\\.')}` } }]),
  ];
  const olderThan = (after: FiledMark | null) =>
    after ? { $or: [{ filedAt: { $lt: after.filedAt } }, { filedAt: after.filedAt, _id: { $lt: idOf(after.id) } }] } : {};
  function filterOf(filter: DeskFilter): Record<string, unknown> {
    const { dueOn } = filter;
    return {
      queue: filter.queue ?? { $ne: 'sealed' },
      ...(filter.answerState && { 'answer.state': filter.answerState }),
      ...(dueOn?.is !== undefined && { dueSort: dueOn.is }),
      ...(dueOn?.before !== undefined && { dueSort: { $lt: dueOn.before } }),
      ...(filter.unassigned && { 'assignee.officerId': null }),
      ...(filter.assignees && { 'assignee.officerId': { $in: [...filter.assignees] } }),
      excluded: { $ne: filter.notNaming },
      ...(filter.categoryKey !== undefined && { categoryKey: filter.categoryKey }),
      ...(filter.hamletKey !== undefined && { hamletKey: filter.hamletKey }),
      ...(filter.kind !== undefined && { kind: filter.kind }),

      $and: [
        ...(filter.officerId === undefined ? [] : [{ 'assignee.officerId': filter.officerId }]),
        ...(filter.asked ? searched(filter.asked) : []),
        {},
      ],
    };
  }

  return {
    /** Stores a report once: the same id again gives what is there, with what its request said. */
    async insert(report: NewReport): Promise<{ record: ReportRecord; requestDigest: string; fresh: boolean } | 'code_taken'> {
      const { record, trackingHash, ...kept } = report;
      const { id, ...fields } = record;
      const row: Stored = {
        ...fields,
        ...kept,
        ...(trackingHash !== null && { trackingHash }),
        _id: idOf(id),
        dueSort: record.dueOn ?? noDay,
        reminded: [],
        seenAt: record.filedAt,
        newsAt: record.filedAt,
      };
      try {
        await reports.insertMany([row]);
        return { record, requestDigest: report.requestDigest, fresh: true };
      } catch (error) {
        const field = duplicateKeyField(error);
        if (field === null || field === undefined) throw error;
        const before = await reports.findById(idOf(id)).lean<Stored>();
        if (before) return { record: recordOf(before), requestDigest: before.requestDigest, fresh: false };
        if (field === 'code') return 'code_taken';
        throw error;
      }
    },
    /** What a request made before, if it did. */
    async made(id: string): Promise<{ record: ReportRecord; requestDigest: string } | null> {
      const row = await reports.findById(idOf(id)).lean<Stored>();
      return row && { record: recordOf(row), requestDigest: row.requestDigest };
    },
    async find(id: string): Promise<ReportRecord | null> {
      const row = await reports.findById(idOf(id)).lean<Stored>();
      return row && recordOf(row);
    },
    async findMany(ids: readonly string[]): Promise<ReportRecord[]> {
      return (await reports.find({ _id: { $in: ids.map(idOf) } }).lean<Stored[]>()).map(recordOf);
    },
    /** By one of the hashes a tracking code may have. */
    async findTracked(hashes: readonly string[]): Promise<ReportRecord | null> {
      const row = await reports.findOne({ trackingHash: { $in: [...hashes] } }).lean<Stored>();
      return row && recordOf(row);
    },
    /** The report, when one of the keys belongs to it. */
    async findOf(id: string, keys: readonly string[]): Promise<ReportRecord | null> {
      const row = await reports.findOne({ _id: idOf(id), people: { $in: [...keys] } }).lean<Stored>();
      return row && recordOf(row);
    },
    /** Those a person sent or joined, the newest first. */
    async listOf(keys: readonly string[], after: FiledMark | null, limit: number): Promise<{ record: ReportRecord; hasNews: boolean }[]> {
      const rows = await reports
        .find({
          people: { $in: [...keys] },
          ...olderThan(after),
        })
        .sort({ filedAt: -1, _id: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map((row) => ({ record: recordOf(row), hasNews: row.seenAt === null || row.newsAt > row.seenAt }));
    },
    async seen(id: string, at: Date): Promise<void> {
      await reports.updateOne({ _id: idOf(id), seenAt: { $lt: at } }, { $set: { seenAt: at } });
    },

    /** Applies a step to the revision that was seen; null when somebody was faster. */
    async change(record: Pick<ReportRecord, 'id' | 'revision'>, change: ReportChange, now: Date): Promise<ReportRecord | null> {
      const { events, notices, ...set } = change;
      const row = await reports
        .findOneAndUpdate(
          { _id: idOf(record.id), revision: record.revision },
          {
            $set: {
              ...set,
              ...(set.dueOn !== undefined && { dueSort: set.dueOn ?? noDay }),
              ...(shownEvents(change).length > 0 && { newsAt: now }),
            },
            $push: { events: { $each: events }, outbox: { $each: notices } },
            $inc: { revision: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<Stored>();
      return row && recordOf(row);
    },

    /** Joins somebody once; null when there is no such open report. */
    async join(id: string, follower: { residentId: string; at: Date }, key: string): Promise<ReportRecord | null> {
      const row = await reports
        .findOneAndUpdate(
          { _id: idOf(id), queue: 'inbox', people: { $ne: key } },
          { $push: { followers: follower, people: key } },
          { returnDocument: 'after' },
        )
        .lean<Stored>();
      if (row) return recordOf(row);
      const there = await reports.findOne({ _id: idOf(id), people: key }).lean<Stored>();
      return there && recordOf(there);
    },

    /** True when somebody was added who was not there. */
    async addFollower(id: string, follower: { residentId: string; at: Date }, key: string): Promise<boolean> {
      const { modifiedCount } = await reports.updateOne(
        { _id: idOf(id), people: { $ne: key } },
        { $push: { followers: follower, people: key } },
      );
      return modifiedCount === 1;
    },
    async removeFollower(id: string, residentId: string, key: string): Promise<boolean> {
      const { modifiedCount } = await reports.updateOne({ _id: idOf(id) }, { $pull: { followers: { residentId }, people: key } });
      return modifiedCount === 1;
    },

    /** One page of the inbox, the most urgent first. */
    async listByDue(filter: DeskFilter, after: DueMark | null, limit: number): Promise<ReportRecord[]> {
      const rows = await reports
        .find({
          $and: [
            filterOf(filter),
            after ? { $or: [{ dueSort: { $gt: after.dueSort } }, { dueSort: after.dueSort, _id: { $gt: idOf(after.id) } }] } : {},
          ],
        })
        .sort({ dueSort: 1, _id: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    /** The newest first. */
    async listByFiled(filter: DeskFilter, after: FiledMark | null, limit: number): Promise<ReportRecord[]> {
      const rows = await reports
        .find({
          $and: [filterOf(filter), olderThan(after)],
        })
        .sort({ filedAt: -1, _id: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    count: (filter: DeskFilter): Promise<number> => reports.countDocuments(filterOf(filter)),
    dueMark: (record: ReportRecord): DueMark => ({ dueSort: record.dueOn ?? noDay, id: record.id }),
    /** How many open ones each officer has. */
    async openByOfficer(): Promise<Map<string, number>> {
      const rows = await reports.aggregate<{ _id: string | null; count: number }>([
        { $match: { queue: 'inbox' } },
        { $group: { _id: '$assignee.officerId', count: { $sum: 1 } } },
      ]);
      return new Map(rows.flatMap(({ _id, count }) => (_id === null ? [] : [[_id, count] as const])));
    },
    async mergedInto(id: string): Promise<{ id: string; code: string }[]> {
      const rows = await reports.find({ mergedInto: id }).select({ code: 1 }).limit(200).lean<Pick<Stored, '_id' | 'code'>[]>();
      return rows.map(({ _id, code }) => ({ id: String(_id), code }));
    },

    /** Open or lately answered ones that may be about the same: in these cells, or in the hamlet, of the category. */
    async nearby(
      { categoryKey, hamletKey, cells, since }: { categoryKey: string; hamletKey: string; cells: readonly string[]; since: Date },
      limit: number,
    ): Promise<{ record: ReportRecord; words: string[] }[]> {
      const rows = await reports
        .find({
          categoryKey,
          queue: 'inbox',
          kind: { $ne: 'information_request' },
          suspicions: { $size: 0 },
          filedAt: { $gte: since },
          $or: [{ hamletKey }, ...(cells.length > 0 ? [{ cell: { $in: [...cells] } }] : [])],
        })
        .sort({ filedAt: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map((row) => ({ record: recordOf(row), words: row.words }));
    },

    /** Reports with something to tell. */
    async toTell(now: Date, limit: number): Promise<ReportRecord[]> {
      return (
        await reports
          .find({ 'outbox.at': { $lte: now } })
          .limit(limit)
          .lean<Stored[]>()
      ).map(recordOf);
    },
    /** Takes a told notice out, or sets it for later. */
    async settleNotice(id: string, key: string, later: Date | null): Promise<void> {
      await reports.updateOne(
        { _id: idOf(id), 'outbox.key': key },
        later === null ? { $pull: { outbox: { key } } } : { $set: { 'outbox.$.at': later } },
      );
    },

    /** Those not done that are due until a day, a page at a time, for reminders. */
    async dueUntil(day: Day, after: DueMark | null, limit: number): Promise<ReportRecord[]> {
      const rows = await reports
        .find({
          queue: { $in: ['inbox', 'aside'] },
          dueSort: { $lte: day },
          ...(after && { $or: [{ dueSort: { $gt: after.dueSort } }, { dueSort: after.dueSort, _id: { $gt: idOf(after.id) } }] }),
        })
        .sort({ dueSort: 1, _id: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    /** Adds a notice whose key the report has never had; false when it has. Does not count as a change that somebody must have seen. */
    async remind(
      id: string,
      revision: number,
      notice: ReportRecord['outbox'][number],
      event: ReportRecord['events'][number],
    ): Promise<boolean> {
      const { modifiedCount } = await reports.updateOne(
        { _id: idOf(id), queue: { $in: ['inbox', 'aside'] }, revision, reminded: { $ne: notice.key } },
        { $push: { outbox: notice, events: event, reminded: notice.key } },
      );
      return modifiedCount === 1;
    },
    /** Answered ones of whom it is to be asked whether it was fixed. */
    async toCheck(today: Day, limit: number): Promise<ReportRecord[]> {
      const rows = await reports
        .find({ 'check.state': 'planned', 'check.on': { $lte: today } })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    /** Every open one in turn, for a recount after the calendar changed. */
    async open(after: string | null, limit: number): Promise<ReportRecord[]> {
      const rows = await reports
        .find({ queue: 'inbox', ...(after !== null && { _id: { $gt: idOf(after) } }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },

    /** Nothing of the words, the place and the people stays; only code, dates and that it was sealed. */
    async blank(id: string, revision: number, reporterKeys: readonly string[], event: ReportRecord['events'][number]): Promise<boolean> {
      const { modifiedCount } = await reports.updateOne(
        { _id: idOf(id), revision },
        {
          $set: {
            text: '',
            landmark: '',
            location: null,
            cell: null,
            words: [],
            reporter: null,
            informationSealed: null,
            mediaIds: [],
            status: 'redirected',
            queue: 'sealed',
            redirected: { to: 'denunciation', reason: '' },
            question: null,
            answers: [],
            answer: { state: 'none', text: '', author: null, returned: null, approved: null },
            board: { state: 'none', text: '', words: [], pictureIds: [], edited: null, reason: '' },
            followers: [],
            people: [...reporterKeys],
            senderKey: null,
            assignee: null,
            suspicions: [],
            excluded: [],
            events: [event],
            outbox: [],
            check: null,
          },
          $inc: { revision: 1 },
        },
      );
      return modifiedCount === 1;
    },
    /** The person is forgotten; what was reported stays, without a name. */
    async erase(residentId: string, keys: readonly string[]): Promise<string[]> {
      const mine = await reports
        .find({ people: { $in: [...keys] } })
        .select({ _id: 1 })
        .lean<Pick<Stored, '_id'>[]>();
      const among = { _id: { $in: mine.map(({ _id }) => _id) } };
      await reports.updateMany(
        { ...among, 'reporter.residentId': residentId },
        {
          $set: { reporter: null, privacy: 'anonymous', informationSealed: null },
        },
      );
      await reports.updateMany(among, { $pull: { followers: { residentId }, people: { $in: [...keys] } }, $inc: { revision: 1 } });
      return mine.map(({ _id }) => String(_id));
    },
    async forgetSenders(before: Date): Promise<void> {
      await reports.updateMany({ senderKey: { $ne: null }, filedAt: { $lt: before } }, { $set: { senderKey: null } });
    },

    /** What stands on the public board, the newest first. `words` are those of the public text. */
    async listBoard(filter: BoardFilter, after: FiledMark | null, limit: number): Promise<ReportRecord[]> {
      const rows = await reports
        .find({
          'board.state': 'published',
          status: { $in: [...filter.statuses] },
          ...(filter.hamletKey !== undefined && { hamletKey: filter.hamletKey }),
          ...(filter.categoryKey !== undefined && { categoryKey: filter.categoryKey }),
          $and: [...searched(filter.asked, 'board.words'), olderThan(after)],
        })
        .sort({ filedAt: -1, _id: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    /** Everything taken in since a day, cut so finely that shares and medians follow; what was put aside or sealed does not count. */
    async tally(since: Day): Promise<TallyRow[]> {
      const sums = new Map<string, TallyRow>();
      // Read in pieces, so that a year of reports does not hold up whoever else asks the database.
      const rows = reports
        .find({ filedOn: { $gte: since }, queue: { $in: ['inbox', 'closed'] } })
        .select({ _id: 0, categoryKey: 1, queue: 1, inTime: 1, tookWorkingDays: 1 })
        .lean<Omit<TallyRow, 'count'>[]>()
        .cursor({ batchSize: 1_000 });
      for await (const { categoryKey, queue, inTime = null, tookWorkingDays = null } of rows) {
        const key = `${categoryKey} ${queue} ${inTime} ${tookWorkingDays}`;
        const row = sums.get(key) ?? { categoryKey, queue, inTime, tookWorkingDays, count: 0 };
        sums.set(key, { ...row, count: row.count + 1 });
      }
      return [...sums.values()];
    },
    /** What became of reports taken in between two days that are of this kind or this category. */
    async outcomes(from: Day, to: Day, which: { kind: ReportKind; categoryKey: string }): Promise<OutcomeRow[]> {
      return reports
        .find({
          filedOn: { $gte: from, $lte: to },
          queue: { $in: ['inbox', 'closed'] },
          $or: [{ kind: which.kind }, { categoryKey: which.categoryKey }],
        })
        .select({ _id: 0, kind: 1, categoryKey: 1, status: 1, inTime: 1, dueOn: 1 })
        .lean<OutcomeRow[]>();
    },
    async overdueByCategory(today: Day): Promise<Map<string, number>> {
      const rows = await reports.aggregate<{ _id: string; count: number }>([
        { $match: { queue: 'inbox', dueSort: { $lt: today } } },
        { $group: { _id: '$categoryKey', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },
    async senderOf(id: string): Promise<{ senderKey: string | null; people: string[] } | null> {
      const row = await reports.findById(idOf(id)).select({ senderKey: 1, people: 1 }).lean<Stored>();
      return row && { senderKey: row.senderKey, people: row.people };
    },
  };
}
