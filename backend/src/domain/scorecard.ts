import { instantAt } from './vietnam-time.js';

/** A visit that was served, as far as the scorecard reads it. */
export type ServedVisit = {
  /** Null when an officer booked for somebody, or the person was forgotten: then nobody knows whether they came again. */
  residentId: string | null;
  personName: string;
  procedureCode: string;
  counterKey: string;
  date: string;
  start: string;
  end: string;
  arrivedAt: Date | null;
  servedAt: Date;
  endedAt: Date;
  /** The day the result was promised for, when that was the day of the visit or soon after; null for longer procedures. */
  resultOn: string | null;
};

/** How many got two points, one point, none. */
export type Scored = { two: number; one: number; none: number };
const nothing = (): Scored => ({ two: 0, one: 0, none: 0 });
const plus = (one: Scored, other: Scored): Scored => ({ two: one.two + other.two, one: one.one + other.one, none: one.none + other.none });
export const countOf = ({ two, one, none }: Scored): number => two + one + none;

/** Points a file or visit got on average, 0–2; null when there were none. TT 01/2018/TT-VPCP Art. 14: the sum divided by their number. */
export function pointsOf(scored: Scored): number | null {
  const count = countOf(scored);
  return count === 0 ? null : (2 * scored.two + scored.one) / count;
}

const minute = 60_000;
const minutes = (instant: Date) => Math.floor(instant.getTime() / minute);

/**
 * Against the time that was promised, which here is the booked slot: called in by its beginning 2, by its end 1, later 0. Who came late is counted from
 * when they came, since that is not the office's doing.
 */
export function timeScore({ date, start, end, arrivedAt, servedAt }: ServedVisit): keyof Scored {
  const begins = minutes(instantAt(date, start));
  const behind = arrivedAt === null ? 0 : Math.max(0, minutes(arrivedAt) - begins);
  const called = minutes(servedAt);
  if (called <= begins + behind) return 'two';
  return called <= minutes(instantAt(date, end)) + behind ? 'one' : 'none';
}

/** Coming for the same procedure again within so many days counts as having to contact the office again. */
export const contactedAgainDays = 15;

/** One matter: the visits of one person for one procedure, none of them further from the one before than `contactedAgainDays`. */
type Matter = { first: ServedVisit; visits: number };

function mattersOf(visits: readonly ServedVisit[]): Matter[] {
  const last = new Map<string, Matter & { lastDate: string }>();
  const matters: Matter[] = [];
  const known = visits.filter(({ residentId }) => residentId !== null);
  for (const visit of [...known].sort((one, other) => (one.date + one.start < other.date + other.start ? -1 : 1))) {
    const key = `${visit.residentId}|${visit.procedureCode}|${visit.personName}`;
    const open = last.get(key);
    if (open && daysApart(open.lastDate, visit.date) <= contactedAgainDays) {
      open.visits += 1;
      open.lastDate = visit.date;
    } else {
      const matter = { first: visit, visits: 1, lastDate: visit.date };
      last.set(key, matter);
      matters.push(matter);
    }
  }
  return matters;
}

const daysApart = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Not again 2, once 1, more often 0. Where the result is ready on a later day, coming for it is no contact again. */
export function contactScore({ first, visits }: Matter): keyof Scored {
  const again = visits - 1 - (first.resultOn === null ? 1 : 0);
  if (again <= 0) return 'two';
  return again === 1 ? 'one' : 'none';
}

/** How many waited, or were served, so many minutes. */
type Minutes = Record<string, number>;
export type TeamFacts = { visits: number; time: Scored; matters: Scored; waits: Minutes; works: Minutes };
/** All that is read from a quarter's visits, small enough to be kept; `teams` by counter. */
export type VisitFacts = { teams: Readonly<Record<string, TeamFacts>> };

const emptyTeam = (): TeamFacts => ({ visits: 0, time: nothing(), matters: nothing(), waits: {}, works: {} });
const merged = (one: Minutes, other: Minutes): Minutes => {
  const sum: Minutes = { ...one };
  for (const [key, count] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
};
const plusTeam = (one: TeamFacts, other: TeamFacts): TeamFacts => ({
  visits: one.visits + other.visits,
  time: plus(one.time, other.time),
  matters: plus(one.matters, other.matters),
  waits: merged(one.waits, other.waits),
  works: merged(one.works, other.works),
});

/**
 * The facts of a quarter. `visits` reach `contactedAgainDays` beyond it on both sides, so that a matter belongs to the quarter it began in and is
 * followed to its end.
 */
export function visitFacts(visits: readonly ServedVisit[], { from, to }: { from: string; to: string }): VisitFacts {
  const within = ({ date }: ServedVisit) => from <= date && date <= to;
  const teams: Record<string, TeamFacts> = {};
  const teamOf = (key: string): TeamFacts => {
    teams[key] ??= emptyTeam();
    return teams[key];
  };
  for (const visit of visits.filter(within)) {
    const team = teamOf(visit.counterKey);
    team.visits += 1;
    team.time[timeScore(visit)] += 1;
    const waited = Math.max(0, minutes(visit.servedAt) - minutes(visit.arrivedAt ?? visit.servedAt));
    const worked = Math.max(0, minutes(visit.endedAt) - minutes(visit.servedAt));
    team.waits[waited] = (team.waits[waited] ?? 0) + 1;
    team.works[worked] = (team.works[worked] ?? 0) + 1;
  }
  for (const matter of mattersOf(visits)) if (within(matter.first)) teamOf(matter.first.counterKey).matters[contactScore(matter)] += 1;
  return { teams };
}

export function addFacts(facts: readonly VisitFacts[]): VisitFacts {
  const teams: Record<string, TeamFacts> = {};
  for (const { teams: each } of facts)
    for (const [key, team] of Object.entries(each)) teams[key] = plusTeam(teams[key] ?? emptyTeam(), team);
  return { teams };
}

/** The whole office. */
export const officeOf = ({ teams }: VisitFacts): TeamFacts => Object.values(teams).reduce(plusTeam, emptyTeam());

/** The middle of the minutes; between two middle ones, their mean. Null when there are none. */
export function medianOf(counts: Minutes): number | null {
  const sorted = Object.entries(counts)
    .map(([key, count]) => ({ value: Number(key), count }))
    .sort((one, other) => one.value - other.value);
  const whole = sorted.reduce((sum, { count }) => sum + count, 0);
  if (whole === 0) return null;
  const at = (place: number): number => {
    let before = 0;
    for (const { value, count } of sorted) {
      before += count;
      if (place < before) return value;
    }
    return sorted.at(-1)?.value ?? 0;
  };
  return (at(Math.floor((whole - 1) / 2)) + at(Math.floor(whole / 2))) / 2;
}

/**
 * Criterion 7: early and nobody complained 2, in time and nobody complained 1, complained of 0. Complaints cannot be matched with visits, so each
 * takes its points from a visit that had the most.
 */
export function attitudeScore({ two, one, none }: Scored, complaints: number): Scored {
  const fromTwo = Math.min(two, complaints);
  const fromOne = Math.min(one, complaints - fromTwo);
  return { two: two - fromTwo, one: one - fromOne, none: none + fromTwo + fromOne };
}

/** Criterion 6: both posted and electronic 2, one of them 1, neither 0. */
export const publishedPoints = ({ electronic, posted }: { electronic: boolean; posted: boolean }): number =>
  Number(electronic) + Number(posted);

/** Criterion 8: all answered in time 2, nine of ten 1, fewer 0; null when none was due. */
export function voicesPoints({ inTime, late }: { inTime: number; late: number }): number | null {
  const due = inTime + late;
  if (due === 0) return null;
  if (late === 0) return 2;
  return inTime * 10 >= due * 9 ? 1 : 0;
}

/** One decimal; a hundred-millionth makes up for what binary fractions lose. */
export const oneDecimal = (number: number): number => Math.round(number * 10 + 1e-8) / 10;

/** The sum over the criteria that stand, one decimal (Art. 15); the band only when all stand, since points that are not there cannot be guessed. */
export function totalOf(
  points: readonly (number | null)[],
  bands: readonly { from: number; name: string }[],
): { total: number | null; criteria: number; band: string | null } {
  const standing = points.filter((each) => each !== null);
  if (standing.length === 0) return { total: null, criteria: 0, band: null };
  const total = oneDecimal(standing.reduce((sum, each) => sum + each, 0));
  const isWhole = standing.length === points.length;
  return { total, criteria: standing.length, band: isWhole ? (bands.find(({ from }) => total >= from)?.name ?? null) : null };
}
