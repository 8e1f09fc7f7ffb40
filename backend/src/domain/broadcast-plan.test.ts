import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BroadcastChannel } from '../contracts/broadcasts.js';
import {
  backoff,
  type CallResult,
  classOfRefusal,
  dueAssigner,
  ladder,
  nextOpenMoment,
  type PlanInput,
  type PlannedGroup,
  planBroadcast,
  type Reachable,
  reasonWhyNot,
  shouldAutoPause,
} from './broadcast-plan.js';
import { dayOf, timeOf } from './vietnam-time.js';
import { defaultTerms } from './zalo-terms.js';

const now = new Date('2026-12-01T02:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const everything = { templateByUid: true, templateByPhone: true, notification: true };
const nothing = { templateByUid: false, templateByPhone: false, notification: false };
const follower: Reachable = {
  oaUserId: '1',
  appUserId: '2',
  follows: true,
  lastInteractionAt: hoursAgo(1),
  hasPhone: true,
  newsConsent: false,
  blocked: false,
  stopped: [],
};
const ask = (member: Partial<Reachable>, more: Partial<Parameters<typeof ladder>[0]> = {}) => ({
  member: { ...follower, ...member },
  kind: 'greeting' as const,
  now,
  terms: defaultTerms,
  configured: everything,
  paid: true,
  ...more,
});

describe('the ways to one person', () => {
  it.each<[string, Partial<Reachable>, Partial<Parameters<typeof ladder>[0]>, BroadcastChannel[]]>([
    ['free consultation first', {}, {}, ['consultation', 'template_by_uid', 'notification', 'template_by_phone']],
    ['exactly 48 hours is free', { lastInteractionAt: hoursAgo(48) }, { configured: nothing }, ['consultation']],
    [
      'billed consultation stands behind the free ways',
      { lastInteractionAt: hoursAgo(49) },
      {},
      ['template_by_uid', 'notification', 'consultation', 'template_by_phone'],
    ],
    ['nothing billed unless allowed', { lastInteractionAt: hoursAgo(49) }, { paid: false }, ['template_by_uid', 'notification']],
    ['no consultation after seven days', { lastInteractionAt: hoursAgo(169) }, { configured: nothing }, []],
    ['a follower of whom no interaction is known is tried', { lastInteractionAt: null }, { configured: nothing }, ['consultation']],
    ['who left gets no consultation', { follows: false, newsConsent: true }, { configured: nothing }, []],
    ['who blocked gets nothing in the name of the account', { blocked: true }, {}, ['notification']],
    [
      'a way with a quota of none is not there',
      {},
      { terms: { ...defaultTerms, dailyQuotas: { templateByUid: 0, templateByPhone: 0, notification: null } } },
      ['consultation', 'notification'],
    ],
    ['a stopped topic stops every way', { stopped: ['greeting'] }, {}, []],
    ['another topic does not', { stopped: ['notice'] }, { configured: nothing }, ['consultation']],
    [
      'urgent news asks for no topic',
      { stopped: ['greeting', 'notice', 'disclosure'] },
      { kind: 'urgent', configured: nothing },
      ['consultation'],
    ],
    ['who neither follows nor agreed is left alone', { follows: null }, {}, []],
    [
      'a consent without following opens the notification',
      { follows: false, newsConsent: true, oaUserId: null, hasPhone: false },
      {},
      ['notification'],
    ],
  ])('%s', (_title, member, more, channels) => {
    expect(ladder(ask(member, more))).toEqual(channels);
  });

  it.each<[Partial<Reachable>, Partial<Parameters<typeof ladder>[0]>, string | null]>([
    [{}, {}, null],
    [{ stopped: ['greeting'] }, {}, 'stopped'],
    [{ follows: null }, {}, 'no_consent'],
    [{ blocked: true }, { configured: nothing }, 'blocked'],
    [{ lastInteractionAt: hoursAgo(100) }, { configured: nothing, paid: false }, 'only_paid'],
    [{ lastInteractionAt: hoursAgo(999) }, { configured: nothing }, 'not_reachable'],
  ])('%j has the reason %s', (member, more, reason) => {
    expect(reasonWhyNot(ask(member, more))).toBe(reason);
  });

  it('gives a reason exactly when there is no way', () => {
    const member = fc.record({
      oaUserId: fc.constantFrom('1', null),
      appUserId: fc.constantFrom('2', null),
      follows: fc.constantFrom(true, false, null),
      lastInteractionAt: fc.constantFrom(hoursAgo(1), hoursAgo(60), hoursAgo(900), null),
      hasPhone: fc.boolean(),
      newsConsent: fc.boolean(),
      blocked: fc.boolean(),
      stopped: fc.subarray(['greeting', 'notice', 'disclosure'] as const),
    });
    fc.assert(
      fc.property(member, fc.boolean(), fc.constantFrom('greeting', 'notice', 'disclosure', 'urgent'), (one, paid, kind) => {
        const asked = ask(one as Reachable, { paid, kind });
        const ways = ladder(asked);
        expect(reasonWhyNot(asked) === null).toBe(ways.length > 0);
        expect(new Set(ways).size).toBe(ways.length);
        if (kind !== 'urgent' && one.stopped.some((topic) => topic === kind)) expect(ways).toEqual([]);
      }),
    );
  });
});

const plan = (groups: PlannedGroup[], more: Partial<PlanInput> = {}) =>
  planBroadcast({ kind: 'greeting', groups, quotas: {}, terms: defaultTerms, from: now, perSecond: 40, ...more });

describe('the plan', () => {
  it('says how long it takes at the rate and what it costs', () => {
    const planned = plan([
      { channel: 'consultation', billed: false, count: 4_000 },
      { channel: 'template_by_phone', billed: false, count: 10 },
      { channel: null, reason: 'stopped', count: 3 },
    ]);
    expect(planned).toMatchObject({ members: 4_013, costDong: 2_000, unreached: [{ reason: 'stopped', count: 3 }], warnings: [] });
    expect(planned.days).toEqual([{ day: '2026-12-01', from: '09:00', to: '09:01', count: 4_010 }]);
  });

  it('spreads over days where the quota is short, and says so', () => {
    const planned = plan([{ channel: 'template_by_phone', billed: false, count: 1_200 }], {
      quotas: { template_by_phone: { today: 200, daily: 500 } },
    });
    expect(planned.days.map(({ day, from, count }) => [day, from, count])).toEqual([
      ['2026-12-01', '09:00', 200],
      ['2026-12-02', '06:00', 500],
      ['2026-12-03', '06:00', 500],
    ]);
    expect(planned.warnings).toEqual(['Hạn mức tin theo mẫu (số điện thoại) không đủ trong một ngày, nên sẽ gửi trong 3 ngày.']);
  });

  it('waits for the morning, urgent news excepted', () => {
    const night = new Date('2026-12-01T15:30:00Z');
    expect(plan([{ channel: 'consultation', billed: false, count: 1 }], { from: night }).days[0]).toMatchObject({
      day: '2026-12-02',
      from: '06:00',
    });
    expect(plan([{ channel: 'consultation', billed: false, count: 1 }], { from: night, kind: 'urgent' }).days[0]).toMatchObject({
      day: '2026-12-01',
      from: '22:30',
    });
  });

  const groups = fc.array(
    fc.oneof(
      fc.record({
        channel: fc.constantFrom('consultation', 'template_by_uid', 'template_by_phone', 'notification' as const),
        billed: fc.boolean(),
        count: fc.integer({ min: 0, max: 5_000 }),
      }),
      fc.record({
        channel: fc.constant(null),
        reason: fc.constantFrom('stopped', 'no_consent' as const),
        count: fc.integer({ min: 0, max: 500 }),
      }),
    ),
    { maxLength: 12 },
  ) as fc.Arbitrary<PlannedGroup[]>;
  const quota = fc.option(fc.record({ today: fc.integer({ min: 0, max: 500 }), daily: fc.integer({ min: 200, max: 3_000 }) }));
  const moment = fc.integer({ min: 0, max: 48 * 60 }).map((minutes) => new Date(now.getTime() + minutes * 60_000));

  it('always adds up, and gives no day more than its quota', () => {
    fc.assert(
      fc.property(groups, quota, moment, fc.integer({ min: 1, max: 500 }), (given, templateQuota, from, perSecond) => {
        const planned = plan(given, { quotas: { template_by_uid: templateQuota }, from, perSecond });
        const sum = (counts: { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
        expect(sum(planned.channels) + sum(planned.unreached)).toBe(planned.members);
        expect(planned.members).toBe(sum(given));
        expect(sum(planned.days)).toBe(sum(planned.channels));
      }),
    );
  });

  it('hands out the same days as it announced, even when taken up again in the middle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000 }),
        quota,
        moment,
        fc.integer({ min: 0, max: 3_000 }),
        (count, templateQuota, from, cut) => {
          const input = { kind: 'greeting' as const, quotas: { template_by_uid: templateQuota }, terms: defaultTerms, from, perSecond: 40 };
          const planned = planBroadcast({ ...input, groups: [{ channel: 'template_by_uid', billed: false, count }] });
          const days = new Map<string, number>();
          let assigner = dueAssigner(input);
          for (let index = 0; index < count; index += 1) {
            if (index === cut) assigner = dueAssigner(input, assigner.assigned());
            const { day, dueAt } = assigner.next('template_by_uid');
            expect(timeOf(dueAt) >= defaultTerms.hours.from && timeOf(dueAt) <= defaultTerms.hours.to).toBe(true);
            expect(dayOf(dueAt)).toBe(day);
            days.set(day, (days.get(day) ?? 0) + 1);
          }
          expect(Object.fromEntries(days)).toEqual(Object.fromEntries(planned.days.map((one) => [one.day, one.count])));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what an answer means', () => {
  it.each([
    ['blocked', 'recipient'],
    ['out_of_quota', 'quota'],
    ['night', 'night'],
    ['bad_content', 'content'],
    ['configuration', 'system'],
    ['something new', 'system'],
  ] as const)('%s is the matter of %s', (reason, expected) => {
    expect(classOfRefusal(reason)).toBe(expected);
  });

  it('waits longer each time, never longer than a quarter of an hour, and never all at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        const pause = backoff(tries, random);
        expect(pause).toBeGreaterThanOrEqual(1_000);
        expect(pause).toBeLessThanOrEqual(Math.min(15 * 60_000, 5_000 * 2 ** (tries - 1)));
      }),
    );
    expect(backoff(3, 0.2)).not.toBe(backoff(3, 0.8));
  });

  const results = (pattern: string): CallResult[] =>
    [...pattern].map((sign) => (sign === 'x' ? 'failed' : sign === 'r' ? 'refused' : 'reached'));
  it.each([
    ['xxxxxxxxx', false],
    ['xxxxxxxxxx', true],
    ['xxxxxxxxx.', false],
    ['x.'.repeat(20), true],
    ['x..'.repeat(14), false],
    ['r'.repeat(60), false],
  ])('%s pauses: %s', (pattern, paused) => {
    expect(shouldAutoPause(results(pattern))).toBe(paused);
  });

  it('opens at the hours of the day', () => {
    const { hours } = defaultTerms;
    expect(nextOpenMoment('notice', new Date('2026-12-01T22:00:00Z'), hours)).toEqual(new Date('2026-12-01T23:00:00Z'));
    expect(nextOpenMoment('notice', now, hours)).toEqual(now);
  });
});
