import type { DecisionItem, DecisionOutcome, DecisionScope, DecisionStyle } from '../contracts/decisions.js';

/** How many of all households (or of all hamlets) must agree, in whole numbers: shares of law are never computed with fractions. */
export type Threshold = 'two_thirds' | 'more_than_half';

/** Luật 10/2022/QH15 Art. 21(1): two thirds of all households for items 1 and 2, more than half for the others. */
export const thresholdOf = (item: DecisionItem): Threshold => (item <= 2 ? 'two_thirds' : 'more_than_half');

/** The smallest number that reaches it; of nobody, one that cannot be reached. */
export function neededOf(threshold: Threshold, all: number): number {
  if (all === 0) return 1;
  return threshold === 'two_thirds' ? Math.floor((2 * all + 2) / 3) : Math.floor(all / 2) + 1;
}

export const reaches = (threshold: Threshold, count: number, all: number): boolean =>
  all > 0 && (threshold === 'two_thirds' ? 3 * count >= 2 * all : 2 * count > all);

/** What was counted in one hamlet. `households` is the frozen roll; whoever did not vote is in it and in no other number. */
export type HamletCount = {
  hamletKey: string;
  households: number;
  tookPart: number;
  invalid: number;
  votes: ReadonlyMap<string, number>;
};

export type TallyInput = {
  item: DecisionItem;
  scope: DecisionScope;
  style: DecisionStyle;
  /** Every option in its order, those that agree to nothing too. */
  options: readonly string[];
  seats: number;
  hamlets: readonly HamletCount[];
};

export type Tally = {
  outcome: DecisionOutcome;
  households: number;
  tookPart: number;
  invalid: number;
  threshold: Threshold;
  needed: number;
  hamletsNeeded: number | null;
  hamletsPassed: number | null;
  options: { key: string; count: number; chosen: boolean }[];
  hamlets: (HamletCount & { passed: boolean | null })[];
  /** The option whose hamlets are counted: the one that passed, else the one that most hamlets agree to. */
  leading: string;
  /** Candidates between whom the last seats could not be divided. */
  tied: string[];
};

/** Options that agree to nothing and can never pass. */
const agreesToNothing = new Set(['disagree', 'other', 'none']);

/**
 * Luật 10/2022/QH15 Art. 21: counted over all households of the roll, never over those who voted. At commune scope each hamlet agrees by itself and
 * two thirds of the hamlets must. Of candidates who more than half of all households want, those with most votes take the seats; a tie for the
 * last seat gives it to nobody.
 */
export function tally({ item, scope, style, options, seats, hamlets }: TallyInput): Tally {
  const threshold = thresholdOf(item);
  const sum = (read: (hamlet: HamletCount) => number) => hamlets.reduce((total, hamlet) => total + read(hamlet), 0);
  const households = sum((hamlet) => hamlet.households);
  const counts = options.map((key) => ({ key, count: sum(({ votes }) => votes.get(key) ?? 0) }));
  const hamletsNeeded = scope === 'commune' ? neededOf('two_thirds', hamlets.length) : null;
  const agreeing = (key: string) => hamlets.filter((hamlet) => reaches(threshold, hamlet.votes.get(key) ?? 0, hamlet.households));
  const may = counts.filter(({ key }) => !agreesToNothing.has(key));

  let chosen: string[];
  let tied: string[] = [];
  let outcome: DecisionOutcome;
  if (style === 'election') {
    const reached = may.filter(({ count }) => reaches(threshold, count, households)).sort((one, other) => other.count - one.count);
    const last = reached[seats - 1];
    tied =
      reached.length > seats && last && reached[seats]?.count === last.count
        ? reached.filter(({ count }) => count === last.count).map(({ key }) => key)
        : [];
    chosen = reached.slice(0, seats).flatMap(({ key }) => (tied.includes(key) ? [] : [key]));
    outcome = tied.length > 0 ? 'tied' : chosen.length === seats ? 'passed' : chosen.length > 0 ? 'partly' : 'not_passed';
  } else {
    chosen = may
      .filter(({ key, count }) => (hamletsNeeded === null ? reaches(threshold, count, households) : agreeing(key).length >= hamletsNeeded))
      .map(({ key }) => key);
    outcome = chosen.length > 0 ? 'passed' : 'not_passed';
  }

  const passing = chosen[0] ?? may.toSorted((one, other) => agreeing(other.key).length - agreeing(one.key).length)[0]?.key ?? '';
  const passedIn = new Set(agreeing(passing).map(({ hamletKey }) => hamletKey));
  return {
    outcome,
    households,
    tookPart: sum((hamlet) => hamlet.tookPart),
    invalid: sum((hamlet) => hamlet.invalid),
    threshold,
    needed: neededOf(threshold, households),
    hamletsNeeded,
    hamletsPassed: hamletsNeeded === null ? null : passedIn.size,
    options: counts.map(({ key, count }) => ({ key, count, chosen: chosen.includes(key) })),
    hamlets: hamlets.map((hamlet) => ({ ...hamlet, passed: scope === 'commune' ? passedIn.has(hamlet.hamletKey) : null })),
    leading: passing,
    tied,
  };
}

/**
 * How many households must have somebody at the meeting: fewer than the decision itself takes can decide nothing (Art. 21(1)); a convention asks for
 * more than half by its own words (NĐ 61/2023/NĐ-CP Art. 10), which is as many.
 */
export function quorumOf(item: DecisionItem, attended: number, households: number) {
  const needed = neededOf(thresholdOf(item), households);
  return { attended, needed, households, reached: attended >= needed };
}

/** The rule in one sentence, in whole households. */
export function ruleText(
  { item, scope, style }: { item: DecisionItem; scope: DecisionScope; style: DecisionStyle },
  households: number,
  hamlets: number,
): string {
  const threshold = thresholdOf(item);
  const share = threshold === 'two_thirds' ? 'từ hai phần ba' : 'trên 50 %';
  if (scope === 'commune')
    return `Mỗi xóm tán thành khi có ${share} tổng số hộ của xóm đồng ý; được thông qua khi ít nhất ${neededOf('two_thirds', hamlets)} trong ${hamlets} xóm (từ hai phần ba số xóm) tán thành. Hộ không biểu quyết vẫn tính vào tổng số hộ.`;
  if (style === 'election')
    return `Trúng cử khi được ${share} tổng số hộ bầu (ít nhất ${neededOf(threshold, households)} trong ${households} hộ) và nhiều phiếu hơn. Hộ không bầu vẫn tính vào tổng số hộ.`;
  return `Được thông qua khi có ${share} tổng số hộ đồng ý: ít nhất ${neededOf(threshold, households)} trong ${households} hộ. Hộ không biểu quyết vẫn tính vào tổng số hộ.`;
}

export const thresholdArticle = (item: DecisionItem): string =>
  `Điều 21 khoản 1 Luật Thực hiện dân chủ ở cơ sở 2022 (nội dung ${`Điều 15 khoản ${item}`})`;
