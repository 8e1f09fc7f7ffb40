import { z } from 'zod';
import { Refusal } from './errors.js';
import { parsed } from './http.js';
import type { Draft } from './inboxes.js';
import { Button } from './state.js';
import type { World } from './world.js';

const textLimit = 2_000;
const buttonPayloadLimit = 1_000;

const SentButton = z.looseObject({
  title: z.string().min(1).max(100),
  type: z.enum(['oa.open.url', 'oa.query.show', 'oa.query.hide', 'oa.open.phone', 'oa.open.sms', 'oa.open.location', 'oa.open.group']),
  payload: z.union([z.string(), z.record(z.string(), z.string())]).default(''),
});
const Url = z.url({ protocol: /^https?$/ });

const Attachment = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('file'), payload: z.looseObject({ token: z.string().min(1) }) }),
  z.looseObject({
    type: z.literal('template'),
    payload: z.looseObject({
      template_type: z.enum(['media', 'list', 'request_user_info', 'button']).optional(),
      elements: z.array(z.looseObject({})).default([]),
      buttons: z.array(SentButton).default([]),
    }),
  }),
]);

const MediaElement = z.looseObject({
  media_type: z.enum(['image', 'gif', 'sticker']),
  url: Url.optional(),
  attachment_id: z.string().optional(),
});
const ListElement = z.looseObject({
  title: z.string().min(1).max(100),
  subtitle: z.string().max(500).default(''),
  image_url: Url.optional(),
  default_action: SentButton.partial().optional(),
});
const InfoElement = z.looseObject({ title: z.string().min(1).max(100), subtitle: z.string().max(500).default(''), image_url: Url });

/** What a consultation or group message may hold. */
export const SentMessage = z.looseObject({
  text: z.string().optional(),
  attachment: Attachment.optional(),
  quote_message_id: z.string().optional(),
});

type Content = Pick<Draft, 'kind' | 'text'> & Partial<Draft>;

/** Reads a message as Zalo does, or refuses it: -210 over a limit, -201 malformed, -100 an attachment that has expired. */
export function contentOf(world: World, value: unknown): Content {
  const message = parsed(SentMessage, value);
  const text = (message.text ?? '').normalize('NFC');
  if ([...text].length > textLimit) throw new Refusal(-210);
  const quoteOf = message.quote_message_id ?? null;
  const { attachment } = message;
  if (!attachment) {
    if (text.trim() === '') throw new Refusal(-201, 'message is invalid!');
    return { kind: 'text', text, quoteOf };
  }
  if (attachment.type === 'file') {
    const upload = uploadOf(world, attachment.payload.token, 'file');
    return { kind: 'file', text, quoteOf, url: upload.url, file: { name: upload.name, size: upload.size, type: upload.type } };
  }
  const { template_type: type, elements } = attachment.payload;
  const buttons = buttonsOf(attachment.payload.buttons);
  switch (type) {
    case 'media': {
      const element = parsed(MediaElement, elements[0]);
      const { media_type: kind } = element;
      if (kind === 'sticker') return { kind, text, quoteOf, buttons, url: element.attachment_id ?? '' };
      const image = element.attachment_id === undefined ? element.url : uploadOf(world, element.attachment_id, kind).url;
      if (image === undefined) throw new Refusal(-201, 'url is invalid!');
      return { kind, text, quoteOf, buttons, image };
    }
    case 'list': {
      const items = elements.map((element) => parsed(ListElement, element));
      const [first] = items;
      if (!first || items.length > 5) throw new Refusal(-210);
      const taps = items.flatMap((item) => (item.default_action?.type ? [{ ...item.default_action, title: item.title }] : []));
      return {
        kind: 'list',
        text: text || first.subtitle,
        quoteOf,
        title: first.title,
        image: first.image_url ?? null,
        rows: items.slice(1).map((item) => ({ label: item.title, value: item.subtitle })),
        buttons: [...buttonsOf(taps), ...buttons],
      };
    }
    case 'request_user_info': {
      if (elements.length !== 1) throw new Refusal(-201, 'elements is invalid!');
      const element = parsed(InfoElement, elements[0]);
      return { kind: 'request_info', text: element.subtitle, title: element.title, image: element.image_url, quoteOf };
    }
    default:
      if (text.trim() === '') throw new Refusal(-201, 'message is invalid!');
      return { kind: 'text', text, quoteOf, buttons };
  }
}

function buttonsOf(given: readonly unknown[]): Button[] {
  if (given.length > 5) throw new Refusal(-210);
  return given.map((value) => {
    const button = Button.parse(parsed(SentButton, value));
    if (JSON.stringify(button.payload).length > buttonPayloadLimit) throw new Refusal(-210);
    const { type, payload } = button;
    const url = typeof payload === 'string' ? payload : (payload.url ?? '');
    if (type === 'oa.open.url' && !Url.safeParse(url).success) throw new Refusal(-201, 'payload is invalid!');
    return button;
  });
}

const uploadLifeMs = 7 * 24 * 3_600_000;

/** An uploaded asset that is still alive, with the address where the emulator serves it. */
export function uploadOf(world: World, id: string, kind: 'image' | 'gif' | 'file') {
  const upload = world.store.state.uploads[id];
  if (!upload || upload.kind !== kind) throw new Refusal(-201, 'attachment_id is invalid!');
  if (world.clock.now().getTime() - Date.parse(upload.at) > uploadLifeMs) throw new Refusal(-100);
  return { ...upload, url: `${world.baseUrl()}/uploads/${upload.id}` };
}
