import type { Bus } from './bus.js';
import type { EmulatorClock } from './clock.js';
import type { Faults, WebhookFault } from './faults.js';
import type { Identity } from './identity.js';
import { randomHex } from './ids.js';
import type { Ledger } from './ledger.js';
import { miniAppSignature, oaSignature } from './signatures.js';
import type { Delivery } from './state.js';
import type { Store } from './store.js';

/** Zalo's ladder: 30 s, 5, 15 and 30 minutes and 1 hour after the delivery before. */
export const retryLadderMs = [30_000, 300_000, 900_000, 1_800_000, 3_600_000] as const;
/** A receiver has two seconds to answer 200. */
const answerWithinMs = 2_000;
const atOnce = 16;

/** Sends signed events to the two webhook addresses, again after failures, and gives up as Zalo does. */
export interface Webhooks {
  /** Queues an event of the Official Account; `timestamp` and `app_id` are added. Resolves after the first attempt. */
  oa(event: Record<string, unknown>, headers?: Record<string, string>): Promise<void>;
  /** Queues a Mini App event; `appId` and `timestamp` are added. */
  miniApp(event: Record<string, unknown>): Promise<void>;
  /** Posts these bytes as they are, signed by the target's rule. */
  raw(target: Delivery['target'], body: Record<string, unknown>): Promise<void>;
  /** Resolves when no delivery is due or under way; retries that wait for the clock do not count. */
  idle(): Promise<void>;
  /** Takes up what was waiting when the emulator last stopped. */
  resume(): void;
  stop(): void;
}

interface Deps {
  identity: Identity;
  clock: EmulatorClock;
  store: Store;
  faults: Faults;
  ledger: Ledger;
  bus: Bus;
}

export function createWebhooks({ identity, clock, store, faults, ledger, bus }: Deps): Webhooks {
  const { state } = store;
  const queue: { delivery: Delivery; fault: WebhookFault | null; done: () => void }[] = [];
  const heldBack: (() => void)[] = [];
  const idleListeners: (() => void)[] = [];
  /** One alarm for each delivery that waits, however often it is taken up again. */
  const alarms = new Map<Delivery, () => void>();
  const underWay = new Set<Delivery>();
  let running = 0;
  let stopped = false;

  const address = (target: Delivery['target']) => (target === 'oa' ? state.webhooks.oaUrl : state.webhooks.miniAppUrl);
  const subscribed = (target: Delivery['target']) => (target === 'oa' ? state.webhooks.oaSubscribed : state.webhooks.miniAppSubscribed);

  function signed(target: Delivery['target'], body: string, fault: WebhookFault | null): Record<string, string> {
    const event: Record<string, unknown> = JSON.parse(body);
    const variant = fault?.kind === 'signature_variant' ? fault.variant : state.settings.signatureVariant;
    if (variant === 'none') return {};
    if (target === 'mini_app') {
      const key = state.settings.miniAppSignatureKey === 'app_secret' ? identity.appSecret : identity.openApiKey;
      return { 'X-ZEvent-Signature': miniAppSignature(event, variant === 'wrong' ? `${key}?` : key) };
    }
    const first = variant === 'oa_id' || variant === 'oa_id_header_time' ? identity.oaId : identity.appId;
    const inHeader = variant === 'app_id_header_time' || variant === 'oa_id_header_time';
    const time = inHeader ? String(clock.now().getTime()) : String(event.timestamp ?? '');
    const mac = oaSignature(first, body, time, variant === 'wrong' ? `${identity.oaSecret}?` : identity.oaSecret);
    const prefix = variant === 'no_prefix' || !state.settings.signaturePrefix ? '' : 'mac=';
    return { 'X-ZEvent-Signature': `${prefix}${mac}`, ...(inHeader ? { 'X-ZEvent-Timestamp': time } : {}) };
  }

  async function post(delivery: Delivery, fault: WebhookFault | null): Promise<number | null> {
    const url = address(delivery.target);
    if (url === null) return null;
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'ZaloPlatform',
          ...delivery.headers,
          ...signed(delivery.target, delivery.body, fault),
          ...(delivery.attempt > 0 ? { num_retry: String(delivery.attempt) } : {}),
        },
        body: delivery.body,
        signal: AbortSignal.timeout(answerWithinMs),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return null;
    }
  }

  function forget(delivery: Delivery): void {
    state.deliveries = state.deliveries.filter((other) => other.id !== delivery.id);
    store.changed();
  }

  async function attempt(delivery: Delivery, fault: WebhookFault | null): Promise<void> {
    const status = await post(delivery, fault);
    if (stopped) return;
    const entry = { target: delivery.target, event: delivery.event, deliveryId: delivery.id, attempt: delivery.attempt, status };
    const wait = retryLadderMs[delivery.attempt];
    if (status === 200) {
      forget(delivery);
      ledger.webhook({ ...entry, outcome: 'delivered' });
    } else if (wait !== undefined) {
      delivery.attempt += 1;
      // From this attempt on: counted from when it was due, a clock that jumped would use up all attempts at once.
      delivery.dueAt = new Date(clock.now().getTime() + wait).toISOString();
      if (!state.deliveries.includes(delivery)) state.deliveries.push(delivery);
      store.changed();
      ledger.webhook({ ...entry, outcome: 'retry' });
      wake(delivery);
    } else {
      // Zalo switches the whole subscription off; somebody has to switch it on again by hand.
      if (delivery.target === 'oa') state.webhooks.oaSubscribed = false;
      else state.webhooks.miniAppSubscribed = false;
      forget(delivery);
      ledger.webhook({ ...entry, outcome: 'given_up' });
    }
    bus.tell({ kind: 'webhook' });
  }

  function wake(delivery: Delivery): void {
    alarms.get(delivery)?.();
    const cancel = clock.at(Date.parse(delivery.dueAt), () => {
      alarms.delete(delivery);
      if (stopped || !subscribed(delivery.target) || !state.deliveries.includes(delivery)) return;
      enqueue(delivery, null);
    });
    // What was due at once has run already and must not be held as waiting.
    if (Date.parse(delivery.dueAt) > clock.now().getTime()) alarms.set(delivery, cancel);
  }

  function enqueue(delivery: Delivery, fault: WebhookFault | null): Promise<void> {
    underWay.add(delivery);
    const finished = new Promise<void>((done) => queue.push({ delivery, fault, done }));
    pump();
    return finished;
  }

  function pump(): void {
    while (running < atOnce && queue.length > 0 && !stopped) {
      const next = queue.shift();
      if (!next) break;
      running += 1;
      attempt(next.delivery, next.fault).finally(() => {
        running -= 1;
        underWay.delete(next.delivery);
        next.done();
        pump();
      });
    }
    if (running === 0 && queue.length === 0) for (const listener of idleListeners.splice(0)) listener();
  }

  async function send(target: Delivery['target'], event: string, body: string, headers: Record<string, string> = {}): Promise<void> {
    const delivery: Delivery = { id: randomHex(16), target, event, body, headers, attempt: 0, dueAt: clock.now().toISOString() };
    const entry = { target, event, deliveryId: delivery.id, attempt: 0, status: null };
    if (address(target) === null || state.settings.mutedEvents.includes(event)) return;
    if (!subscribed(target)) return ledger.webhook({ ...entry, outcome: 'unsubscribed' });
    const fault = faults.strikeWebhook(event);
    if (fault?.kind === 'no_webhook') return ledger.webhook({ ...entry, outcome: 'suppressed' });
    if (fault?.kind === 'reorder_webhook') {
      heldBack.push(() => void enqueue(delivery, null));
      setTimeout(release, 5_000).unref();
      return;
    }
    if (fault?.kind === 'duplicate_webhook') await Promise.all(Array.from({ length: fault.times }, () => enqueue({ ...delivery }, fault)));
    else await enqueue(delivery, fault);
    release();
  }

  function release(): void {
    for (const next of heldBack.splice(0)) next();
  }

  const timestamp = () => clock.now().getTime();
  return {
    oa: (event, headers) =>
      send('oa', String(event.event_name), JSON.stringify({ app_id: identity.appId, ...event, timestamp: String(timestamp()) }), headers),
    miniApp: (event) =>
      send('mini_app', String(event.event), JSON.stringify({ appId: identity.miniAppId, ...event, timestamp: timestamp() })),
    raw: (target, body) => send(target, String(body.event_name ?? body.event ?? 'raw'), JSON.stringify(body)),
    async idle() {
      while (running > 0 || queue.length > 0) await new Promise<void>((done) => idleListeners.push(done));
    },
    resume() {
      for (const delivery of [...state.deliveries]) if (!underWay.has(delivery)) wake(delivery);
    },
    stop() {
      stopped = true;
      for (const next of queue.splice(0)) next.done();
      for (const listener of idleListeners.splice(0)) listener();
    },
  };
}
