import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import {
  bookReception,
  listReceptionSessions,
  publishReceptionSession,
  publishWeeklyReception,
  type WeeklyReception,
} from 'backend/contracts/reception';
import { addReceptionEntry, type ReceptionFields, saveReceptionMinutes } from 'backend/contracts/reception-register';
import type { CallOptions } from '../../miniapp/src/api.js';

type Person = { call<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options?: CallOptions): Promise<ReplyOf<E>> };

/** Where people are received; the commune has one room for it. */
const place = 'Phòng tiếp công dân, trụ sở UBND xã Phú Lạc';

/** Every Thursday morning, as far ahead as the commune usually knows. */
export const weekly: WeeklyReception = {
  weekday: 4,
  weeks: 8,
  from: '08:00',
  to: '11:00',
  place,
  leaderOfficerId: null,
  attendees: 'Công chức Văn phòng, Tư pháp – hộ tịch, Địa chính',
  content: 'Tiếp công dân định kỳ của Chủ tịch UBND xã',
  places: 6,
  minutesEach: 30,
};

/** Who wants to be received at the first of them; counted among the residents. */
export const bookings = [
  { by: 20, topic: 'Kiến nghị sửa đoạn mương đầu xóm trước mùa mưa', people: 6 },
  { by: 23, topic: 'Hỏi về quyết định hỗ trợ làm nhà', people: 1 },
] as const;

const nothingMore = {
  settledBy: '',
  guidance: '',
  acceptedBy: '',
  result: '',
  note: '',
  refusal: null,
  complainedOfficerIds: [],
} satisfies Partial<ReceptionFields>;

/** Came without a place on the day of the ad hoc session. */
const walkIn: ReceptionFields = {
  ...nothingMore,
  name: 'Vi Văn Tuyên',
  address: 'Xóm 3 (mẫu)',
  identityNumber: '',
  content: 'Khiếu nại biên bản xác định ranh giới đất vườn',
  kind: 'complaint',
  people: 1,
  competent: true,
  guidance: 'Đã hướng dẫn làm đơn khiếu nại, kèm quyết định và giấy tờ đất',
};

const minute = 60_000;
const step = 5 * minute;

/** A session a quarter of an hour from now, when the day is still long enough for one; times of day in Vietnam. */
export function adHocToday(now: Date): { day: string; from: string; to: string } | null {
  const vietnam = (instant: number) => new Date(instant + 7 * 3_600_000).toISOString();
  const begins = Math.ceil((now.getTime() + 15 * minute) / step) * step;
  const [from, to] = [vietnam(begins), vietnam(begins + 120 * minute)];
  return from.slice(0, 10) === to.slice(0, 10) && from.slice(0, 10) === vietnam(now.getTime()).slice(0, 10)
    ? { day: from.slice(0, 10), from: from.slice(11, 16), to: to.slice(11, 16) }
    : null;
}

/**
 * The schedule, two places in it, and an ad hoc session today with its first two lines in the register. Does nothing when there is a session already.
 * `resident` is the well-known one, who finds the minutes of her visit; `others` come to the first Thursday.
 */
export async function receive(
  office: Person,
  {
    resident,
    others,
    now,
  }: { resident: Person & { me: { name: string } }; others: readonly (Person & { me: { name: string } })[]; now: Date },
): Promise<void> {
  const shelves = await Promise.all((['upcoming', 'past'] as const).map((when) => office.call(listReceptionSessions, { query: { when } })));
  if (shelves.some(({ sessions }) => sessions.length > 0)) return;
  const { sessions } = await office.call(publishWeeklyReception, { body: weekly });
  for (const [index, { topic, people }] of bookings.entries()) {
    const [first, person] = [sessions[0], others[index]];
    if (first && person) await person.call(bookReception, { params: { id: first.id }, body: { ...wordsOf(person), topic, people } });
  }
  const today = adHocToday(now);
  if (today === null) return;
  const adHoc = { ground: 'urgent' as const, note: 'Mưa lớn làm sạt ta-luy sau nhà dân ở xóm 2 (mẫu)' };
  const { weekday: _weekday, weeks: _weeks, ...usual } = weekly;
  const body = { ...usual, ...today, content: 'Nghe người dân và bàn cách khắc phục', places: 4, adHoc };
  const { id } = await office.call(publishReceptionSession, { body }, { idempotencyKey: `seed-reception-${today.day}` });
  const topic = 'Ta-luy sau nhà sạt, xin xã cử người xem giúp';
  const booking = await resident.call(bookReception, { params: { id }, body: { ...wordsOf(resident), topic, people: 1 } });
  const entry = await office.call(addReceptionEntry, {
    params: { id },
    body: {
      ...nothingMore,
      name: booking.name,
      address: booking.address,
      identityNumber: '',
      content: topic,
      kind: 'proposal',
      people: 1,
      competent: true,
      bookingId: booking.id,
    },
  });
  await office.call(saveReceptionMinutes, {
    params: { id: entry.id },
    body: {
      revision: entry.revision,
      said: 'Bà trình bày ta-luy sau nhà sạt khoảng 4 m sau mưa đêm qua. Chủ tịch ghi nhận, yêu cầu xem ngay trong tuần.',
      promises: [
        { id: null, what: 'Cử cán bộ địa chính xuống xem', by: 'Công chức Địa chính', until: today.day },
        {
          id: null,
          what: 'Báo phương án che chắn, di dời đồ đạc',
          by: 'Ban chỉ huy phòng, chống thiên tai xã',
          until: nextWeek(today.day),
        },
      ],
    },
  });
  await office.call(addReceptionEntry, { params: { id }, body: walkIn });
}

const wordsOf = ({ me }: { me: { name: string } }) => ({ name: me.name, address: 'Xóm 1 (mẫu), xã Phú Lạc' });
const nextWeek = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10);
