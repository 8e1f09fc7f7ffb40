import type { RateLimits } from '../../adapters/rate-limits.js';
import * as contract from '../../contracts/conduct.js';
import { permissions } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Resident, type Who } from '../../http/who.js';
import type { ConductService } from './conduct.service.js';

type Deps = {
  conduct: ConductService;
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
  cache: ReplyCache;
};

export function conductRoutes(routes: Routes, { conduct, resident, officer, limits, cache }: Deps): void {
  const reader = officer(...permissions['conduct.read']);
  const moderator = officer(...permissions['conduct.moderate']);
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };

  routes.add(contract.readConductSummary, anyone, () => conduct.summary(), { cache: { store: cache, seconds: 300 } });
  routes.add(contract.listOpenVisits, resident, ({ who }) => conduct.open(who.residentId));
  routes.add(contract.readOpenVisit, resident, ({ who, params }) => conduct.readOpen(who.residentId, params.id));
  routes.add(contract.rateVisit, resident, ({ who, body, idempotencyKey }) => conduct.rate(who.residentId, body, idempotencyKey), {
    status: 201,
    ...mayChange,
  });

  routes.add(contract.readConductResults, reader, ({ query }) => conduct.results(query.month));
  routes.add(contract.listConductComments, moderator, ({ query }) => conduct.comments(query.state, query.after));
  routes.add(contract.readConductOriginal, moderator, ({ params }) => conduct.original(params.id));
  routes.add(contract.moderateConductComment, moderator, ({ who, params, body }) => conduct.decide(who, params.id, body));
}
