import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What an event asks of us. `ignored` is stored and nothing more: echoes of our own messages, groups, reviews, news to come. */
export type EventEffect = 'followed' | 'left' | 'wrote' | 'interacted' | 'delivered' | 'seen' | 'withdrew' | 'ignored';
export type EventSource = 'oa' | 'mini_app';

/** All we keep of an event: no text, no name, no phone number. */
export type ZaloEvent = {
  /** The same for every delivery of the same event. */
  id: string;
  source: EventSource;
  name: string;
  effect: EventEffect;
  /** Zalo's own time. */
  at: Date;
  oaUserId: string | null;
  userIdByApp: string | null;
  messageIds: string[];
  /** Of a template sent to a phone number. */
  trackingId: string | null;
};

/** Official Account webhook events (docs.zaloplatforms.com, Webhook). The window for consultation opens by what counts as interaction. */
const oaEffects: Readonly<Record<string, EventEffect>> = {
  follow: 'followed',
  unfollow: 'left',
  user_send_text: 'wrote',
  user_send_image: 'interacted',
  user_send_gif: 'interacted',
  user_send_link: 'interacted',
  user_send_audio: 'interacted',
  user_send_video: 'interacted',
  user_send_sticker: 'interacted',
  user_send_location: 'interacted',
  user_send_business_card: 'interacted',
  user_send_file: 'interacted',
  user_send_contact: 'interacted',
  user_submit_info: 'interacted',
  user_click_chatnow: 'interacted',
  user_call_oa: 'interacted',
  user_received_message: 'delivered',
  user_seen_message: 'seen',
  user_withdraw: 'withdrew',
};
const miniAppEffects: Readonly<Record<string, EventEffect>> = { 'user.revoke.consent': 'withdrew' };

const UserId = z
  .string()
  .regex(/^\d{1,32}$/)
  .nullish()
  .catch(null);
const Identifier = z.string().min(1).max(200).nullish().catch(null);
const Party = z.looseObject({ id: UserId }).nullish().catch(null);
const OaEvent = z.looseObject({
  event_name: z.string().max(100).catch('unknown'),
  oa_id: UserId,
  user_id: UserId,
  user_id_by_app: UserId,
  sender: Party,
  recipient: Party,
  follower: Party,
  message: z
    .looseObject({
      msg_id: Identifier,
      msg_ids: z.array(z.string().min(1).max(200)).max(1_000).nullish().catch(null),
      tracking_id: Identifier,
    })
    .nullish()
    .catch(null),
});
const MiniAppEvent = z.looseObject({ event: z.string().max(100).catch('unknown'), userId: UserId });

const keyOf = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 40);
};

/** Reads a verified Official Account event. One that concerns another account is `ignored`. */
export function readOaEvent(rawBody: Buffer, at: Date, oaId: string): ZaloEvent {
  const event = OaEvent.parse(JSON.parse(rawBody.toString('utf8')));
  const name = event.event_name;
  const effect = Object.hasOwn(oaEffects, name) ? (oaEffects[name] ?? 'ignored') : 'ignored';
  const { message } = event;
  const written = name.startsWith('user_send_');
  // Retries repeat the bytes. A message's own id serves where one message makes one such event; it may be reacted to many times.
  const ownId = written || name === 'user_received_message' ? message?.msg_id : null;
  const account = event.oa_id ?? (written ? event.recipient?.id : null) ?? oaId;
  const receipt = effect === 'delivered' || effect === 'seen';
  return {
    id: ownId ? keyOf('oa', name, ownId) : keyOf('oa', rawBody),
    source: 'oa',
    name,
    effect: account === oaId ? effect : 'ignored',
    at,
    // The recipient of a receipt may be a phone number; receipts are matched by the message alone.
    oaUserId: receipt || effect === 'ignored' ? null : (event.follower?.id ?? event.user_id ?? event.sender?.id ?? null),
    userIdByApp: receipt || effect === 'ignored' ? null : (event.user_id_by_app ?? null),
    messageIds: receipt ? [...new Set([...(message?.msg_id ? [message.msg_id] : []), ...(message?.msg_ids ?? [])])] : [],
    trackingId: receipt ? (message?.tracking_id ?? null) : null,
  };
}

/** Reads a verified Mini App (Open APIs) event. */
export function readMiniAppEvent(rawBody: Buffer, at: Date): ZaloEvent {
  const event = MiniAppEvent.parse(JSON.parse(rawBody.toString('utf8')));
  const effect = Object.hasOwn(miniAppEffects, event.event) ? (miniAppEffects[event.event] ?? 'ignored') : 'ignored';
  return {
    id: keyOf('mini_app', rawBody),
    source: 'mini_app',
    name: event.event,
    effect,
    at,
    oaUserId: null,
    userIdByApp: effect === 'ignored' ? null : (event.userId ?? null),
    messageIds: [],
    trackingId: null,
  };
}
