import { z } from 'zod';
import { type House, house, type Person } from '../../../testing/house.js';
import type { RequestOf } from '../../contracts/endpoint.js';
import { bookReception, publishReceptionSession, type ReceptionBooking } from '../../contracts/reception.js';
import { addReceptionEntry, type ReceptionFields } from '../../contracts/reception-register.js';

/** Thursday morning, nine days after the house's own Tuesday. */
export const session = {
  day: '2026-12-10',
  from: '08:00',
  to: '11:00',
  place: 'Phòng tiếp công dân, trụ sở UBND xã',
  leaderOfficerId: null,
  attendees: 'Công chức Tư pháp, Văn phòng',
  content: 'Tiếp công dân định kỳ',
  places: 3,
  minutesEach: 30,
};
export const onThatDay = (time: string) => `2026-12-10T${time}:00+07:00`;

export const visit: RequestOf<typeof bookReception>['body'] = {
  name: 'Nguyễn Văn Minh',
  address: 'Xóm Tân Lập',
  phone: null,
  topic: 'Đường vào xóm bị sạt sau mưa',
  people: 1,
};

export const line: ReceptionFields = {
  name: 'Lý Thị Hoa',
  address: 'Xóm 5',
  identityNumber: '019190000123',
  content: 'Kiến nghị sửa đường liên xóm',
  kind: 'proposal',
  people: 1,
  settledBy: '',
  competent: true,
  guidance: '',
  acceptedBy: '',
  result: '',
  note: '',
  refusal: null,
  complainedOfficerIds: [],
};

/** A commune whose office publishes, with its chairman and a resident. */
export async function commune() {
  const here = await house();
  const office = await here.officer('van-phong', ['office_officer']);
  const chairman = await here.officer('chu-tich', ['chairman'], [], { title: 'Chủ tịch UBND xã' });
  const minh = await here.person('minh', { name: 'Nguyễn Văn Minh' });
  return { here, office, chairman, minh };
}

export const published = (office: Person, change: Partial<typeof session> & { leaderOfficerId?: null } = {}) =>
  office.call(publishReceptionSession, { body: { ...session, ...change, adHoc: null } });

export const booked = (person: Person, id: string, change: Partial<typeof visit> = {}, key?: string): Promise<ReceptionBooking> =>
  person.call(bookReception, { params: { id }, body: { ...visit, ...change } }, key === undefined ? {} : { idempotencyKey: key });

export const written = (officer: Person, id: string, change: Partial<ReceptionFields> & { bookingId?: string } = {}, key?: string) =>
  officer.call(addReceptionEntry, { params: { id }, body: { ...line, ...change } }, key === undefined ? {} : { idempotencyKey: key });

/** Free text may reach this person now. */
export async function wroteToUs(here: House, id: string): Promise<void> {
  const { oaUserId } = z.looseObject({ oaUserId: z.string() }).parse(await here.control('GET', `/people/${id}`));
  await here.composed.contacts.record({ oaUserId, userIdByApp: await here.zaloIdOf(id), interactedAt: here.clock.now() });
}

export const documents = async (here: House, name: string) =>
  (await here.composed.database.connection.db?.collection(name).find({}).toArray()) ?? [];
