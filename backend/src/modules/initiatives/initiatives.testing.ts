import { Types } from 'mongoose';
import { type House, house, type Person } from '../../../testing/house.js';
import { hamletKeys, withHamlets } from '../../../testing/reports.js';
import type { RequestOf } from '../../contracts/endpoint.js';
import { checkInitiative, type Initiative, proposeInitiative } from '../../contracts/initiatives.js';

export const [firstHamlet, secondHamlet] = hamletKeys;

export const idea: RequestOf<typeof proposeInitiative>['body'] = {
  title: 'Làm đèn chiếu sáng đường xóm bằng năng lượng mặt trời',
  what: 'Lắp 12 cột đèn từ nhà văn hóa tới ngã ba chợ. Ai góp được công xin gọi tôi số 0912 345 678.',
  why: 'Đường tối, các cháu đi học thêm về không an toàn.',
  cost: 'Khoảng 36 triệu đồng, mỗi hộ góp 300 nghìn',
  item: 1,
  scope: 'hamlet',
  answersForList: true,
};

type Named = { person: Person; isRepresentative?: boolean };

/** Writes households into the book as its import would: numbered, the first ones with people who hold a phone. Answers their ids. */
export async function withHouseholds(
  commune: House,
  hamletKey: (typeof hamletKeys)[number],
  count: number,
  held: readonly Named[][] = [],
): Promise<string[]> {
  const place = hamletKeys.indexOf(hamletKey) + 1;
  const rows = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const members = await Promise.all(
        (held[index] ?? []).map(async ({ person, isRepresentative = true }, at) => {
          const resident = await commune.composed.residents.findByZalo({ zaloUserId: await commune.zaloIdOf(person.id) });
          return { id: `m${at}`, name: `Người ${person.id}`, residentId: resident?.id ?? '', isRepresentative };
        }),
      );
      const representative = members.find(({ isRepresentative }) => isRepresentative);
      return {
        _id: new Types.ObjectId(),
        code: `X${place}-${index + 1}`,
        sortKey: `X${place}-${String(index + 1).padStart(8, '0')}`,
        hamletKey,
        headName: `Chủ hộ ${index + 1} xóm ${place}`,
        address: '',
        members: members.map(({ id, name, residentId }) => ({ id, name, birthYear: 1970, relation: null, residentId, linkedAt: null })),
        representativeMemberId: representative?.id ?? null,
        representativeName: representative?.name ?? null,
        representativeResidentId: representative?.residentId ?? null,
        ...(members.length > 0 && { residentIds: members.map(({ residentId }) => residentId) }),
        invitations: [],
        searchWords: [],
        status: 'active',
        ended: null,
        history: [],
        outbox: [],
        revision: 0,
      };
    }),
  );
  await commune.composed.database.connection.collection('households').insertMany(rows);
  return rows.map(({ _id }) => String(_id));
}

/** The first hamlet with 21 households, of which three must agree, and the second with 30; their heads and Front, the office, the leaders. */
export async function commune() {
  const here = await house();
  await withHamlets(here);
  const [minh, lan, hoa, sen, tu, stranger] = [
    await here.person('minh', { name: 'Nguyễn Văn Minh' }),
    await here.person('lan', { name: 'Hoàng Thị Lan' }),
    await here.person('hoa', { name: 'Lý Thị Hoa' }),
    await here.person('sen', { name: 'Ma Thị Sen' }),
    await here.person('tu', { name: 'Vi Văn Tú' }),
    await here.person('la', { name: 'Người Lạ' }),
  ];
  const first = await withHouseholds(here, firstHamlet, 21, [
    [{ person: minh }, { person: lan, isRepresentative: false }],
    [{ person: hoa }],
    [{ person: sen }],
  ]);
  const second = await withHouseholds(here, secondHamlet, 30, [[{ person: tu }]]);
  return {
    here,
    minh,
    lan,
    hoa,
    sen,
    tu,
    stranger,
    first,
    second,
    head: await here.officer('truong-1', ['hamlet_head'], [], { hamletKeys: [firstHamlet] }),
    front: await here.officer('mat-tran-1', ['hamlet_front'], [], { hamletKeys: [firstHamlet] }),
    otherHead: await here.officer('truong-2', ['hamlet_head'], [], { hamletKeys: [secondHamlet] }),
    office: await here.officer('van-phong', ['office_officer']),
    chairman: await here.officer('chu-tich', ['chairman']),
    communeFront: await here.officer('mat-tran-xa', ['front_officer']),
    /** How often something like this lies in somebody's Zalo. */
    told: async (id: string, words: RegExp) => (await here.inbox(id)).filter(({ text }) => words.test(text)).length,
  };
}

export const proposed = (person: Person, change: Partial<typeof idea> = {}, key?: string): Promise<Initiative> =>
  person.call(proposeInitiative, { body: { ...idea, ...change } }, key === undefined ? {} : { idempotencyKey: key });

export async function admitted(person: Person, officer: Person, change: Partial<typeof idea> = {}): Promise<string> {
  const { id } = await proposed(person, change);
  await officer.call(checkInitiative, { params: { id }, body: { decision: 'admit', item: 1 } });
  return id;
}
