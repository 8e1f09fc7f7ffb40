import { z } from 'zod';
import { signatureVariants } from './settings.js';

const Match = z.strictObject({
  host: z.enum(['openapi', 'business', 'graph', 'oauth', 'mini', 'h5']).optional(),
  /** The path starts with this. */
  path: z.string().optional(),
  method: z.enum(['GET', 'POST']).optional(),
  /** Webhook faults: the event's name. */
  event: z.string().optional(),
});
const common = {
  match: Match.default({}),
  /** Chance per matching request. */
  probability: z.number().min(0).max(1).default(1),
  /** How many times it strikes; null = until it is removed. */
  count: z.int().min(1).nullable().default(null),
};

const RequestFault = z.discriminatedUnion('kind', [
  /** The token that came along dies, as if it had expired or been revoked. */
  z.strictObject({ ...common, kind: z.literal('expire_token') }),
  z.strictObject({ ...common, kind: z.literal('limit') }),
  /** The request is carried out and nobody ever answers. */
  z.strictObject({ ...common, kind: z.literal('timeout_after_accepting') }),
  /** The connection is cut, before or after the request was carried out. */
  z.strictObject({ ...common, kind: z.literal('drop'), after: z.boolean().default(false) }),
  z.strictObject({ ...common, kind: z.literal('slow'), ms: z.int().min(0).max(120_000) }),
  z.strictObject({
    ...common,
    kind: z.literal('http_500'),
    after: z.boolean().default(false),
    status: z.int().min(400).max(599).default(500),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('html_body'),
    after: z.boolean().default(false),
    status: z.int().min(200).max(599).default(200),
  }),
  /** Any answer of Zalo's. */
  z.strictObject({ ...common, kind: z.literal('error'), code: z.int(), message: z.string().optional() }),
  z.strictObject({ ...common, kind: z.literal('non_vn_ip') }),
]);

const WebhookFault = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('duplicate_webhook'), times: z.int().min(2).max(10).default(2) }),
  /** Held back until the next event has been delivered (or five seconds have gone). */
  z.strictObject({ ...common, kind: z.literal('reorder_webhook') }),
  z.strictObject({ ...common, kind: z.literal('no_webhook') }),
  z.strictObject({
    ...common,
    kind: z.literal('signature_variant'),
    variant: z.enum([...signatureVariants, 'wrong', 'none', 'no_prefix']),
  }),
]);

/** A fault to order: what happens, to which requests or events, how often. */
export const Fault = z.discriminatedUnion('kind', [RequestFault, WebhookFault]);
export type Fault = z.infer<typeof Fault>;
export type RequestFault = z.infer<typeof RequestFault>;
export type WebhookFault = z.infer<typeof WebhookFault>;

const webhookKinds: ReadonlySet<string> = new Set(WebhookFault.options.map((option) => option.shape.kind.value));
const isWebhookFault = (fault: Fault): fault is WebhookFault => webhookKinds.has(fault.kind);

/** The faults that are switched on. `strike…` uses one up. */
export interface Faults {
  set(faults: Fault[]): void;
  list(): Fault[];
  strikeRequest(request: { host: string; path: string; method: string }): RequestFault | null;
  strikeWebhook(event: string): WebhookFault | null;
}

export function createFaults(): Faults {
  let active: Fault[] = [];

  function strike<T extends Fault>(wanted: (fault: Fault) => fault is T, matches: (match: Fault['match']) => boolean): T | null {
    for (const entry of active) {
      if (!wanted(entry) || !matches(entry.match) || Math.random() >= entry.probability) continue;
      if (entry.count !== null) {
        entry.count -= 1;
        if (entry.count === 0) active = active.filter((other) => other !== entry);
      }
      return entry;
    }
    return null;
  }

  return {
    set: (faults) => {
      active = faults;
    },
    list: () => active,
    strikeRequest: ({ host, path, method }) =>
      strike(
        (fault): fault is RequestFault => !isWebhookFault(fault),
        (match) =>
          (match.host === undefined || match.host === host) &&
          (match.path === undefined || path.startsWith(match.path)) &&
          (match.method === undefined || match.method === method) &&
          match.event === undefined,
      ),
    strikeWebhook: (event) => strike(isWebhookFault, (match) => match.event === undefined || match.event === event),
  };
}
