import type { Clock } from '../../clock.js';
import type { AuditEntry, listAudit, verifyAudit } from '../../contracts/audit.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import { chainStart, chainText, follows, mayBeLogged } from '../../domain/audit-chain.js';
import { addDays, instantAt } from '../../domain/vietnam-time.js';
import type { AuditFact, AuditHook } from '../../http/audit-hook.js';
import { isDatabaseDown, ProblemError } from '../../http/problems.js';
import type { AuditStore } from './audit.store.js';

export type AuditService = ReturnType<typeof auditService>;

type Deps = {
  store: AuditStore;
  clock: Clock;
  /** SHA-256 of a text, hexadecimal. */
  digest: (text: string) => string;
  officers: () => Promise<readonly { id: string; name: string }[]>;
};

/** Far more processes than write at once. */
const mostAttempts = 50;
const sameLookMilliseconds = 10 * 60_000;
const mostLooks = 20_000;
const pageSize = 50;

/** The append-only log of what officers do: each entry carries the hash of the one before, so that a changed or missing one shows. */
export function auditService({ store, clock, digest, officers }: Deps) {
  /** Entries of this process follow one another; those of others are met at the unique number. */
  let queue: Promise<unknown> = Promise.resolve();
  let last: { seq: number; hash: string } | null = null;
  /** Looks a moment ago, and until when the same look is not written again. */
  const looks = new Map<string, number>();

  async function append(fact: AuditFact): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      last ??= (await store.last()) ?? { seq: 0, hash: chainStart };
      const at = clock.now();
      const unchained = { seq: last.seq + 1, at: at.toISOString(), ...wordsOf(fact) };
      const entry: AuditEntry = { ...unchained, previousHash: last.hash, hash: digest(chainText(unchained, last.hash)) };
      // What became of a failed write is not known, so the next one looks at the end of the log again.
      last = null;
      if ((await store.append(entry, at)) === 'saved') {
        last = entry;
        return;
      }
    }
    throw new Error('the audit log is written too often at once');
  }

  function wasLookedAt(fact: AuditFact): (() => void) | null {
    if (fact.verb !== 'saw') return () => undefined;
    const key = JSON.stringify([fact.who.officerId, fact.endpoint.method, fact.endpoint.path, subjectOf(fact)]);
    const now = clock.now().getTime();
    if ((looks.get(key) ?? 0) > now) return null;
    return () => {
      if (looks.size >= mostLooks) looks.clear();
      looks.set(key, now + sameLookMilliseconds);
    };
  }

  /** Writes what an officer is about to do. The same look of the same officer within ten minutes is written once. */
  async function record(fact: AuditFact): Promise<void> {
    const remember = wasLookedAt(fact);
    if (remember === null) return;
    const written = queue.then(() => append(fact));
    queue = written.catch(() => undefined);
    try {
      await written;
    } catch (error) {
      if (isDatabaseDown(error)) throw error;
      throw new ProblemError('database_unavailable', 'Chưa ghi được nhật ký nên chưa làm gì. Xin thử lại sau ít giây.', { retryAfter: 5 });
    }
    remember();
  }

  return {
    record,
    async list({
      officer,
      verb,
      from,
      to,
      subject,
      before,
    }: ParsedRequestOf<typeof listAudit>['query']): Promise<ReplyOf<typeof listAudit>> {
      const filter = {
        officerId: officer,
        verb,
        from: from === undefined ? undefined : instantAt(from, '00:00'),
        until: to === undefined ? undefined : instantAt(addDays(to, 1), '00:00'),
        subject: subject || undefined,
      };
      const found = await store.list(filter, before ?? null, pageSize + 1);
      const entries = found.slice(0, pageSize);
      return {
        entries,
        next: found.length > pageSize ? (entries.at(-1)?.seq ?? null) : null,
        officers: (await officers()).map(({ id, name }) => ({ id, name })),
      };
    },
    async verify(): Promise<ReplyOf<typeof verifyAudit>> {
      let end = { seq: 0, hash: chainStart };
      for await (const entry of store.walk()) {
        if (!follows(entry, end, digest)) return { kind: 'broken', seq: end.seq + 1 };
        end = entry;
      }
      return { kind: 'whole', entries: end.seq, lastHash: end.hash };
    },
  } satisfies AuditHook & Record<string, unknown>;
}

function subjectOf({ subject = {} }: AuditFact): AuditEntry['subject'] {
  return Object.entries(subject)
    .flatMap(([name, value]) => (typeof value === 'string' && mayBeLogged(value) ? [{ name, value }] : []))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function wordsOf(fact: AuditFact) {
  const { who, verb, endpoint, fields = [], note = null } = fact;
  return {
    officerId: who.officerId,
    officerName: who.name,
    roles: [...who.roles],
    verb,
    summary: endpoint.summary,
    method: endpoint.method,
    path: endpoint.path,
    subject: subjectOf(fact),
    fields: [...fields].sort(),
    note,
  };
}
