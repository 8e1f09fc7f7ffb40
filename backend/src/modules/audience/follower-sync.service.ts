import type { ZaloOa } from '../../adapters/zalo-oa.js';
import type { Clock } from '../../clock.js';
import { timeOf } from '../../domain/vietnam-time.js';
import type { ContactsStore } from '../zalo/contacts.store.js';
import type { AudienceService } from './audience.service.js';
import type { FollowerSyncStore, SyncRecord } from './follower-sync.store.js';

type Deps = {
  store: FollowerSyncStore;
  contacts: ContactsStore;
  audience: Pick<AudienceService, 'refresh' | 'withoutRow'>;
  /** Residents by id, for rows that a crash or an older release left out. */
  residentIds: (after: string | null, limit: number) => Promise<string[]>;
  oa: Pick<ZaloOa, 'followers' | 'userDetail'>;
  clock: Clock;
  randomId: () => string;
};

const minute = 60_000;
const hour = 60 * minute;
/** Whoever holds the lease renews it at every page; a dead one is missed after this long. */
const leaseLife = 2 * minute;
/** What one turn of the duty does, so that questions to Zalo stay some per second beside everything else. */
const pagesPerTurn = 2;
const detailsPerTurn = 20;
const rowsPerTurn = 500;
const recordedAtOnce = 10;
/** Zalo gives no id in our app to people who never opened it; asking every night would not change that. */
const detailsAgainAfter = 30 * 24 * hour;
const pauseAfterRefusal = hour;
/** A look that ran late at night must not run again the same night. */
const nightlyPause = 12 * hour;
const night = { from: '02:00', to: '04:00' };
/** Zalo shows at most so many followers (docs.zaloplatforms.com, user/getlist: offset up to 9,951). Beyond it what webhooks told us stays. */
const longestList = 10_000;

export type FollowerSync = ReturnType<typeof followerSync>;

/**
 * Looks at Zalo's whole list of followers and puts right what lost webhooks left wrong: every night, on request, and once at the
 * beginning. It goes on where a worker that died left off, and never undoes what an event said later than Zalo was asked.
 */
export function followerSync({ store, contacts, audience, residentIds, oa, clock, randomId }: Deps) {
  function due(sync: SyncRecord, now: Date): boolean {
    if (sync.notBefore !== null && now < sync.notBefore) return false;
    if (sync.running) return true;
    const { startedAt, requestedAt } = sync;
    if (startedAt === null) return true;
    if (requestedAt !== null && requestedAt > startedAt) return true;
    const time = timeOf(now);
    return time >= night.from && time < night.to && now.getTime() - startedAt.getTime() > nightlyPause;
  }

  /** Zalo was asked at `askedAt` and named these followers. */
  async function listed(ids: readonly string[], run: string, askedAt: Date): Promise<void> {
    const known = await contacts.findMany(ids);
    const rowless = new Set(await audience.withoutRow('oaUserId', ids));
    const fresh = ids.filter((oaUserId) => known.get(oaUserId)?.follows !== true || rowless.has(oaUserId));
    for (let first = 0; first < fresh.length; first += recordedAtOnce)
      await Promise.all(
        fresh.slice(first, first + recordedAtOnce).map(async (oaUserId) => {
          await contacts.record({ oaUserId, userIdByApp: null, follows: { value: true, at: askedAt } });
          await audience.refresh({ oaUserId, userIdByApp: known.get(oaUserId)?.userIdByApp ?? null });
        }),
      );
    await contacts.noteListed(ids, run);
  }

  type Looked = 'known' | { kind: 'wait'; milliseconds: number };

  /** Asks Zalo about one person. */
  async function look(oaUserId: string): Promise<Looked> {
    const askedAt = clock.now();
    const answer = await oa.userDetail(oaUserId);
    if (answer.kind === 'try_later') return { kind: 'wait', milliseconds: answer.retryAfterMs };
    if (answer.kind === 'found') {
      const { userIdByApp, displayName, follows } = answer.value;
      const said = follows === null ? {} : { follows: { value: follows, at: askedAt } };
      await contacts.record({ oaUserId, userIdByApp, name: displayName, ...said });
    } else if (answer.reason === 'not_follower' || answer.reason === 'bad_recipient')
      await contacts.record({ oaUserId, userIdByApp: null, follows: { value: false, at: askedAt } });
    // Any other refusal says nothing of whether they follow.
    await contacts.noteDetails(oaUserId, askedAt);
    await audience.refresh({ oaUserId, userIdByApp: answer.kind === 'found' ? answer.value.userIdByApp : null });
    return 'known';
  }

  type Turn = { kind: 'more' | 'next' } | { kind: 'wait'; milliseconds: number; failed: boolean } | { kind: 'lost' };

  async function listPages(sync: SyncRecord, run: string, by: string): Promise<Turn> {
    let { offset, listed: seen } = sync;
    for (let page = 0; page < pagesPerTurn; page += 1) {
      const askedAt = clock.now();
      const answer = await oa.followers({ offset });
      if (answer.kind === 'try_later') return { kind: 'wait', milliseconds: answer.retryAfterMs, failed: false };
      if (answer.kind === 'refused') return { kind: 'wait', milliseconds: pauseAfterRefusal, failed: true };
      const { total, userIds, next } = answer.value;
      await listed(userIds, run, askedAt);
      seen += userIds.length;
      offset = next ?? offset;
      const until = new Date(clock.now().getTime() + leaseLife);
      if (!(await store.move(by, { offset, listed: seen, followers: total, leaseUntil: until }))) return { kind: 'lost' };
      if (next === null) return { kind: 'next' };
    }
    return { kind: 'more' };
  }

  async function lookAtEach(ids: readonly string[]): Promise<Turn> {
    for (const id of ids) {
      const looked = await look(id);
      if (looked !== 'known') return { kind: 'wait', milliseconds: looked.milliseconds, failed: false };
    }
    return { kind: ids.length < detailsPerTurn ? 'next' : 'more' };
  }

  async function turn(sync: SyncRecord, run: string, startedAt: Date, by: string): Promise<Turn> {
    switch (sync.phase) {
      case 'list':
        return listPages(sync, run, by);
      case 'details':
        return lookAtEach(await contacts.withoutDetails(new Date(startedAt.getTime() - detailsAgainAfter), detailsPerTurn));
      case 'missing': {
        // Zalo showed only a part: who is not in it may follow all the same, and asking for each would take days.
        if ((sync.followers ?? 0) > longestList) return { kind: 'next' };
        const ids = await contacts.unlisted(run, startedAt, detailsPerTurn);
        const outcome = await lookAtEach(ids);
        if (outcome.kind !== 'wait') await contacts.noteListed(ids, run);
        return outcome;
      }
      case 'rows': {
        const residents = await residentIds(sync.after, rowsPerTurn);
        for (const residentId of await audience.withoutRow('residentId', residents)) await audience.refresh({ residentId });
        const last = residents.at(-1);
        if (last !== undefined) return (await store.move(by, { after: last })) ? { kind: 'more' } : { kind: 'lost' };
        return { kind: 'next' };
      }
    }
  }

  const following = { list: 'details', details: 'missing', missing: 'rows', rows: null } as const;

  return {
    async request(): Promise<void> {
      await store.request(clock.now());
    },
    async status(): Promise<{ state: 'never' | 'running' | 'done' | 'failed'; at: Date | null; followers: number | null }> {
      const sync = await store.read();
      const asked = sync.requestedAt !== null && (sync.startedAt === null || sync.requestedAt > sync.startedAt);
      const state =
        sync.failedAt !== null && !asked ? 'failed' : sync.running || asked ? 'running' : sync.endedAt === null ? 'never' : 'done';
      return { state, at: sync.endedAt, followers: sync.followers };
    },
    /** One turn of the look, if one is due and nobody else is at it. Answers whether there is more to do at once. */
    async step(): Promise<boolean> {
      const now = clock.now();
      if (!due(await store.read(), now)) return false;
      const by = randomId();
      const leased = await store.lease(by, now, new Date(now.getTime() + leaseLife));
      if (!leased) return false;
      try {
        let sync = leased;
        if (!due(sync, now)) return false;
        if (!sync.running) {
          const begun = { run: randomId(), phase: 'list', offset: 0, after: null, listed: 0, startedAt: now, running: true } as const;
          if (!(await store.move(by, { ...begun, notBefore: null, failedAt: null }))) return false;
          sync = { ...sync, ...begun };
        }
        const { run, startedAt } = sync;
        if (run === null || startedAt === null) return false;
        const outcome = await turn(sync, run, startedAt, by);
        switch (outcome.kind) {
          case 'lost':
            return false;
          case 'more':
            return true;
          case 'wait':
            await store.move(by, {
              notBefore: new Date(clock.now().getTime() + outcome.milliseconds),
              ...(outcome.failed && { failedAt: clock.now() }),
            });
            return false;
          case 'next': {
            const next = following[sync.phase];
            const ended = clock.now();
            await store.move(
              by,
              next === null ? { running: false, endedAt: ended, failedAt: null } : { phase: next, after: null, failedAt: null },
            );
            return next !== null;
          }
        }
      } finally {
        await store.release(by);
      }
    },
  };
}
