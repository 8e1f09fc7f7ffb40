import { createHash } from 'node:crypto';
import type { EmulatorClock } from './clock.js';
import { type HostName, wordsFor } from './errors.js';

/** A request as it arrived and what it was answered. `error` is Zalo's code, null when there was none or no answer. */
export interface RequestEntry {
  kind: 'request';
  number: number;
  at: string;
  host: HostName;
  method: string;
  path: string;
  query: Record<string, unknown>;
  body: unknown;
  /** The end of the token that came along, enough to tell two apart. */
  token: string | null;
  status: number | null;
  error: number | null;
  fault: string | null;
}

/** A message Zalo accepted. `repeat` counts the accepted messages with the same channel, recipient and content, this one included. */
export interface MessageEntry {
  kind: 'message';
  number: number;
  at: string;
  channel: string;
  personId: string | null;
  recipient: string;
  messageId: string;
  text: string;
  template: { id: string; data: Record<string, string> } | null;
  trackingId: string | null;
  buttons: string[];
  billed: boolean;
  silent: boolean;
  repeat: number;
}

/** One attempt to deliver a webhook. `status` is null when nobody answered within two seconds. */
export interface WebhookEntry {
  kind: 'webhook';
  number: number;
  at: string;
  target: 'oa' | 'mini_app';
  event: string;
  deliveryId: string;
  attempt: number;
  status: number | null;
  outcome: 'delivered' | 'retry' | 'given_up' | 'suppressed' | 'unsubscribed';
}

export type LedgerEntry = RequestEntry | MessageEntry | WebhookEntry;
type Numbered<T> = Omit<T, 'number' | 'at'>;

/** What happened, for tests to compare. It lives in memory and forgets the oldest beyond its size. */
export interface Ledger {
  request(entry: Numbered<Omit<RequestEntry, 'kind'>>): void;
  message(entry: Numbered<Omit<MessageEntry, 'kind' | 'repeat'>>): void;
  webhook(entry: Numbered<Omit<WebhookEntry, 'kind'>>): void;
  list(filter: {
    kind?: LedgerEntry['kind'] | undefined;
    personId?: string | undefined;
    after?: number | undefined;
    limit: number;
  }): LedgerEntry[];
  clear(): void;
}

const size = 50_000;

export function createLedger(clock: EmulatorClock): Ledger {
  const entries = { request: [] as RequestEntry[], message: [] as MessageEntry[], webhook: [] as WebhookEntry[] };
  const repeats = new Map<string, number>();
  let count = 0;

  const stamp = () => {
    count += 1;
    return { number: count, at: clock.now().toISOString() };
  };
  const keep = <T>(list: T[], entry: T) => {
    list.push(entry);
    if (list.length > size) list.splice(0, size / 10);
  };

  return {
    request: (entry) => keep(entries.request, { kind: 'request', ...stamp(), ...entry }),
    message(entry) {
      const content = [entry.channel, entry.recipient, entry.text, entry.template, entry.trackingId, entry.buttons];
      const print = createHash('sha256').update(JSON.stringify(content)).digest('base64');
      const repeat = (repeats.get(print) ?? 0) + 1;
      repeats.set(print, repeat);
      keep(entries.message, { kind: 'message', ...stamp(), ...entry, repeat });
    },
    webhook: (entry) => keep(entries.webhook, { kind: 'webhook', ...stamp(), ...entry }),
    list({ kind, personId, after = 0, limit }) {
      const chosen: LedgerEntry[] = kind ? entries[kind] : [...entries.request, ...entries.message, ...entries.webhook];
      return chosen
        .filter((entry) => entry.number > after && (personId === undefined || (entry.kind === 'message' && entry.personId === personId)))
        .sort((one, other) => one.number - other.number)
        .slice(0, limit);
    },
    clear() {
      for (const list of Object.values(entries)) list.length = 0;
      repeats.clear();
    },
  };
}

/** The words the ledger page shows beside a code. */
export const explained = (host: HostName, code: number | null): string => (code === null || code === 0 ? '' : wordsFor(host, code));
