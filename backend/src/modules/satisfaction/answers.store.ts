import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { Facts, Levels } from '../../contracts/satisfaction.js';
import { type Criterion, criterionKeys, lateChoices, tripChoices, yesNo } from '../../contracts/satisfaction-questions.js';
import type { Count, FactCounts } from '../../domain/satisfaction-index.js';

/** An answer without anything that says whose it is: no visit, resident, invitation, counter, day or time. */
export type AnswerRecord = {
  /** Random, so that it says nothing of when it was made. */
  id: string;
  month: string;
  procedureCode: string;
  hamletKey: string | null;
  levels: Levels;
  facts: Facts;
  /** Masked; null when nothing was written. */
  words: string | null;
};
type Stored = Omit<AnswerRecord, 'id' | 'words'> & { _id: Types.ObjectId; words?: string };

export type AnswerSums = { month: string; key: string; answers: number; criteria: Record<Criterion, Count>; facts: FactCounts };

const valuesOf = (choices: readonly { value: string }[]) => choices.map(({ value }) => value);
const factChoices: Readonly<Record<keyof Facts, readonly string[]>> = {
  trips: valuesOf(tripChoices),
  trouble: valuesOf(yesNo),
  extraPayment: valuesOf(yesNo),
  late: valuesOf(lateChoices),
  apology: valuesOf(yesNo),
};
const facts = Object.entries(factChoices);
const wordsAtOnce = 500;

export type AnswersStore = ReturnType<typeof answersStore>;

export function answersStore(database: Database) {
  const { Mixed } = Schema.Types;
  const answers = database.collection<Stored>(
    'satisfaction_answers',
    new Schema<Stored>({ month: String, procedureCode: String, hamletKey: String, levels: Mixed, facts: Mixed, words: String } as never, {
      versionKey: false,
      minimize: false,
    }).index({ month: 1 }),
  );
  const saying = (path: string, values: readonly unknown[]) => ({ $sum: { $cond: [{ $in: [path, values] }, 1, 0] } });

  return {
    /** Puts an answer away; again does nothing. */
    async put({ id, words, ...rest }: AnswerRecord): Promise<void> {
      try {
        await answers.insertMany([{ ...rest, _id: new Types.ObjectId(id), ...(words !== null && { words }) }]);
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
      }
    },
    /** What was said in these months, by month and procedure or hamlet; without `by`, by month alone. */
    async sums(from: string, to: string, by: 'procedureCode' | 'hamletKey' | null): Promise<AnswerSums[]> {
      const rows = await answers.aggregate<{ _id: { month: string; key: string | null }; answers: number } & Record<string, number>>([
        { $match: { month: { $gte: from, $lte: to } } },
        {
          $group: {
            _id: { month: '$month', key: by === null ? '' : `$${by}` },
            answers: { $sum: 1 },
            ...Object.fromEntries(
              criterionKeys.flatMap((key) => [
                [`valid_${key}`, saying(`$levels.${key}`, [1, 2, 3, 4, 5])],
                [`satisfied_${key}`, saying(`$levels.${key}`, [4, 5])],
              ]),
            ),
            ...Object.fromEntries(
              facts.flatMap(([fact, choices]) => choices.map((choice) => [`${fact}_${choice}`, saying(`$facts.${fact}`, [choice])])),
            ),
          },
        },
      ]);
      return rows.map(({ _id, answers: count, ...sums }) => ({
        month: _id.month,
        key: _id.key ?? '',
        answers: count,
        criteria: Object.fromEntries(
          criterionKeys.map((key) => [key, { valid: Number(sums[`valid_${key}`]), satisfied: Number(sums[`satisfied_${key}`]) }]),
        ) as Record<Criterion, Count>,
        facts: Object.fromEntries(
          facts.map(([fact, choices]) => [fact, Object.fromEntries(choices.map((choice) => [choice, Number(sums[`${fact}_${choice}`])]))]),
        ),
      }));
    },
    /** What was written in these months, in the order of nothing. */
    async wordsOf(months: readonly string[]): Promise<string[]> {
      const rows = await answers
        .find({ month: { $in: [...months] }, words: { $exists: true } })
        .sort({ _id: 1 })
        .limit(wordsAtOnce)
        .select({ words: 1 })
        .lean<Pick<Stored, 'words'>[]>();
      return rows.flatMap(({ words }) => words ?? []);
    },
  };
}
