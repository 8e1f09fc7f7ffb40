import {
  EventContent,
  type GroupChange,
  type MenuItem,
  type StopTopic,
  type SubmittedInfo,
  type WrittenMessage,
  type ZaloEvent,
} from '../../adapters/zalo-events.js';
import type { Clock } from '../../clock.js';
import { type AnswerKind, answers } from '../../domain/chat-letters.js';
import type { JobQueue } from '../../jobs.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { ContactsStore } from './contacts.store.js';
import type { EventsStore, KeptEvent } from './events.store.js';

/** `later` asks for another call after a while; `nothing`: the event is handled, in other hands, or gone. */
export type Handled = { kind: 'handled' } | { kind: 'nothing' } | { kind: 'later'; retryAfterMilliseconds: number };

/** Somebody at the Official Account, by Zalo's ids. */
export type AtOa = { oaUserId: string; userIdByApp: string | null };

/**
 * What others do about an event. Each is awaited, and its failure means that the event is taken up again: it may be called more than once
 * for one event, in any order between events.
 */
export type EventCallbacks = {
  /** Whenever we learned something of a person at the Official Account, after it was noted. */
  onContact(person: AtOa): Promise<unknown>;
  /** A person wrote or sent something. `'answered'` keeps the automatic answer away; a letter takes the menu's place. */
  onWrote(what: AtOa & { eventId: string; at: Date; content: WrittenMessage }): Promise<unknown>;
  /** A letter takes the place of the plain answer. */
  onStop(what: AtOa & { topic: StopTopic; stopped: boolean; at: Date }): Promise<unknown>;
  /** A tap on our menu. A letter is the answer, and goes out however often the person taps. */
  onAsked(what: AtOa & { eventId: string; item: MenuItem; at: Date }): Promise<unknown>;
  /** An automatic answer is about to go out under this key of a message. */
  onAnswer(what: AtOa & { entryId: string; letter: Outgoing['letter']; at: Date }): Promise<unknown>;
  /** After a person was erased at the Official Account. */
  onErased(person: { oaUserId: string | null; userIdByApp: string | null }): Promise<unknown>;
  onInfo(what: AtOa & { info: SubmittedInfo; at: Date }): Promise<unknown>;
  onGroup(what: GroupChange & { joined: boolean; at: Date }): Promise<unknown>;
  /** After the message's own record moved. */
  onReceipt(
    of: { zaloMessageIds: readonly string[]; trackingId: string | null },
    receipt: { state: 'delivered' | 'seen'; at: Date },
  ): Promise<unknown>;
};

type Deps = Partial<EventCallbacks> & {
  store: EventsStore;
  contacts: ContactsStore;
  messages: Pick<MessagesService, 'answer' | 'recordReceipt'>;
  jobs: JobQueue;
  clock: Clock;
  /** Keeps what people wrote from other eyes while it waits. `open` gives null for what no key opens any more. */
  sealer: { seal(text: string): string; open(sealed: string): string | null };
  /** Erases everything of the person with this id in our Zalo App; may be called more than once. */
  onRevokeConsent: (zaloUserId: string) => Promise<void>;
};

const minute = 60_000;
/** Whoever is still busy with an event after this long is taken for dead. */
const handlingLimit = minute;
/** At most one automatic answer to a person in this time. */
const answerPause = 10 * minute;
/** An automatic answer that comes later than this only confuses. */
const answerLife = 30 * minute;
const longestPause = 6 * 60 * minute;
const sweepSize = 500;

export type EventsService = ReturnType<typeof eventsService>;

const nothing = async () => undefined;

/** What a callback wants to have answered. */
function letterIn(reply: unknown): Outgoing['letter'] | null {
  return typeof reply === 'object' && reply !== null && 'letter' in reply ? (reply.letter as Outgoing['letter']) : null;
}

/** Takes in Zalo's events and applies each so that order and repetition make no difference. */
export function eventsService({ store, contacts, messages, jobs, clock, sealer, onRevokeConsent, ...callbacks }: Deps) {
  const {
    onContact = nothing,
    onWrote = nothing,
    onStop = nothing,
    onAsked = nothing,
    onAnswer = nothing,
    onErased = nothing,
    onInfo = nothing,
    onGroup = nothing,
    onReceipt = nothing,
  } = callbacks;

  async function send(kind: AnswerKind, event: ZaloEvent, oaUserId: string, given: unknown): Promise<number | null> {
    const staleAfter = new Date(event.at.getTime() + answerLife);
    const letter = letterIn(given) ?? answers[kind];
    await onAnswer({ oaUserId, userIdByApp: event.userIdByApp, entryId: `answer-${event.id}`, letter, at: clock.now() });
    const delivered = await messages.answer(kind, { eventId: event.id, oaUserId, staleAfter }, letter);
    return delivered.kind === 'later' ? delivered.retryAfterMilliseconds : null;
  }

  /** To somebody who followed or wrote; not again and again in a conversation. */
  async function answer(event: ZaloEvent, oaUserId: string, given: unknown = null): Promise<number | null> {
    const now = clock.now();
    if (!(await contacts.claimAnswer(oaUserId, event.id, now, new Date(now.getTime() - answerPause)))) return null;
    return send(event.effect === 'followed' ? 'welcome' : 'menu', event, oaUserId, given);
  }

  function opened({ sealed, ...event }: KeptEvent): ZaloEvent {
    if (sealed === undefined) return event;
    const text = sealer.open(sealed);
    return { ...event, content: text === null ? undefined : EventContent.parse(JSON.parse(text)) };
  }

  async function erase({ oaUserId, userIdByApp }: ZaloEvent): Promise<void> {
    if (userIdByApp !== null) {
      const contact = await contacts.find({ oaUserId: null, userIdByApp });
      await onRevokeConsent(userIdByApp);
      await store.forget({ userIdByApp, oaUserId: contact?.oaUserId ?? null });
      await contacts.erase(userIdByApp);
    }
    if (oaUserId !== null) {
      await store.forget({ userIdByApp: null, oaUserId });
      await contacts.eraseByOaUserId(oaUserId);
    }
    await onErased({ oaUserId, userIdByApp });
  }

  /** Null when done, else the milliseconds after which something remains to be done. */
  async function apply(event: ZaloEvent): Promise<number | null> {
    const { effect, at, oaUserId, userIdByApp, content = {} } = event;
    if (effect === 'delivered' || effect === 'seen') {
      const of = { zaloMessageIds: event.messageIds, trackingId: event.trackingId };
      await messages.recordReceipt(of, { state: effect, at });
      await onReceipt(of, { state: effect, at });
      return null;
    }
    if (effect === 'withdrew') {
      await erase(event);
      return null;
    }
    if (effect === 'joined_group' || effect === 'left_group') {
      if (content.group) await onGroup({ ...content.group, joined: effect === 'joined_group', at });
      return null;
    }
    if (effect === 'ignored' || oaUserId === null) return null;

    const person = { oaUserId, userIdByApp };
    const follows = effect === 'followed' || effect === 'left' ? { value: effect === 'followed', at } : null;
    await contacts.record({ ...person, ...(follows && { follows }), ...(effect !== 'left' && { interactedAt: at }) });
    await onContact(person);
    const written = content.message ? await onWrote({ ...person, eventId: event.id, at, content: content.message }) : null;
    switch (effect) {
      case 'followed':
        return answer(event, oaUserId);
      case 'wrote':
        return written === 'answered' ? null : answer(event, oaUserId, written);
      case 'stopped':
      case 'resumed': {
        // Without its topic (the key is gone) nobody knows what was asked; the menu says how to ask again.
        if (!content.topic) return answer(event, oaUserId);
        return send(effect, event, oaUserId, await onStop({ ...person, topic: content.topic, stopped: effect === 'stopped', at }));
      }
      case 'asked': {
        const asked = content.item ? await onAsked({ ...person, eventId: event.id, item: content.item, at }) : null;
        return letterIn(asked) ? send('menu', event, oaUserId, asked) : null;
      }
      case 'submitted':
        if (content.info) await onInfo({ ...person, info: content.info, at });
        return null;
      default:
        return null;
    }
  }

  return {
    /** Keeps a verified event. `stored` events wait for `handle`; an `ignored` one needs nothing; `known` was here before. */
    async receive(event: ZaloEvent): Promise<'stored' | 'ignored' | 'known'> {
      const { content, ...kept } = event;
      const sealed = content && event.effect !== 'ignored' ? sealer.seal(JSON.stringify(content)) : undefined;
      const outcome = await store.insert({ ...kept, ...(sealed !== undefined && { sealed }) }, clock.now());
      return outcome === 'stored' && event.effect === 'ignored' ? 'ignored' : outcome;
    },

    /** Applies a stored event. Throws when it could not; it is then taken up again by the queue or the sweep. */
    async handle(id: string): Promise<Handled> {
      const now = clock.now();
      const event = await store.claim(id, now, new Date(now.getTime() - handlingLimit));
      if (!event) return { kind: 'nothing' };
      try {
        const wait = await apply(opened(event));
        if (wait === null) {
          await store.finish(id, clock.now(), event.effect === 'withdrew');
          return { kind: 'handled' };
        }
        await store.postpone(id, new Date(clock.now().getTime() + wait));
        return { kind: 'later', retryAfterMilliseconds: wait };
      } catch (error) {
        const pause = Math.min(minute * 2 ** event.attempts, longestPause);
        // Should this fail too, the claim runs out and the sweep finds the event all the same.
        await store.postpone(id, new Date(now.getTime() + pause)).catch(() => undefined);
        throw error;
      }
    },

    /** Puts events on the queue that nobody handled a minute after they were due; answers how many. Throws when the queue is away. */
    async sweep(): Promise<number> {
      const now = clock.now().getTime();
      const ids = await store.overdue(new Date(now - minute), sweepSize);
      // An id of its own each minute: a finished job of the first id may still be kept by the queue.
      for (const id of ids) await jobs.add('zalo_event', { id }, `zalo_event-${id}-${Math.floor(now / minute)}`);
      return ids.length;
    },

    open: (): Promise<number> => store.countOpen(),
  };
}
