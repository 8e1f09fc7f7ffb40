/** A button below a message. A tap on `say` comes back as the webhook `user_send_text` with this text; `shown` puts it in the chat. */
export type ZaloButton =
  | { kind: 'open_url'; title: string; url: string }
  | { kind: 'say'; title: string; text: string; shown: boolean }
  | { kind: 'call'; title: string; phone: string };

export type ZaloImage = { url: string } | { attachmentId: string };

export interface MessageContent {
  /** 1 to 2,000 characters. */
  text: string;
  /** At most 5. */
  buttons?: readonly ZaloButton[];
  image?: ZaloImage;
}

/** Limits of a message in a chat (docs.zaloplatforms.com, Official Account messages). */
export const contentLimits = { characters: 2_000, buttons: 5, buttonPayloadCharacters: 1_000 } as const;

/** The message as Zalo wants it; null when Zalo would refuse it. */
export function asZaloMessage({ text, buttons = [], image }: MessageContent): Record<string, unknown> | null {
  const words = text.normalize('NFC').trim();
  // UTF-16 units are never fewer than the characters Zalo counts.
  if (words === '' || words.length > contentLimits.characters || buttons.length > contentLimits.buttons) return null;
  const shown = buttons.map(asZaloButton);
  if (shown.some((button) => JSON.stringify(button.payload).length > contentLimits.buttonPayloadCharacters)) return null;
  const payload = {
    ...(image ? { template_type: 'media', elements: [{ media_type: 'image', ...asZaloImage(image) }] } : {}),
    ...(shown.length > 0 ? { buttons: shown } : {}),
  };
  return { text: words, ...(Object.keys(payload).length > 0 && { attachment: { type: 'template', payload } }) };
}

function asZaloButton(button: ZaloButton): { title: string; type: string; payload: unknown } {
  const title = button.title.normalize('NFC');
  switch (button.kind) {
    case 'open_url':
      return { title, type: 'oa.open.url', payload: { url: button.url } };
    case 'say':
      return { title, type: button.shown ? 'oa.query.show' : 'oa.query.hide', payload: button.text.normalize('NFC') };
    case 'call':
      return { title, type: 'oa.open.phone', payload: { phone_code: button.phone } };
  }
}

function asZaloImage(image: ZaloImage): Record<string, string> {
  return 'url' in image ? { url: image.url } : { attachment_id: image.attachmentId };
}
