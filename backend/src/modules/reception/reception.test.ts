import { describe, expect, it } from 'vitest';
import { house, raw } from '../../../testing/house.js';
import { saveMakeUpDay } from '../../contracts/calendar.js';
import {
  bookReception,
  cancelReceptionBooking,
  cancelReceptionSession,
  changeReceptionSession,
  listMyReceptionBookings,
  listReception,
  listReceptionSessions,
  planWeeklyReception,
  publishReceptionSession,
  publishWeeklyReception,
  readReceptionBooking,
  readReceptionDefaults,
  saveReceptionRules,
} from '../../contracts/reception.js';
import { eraseMe } from '../../contracts/residents.js';
import { booked, commune, documents, onThatDay, published, session, visit, wroteToUs } from './reception.testing.js';

const code = (code: string) => expect.objectContaining({ code });
const at = (field: string) =>
  expect.objectContaining({ code: 'invalid_request', fields: expect.objectContaining({ [field]: expect.any(String) }) });
const fulfilled = (outcomes: PromiseSettledResult<unknown>[]) => outcomes.filter(({ status }) => status === 'fulfilled');

describe('the schedule', () => {
  it('is published in time, read by everybody, and names who receives', async () => {
    const { here, office, minh } = await commune();
    await expect(published(office, { day: '2026-12-07' })).rejects.toEqual(code('reception_published_late'));
    await expect(published(office, { day: '2026-12-12' })).rejects.toEqual(code('reception_day_off'));
    await expect(published(office, { day: '2026-11-30' })).rejects.toEqual(code('day_in_past'));
    await expect(published(office, { day: '2028-12-01' })).rejects.toEqual(at('body.day'));
    const { firstDay, rules, place } = await office.call(readReceptionDefaults, {});
    expect([firstDay, rules.publishAhead, rules.source, place]).toEqual([
      '2026-12-08',
      5,
      expect.stringContaining('42/2013/QH13'),
      'Trụ sở UBND xã',
    ]);

    const made = await published(office);
    expect(made).toMatchObject({
      leader: { name: 'Trần Thị Cán Bộ', title: 'Chủ tịch UBND xã' },
      state: 'open',
      placesLeft: 3,
      revision: 0,
    });
    const { sessions } = (await raw(here.url, 'GET', '/reception')).body as { sessions: Record<string, unknown>[] };
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ id: made.id, day: '2026-12-10', placesLeft: 3, publishedOn: '2026-12-01' });
    // Who may be reached by an officer's id is nobody's business.
    expect(sessions[0]).not.toHaveProperty('leaderOfficerId');

    // Ad hoc at any time, with the ground of Art. 18(3).
    const adHoc = { ground: 'urgent', note: 'Sạt lở đe dọa nhà dân' } as const;
    const today = { ...session, day: '2026-12-01', from: '14:00', to: '15:30', places: 2, adHoc };
    expect((await office.call(publishReceptionSession, { body: today })).adHoc).toEqual(adHoc);
    await expect(office.call(publishReceptionSession, { body: { ...today, from: '08:00', to: '09:00' } })).rejects.toEqual(
      code('day_in_past'),
    );
    expect((await minh.call(listReception, {})).sessions.map(({ day }) => day)).toEqual(['2026-12-01', '2026-12-10']);
  });

  it('refuses what cannot be: hours, places, long texts, strangers as leaders', async () => {
    const { office } = await commune();
    await expect(published(office, { from: '11:00', to: '08:00' })).rejects.toEqual(at('body.to'));
    await expect(published(office, { to: '25:00' })).rejects.toEqual(at('body.to'));
    await expect(published(office, { places: 7 })).rejects.toEqual(at('body.places'));
    await expect(published(office, { from: '08:03' })).rejects.toEqual(at('body.from'));
    await expect(published(office, { content: 'dài '.repeat(2_500) })).rejects.toEqual(at('body.content'));
    await expect(published(office, { day: '2026-02-30' })).rejects.toEqual(at('body.day'));
    const body = { ...session, leaderOfficerId: '0123456789abcdef01234567', adHoc: null };
    await expect(office.call(publishReceptionSession, { body })).rejects.toEqual(at('body.leaderOfficerId'));
  });

  it('keeps a leader in one place at a time, whoever publishes at once, and one key publishes once', async () => {
    const { here, office } = await commune();
    const other = await here.officer('van-phong-2', ['office_officer']);
    const races = await Promise.allSettled(
      ['08:00', '09:30', '10:55', '07:00'].map((from, place) =>
        published(place % 2 === 0 ? office : other, { from, to: '11:30', places: 1 }),
      ),
    );
    expect(fulfilled(races)).toHaveLength(1);
    for (const race of races) if (race.status === 'rejected') expect(race.reason).toEqual(code('reception_overlap'));
    // Touching is not overlapping.
    await published(office, { from: '13:30', to: '15:00', places: 1 });
    await published(office, { from: '15:00', to: '16:00', places: 1 });

    const body = { ...session, day: '2026-12-17', adHoc: null };
    const twice = await Promise.all([1, 2].map(() => office.call(publishReceptionSession, { body }, { idempotencyKey: 'one-press-1' })));
    expect(twice[0]?.id).toBe(twice[1]?.id);
    await expect(
      office.call(publishReceptionSession, { body: { ...body, day: '2026-12-18' } }, { idempotencyKey: 'one-press-1' }),
    ).rejects.toEqual(code('idempotency_key_reused'));
  });

  it('is published for many weeks at once, past Tết and a make-up Saturday, and no week is missed unnoticed', async () => {
    const { here, office } = await commune();
    const administrator = await here.officer('quan-tri', ['administrator']);
    const { day: _day, ...weekly } = { ...session, weekday: 4, weeks: 10 };
    const { days } = await office.call(planWeeklyReception, { body: weekly });
    expect(days).toHaveLength(10);
    expect(days.filter(({ movedBecause, skippedBecause }) => movedBecause !== null || skippedBecause !== null)).toEqual([
      { wanted: '2027-02-04', day: '2027-02-11', movedBecause: 'Nghỉ Tết Nguyên đán', skippedBecause: null },
      { wanted: '2027-02-11', day: '2027-02-11', movedBecause: null, skippedBecause: 'Trùng với buổi của tuần khác.' },
    ]);
    expect((await office.call(readReceptionDefaults, {})).missingWeeks).toHaveLength(5);
    const made = await office.call(publishWeeklyReception, { body: weekly });
    expect([made.sessions.length, made.sessions.at(-1)?.day]).toEqual([9, '2027-02-11']);
    // The second press finds what the first one made.
    const again = await office.call(publishWeeklyReception, { body: weekly });
    expect([again.sessions.length, again.days.every(({ skippedBecause }) => skippedBecause !== null)]).toEqual([0, true]);
    expect((await office.call(readReceptionDefaults, {})).missingWeeks).toEqual([]);
    expect((await office.call(listReceptionSessions, { query: {} })).sessions).toHaveLength(9);

    // A Saturday that is worked for another day is a day like any other.
    await administrator.call(saveMakeUpDay, {
      params: { date: '2026-12-12' },
      body: { forDate: '2026-12-31', confirmed: true, decision: 'QĐ 1' },
    });
    expect((await published(office, { day: '2026-12-12' })).day).toBe('2026-12-12');
    // Another number in the law, from its day on.
    const { rules } = await office.call(readReceptionDefaults, {});
    await office.call(saveReceptionRules, { body: { ...rules, validFrom: '2026-12-01', publishAhead: 8, source: 'Luật sửa đổi 2026' } });
    await expect(published(office, { day: '2026-12-09' })).rejects.toEqual(code('reception_published_late'));
    expect((await office.call(readReceptionDefaults, {})).firstDay).toBe('2026-12-11');
  });
});

describe('a place', () => {
  it('is numbered, kept sealed, and held by one resident once', async () => {
    const { here, office, minh } = await commune();
    const hoa = await here.person('hoa', { name: 'Lý Thị Hoa' });
    const { id } = await published(office);
    const mine = await booked(minh, id, { name: 'NGUYỄN VĂN MINH', people: 12 });
    expect(mine).toMatchObject({ seat: 1, around: '08:00', state: 'booked', mayCancel: true, name: 'Nguyễn Văn Minh', people: 12 });
    expect(await booked(hoa, id)).toMatchObject({ seat: 2, around: '08:30' });
    await expect(booked(minh, id)).rejects.toEqual(code('reception_already_booked'));
    expect((await minh.call(listReception, {})).sessions[0]).toMatchObject({ placesLeft: 1 });

    const stored = JSON.stringify(await documents(here, 'reception_bookings'));
    for (const secret of ['Minh', 'Tân Lập', 'sạt', 'Sạt']) expect(stored).not.toContain(secret);
    expect((await minh.call(listMyReceptionBookings, {})).bookings).toHaveLength(1);
    // Another's booking is not there at all.
    await expect(hoa.call(readReceptionBooking, { params: { id: mine.id } })).rejects.toEqual(code('reception_booking_not_found'));
    await expect(hoa.call(cancelReceptionBooking, { params: { id: mine.id } })).rejects.toEqual(code('reception_booking_not_found'));

    // Giving it up frees the place for the next, and may be pressed twice.
    for (let press = 0; press < 2; press += 1)
      expect(await minh.call(cancelReceptionBooking, { params: { id: mine.id } })).toMatchObject({ state: 'cancelled', mayCancel: false });
    expect(await booked(minh, id)).toMatchObject({ seat: 1 });
  });

  it('goes to one of many who want the last one, and a double tap or a lost answer books once', async () => {
    const { here, office, minh } = await commune();
    const { id } = await published(office, { places: 2 });
    const people = await Promise.all(
      Array.from({ length: 6 }, (_, place) => here.person(`nguoi-${place}`, { name: `Hoàng Văn ${place}` })),
    );
    const outcomes = await Promise.allSettled(people.map((person) => booked(person, id)));
    expect(fulfilled(outcomes)).toHaveLength(2);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toEqual(code('reception_full'));
    await expect(booked(minh, id)).rejects.toEqual(code('reception_full'));

    const { id: next } = await published(office, { day: '2026-12-17' });
    const taps = await Promise.all(Array.from({ length: 4 }, () => booked(minh, next, {}, 'one-form-1')));
    expect(new Set(taps.map((tap) => tap.id)).size).toBe(1);
    expect((await booked(minh, next, {}, 'one-form-1')).id).toBe(taps[0]?.id);
    await expect(booked(minh, next, { people: 2 }, 'one-form-1')).rejects.toEqual(code('idempotency_key_reused'));
    expect((await minh.call(listReception, {})).sessions.find((one) => one.id === next)).toMatchObject({ placesLeft: 2 });
  });

  it('is not for denunciations, impossible texts, nor for what has begun or was cancelled', async () => {
    const { here, office, minh } = await commune();
    const { id } = await published(office);
    await expect(booked(minh, id, { topic: 'Tôi tố cáo cán bộ địa chính nhận tiền' })).rejects.toEqual(code('denunciation_not_here'));
    await expect(booked(minh, id, { topic: 'toi to cao can bo dia chinh nhan tien hoi lo' })).rejects.toEqual(
      code('denunciation_not_here'),
    );
    expect(await documents(here, 'reception_bookings')).toEqual([]);
    await expect(booked(minh, id, { topic: 'đường '.repeat(1_700) })).rejects.toEqual(at('body.topic'));
    await expect(booked(minh, id, { topic: '<b>đường</b>' })).rejects.toEqual(at('body.topic'));
    await expect(booked(minh, id, { people: 0 })).rejects.toEqual(at('body.people'));
    await expect(booked(minh, id, { people: 1_000_000 })).rejects.toEqual(at('body.people'));
    await expect(minh.call(bookReception, { params: { id }, body: { ...visit, phone: '09' } })).rejects.toEqual(at('body.phone'));
    await expect(minh.call(bookReception, { params: { id }, body: { ...visit, phone: '0000 000 000' } })).rejects.toEqual(
      code('phone_invalid'),
    );
    await expect(booked(minh, '0123456789abcdef01234567')).rejects.toEqual(code('reception_session_not_found'));
    // Decomposed letters and pictures are words like any other; a complaint and a proposal are welcome.
    const topic = 'Khiếu nại quyết định thu hồi đất 🙏';
    expect((await booked(minh, id, { topic: topic.normalize('NFD') })).topic).toBe(topic);

    const { id: gone, revision } = await published(office, { day: '2026-12-17' });
    await office.call(cancelReceptionSession, { params: { id: gone }, body: { revision, reason: 'Chủ tịch đi công tác' } });
    await expect(booked(minh, gone)).rejects.toEqual(code('reception_session_closed'));
    await here.setClock(onThatDay('08:00'));
    const hoa = await here.person('hoa', { name: 'Lý Thị Hoa' });
    await expect(booked(hoa, id)).rejects.toEqual(code('reception_session_closed'));
    const [mine] = (await minh.call(listMyReceptionBookings, {})).bookings;
    await expect(minh.call(cancelReceptionBooking, { params: { id: mine?.id ?? '' } })).rejects.toEqual(code('reception_session_closed'));
  });

  it('is forgotten with the person, and freed for others', async () => {
    const { here, office, minh } = await commune();
    const { id } = await published(office, { places: 1 });
    await booked(minh, id);
    await minh.call(eraseMe, {});
    const [kept] = await documents(here, 'reception_bookings');
    expect(kept).not.toHaveProperty('sealed');
    expect(kept).not.toHaveProperty('residentId');
    const hoa = await here.person('hoa', { name: 'Lý Thị Hoa' });
    expect(await booked(hoa, id)).toMatchObject({ seat: 1 });
    // A year later who booked is forgotten, and the place in the past stays counted.
    await here.setClock('2028-01-05T02:00:00Z');
    await here.composed.forgetOldData();
    expect((await documents(here, 'reception_bookings')).every((row) => !('sealed' in row))).toBe(true);
  });
});

describe('who booked', () => {
  it('is told of a change and of a cancellation once each, and reminded the evening before', async () => {
    const { here, office, minh } = await commune();
    const away = await here.person('mai', { name: 'Ma Thị Mai' });
    const { id } = await published(office);
    const mine = await booked(minh, id);
    const given = await booked(away, id);
    await away.call(cancelReceptionBooking, { params: { id: given.id } });
    await wroteToUs(here, 'minh');

    const change = { ...session, from: '13:30', to: '16:30', revision: 0, reason: 'Chủ tịch họp tỉnh buổi sáng' };
    const moved = await office.call(changeReceptionSession, { params: { id }, body: change });
    expect(moved).toMatchObject({
      revision: 1,
      from: '13:30',
      changes: [{ reason: change.reason, before: { from: '08:00', to: '11:00' } }],
    });
    await expect(office.call(changeReceptionSession, { params: { id }, body: change })).rejects.toEqual(code('reception_session_changed'));
    await expect(
      office.call(changeReceptionSession, { params: { id }, body: { ...change, revision: 1, day: '2026-12-07' } }),
    ).rejects.toEqual(code('reception_published_late'));
    await Promise.all([here.composed.reception.duty(), here.composed.reception.duty()]);
    await here.work();
    const [told, ...more] = await here.inbox('minh');
    expect(more).toEqual([]);
    expect(told?.text).toContain('Nay là: 13 giờ 30 – 16 giờ 30, Thứ Năm, 10/12/2026.');
    expect(told?.text).toContain('khoảng 13 giờ 30');
    // Never what they came with.
    expect(told?.text).not.toContain('sạt');
    expect((await minh.call(readReceptionBooking, { params: { id: mine.id } })).session.change).toMatchObject({ reason: change.reason });

    await here.setClock('2026-12-09T11:00:00Z');
    await here.work();
    expect(await here.inbox('minh')).toHaveLength(1);
    await here.setClock('2026-12-09T12:05:00Z');
    await wroteToUs(here, 'minh');
    await Promise.all([here.composed.reception.duty(), here.composed.reception.duty(), here.composed.reception.duty()]);
    await here.work();
    const evening = await here.inbox('minh');
    expect(evening).toHaveLength(2);
    expect(evening[1]?.text).toContain('Khoảng 13 giờ 30, Thứ Năm, 10/12/2026, chỗ số 1');

    await office.call(cancelReceptionSession, { params: { id }, body: { revision: 1, reason: 'Mưa bão, đường ngập' } });
    await here.work();
    await here.work();
    const last = await here.inbox('minh');
    expect(last).toHaveLength(3);
    expect(last[2]?.text).toContain('Lý do: Mưa bão, đường ngập.');
    expect(await here.inbox('mai')).toEqual([]);
    const [shown] = (await office.call(listReceptionSessions, { query: {} })).sessions;
    expect(shown).toMatchObject({ state: 'cancelled', cancelled: { reason: 'Mưa bão, đường ngập' }, cancelledBy: 'Trần Thị Cán Bộ' });
    await expect(office.call(cancelReceptionSession, { params: { id }, body: { revision: 2, reason: 'Lần nữa xem' } })).rejects.toEqual(
      code('reception_session_closed'),
    );
    // What was cancelled leaves the leader's hours free.
    await here.setClock('2026-12-01T03:00:00Z');
    await published(office);
  });

  it('keeps a place when fewer places are wanted than are taken', async () => {
    const { here, office, minh } = await commune();
    const { id } = await published(office);
    const hoa = await here.person('hoa', { name: 'Lý Thị Hoa' });
    const first = await booked(hoa, id);
    await booked(minh, id);
    await hoa.call(cancelReceptionBooking, { params: { id: first.id } });
    const fewer = { ...session, places: 1, revision: 0, reason: 'Bớt chỗ cho kịp giờ' };
    await expect(office.call(changeReceptionSession, { params: { id }, body: fewer })).rejects.toEqual(at('body.places'));
    // Later than announced needs no new waiting time.
    expect(await office.call(changeReceptionSession, { params: { id }, body: { ...fewer, places: 2, day: '2026-12-11' } })).toMatchObject({
      day: '2026-12-11',
    });
    await expect(
      office.call(changeReceptionSession, { params: { id }, body: { ...fewer, places: 2, revision: 1, day: '2026-12-13' } }),
    ).rejects.toEqual(code('reception_day_off'));
  });
});

it('pages through what was', async () => {
  const here = await house();
  await here.officer('chu-tich', ['chairman']);
  let office = await here.officer('van-phong', ['office_officer']);
  const { day: _day, ...weekly } = { ...session, weekday: 3, weeks: 13 };
  for (const [from, to] of [
    ['08:00', '09:30'],
    ['10:00', '11:30'],
  ] as const)
    await office.call(publishWeeklyReception, { body: { ...weekly, from, to } });
  await here.setClock('2027-12-01T02:00:00Z');
  office = await here.signedIn('van-phong');
  const first = await office.call(listReceptionSessions, { query: { when: 'past' } });
  const second = await office.call(listReceptionSessions, { query: { when: 'past', after: first.next ?? '' } });
  const all = [...first.sessions, ...second.sessions];
  expect([first.sessions.length, second.next, new Set(all.map(({ id }) => id)).size === all.length]).toEqual([20, null, true]);
  expect(all.map(({ day, from }) => `${day} ${from}`)).toEqual(
    all
      .map(({ day, from }) => `${day} ${from}`)
      .sort()
      .reverse(),
  );
  expect((await office.call(listReceptionSessions, { query: {} })).sessions).toEqual([]);
  expect((await raw(here.url, 'GET', '/desk/reception/sessions?after=abc', { token: office.token })).status).toBe(400);
});
