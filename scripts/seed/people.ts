import { hamlets } from './hamlets.js';

/** A resident as the seed makes one: an account in the Zalo emulator, and what the person then types into the Mini App. */
export type SeedResident = {
  zaloId: string;
  name: string;
  birthYear: number;
  gender: 'male' | 'female';
  phone: string;
  hamletKey: string;
  followsOfficialAccount: boolean;
  /** Whether Zalo gives the name to the Mini App without being asked again. */
  sharesName: boolean;
  /** Whether the person has left the number with the commune; the others have it only in Zalo. */
  leavesPhone: boolean;
};

const familyNames = [
  'Nguyễn',
  'Trần',
  'Dương',
  'Hoàng',
  'Lương',
  'Nông',
  'Lý',
  'Ma',
  'Triệu',
  'Đặng',
  'Bế',
  'Tạ',
  'Chu',
  'Vi',
  'Đào',
  'Hà',
];
const middleNames = {
  male: ['Văn', 'Đức', 'Hữu', 'Quang', 'Công', 'Bá'],
  female: ['Thị', 'Thị Hồng', 'Thị Thanh', 'Thị Bích', 'Thị Thu'],
} as const;
const givenNames = {
  male: [
    'Bằng',
    'Chiến',
    'Cường',
    'Dậu',
    'Đoàn',
    'Hậu',
    'Hiệp',
    'Khoa',
    'Lâm',
    'Kha',
    'Nam',
    'Phúc',
    'Quý',
    'Sáng',
    'Thắng',
    'Tiến',
    'Tùng',
    'Vinh',
  ],
  female: [
    'Bình',
    'Chè',
    'Dung',
    'Đào',
    'Hạnh',
    'Hiên',
    'Hoa',
    'Lan',
    'Liễu',
    'Mận',
    'Nga',
    'Nhung',
    'Oanh',
    'Quyên',
    'Sen',
    'Thơm',
    'Vân',
    'Yến',
  ],
} as const;

/** Numbers in 0..1 that are the same in every run (mulberry32). */
function numbersFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Invented numbers: no network has used 095 since S-Fone closed, and the rest counts from one. */
const phoneOf = (number: number): string => `0950000${String(number).padStart(3, '0')}`;

/** Mrs Thơm, 68: a cheap phone, large text, follows the Official Account. */
export const grandmother: SeedResident = {
  zaloId: 'ba-thom',
  name: 'Nông Thị Thơm',
  birthYear: 1958,
  gender: 'female',
  phone: phoneOf(1),
  hamletKey: 'tan-linh-xom-1',
  followsOfficialAccount: true,
  sharesName: true,
  leavesPhone: true,
};

/** `count` invented residents, the first of them `grandmother`; the same in every run. */
export function makeResidents(count: number): SeedResident[] {
  const next = numbersFrom(5_788);
  const chance = (probability: number): boolean => next() < probability;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const others = Array.from({ length: count - 1 }, (_, index): SeedResident => {
    const gender = chance(0.5) ? 'male' : 'female';
    return {
      zaloId: `nguoi-dan-${String(index + 2).padStart(3, '0')}`,
      name: `${pick(familyNames)} ${pick<string>(middleNames[gender])} ${pick<string>(givenNames[gender])}`,
      birthYear: 1945 + Math.floor(next() * 62),
      gender,
      phone: phoneOf(index + 2),
      hamletKey: pick(hamlets).key,
      followsOfficialAccount: chance(0.7),
      sharesName: chance(0.8),
      leavesPhone: chance(0.6),
    };
  });
  return [grandmother, ...others];
}

export const residents: readonly SeedResident[] = makeResidents(200);
