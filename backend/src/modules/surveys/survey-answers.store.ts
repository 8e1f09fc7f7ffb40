import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** Numbered places of quotas, each taken once: `<survey>|<what>|<number>`. */
export type Slots = { totalSlot?: string; hamletSlot?: string; optionSlot?: string };
export type SlotName = keyof Slots;
const slotNames = ['totalSlot', 'hamletSlot', 'optionSlot'] as const satisfies readonly SlotName[];

/**
 * An answer, or in an anonymous survey that somebody took part: until closing what they said lies in it sealed, afterwards nothing does and it stands
 * for itself among the answers, without a person.
 */
export type AnswerRecord = {
  /** Random, so that it says nothing of when it was sent. */
  id: string;
  survey: string;
  /** A keyed hash of survey and person. */
  person: string | null;
  /** Whose it is, only in named surveys. */
  residentId: string | null;
  hamlet: string | null;
  /** The day; none in anonymous surveys. */
  sentOn: string | null;
  sealed: string | null;
  /** A keyed hash of the request, to know a repeat. */
  request: string | null;
};

type Stored = Slots & {
  _id: Types.ObjectId;
  survey: string;
  person?: string;
  residentId?: string;
  hamlet: string | null;
  sentOn?: string;
  sealed?: string;
  request?: string;
  /** Set at closing: it counts, and cannot be taken back. */
  taken?: boolean;
};

const schemaOf = () =>
  new Schema<Stored>(
    {
      survey: String,
      person: { type: String, unique: true, sparse: true },
      residentId: { type: String, index: true, sparse: true },
      hamlet: String,
      sentOn: String,
      sealed: String,
      request: String,
      taken: Boolean,
      totalSlot: { type: String, unique: true, sparse: true },
      hamletSlot: { type: String, unique: true, sparse: true },
      optionSlot: { type: String, unique: true, sparse: true },
    },
    { versionKey: false },
  )
    .index({ survey: 1, _id: 1 })
    .index({ survey: 1, hamlet: 1 });

const idOf = (id: string) => new Types.ObjectId(id);
const absent = { $exists: false };
const atOnce = 500;

export type Standing = { id: string; request: string | null };
export type Saved = { kind: 'saved' } | { kind: 'taken' } | { kind: 'slot_taken'; slot: SlotName };

function recordOf({ _id, survey, person, residentId, hamlet, sentOn, sealed, request }: Stored): AnswerRecord {
  return {
    id: String(_id),
    survey,
    person: person ?? null,
    residentId: residentId ?? null,
    hamlet: hamlet ?? null,
    sentOn: sentOn ?? null,
    sealed: sealed ?? null,
    request: request ?? null,
  };
}
const storedOf = ({ id, survey, hamlet, ...rest }: AnswerRecord): Stored => ({
  _id: idOf(id),
  survey,
  hamlet,
  ...(rest.person !== null && { person: rest.person }),
  ...(rest.residentId !== null && { residentId: rest.residentId }),
  ...(rest.sentOn !== null && { sentOn: rest.sentOn }),
  ...(rest.sealed !== null && { sealed: rest.sealed }),
  ...(rest.request !== null && { request: rest.request }),
});

async function saved(work: () => Promise<unknown>): Promise<Saved> {
  try {
    await work();
    return { kind: 'saved' };
  } catch (error) {
    const field = duplicateKeyField(error);
    if (field === null) throw error;
    const slot = slotNames.find((name) => name === field);
    return slot === undefined ? { kind: 'taken' } : { kind: 'slot_taken', slot };
  }
}

export type SurveyAnswersStore = ReturnType<typeof surveyAnswersStore>;

/** Who took part, and what was said. Of two inserts for one person or one place of a quota, one is refused by its key. */
export function surveyAnswersStore(database: Database) {
  const answers = database.collection<Stored>('survey_answers', schemaOf());
  const participations = database.collection<Stored>('survey_participations', schemaOf());
  /** Where what people send to a survey stands while it is open. */
  const shelf = (anonymous: boolean) => (anonymous ? participations : answers);

  return {
    // ---- One person

    /** What stands of a person, under any of these hashes. */
    async standing(anonymous: boolean, hashes: readonly string[]): Promise<Standing | null> {
      const row = await shelf(anonymous)
        .findOne({ person: { $in: [...hashes] } }, { request: 1 })
        .lean();
      return row && { id: String(row._id), request: row.request ?? null };
    },
    /** The surveys in which one of these hashes stands. */
    async answered(hashes: readonly string[]): Promise<Set<string>> {
      const rows = await Promise.all(
        [answers, participations].map((model) => model.find({ person: { $in: [...hashes] } }, { survey: 1 }).lean()),
      );
      return new Set(rows.flat().map(({ survey }) => survey));
    },
    async findOf(hashes: readonly string[]): Promise<AnswerRecord | null> {
      const row = await answers.findOne({ person: { $in: [...hashes] } }).lean();
      return row && recordOf(row as Stored);
    },
    add: (anonymous: boolean, record: AnswerRecord, slots: Slots): Promise<Saved> =>
      saved(() => shelf(anonymous).insertMany([{ ...storedOf(record), ...slots }])),
    /** Puts other words in the place of those that were sent; `gone` once they count. `optionSlot`: the new place, null for none. */
    async change(id: string, changed: { sealed: string; request: string }, optionSlot: string | null): Promise<Saved | { kind: 'gone' }> {
      let matched = 0;
      const outcome = await saved(async () => {
        const change = optionSlot === null ? { $set: changed, $unset: { optionSlot: 1 } } : { $set: { ...changed, optionSlot } };
        matched = (await answers.updateOne({ _id: idOf(id), taken: absent }, change)).matchedCount;
      });
      return outcome.kind === 'saved' && matched === 0 ? { kind: 'gone' } : outcome;
    },
    /** Takes back what came too late; false when it counts already. */
    async withdraw(anonymous: boolean, id: string): Promise<boolean> {
      await shelf(anonymous).deleteOne({ _id: idOf(id), taken: absent });
      return (await shelf(anonymous).countDocuments({ _id: idOf(id) })) === 0;
    },

    // ---- Quotas

    /** The numbers that are taken of one quota. */
    async takenNumbers(anonymous: boolean, slot: SlotName, prefix: string): Promise<Set<number>> {
      const rows = await shelf(anonymous)
        .find({ [slot]: { $gte: prefix, $lt: `${prefix}~` } }, { [slot]: 1 })
        .lean();
      return new Set(rows.map((row) => Number(String((row as Slots)[slot]).slice(prefix.length))));
    },
    async optionSlotOf(id: string): Promise<string | null> {
      return (await answers.findById(idOf(id), { optionSlot: 1 }).lean())?.optionSlot ?? null;
    },

    // ---- How many

    async counts(anonymous: boolean, survey: string): Promise<Map<string | null, number>> {
      const rows = await shelf(anonymous).aggregate<{ _id: string | null; count: number }>([
        { $match: { survey } },
        { $group: { _id: '$hamlet', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id ?? null, count]));
    },
    /** How many have answered each of these. */
    async totals(anonymous: boolean, surveys: readonly string[]): Promise<Map<string, number>> {
      if (surveys.length === 0) return new Map();
      const rows = await shelf(anonymous).aggregate<{ _id: string; count: number }>([
        { $match: { survey: { $in: [...surveys] } } },
        { $group: { _id: '$survey', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },

    // ---- After closing

    /** From now on what was sent counts. */
    async take(anonymous: boolean, survey: string): Promise<void> {
      await shelf(anonymous).updateMany({ survey, sealed: { $exists: true }, taken: absent }, { $set: { taken: true } });
    },
    /** What counts of an anonymous survey and still lies with who took part. */
    async pending(survey: string): Promise<AnswerRecord[]> {
      const rows = await participations.find({ survey, sealed: { $exists: true }, taken: true }).lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    /** Puts answers away in this order; those that are there already stay. */
    async put(records: readonly AnswerRecord[]): Promise<void> {
      for (let place = 0; place < records.length; place += atOnce)
        try {
          await answers.insertMany(
            records.slice(place, place + atOnce).map((record) => ({ ...storedOf(record), taken: true })),
            { ordered: false },
          );
        } catch (error) {
          if (duplicateKeyField(error) === null) throw error;
        }
    },
    /** Cuts what was said from who took part; nothing but that they did, and their hamlet, stays. */
    async detach(ids: readonly string[]): Promise<void> {
      for (let place = 0; place < ids.length; place += atOnce)
        await participations.updateMany(
          { _id: { $in: ids.slice(place, place + atOnce).map(idOf) } },
          { $unset: { sealed: 1, request: 1, totalSlot: 1, hamletSlot: 1, optionSlot: 1 } },
        );
    },
    /** After `take`: what came too late and nobody was thanked for. */
    async dropUntaken(anonymous: boolean, survey: string): Promise<void> {
      await shelf(anonymous).deleteMany({ survey, taken: absent });
    },
    /** All that count, in no order of time. */
    async all(survey: string): Promise<AnswerRecord[]> {
      const rows = await answers.find({ survey, taken: true }).sort({ _id: 1 }).lean();
      return rows.map((row) => recordOf(row as Stored));
    },

    // ---- Keys

    /** What is not sealed under the key that this prefix names. */
    async staleSeals(prefix: string, limit: number): Promise<{ anonymous: boolean; id: string; survey: string; sealed: string }[]> {
      const stale = { sealed: { $exists: true, $not: { $regex: `^${prefix.replaceAll('.', '\\.')}` } } };
      const found = await Promise.all(
        [false, true].map((anonymous) => shelf(anonymous).find(stale, { sealed: 1, survey: 1 }).limit(limit).lean()),
      );
      return found.flatMap((rows, place) =>
        rows.map(({ _id, survey, sealed = '' }) => ({ anonymous: place === 1, id: String(_id), survey, sealed })),
      );
    },
    async reseal(anonymous: boolean, id: string, before: string, sealed: string): Promise<void> {
      await shelf(anonymous).updateOne({ _id: idOf(id), sealed: before }, { $set: { sealed } });
    },

    // ---- Forgetting

    /** The hashes under which something stands that may hold photographs. */
    async peopleOf(survey: string): Promise<string[]> {
      const rows = await answers.find({ survey, person: { $exists: true } }, { person: 1 }).lean();
      return rows.flatMap(({ person }) => person ?? []);
    },
    /** Those of these hashes that stand. */
    async presentOf(hashes: readonly string[]): Promise<string[]> {
      const rows = await answers.find({ person: { $in: [...hashes] } }, { person: 1 }).lean();
      return rows.flatMap(({ person }) => person ?? []);
    },
    async removeAll(survey: string): Promise<void> {
      await answers.deleteMany({ survey });
      await participations.deleteMany({ survey });
    },
    /** Nothing leads to the people of a survey any more; what they said, and that so many took part, stays. */
    async cut(survey: string): Promise<void> {
      for (const model of [answers, participations])
        await model.updateMany({ survey, person: { $exists: true } }, { $unset: { person: 1, residentId: 1, request: 1 } });
    },
    /** Takes a person out: what does not count yet is withdrawn, of what counts nothing leads to them any more. May be repeated. */
    async erase(residentId: string, hashes: readonly string[]): Promise<void> {
      for (const model of [answers, participations]) {
        for (let place = 0; place < hashes.length; place += atOnce) {
          const person = { $in: hashes.slice(place, place + atOnce) };
          await model.deleteMany({ person, taken: absent });
          await model.updateMany({ person }, { $unset: { person: 1, residentId: 1, request: 1 } });
        }
        await model.updateMany({ residentId }, { $unset: { person: 1, residentId: 1, request: 1 } });
      }
    },
  };
}
