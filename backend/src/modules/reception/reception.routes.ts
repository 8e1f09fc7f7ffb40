import type { Router } from 'express';
import type { RateLimits } from '../../adapters/rate-limits.js';
import { spreadsheet } from '../../adapters/spreadsheet.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import { Day } from '../../contracts/primitives.js';
import * as contract from '../../contracts/reception.js';
import * as register from '../../contracts/reception-register.js';
import type { Role } from '../../contracts/residents.js';
import { ProblemError } from '../../http/problems.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Resident, type Who } from '../../http/who.js';
import type { BookingsService } from './bookings.service.js';
import type { RegisterService } from './register.service.js';
import type { ResultsService } from './results.service.js';
import type { SessionsService } from './sessions.service.js';

type Services = { sessions: SessionsService; bookings: BookingsService; register: RegisterService; results: ResultsService };
type Deps = Services & {
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
  cache: ReplyCache;
};

export function receptionRoutes(
  routes: Routes,
  { sessions, bookings, register: book, results, resident, officer, limits, cache }: Deps,
): void {
  const may = (permission: Permission) => officer(...permissions[permission]);
  const manager = may('reception.manage');
  const reader = may('reception.read');
  const receiver = may('reception.receive');
  const mayBook = { limit: (_request: unknown, who: unknown) => limits.take('booking', (who as Resident).residentId) };
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };

  routes.add(contract.listReception, anyone, () => sessions.listPublic(), { cache: { store: cache, seconds: 1 } });
  routes.add(
    contract.bookReception,
    resident,
    ({ who, params, body, idempotencyKey }) => bookings.book(who.residentId, params.id, body, idempotencyKey),
    { status: 201, ...mayBook },
  );
  routes.add(contract.listMyReceptionBookings, resident, ({ who }) => bookings.mine(who.residentId));
  routes.add(contract.readReceptionBooking, resident, ({ who, params }) => bookings.read(who.residentId, params.id));
  routes.add(contract.cancelReceptionBooking, resident, ({ who, params }) => bookings.cancel(who.residentId, params.id), mayChange);

  routes.add(contract.readReceptionDefaults, reader, () => sessions.defaults());
  routes.add(contract.saveReceptionRules, manager, ({ body }) => sessions.saveRules(body));
  routes.add(contract.listReceptionSessions, reader, ({ query }) => sessions.list(query));
  routes.add(contract.publishReceptionSession, manager, ({ who, body, idempotencyKey }) => sessions.publish(who, body, idempotencyKey), {
    status: 201,
  });
  routes.add(contract.planWeeklyReception, manager, ({ body }) => sessions.plan(body));
  routes.add(contract.publishWeeklyReception, manager, ({ who, body }) => sessions.publishWeeks(who, body), { status: 201 });
  routes.add(contract.changeReceptionSession, manager, ({ who, params, body }) => sessions.change(who, params.id, body));
  routes.add(contract.cancelReceptionSession, manager, ({ who, params, body }) => sessions.cancel(who, params.id, body));

  routes.add(register.readReceptionDay, reader, ({ who, params }) => book.day(who, params.id));
  routes.add(register.listReceptionOfficers, reader, () => book.officers());
  routes.add(
    register.addReceptionEntry,
    receiver,
    ({ who, params, body, idempotencyKey }) => book.add(who, params.id, body, idempotencyKey),
    { status: 201 },
  );
  routes.add(register.markReceptionAbsence, receiver, ({ params, body }) => book.markAbsence(params.id, body.absent));
  routes.add(register.readReceptionEntry, reader, ({ who, params }) => book.read(who, params.id));
  routes.add(register.correctReceptionEntry, receiver, ({ who, params, body }) => book.correct(who, params.id, body));
  routes.add(register.saveReceptionMinutes, receiver, ({ who, params, body }) => results.saveMinutes(who, params.id, body));
  routes.add(register.keepReceptionPromise, receiver, ({ who, params, body }) => results.keepPromise(who, params.id, params.promise, body));
  routes.add(register.answerReceptionEntry, receiver, ({ who, params, body }) => results.answer(who, params.id, body));
  routes.add(register.listReceptionEntries, reader, ({ who, query }) => book.list(who, query));
  routes.add(register.listDueReceptionAnswers, reader, ({ who }) => book.due(who));
}

type Files = {
  register: RegisterService;
  officer: Deps['officer'];
  /** Writes into the audit log that this was taken out; throws when it cannot, and nothing leaves then. */
  exported: (who: OfficerIdentity, what: { summary: string; path: string; params: Record<string, string> }) => Promise<void>;
};

const sheetPath = '/desk/reception/register.xlsx';

/** The register of a period as a spreadsheet. */
export function receptionFiles(router: Router, { register: book, officer, exported }: Files): void {
  const reader = officer(...permissions['reception.read']);
  router.get(sheetPath, async (request, response) => {
    response.locals.route = sheetPath;
    const who = await reader.identify(request);
    const from = Day.safeParse(request.query.from);
    const to = Day.safeParse(request.query.to);
    if (!from.success || !to.success)
      throw new ProblemError('invalid_request', 'Cần ngày đầu và ngày cuối của khoảng muốn xuất.', {
        fields: [{ field: from.success ? 'query.to' : 'query.from', message: 'Ngày phải có dạng NĂM-THÁNG-NGÀY.' }],
      });
    const period = { from: from.data, to: to.data };
    // Told before the first byte, so that a wrong period is still an error and not a broken file.
    book.assertPeriod(period);
    await exported(who, { summary: 'Xuất sổ tiếp công dân ra Excel', path: sheetPath, params: period });
    response.setHeader('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    response.setHeader('Content-Disposition', `attachment; filename="so-tiep-cong-dan-${period.from}-${period.to}.xlsx"`);
    response.setHeader('Cache-Control', 'no-store');
    await book.exportTo(who, period, await spreadsheet(response));
  });
}
