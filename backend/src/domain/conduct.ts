import type { AppointmentStatus } from '../contracts/appointments.js';
import type { ConductAnswers, ConductCell, ConductItem } from '../contracts/conduct.js';
import { tellableFrom } from './small-groups.js';
import { addDays } from './vietnam-time.js';

/** How long after a visit it may be rated. */
export const daysToRate = 14;
/** Fewer ratings than this are never told, and never to be had by subtraction. */
export const fewestTold = 5;
/** What everybody may read is of the whole office, and of at least so many ratings. */
export const fewestPublic = 20;

export const rateUntil = (visitedOn: string): string => addDays(visitedOn, daysToRate);

/** Whether somebody may rate a visit of theirs today. Only what was served counts: not what was cancelled, withdrawn or missed. */
export function mayRate({ status, date }: { status: AppointmentStatus; date: string }, today: string): 'yes' | 'not_seen' | 'too_late' {
  if (status !== 'seen') return 'not_seen';
  return today <= rateUntil(date) ? 'yes' : 'too_late';
}

export const monthOf = (day: string): string => day.slice(0, 7);
const firstOfNext = (month: string): string => `${monthOf(addDays(`${month}-28`, 4))}-01`;
export const monthBefore = (month: string): string => monthOf(addDays(`${month}-01`, -1));

/**
 * The day from which a month's numbers are told: nobody can rate its visits any more, and the last ones were put away the night before. Until
 * then each new rating would show in the difference to the day before.
 */
export const shownFrom = (month: string): string => addDays(firstOfNext(month), daysToRate + 1);

/** The newest month whose numbers are told on this day. */
export function newestShown(today: string): string {
  const month = monthBefore(monthOf(today));
  return shownFrom(month) <= today ? month : monthBefore(month);
}

/** `count` months back from this one, itself included. */
export function monthsBack(month: string, count: number): string {
  let earliest = month;
  for (let step = 1; step < count; step += 1) earliest = monthBefore(earliest);
  return earliest;
}

// ---- Numbers

type Said = { yes: number; no: number };
export type Tally = { count: number; overall: number; items: Record<ConductItem, Said> };

/** Ratings as numbers; what was answered with "không nhớ" or not at all counts on neither side. */
export function tallyOf(ratings: readonly { overall: number; answers: ConductAnswers }[], keys: readonly ConductItem[]): Tally {
  const items = Object.fromEntries(keys.map((key) => [key, { yes: 0, no: 0 }])) as Tally['items'];
  for (const { answers } of ratings)
    for (const key of keys) {
      const said = answers[key];
      if (said === 'yes' || said === 'no') items[key][said] += 1;
    }
  return { count: ratings.length, overall: ratings.reduce((sum, { overall }) => sum + overall, 0), items };
}

export function added(tallies: readonly Tally[], keys: readonly ConductItem[]): Tally {
  const sum = tallyOf([], keys);
  for (const { count, overall, items } of tallies) {
    sum.count += count;
    sum.overall += overall;
    for (const key of keys) {
      sum.items[key].yes += items[key].yes;
      sum.items[key].no += items[key].no;
    }
  }
  return sum;
}

/** Which of several numbers of ratings may be told beside their sum. */
export const tellable = (counts: ReadonlyMap<string, number>, hidden?: ReadonlySet<string>) => tellableFrom(fewestTold, counts, hidden);

/** A month's table as it may be told: each team and the whole office, each item of a cell by the same rule as the cell. */
export function protectedTable(
  teams: ReadonlyMap<string, Tally>,
  keys: readonly ConductItem[],
): { total: ConductCell; teams: Map<string, ConductCell> } {
  const { told, sumTold } = tellable(new Map([...teams].map(([key, { count }]) => [key, count])));
  const concealed = new Set([...teams.keys()].filter((key) => !told.has(key)));
  const answered = ({ yes, no }: Said) => yes + no;
  const ofItem = new Map(
    keys.map((item) => [item, tellable(new Map([...teams].map(([key, { items }]) => [key, answered(items[item])])), concealed)]),
  );
  const cell = (tally: Tally, isTold: boolean, hasItem: (item: ConductItem) => boolean): ConductCell =>
    isTold
      ? {
          state: 'shown',
          count: tally.count,
          overall: Math.round((tally.overall / tally.count) * 10) / 10,
          shares: Object.fromEntries(
            keys.map((item) => {
              const said = tally.items[item];
              return [item, hasItem(item) ? Math.round((said.yes / answered(said)) * 100) : null];
            }),
          ) as Record<ConductItem, number | null>,
        }
      : { state: 'hidden' };
  return {
    total: cell(added([...teams.values()], keys), sumTold, (item) => ofItem.get(item)?.sumTold === true),
    teams: new Map([...teams].map(([key, tally]) => [key, cell(tally, told.has(key), (item) => ofItem.get(item)?.told.has(key) === true)])),
  };
}

// ---- Names of officers

const titles = 'anh|chi|co|chu|bac|ong|ba|em|chau|dong chi|d/c|can bo|thay';

/** One small letter without marks for each character, so that places in both texts are the same. */
function folded(text: string): string {
  return Array.from({ length: text.length }, (_, place) => {
    const character = text.charAt(place);
    const plain = character.normalize('NFD').charAt(0).toLowerCase();
    return plain === 'đ' ? 'd' : plain;
  }).join('');
}

/** Puts "cán bộ" where an officer is named: in full, by the last two words, or by the given name as people call each other. Text in NFC. */
export function maskOfficerNames(text: string, names: readonly string[]): string {
  const plain = folded(text);
  const spans: [number, number][] = [];
  const isCapital = (place: number) => /\p{Lu}/u.test(text.charAt(place));
  const find = (pattern: string, fits: (from: number, to: number) => boolean = () => true) => {
    for (const { index, 0: found } of plain.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu')))
      if (fits(index, index + found.length)) spans.push([index, index + found.length]);
  };
  for (const name of new Set(names.map((one) => one.normalize('NFC').trim()))) {
    const words = name.split(/\s+/).map((word) => folded(word).replace(/[^\p{L}\p{N}]/gu, '\\$&'));
    const given = words.at(-1);
    if (given === undefined || words.length < 2) continue;
    const called = name.split(/\s+/).at(-1) ?? '';
    find(`(?:(?:${titles})\\s+)?${words.join('\\s+')}`);
    find(`(?:(?:${titles})\\s+)?${words.slice(-2).join('\\s+')}`, (from, to) => {
      const last = text.slice(from, to).search(/\S+\s+\S+$/u);
      return isCapital(from + last);
    });
    find(`(?:${titles})\\s+${given}`);
    // Alone only as a name is written: with its marks and a capital, inside a sentence, no other name beginning with it.
    find(given, (from, to) => {
      const before = text.slice(0, from).trimEnd().at(-1) ?? '.';
      return text.slice(from, to) === called && /[\p{L}\p{N},]/u.test(before) && !/^\s+\p{Lu}/u.test(text.slice(to));
    });
  }
  return spans
    .sort(([one], [other]) => one - other)
    .reduce<[number, number][]>((apart, span) => {
      const last = apart.at(-1);
      if (last && span[0] < last[1]) last[1] = Math.max(last[1], span[1]);
      else apart.push([...span]);
      return apart;
    }, [])
    .reduceRight((masked, [from, to]) => {
      const before = text.slice(0, from).trimEnd().at(-1);
      const word = before === undefined || /[.!?]/.test(before) ? 'Cán bộ' : 'cán bộ';
      return masked.slice(0, from) + word + masked.slice(to);
    }, text);
}
