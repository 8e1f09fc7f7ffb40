import type { Clock } from '../../clock.js';
import type { Home } from '../../contracts/appointments.js';
import type { NewsItem } from '../../contracts/news.js';
import { lunarText } from '../../domain/lunar.js';
import { addDays, dayOf, instantAt } from '../../domain/vietnam-time.js';
import { daysOff, whyNotWorking } from '../../domain/working-days.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { AppointmentsStore } from './appointments.store.js';
import type { BookingService } from './booking.service.js';
import type { WaitingService } from './waiting.service.js';

type Deps = {
  residents: ResidentsService;
  communes: CommunesService;
  calendar: CalendarService;
  procedures: ProceduresService;
  store: AppointmentsStore;
  booking: BookingService;
  waiting: WaitingService;
  /** What the commune sent last, newest first, at most three. */
  latestNews?: () => Promise<NewsItem[]>;
  /** Reports of this resident that something new happened to, at most two. */
  reportNews?: (residentId: string) => Promise<Home['reports']>;
  /** The latest visit that this resident may still rate. */
  visitToRate?: (residentId: string) => Promise<Home['rate']>;
  /** The survey after a visit that waits for this resident; while it does, nothing else is asked of a visit. */
  surveyAfterVisit?: (residentId: string) => Promise<Home['satisfaction']>;
  /** What people are asked about now. */
  participation?: (residentId: string) => Promise<Home['participation']>;
  clock: Clock;
};

export type HomeService = ReturnType<typeof homeService>;

/** Everything the first screen shows, in one round trip. */
export function homeService({
  residents,
  communes,
  calendar,
  procedures,
  store,
  booking,
  waiting,
  latestNews = async () => [],
  reportNews = async () => [],
  visitToRate = async () => null,
  surveyAfterVisit = async () => null,
  participation = async () => ({ open: 0, urgent: [] }),
  clock,
}: Deps) {
  return {
    async read(residentId: string): Promise<Home> {
      const today = dayOf(clock.now());
      const until = addDays(today, 30);
      const [me, card, publicCalendar, popular, entries, records, news, reports, rate, satisfaction, asked] = await Promise.all([
        residents.me(residentId),
        communes.card(),
        calendar.publicCalendar(),
        procedures.popular(),
        waiting.list(residentId),
        store.listOf(residentId, 'upcoming', instantAt(today, '00:00'), null, 5),
        latestNews(),
        reportNews(residentId),
        visitToRate(residentId),
        surveyAfterVisit(residentId),
        participation(residentId),
      ]);
      const years = [...new Set([Number(today.slice(0, 4)), Number(until.slice(0, 4))])];
      const reason = whyNotWorking(today, publicCalendar);
      return {
        me: { name: me.name, nameKnown: me.nameKnown, roles: me.roles, followsOfficialAccount: me.followsOfficialAccount },
        communeName: card.communeName,
        formerText: card.formerText,
        hotline: card.hotline,
        hoursText: card.hoursText,
        officialAccountId: card.officialAccountId,
        today: { date: today, lunar: lunarText(today), open: reason === null, reason },
        offers: entries.filter(({ offer }) => offer !== null),
        upcoming: await booking.summariesOf(records),
        popular,
        daysOff: years
          .flatMap((year) => daysOff(year, publicCalendar))
          .filter(({ date }) => date >= today && date <= until)
          .map(({ date, name, confirmed }) => ({ date, name, confirmed })),
        news,
        reports,
        rate: satisfaction === null ? rate : null,
        satisfaction,
        participation: asked,
      };
    },
  };
}
