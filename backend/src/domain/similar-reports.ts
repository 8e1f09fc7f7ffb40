import { comparable, foldedWords, meaningful } from './search-words.js';

export type Location = { latitude: number; longitude: number };

/** The mean radius of the earth (IUGG). */
const earthRadius = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The distance over the ground, to a metre in this country. */
export function metresBetween(one: Location, other: Location): number {
  const [first, second] = [radians(one.latitude), radians(other.latitude)];
  const up = Math.sin((second - first) / 2) ** 2;
  const across = Math.cos(first) * Math.cos(second) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(up + across)));
}

/** One cell is 0.0045° by 0.005°: some 500 by 510 (in the north) to 550 metres (in the south). */
const cellHeight = 0.0045;
const cellWidth = 0.005;

const row = (latitude: number): number => Math.floor(latitude / cellHeight);
const column = (longitude: number): number => Math.floor(longitude / cellWidth);

/** The cell of the grid that a place lies in, to be stored and indexed; see `cellsAround`. */
export function cellOf({ latitude, longitude }: Location): string {
  return `${row(latitude)}:${column(longitude)}`;
}

/** All cells in which a place within so many metres may lie; at most nine up to 500 metres. What is found in them is to be measured. Not for the poles, nor across 180°. */
export function cellsAround({ latitude, longitude }: Location, metres: number): string[] {
  const angle = metres / earthRadius;
  const high = (angle * 180) / Math.PI;
  const wide = (Math.asin(Math.min(1, Math.sin(angle) / Math.cos(radians(latitude)))) * 180) / Math.PI;
  const cells: string[] = [];
  for (let y = row(latitude - high); y <= row(latitude + high); y += 1)
    for (let x = column(longitude - wide); x <= column(longitude + wide); x += 1) cells.push(`${y}:${x}`);
  return cells;
}

/** Words that stand in most reports and say little of what it is about, folded. Numbers are of hamlets and houses, and count as little; `pa` begins our codes. */
const common: ReadonlySet<string> = new Set(
  (
    'pa xom duong xa thon ba con nha dan nguoi bi co khong ko k da dang rat qua nhieu it va la thi ma nay kia do day o tren duoi trong ngoai truoc sau gan ' +
    'khu vuc doan cho de nghi kien phan anh chinh quyen ubnd uy ban cac nhung mot hai may hom qua nay ngay thang lau roi van chua duoc dc khi se mong xem xet ' +
    'xu ly giup gap som chung minh gia dinh ong anh chi em bac vi nen voi cua tu den lai ra vao len xuong hay con moi ai'
  )
    .split(' ')
    .map(comparable),
);
const weightOf = (word: string): number => (common.has(word) || /^\d+$/.test(word) ? 1 : 6);

function weighed(words: readonly string[]): Map<string, number> {
  const kept = meaningful(foldedWords(words.join(' ')).map(comparable));
  return new Map(kept.map((word) => [word, weightOf(word)]));
}

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

/** How much two texts, given as words with or without diacritics, speak of the same: 0 (nothing in common, or one says nothing) to 1 (the same words, in whatever order). */
export function textSimilarity(one: readonly string[], other: readonly string[]): number {
  const [first, second] = [weighed(one), weighed(other)];
  const shared = sum([...first].map(([word, weight]) => (second.has(word) ? weight : 0)));
  const whole = sum(first.values()) + sum(second.values());
  return whole === 0 ? 0 : (2 * shared) / whole;
}

export type AskedReport = { categoryKey: string; hamletKey: string | null; location: Location | null; words: readonly string[] };
export type SimilarCandidate = AskedReport & { id: string; filedAt: Date; joined: number };
export type SimilarReport = { id: string; metres: number | null; similarity: number };

/** So near that the words hardly matter when the category is the same; so near that the words must agree somewhat. */
const besides = 150;
const nearby = 400;
const leastNearby = 0.25;
/** Without a place the words must agree more. */
const leastInHamlet = 0.35;
const memory = 90 * 86_400_000;

/**
 * The reports that probably speak of the same thing, best first: of the same category within 150 metres; within 400 metres with like words; or, when
 * one of the two has no location, of the same hamlet with words still more alike. Reports older than 90 days are left out. People choose categories
 * differently, so another one only ranks lower. `metres` is null without two locations.
 */
export function similarReports(
  asked: AskedReport,
  candidates: readonly SimilarCandidate[],
  { now, most }: { now: Date; most: number },
): SimilarReport[] {
  const found = candidates.flatMap((candidate) => {
    if (now.getTime() - candidate.filedAt.getTime() > memory) return [];
    const metres = asked.location && candidate.location ? metresBetween(asked.location, candidate.location) : null;
    const similarity = textSimilarity(asked.words, candidate.words);
    const sameCategory = asked.categoryKey === candidate.categoryKey;
    const fits =
      metres === null
        ? asked.hamletKey !== null && asked.hamletKey === candidate.hamletKey && similarity >= leastInHamlet
        : (sameCategory && metres <= besides) || (metres <= nearby && similarity >= leastNearby);
    if (!fits) return [];
    const nearness = metres === null ? 0 : 1 - metres / nearby;
    const rank = similarity + 0.6 * nearness + (sameCategory ? 0.4 : 0) + 0.05 * Math.min(4, Math.log2(1 + Math.max(0, candidate.joined)));
    return [{ id: candidate.id, metres, similarity, rank, filedAt: candidate.filedAt.getTime() }];
  });
  return found
    .sort((one, other) => other.rank - one.rank || other.filedAt - one.filedAt || (one.id < other.id ? -1 : 1))
    .slice(0, most)
    .map(({ id, metres, similarity }) => ({ id, metres, similarity }));
}

/** Vietnam in bands of latitude, a few dozen kilometres wider than the land, with Bạch Long Vĩ, Thổ Chu, Côn Đảo; then Hoàng Sa and Trường Sa. */
const country: readonly { south: number; north: number; west: number; east: number }[] = [
  { south: 20.5, north: 23.45, west: 102.1, east: 108.2 },
  { south: 18.6, north: 20.5, west: 103.7, east: 108 },
  { south: 17, north: 18.6, west: 104.9, east: 107.7 },
  { south: 15.9, north: 17, west: 106.3, east: 108.8 },
  { south: 12.6, north: 15.9, west: 107.1, east: 109.8 },
  { south: 11, north: 12.6, west: 105.6, east: 109.7 },
  { south: 8.2, north: 11, west: 103.3, east: 109.3 },
  { south: 15.5, north: 17.3, west: 111, east: 113 },
  { south: 6.3, north: 12.2, west: 111.1, east: 117.9 },
];
const farOutside = 30_000;

/**
 * Whether a location can be where somebody of the commune saw something. `impossible`: no numbers, off the globe, 0/0, not in Vietnam with its islands
 * (the border is drawn coarsely). `outside`: more than 30 km from the commune's centre; never without a centre.
 */
export function isPlausibleLocation(location: Location, centre: Location | null): 'fine' | 'impossible' | 'outside' {
  const { latitude, longitude } = location;
  const inside = country.some(
    ({ south, north, west, east }) => latitude >= south && latitude <= north && longitude >= west && longitude <= east,
  );
  if (!inside) return 'impossible';
  return centre !== null && metresBetween(location, centre) > farOutside ? 'outside' : 'fine';
}
