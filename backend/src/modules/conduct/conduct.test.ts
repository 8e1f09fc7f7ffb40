import { describe, expect, it } from 'vitest';
import { house, type Person, raw } from '../../../testing/house.js';
import { bookAppointment, cancelAppointment, readHome, type Slip } from '../../contracts/appointments.js';
import * as contract from '../../contracts/conduct.js';
import * as desk from '../../contracts/desk.js';
import { eraseMe, type Role, roles } from '../../contracts/residents.js';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const raters = { public: 12, staff: 1 };
const homeVisit = { reason: 'elderly', address: 'Xóm 2, cạnh nhà văn hóa' } as const;

/** A house in which people are served today. */
async function served(options: Parameters<typeof house>[0] = {}) {
  const town = await house({ capacity: raters, ...options });
  const counter = await town.officer('can-bo', ['one_stop_officer']);
  const moderator = await town.officer('van-phong', ['office_officer']);
  const chairman = await town.officer('chu-tich', ['chairman']);
  const book = (person: Person, way: 'counter' | 'home' = 'counter') =>
    person.call(bookAppointment, {
      body: {
        code: '1.001193',
        way,
        date: '2026-12-01',
        start: '13:30',
        person: { relation: 'self' },
        ...(way === 'home' && { homeVisit }),
      },
    });
  const step = async (slip: Slip, ...steps: (typeof desk)['checkIn' | 'startServing' | 'complete' | 'markNoShow'][]) => {
    let seen: { revision: number } = await counter.call(desk.findByCode, { params: { code: slip.code } });
    for (const each of steps)
      seen = await counter.call(each as typeof desk.checkIn, { params: { id: slip.id }, body: { revision: seen.revision } });
  };
  let people = 0;
  /** Somebody who was served. */
  const visitor = async (way: 'counter' | 'home' = 'counter') => {
    people += 1;
    const person = await town.person(`dan-${people}`, { name: `Lý Văn ${people}` });
    const slip = await book(person, way);
    await step(slip, desk.checkIn, desk.startServing, desk.complete);
    return { person, id: slip.id, code: slip.code };
  };
  const rows = async (collection: string) => town.composed.database.connection.collection(collection).find().toArray();
  return { ...town, counter, moderator, chairman, book, step, visitor, rows };
}

const rate = (person: Person, appointmentId: string, more: Record<string, unknown> = {}, idempotencyKey?: string) =>
  (person.call as (endpoint: unknown, request: unknown, options: unknown) => Promise<{ thanked: boolean; commentWaits: boolean }>)(
    contract.rateVisit,
    { body: { appointmentId, overall: 4, answers: { greeted: 'yes' }, comment: '', ...more } },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );

describe('rating a visit', () => {
  it('is for who was there, once, within fourteen days', async () => {
    const town = await served();
    const { person, id, code } = await town.visitor();
    const other = await town.visitor();

    const home = await person.call(readHome, {});
    expect(home.rate).toEqual({ appointmentId: id, plainName: 'Làm giấy khai sinh', date: '2026-12-01' });
    const open = await person.call(contract.readOpenVisit, { params: { id } });
    expect(open).toMatchObject({ appointmentId: id, counterName: 'Quầy Hộ tịch', way: 'counter', rateUntil: '2026-12-15' });

    // Not of another's visit, nor of one that does not exist.
    expect(await codeOf(rate(person, other.id))).toBe('appointment_not_found');
    expect(await codeOf(other.person.call(contract.readOpenVisit, { params: { id } }))).toBe('appointment_not_found');
    expect(await codeOf(rate(person, 'f'.repeat(24)))).toBe('appointment_not_found');
    // Not before it has ended, nor when it did not take place.
    const early = await town.person('som', { name: 'Lý Văn Sớm' });
    const waiting = await town.book(early);
    expect(await codeOf(rate(early, waiting.id))).toBe('visit_not_seen');
    const gone = await town.person('huy', { name: 'Lý Văn Hủy' });
    const cancelled = await town.book(gone);
    await gone.call(cancelAppointment, { params: { id: cancelled.id }, body: {} });
    expect(await codeOf(rate(gone, cancelled.id))).toBe('visit_not_seen');
    const ownCounter = await town.book(town.counter);
    const guest = await town.book(town.chairman);
    await town.setClock('2026-12-01T08:00:00Z');
    await town.step(waiting, desk.markNoShow);
    expect(await codeOf(rate(early, waiting.id))).toBe('visit_not_seen');
    expect((await early.call(readHome, {})).rate).toBeNull();
    // Nor by who works at that counter; the chairman does not.
    await town.step(ownCounter, desk.checkIn, desk.startServing, desk.complete);
    expect((await town.counter.call(readHome, {})).rate).toBeNull();
    expect(await codeOf(rate(town.counter, ownCounter.id))).toBe('not_allowed');
    await town.step(guest, desk.checkIn, desk.startServing, desk.complete);
    expect((await town.chairman.call(readHome, {})).rate?.appointmentId).toBe(guest.id);

    // A lost reply: the same request again gets the same answer; another is a second rating.
    const key = 'mot-lan-bam-nut';
    expect(await rate(person, id, {}, key)).toEqual({ thanked: true, commentWaits: false });
    expect(await rate(person, id, {}, key)).toEqual({ thanked: true, commentWaits: false });
    expect(await codeOf(rate(person, id, { overall: 1 }, key))).toBe('already_rated');
    expect(await codeOf(rate(person, id))).toBe('already_rated');
    expect(await codeOf(person.call(contract.readOpenVisit, { params: { id } }))).toBe('already_rated');
    expect((await person.call(readHome, {})).rate).toBeNull();
    expect((await person.call(contract.listOpenVisits, {})).visits).toEqual([]);

    // Bad requests.
    for (const wrong of [
      { overall: 0 },
      { overall: 6 },
      { answers: { corrupt: 'yes' } },
      { answers: { greeted: 'often' } },
      { comment: 'a'.repeat(501) },
      { code },
    ])
      expect(await codeOf(rate(other.person, other.id, wrong))).toBe('invalid_request');

    await town.setClock('2026-12-15T16:59:00Z');
    expect((await other.person.call(contract.listOpenVisits, {})).visits).toHaveLength(1);
    await town.setClock('2026-12-15T17:01:00Z');
    expect((await other.person.call(contract.listOpenVisits, {})).visits).toEqual([]);
    expect(await codeOf(rate(other.person, other.id))).toBe('rating_too_late');
  });

  it('stands once however many press at once, and keeps nothing that says whose it is', async () => {
    const town = await served();
    const visitors = [];
    for (let count = 0; count < 10; count += 1) visitors.push(await town.visitor(count === 0 ? 'home' : 'counter'));
    const [first, second] = visitors as [(typeof visitors)[0], (typeof visitors)[0]];

    // Two phones of one person, then one button pressed four times.
    const outcomes = await Promise.all([1, 5].map((overall) => codeOf(rate(first.person, first.id, { overall }))));
    expect(outcomes.sort()).toEqual(['already_rated', 'done']);
    const pressed = await Promise.all([1, 2, 3, 4].map(() => codeOf(rate(second.person, second.id, { overall: 2 }, 'cung-mot-lan-bam'))));
    expect(pressed).toEqual(['done', 'done', 'done', 'done']);
    for (const [place, { person, id }] of visitors.slice(2).entries())
      await rate(person, id, { overall: (place % 5) + 1, answers: { helped: 'no' }, comment: `Lời góp ý số ${place}` });

    // Until the day is over they lie sealed; nobody reads them, and nothing is put away.
    await town.work();
    expect(await town.rows('conduct_ratings')).toEqual([]);
    expect(JSON.stringify(await town.rows('conduct_claims'))).not.toContain('Lời góp ý');
    expect((await town.moderator.call(contract.listConductComments, { query: {} })).comments).toEqual([]);

    await town.setClock('2026-12-02T00:10:00Z');
    // Two workers at once, and again.
    await Promise.all([town.composed.conduct.putAway(), town.composed.conduct.putAway()]);
    await town.work();
    const ratings = await town.rows('conduct_ratings');
    const claims = await town.rows('conduct_claims');
    expect(ratings).toHaveLength(10);
    expect(ratings.filter(({ overall, answers }) => overall === 2 && answers.greeted === 'yes')).toHaveLength(1);
    expect(ratings.filter(({ team }) => team === 'tai-nha')).toHaveLength(1);
    expect(claims).toHaveLength(10);

    for (const row of ratings)
      expect(
        Object.keys(row)
          .filter((field) => field !== 'comment')
          .sort(),
      ).toEqual(['_id', 'answers', 'month', 'overall', 'team', 'way']);
    const written = JSON.stringify([ratings, claims]);
    const people = await town.rows('residents');
    for (const secret of [...visitors.flatMap(({ id, code }) => [id, code]), ...people.map(({ _id }) => String(_id)), 'pending'])
      expect(written).not.toContain(secret);
    expect(JSON.stringify(ratings)).not.toMatch(/2026-12-0|T\d\d:/);
    // Neither the order nor the ids tell who was first: ten in the order they came would be one chance in millions.
    const order = ratings.flatMap(({ comment }) => comment?.text ?? []);
    expect(order).toHaveLength(8);
    expect(new Set(ratings.map(({ _id }) => String(_id).slice(0, 8))).size).toBe(10);
    expect([...order].sort()).not.toEqual(order);

    // A person who has their data erased leaves their words without themselves, as they were before.
    await first.person.call(eraseMe, {});
    expect(await town.rows('conduct_ratings')).toHaveLength(10);

    // When no visit can be rated again, it is forgotten which ones were; after a year, how comments were written.
    await town.setClock('2026-12-16T00:10:00Z');
    await town.work();
    expect(await town.rows('conduct_claims')).toEqual([]);
    await town.setClock('2028-01-02T00:10:00Z');
    await town.composed.conduct.forgetOld();
    expect((await town.rows('conduct_ratings')).flatMap(({ comment }) => comment?.originalSealed ?? [])).toEqual([]);
  });
});

describe('what people wrote', () => {
  it('is masked, read by a moderator first, and refused when it is a denunciation', async () => {
    const town = await served();
    await town.composed.officers.invite({ name: 'Nông Thị Diễm Quỳnh', roles: ['one_stop_officer'], counterKeys: [] });
    const { person, id } = await town.visitor();
    const denouncing = 'Tôi tố cáo cán bộ này nhận hối lộ 5 triệu đồng mới ký giấy.';
    expect(await codeOf(rate(person, id, { comment: denouncing }))).toBe('denunciation_not_here');
    expect(JSON.stringify(await town.rows('conduct_claims'))).toBe('[]');
    const words = 'Chị Quỳnh nói hơi to, tôi nghe không rõ. Gọi lại cho tôi 0912 345 678.';
    expect(await rate(person, id, { comment: words })).toEqual({ thanked: true, commentWaits: true });
    const others = [await town.visitor(), await town.visitor()];
    for (const [place, other] of others.entries()) await rate(other.person, other.id, { comment: `Cảm ơn xã, lần ${place}.` });

    await town.setClock('2026-12-02T01:00:00Z');
    await town.work();
    const { comments, waiting } = await town.moderator.call(contract.listConductComments, { query: {} });
    expect(waiting).toBe(3);
    const named = comments.find(({ text }) => text.includes('nói hơi to'));
    if (!named) throw new Error('the comment is not there');
    expect(named).toMatchObject({
      month: '2026-12',
      teamName: 'Quầy Hộ tịch',
      state: 'waiting',
      revision: 0,
      history: [],
      hasOriginal: true,
    });
    expect(named.text).toMatch(/^Cán bộ nói hơi to/);
    expect(named.text).not.toContain('345');
    expect(JSON.stringify(await town.rows('conduct_ratings'))).not.toContain('Quỳnh');
    expect(await town.moderator.call(contract.readConductOriginal, { params: { id: named.id } })).toEqual({ original: words });

    const decide = (on: { id: string }, body: object) =>
      town.moderator.call(contract.moderateConductComment, {
        params: { id: on.id },
        body: body as { decision: 'approve'; revision: number },
      });
    // Of two who decide at once one is heard.
    const both = await Promise.all([
      codeOf(decide(named, { decision: 'edit', revision: 0, text: 'Cán bộ nói hơi to.', reason: 'Bỏ số điện thoại.' })),
      codeOf(decide(named, { decision: 'edit', revision: 0, text: 'Cán bộ nói hơi to.', reason: 'Bỏ số điện thoại.' })),
    ]);
    expect(both.sort()).toEqual(['conduct_comment_changed', 'done']);
    expect(await codeOf(decide(named, { decision: 'hide', revision: 1, reason: '' }))).toBe('invalid_request');
    expect(await codeOf(decide({ id: 'f'.repeat(24) }, { decision: 'approve', revision: 0 }))).toBe('conduct_comment_not_found');
    const [kept, hidden] = comments.filter(({ id: each }) => each !== named.id);
    await decide(kept as { id: string }, { decision: 'approve', revision: 0 });
    await decide(hidden as { id: string }, { decision: 'hide', revision: 0, reason: 'Không nói về thái độ phục vụ.' });
    const after = await town.moderator.call(contract.listConductComments, { query: { state: 'hidden' } });
    expect(after).toMatchObject({
      waiting: 0,
      comments: [{ state: 'hidden', history: [{ decision: 'hide', by: 'Trần Thị Cán Bộ', reason: 'Không nói về thái độ phục vụ.' }] }],
    });
    expect((await town.moderator.call(contract.listConductComments, { query: { state: 'approved' } })).comments).toHaveLength(2);
    expect(await town.moderator.call(contract.readConductOriginal, { params: { id: named.id } })).toEqual({ original: words });
  });
});

describe('numbers', () => {
  it('are told by team and month once they cannot move, and never of few', async () => {
    const town = await served();
    for (let count = 0; count < 6; count += 1) {
      const { person, id } = await town.visitor();
      await rate(person, id, {
        overall: count < 3 ? 5 : 2,
        answers: { greeted: count === 0 ? 'no' : 'yes' },
        comment: count === 0 ? 'Rất chu đáo.' : '',
      });
    }
    for (let count = 0; count < 4; count += 1) {
      const { person, id } = await town.visitor('home');
      await rate(person, id, { overall: 1, comment: count === 0 ? 'Đến muộn.' : '' });
    }
    await town.setClock('2026-12-20T01:00:00Z');
    await town.work();
    for (const { id, revision } of (await town.moderator.call(contract.listConductComments, { query: {} })).comments)
      await town.moderator.call(contract.moderateConductComment, { params: { id }, body: { decision: 'approve', revision } });

    let { chairman } = town;
    const results = (month?: string) => chairman.call(contract.readConductResults, { query: month === undefined ? {} : { month } });
    const early = await results('2026-12');
    expect(early).toMatchObject({ isShown: false, shownFrom: '2027-01-16', total: { state: 'hidden' }, teams: [], comments: [] });

    await town.setClock('2027-01-16T01:00:00Z');
    chairman = await town.signedIn('chu-tich');
    const december = await results();
    expect(december).toMatchObject({
      month: '2026-12',
      isShown: true,
      total: { state: 'shown', count: 10, overall: 2.5, shares: { greeted: 90, badge: null } },
    });
    // Four at home are few, and six at the counter would tell of them.
    expect(december.teams).toEqual([
      { key: 'ho-tich', name: 'Quầy Hộ tịch', cell: { state: 'hidden' } },
      { key: 'tai-nha', name: 'Tổ phục vụ tại nhà', cell: { state: 'hidden' } },
    ]);
    expect(december.comments.map(({ text, teamName }) => [text, teamName]).sort()).toEqual([
      ['Rất chu đáo.', null],
      ['Đến muộn.', null],
    ]);
    expect((await results('2026-11')).total).toEqual({ state: 'hidden' });

    // Everybody reads of the whole office only, and of twenty at least; months of few are left out.
    const summary = async () => {
      town.composed.cache.forget();
      return chairman.call(contract.readConductSummary, {});
    };
    expect(await summary()).toMatchObject({ from: '2026-01', to: '2026-12', atLeast: 20, cell: { state: 'hidden' } });
    const more = (month: string, count: number) =>
      town.composed.database.connection
        .collection('conduct_ratings')
        .insertMany(
          Array.from({ length: count }, () => ({ team: 'ho-tich', way: 'counter', month, overall: 5, answers: { badge: 'yes' } })),
        );
    await more('2026-10', 9);
    await more('2026-09', 4);
    expect((await summary()).cell).toEqual({ state: 'hidden' });
    await more('2026-11', 7);
    await more('2025-12', 50);
    expect((await summary()).cell).toMatchObject({ state: 'shown', count: 26, shares: { badge: 100 } });
    // A team of enough beside one of few: told, since another of enough is hidden with the few.
    await more('2026-12', 3);
    await town.composed.database.connection
      .collection('conduct_ratings')
      .insertMany(
        Array.from({ length: 12 }, () => ({ team: 'ngoai-gio', way: 'out_of_hours', month: '2026-12', overall: 4, answers: {} })),
      );
    const again = await results('2026-12');
    expect(again.teams.map(({ key, cell }) => [key, cell.state])).toEqual([
      ['ngoai-gio', 'shown'],
      ['ho-tich', 'hidden'],
      ['tai-nha', 'hidden'],
    ]);
    expect(JSON.stringify(again)).not.toMatch(/Trần Thị|can-bo/);
  });

  it('and comments are for who may see them, and every look at people’s words is written down', async () => {
    const town = await served();
    const { person, id } = await town.visitor();
    await rate(person, id, { comment: 'Cán bộ nhẹ nhàng.' });
    await town.setClock('2026-12-02T01:00:00Z');
    await town.work();
    const comment = String((await town.rows('conduct_ratings'))[0]?._id);
    const calls: [string, string, unknown, readonly Role[]][] = [
      ['GET', '/desk/conduct/results', undefined, ['chairman', 'office_officer', 'administrator']],
      ['GET', '/desk/conduct/comments', undefined, ['office_officer']],
      ['GET', `/desk/conduct/comments/${comment}/original`, undefined, ['office_officer']],
      ['POST', `/desk/conduct/comments/${comment}/decisions`, { decision: 'approve', revision: 99 }, ['office_officer']],
    ];
    const who: [string, readonly Role[], string | undefined][] = [['nobody', [], undefined]];
    who.push(['resident', [], person.token]);
    for (const role of roles) who.push([role, [role], (await town.officer(`vai-${role}`, [role])).token]);
    const matrix: string[] = [];
    for (const [method, path, body, allowed] of calls)
      for (const [name, held, token] of who) {
        const { status } = await raw(town.url, method, path, { ...(token !== undefined && { token }), body });
        const expected = token === undefined ? [401] : held.some((role) => allowed.includes(role)) ? [200, 409] : [403];
        if (!expected.includes(status)) matrix.push(`${method} ${path} as ${name}: ${status}`);
      }
    for (const path of ['/conduct/open', `/conduct/open/${id}`]) {
      expect((await raw(town.url, 'GET', path)).status).toBe(401);
      // An officer is a resident too, but not this one.
      expect((await raw(town.url, 'GET', path, { token: town.chairman.token })).status).toBe(path.endsWith('open') ? 200 : 404);
    }
    expect((await raw(town.url, 'POST', '/conduct/ratings', { body: {} })).status).toBe(401);
    expect((await raw(town.url, 'GET', '/conduct/summary')).status).toBe(200);
    expect(matrix).toEqual([]);

    const log = await town.composed.database.connection.collection('audit_entries').find().toArray();
    const told = JSON.stringify(log);
    expect(told).toContain('original');
    expect(told).not.toContain('Cán bộ nhẹ nhàng');
  });
});
