import { Schema } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';
import type { AdministrativeUnit, CommuneSettings, Hamlet } from '../../contracts/commune.js';

const { Mixed } = Schema.Types;

export type CommunesStore = ReturnType<typeof communesStore>;

export function communesStore(database: Database) {
  const units = database.collection(
    'administrative_units',
    new Schema<Omit<AdministrativeUnit, 'key'> & { _id: string; searchNames: string[] }>(
      {
        _id: String,
        code: String,
        name: String,
        level: String,
        parentKey: String,
        validFrom: String,
        validTo: String,
        predecessors: [String],
        aliases: [String],
        source: String,
        searchNames: { type: [String], index: true },
      },
      { versionKey: false },
    ),
  );
  const hamlets = database.collection(
    'hamlets',
    new Schema<Omit<Hamlet, 'key'> & { _id: string }>(
      { _id: String, name: String, communeKey: String, validFrom: String, validTo: String, sample: Boolean, order: Number },
      { versionKey: false },
    ),
  );
  const settings = database.collection(
    'settings',
    new Schema<{ _id: string; value: CommuneSettings }>({ _id: String, value: Mixed }, { versionKey: false }),
  );
  const withKey = <T extends { _id: string }>({ _id, ...rest }: T) => ({ ...rest, key: _id });

  return {
    async saveUnits(list: readonly (AdministrativeUnit & { searchNames: string[] })[]): Promise<void> {
      if (list.length > 0)
        await units.bulkWrite(list.map(({ key, ...rest }) => ({ replaceOne: { filter: { _id: key }, replacement: rest, upsert: true } })));
    },
    async saveHamlets(list: readonly Hamlet[]): Promise<void> {
      if (list.length > 0)
        await hamlets.bulkWrite(
          list.map(({ key, ...rest }) => ({ replaceOne: { filter: { _id: key }, replacement: rest, upsert: true } })),
        );
    },
    async units(): Promise<(AdministrativeUnit & { searchNames: string[] })[]> {
      return (await units.find().sort({ _id: 1 }).limit(5_000).lean()).map(withKey) as (AdministrativeUnit & { searchNames: string[] })[];
    },
    async hamlets(): Promise<Hamlet[]> {
      return (await hamlets.find().lean()).map(withKey).sort((left, right) => left.order - right.order) as Hamlet[];
    },
    async settings(): Promise<CommuneSettings | null> {
      return (await settings.findById('commune').lean())?.value ?? null;
    },
    async saveSettings(value: CommuneSettings): Promise<void> {
      await settings.replaceOne({ _id: 'commune' }, { value }, { upsert: true });
    },
  };
}
