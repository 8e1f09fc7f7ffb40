import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { applyImport, claimHousehold, inviteMember, listHouseholds, previewImport, readHousehold } from 'backend/contracts/households';
import { hamlets } from './hamlets.js';
import { makeResidents, residents } from './people.js';

/** A household of the sample book. `linked`: the account that comes to stand for its representative. */
export type SeedHousehold = {
  code: string;
  hamletKey: string;
  hamletName: string;
  headName: string;
  address: string;
  representative: { name: string; birthYear: number; zaloId: string | null } | null;
  size: number;
  linked: boolean;
};

/** The two who answer for the first hamlet live there too. */
const officersAtHome = [
  { zaloId: 'truong-xom-1', name: 'Bế Văn Thảo', birthYear: 1966 },
  { zaloId: 'mat-tran-xom-1', name: 'Lương Thị Thơm', birthYear: 1971 },
] as const;

/** In the first hamlet, where a ballot of households can be tried, most are linked; elsewhere one, as at the beginning. */
const linkedIn = (hamlet: number) => (hamlet === 1 ? 11 : 1);
const householdsIn = (hamlet: number) => 12 + ((hamlet * 5) % 9);
/** Every seventh beyond those has nobody who represents it yet. */
const lacks = (place: number, hamlet: number) => place >= linkedIn(hamlet) && place % 7 === 6;

/** Invented, and the same in every run: 12 to 20 households of each sample hamlet. */
export function makeHouseholds(): SeedHousehold[] {
  const others = makeResidents(residents.length + 250).slice(residents.length);
  let used = 0;
  const another = () => {
    const { name, birthYear } = others[used % others.length] as (typeof others)[number];
    used += 1;
    return { name, birthYear, zaloId: null };
  };
  return hamlets.flatMap(({ key, name: hamletName, order: hamlet }) => {
    const own = residents.filter(({ hamletKey }) => hamletKey === key);
    const people = hamlet === 1 ? [...own.slice(0, 9), ...officersAtHome, ...own.slice(9)] : own;
    return Array.from({ length: householdsIn(hamlet) }, (_, place): SeedHousehold => {
      const { name, birthYear, zaloId } = people[place] ?? another();
      return {
        code: `X${hamlet}-${String(place + 1).padStart(2, '0')}`,
        hamletKey: key,
        hamletName,
        headName: place % 3 === 1 ? another().name : name,
        address: `Tổ ${(place % 4) + 1}`,
        representative: lacks(place, hamlet) ? null : { name, birthYear, zaloId },
        size: 2 + ((place * 7 + hamlet) % 5),
        linked: zaloId !== null && place < linkedIn(hamlet),
      };
    });
  });
}

const columns = ['Mã hộ', 'Xóm', 'Chủ hộ', 'Địa chỉ', 'Đại diện hộ', 'Năm sinh đại diện', 'Số nhân khẩu'];

/** The book as an officer would have it in a file. */
export function bookFile(households: readonly SeedHousehold[]): string {
  const rows = households.map(({ code, hamletName, headName, address, representative, size }) => [
    code,
    `"${hamletName}"`,
    headName,
    address,
    representative?.name ?? '',
    representative?.birthYear ?? '',
    size,
  ]);
  return `\ufeff${[columns, ...rows].map((row) => row.join(';')).join('\r\n')}\r\n`;
}

type Person = {
  call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>>;
  send(path: string, file: Blob): Promise<unknown>;
};

/** Brings the book in as a file, once; what people changed in it afterwards stays. */
export async function bringBook(officer: Person, households: readonly SeedHousehold[]): Promise<void> {
  const { counts } = await officer.call(listHouseholds, { query: {} });
  if (counts.active > 0) return;
  const file = new Blob([bookFile(households)]);
  const { digest } = previewImport.reply.parse(await officer.send(previewImport.path, file));
  if (digest !== null) await officer.send(`${applyImport.path}?digest=${digest}`, file);
}

/** Those of the linked ones whose representative no account stands for yet, with the id in the book. */
export async function unlinked(officer: Person, households: readonly SeedHousehold[]): Promise<{ id: string; zaloId: string }[]> {
  const wanted = new Map(
    households.filter(({ linked }) => linked).map(({ code, representative }) => [code, representative?.zaloId ?? null]),
  );
  const found: { id: string; zaloId: string }[] = [];
  for (let after: string | null = null; ; ) {
    const page: ReplyOf<typeof listHouseholds> = await officer.call(listHouseholds, {
      query: { gap: 'not_linked', ...(after !== null && { after }) },
    });
    for (const { id, code } of page.households) {
      const zaloId = wanted.get(code) ?? null;
      if (zaloId !== null) found.push({ id, zaloId });
    }
    after = page.next;
    if (after === null) return found;
  }
}

/** The code goes from hand to hand, as it would. */
export async function linkRepresentative(officer: Person, resident: Person, id: string): Promise<void> {
  const { members } = await officer.call(readHousehold, { params: { id } });
  const member = members.find(({ isRepresentative }) => isRepresentative);
  if (member === undefined) return;
  const { code } = await officer.call(inviteMember, { params: { id }, body: { memberId: member.id } });
  await resident.call(claimHousehold, { body: { code } });
}
