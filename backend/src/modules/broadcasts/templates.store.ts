import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { BroadcastContent, BroadcastKind } from '../../contracts/broadcasts.js';

export type TemplateRecord = {
  id: string;
  version: number;
  name: string;
  kind: BroadcastKind;
  content: BroadcastContent;
  active: boolean;
  changed: { officerId: string; name: string; at: Date };
};
type Stored = Omit<TemplateRecord, 'id'> & { _id: Types.ObjectId; templateId: string; latest: boolean };
type Body = Omit<TemplateRecord, 'id' | 'version'>;

export type TemplatesStore = ReturnType<typeof templatesStore>;

/** Templates as versions that are only added: what was written from one stays explainable. */
export function templatesStore(database: Database) {
  const versions = database.collection<Stored>(
    'broadcast_template_versions',
    new Schema<Stored>(
      {
        templateId: String,
        version: Number,
        latest: Boolean,
        name: String,
        kind: String,
        content: Schema.Types.Mixed,
        active: Boolean,
        changed: Schema.Types.Mixed,
      },
      { versionKey: false, minimize: false },
    )
      .index({ templateId: 1, version: 1 }, { unique: true })
      .index({ latest: 1, name: 1 }),
  );
  const recordOf = ({ _id, templateId, latest: _latest, ...rest }: Stored): TemplateRecord => ({ ...rest, id: templateId });

  return {
    async create(body: Body): Promise<TemplateRecord> {
      const templateId = String(new Types.ObjectId());
      const row = { templateId, version: 1, latest: true, ...body };
      await versions.create(row);
      return { id: templateId, version: 1, ...body };
    },
    /** Adds the version after `version`; null when somebody else did already. */
    async next(id: string, version: number, body: Body): Promise<TemplateRecord | null> {
      if (!(await versions.exists({ templateId: id, version, latest: true }))) return null;
      try {
        await versions.create({ templateId: id, version: version + 1, latest: true, ...body });
      } catch (error) {
        if (duplicateKeyField(error)) return null;
        throw error;
      }
      await versions.updateMany({ templateId: id, version: { $lte: version } }, { $set: { latest: false } });
      return { id, version: version + 1, ...body };
    },
    /** The newest version of each, by name. Of one whose older mark was left behind by a crash, the newest counts. */
    async list(): Promise<TemplateRecord[]> {
      const rows = await versions.find({ latest: true }).sort({ name: 1 }).lean<Stored[]>();
      const newest = new Map<string, TemplateRecord>();
      for (const record of rows.map(recordOf)) {
        const known = newest.get(record.id);
        if (!known || known.version < record.version) newest.set(record.id, record);
      }
      return [...newest.values()];
    },
    async versions(id: string): Promise<TemplateRecord[]> {
      return (await versions.find({ templateId: id }).sort({ version: -1 }).lean<Stored[]>()).map(recordOf);
    },
  };
}
