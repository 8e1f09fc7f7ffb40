import { Schema } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { AuditEntry, AuditVerb } from '../../contracts/audit.js';
import type { Role } from '../../contracts/residents.js';

export type AuditFilter = {
  officerId?: string | undefined;
  verb?: AuditVerb | undefined;
  from?: Date | undefined;
  /** Not included. */
  until?: Date | undefined;
  subject?: string | undefined;
};

type Stored = Omit<AuditEntry, 'at' | 'roles'> & { at: Date; roles: Role[] };
export type AuditStore = ReturnType<typeof auditStore>;

const batch = 500;

/** The audit log. It grows and is read; nothing here changes or removes what is written. */
export function auditStore(database: Database) {
  const entries = database.collection<Stored>(
    'audit_entries',
    new Schema<Stored>(
      {
        seq: { type: Number, unique: true },
        at: { type: Date, index: true },
        officerId: { type: String, index: true },
        officerName: String,
        roles: [String],
        verb: String,
        summary: String,
        method: String,
        path: String,
        subject: [{ _id: false, name: String, value: String }],
        fields: [String],
        note: String,
        previousHash: String,
        hash: String,
      },
      { versionKey: false },
    ).index({ 'subject.value': 1 }),
  );
  const entryOf = ({ at, ...row }: Stored): AuditEntry => ({
    seq: row.seq,
    at: at.toISOString(),
    officerId: row.officerId,
    officerName: row.officerName,
    roles: row.roles,
    verb: row.verb,
    summary: row.summary,
    method: row.method,
    path: row.path,
    subject: row.subject.map(({ name, value }) => ({ name, value })),
    fields: row.fields,
    note: row.note ?? null,
    previousHash: row.previousHash,
    hash: row.hash,
  });
  return {
    /** `taken` when somebody else wrote that number first. */
    async append(entry: AuditEntry, at: Date): Promise<'saved' | 'taken'> {
      try {
        await entries.create({ ...entry, at });
        return 'saved';
      } catch (error) {
        if (duplicateKeyField(error) === 'seq') return 'taken';
        throw error;
      }
    },
    async last(): Promise<AuditEntry | null> {
      const row = await entries.findOne().sort({ seq: -1 }).lean();
      return row ? entryOf(row as Stored) : null;
    },
    /** Newest first, below the number `before`. */
    async list({ officerId, verb, from, until, subject }: AuditFilter, before: number | null, limit: number): Promise<AuditEntry[]> {
      const rows = await entries
        .find({
          ...(before !== null && { seq: { $lt: before } }),
          ...(officerId !== undefined && { officerId }),
          ...(verb !== undefined && { verb }),
          ...((from ?? until) && { at: { ...(from && { $gte: from }), ...(until && { $lt: until }) } }),
          ...(subject !== undefined && { 'subject.value': subject }),
        })
        .sort({ seq: -1 })
        .limit(limit)
        .lean();
      return rows.map((row) => entryOf(row as Stored));
    },
    /** Every entry in the order of its number, some hundred at a time. */
    async *walk(): AsyncGenerator<AuditEntry> {
      for (let after = Number.NEGATIVE_INFINITY; ; ) {
        const rows = await entries
          .find(Number.isFinite(after) ? { seq: { $gt: after } } : {})
          .sort({ seq: 1 })
          .limit(batch)
          .lean();
        for (const row of rows) yield entryOf(row as Stored);
        const end = rows.at(-1);
        if (end === undefined || rows.length < batch) return;
        after = end.seq;
      }
    },
  };
}
