import { randomBytes, randomInt } from 'node:crypto';
import {
  bookAppointment,
  cancelAppointment,
  type DayOfSlots,
  holdPlace,
  joinWaitingList,
  listMyAppointments,
  listMyWaiting,
  listOpenSlots,
  readSlip,
  rescheduleAppointment,
  type Slip,
} from 'backend/contracts/appointments';
import { readCalendar, removeDayOverride, saveDayOverride } from 'backend/contracts/calendar';
import {
  bookForSomeone,
  checkIn,
  complete,
  type DeskAppointment,
  findByCode,
  listDay,
  markNoShow,
  printSlip,
  revoke,
  staffSlots,
  startServing,
} from 'backend/contracts/desk';
import type { ProblemCode } from 'backend/contracts/problem';
import { readProcedure, searchProcedures, type Way } from 'backend/contracts/procedures';
import { eraseMe, readMe } from 'backend/contracts/residents';
import { CallFailure } from '../../miniapp/src/api.js';
import { wellKnown } from '../seed/seed.js';
import { type SignedIn, signedIn } from '../system/signed-in.js';
import { type Received, zaloControl } from '../system/zalo-control.js';
import { tellReport } from './report.js';
import { claim, painted, type Story } from './story.js';

export type Target = { apiUrl: string; zaloControlUrl: string };

const birth = '1.001193';
const copies = '2.000815';
const session = 'ngoai-gio';

const hour = 3_600_000;
const minute = 60_000;
const at = (date: string, time: string) => new Date(`${date}T${time}:00+07:00`);
const vietnam = (instant: Date) => new Date(instant.getTime() + 7 * hour).toISOString();
const dayOf = (instant: Date) => vietnam(instant).slice(0, 10);
const timeOf = (instant: Date) => vietnam(instant).slice(11, 16);
const dayAfter = (date: string, days: number) => dayOf(new Date(at(date, '12:00').getTime() + days * 24 * hour));
const shortDay = (date: string) => date.split('-').reverse().join('/');
const when = ({ date, start }: { date: string; start: string }) => `${start} ngày ${shortDay(date)}`;

/** A person of this run alone, with a phone of their own. */
type Somebody = SignedIn & { name: string };

/**
 * From signing in to being served, as people of the commune live it. Every step is proved by reading it back through the API or in somebody's
 * Zalo. Moves the emulator's clock, which API and worker follow; what was made is taken away through `story.afterwards`.
 */
export async function tellJourney({ apiUrl, zaloControlUrl }: Target, story: Story): Promise<void> {
  const { chapter, step, until } = story;
  const zalo = zaloControl(zaloControlUrl);
  const run = `demo-${Date.now().toString(36)}${randomBytes(2).toString('hex')}`;
  const read = new Map<string, number>();
  const phones: string[] = [];

  /** Waits for a message that says all of these, and shows everything that arrived until then. */
  async function receives({ zaloId, name }: Pick<Somebody, 'zaloId' | 'name'>, ...words: string[]): Promise<Received> {
    const says = ({ title, text }: Received) => words.every((word) => `${title}\n${text}`.includes(word));
    const fresh = await until(
      async () => {
        const messages = (await zalo.received(zaloId)).slice(read.get(zaloId) ?? 0);
        return messages.some(says) && messages;
      },
      `chưa thấy tin nhắn có “${words.join('”, “')}”`,
    );
    read.set(zaloId, (read.get(zaloId) ?? 0) + fresh.length);
    for (const message of fresh) story.showMessage(name, message);
    return fresh.find(says) as Received;
  }

  async function newPerson(number: number, name: string, given: Record<string, unknown> = {}): Promise<{ zaloId: string; name: string }> {
    const zaloId = `${run}-${number}`;
    await zalo.makePeople([{ id: zaloId, name, scopes: ['scope.userInfo'], note: 'người của bản demo', ...given }]);
    phones.push(zaloId);
    story.afterwards(`Xóa tài khoản Zalo thử của ${name}`, () => zalo.removePerson(zaloId));
    return { zaloId, name };
  }

  /** Follows the Official Account and opens the Mini App. */
  async function newResident(number: number, name: string): Promise<Somebody> {
    const { zaloId } = await newPerson(number, name);
    await zalo.act(zaloId, { do: 'follow' });
    await receives({ zaloId, name }, 'Xã xin chào ông/bà');
    const resident = { ...(await signedIn(apiUrl, zalo, zaloId)), name };
    story.afterwards(`Xóa dữ liệu của ${name}`, () => resident.call(eraseMe, {}));
    return resident;
  }

  async function worksHere(zaloId: string): Promise<SignedIn> {
    const person = await signedIn(apiUrl, zalo, zaloId);
    claim(person.me.roles.length > 0, `“${zaloId}” chưa phải cán bộ; hệ thống này chưa có dữ liệu mẫu (npm run seed)`);
    return person;
  }

  async function refused(work: Promise<unknown>, status: number, code: ProblemCode): Promise<string> {
    const fault: unknown = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    claim(fault instanceof CallFailure, fault === null ? `lẽ ra phải bị từ chối (${status})` : String(fault));
    claim(fault.status === status && fault.code === code, `lẽ ra là ${status} ${code}, nhưng là ${fault.status} ${fault.code}`);
    return `${status} – ${fault.detail}`;
  }

  const days = async (who: SignedIn, code: string, way: Way): Promise<DayOfSlots[]> =>
    (await who.call(listOpenSlots, { params: { code }, query: { way } })).days;

  /** The slip as its owner reads it, once it is as described. */
  const slipOnce = (who: SignedIn, id: string, is: (slip: Slip) => boolean, otherwise: string): Promise<Slip> =>
    until(async () => {
      const slip = await who.call(readSlip, { params: { id } });
      return is(slip) && slip;
    }, otherwise);
  /** A message whose end is known keeps it when the clock jumps. */
  const settled = (who: SignedIn, id: string) =>
    slipOnce(who, id, ({ message }) => message === 'sent' || message === 'seen', 'giấy hẹn chưa ghi là tin đã gửi');

  async function file(url: string, type: string): Promise<Buffer> {
    const response = await fetch(url);
    const body = Buffer.from(await response.arrayBuffer());
    claim(
      response.ok && (response.headers.get('content-type') ?? '').startsWith(type),
      `tải về được ${response.status}, không phải ${type}`,
    );
    return body;
  }
  async function pdf(url: string): Promise<string> {
    const body = await file(url, 'application/pdf');
    claim(
      body.subarray(0, 5).toString() === '%PDF-' && body.subarray(-8).toString().includes('%%EOF'),
      'tệp tải về không phải PDF trọn vẹn',
    );
    return `${Math.round(body.length / 1024)} KB`;
  }

  chapter('Cán bộ vào việc');
  const [administrator, officer] = await step('Quản trị viên và cán bộ hộ tịch đăng nhập', async () => [
    await worksHere(wellKnown.administrator.zaloId),
    await worksHere(wellKnown.officer.zaloId),
  ]).then(([first, second]) => [first as SignedIn, second as SignedIn] as const);

  /** Nothing is on its way: an event of one time that reaches an API of another would be refused as forged. */
  async function quiet(): Promise<void> {
    await until(async () => {
      const inboxes = await Promise.all(phones.map((zaloId) => zalo.received(zaloId)));
      return inboxes.flat().every(({ receivedAt }) => receivedAt !== null);
    }, 'còn tin nhắn chưa tới máy');
    await zalo.webhooksIdle();
  }
  /** API and worker look at the emulator's clock twice a second. */
  const apiFollows = (near: () => number, otherwise: string) =>
    until(async () => {
      const { now } = await administrator.call(listDay, { query: { date: dayOf(new Date(near())) } });
      return Math.abs(Date.parse(now) - near()) < minute;
    }, otherwise);
  const moveClock = (instant: Date, why: string) =>
    step(
      `Đồng hồ tới ${when({ date: dayOf(instant), start: timeOf(instant) })}`,
      async () => {
        await quiet();
        await zalo.moveClock({ set: instant.toISOString() });
        await apiFollows(() => instant.getTime(), 'API chưa theo đồng hồ của Zalo giả lập');
      },
      () => why,
    );

  story.afterwards('Đưa đồng hồ về giờ thật', async () => {
    await zalo.webhooksIdle();
    await zalo.moveClock({ reset: true });
    await apiFollows(() => Date.now(), 'API chưa về giờ thật');
  });
  await zalo.subscribeWebhooks();
  const begin = new Date((await zalo.clock()).now);
  // By day: at night nobody is offered a place.
  if (timeOf(begin) < '07:00') await moveClock(at(dayOf(begin), '08:00'), 'bắt đầu vào buổi sáng');
  else if (timeOf(begin) > '16:30') await moveClock(at(dayAfter(dayOf(begin), 1), '08:00'), 'bắt đầu vào buổi sáng');

  chapter('Người dân tìm thủ tục');
  const resident = await step(
    'Quan tâm Official Account, đăng nhập bằng Zalo',
    () => newResident(1, 'Nguyễn Thị Minh Họa'),
    ({ me }) => me.name,
  );
  for (const [typed, code] of [
    ['dang ky khai sinh', birth],
    ['dang ky khai snh', birth],
    ['sao y', copies],
  ] as const)
    await step(
      `Tìm “${typed}”`,
      async () => {
        const { procedures } = await resident.call(searchProcedures, { query: { q: typed } });
        claim(procedures[0]?.code === code, `tìm ra “${procedures[0]?.plainName ?? 'không có gì'}” đứng đầu`);
        return procedures[0];
      },
      ({ plainName, timeText, feeText }) => `${plainName} – ${timeText}, ${feeText}`,
    );
  await step(
    'Đọc thủ tục',
    async () => {
      const page = await resident.call(readProcedure, { params: { code: birth } });
      claim(page.procedure.documents.length > 0 && page.ways.some(({ way }) => way === 'counter'), 'thiếu giấy tờ hoặc nơi làm');
      return page;
    },
    ({ procedure, timeText }) => `${timeText}; cần ${procedure.documents.length} loại giấy tờ: ${procedure.documents[0]?.name}…`,
  );

  chapter('Đặt lịch và nhận giấy hẹn');
  const free = ({ slots }: DayOfSlots) => slots.filter(({ start, placesLeft }) => start >= '09:00' && placesLeft > 0);
  const [day, first, second] = await step('Xem chỗ trống 14 ngày làm việc tới', async () => {
    const now = new Date((await zalo.clock()).now);
    const listed = await days(resident, birth, 'counter');
    const workingDays = listed.filter(({ state }) => state !== 'closed').length;
    claim(workingDays >= 14, `chỉ thấy ${workingDays} ngày làm việc`);
    // The evening before must still be ahead, and the day needs room for three appointments.
    const found = listed.find(
      (each) => at(dayAfter(each.date, -1), '19:00').getTime() - now.getTime() > 1.5 * hour && free(each).length >= 4,
    );
    claim(found !== undefined, 'không còn ngày nào đủ chỗ trống');
    const [one, other] = free(found);
    claim(one !== undefined && other !== undefined, 'không còn chỗ trống');
    story.note(`${workingDays} ngày nhận hẹn; ${shortDay(found.date)} (âm lịch ${found.lunar}) còn ${found.placesLeft} chỗ`);
    return [found.date, one.start, other.start] as const;
  });
  const place = { code: birth, way: 'counter', date: day, start: first } as const;
  const hold = await step(
    'Giữ chỗ trong lúc điền thông tin',
    () => resident.call(holdPlace, { body: place }),
    ({ seat, expiresAt }) => `${when(place)}, số ${seat}, giữ đến ${timeOf(new Date(expiresAt))}`,
  );
  const slip = await step(
    'Đặt lịch và nhận giấy hẹn',
    async () => {
      const body = { ...place, holdId: hold.holdId, person: { relation: 'self' as const } };
      const given = await resident.call(bookAppointment, { body }, { idempotencyKey: `${run}-first` });
      const again = await resident.call(bookAppointment, { body }, { idempotencyKey: `${run}-first` });
      claim(again.code === given.code, 'bấm hai lần lại thành hai lịch');
      const seen = await resident.call(readSlip, { params: { id: given.id } });
      claim(seen.status === 'booked' && seen.seat === hold.seat && seen.start === first, 'giấy hẹn đọc lại không khớp');
      return seen;
    },
    ({ code, seat }) => `mã ${code}, số ${seat}`,
  );
  story.note(
    [
      `${slip.officeName}${slip.formerText ? ` (${slip.formerText})` : ''}`,
      `${slip.procedure.plainName}, ${when(slip)} (âm lịch ${slip.lunar}), ${slip.counterName}, ${slip.location}`,
      `Người đến: ${slip.person.name}. Mã ${slip.code}. Đổi hoặc hủy được đến ${slip.changeUntil ? timeOf(new Date(slip.changeUntil)) : '–'} hôm đó.`,
      painted('bold', slip.notice),
    ].join('\n'),
  );
  await step(
    'Tải giấy hẹn PDF',
    () => pdf(slip.pdfUrl),
    (size) => size,
  );
  await step('Tải lịch cho điện thoại (iCalendar)', async () => {
    const text = (await file(slip.calendarUrl, 'text/calendar')).toString().replace(/\r\n /g, '');
    const start = at(slip.date, slip.start)
      .toISOString()
      .replace(/[-:]|\.\d{3}/g, '');
    claim(
      text.startsWith('BEGIN:VCALENDAR') && text.includes(`DTSTART:${start}`) && text.includes(slip.code),
      'lịch không có đúng giờ và mã hẹn',
    );
  });
  await step('Nhận tin Zalo của Official Account', async () => {
    await receives(resident, slip.code, 'chưa phải nộp hồ sơ');
    await settled(resident, slip.id);
  });

  chapter('Nhắc hẹn và đổi giờ');
  await moveClock(new Date(at(dayAfter(day, -1), '19:00').getTime() + 5_000), 'tối hôm trước ngày hẹn');
  await step('Nhận tin nhắc buổi tối', () => receives(resident, slip.code, 'Ngày mai ông/bà có lịch hẹn'));
  await step(
    'Đổi sang giờ khác, giữ nguyên mã',
    async () => {
      const moved = await resident.call(rescheduleAppointment, { params: { id: slip.id }, body: { date: day, start: second } });
      claim(moved.code === slip.code && moved.start === second, 'giấy hẹn mới không khớp');
      await receives(resident, slip.code, 'đổi giờ hẹn');
      return settled(resident, slip.id);
    },
    when,
  );
  await moveClock(new Date(at(day, second).getTime() - 2 * hour + 5_000), 'hai giờ trước giờ hẹn mới');
  await step('Nhận tin nhắc hai giờ trước, chỉ theo giờ mới', async () => {
    await receives(resident, slip.code, 'Hai giờ nữa');
    const reminders = (await zalo.received(resident.zaloId)).filter(({ title, text }) => `${title}${text}`.includes('Hai giờ nữa'));
    claim(reminders.length === 1, `nhận ${reminders.length} tin nhắc`);
  });

  chapter('Đặt cho người nhà');
  const family = await step(
    'Đặt lịch cho mẹ',
    async () => {
      const today = (await days(resident, birth, 'counter')).find(({ date }) => date === day);
      const start = today && free(today).find((each) => each.start > second)?.start;
      claim(start !== undefined, `ngày ${shortDay(day)} không còn chỗ trống`);
      const body = { ...place, start, person: { relation: 'parent' as const, name: 'lê thị mẫu' } };
      const booked = await resident.call(bookAppointment, { body }, { idempotencyKey: `${run}-family` });
      const { appointments } = await resident.call(listMyAppointments, { query: {} });
      claim(
        appointments.some(({ code, isSelf }) => code === booked.code && !isSelf) && appointments.length === 2,
        'không thấy trong danh sách',
      );
      const me = await resident.call(readMe, {});
      claim(
        me.family.some(({ name }) => name === 'Lê Thị Mẫu'),
        'lần sau phải gõ lại tên',
      );
      await receives(resident, booked.code);
      return booked;
    },
    (booked) => `${booked.person.name}, ${when(booked)}, mã ${booked.code}`,
  );

  chapter('Ngày kín chỗ và danh sách chờ');
  const evening = await step(
    'Quản trị viên mở một phiên ngoài giờ chỉ có một chỗ',
    () => openSmallSession(day),
    ({ date, start }) => `${when({ date, start })}`,
  );
  const wanted = { code: copies, way: 'out_of_hours', ...evening } as const;
  const taken = await step(
    'Người thứ nhất đặt chỗ duy nhất, ngày kín',
    async () => {
      const booked = await resident.call(
        bookAppointment,
        { body: { ...wanted, person: { relation: 'self' } } },
        { idempotencyKey: `${run}-session` },
      );
      claim((await sessionDay(resident))?.state === 'full', 'ngày vẫn báo còn chỗ');
      await receives(resident, booked.code);
      return booked;
    },
    ({ code }) => `mã ${code}`,
  );
  const neighbour = await step(
    'Người thứ hai quan tâm Official Account, đăng nhập',
    () => newResident(2, 'Trần Văn Ví Dụ'),
    ({ me }) => me.name,
  );
  await step(
    'Người thứ hai đặt nhưng ngày đã kín',
    () => refused(neighbour.call(bookAppointment, { body: { ...wanted, person: { relation: 'self' } } }), 409, 'day_full'),
    (answer) => answer,
  );
  await step(
    'Người thứ hai ghi tên chờ chỗ',
    async () => {
      const entry = await neighbour.call(joinWaitingList, { body: { code: copies, way: 'out_of_hours', date: evening.date } });
      claim(entry.status === 'waiting' && entry.ahead === 0, 'không đứng đầu danh sách chờ');
      return entry;
    },
    ({ counterName }) => `đứng đầu danh sách của ${counterName}`,
  );
  await step('Người thứ nhất hủy; chỗ chưa mở lại ngay để không ai canh được', async () => {
    const cancelled = await resident.call(cancelAppointment, { params: { id: taken.id }, body: {} });
    claim(cancelled.status === 'cancelled', 'lịch chưa hủy');
    claim((await sessionDay(resident))?.state === 'full', 'chỗ mở lại ngay');
  });
  await moveClock(new Date(Date.parse((await zalo.clock()).now) + 21 * minute), 'chỗ vừa hủy được mở lại');
  const offer = await step('Tin mời nhận chỗ tới máy người thứ hai', async () => {
    const message = await receives(neighbour, 'Có chỗ trống cho ông/bà');
    await zalo.act(neighbour.zaloId, { do: 'tap', messageId: message.id, button: 'Nhận chỗ' });
    const { entries } = await neighbour.call(listMyWaiting, {});
    const offered = entries.find(({ date }) => date === evening.date)?.offer;
    claim(Boolean(offered), 'danh sách chờ không có lời mời');
    return offered as NonNullable<typeof offered>;
  });
  const offered = await step(
    'Người thứ hai nhận chỗ',
    async () => {
      const body = { ...wanted, start: offer.start, holdId: offer.holdId, person: { relation: 'self' as const } };
      const booked = await neighbour.call(bookAppointment, { body }, { idempotencyKey: `${run}-offer` });
      claim((await neighbour.call(listMyWaiting, {})).entries.length === 0, 'vẫn còn tên trong danh sách chờ');
      await receives(neighbour, booked.code);
      return settled(neighbour, booked.id);
    },
    ({ code, seat }) => `mã ${code}, số ${seat}`,
  );

  chapter('Những yêu cầu không được phép');
  await step(
    'Xem giấy hẹn của người khác',
    () => refused(neighbour.call(readSlip, { params: { id: slip.id } }), 404, 'appointment_not_found'),
    (answer) => answer,
  );
  await step(
    'Đặt vào ngày đã qua',
    () =>
      refused(
        neighbour.call(bookAppointment, { body: { ...place, date: dayAfter(day, -7), person: { relation: 'self' } } }),
        422,
        'day_in_past',
      ),
    (answer) => answer,
  );
  await step(
    'Đọc lịch hẹn khi chưa đăng nhập',
    async () => {
      const response = await fetch(`${apiUrl}/api/appointments`);
      const { code, detail } = (await response.json()) as { code: string; detail: string };
      claim(response.status === 401 && code === 'not_signed_in', `lẽ ra là 401, nhưng là ${response.status} ${code}`);
      return `401 – ${detail}`;
    },
    (answer) => answer,
  );

  chapter('Bàn làm việc của cán bộ');
  await moveClock(new Date(at(day, second).getTime() - 5 * minute), 'sắp tới giờ hẹn');
  await step(
    'Cán bộ mở danh sách trong ngày',
    async () => {
      const list = await officer.call(listDay, { query: { date: day, counter: wellKnown.officer.counterKeys[0] ?? '' } });
      const codes = list.appointments.map(({ code }) => code);
      claim(codes.includes(slip.code) && codes.includes(family.code), 'danh sách thiếu lịch hẹn vừa đặt');
      return list;
    },
    ({ counts }) => `${counts.booked} lịch đang chờ`,
  );
  const found = await step(
    'Tìm theo mã',
    () => officer.call(findByCode, { params: { code: slip.code } }),
    ({ personName, start, plainName }) => `${personName}, ${start}, ${plainName}`,
  );
  const deskStep = (
    title: string,
    endpoint: typeof checkIn | typeof startServing | typeof complete,
    row: DeskAppointment,
    status: Slip['status'],
  ) =>
    step(title, async () => {
      const next = await officer.call(endpoint, { params: { id: row.id }, body: { revision: row.revision } });
      claim(next.status === status, `lịch hẹn đang ở bước “${next.status}”`);
      return next;
    });
  const arrived = await deskStep('Ghi nhận người dân đã đến', checkIn, found, 'arrived');
  const serving = await deskStep('Mời vào làm việc', startServing, arrived, 'serving');
  await deskStep('Làm xong', complete, serving, 'seen');
  await step('Người dân thấy lịch hẹn đã xong', () =>
    slipOnce(resident, slip.id, ({ status }) => status === 'seen', 'giấy hẹn chưa ghi là đã xong'),
  );
  await moveClock(new Date(at(day, family.start).getTime() + 20 * minute), 'quá giờ hẹn của người nhà');
  await step('Ghi nhận vắng mặt', async () => {
    const row = await officer.call(findByCode, { params: { code: family.code } });
    await officer.call(markNoShow, { params: { id: row.id }, body: { revision: row.revision } });
    await slipOnce(resident, family.id, ({ status }) => status === 'no_show', 'giấy hẹn chưa ghi là vắng mặt');
  });
  const byPhone = await step(
    'Đặt hộ người gọi điện, vào chỗ dành cho cán bộ',
    async () => {
      const caller = await newPerson(3, 'Hoàng Văn Điện', { phone: `0959${String(randomInt(1_000_000)).padStart(6, '0')}` });
      const phone = await phoneOf(caller.zaloId);
      const row = await officer.call(
        bookForSomeone,
        { body: { ...wanted, personName: caller.name, phone, via: 'phone' } },
        { idempotencyKey: `${run}-phone` },
      );
      story.afterwards(`Hủy lịch đặt hộ ${caller.name}`, () => cancelByOffice(row.code));
      claim(row.staffPlace && row.bookedVia === 'phone', 'không vào chỗ dành cho cán bộ');
      await receives(caller, row.code);
      return row;
    },
    ({ code, seat }) => `mã ${code}, số ${seat}`,
  );
  await step(
    'In giấy hẹn cho người không dùng Mini App',
    async () => pdf((await officer.call(printSlip, { params: { id: byPhone.id } })).pdfUrl),
    (size) => size,
  );
  await step('Cơ quan hủy một lịch, có lý do; người dân nhận lời xin lỗi và nút chọn giờ khác', async () => {
    const row = await officer.call(findByCode, { params: { code: offered.code } });
    const reason = 'Cán bộ phụ trách đi tập huấn đột xuất';
    await officer.call(revoke, { params: { id: row.id }, body: { revision: row.revision, reason } });
    const apology = await receives(neighbour, offered.code, 'xin lỗi', reason);
    claim(
      apology.buttons.some(({ title }) => title === 'Chọn giờ khác'),
      'tin không có nút chọn giờ khác',
    );
    const seen = await slipOnce(
      neighbour,
      offered.id,
      ({ status, message }) => status === 'revoked' && message === 'sent',
      'giấy hẹn chưa ghi là đã hủy',
    );
    claim(seen.revokedReason === reason, 'giấy hẹn không ghi lý do');
  });
  await tellReport({
    story,
    run,
    resident,
    neighbour,
    office: administrator,
    chairman: await worksHere(wellKnown.chairman.zaloId),
    receives,
    refused,
  });
  await step('Không tin nào tới hai lần', async () => {
    await quiet();
    for (const { zaloId } of [resident, neighbour]) {
      const texts = (await zalo.received(zaloId)).map(({ title, text }) => `${title}\n${text}`);
      const twice = texts.find((text, index) => texts.indexOf(text) !== index);
      claim(twice === undefined, `tin tới hai lần: ${twice}`);
    }
  });

  async function sessionDay(who: SignedIn): Promise<DayOfSlots | undefined> {
    return (await days(who, copies, 'out_of_hours')).find(({ date }) => date === evening.date);
  }

  async function phoneOf(zaloId: string): Promise<string> {
    const response = await fetch(`${zaloControlUrl}/people/${zaloId}`);
    return `+${((await response.json()) as { phone: string }).phone}`;
  }

  async function cancelByOffice(code: string): Promise<void> {
    const row = await officer.call(findByCode, { params: { code } });
    if (row.status === 'booked')
      await officer.call(revoke, { params: { id: row.id }, body: { revision: row.revision, reason: 'Kết thúc buổi giới thiệu' } });
  }

  /** A session on a day without one, with a single place left for residents and one for officers, whatever earlier runs took there. */
  async function openSmallSession(after: string): Promise<{ date: string; start: string }> {
    const { overrides } = await administrator.call(readCalendar, {});
    const set = new Set(overrides.filter(({ counterKey }) => counterKey === session).map(({ date }) => date));
    const candidates = (await days(administrator, copies, 'out_of_hours')).filter(
      ({ date, state }) => date > after && state === 'closed' && !set.has(date),
    );
    const start = '18:00';
    for (const { date } of candidates) {
      const params = { key: session, date };
      const save = (capacity: { public: number; staff: number }) =>
        administrator.call(saveDayOverride, {
          params,
          body: { hours: [{ from: start, to: '18:30' }], capacity, reason: 'Phiên giới thiệu' },
        });
      story.afterwards('Bỏ phiên ngoài giờ đã mở', () => administrator.call(removeDayOverride, { params }));
      const room = 200;
      await save({ public: room, staff: room });
      const opened = (await administrator.call(staffSlots, { query: { code: copies, way: 'out_of_hours' } })).days.find(
        (each) => each.date === date,
      );
      const slot = opened?.slots.find((each) => each.start === start);
      // A closure keeps some days shut whatever is set.
      if (!slot) continue;
      await save({ public: room - slot.publicLeft + 1, staff: room - slot.staffLeft + 1 });
      const [shown] = (await days(administrator, copies, 'out_of_hours')).filter((each) => each.date === date);
      claim(shown?.state === 'open' && shown.placesLeft === 1, `phiên có ${shown?.placesLeft ?? 0} chỗ trống`);
      return { date, start };
    }
    claim(false, 'không còn ngày nào chưa có phiên ngoài giờ');
  }
}
