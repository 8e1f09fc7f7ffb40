import {
  addClosure,
  listCounters,
  listDaysOff,
  readCalendar,
  removeClosure,
  removeDayOverride,
  saveCounter,
  saveDayOverride,
  saveHoliday,
  saveMakeUpDay,
  saveSeasons,
} from '../../contracts/calendar.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Who } from '../../http/who.js';
import type { CalendarService } from './calendar.service.js';

export function calendarRoutes(routes: Routes, calendar: CalendarService, administrator: Who<OfficerIdentity>, cache: ReplyCache): void {
  routes.add(
    listCounters,
    anyone,
    async () => {
      const { counters, seasons } = await calendar.load();
      return { counters, seasons };
    },
    { cache: { store: cache, seconds: 2 } },
  );
  routes.add(listDaysOff, anyone, ({ query }) => calendar.daysOffOf(query.year), { cache: { store: cache, seconds: 2 } });
  routes.add(readCalendar, administrator, () => calendar.settings());
  routes.add(saveCounter, administrator, ({ params, body }) => calendar.saveCounter({ ...body, key: params.key }));
  routes.add(saveSeasons, administrator, ({ body }) => calendar.saveSeasons(body.seasons));
  routes.add(addClosure, administrator, ({ body }) => calendar.addClosure(body), { status: 201 });
  routes.add(removeClosure, administrator, ({ params }) => calendar.removeClosure(params.id));
  routes.add(saveDayOverride, administrator, ({ params, body }) =>
    calendar.saveOverride({ ...body, counterKey: params.key, date: params.date }),
  );
  routes.add(removeDayOverride, administrator, ({ params }) => calendar.removeOverride(params.key, params.date));
  routes.add(saveHoliday, administrator, ({ params, body }) => calendar.saveHoliday({ ...body, date: params.date }));
  routes.add(saveMakeUpDay, administrator, ({ params, body }) => calendar.saveMakeUpDay({ ...body, date: params.date }));
}
