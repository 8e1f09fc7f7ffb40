import type { ZaloOa } from '../../adapters/zalo-oa.js';
import type { SendOutcome } from '../../adapters/zalo-send.js';
import type { Clock } from '../../clock.js';
import { fitFor } from '../../domain/broadcast-text.js';
import { dayOf } from '../../domain/vietnam-time.js';
import type { JobQueue } from '../../jobs.js';
import type { AudienceService } from '../audience/audience.service.js';
import type { BroadcastRecord, BroadcastsStore, PostRecord } from './broadcasts.store.js';
import type { Planning } from './planning.js';
import type { RecipientsStore } from './recipients.store.js';
import type { SendingRules } from './rules.js';
import type { Wording } from './wording.js';

type Deps = {
  store: BroadcastsStore;
  recipients: RecipientsStore;
  audience: Pick<AudienceService, 'each'>;
  planning: Planning;
  rules: SendingRules;
  wording: Wording;
  oa: Pick<ZaloOa, 'createArticle' | 'verifyArticle' | 'showArticle' | 'broadcastArticle' | 'sendGroup'>;
  sweepClaims: () => Promise<number>;
  jobs: JobQueue;
  clock: Clock;
  miniAppUrl: (path: string) => string;
  timeoutMilliseconds: number;
};

const freezePage = 500;
const mostPostTries = 20;
const processingPause = 5_000;

export type RunningService = ReturnType<typeof runningService>;

/** Moves broadcasts on: freezes the audience, starts at the hour, hands lanes to the queue, ends what is done. Everything may run twice at once. */
export function runningService(deps: Deps) {
  const { store, recipients, audience, planning, rules, wording, oa, sweepClaims, jobs, clock, miniAppUrl, timeoutMilliseconds } = deps;

  async function moveOn(broadcast: BroadcastRecord): Promise<void> {
    const { id, runId, status } = broadcast;
    const now = clock.now();
    if (status === 'cancelled') {
      if (runId !== null) {
        await recipients.skipWaiting(runId, 'cancelled');
        if (await recipients.isOpen(runId)) return;
      }
      await store.close(id);
      return;
    }
    if (runId === null || broadcast.freeze === null) return;
    if (status === 'approved') {
      if (!broadcast.freeze.done) await jobs.add('broadcast_freeze', { id }, `broadcast_freeze-${id}`);
      else if (broadcast.sendAt === null || Date.parse(broadcast.sendAt) <= now.getTime()) {
        const started = await store.start(id, runId, now);
        if (started) await moveOn(started);
      }
      return;
    }
    if (!rules.isHour(broadcast.kind, now, (await rules.terms()).hours)) return;
    for (const post of broadcast.posts)
      if (['waiting', 'preparing', 'sending'].includes(post.state) && post.dueAt <= now)
        await jobs.add('broadcast_post', { id, key: post.key }, `broadcast_post-${id}-${post.key.replace(/\W/g, '_')}`);
    const dueAt = await recipients.nextDueAt(runId);
    if (dueAt !== null) {
      if (dueAt <= now)
        for (let lane = 0; lane < recipients.lanes; lane += 1)
          await jobs.add('broadcast_lane', { id, lane }, `broadcast_lane-${id}-${lane}`);
      return;
    }
    if (!(await recipients.isOpen(runId))) await store.finish(id, now);
  }

  /** Ends a post and what it means for those it speaks for. Written so that a second time changes nothing. */
  async function endPost(
    broadcast: BroadcastRecord,
    post: PostRecord,
    outcome: { state: 'sent' } | { state: 'failed' | 'unconfirmed'; reason: string },
  ): Promise<void> {
    const runId = broadcast.runId as string;
    const now = clock.now();
    const channel = post.kind;
    if (outcome.state === 'sent') await recipients.settleVia(runId, post.key, { state: 'sent', channel, at: now });
    else if (outcome.state === 'unconfirmed')
      await recipients.settleVia(runId, post.key, { state: 'unconfirmed', channel, reason: outcome.reason });
    // What Zalo refused goes to each of them singly.
    else await recipients.settleVia(runId, post.key, { state: 'waiting', dueAt: now });
    await store.savePost(broadcast.id, post.key, {
      state: outcome.state,
      reason: outcome.state === 'sent' ? null : outcome.reason,
      claimedAt: null,
    });
  }

  async function later(broadcast: BroadcastRecord, post: PostRecord, milliseconds: number, counts: boolean): Promise<void> {
    const tries = post.tries + (counts ? 1 : 0);
    if (tries > mostPostTries) return endPost(broadcast, post, { state: 'failed', reason: 'gave_up' });
    await store.savePost(broadcast.id, post.key, { dueAt: new Date(clock.now().getTime() + milliseconds), claimedAt: null, tries });
  }

  /** Does what the article needs next; true when it can be sent. Making one twice would only leave one behind that nobody sees. */
  async function prepare(broadcast: BroadcastRecord, post: PostRecord): Promise<boolean> {
    if (post.step === 'call') return true;
    const { general, pictureUrl, signer } = await wording.letters(broadcast);
    const article = {
      title: fitFor('article_title', general.title),
      author: fitFor('article_author', signer ?? 'UBND xã'),
      description: fitFor('article_description', general.text),
      coverUrl: pictureUrl,
      // An article has no button that stops a topic; it says where that is done.
      body: [general.text, 'Không muốn nhận loại tin này nữa: mở Mini App của xã, mục Cá nhân.'].map((content) => ({
        type: 'text' as const,
        content,
      })),
      status: 'hide' as const,
    };
    const done = (change: Partial<PostRecord>) =>
      store.savePost(broadcast.id, post.key, { state: 'preparing', claimedAt: null, dueAt: clock.now(), ...change });
    const answer = await (post.step === 'make'
      ? oa.createArticle(article)
      : post.step === 'show'
        ? oa.showArticle(post.articleId ?? '', { ...article, status: 'show' })
        : oa.verifyArticle(post.token ?? ''));
    if (answer.kind === 'try_later') {
      await later(broadcast, post, Math.max(answer.retryAfterMs, post.step === 'make' ? 0 : processingPause), true);
      return false;
    }
    if (answer.kind === 'refused') {
      await endPost(broadcast, post, { state: 'failed', reason: answer.reason });
      return false;
    }
    const token = 'token' in answer.value ? answer.value.token : null;
    const id = 'id' in answer.value ? answer.value.id : null;
    if (post.step === 'make') await done({ step: 'check', token });
    else if (post.step === 'check') await done({ step: 'show', articleId: id });
    else if (post.step === 'show') await done({ step: 'check_again', token });
    else await done({ step: 'call' });
    return false;
  }

  async function callPost(broadcast: BroadcastRecord, post: PostRecord): Promise<SendOutcome> {
    if (post.kind === 'article') return oa.broadcastArticle({ articleId: post.articleId ?? '', target: {} });
    const { general, pictureUrl } = await wording.letters(broadcast);
    const { button } = broadcast.content;
    return oa.sendGroup({
      groupId: post.groupId ?? '',
      text: fitFor('consultation', `${general.title}\n\n${general.text}\n\n${miniAppUrl(button?.path ?? `/news/${broadcast.id}`)}`),
      ...(pictureUrl !== null && { image: { url: pictureUrl } }),
    });
  }

  return {
    /** One look at everything that is on its way; also what the duty does each second. */
    async tick(): Promise<void> {
      await sweepClaims();
      for (const broadcast of await store.working()) await moveOn(broadcast);
    },

    /** Freezes the audience of an approved broadcast page by page; goes on where a worker that died left off. */
    async freeze(id: string): Promise<void> {
      for (;;) {
        const broadcast = await store.find(id);
        if (broadcast?.status !== 'approved' || broadcast.runId === null || broadcast.freeze === null || broadcast.freeze.done) return;
        const { runId, freeze } = broadcast;
        const members = await audience.each(broadcast.audience, dayOf(clock.now()), freeze.after, freezePage);
        const assign = await planning.assigner(broadcast, freeze.assigned);
        await recipients.freeze(
          runId,
          members.map((member) => ({ memberId: member.id, hamletKey: member.hamletKey, ...assign.next(member) })),
        );
        const last = members.at(-1);
        const moved = await store.freezeOn(id, runId, freeze.after, {
          after: last?.id ?? freeze.after,
          done: members.length < freezePage,
          assigned: assign.assigned(),
        });
        if (!moved) {
          // The approval is void, or another worker is ahead; of a void one nothing stays.
          if ((await store.find(id))?.runId !== runId) await recipients.removeRun(runId);
          return;
        }
      }
    },

    /** Does the next thing for an article or a group message. */
    async post(id: string, key: string): Promise<void> {
      const broadcast = await store.find(id);
      if (broadcast?.runId == null || broadcast.status !== 'running') return;
      const now = clock.now();
      const deadBefore = new Date(now.getTime() - 2 * timeoutMilliseconds - 5_000);
      const stuck = broadcast.posts.find((post) => post.key === key);
      if (stuck?.state === 'sending') {
        // Whoever called is dead: nobody knows whether Zalo took it.
        if (stuck.claimedAt !== null && stuck.claimedAt <= deadBefore)
          await endPost(broadcast, stuck, { state: 'unconfirmed', reason: 'interrupted' });
        return;
      }
      const post = await store.claimPost(id, key, now, deadBefore);
      if (!post) return;
      if (!(await prepare(broadcast, post))) return;
      if (!(await store.beginPostCall(id, key, clock.now()))) return;
      const outcome = await callPost(broadcast, post);
      switch (outcome.kind) {
        case 'sent':
          return endPost(broadcast, post, { state: 'sent' });
        case 'unconfirmed':
          return endPost(broadcast, post, { state: 'unconfirmed', reason: outcome.reason });
        case 'refused':
          return endPost(broadcast, post, { state: 'failed', reason: outcome.reason });
        case 'try_later':
          await store.savePost(id, key, { state: 'waiting' });
          return later(broadcast, post, outcome.retryAfterMs, outcome.reason !== 'rate_limited');
      }
    },
  };
}
