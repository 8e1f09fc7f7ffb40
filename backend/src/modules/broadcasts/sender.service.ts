import { randomToken } from '../../adapters/crypto.js';
import type { Pacer } from '../../adapters/pacer.js';
import type { RefusalReason } from '../../adapters/zalo-errors.js';
import type { ZaloNotification } from '../../adapters/zalo-notification.js';
import type { ZaloOa } from '../../adapters/zalo-oa.js';
import type { SendOutcome } from '../../adapters/zalo-send.js';
import { unavailableReasons } from '../../adapters/zalo-tokens.js';
import { type Clock, stopwatch } from '../../clock.js';
import type { BroadcastChannel, RecipientState } from '../../contracts/broadcasts.js';
import { backoff, type CallResult, classOfRefusal, ladder, reasonWhyNot, shouldAutoPause } from '../../domain/broadcast-plan.js';
import { fitFor } from '../../domain/broadcast-text.js';
import type { AudienceRow, AudienceService } from '../audience/audience.service.js';
import type { MessagesService } from '../messages/messages.service.js';
import { batcher } from './batcher.js';
import type { BroadcastRecord, BroadcastsStore } from './broadcasts.store.js';
import { readAhead, type Source } from './read-ahead.js';
import type { RecipientAttempt, RecipientEnd, RecipientRecord, RecipientSettlement, RecipientsStore } from './recipients.store.js';
import type { SendingRules } from './rules.js';
import type { Wording } from './wording.js';

type Deps = {
  store: BroadcastsStore;
  recipients: RecipientsStore;
  audience: Pick<AudienceService, 'rows' | 'phonesOf' | 'noteBlocked' | 'stopToken'>;
  messages: Pick<MessagesService, 'receiptsOf'>;
  oa: Pick<ZaloOa, 'sendConsultation' | 'sendTemplateByUid' | 'sendTemplateByPhone'>;
  notification: ZaloNotification;
  pacer: Pacer;
  rules: SendingRules;
  wording: Wording;
  clock: Clock;
  random: () => number;
  miniAppUrl: (path: string) => string;
  config: {
    templateUid: string | undefined;
    templatePhone: string | undefined;
    templateNotification: string | undefined;
    /** Which values the registered templates take. */
    templateParameters: readonly string[];
    perSecond: number;
    timeoutMilliseconds: number;
  };
  report: (event: { kind: string; state: RecipientState; channel: BroadcastChannel | null; reason: string | null }) => void;
};

/** How long one job works at a lane; then the queue may give the lane to another worker. */
const sliceMilliseconds = 20_000;
/** How many recipients are read beforehand, in seconds of sending: the fewer, the later a stop or a merge still counts. */
const pageSeconds = 2;
const pageSizes = { least: 20, most: 300 };
/** From so many messages a second on, claims and settlements wait for each other so long, so that one write serves many. */
const gathering = { from: 200, milliseconds: 10 };
/** A pause is looked for this often, so that it holds well within a second. */
const lookMilliseconds = 200;
const mostTries = 6;
const limitPause = { least: 1_000, spread: 4_000 };
/** A token that is not to be had is looked for again after this long at the latest. */
const longestHold = 30_000;
/** Of so many last calls the share of failures decides about a pause. */
const recentCalls = 40;
/** Until when a claim is made before its slot, so that a crash leaves few in doubt: at least, and at most. */
const claimLead = { least: 10, most: 60 };

/** What a broadcast knows while a worker is at it. */
type Run = {
  broadcast: BroadcastRecord & { runId: string };
  by: string;
  letter: ReturnType<Wording['letters']> extends Promise<infer L> ? L : never;
  terms: Awaited<ReturnType<SendingRules['terms']>>;
  mayGo: () => boolean;
};

export type SenderService = ReturnType<typeof senderService>;

/** Sends broadcasts recipient by recipient: claim, call, settle; a call whose fate is unknown is never made again. */
export function senderService(deps: Deps) {
  const { store, recipients, audience, messages, oa, notification, pacer, rules, wording, clock, random, miniAppUrl, config, report } =
    deps;
  const doubtAfter = 2 * config.timeoutMilliseconds;
  const atOnce = Math.min(100, Math.max(3, Math.round(config.perSecond / 8)));
  const pageSize = Math.min(pageSizes.most, Math.max(pageSizes.least, Math.ceil((config.perSecond * pageSeconds) / recipients.lanes)));
  const gather = config.perSecond >= gathering.from ? gathering.milliseconds : 0;
  const configured = {
    templateByUid: config.templateUid !== undefined,
    templateByPhone: config.templatePhone !== undefined,
    notification: config.templateNotification !== undefined,
  };
  /** Channels that Zalo says are used up, until when. */
  const usedUp = new Map<BroadcastChannel, Date>();
  const recent = new Map<string, CallResult[]>();
  /** Until when nothing is sent, on the stopwatch: the token is being made again. */
  let heldUntil = 0;
  let claimTakes = claimLead.least;
  let closing = false;

  const claims = batcher<{ id: string; by: string }, boolean>(
    async (items) => {
      const won = new Map<string, ReadonlySet<string>>();
      for (const by of new Set(items.map((item) => item.by)))
        won.set(
          by,
          await recipients.claim(
            items.filter((item) => item.by === by).map(({ id }) => id),
            by,
            clock.now(),
          ),
        );
      return items.map(({ id, by }) => won.get(by)?.has(id) === true);
    },
    { gather },
  );

  const settlements = batcher<RecipientSettlement & { by: string }, void>(
    async (items) => {
      for (const by of new Set(items.map((item) => item.by)))
        await recipients.settle(
          by,
          items.filter((item) => item.by === by),
        );
      // A receipt that came before its message's id was stored lies kept.
      const ids = items.flatMap(({ end }) => (end.state === 'sent' && end.zaloMessageId !== null ? [end.zaloMessageId] : []));
      if (ids.length > 0)
        for (const [zaloMessageId, { deliveredAt, seenAt }] of await messages.receiptsOf(ids)) {
          const of = { zaloMessageIds: [zaloMessageId], trackingId: null };
          if (deliveredAt) await recipients.recordReceipt(of, 'delivered', deliveredAt);
          if (seenAt) await recipients.recordReceipt(of, 'seen', seenAt);
        }
      return items.map(() => undefined);
    },
    { gather },
  );

  /** Takes the right to call for one recipient, and notes how long that takes these days. */
  async function claim(id: string, by: string): Promise<boolean> {
    const begun = stopwatch();
    const won = await claims({ id, by });
    claimTakes = claimTakes * 0.9 + (stopwatch() - begun) * 0.1;
    return won;
  }

  /** Looks again and again whether the broadcast still runs; urgent news makes the others wait. */
  function watch(id: string, kind: BroadcastRecord['kind'], hours: Run['terms']['hours']) {
    let going = true;
    let stopped = false;
    const look = async () => {
      while (!stopped) {
        try {
          const running = await store.running();
          const isRunning = running.some((one) => one.id === id);
          const urgentFirst = kind !== 'urgent' && running.some((one) => one.kind === 'urgent');
          going = isRunning && !urgentFirst && rules.isHour(kind, clock.now(), hours);
        } catch {
          // Without the database nothing can be claimed either.
          going = false;
        }
        await pause(lookMilliseconds);
      }
    };
    void look();
    return {
      mayGo: () => going && !closing && stopwatch() >= heldUntil,
      stop: () => {
        stopped = true;
      },
    };
  }

  /** What the last calls say of the whole: too many failures stop everything before more people are tried in vain. */
  async function judge(run: Run, result: CallResult, detail: string | null): Promise<void> {
    const { id } = run.broadcast;
    const results = [...(recent.get(id) ?? []), result].slice(-recentCalls);
    recent.set(id, results);
    if (!shouldAutoPause(results)) return;
    recent.delete(id);
    await store.pause(id, { cause: 'failures', name: null, at: clock.now(), detail });
  }

  async function send(run: Run, channel: BroadcastChannel, recipient: RecipientRecord, row: AudienceRow): Promise<SendOutcome> {
    const { broadcast } = run;
    const { title, text, whole } = run.letter.of(row);
    const newsPath = `/news/${broadcast.id}`;
    const path = broadcast.content.button?.path ?? newsPath;
    const topic = broadcast.kind === 'urgent' ? null : broadcast.kind;
    // Where no button of the chat can stand, the page of the message carries the one tap that stops it, and the message's own button.
    const stopOf = () => (topic === null ? null : audience.stopToken(row.id, topic));
    const pageWith = (stop: string | null) => (stop === null ? newsPath : `${newsPath}?stop=${stop}`);
    switch (channel) {
      case 'consultation':
        return oa.sendConsultation(
          {
            userId: row.oaUserId ?? '',
            text: whole,
            buttons: [
              { kind: 'open_url', title: broadcast.content.button?.title ?? 'Xem trên Mini App', url: miniAppUrl(path) },
              ...(topic === null ? [] : [{ kind: 'say' as const, title: 'Thôi nhận loại tin này', text: `#dung ${topic}`, shown: false }]),
            ],
            ...(run.letter.pictureUrl !== null && { image: { url: run.letter.pictureUrl } }),
          },
          paced,
        );
      case 'template_by_uid':
      case 'template_by_phone': {
        const stop = stopOf();
        const stops = ['duong_dan', 'ma_dung'].some((name) => config.templateParameters.includes(name));
        const all: Record<string, string> = {
          ten: row.name ?? 'ông/bà',
          tieu_de: fitFor('template_title', title),
          noi_dung: stops || stop === null ? fitFor('template_body', text) : withWayOut(text),
          duong_dan: miniAppUrl(pageWith(stop)),
          ma_tin: broadcast.id,
          ma_dung: stop ?? '',
        };
        const data = Object.fromEntries(Object.entries(all).filter(([name]) => config.templateParameters.includes(name)));
        if (channel === 'template_by_uid')
          return oa.sendTemplateByUid({ userId: row.oaUserId ?? '', templateId: config.templateUid ?? '', data }, paced);
        const phone = (await audience.phonesOf([row.id])).get(row.id) ?? '';
        return oa.sendTemplateByPhone({ phone, templateId: config.templatePhone ?? '', data, trackingId: recipient.id }, paced);
      }
      case 'notification': {
        const data = {
          title: fitFor('template_title', title),
          contentTitle: fitFor('template_title', title),
          contentDescription: fitFor('template_body', text),
          buttonText: 'Xem tin',
          buttonUrl: miniAppUrl(pageWith(stopOf())),
        };
        return notification.send({ appUserId: row.appUserId ?? '', templateId: config.templateNotification ?? '', data }, paced);
      }
      case 'article':
      case 'group':
        throw new Error(`${channel} reaches nobody by themselves`);
    }
  }

  /**
   * Who the recipients are now. Two rows may have turned out to be one person since the audience was frozen: then the row that was given up counts for
   * the other, or for nobody when the other is a recipient as well.
   */
  async function rowsOf(run: Run, page: readonly RecipientRecord[]): Promise<Map<string, AudienceRow | 'duplicate'>> {
    const rows = new Map<string, AudienceRow | 'duplicate'>(await audience.rows(page.map(({ memberId }) => memberId)));
    const merged = [...rows].flatMap(([id, row]) => (row !== 'duplicate' && row.mergedInto !== null ? [{ id, into: row.mergedInto }] : []));
    if (merged.length === 0) return rows;
    const [targets, frozen] = await Promise.all([
      audience.rows(merged.map(({ into }) => into)),
      recipients.frozenAmong(
        run.broadcast.runId,
        merged.map(({ into }) => into),
      ),
    ]);
    for (const { id, into } of merged) {
      const target = targets.get(into);
      if (frozen.has(into)) rows.set(id, 'duplicate');
      else if (target) rows.set(id, target);
      else rows.delete(id);
    }
    return rows;
  }

  type Decision =
    | { kind: 'end'; state: 'skipped' | 'failed'; reason: string; code: number | null }
    | { kind: 'postpone'; until: Date }
    | { kind: 'call'; channel: BroadcastChannel };

  function decide(run: Run, row: AudienceRow | 'duplicate' | undefined, attempts: readonly RecipientAttempt[], now: Date): Decision {
    if (!row) return { kind: 'end', state: 'skipped', reason: 'erased', code: null };
    if (row === 'duplicate') return { kind: 'end', state: 'skipped', reason: 'duplicate', code: null };
    const { kind, modes } = run.broadcast;
    const asked = { member: row, kind, now, terms: run.terms, configured, paid: modes.paid };
    const [channel] = ladder(asked).filter((one) => !attempts.some((attempt) => attempt.channel === one));
    if (channel === undefined) {
      const last = attempts.at(-1);
      if (last) return { kind: 'end', state: 'failed', reason: last.reason, code: last.code };
      return { kind: 'end', state: 'skipped', reason: reasonWhyNot(asked) ?? 'not_reachable', code: null };
    }
    const until = usedUp.get(channel);
    if (until !== undefined && until > now) return { kind: 'postpone', until };
    return { kind: 'call', channel };
  }

  /** What one answer of Zalo's means for the recipient; null: another channel is to be tried. */
  async function endOf(
    run: Run,
    recipient: RecipientRecord,
    row: AudienceRow,
    channel: BroadcastChannel,
    outcome: SendOutcome,
    attempts: RecipientAttempt[],
  ): Promise<RecipientEnd | null> {
    const now = clock.now();
    const tries = recipient.tries + 1;
    const again = (): RecipientEnd =>
      tries >= mostTries
        ? { state: 'failed', reason: 'gave_up', code: null, channel }
        : { state: 'waiting', tries, dueAt: new Date(now.getTime() + backoff(tries, random())) };
    switch (outcome.kind) {
      case 'sent':
        await judge(run, 'reached', null);
        return { state: 'sent', channel, zaloMessageId: outcome.messageId, at: now };
      case 'unconfirmed':
        await judge(run, 'failed', outcome.reason);
        return { state: 'unconfirmed', reason: outcome.reason, code: null, channel };
      case 'try_later':
        // Everybody is held back by the pacer for as long as it takes; this recipient did nothing wrong and need not wait longer than the others.
        if (outcome.reason === 'rate_limited')
          return {
            state: 'waiting',
            tries: recipient.tries,
            dueAt: new Date(now.getTime() + limitPause.least + random() * limitPause.spread),
          };
        // Without a token nothing at all can be sent: everybody waits, and no recipient is tried in vain.
        if (isOfToken(outcome.reason)) {
          heldUntil = Math.max(heldUntil, stopwatch() + Math.min(outcome.retryAfterMs, longestHold));
          if (outcome.reason === 'needs_grant' || outcome.reason === 'configuration') await judge(run, 'failed', outcome.reason);
          return { state: 'waiting', tries: recipient.tries, dueAt: now };
        }
        await judge(run, 'failed', outcome.reason);
        return again();
      case 'refused': {
        const { reason, code } = outcome;
        if (reason === 'blocked' || reason === 'not_follower') await audience.noteBlocked(row.id, now);
        switch (classOfRefusal(reason)) {
          case 'content':
            await store.pause(run.broadcast.id, { cause: 'content', name: null, at: now, detail: reason });
            return { state: 'failed', reason, code, channel };
          case 'night':
            return { state: 'waiting', tries: recipient.tries, dueAt: rules.nextMorning(now, run.terms.hours) };
          case 'quota': {
            const until = rules.nextMorning(now, run.terms.hours);
            usedUp.set(channel, until);
            return { state: 'waiting', tries: recipient.tries, dueAt: until };
          }
          case 'system':
            await judge(run, 'failed', reason);
            attempts.push({ channel, reason, code, at: now });
            return null;
          case 'recipient':
            await judge(run, 'refused', null);
            attempts.push({ channel, reason, code, at: now });
            return null;
        }
      }
    }
  }

  async function deliver(run: Run, recipient: RecipientRecord, row: AudienceRow | 'duplicate' | undefined): Promise<void> {
    const { by } = run;
    const noted: RecipientAttempt[] = [];
    let claimed = false;
    const settle = async (end: RecipientEnd) => {
      await persistently(() => settlements({ id: recipient.id, end, attempts: noted, by }));
      const { channel = null, reason = null } = { channel: null, reason: null, ...end };
      if (end.state !== 'waiting') report({ kind: run.broadcast.kind, state: end.state, channel, reason });
    };
    for (;;) {
      const decision = decide(run, row, [...recipient.attempts, ...noted], clock.now());
      if (decision.kind === 'end') {
        const { state, reason, code } = decision;
        if (claimed) return settle({ state, reason, code, channel: noted.at(-1)?.channel ?? null });
        await recipients.endWaiting([{ id: recipient.id, state, reason, code }]);
        report({ kind: run.broadcast.kind, state, channel: null, reason });
        return;
      }
      if (decision.kind === 'postpone') {
        if (claimed) return settle({ state: 'waiting', tries: recipient.tries, dueAt: decision.until });
        return recipients.postpone([recipient.id], decision.until);
      }
      if (!run.mayGo()) return claimed ? settle({ state: 'waiting', tries: recipient.tries, dueAt: clock.now() }) : undefined;
      const lead = Math.min(claimLead.most, Math.max(claimLead.least, claimTakes * 1.5));
      const slot = await pacer.slot(claimed ? 0 : lead);
      if (!claimed) {
        if (slot.waitMilliseconds > lead) await pause(slot.waitMilliseconds - lead);
        if (!run.mayGo()) return;
        if (!(await claim(recipient.id, by))) return;
        claimed = true;
      }
      await slot.leave();
      if (!run.mayGo()) return settle({ state: 'waiting', tries: recipient.tries, dueAt: clock.now() });
      const outcome = await send(run, decision.channel, recipient, row as AudienceRow);
      const end = await endOf(run, recipient, row as AudienceRow, decision.channel, outcome, noted);
      if (end) return settle(end);
    }
  }

  return {
    /** Works at one lane of a running broadcast until nobody is due, it stands still, or the slice is over. May run twice at once. */
    async runLane(id: string, lane: number): Promise<void> {
      const broadcast = await store.find(id);
      if (broadcast?.status !== 'running' || broadcast.runId === null) return;
      const { runId } = broadcast;
      const terms = await rules.terms();
      const watched = watch(id, broadcast.kind, terms.hours);
      const run: Run = {
        broadcast: { ...broadcast, runId },
        by: randomToken(9),
        letter: await wording.letters(broadcast),
        terms,
        mayGo: watched.mayGo,
      };
      const end = stopwatch() + sliceMilliseconds;
      try {
        await inParallel(
          atOnce,
          readAhead(pageSize / 2, async (inHand) => {
            if (!run.mayGo() || stopwatch() >= end) return [];
            const page = await recipients.due(runId, lane, clock.now(), pageSize + inHand.size);
            const fresh = page.filter((recipient) => !inHand.has(recipient.id));
            if (fresh.length === 0) return [];
            const rows = await rowsOf(run, fresh);
            return fresh.map((recipient) => ({ id: recipient.id, recipient, row: rows.get(recipient.memberId) }));
          }),
          ({ recipient, row }) => deliver(run, recipient, row),
        );
      } finally {
        watched.stop();
      }
    },

    /** Claims whose worker died become `unconfirmed`. */
    sweep: (): Promise<number> => recipients.sweep(new Date(clock.now().getTime() - doubtAfter - claimLead.most)),

    /** No further call begins. */
    close(): void {
      closing = true;
    },
  };
}

export type RefusalClass = ReturnType<typeof classOfRefusal>;
/** Every reason of the adapters is one the domain knows. */
export const knownRefusals = (reason: RefusalReason): RefusalClass => classOfRefusal(reason);

const wayOut = '\nThôi nhận: mở Mini App của xã, mục Cá nhân.';

/** A template's text with the words that say how to stop, where it has no place for a link. */
function withWayOut(text: string): string {
  const whole = fitFor('template_body', text);
  const most = 400 - wayOut.length;
  return `${whole.length <= most ? whole : `${whole.slice(0, most - 1)}…`}${wayOut}`;
}

/** The slot was waited for beforehand. */
const paced = { paced: true } as const;

const isOfToken = (reason: string): boolean => (unavailableReasons as readonly string[]).includes(reason);

const pause = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

/** What Zalo said must not be lost to a moment's trouble with the database. */
async function persistently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= 5) throw error;
      await pause(200 * attempt);
    }
  }
}

/** Runs `work` for every item, so many at once. The first failure is thrown when all that began have ended. */
async function inParallel<T>(most: number, source: Source<T>, work: (item: T) => Promise<void>): Promise<void> {
  let failure: unknown = null;
  const hand = async () => {
    for (let item = await source.next(); item !== null && failure === null; item = await source.next()) {
      await work(item);
      source.done(item);
    }
  };
  await Promise.all(
    Array.from({ length: most }, () =>
      hand().catch((error: unknown) => {
        failure ??= error;
      }),
    ),
  );
  if (failure !== null) throw failure;
}
