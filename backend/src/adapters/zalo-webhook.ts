import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sameText } from './crypto.js';

/**
 * Which parts Zalo puts into the Official Account's signature. `app_id` is the documented rule; the others were reported by
 * integrators and are accepted only where configured: the OA's id instead of the app's, the time of the header instead of the body's.
 */
export const oaSignatureVariants = ['app_id', 'oa_id', 'app_id_header_time', 'oa_id_header_time'] as const;
export type OaSignatureVariant = (typeof oaSignatureVariants)[number];

/**
 * Whether a webhook is Zalo's and fresh. `sentAt` is the event's own time, `variant` the rule that matched. `stale` and
 * `from_future` are correctly signed but outside the window: a recorded request played again, or a wrong clock.
 */
export type WebhookCheck =
  | { kind: 'valid'; sentAt: Date; variant: OaSignatureVariant | 'mini_app' }
  | { kind: 'invalid'; reason: 'no_signature' | 'malformed' | 'mismatch' | 'stale' | 'from_future' };

export interface OaWebhookRequest {
  /** The bytes as they came; JSON written again would give another signature. */
  rawBody: Buffer;
  /** `X-ZEvent-Signature`. */
  header: string | undefined;
  /** `X-ZEvent-Timestamp`, for the variants that use it. */
  timestampHeader?: string | undefined;
  appId: string;
  oaId?: string;
  /** The OA secret key of the webhook page. */
  secret: string;
  variants?: readonly OaSignatureVariant[];
  now: Date;
  maxAgeMs?: number;
}

/** Zalo delivers again after 30 s, 5, 15 and 30 minutes and 1 hour, always with the first delivery's time. */
export const defaultMaxAgeMs = 2 * 3_600_000;
const maxSkewMs = 5 * 60_000;

const Milliseconds = z.union([z.int().nonnegative(), z.stringFormat('milliseconds', /^\d{1,15}$/)]);
const OaEvent = z.looseObject({ timestamp: Milliseconds });
const MiniAppEvent = z.record(z.string(), z.unknown());

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/**
 * Checks `X-ZEvent-Signature` of an Official Account webhook: plain SHA-256 (not an HMAC) of app id + raw body + timestamp +
 * OA secret key, with or without `mac=` before it.
 */
export function verifyOaWebhook(request: OaWebhookRequest): WebhookCheck {
  const { rawBody, header, timestampHeader, appId, oaId, secret, variants = ['app_id'], now, maxAgeMs = defaultMaxAgeMs } = request;
  const given = signatureIn(header);
  if (given.kind === 'invalid') return given;
  const event = OaEvent.safeParse(parsed(rawBody));
  if (!event.success) return { kind: 'invalid', reason: 'malformed' };
  // Signed as it is written in the body: kept as text here, a number only for its age.
  const bodyTime = String(event.data.timestamp);

  const rule: Record<OaSignatureVariant, [first: string | undefined, time: string | undefined]> = {
    app_id: [appId, bodyTime],
    oa_id: [oaId, bodyTime],
    app_id_header_time: [appId, timestampHeader],
    oa_id_header_time: [oaId, timestampHeader],
  };
  const variant = variants.find((candidate) => {
    const [first, time] = rule[candidate];
    return first !== undefined && time !== undefined && sameText(sha256(first, rawBody, time, secret), given.hex);
  });
  if (!variant) return { kind: 'invalid', reason: 'mismatch' };
  return fresh(Number(event.data.timestamp), now, maxAgeMs, variant);
}

export interface MiniAppWebhookRequest {
  rawBody: Buffer;
  /** `X-ZEvent-Signature`, the same name as the Official Account's with another rule behind it. */
  header: string | undefined;
  /** The Open API key; more than one while it is being changed. */
  apiKeys: readonly string[];
  now: Date;
  maxAgeMs?: number;
}

/**
 * Checks a Mini App (Open APIs) webhook: SHA-256 of the top-level values in the order of their keys, objects as JSON, followed
 * by the API key.
 */
export function verifyMiniAppWebhook({ rawBody, header, apiKeys, now, maxAgeMs = defaultMaxAgeMs }: MiniAppWebhookRequest): WebhookCheck {
  const given = signatureIn(header);
  if (given.kind === 'invalid') return given;
  const event = MiniAppEvent.safeParse(parsed(rawBody));
  if (!event.success) return { kind: 'invalid', reason: 'malformed' };
  const time = Milliseconds.safeParse(event.data.timestamp);
  if (!time.success) return { kind: 'invalid', reason: 'malformed' };
  const signed = Object.keys(event.data)
    .sort()
    .map((key) => asSigned(event.data[key]))
    .join('');
  if (!apiKeys.some((key) => sameText(sha256(signed, key), given.hex))) return { kind: 'invalid', reason: 'mismatch' };
  return fresh(Number(time.data), now, maxAgeMs, 'mini_app');
}

function asSigned(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function signatureIn(
  header: string | undefined,
): { kind: 'given'; hex: string } | { kind: 'invalid'; reason: 'no_signature' | 'malformed' } {
  if (header === undefined || header.trim() === '') return { kind: 'invalid', reason: 'no_signature' };
  const hex = /^(?:mac=)?([0-9a-f]{64})$/i.exec(header.trim())?.[1];
  return hex === undefined ? { kind: 'invalid', reason: 'malformed' } : { kind: 'given', hex: hex.toLowerCase() };
}

function parsed(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}

function fresh(timestamp: number, now: Date, maxAgeMs: number, variant: OaSignatureVariant | 'mini_app'): WebhookCheck {
  const age = now.getTime() - timestamp;
  if (age > maxAgeMs) return { kind: 'invalid', reason: 'stale' };
  if (age < -maxSkewMs) return { kind: 'invalid', reason: 'from_future' };
  return { kind: 'valid', sentAt: new Date(timestamp), variant };
}
