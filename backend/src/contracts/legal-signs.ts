import { carriers, rules as lines } from './legal-sign-list.js';
import { actNames, isNamed, type Mark, type Reading, readingOf, surely } from './legal-sign-reading.js';

/** What in a text may be another legal kind than feedback; `words` are the ones of the text that say so, as they were typed. */
export type LegalSign = { kind: 'denunciation' | 'complaint' | 'emergency'; certainty: 'clear' | 'possible'; words: string };
/** Police, fire and rescue, ambulance, search and rescue. */
export type EmergencyNumber = '113' | '114' | '115' | '112';

type Rule = {
  kind: LegalSign['kind'];
  clear: boolean;
  numbers: readonly EmergencyNumber[];
  steps: readonly { names: readonly string[]; gap: number }[];
  bars: readonly { where: string; names: readonly string[] }[];
  accepts: boolean;
};
type Found = { rule: Rule; clear: boolean; from: number; to: number };
const kinds: Readonly<Record<string, LegalSign['kind']>> = { d: 'denunciation', c: 'complaint', e: 'emergency' };

function readRule(line: string): Rule {
  const [head = '', ...items] = line.split(' ');
  const steps: { names: readonly string[]; gap: number }[] = [];
  const bars: { where: string; names: readonly string[] }[] = [];
  let gap = 0;
  for (const item of items)
    if (/^\d/.test(item)) gap = Number(item);
    else if (/^[!~^<]/.test(item)) bars.push({ where: item.charAt(0), names: item.slice(1).split('/') });
    else if (item !== '?') steps.push({ names: item.split('/'), gap });
  const letter = head.charAt(0);
  return {
    kind: kinds[letter.toLowerCase()] ?? 'denunciation',
    clear: letter < 'a',
    numbers: head.slice(1).split(',').filter(Boolean) as EmergencyNumber[],
    steps,
    bars,
    accepts: items.includes('?'),
  };
}

const rules = lines.trim().split('\n').map(readRule);
const carrying = new Set(carriers.split(' '));
const isCarrier = isNamed('me', 'official', 'person', 'addressee', 'polite', 'there', 'suffer', 'deed');
const isActor = isNamed('official', 'person', 'me', 'folk', 'kin', 'home', 'now', 'there', 'ours', 'sum', 'help');
const isAct = isNamed(...actNames);

/**
 * Whether such a word reaches the mark over nothing but words that carry it on, or over others of an enumeration: 2, or 1 when it may be
 * another word.
 */
function reached({ words, marks }: Reading, index: number, wanted: string): number {
  const start = (marks[index] as Mark).from;
  let at = start;
  let linked = true;
  for (let left = index - 1; at > 0; ) {
    const mark = marks[left];
    const stop = words[at]?.stop ?? 0;
    if (stop === 2 || (stop === 1 && at < start)) return 0;
    const stands = mark?.to === at;
    if (stands && isNamed(wanted)(mark)) {
      if (stop > 0) return 0;
      return mark.sure || (wanted === 'prevent' && at === start) ? 2 : 1;
    }
    const plain = words[at - 1]?.plain ?? '';
    if (stop === 0 && carrying.has(plain) && (!stands || mark.from === at - 1)) {
      linked = /^(hay|hoac|va)$/.test(plain);
      at -= 1;
    } else if (stands && ((isCarrier(mark) && stop === 0) || (isAct(mark) && (linked || stop === 1)))) {
      linked = false;
      at = mark.from;
    } else return 0;
    if (stands) left -= 1;
  }
  return 0;
}

type Side = -1 | 1;

/** The marks of the same sentence on one side of a mark, nearest first, as far as so many words reach. */
function beside({ marks, sentences }: Reading, index: number, side: Side, reach: number): Mark[] {
  const found: Mark[] = [];
  const here = marks[index] as Mark;
  for (let at = index + side; at >= 0 && at < marks.length; at += side) {
    const mark = marks[at] as Mark;
    const distance = side < 0 ? here.from - mark.to : mark.from - here.to;
    if (distance > reach || sentences[mark.from] !== sentences[here.from]) break;
    found.push(mark);
  }
  return found;
}

/** The same, ended by a "but". */
const until = (marks: readonly Mark[], ends: (mark: Mark) => boolean): readonly Mark[] => {
  const end = marks.findIndex(ends);
  return end < 0 ? marks : marks.slice(0, end);
};
const isContrast = isNamed('contrast');

/** What stands in the way of a rule. */
function barring(reading: Reading, path: readonly number[], { bars }: Rule): Mark[] {
  const [first, last] = [path[0] as number, path.at(-1) as number];
  const around: Readonly<Record<string, (reach: number) => readonly Mark[]>> = {
    '!': () => reading.marks.slice(first + 1, last).filter((_, at) => !path.includes(first + 1 + at)),
    '<': (reach) => beside(reading, first, -1, reach),
    '~': (reach) => beside(reading, last, 1, reach),
  };
  const reaches = (where: string): readonly (readonly [string, number])[] =>
    where === '^'
      ? [
          ['!', 0],
          ['<', 6],
          ['~', 6],
        ]
      : [[where, where === '<' ? 3 : 1]];
  return bars.flatMap(({ where, names: barred }) =>
    reaches(where).flatMap(([side, reach]) => (around[side]?.(reach) ?? []).filter(isNamed(...barred))),
  );
}

/** "… có … không?" around a mark. */
function isAsked(reading: Reading, index: number): boolean {
  const { words, sentences } = reading;
  if (!until(beside(reading, index, -1, 3), isContrast).some(isNamed('there'))) return false;
  const { from } = reading.marks[index] as Mark;
  return until(beside(reading, index, 1, 4), isContrast).some(
    (mark) =>
      isNamed('not')(mark) && (sentences[mark.to] !== sentences[from] || /^(a|vay|ha|ta|the|v|ma|hay)$/.test(words[mark.to]?.plain ?? '')),
  );
}

/** What stands before and after the words found, up to a "but". */
const contextOf = (reading: Reading, path: readonly number[]) => ({
  before: until(beside(reading, path[0] as number, -1, 12), isContrast),
  after: beside(reading, path.at(-1) as number, 1, 8),
});
type Context = ReturnType<typeof contextOf>;

const preventing = surely('prevent');
const hedging = surely('doubt', 'suppose');
const speaking = isNamed('say', 'topic', 'charge', 'appeal', 'petition');
const parting = (mark: Mark): boolean => isNamed('official')(mark) || isAct(mark);

/** Whether what stands around says that it is not meant so: a talk against bribes, a fire of last week. */
function isDenied(reading: Reading, key: number, { before, after }: Context, kind: LegalSign['kind']): boolean {
  const close = until(beside(reading, key, -1, 6), isContrast);
  if (until(close, parting).some(preventing)) return true;
  if (kind !== 'emergency') return false;
  return close.some(surely('risk')) || before.some(surely('suppose')) || [...before, ...after].some(surely('past', 'fee', 'dues', 'aid'));
}

/** 2 when the words found are clear, 1 when they are possible, 0 when they are not meant so. */
function weight(reading: Reading, path: readonly number[], rule: Rule): number {
  const marks = path.map((index) => reading.marks[index] as Mark);
  const key = path.find((index) => !isActor(reading.marks[index] as Mark)) ?? (path[0] as number);
  const bars = barring(reading, path, rule);
  const reach = Math.max(...path.flatMap((index) => [reached(reading, index, 'not'), reached(reading, index, 'prevent')]));
  const context = contextOf(reading, path);
  if (reach === 2 || bars.some(({ sure }) => sure) || isDenied(reading, key, context, rule.kind)) return 0;
  let left = rule.clear ? 2 : 1;
  if (rule.kind === 'emergency') {
    if ([...context.before, ...context.after].some(isNamed('help'))) left = 2;
  } else {
    const asked = isAsked(reading, key);
    if (context.before.some(surely('praise')) || (asked && !marks.some(speaking))) left -= 1;
    if (asked || context.before.some(hedging)) left = Math.min(left, 1);
  }
  const isVague = ({ sure, to }: Mark, at: number) => !sure && !(marks[at + 1]?.sure && marks[at + 1]?.from === to);
  const vague = !rule.accepts && marks.some(isVague);
  if (vague && marks.every(({ sure }) => !sure)) return 0;
  return vague || bars.length > 0 || reach === 1 ? left - 1 : left;
}

/** What one rule finds: the clearest place, or nothing. */
function search(reading: Reading, rule: Rule): Found | undefined {
  const { marks, sentences } = reading;
  let best: Found | undefined;
  const follow = (path: number[]): void => {
    const step = rule.steps[path.length];
    const [first, last] = [marks[path[0] as number] as Mark, marks[path.at(-1) as number] as Mark];
    if (!step) {
      const found = weight(reading, path, rule);
      if (found > (best ? (best.clear ? 2 : 1) : 0)) best = { rule, clear: found === 2, from: first.from, to: last.to };
      return;
    }
    for (let at = (path.at(-1) as number) + 1; at < marks.length && !best?.clear; at += 1) {
      const mark = marks[at] as Mark;
      if (mark.from - last.to > step.gap || sentences[mark.from] !== sentences[last.from]) return;
      if (isNamed(...step.names)(mark)) follow([...path, at]);
    }
  };
  const starts = isNamed(...(rule.steps[0]?.names ?? []));
  for (let at = 0; at < marks.length && !best?.clear; at += 1) if (starts(marks[at] as Mark)) follow([at]);
  return best;
}

function findings(text: string): Found[] {
  const reading = readingOf(text);
  const present = new Set(reading.marks.flatMap((mark) => mark.names));
  return rules
    .filter(({ steps }) => steps.every((step) => step.names.some((name) => present.has(name))))
    .flatMap((rule) => search(reading, rule) ?? [])
    .map((found) => ({ ...found, from: reading.words[found.from]?.from ?? 0, to: reading.words[found.to - 1]?.to ?? text.length }))
    .sort((one, other) => Number(other.clear) - Number(one.clear));
}

/** Strength among equals: what cannot wait, what is stopped, what is confirmed. */
const order: readonly LegalSign['kind'][] = ['emergency', 'denunciation', 'complaint'];

/**
 * What in a text of a resident may be a denunciation (report of another's violation of law, which the law takes only in writing or in person:
 * Luật Tố cáo 25/2018/QH14 Art. 2, 22), a complaint (asks to review an administrative decision that wrongs its author: Luật Khiếu nại
 * 02/2011/QH13 Art. 2, 8), or an emergency; strongest first, each kind once. Clear: it says so itself. Possible: only the person can tell.
 * Marks of letters, case, spaces and the usual tricks of typing make no difference; a hint, never a decision on what a text is in law.
 * The time grows with the length of the text alone. The first call reads the table, so a page may call it with '' when it opens.
 */
export function legalSigns(text: string): LegalSign[] {
  const found = findings(text);
  return order
    .flatMap((kind) => found.find(({ rule }) => rule.kind === kind) ?? [])
    .sort((one, other) => Number(other.clear) - Number(one.clear))
    .map(({ rule, clear, from, to }) => ({ kind: rule.kind, certainty: clear ? 'clear' : 'possible', words: text.slice(from, to) }));
}

/** The strongest sign in any of the texts, such as the fields of one form. */
export function strongest(...texts: readonly string[]): LegalSign | null {
  const signs = texts.flatMap(legalSigns);
  return signs.find(({ certainty }) => certainty === 'clear') ?? signs[0] ?? null;
}

/** Whom to call for what the text tells of, most fitting first; empty when it tells of no emergency. */
export function emergencyNumbersFor(text: string): EmergencyNumber[] {
  const emergencies = findings(text).filter(({ rule }) => rule.kind === 'emergency');
  return [...new Set(emergencies.filter(({ clear }) => clear === emergencies[0]?.clear).flatMap(({ rule }) => rule.numbers))];
}
