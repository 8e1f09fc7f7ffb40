import { type Response, Router } from 'express';
import type { RateLimits } from '../../adapters/rate-limits.js';
import { slipCalendar } from '../../adapters/slip-calendar.js';
import { slipPdf } from '../../adapters/slip-pdf.js';
import type { Clock } from '../../clock.js';
import * as contract from '../../contracts/appointments.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type Resident, type Who } from '../../http/who.js';
import type { BookingService } from './booking.service.js';
import type { HomeService } from './home.service.js';
import type { WaitingService } from './waiting.service.js';

type Deps = {
  booking: BookingService;
  waiting: WaitingService;
  home: HomeService;
  resident: Who<Resident>;
  limits: RateLimits;
  cache: ReplyCache;
};

export function appointmentsRoutes(routes: Routes, { booking, waiting, home, resident, limits, cache }: Deps): void {
  const mayBook = { limit: (_request: unknown, who: unknown) => limits.take('booking', (who as Resident).residentId) };
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };

  routes.add(contract.readHome, resident, ({ who }) => home.read(who.residentId));
  routes.add(contract.listOpenSlots, anyone, ({ params, query }) => booking.openSlots(params.code, query.way), {
    cache: { store: cache, seconds: 1 },
  });
  routes.add(contract.holdPlace, resident, ({ who, body }) => booking.hold(who.residentId, body), { status: 201, ...mayChange });
  routes.add(contract.releaseHold, resident, ({ who, params }) => booking.releaseHold(who.residentId, params.id), mayChange);
  routes.add(contract.bookAppointment, resident, ({ who, body, idempotencyKey }) => booking.book(who.residentId, body, idempotencyKey), {
    status: 201,
    ...mayBook,
  });
  routes.add(contract.listMyAppointments, resident, ({ who, query }) => booking.list(who.residentId, query.which, query.after));
  routes.add(contract.readSlip, resident, ({ who, params }) => booking.slip(who.residentId, params.id));
  routes.add(
    contract.rescheduleAppointment,
    resident,
    ({ who, params, body }) => booking.reschedule(who.residentId, params.id, body),
    mayChange,
  );
  routes.add(contract.cancelAppointment, resident, ({ who, params }) => booking.cancel(who.residentId, params.id), mayChange);
  routes.add(contract.joinWaitingList, resident, ({ who, body }) => waiting.join(who.residentId, body), { status: 201, ...mayChange });
  routes.add(contract.listMyWaiting, resident, async ({ who }) => ({ entries: await waiting.list(who.residentId) }));
  routes.add(contract.leaveWaitingList, resident, ({ who, params }) => waiting.leave(who.residentId, params.id), mayChange);
}

/** The slip as a file, behind a signed address that needs no sign-in: a phone's own viewer opens it, and so does a relative. */
export function slipFiles(booking: BookingService, clock: Clock): Router {
  const router = Router();
  const send = (response: Response, type: string, name: string, body: string | Buffer) => {
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Content-Disposition', `inline; filename="${name}"`);
    response.setHeader('X-Robots-Tag', 'noindex');
    response.type(type).send(body);
  };
  router.get('/slips/:file', async (request, response, next) => {
    response.locals.route = '/slips/:file';
    const match = /^([\w.-]{1,400})\.(pdf|ics)$/.exec(request.params.file);
    if (!match) return next();
    const slip = await booking.slipByToken(match[1] as string);
    if (match[2] === 'pdf') send(response, 'application/pdf', `giay-hen-${slip.code}.pdf`, await slipPdf(slip));
    else send(response, 'text/calendar; charset=utf-8', `lich-hen-${slip.code}.ics`, slipCalendar(slip, clock.now()));
  });
  return router;
}
