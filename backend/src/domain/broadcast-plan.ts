import type { Topic } from '../contracts/audience.js';
import type { BroadcastChannel, BroadcastKind, BroadcastPlan, MessagingTerms } from '../contracts/broadcasts.js';
import type { Day } from '../contracts/primitives.js';
import { addDays, dayOf, instantAt, minutesOf, timeOf } from './vietnam-time.js';
import { consultationWindows } from './zalo-terms.js';

/** What is known of somebody at the moment of asking. */
export type Reachable = {
  oaUserId: string | null;
  /** Zalo's id in our Mini App. */
  appUserId: string | null;
  follows: boolean | null;
  lastInteractionAt: Date | null;
  hasPhone: boolean;
  newsConsent: boolean;
  blocked: boolean;
  stopped: readonly Topic[];
};
export type Configured = { templateByUid: boolean; templateByPhone: boolean; notification: boolean };
type Asked = { member: Reachable; kind: BroadcastKind; now: Date; terms: MessagingTerms; configured: Configured; paid: boolean };

/** Why nobody can be reached by any way that is allowed. */
export type WhyNot = 'stopped' | 'no_consent' | 'blocked' | 'only_paid' | 'not_reachable';

/** The price of one message; null: it has none by itself. */
export function priceOf(channel: BroadcastChannel, terms: MessagingTerms, billed: boolean): number {
  switch (channel) {
    case 'consultation':
      return billed ? terms.prices.consultationBilled : 0;
    case 'template_by_uid':
      return terms.prices.templateByUid;
    case 'template_by_phone':
      return terms.prices.templateByPhone;
    case 'notification':
      return terms.prices.notification;
    default:
      return 0;
  }
}

const sinceInteraction = ({ member, now }: Asked) =>
  member.lastInteractionAt === null ? null : now.getTime() - member.lastInteractionAt.getTime();

/** Whether a consultation message to this person would be billed now. */
export function isBilled(asked: Asked): boolean {
  const since = sinceInteraction(asked);
  return since !== null && since > consultationWindows.freeMilliseconds;
}

/** Every way Zalo leaves open to this person, in the order to be tried, whatever it costs. A quota of none is a way that is not there. */
function open(asked: Asked): BroadcastChannel[] {
  const { member, terms } = asked;
  const configured = {
    templateByUid: asked.configured.templateByUid && terms.dailyQuotas.templateByUid !== 0,
    notification: asked.configured.notification && terms.dailyQuotas.notification !== 0,
    templateByPhone: asked.configured.templateByPhone && terms.dailyQuotas.templateByPhone !== 0,
  };
  const since = sinceInteraction(asked);
  const consults = member.oaUserId !== null && member.follows !== false && !member.blocked;
  const free = since !== null && since <= consultationWindows.freeMilliseconds;
  const billed = since !== null && !free && since <= consultationWindows.longestMilliseconds;
  const channels: BroadcastChannel[] = [];
  if (consults && free) channels.push('consultation');
  if (member.oaUserId !== null && !member.blocked && configured.templateByUid) channels.push('template_by_uid');
  // Of a follower nobody knows when they last interacted; Zalo does, and refuses harmlessly.
  if (consults && since === null && member.follows === true) channels.push('consultation');
  if (member.appUserId !== null && configured.notification) channels.push('notification');
  if (consults && since === null && member.follows === null) channels.push('consultation');
  if (consults && billed) channels.push('consultation');
  if (member.hasPhone && !member.blocked && configured.templateByPhone) channels.push('template_by_phone');
  return channels;
}

/** True when the person wants news of this kind: following the account is a wish to hear of it, and so is the consent; a stopped topic is none. */
function wants({ member, kind }: Asked): WhyNot | null {
  // Danger to life is told to whoever can be told (Luật Phòng, chống thiên tai 2013 Art. 24).
  if (kind === 'urgent') return null;
  if (member.stopped.includes(kind)) return 'stopped';
  return member.follows === true || member.newsConsent ? null : 'no_consent';
}

/**
 * The ways to try, first the best: free consultation, template by UID, Mini App notification, billed consultation, template by phone. What costs
 * money is left out unless it is allowed; empty when nothing may be used.
 */
export function ladder(asked: Asked): BroadcastChannel[] {
  if (wants(asked) !== null) return [];
  const billed = isBilled(asked);
  return open(asked).filter((channel) => asked.paid || priceOf(channel, asked.terms, billed) === 0);
}

/** Why the ladder is empty; null when it is not. */
export function reasonWhyNot(asked: Asked): WhyNot | null {
  const unwilling = wants(asked);
  if (unwilling !== null) return unwilling;
  if (ladder(asked).length > 0) return null;
  if (open(asked).length > 0) return 'only_paid';
  return asked.member.blocked ? 'blocked' : 'not_reachable';
}

// What an answer of Zalo's means

/** `recipient`: final for this way; `quota`: until tomorrow; `night`: until morning; `content`: the words are at fault; `system`: ours or Zalo's. */
export type RefusalClass = 'recipient' | 'quota' | 'night' | 'content' | 'system';

const classes: Readonly<Record<string, RefusalClass>> = {
  outside_window: 'recipient',
  not_follower: 'recipient',
  blocked: 'recipient',
  user_restricted: 'recipient',
  inactive: 'recipient',
  bad_recipient: 'recipient',
  recipient_quota: 'recipient',
  out_of_quota: 'quota',
  night: 'night',
  bad_content: 'content',
};

/** What a refusal asks of us; one that nobody knows counts as a fault of the system, so that many of them stop the broadcast. */
export function classOfRefusal(reason: string): RefusalClass {
  return classes[reason] ?? 'system';
}

const shortestPause = 5_000;
const longestPause = 15 * 60_000;

/** How long to wait before the next try, with full jitter: 5 s, 10 s, 20 s … at most a quarter of an hour. `random` from 0 to 1. */
export function backoff(tries: number, random: number): number {
  const most = Math.min(longestPause, shortestPause * 2 ** Math.max(0, tries - 1));
  return Math.round(1_000 + random * (most - 1_000));
}

/** How one call ended, for the question whether to go on: `refused` is the recipient's matter, `failed` is not. */
export type CallResult = 'reached' | 'refused' | 'failed';
const failuresInARow = 10;
const failuresAmong = { calls: 40, failures: 20 };

/** True when going on would try more people in vain: ten failures in a row, or half of the last forty calls. */
export function shouldAutoPause(recent: readonly CallResult[]): boolean {
  const row = recent.slice(-failuresInARow);
  if (row.length === failuresInARow && row.every((result) => result === 'failed')) return true;
  const last = recent.slice(-failuresAmong.calls);
  return last.length === failuresAmong.calls && last.filter((result) => result === 'failed').length >= failuresAmong.failures;
}

// The plan

/** Members who can be reached in the same way. */
export type PlannedGroup = { channel: BroadcastChannel; billed: boolean; count: number } | { channel: null; reason: WhyNot; count: number };

export type PlanInput = {
  kind: BroadcastKind;
  groups: readonly PlannedGroup[];
  /** What may still go out today and each later day by a channel; null: no bound is known. */
  quotas: Readonly<Partial<Record<BroadcastChannel, { today: number; daily: number } | null>>>;
  terms: MessagingTerms;
  /** When sending may begin. */
  from: Date;
  perSecond: number;
};

/** The part of a day that one channel gets. */
type Share = { day: Day; start: Date; left: number };

/** The next moment at or after `instant` at which news may go out. */
export function nextOpenMoment(kind: BroadcastKind, instant: Date, hours: MessagingTerms['hours']): Date {
  if (kind === 'urgent') return instant;
  const time = timeOf(instant);
  const day = dayOf(instant);
  if (time < hours.from) return instantAt(day, hours.from);
  return time <= hours.to ? instant : instantAt(addDays(day, 1), hours.from);
}

/** Days of a channel one after another, each with what its quota and the hours of the day leave. */
function* sharesOf(channel: BroadcastChannel, input: PlanInput): Generator<Share> {
  const { kind, terms, perSecond } = input;
  const quota = input.quotas[channel] ?? null;
  let start = nextOpenMoment(kind, input.from, terms.hours);
  for (let index = 0; ; index += 1) {
    const day = dayOf(start);
    const end = kind === 'urgent' ? instantAt(addDays(day, 1), '00:00') : instantAt(day, terms.hours.to);
    const byRate = Math.max(1, Math.floor(((end.getTime() - start.getTime()) / 1_000) * perSecond));
    const byQuota = quota === null ? Number.POSITIVE_INFINITY : index === 0 && day === dayOf(input.from) ? quota.today : quota.daily;
    yield { day, start, left: Math.max(0, Math.min(byRate, byQuota)) };
    start = kind === 'urgent' ? instantAt(addDays(day, 1), '00:00') : instantAt(addDays(day, 1), terms.hours.from);
  }
}

/** Longer than this nobody plans; the last day takes the rest. */
const mostDays = 60;

/**
 * Hands each recipient, channel by channel, the start of the day that is theirs. `given`: how many of each channel have been handed out before, so
 * that it can go on after a crash.
 */
export function dueAssigner(input: Omit<PlanInput, 'groups'>, given: Readonly<Record<string, number>> = {}) {
  const lines = new Map<BroadcastChannel, { shares: Generator<Share>; now: Share; days: number }>();
  const counts: Record<string, number> = { ...given };
  const lineOf = (channel: BroadcastChannel) => {
    let line = lines.get(channel);
    if (!line) {
      const shares = sharesOf(channel, { ...input, groups: [] });
      line = { shares, now: shares.next().value as Share, days: 1 };
      lines.set(channel, line);
      for (let skipped = 0; skipped < (given[channel] ?? 0); skipped += 1) take(line);
    }
    return line;
  };
  const take = (line: { shares: Generator<Share>; now: Share; days: number }): Share => {
    while (line.now.left <= 0 && line.days < mostDays) {
      line.now = line.shares.next().value as Share;
      line.days += 1;
    }
    line.now.left -= 1;
    return line.now;
  };
  return {
    next(channel: BroadcastChannel): { day: Day; dueAt: Date } {
      const { day, start } = take(lineOf(channel));
      counts[channel] = (counts[channel] ?? 0) + 1;
      return { day, dueAt: start };
    },
    assigned: (): Record<string, number> => ({ ...counts }),
  };
}

const channelNames: Record<BroadcastChannel, string> = {
  article: 'bài viết',
  group: 'nhóm Zalo của xóm',
  consultation: 'tin tư vấn',
  template_by_uid: 'tin theo mẫu (tài khoản Zalo)',
  notification: 'thông báo Mini App',
  template_by_phone: 'tin theo mẫu (số điện thoại)',
};

/** How a broadcast would go out. Σ channels + Σ unreached = members; no day takes more than its quota; nothing goes out in quiet hours. */
export function planBroadcast(input: PlanInput): BroadcastPlan {
  const { kind, groups, terms, from, perSecond } = input;
  const channels = new Map<BroadcastChannel, { count: number; costDong: number }>();
  const unreached = new Map<string, number>();
  const days = new Map<Day, number>();
  const warnings: string[] = [];

  for (const group of groups) {
    if (group.channel === null) {
      unreached.set(group.reason, (unreached.get(group.reason) ?? 0) + group.count);
      continue;
    }
    const known = channels.get(group.channel) ?? { count: 0, costDong: 0 };
    known.count += group.count;
    known.costDong += group.count * priceOf(group.channel, terms, group.billed);
    channels.set(group.channel, known);
  }
  let finishesAt: Date | null = null;
  for (const [channel, { count }] of channels) {
    let left = count;
    let used = 0;
    for (const share of sharesOf(channel, input)) {
      used += 1;
      const taken = used >= mostDays ? left : Math.min(left, share.left);
      if (taken > 0) {
        days.set(share.day, (days.get(share.day) ?? 0) + taken);
        const end = new Date(share.start.getTime() + ((days.get(share.day) ?? 0) / perSecond) * 1_000);
        if (finishesAt === null || end > finishesAt) finishesAt = end;
      }
      left -= taken;
      if (left <= 0) {
        if (used > 1 && input.quotas[channel])
          warnings.push(`Hạn mức ${channelNames[channel]} không đủ trong một ngày, nên sẽ gửi trong ${used} ngày.`);
        break;
      }
    }
  }
  const begins = nextOpenMoment(kind, from, terms.hours);
  if (begins.getTime() > from.getTime() && channels.size > 0)
    warnings.push(`Giờ đã chọn nằm ngoài khung ${terms.hours.from}–${terms.hours.to}, nên tin bắt đầu đi từ khung giờ kế tiếp.`);
  const costDong = [...channels.values()].reduce((sum, channel) => sum + channel.costDong, 0);
  const ordered = [...days].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    members:
      [...channels.values()].reduce((sum, { count }) => sum + count, 0) + [...unreached.values()].reduce((sum, count) => sum + count, 0),
    channels: [...channels].map(([channel, { count, costDong: cost }]) => ({ channel, count, costDong: cost })),
    unreached: [...unreached].map(([reason, count]) => ({ reason, count })),
    days: ordered.map(([day, count]) => {
      const start = day === dayOf(begins) ? timeOf(begins) : kind === 'urgent' ? '00:00' : terms.hours.from;
      const seconds = count / perSecond;
      const end = new Date(instantAt(day, start).getTime() + seconds * 1_000);
      const to = dayOf(end) === day && minutesOf(timeOf(end)) >= minutesOf(start) ? timeOf(end) : terms.hours.to;
      return { day, from: start, to, count };
    }),
    costDong,
    finishesAt: finishesAt?.toISOString() ?? null,
    warnings,
  };
}
