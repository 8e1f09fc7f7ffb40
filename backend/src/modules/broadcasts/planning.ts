import type { ZaloOa } from '../../adapters/zalo-oa.js';
import type { Clock } from '../../clock.js';
import type { AudienceFilter } from '../../contracts/audience.js';
import type { BroadcastChannel, BroadcastDraft, BroadcastPlan, BroadcastSample, MessagingTerms } from '../../contracts/broadcasts.js';
import {
  type Configured,
  dueAssigner,
  isBilled,
  ladder,
  type PlanInput,
  type PlannedGroup,
  planBroadcast,
  type Reachable,
  reasonWhyNot,
} from '../../domain/broadcast-plan.js';
import { dayOf } from '../../domain/vietnam-time.js';
import type { AudienceRow, AudienceService, Signature } from '../audience/audience.service.js';
import type { BroadcastRecord, PostRecord } from './broadcasts.store.js';
import type { SendingRules } from './rules.js';
import type { Wording } from './wording.js';

type Deps = {
  audience: Pick<AudienceService, 'signatureCounts' | 'each'>;
  communes: { hamlets(): Promise<{ key: string; name: string }[]> };
  rules: SendingRules;
  wording: Wording;
  oa: Pick<ZaloOa, 'phoneTemplateQuota'>;
  clock: Clock;
  configured: Configured;
  perSecond: number;
};

const keptQuota = 60_000;
const keptCounts = 10_000;
const sampleSearch = 200;
const hour = 3_600_000;
/** What an interaction so long ago stands for; the middle of what a signature says. */
const bucketAge = { '48h': hour, '7d': 72 * hour, older: 30 * 24 * hour } as const;

export type Planning = ReturnType<typeof planningOf>;

/** How a broadcast would go, and how each member of a frozen one goes. */
export function planningOf({ audience, communes, rules, wording, oa, clock, configured, perSecond }: Deps) {
  let counts: { key: string; at: number; signatures: Signature[] } | null = null;
  let quota: { today: number; daily: number; until: number } | null = null;

  /** Counting a large audience is work, and whoever writes looks at the same one again and again. */
  async function counted(filter: AudienceFilter, at: Date, groupIds: readonly string[]): Promise<Signature[]> {
    const key = JSON.stringify([filter, dayOf(at), groupIds]);
    const now = clock.now().getTime();
    if (counts && counts.key === key && Math.abs(now - counts.at) < keptCounts) return counts.signatures;
    const signatures = await audience.signatureCounts(filter, dayOf(at), { at, groupIds });
    counts = { key, at: now, signatures };
    return signatures;
  }

  /** Zalo's own word on phone templates where it gives one, else what the terms say. */
  async function quotasOf(terms: MessagingTerms): Promise<PlanInput['quotas']> {
    const now = clock.now().getTime();
    if (configured.templateByPhone && (quota === null || quota.until < now)) {
      const said = await oa.phoneTemplateQuota();
      if (said.kind === 'found') quota = { today: said.value.remainingQuota, daily: said.value.dailyQuota, until: now + keptQuota };
    }
    const fixed = (daily: number | null) => (daily === null ? null : { today: daily, daily });
    return {
      template_by_uid: fixed(terms.dailyQuotas.templateByUid),
      template_by_phone: quota ?? fixed(terms.dailyQuotas.templateByPhone),
      notification: fixed(terms.dailyQuotas.notification),
    };
  }

  const startOf = ({ sendAt }: Pick<BroadcastDraft, 'sendAt'>): Date => {
    const now = clock.now();
    const wanted = sendAt === null ? now : new Date(sendAt);
    return new Date(Math.max(wanted.getTime(), now.getTime()));
  };

  const memberOf = (signature: Signature, at: Date): Reachable => ({
    oaUserId: signature.hasOa ? '1' : null,
    appUserId: signature.hasApp ? '1' : null,
    follows: signature.follows,
    lastInteractionAt: signature.interaction === 'unknown' ? null : new Date(at.getTime() - bucketAge[signature.interaction]),
    hasPhone: signature.hasPhone,
    newsConsent: signature.newsConsent,
    blocked: signature.blocked,
    stopped: signature.stopped,
  });

  const isEverybody = (filter: AudienceFilter) =>
    filter.hamletKeys.length === 0 &&
    filter.roles.length === 0 &&
    filter.householdCodes.length === 0 &&
    filter.ageFrom === null &&
    filter.ageTo === null &&
    !filter.onePerHousehold;

  /** Which posts speak for whom: an article reaches every follower, so it may go only where that is what everybody wants. */
  async function decide(draft: Pick<BroadcastDraft, 'kind' | 'audience' | 'modes' | 'sendAt'>) {
    const at = startOf(draft);
    const terms = await rules.terms();
    const { hamletKeys } = draft.audience;
    const groups = draft.modes.groups
      ? terms.groups.filter(({ hamletKey }) => hamletKeys.length === 0 || hamletKeys.includes(hamletKey))
      : [];
    const signatures = await counted(
      draft.audience,
      at,
      groups.map(({ groupId }) => groupId),
    );
    const quotas = await quotasOf(terms);
    const warnings: string[] = [];
    const posts: PostRecord[] = [];
    const post = (kind: PostRecord['kind'], key: string, name: string, groupId: string | null): PostRecord => ({
      key,
      kind,
      name,
      groupId,
      state: 'waiting',
      step: kind === 'article' ? 'make' : 'call',
      token: null,
      articleId: null,
      claimedAt: null,
      reason: null,
      tries: 0,
      dueAt: clock.now(),
    });

    let byArticle = false;
    if (draft.modes.article) {
      const followers = signatures.filter(({ follows, hasOa }) => follows === true && hasOa);
      const count = followers.reduce((sum, signature) => sum + signature.count, 0);
      const { smallest, upToFollowers, share } = terms.articles;
      const cap = count > upToFollowers ? Math.floor(count * share) : smallest;
      const stopped = followers.reduce(
        (sum, { stopped: topics, count: some }) => sum + (topics.some((topic) => topic === draft.kind) ? some : 0),
        0,
      );
      if (!isEverybody(draft.audience))
        warnings.push('Bài viết chỉ gửi được cho tất cả người quan tâm, nên tin này đi riêng tới từng người.');
      else if (stopped > 0)
        warnings.push(
          `Có ${stopped} người đã thôi nhận loại tin này. Bài viết không bỏ riêng họ ra được, nên tin đi riêng tới từng người.`,
        );
      else if (count > cap)
        warnings.push(`Zalo chỉ cho bài viết tới ${cap} người mỗi ngày, ít hơn ${count} người quan tâm, nên tin đi riêng tới từng người.`);
      else if (count > 0) byArticle = true;
    }
    if (byArticle) posts.push(post('article', 'article', 'Bài viết tới mọi người quan tâm', null));
    const wanted = byArticle ? [] : groups;
    for (const { groupId, name } of wanted) posts.push(post('group', `group:${groupId}`, name, groupId));
    if (wanted.length > 0)
      warnings.push(
        'Thành viên đã biết của nhóm Zalo nhận trong nhóm; người khác của xóm nhận riêng. Ai vào nhóm mà xã chưa biết có thể thấy cả hai.',
      );

    const planned: PlannedGroup[] = signatures.map((signature) => {
      const asked = { member: memberOf(signature, at), kind: draft.kind, now: at, terms, configured, paid: draft.modes.paid };
      if (byArticle && signature.follows === true && signature.hasOa && !signature.blocked)
        return { channel: 'article', billed: false, count: signature.count };
      if (wanted.length > 0 && signature.inGroup && !signature.stopped.some((topic) => topic === draft.kind))
        return { channel: 'group', billed: false, count: signature.count };
      const [channel] = ladder(asked);
      return channel === undefined
        ? { channel: null, reason: reasonWhyNot(asked) ?? 'not_reachable', count: signature.count }
        : { channel, billed: isBilled(asked), count: signature.count };
    });
    const plan = planBroadcast({ kind: draft.kind, groups: planned, quotas, terms, from: at, perSecond });
    return { plan: { ...plan, warnings: [...warnings, ...plan.warnings] }, posts };
  }

  return {
    decide,
    async plan(draft: BroadcastDraft): Promise<BroadcastPlan> {
      return (await decide(draft)).plan;
    },

    /** The text as up to three real people would read it, from different hamlets where there are some. */
    async samples(draft: BroadcastDraft): Promise<BroadcastSample[]> {
      const [rows, hamlets, letters] = await Promise.all([
        audience.each(draft.audience, dayOf(clock.now()), null, sampleSearch),
        communes.hamlets(),
        wording.letters(draft),
      ]);
      const names = new Map(hamlets.map(({ key, name }) => [key, name]));
      const chosen: AudienceRow[] = [];
      const named = [...rows.filter(({ name }) => name !== null), ...rows.filter(({ name }) => name === null)];
      for (const distinct of [true, false])
        for (const row of named)
          if (chosen.length < 3 && !chosen.includes(row) && (!distinct || chosen.every(({ hamletKey }) => hamletKey !== row.hamletKey)))
            chosen.push(row);
      return chosen.map((row) => ({
        name: row.name ?? 'Người chưa cho biết tên',
        hamletName: (row.hamletKey === null ? undefined : names.get(row.hamletKey)) ?? null,
        ...letters.of(row),
      }));
    },

    /** Gives members of an approved broadcast their time and what speaks for them; goes on from what was `assigned` before. */
    async assigner(broadcast: BroadcastRecord, assigned: Readonly<Record<string, number>>) {
      const terms = await rules.terms();
      const at = startOf(broadcast);
      const due = dueAssigner({ kind: broadcast.kind, quotas: await quotasOf(terms), terms, from: at, perSecond }, assigned);
      const hasArticle = broadcast.posts.some(({ kind }) => kind === 'article');
      const groupIds = new Set(broadcast.posts.flatMap(({ groupId }) => groupId ?? []));
      return {
        next(member: AudienceRow): { dueAt: Date | null; via: string | null } {
          if (hasArticle && member.follows === true && member.oaUserId !== null && !member.blocked) return { dueAt: null, via: 'article' };
          const group = member.groupIds.find((id) => groupIds.has(id));
          if (group !== undefined && !isStopped(broadcast, member)) return { dueAt: null, via: `group:${group}` };
          const [channel] = ladder({ member, kind: broadcast.kind, now: at, terms, configured, paid: broadcast.modes.paid });
          // Whoever cannot be reached now is looked at again when it goes out.
          return { dueAt: channel === undefined ? at : due.next(channel as BroadcastChannel).dueAt, via: null };
        },
        assigned: due.assigned,
      };
    },
  };
}

const isStopped = ({ kind }: BroadcastRecord, { stopped }: AudienceRow) => stopped.some((topic) => topic === kind);
