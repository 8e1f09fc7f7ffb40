import { z } from 'zod';
import { randomHex, randomId } from './ids.js';
import { scopes } from './settings.js';
import type { Button, Message, Person } from './state.js';
import type { World } from './world.js';

const Words = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .transform((text) => text.normalize('NFC'));
const Url = z.url();

/** What somebody can do with their phone. */
export const Action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('send_text'), text: Words, quote: z.string().optional() }),
  z.strictObject({
    do: z.enum(['send_image', 'send_gif', 'send_link', 'send_audio', 'send_video', 'send_sticker']),
    url: Url,
    text: z.string().default(''),
  }),
  z.strictObject({
    do: z.literal('send_file'),
    url: Url,
    name: z.string().min(1),
    size: z.int().min(1).default(1024),
    type: z.string().default('pdf'),
  }),
  z.strictObject({ do: z.literal('send_location'), latitude: z.string().optional(), longitude: z.string().optional() }),
  z.strictObject({ do: z.literal('send_business_card'), name: Words, phone: z.string() }),
  /** Presses a button of a message, by its place (from 0) or its words. */
  z.strictObject({ do: z.literal('tap'), messageId: z.string(), button: z.union([z.int().min(0), z.string()]) }),
  z.strictObject({ do: z.literal('follow'), source: z.enum(['oa_profile', 'message_invite', 'social_plugin']).default('oa_profile') }),
  z.strictObject({ do: z.literal('unfollow') }),
  z.strictObject({ do: z.literal('seen') }),
  z.strictObject({ do: z.literal('react'), messageId: z.string(), icon: z.string().min(1) }),
  /** Presses "Nhắn tin" on the profile of the Official Account. */
  z.strictObject({ do: z.literal('click_chat_now') }),
  z.strictObject({
    do: z.literal('submit_info'),
    name: Words.optional(),
    phone: z.string().optional(),
    birthday: z.string().optional(),
    gender: z.string().optional(),
    city: z.string().default(''),
    ward: z.string().default(''),
    address: z.string().default(''),
  }),
  /** Blocks or unblocks the Official Account. */
  z.strictObject({ do: z.literal('block'), on: z.boolean().default(true) }),
  /** Switches the Official Account's messages off or on. */
  z.strictObject({ do: z.literal('restrict'), on: z.boolean().default(true) }),
  z.strictObject({ do: z.literal('go_inactive'), on: z.boolean().default(true) }),
  z.strictObject({ do: z.literal('consent'), scope: z.enum(scopes), on: z.boolean().default(true) }),
  z.strictObject({ do: z.literal('allow_notifications'), on: z.boolean().default(true) }),
  /** Removes the Mini App: every consent and token goes, and the app is told (`user.revoke.consent`). */
  z.strictObject({ do: z.literal('revoke_consent') }),
  /** Asks the Official Account to erase what it knows (`user_withdraw`). */
  z.strictObject({ do: z.literal('withdraw') }),
  z.strictObject({ do: z.literal('call') }),
]);
export type Action = z.output<typeof Action>;

/** What a tap opens on the phone, when it opens something. */
export interface Acted {
  messageId?: string;
  open?: { kind: 'url' | 'phone' | 'sms'; target: string };
}

/** The person, message or button does not exist. */
export class ActionError extends Error {
  override name = 'ActionError';
}

type Attachment = { type: string; payload: Record<string, unknown> };

/** Carries out what a person does, with the events Zalo sends about it. Resolves when the first delivery has been tried. */
export async function act(world: World, person: Person, action: Action): Promise<Acted> {
  const { identity, people, inboxes, webhooks, clock } = world;
  const now = () => clock.now().toISOString();
  const fromPerson = { sender: { id: person.oaUserId }, recipient: { id: identity.oaId }, user_id_by_app: person.userIdByApp };
  const management = { oa_id: identity.oaId, user_id_by_app: person.userIdByApp };

  function interacted(): void {
    person.lastInteraction = now();
    people.changed(person);
  }

  async function wrote(
    kind: Message['kind'],
    draft: Partial<Message>,
    attachment: Attachment | null,
    event = `user_send_${kind}`,
  ): Promise<Acted> {
    const message = inboxes.wrote(person, { ...draft, kind, thread: 'oa', channel: 'chat' });
    interacted();
    await webhooks.oa({
      ...fromPerson,
      event_name: event,
      message: {
        text: message.text,
        msg_id: message.id,
        ...(message.quoteOf ? { quote_msg_id: message.quoteOf } : {}),
        ...(attachment ? { attachments: [attachment] } : {}),
      },
    });
    return { messageId: message.id };
  }

  const messageOf = (id: string): Message => {
    const message = inboxes.of(person).find((candidate) => candidate.id === id);
    if (!message) throw new ActionError('Không có tin nhắn này trong máy.');
    return message;
  };

  async function tap(message: Message, wanted: number | string): Promise<Acted> {
    const button = message.buttons.find((candidate, place) => place === wanted || candidate.title === wanted);
    if (!button) throw new ActionError('Tin nhắn không có nút này.');
    const { type } = button;
    if (type === 'oa.query.show' || type === 'oa.query.hide') {
      const text = typeof button.payload === 'string' ? button.payload : JSON.stringify(button.payload);
      // A hidden query reaches the Official Account and leaves no trace in the chat.
      if (type === 'oa.query.show') return wrote('text', { text }, null);
      interacted();
      const id = randomHex(20);
      await webhooks.oa({ ...fromPerson, event_name: 'user_send_text', message: { text, msg_id: id } });
      return { messageId: id };
    }
    return { messageId: message.id, open: opened(button) };
  }

  switch (action.do) {
    case 'send_text':
      return wrote('text', { text: action.text, quoteOf: action.quote ?? null }, null);
    case 'send_image':
      return wrote(
        'image',
        { text: action.text, image: action.url },
        { type: 'image', payload: { thumbnail: action.url, url: action.url } },
      );
    case 'send_gif':
      return wrote('gif', { text: action.text, image: action.url }, { type: 'gif', payload: { thumbnail: action.url, url: action.url } });
    case 'send_link':
      return wrote(
        'link',
        { text: action.text, url: action.url },
        { type: 'link', payload: { thumbnail: '', description: action.text, url: action.url } },
      );
    case 'send_audio':
      return wrote('audio', { url: action.url }, { type: 'audio', payload: { url: action.url } });
    case 'send_video':
      return wrote('video', { url: action.url }, { type: 'video', payload: { url: action.url, thumbnail: '', description: action.text } });
    case 'send_sticker':
      return wrote('sticker', { image: action.url }, { type: 'sticker', payload: { url: action.url, id: randomHex(8) } });
    case 'send_file': {
      const { name, size, type, url } = action;
      return wrote(
        'file',
        { url, file: { name, size, type } },
        { type: 'file', payload: { size: String(size), name, checksum: randomHex(32), type, url } },
      );
    }
    case 'send_location': {
      const coordinates = {
        latitude: action.latitude ?? person.location.latitude,
        longitude: action.longitude ?? person.location.longitude,
      };
      return wrote('location', { location: coordinates }, { type: 'location', payload: { coordinates } });
    }
    case 'send_business_card': {
      const card = { type: 'link', payload: { thumbnail: '', description: JSON.stringify({ phone: action.phone }), url: '' } };
      return wrote('business_card', { text: `${action.name} · ${action.phone}` }, card);
    }
    case 'tap':
      return tap(messageOf(action.messageId), action.button);
    case 'follow': {
      if (person.follows) return {};
      person.follows = true;
      person.blocked = false;
      person.followedAt = now();
      interacted();
      await webhooks.oa({ ...management, follower: { id: person.oaUserId }, event_name: 'follow', source: action.source });
      return {};
    }
    case 'unfollow':
    case 'block': {
      const blocks = action.do === 'block';
      if (blocks) person.blocked = action.on;
      const leaves = person.follows && (!blocks || action.on);
      if (leaves) Object.assign(person, { follows: false, followedAt: null, unfollowedAt: now() });
      people.changed(person);
      if (leaves) await webhooks.oa({ ...management, follower: { id: person.oaUserId }, event_name: 'unfollow' });
      return {};
    }
    case 'seen':
      inboxes.seen(person);
      return {};
    case 'react': {
      const message = messageOf(action.messageId);
      message.reaction = action.icon;
      inboxes.changed(person);
      await webhooks.oa({ ...fromPerson, event_name: 'user_reacted_message', message: { msg_id: message.id, react_icon: action.icon } });
      return { messageId: message.id };
    }
    case 'click_chat_now':
      interacted();
      await webhooks.oa({ ...management, user_id: person.oaUserId, event_name: 'user_click_chatnow' });
      return {};
    case 'submit_info': {
      const { city, ward, address } = action;
      const given = { name: action.name ?? person.name, phone: action.phone ?? person.phone ?? '' };
      Object.assign(person.sharedInfo, given, { address, city });
      interacted();
      await webhooks.oa({
        ...fromPerson,
        event_name: 'user_submit_info',
        info: {
          ...given,
          user_dob: action.birthday ?? person.birthday?.split('-').reverse().join('/') ?? '',
          gender: action.gender ?? (person.gender === 'female' ? 'Nữ' : 'Nam'),
          full_address: { user_city: city, user_ward: ward, user_address: address },
        },
      });
      return {};
    }
    case 'restrict':
      person.restricted = action.on;
      people.changed(person);
      return {};
    case 'go_inactive':
      person.inactive = action.on;
      people.changed(person);
      return {};
    case 'consent':
      person.scopes = action.on ? [...new Set([...person.scopes, action.scope])] : person.scopes.filter((scope) => scope !== action.scope);
      person.never = person.never.filter((scope) => scope !== action.scope);
      people.changed(person);
      return {};
    case 'allow_notifications':
      person.notifications = action.on;
      people.changed(person);
      return {};
    case 'revoke_consent':
      Object.assign(person, { scopes: [], never: [], notifications: false, interacts: false });
      people.revoke(person);
      people.changed(person);
      await webhooks.miniApp({ event: 'user.revoke.consent', userId: person.appUserId });
      return {};
    case 'withdraw':
      await webhooks.oa({ ...management, user_id: person.oaUserId, event_name: 'user_withdraw' });
      return {};
    case 'call':
      interacted();
      await webhooks.oa({ ...fromPerson, event_name: 'user_call_oa', call_id: randomId(), call_type: 'audio', duration: '30' });
      return {};
  }
}

function opened({ type, payload }: Button): NonNullable<Acted['open']> {
  const fields = typeof payload === 'string' ? { url: payload, phone_code: payload } : payload;
  if (type === 'oa.open.phone') return { kind: 'phone', target: fields.phone_code ?? '' };
  if (type === 'oa.open.sms') return { kind: 'sms', target: `${fields.phone_code ?? ''}?body=${encodeURIComponent(fields.content ?? '')}` };
  return { kind: 'url', target: fields.url ?? '' };
}
