import type { Request } from 'express';
import type { AuditVerb } from '../contracts/audit.js';
import type { Endpoint } from '../contracts/endpoint.js';
import type { OfficerIdentity } from './who.js';

/** Something an officer is about to do, or was refused. `subject` may hold anything of the address; only ids, days, keys and codes are kept. */
export type AuditFact = {
  who: Pick<OfficerIdentity, 'officerId' | 'name' | 'roles'>;
  verb: AuditVerb;
  endpoint: Pick<Endpoint, 'summary' | 'method' | 'path'>;
  subject?: Readonly<Record<string, unknown>>;
  /** The names of the fields that were sent; never what is in them. */
  fields?: readonly string[];
  note?: string | null;
};

/** Where officers' doings are written down. */
export type AuditHook = {
  /** Resolves when the entry is stored; throws `database_unavailable` when it cannot be, and then nothing may be done. */
  record(fact: AuditFact): Promise<void>;
};

/** What of a request goes into the log; null when the endpoint leaves no trace there. */
export function auditFactOf(endpoint: Endpoint, who: { kind: string }, identity: unknown, request: Request): AuditFact | null {
  if (who.kind !== 'officer') return null;
  const verb = endpoint.audit ?? (endpoint.method === 'GET' ? 'nothing' : 'changed');
  if (verb === 'nothing') return null;
  const body: unknown = request.body;
  return {
    who: identity as OfficerIdentity,
    verb,
    endpoint,
    subject: { ...(endpoint.method === 'GET' && request.query), ...request.params },
    fields: endpoint.body && typeof body === 'object' && body !== null ? Object.keys(body) : [],
  };
}
