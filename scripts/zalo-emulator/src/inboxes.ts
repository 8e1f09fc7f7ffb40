import type { z } from 'zod';
import type { Bus } from './bus.js';
import type { EmulatorClock } from './clock.js';
import type { Identity } from './identity.js';
import { randomHex } from './ids.js';
import type { Ledger } from './ledger.js';
import { Message, type Person } from './state.js';
import type { Store } from './store.js';
import type { Webhooks } from './webhooks.js';

/** The parts of a message the sender decides. */
export type Draft = Omit<z.input<typeof Message>, 'id' | 'at' | 'from'>;

/** What lies in people's Zalo, and the events that follow a message on its way. */
export interface Inboxes {
  of(person: Person): Message[];
  /** Puts an accepted message into the inbox, the ledger and on its way: echo, received, seen. Returns it. */
  deliver(person: Person, draft: Draft, receipt?: { recipient: string; phone: boolean }): Message;
  /** A message the person wrote; no event yet. */
  wrote(person: Person, draft: Draft): Message;
  /** Marks what the Official Account sent as seen, and tells it. */
  seen(person: Person): string[];
  changed(person: Person): void;
}

/** Beyond this the oldest are forgotten. */
const inboxSize = 300;

interface Deps {
  identity: Identity;
  clock: EmulatorClock;
  store: Store;
  bus: Bus;
  ledger: Ledger;
  webhooks: Webhooks;
}

export function createInboxes({ identity, clock, store, bus, ledger, webhooks }: Deps): Inboxes {
  const { state } = store;
  const of = (person: Person): Message[] => {
    state.inboxes[person.id] ??= [];
    return state.inboxes[person.id] ?? [];
  };

  function keep(person: Person, from: Message['from'], draft: Draft): Message {
    const message = Message.parse({ ...draft, from, id: randomHex(20), at: clock.now().toISOString() });
    const inbox = of(person);
    inbox.push(message);
    if (inbox.length > inboxSize) inbox.splice(0, inbox.length - inboxSize);
    store.changed();
    bus.tell({ kind: 'message', personId: person.id, from });
    return message;
  }

  const ends = (person: Person) => ({
    sender: { id: identity.oaId },
    recipient: { id: person.oaUserId },
    user_id_by_app: person.userIdByApp,
  });

  function echo(person: Person, message: Message): Promise<void> {
    const kind = echoEvents[message.kind] ?? 'oa_send_text';
    const attachments = message.image
      ? { attachments: [{ type: message.kind, payload: { url: message.image, thumbnail: message.image } }] }
      : message.file
        ? { attachments: [{ type: 'file', payload: { ...message.file, size: String(message.file.size), url: message.url ?? '' } }] }
        : {};
    const zinstant = message.template ? { zinstant_id: randomHex(24), link_url: '', checksum: randomHex(32) } : {};
    return webhooks.oa({
      ...ends(person),
      event_name: kind,
      message: { text: message.text, msg_id: message.id, ...attachments, ...zinstant },
    });
  }

  async function onItsWay(person: Person, message: Message, phone: string | null): Promise<void> {
    // Receipts come only to the app whose token sent the message, after the echo.
    if (message.channel !== 'notification' && phone === null) await echo(person, message);
    const { receivedAfterMs } = state.settings;
    if (receivedAfterMs === null) return;
    clock.at(Date.parse(message.at) + receivedAfterMs, () => received(person, message, phone));
  }

  async function received(person: Person, message: Message, phone: string | null): Promise<void> {
    message.receivedAt ??= clock.now().toISOString();
    store.changed();
    bus.tell({ kind: 'message', personId: person.id, from: 'system' });
    if (message.channel !== 'notification') {
      const time = String(Date.parse(message.receivedAt));
      const plain = { event_name: 'user_received_message', sender: { id: identity.oaId } };
      if (phone === null) await webhooks.oa({ ...ends(person), ...plain, message: { msg_id: message.id } });
      else
        await webhooks.oa(
          {
            ...plain,
            recipient: { id: phone },
            message: { delivery_time: time, msg_id: message.id, tracking_id: message.trackingId ?? '' },
          },
          { 'X-ZEvent-Server': 'ZNS' },
        );
    }
    const { seenAfterMs } = state.settings;
    if (seenAfterMs !== null) clock.at(Date.parse(message.receivedAt) + seenAfterMs, () => void seen(person));
  }

  function seen(person: Person): string[] {
    const unseen = of(person).filter((message) => message.from === 'oa' && message.seenAt === null);
    if (unseen.length === 0) return [];
    const now = clock.now().toISOString();
    for (const message of unseen) message.seenAt = now;
    store.changed();
    bus.tell({ kind: 'person', personId: person.id });
    const ids = unseen.filter((message) => message.thread === 'oa' && message.channel !== 'template_phone').map((message) => message.id);
    if (ids.length > 0) void webhooks.oa({ ...ends(person), event_name: 'user_seen_message', message: { msg_ids: ids } });
    return unseen.map((message) => message.id);
  }

  return {
    of,
    deliver(person, draft, receipt) {
      const message = keep(person, 'oa', draft);
      ledger.message({
        channel: message.channel,
        personId: person.id,
        recipient: receipt?.recipient ?? person.oaUserId,
        messageId: message.id,
        text: message.text,
        template: message.template,
        trackingId: message.trackingId,
        buttons: message.buttons.map((button) => button.title),
        billed: message.billed,
        silent: message.silent,
      });
      void onItsWay(person, message, receipt?.phone ? receipt.recipient : null);
      return message;
    },
    wrote: (person, draft) => keep(person, 'person', draft),
    seen,
    changed(person) {
      store.changed();
      bus.tell({ kind: 'person', personId: person.id });
    },
  };
}

const echoEvents: Partial<Record<Message['kind'], string>> = {
  image: 'oa_send_image',
  gif: 'oa_send_gif',
  sticker: 'oa_send_sticker',
  file: 'oa_send_file',
  list: 'oa_send_list',
  article: 'oa_send_list',
};
