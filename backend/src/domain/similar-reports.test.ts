import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedWords } from './search-words.js';
import {
  cellOf,
  cellsAround,
  isPlausibleLocation,
  type Location,
  metresBetween,
  type SimilarCandidate,
  similarReports,
  textSimilarity,
} from './similar-reports.js';

const now = new Date('2026-11-25T03:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const centre: Location = { latitude: 21.643, longitude: 105.617 };
/** So many metres to the north and to the east of the centre. */
const at = (north: number, east = 0): Location => ({
  latitude: centre.latitude + north / 111_195,
  longitude: centre.longitude + east / (111_195 * Math.cos((centre.latitude * Math.PI) / 180)),
});

const inVietnam = fc.record({
  latitude: fc.double({ min: 8.5, max: 23.3, noNaN: true }),
  longitude: fc.double({ min: 102.2, max: 109.4, noNaN: true }),
});

describe('metres between two places', () => {
  it.each<[string, Location, Location, number]>([
    ['the same place', centre, centre, 0],
    ['a degree of latitude', { latitude: 21, longitude: 105 }, { latitude: 22, longitude: 105 }, 111_195],
    ['a degree of longitude at the equator', { latitude: 0, longitude: 105 }, { latitude: 0, longitude: 106 }, 111_195],
    ['a degree of longitude at 21°', { latitude: 21, longitude: 105 }, { latitude: 21, longitude: 106 }, 103_809],
    [
      'Hồ Gươm and the market of Bến Thành',
      { latitude: 21.0288, longitude: 105.8525 },
      { latitude: 10.7725, longitude: 106.698 },
      1_144_017,
    ],
    ['the other side of the earth', { latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }, 20_015_115],
    ['300 metres to the east', centre, at(0, 300), 300],
  ])('%s', (_title, one, other, metres) => {
    expect(Math.abs(metresBetween(one, other) - metres)).toBeLessThanOrEqual(Math.max(0.5, metres / 10_000));
  });

  it('are the same both ways, never negative, and shorter straight than by a third place', () => {
    fc.assert(
      fc.property(inVietnam, inVietnam, inVietnam, (one, other, third) => {
        const straight = metresBetween(one, other);
        expect(straight).toBeGreaterThanOrEqual(0);
        expect(metresBetween(other, one)).toBeCloseTo(straight, 6);
        expect(straight).toBeLessThanOrEqual(metresBetween(one, third) + metresBetween(third, other) + 0.001);
      }),
    );
  });
});

describe('cells', () => {
  it('hold everything within the wanted metres, and are nine at most', () => {
    const bearing = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    fc.assert(
      fc.property(inVietnam, bearing, fc.double({ min: 0, max: 500, noNaN: true }), (from, angle, metres) => {
        const to: Location = {
          latitude: from.latitude + (metres * Math.cos(angle)) / 111_195,
          longitude: from.longitude + (metres * Math.sin(angle)) / (111_195 * Math.cos((from.latitude * Math.PI) / 180)),
        };
        const cells = cellsAround(from, 500);
        expect(new Set(cells).size).toBe(cells.length);
        expect(cells.length).toBeLessThanOrEqual(9);
        expect(cells).toContain(cellOf(from));
        const distance = metresBetween(from, to);
        if (distance <= 500) expect(cells).toContain(cellOf(to));
        expect(cellsAround(from, Math.ceil(distance))).toContain(cellOf(to));
      }),
      { numRuns: 2000 },
    );
  });

  it('are told apart on both sides of an edge, and south and west of zero too', () => {
    expect(cellOf({ latitude: 21.6, longitude: 105.617 })).toBe('4800:21123');
    expect(cellOf({ latitude: 21.5999, longitude: 105.617 })).toBe('4799:21123');
    expect(cellsAround({ latitude: 21.6, longitude: 105.6 }, 10)).toEqual(['4799:21119', '4799:21120', '4800:21119', '4800:21120']);
    expect(cellOf({ latitude: -0.001, longitude: -0.001 })).toBe('-1:-1');
  });
});

describe('the likeness of two texts', () => {
  it.each<[string, string, number, number]>([
    ['đèn đường xóm 5 không sáng', 'den duong xom 5 khong sang', 1, 1],
    ['sáng không 5 xóm đường đèn', 'đèn đường xóm 5 không sáng', 1, 1],
    ['đèn đường xóm 5 không sáng', 'Đèn đường trước nhà văn hóa xóm 5 hỏng, tối lắm', 0.25, 0.7],
    ['cầu tràn bị ngập', 'nước ngập qua cầu tràn không đi được', 0.6, 0.95],
    ['rác đổ ở mương', 'mương đầy rác thải', 0.6, 0.9],
    ['đường xóm 5 hỏng nặng', 'rác thải đổ ở xóm 5', 0, 0.24],
    ['xóm 5', 'xóm 5 có chó thả rông cắn người', 0, 0.24],
    ['ổ gà kỹ thuật', 'ổ gà kĩ thuật', 1, 1],
    ['đường hỏng'.normalize('NFD'), 'đường hỏng', 1, 1],
    ['đường ở đây rất hỏng', 'mất nước ở đây rất lâu', 0, 0.34],
    ['', 'đường hỏng', 0, 0],
    ['', '', 0, 0],
    ['🌧🌧', 'đường hỏng', 0, 0],
  ])('“%s” and “%s”', (one, other, least, most) => {
    const similarity = textSimilarity(foldedWords(one), foldedWords(other));
    expect(similarity).toBeGreaterThanOrEqual(least);
    expect(similarity).toBeLessThanOrEqual(most);
    expect(textSimilarity(foldedWords(other), foldedWords(one))).toBeCloseTo(similarity, 10);
  });

  it('gives a shared rare word more than a shared common one', () => {
    expect(textSimilarity(['cong', 'vo'], ['cong', 'sap'])).toBeGreaterThan(textSimilarity(['xom', 'vo'], ['xom', 'sap']));
  });

  it('is between 0 and 1, 1 for the same words, and deaf to order, marks and doubling', () => {
    const words = fc.array(fc.constantFrom('đường', 'hỏng', 'xóm', '5', 'cống', 'nghẹt', 'rác', 'tôi', 'không', 'kỹ'), { maxLength: 8 });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const similarity = textSimilarity(one, other);
        expect(similarity >= 0 && similarity <= 1).toBe(true);
        expect(textSimilarity(other, one)).toBeCloseTo(similarity, 10);
        expect(textSimilarity(foldedWords(one.join(' ')), [...other, ...other].reverse())).toBeCloseTo(similarity, 10);
        if (one.length > 0) expect(textSimilarity(one, one)).toBeCloseTo(1, 10);
      }),
    );
  });
});

const asked = { categoryKey: 'ha-tang', hamletKey: 'xom-5', location: centre, words: foldedWords('cống nghẹt, nước ngập đường') };
const candidate = (id: string, change: Partial<SimilarCandidate> = {}): SimilarCandidate => ({
  id,
  categoryKey: 'ha-tang',
  hamletKey: 'xom-5',
  location: centre,
  words: foldedWords('cống bị nghẹt'),
  filedAt: daysAgo(3),
  joined: 0,
  ...change,
});
const find = (candidates: SimilarCandidate[], change: Partial<typeof asked> | { location: null } = {}, most = 3) =>
  similarReports({ ...asked, ...change }, candidates, { now, most });

describe('similar reports', () => {
  const unlike = foldedWords('đèn hỏng');
  it.each<[string, Partial<SimilarCandidate>, Partial<typeof asked> | { location: null }, boolean]>([
    ['149 m away in the same category, whatever the words', { location: at(149), words: unlike }, {}, true],
    ['151 m away with other words', { location: at(151), words: unlike }, {}, false],
    ['149 m away in another category with other words', { location: at(149), words: unlike, categoryKey: 'moi-truong' }, {}, false],
    ['399 m away with like words', { location: at(0, 399) }, {}, true],
    ['399 m away in another category with like words', { location: at(0, 399), categoryKey: 'moi-truong' }, {}, true],
    ['401 m away with the same words', { location: at(401), words: asked.words }, {}, false],
    ['401 m away in the same hamlet', { location: at(401) }, {}, false],
    ['in another hamlet but 100 m away', { location: at(100), hamletKey: 'xom-6' }, {}, true],
    ['the same hamlet without its location', { location: null }, {}, true],
    ['the same hamlet without ours', {}, { location: null }, true],
    ['the same hamlet without its location, other words', { location: null, words: unlike }, {}, false],
    [
      'the same hamlet without location, words only somewhat alike',
      { location: null, words: foldedWords('ngập ruộng lúa mạ đông xuân') },
      {},
      false,
    ],
    ['another hamlet without its location', { location: null, hamletKey: 'xom-6' }, {}, false],
    ['no hamlet on either side', { location: null, hamletKey: null }, { hamletKey: null } as never, false],
    ['90 days old', { filedAt: daysAgo(90) }, {}, true],
    ['older than 90 days', { filedAt: new Date(daysAgo(90).getTime() - 1) }, {}, false],
  ])('%s', (_title, change, ofAsked, expected) => {
    expect(find([candidate('1', change)], ofAsked).map(({ id }) => id)).toEqual(expected ? ['1'] : []);
  });

  it('come best first, three at most, whatever their order', () => {
    const candidates = [
      candidate('far', { location: at(390) }),
      candidate('another-category', { location: at(20), categoryKey: 'moi-truong' }),
      candidate('near', { location: at(20) }),
      candidate('near-and-joined', { location: at(20), joined: 11 }),
      candidate('no-place', { location: null }),
    ];
    expect(find(candidates).map(({ id }) => id)).toEqual(['near-and-joined', 'near', 'another-category']);
    expect(find([...candidates].reverse())).toEqual(find(candidates));
    expect(find(candidates, {}, 9).map(({ id }) => id)).toEqual(['near-and-joined', 'near', 'another-category', 'far', 'no-place']);
    expect(find(candidates, {}, 0)).toEqual([]);
  });

  it('say how far and how like; among equals the newer goes first', () => {
    const [first, second] = find([candidate('a', { filedAt: daysAgo(9) }), candidate('b', { location: at(0) })]);
    expect([first?.id, second?.id]).toEqual(['b', 'a']);
    expect(first?.metres).toBeCloseTo(0, 3);
    expect(first?.similarity).toBeCloseTo(textSimilarity(asked.words, foldedWords('cống bị nghẹt')), 10);
    expect(find([candidate('c', { location: null })])[0]?.metres).toBeNull();
  });
});

describe('a location', () => {
  it.each<[string, number, number, ReturnType<typeof isPlausibleLocation>]>([
    ['the office', 21.643, 105.617, 'fine'],
    ['29 km away', 21.643 + 29 / 111.195, 105.617, 'fine'],
    ['31 km away', 21.643 - 31 / 111.195, 105.617, 'outside'],
    ['Hà Nội', 21.0288, 105.8525, 'outside'],
    ['Lũng Cú', 23.3638, 105.3165, 'outside'],
    ['A Pa Chải', 22.4, 102.15, 'outside'],
    ['Mũi Cà Mau', 8.6, 104.72, 'outside'],
    ['Mũi Điện', 12.89, 109.46, 'outside'],
    ['Lao Bảo', 16.62, 106.6, 'outside'],
    ['Kỳ Sơn', 19.4, 103.9, 'outside'],
    ['Hà Tiên', 10.38, 104.48, 'outside'],
    ['Phú Quốc', 10.22, 103.96, 'outside'],
    ['Thổ Chu', 9.3, 103.48, 'outside'],
    ['Côn Đảo', 8.68, 106.6, 'outside'],
    ['Phú Quý', 10.52, 108.94, 'outside'],
    ['Lý Sơn', 15.38, 109.12, 'outside'],
    ['Bạch Long Vĩ', 20.13, 107.73, 'outside'],
    ['Hoàng Sa', 16.53, 111.61, 'outside'],
    ['Trường Sa', 8.645, 111.92, 'outside'],
    ['Song Tử Tây', 11.43, 114.33, 'outside'],
    ['nowhere', 0, 0, 'impossible'],
    ['latitude and longitude exchanged', 105.617, 21.643, 'impossible'],
    ['off the globe', 91, 105.6, 'impossible'],
    ['off the globe to the east', 21.6, 181, 'impossible'],
    ['no number', Number.NaN, 105.6, 'impossible'],
    ['no number either', 21.6, Number.NaN, 'impossible'],
    ['endless', Number.POSITIVE_INFINITY, 105.6, 'impossible'],
    ['Bangkok', 13.7563, 100.5018, 'impossible'],
    ['Phnom Penh', 11.5564, 104.9282, 'impossible'],
    ['Nam Ninh', 22.817, 108.366, 'impossible'],
    ['Hải Khẩu', 20.044, 110.1999, 'impossible'],
    ['Washington', 38.9, -77.04, 'impossible'],
    ['the south of the equator', -21.643, 105.617, 'impossible'],
  ])('%s', (_title, latitude, longitude, expected) => {
    expect(isPlausibleLocation({ latitude, longitude }, centre)).toBe(expected);
    expect(isPlausibleLocation({ latitude, longitude }, null)).toBe(expected === 'impossible' ? 'impossible' : 'fine');
  });
});
