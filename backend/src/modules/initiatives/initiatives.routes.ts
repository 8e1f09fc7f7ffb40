import type { RateLimits } from '../../adapters/rate-limits.js';
import * as contract from '../../contracts/initiatives.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Resident, Who } from '../../http/who.js';
import type { InitiativeDeskService } from './initiative-desk.service.js';
import type { InitiativesService } from './initiatives.service.js';

type Deps = {
  initiatives: InitiativesService;
  desk: InitiativeDeskService;
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
};

export function initiativesRoutes(routes: Routes, { initiatives, desk, resident, officer, limits }: Deps): void {
  const may = (permission: Permission) => officer(...permissions[permission]);
  const reader = may('initiatives.read');
  const handler = may('initiatives.handle');
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };

  routes.add(contract.listInitiatives, resident, ({ who, query }) => initiatives.list(who.residentId, query.after));
  routes.add(
    contract.proposeInitiative,
    resident,
    ({ who, body, idempotencyKey }) => initiatives.propose(who.residentId, body, idempotencyKey),
    { status: 201, ...mayChange },
  );
  routes.add(contract.readInitiative, resident, ({ who, params }) => initiatives.read(who.residentId, params.id));
  routes.add(contract.signInitiative, resident, ({ who, params }) => initiatives.sign(who.residentId, params.id), mayChange);
  routes.add(contract.unsignInitiative, resident, ({ who, params }) => initiatives.unsign(who.residentId, params.id), mayChange);

  routes.add(contract.listDeskInitiatives, reader, ({ who, query }) => desk.list(who, query));
  routes.add(contract.readDeskInitiative, reader, ({ who, params }) => desk.read(who, params.id));
  routes.add(contract.checkInitiative, handler, ({ who, params, body }) => desk.check(who, params.id, body));
  routes.add(contract.supportInitiative, may('initiatives.support'), ({ who, params, body }) => desk.support(who, params.id, body.reason));
  routes.add(contract.answerInitiative, may('initiatives.answer'), ({ who, params, body }) => desk.answer(who, params.id, body));
  routes.add(contract.listAssents, reader, ({ who, params, query }) => desk.assents(who, params.id, query.after));
  routes.add(contract.findSigningHouseholds, handler, ({ who, params, query }) => desk.findHouseholds(who, params.id, query.search));
  routes.add(contract.recordAssent, handler, ({ who, params, body }) => desk.record(who, params.id, body));
  routes.add(contract.removeAssent, handler, ({ who, params }) => desk.remove(who, params.id, params.householdId));
  routes.add(contract.readInitiativeTerms, reader, () => desk.terms());
  routes.add(contract.saveInitiativeTerms, may('initiatives.configure'), ({ body }) => desk.saveTerms(body));
}
