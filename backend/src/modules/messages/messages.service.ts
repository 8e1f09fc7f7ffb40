import { randomToken } from '../../adapters/crypto.js';
import { anotherChannelMayReach } from '../../adapters/zalo-errors.js';
import type { ZaloNotification } from '../../adapters/zalo-notification.js';
import type { ZaloOa } from '../../adapters/zalo-oa.js';
import type { SendOutcome } from '../../adapters/zalo-send.js';
import type { Clock } from '../../clock.js';
import { type AnswerKind, answers } from '../../domain/chat-letters.js';
import { type Channel, planChannels } from '../../domain/delivery.js';
import { addDays, dayOf, instantAt, timeOf } from '../../domain/vietnam-time.js';
import type { Attempt, MessageSource, MessageState, MessagesStore, Receipt, Settlement } from './messages.store.js';

export type { MessageState } from './messages.store.js';

/** `path` is a Mini App path such as `/slip/<id>`; `say` comes back to us as if the person had written it, in the chat alone. */
export type LetterButton = { title: string; path: string } | { title: string; say: string };

export type Outgoing = {
  /** The message's key: the same entry is never sent twice. At most 48 characters, since it is also Zalo's `tracking_id`. */
  entryId: string;
  source: MessageSource;
  sourceId: string;
  kind: string;
  recipient: { residentId: string | null; zaloUserId: string | null; oaUserId: string | null; phone: string | null; consent: boolean };
  letter: { text: string; buttons: readonly LetterButton[] };
  /** Values for registered templates; `tieu_de` and `noi_dung` also fill the Mini App notification. */
  template: Readonly<Record<string, string>>;
  /** From this instant on it must not be sent any more. */
  staleAfter: Date | null;
};

/** `later` means that nothing was sent and the same call may be made again. */
export type Delivered = { kind: 'settled'; state: MessageState } | { kind: 'later'; retryAfterMilliseconds: number };

/** What became of one delivery, for logs and metrics; never a word of it. */
export type MessageReport = {
  messageKind: string;
  state: MessageState;
  channel: Channel | 'article' | 'group' | null;
  reason: string | null;
  code: number | null;
};

/** What is known of the recipient at the Official Account. */
type Contact = { oaUserId: string; follows: boolean | null; lastInteractionAt: Date | null };

type Deps = {
  store: MessagesStore;
  contacts: { find(ids: { oaUserId: string | null; userIdByApp: string | null }): Promise<Contact | null> };
  oa: Pick<ZaloOa, 'sendConsultation' | 'sendTemplateByUid' | 'sendTemplateByPhone'>;
  notification: ZaloNotification;
  clock: Clock;
  config: {
    templateUid?: string | undefined;
    templatePhone?: string | undefined;
    templateNotification?: string | undefined;
    billedConsultation: boolean;
    /** The time-out of one call to Zalo; a claim twice as old is in doubt. */
    timeoutMilliseconds?: number | undefined;
  };
  miniAppUrl: (path: string) => string;
  report?: (event: MessageReport) => void;
};

/** What belongs into the chat where the person wrote. */
const inChatOnly: ReadonlySet<MessageSource> = new Set(['answer', 'conversation']);
const defaultTimeout = 8_000;
const settleAttempts = 3;
const settlePause = 300;
/** Zalo accepts what it refused for the night again from six o'clock (docs.zaloplatforms.com, ZBS Template Message). */
const nightEnds = '06:00';

export type MessagesService = ReturnType<typeof messagesService>;

/** Sends each message once, by the cheapest channel that reaches the person, and follows what becomes of it. */
export function messagesService({ store, contacts, oa, notification, clock, config, miniAppUrl, report = () => {} }: Deps) {
  const doubtAfter = 2 * (config.timeoutMilliseconds ?? defaultTimeout);
  const doubtBefore = (now: Date) => new Date(now.getTime() - doubtAfter);

  function send(channel: Channel, { entryId, recipient, letter, template }: Outgoing, oaUserId: string | null): Promise<SendOutcome> {
    // The plan names only channels whose address and template are known; the adapters refuse an empty one unsent.
    switch (channel) {
      case 'consultation': {
        const buttons = letter.buttons.map((button) =>
          'path' in button
            ? { kind: 'open_url' as const, title: button.title, url: miniAppUrl(button.path) }
            : { kind: 'say' as const, title: button.title, text: button.say, shown: false },
        );
        return oa.sendConsultation({ userId: oaUserId ?? '', text: letter.text, buttons });
      }
      case 'template_by_uid':
        return oa.sendTemplateByUid({ userId: oaUserId ?? '', templateId: config.templateUid ?? '', data: template });
      case 'template_by_phone':
        return oa.sendTemplateByPhone({
          phone: recipient.phone ?? '',
          templateId: config.templatePhone ?? '',
          data: template,
          trackingId: entryId,
        });
      case 'notification': {
        const data = notificationData(letter, template, miniAppUrl);
        return notification.send({ appUserId: recipient.zaloUserId ?? '', templateId: config.templateNotification ?? '', data });
      }
    }
  }

  function plan({ source, recipient }: Outgoing, contact: Contact | null, attempts: readonly Attempt[], now: Date): Channel[] {
    const lastInteractionAt = contact?.lastInteractionAt ?? null;
    // Somebody who wrote to us since then may be reached again by what was refused.
    const refused = attempts.filter(({ at }) => lastInteractionAt === null || lastInteractionAt <= at);
    const channels = planChannels({
      now,
      contact: {
        oaUserId: contact?.oaUserId ?? recipient.oaUserId,
        follows: contact?.follows ?? null,
        lastInteractionAt,
        blocked: refused.some(({ reason }) => reason === 'blocked'),
      },
      appUserId: recipient.zaloUserId,
      // Only Zalo knows whether the person allowed it, and it refuses harmlessly (-111) when not.
      notificationsAllowed: recipient.zaloUserId !== null,
      phone: recipient.phone,
      consent: recipient.consent,
      configured: {
        templateByUid: config.templateUid !== undefined,
        templateByPhone: config.templatePhone !== undefined,
        notification: config.templateNotification !== undefined,
        // The officer was told the price and sends all the same.
        billedConsultation: config.billedConsultation || source === 'conversation',
      },
    });
    return channels.filter(
      (channel) =>
        // An answer belongs into the chat where the person wrote, and is not worth a paid template.
        (!inChatOnly.has(source) || channel === 'consultation') && !refused.some((attempt) => attempt.channel === channel),
    );
  }

  /** What Zalo said must not be lost to a moment's trouble with the database: a message without its end becomes doubtful. */
  async function settle(outgoing: Outgoing, by: string, settlement: Settlement): Promise<MessageState> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const state = await store.settle(outgoing.entryId, by, settlement);
        const { channel = null, reason = null, code = null } = { channel: null, reason: null, code: null, ...settlement };
        report({ messageKind: outgoing.kind, state, channel, reason, code });
        return state;
      } catch (error) {
        if (attempt >= settleAttempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, settlePause * attempt));
      }
    }
  }

  const service = {
    /**
     * Sends one message unless it was sent before. Throws when the database is away; the call may then be repeated, and a
     * message whose fate got lost becomes `unconfirmed` rather than being sent again.
     */
    async deliver(outgoing: Outgoing): Promise<Delivered> {
      const { entryId, source, sourceId, kind, recipient, staleAfter } = outgoing;
      const by = randomToken(12);
      const start = clock.now();
      const head = { id: entryId, source, sourceId, kind, residentId: recipient.residentId, staleAfter };
      const claim = await store.claim(head, by, start, doubtBefore(start));
      if (claim.kind === 'settled') return { kind: 'settled', state: claim.state };
      if (claim.kind === 'held') {
        const left = claim.since.getTime() + doubtAfter - start.getTime();
        return { kind: 'later', retryAfterMilliseconds: Math.min(Math.max(left, 1_000), doubtAfter) };
      }

      const end = async (settlement: Settlement): Promise<Delivered> => ({
        kind: 'settled',
        state: await settle(outgoing, by, settlement),
      });
      const later = async (retryAfterMilliseconds: number): Promise<Delivered> => {
        await settle(outgoing, by, { state: 'waiting' });
        return { kind: 'later', retryAfterMilliseconds };
      };
      const contact = await contacts.find({ oaUserId: recipient.oaUserId, userIdByApp: recipient.zaloUserId });
      const attempts = [...claim.attempts];
      for (;;) {
        const now = clock.now();
        if (staleAfter !== null && now >= staleAfter) return end({ state: 'skipped', reason: 'stale', code: null, channel: null });
        const [channel] = plan(outgoing, contact, attempts, now);
        const last = attempts.at(-1);
        if (channel === undefined) {
          if (recipient.consent && last) return end({ state: 'failed', reason: last.reason, code: last.code, channel: last.channel });
          return end({ state: 'skipped', reason: recipient.consent ? 'no_channel' : 'no_consent', code: null, channel: null });
        }
        const outcome = await send(channel, outgoing, contact?.oaUserId ?? recipient.oaUserId);
        switch (outcome.kind) {
          case 'sent':
            return end({ state: 'sent', channel, zaloMessageId: outcome.messageId, at: clock.now() });
          case 'unconfirmed':
            return end({ state: 'unconfirmed', reason: outcome.reason, code: null, channel });
          case 'try_later':
            return later(outcome.retryAfterMs);
          case 'refused': {
            const { reason, code } = outcome;
            const at = clock.now();
            const morning = reason === 'night' ? nextMorning(at) : null;
            if (morning && (staleAfter === null || morning < staleAfter)) return later(morning.getTime() - at.getTime());
            const attempt = { channel, reason, code, at };
            attempts.push(attempt);
            const mine = await store.noteRefusal(entryId, by, attempt);
            if (!mine) return { kind: 'settled', state: (await store.stateOf(entryId)) ?? 'skipped' };
            if (!anotherChannelMayReach[reason]) return end({ state: 'failed', reason, code, channel });
          }
        }
      }
    },

    /** Answers one event of somebody who wrote or followed, in the chat and free of charge or not at all. */
    answer: (
      kind: AnswerKind,
      to: { eventId: string; oaUserId: string; staleAfter: Date },
      letter: Outgoing['letter'] = answers[kind],
    ): Promise<Delivered> =>
      service.deliver({
        entryId: `answer-${to.eventId}`,
        source: 'answer',
        sourceId: to.eventId,
        kind,
        recipient: { residentId: null, zaloUserId: null, oaUserId: to.oaUserId, phone: null, consent: true },
        letter,
        template: {},
        staleAfter: to.staleAfter,
      }),

    /** What became of one message, and why if it did not arrive. */
    outcomeOf: async (entryId: string): Promise<{ state: MessageState; reason: string | null }> =>
      (await store.outcomeOf(entryId)) ?? { state: 'waiting', reason: null },

    statesOf: (entryIds: readonly string[]): Promise<Map<string, MessageState>> => store.statesOf(entryIds),

    /** Receipts kept by Zalo's message id, also those that came before anybody stored the id. */
    receiptsOf: (zaloMessageIds: readonly string[]): Promise<Map<string, { deliveredAt?: Date; seenAt?: Date }>> =>
      store.receiptsOf(zaloMessageIds),

    /** Zalo's receipts: by its message ids, or by the tracking id of a phone template, which is the entry's. */
    recordReceipt: (of: { zaloMessageIds: readonly string[]; trackingId: string | null }, receipt: Receipt): Promise<void> =>
      store.recordReceipt({ zaloMessageIds: of.zaloMessageIds, entryId: of.trackingId }, receipt, clock.now()),

    /** An old `sending` becomes `unconfirmed`, what waited past its time `skipped`; answers how many changed. */
    sweep(): Promise<number> {
      const now = clock.now();
      return store.sweep(now, doubtBefore(now));
    },

    eraseOf: (residentId: string): Promise<void> => store.eraseOf(residentId),

    /** How many messages of the last days wait, are in doubt, or failed. */
    async troubles(days: number): Promise<{ waiting: number; unconfirmed: number; failed: number }> {
      const since = new Date(clock.now().getTime() - days * 86_400_000);
      const counts = await store.countSince(since, ['waiting', 'unconfirmed', 'failed']);
      return {
        waiting: counts.get('waiting') ?? 0,
        unconfirmed: counts.get('unconfirmed') ?? 0,
        failed: counts.get('failed') ?? 0,
      };
    },
  };
  return service;
}

function nextMorning(now: Date): Date {
  const today = dayOf(now);
  return instantAt(timeOf(now) < nightEnds ? today : addDays(today, 1), nightEnds);
}

/** The values of a Mini App notification (miniapp.zaloplatforms.com, Open APIs: notification/template). */
function notificationData(
  letter: Outgoing['letter'],
  template: Outgoing['template'],
  miniAppUrl: Deps['miniAppUrl'],
): Record<string, string> {
  const cut = (text: string, length: number) => [...text.normalize('NFC')].slice(0, length).join('');
  const [firstLine = ''] = letter.text.split('\n');
  const title = cut(template.tieu_de ?? firstLine, 100);
  const button = letter.buttons.find((one) => 'path' in one);
  return {
    title,
    contentTitle: title,
    contentDescription: cut(template.noi_dung ?? letter.text, 400),
    ...(button && { buttonText: cut(button.title, 30), buttonUrl: miniAppUrl(button.path) }),
  };
}
