import type { ZaloEvent } from '../../adapters/zalo-events.js';
import type { Clock } from '../../clock.js';
import type { JobQueue } from '../../jobs.js';
import type { MessagesService } from '../messages/messages.service.js';
import type { ContactsStore } from './contacts.store.js';
import type { EventsStore } from './events.store.js';

/** `later` asks for another call after a while; `nothing`: the event is handled, in other hands, or gone. */
export type Handled = { kind: 'handled' } | { kind: 'nothing' } | { kind: 'later'; retryAfterMilliseconds: number };

type Deps = {
  store: EventsStore;
  contacts: ContactsStore;
  messages: Pick<MessagesService, 'answer' | 'recordReceipt'>;
  jobs: JobQueue;
  clock: Clock;
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

/** Takes in Zalo's events and applies each so that order and repetition make no difference. */
export function eventsService({ store, contacts, messages, jobs, clock, onRevokeConsent }: Deps) {
  async function answer(event: ZaloEvent, oaUserId: string): Promise<number | null> {
    const now = clock.now();
    if (!(await contacts.claimAnswer(oaUserId, event.id, now, new Date(now.getTime() - answerPause)))) return null;
    const staleAfter = new Date(event.at.getTime() + answerLife);
    const delivered = await messages.answer(event.effect === 'followed' ? 'welcome' : 'menu', { eventId: event.id, oaUserId, staleAfter });
    return delivered.kind === 'later' ? delivered.retryAfterMilliseconds : null;
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
  }

  /** Null when done, else the milliseconds after which something remains to be done. */
  async function apply(event: ZaloEvent): Promise<number | null> {
    const { effect, at, oaUserId, userIdByApp } = event;
    if (effect === 'delivered' || effect === 'seen') {
      await messages.recordReceipt({ zaloMessageIds: event.messageIds, trackingId: event.trackingId }, { state: effect, at });
      return null;
    }
    if (effect === 'withdrew') {
      await erase(event);
      return null;
    }
    if (effect === 'ignored' || oaUserId === null) return null;
    const follows = effect === 'followed' || effect === 'left' ? { value: effect === 'followed', at } : null;
    await contacts.record({ oaUserId, userIdByApp, ...(follows && { follows }), ...(effect !== 'left' && { interactedAt: at }) });
    return effect === 'followed' || effect === 'wrote' ? answer(event, oaUserId) : null;
  }

  return {
    /** Keeps a verified event. `stored` events wait for `handle`; an `ignored` one needs nothing; `known` was here before. */
    async receive(event: ZaloEvent): Promise<'stored' | 'ignored' | 'known'> {
      const outcome = await store.insert(event, clock.now());
      return outcome === 'stored' && event.effect === 'ignored' ? 'ignored' : outcome;
    },

    /** Applies a stored event. Throws when it could not; it is then taken up again by the queue or the sweep. */
    async handle(id: string): Promise<Handled> {
      const now = clock.now();
      const event = await store.claim(id, now, new Date(now.getTime() - handlingLimit));
      if (!event) return { kind: 'nothing' };
      try {
        const wait = await apply(event);
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
