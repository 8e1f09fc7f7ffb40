import type { RateLimits } from '../../adapters/rate-limits.js';
import * as contract from '../../contracts/desk.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Who } from '../../http/who.js';
import type { DeskService } from './desk.service.js';

type Deps = { desk: DeskService; reader: Who<OfficerIdentity>; officer: Who<OfficerIdentity>; limits: RateLimits };

export function deskRoutes(routes: Routes, { desk, reader, officer, limits }: Deps): void {
  const limited = { limit: (_request: unknown, who: unknown) => limits.take('desk', (who as OfficerIdentity).officerId) };
  routes.add(contract.listDay, reader, ({ who, query }) => desk.day(who, query.date, query.counter, query.after), limited);
  routes.add(contract.findByCode, reader, ({ who, params }) => desk.byCode(who, params.code), limited);
  routes.add(contract.checkIn, officer, ({ who, params, body }) => desk.step(who, params.id, body.revision, 'check_in'), limited);
  routes.add(contract.startServing, officer, ({ who, params, body }) => desk.step(who, params.id, body.revision, 'serve'), limited);
  routes.add(contract.complete, officer, ({ who, params, body }) => desk.step(who, params.id, body.revision, 'complete'), limited);
  routes.add(contract.markNoShow, officer, ({ who, params, body }) => desk.step(who, params.id, body.revision, 'no_show'), limited);
  routes.add(contract.undoStep, officer, ({ who, params, body }) => desk.undo(who, params.id, body.revision), limited);
  routes.add(contract.revoke, officer, ({ who, params, body }) => desk.revoke(who, params.id, body.revision, body.reason), limited);
  routes.add(contract.revokeDay, officer, ({ who, body }) => desk.revokeDay(who, body.counterKey, body.date, body.reason), limited);
  routes.add(contract.staffSlots, officer, ({ who, query }) => desk.staffSlots(who, query.code, query.way), limited);
  routes.add(contract.bookForSomeone, officer, ({ who, body, idempotencyKey }) => desk.book(who, body, idempotencyKey), {
    status: 201,
    ...limited,
  });
  routes.add(contract.printSlip, reader, ({ who, params }) => desk.slipUrl(who, params.id), limited);
}
