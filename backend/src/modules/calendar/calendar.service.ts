import { remember } from '../../adapters/memory.js';
import type { Clock } from '../../clock.js';
import type { Closure, Counter, DayOverride, Holiday, MakeUpDay, Season } from '../../contracts/calendar.js';
import type { CounterCalendar } from '../../domain/slots.js';
import { addDays, dayOf } from '../../domain/vietnam-time.js';
import { daysOff, type PublicCalendar } from '../../domain/working-days.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarStore } from './calendar.store.js';

export type CalendarService = ReturnType<typeof calendarService>;

type Deps = { store: CalendarStore; clock: Clock; onChange: () => void; rememberMilliseconds?: number };

/** When counters work. What it reads is at most a second old; a change made in this process is seen at once. */
export function calendarService({ store, clock, onChange, rememberMilliseconds = 1_000 }: Deps) {
  const load = remember(rememberMilliseconds, () => store.load(addDays(dayOf(clock.now()), -7)));
  const changed = () => {
    load.forget();
    onChange();
  };

  async function publicCalendar(): Promise<PublicCalendar> {
    const { holidays, makeUpDays } = await load();
    return { holidays, makeUpDays };
  }

  return {
    load,
    publicCalendar,
    /** The calendar of one counter; throws `counter_unknown`. */
    async counterCalendar(key: string): Promise<CounterCalendar> {
      const data = await load();
      const counter = data.counters.find((candidate) => candidate.key === key);
      if (!counter) throw new ProblemError('counter_unknown', 'Không có quầy này.');
      return {
        counter,
        seasons: data.seasons,
        closures: data.closures.filter(({ counterKey }) => counterKey === null || counterKey === key),
        overrides: data.overrides.filter(({ counterKey }) => counterKey === key),
        publicCalendar: { holidays: data.holidays, makeUpDays: data.makeUpDays },
      };
    },
    /** Counters in force on a day. */
    async countersOn(day: string): Promise<Counter[]> {
      const { counters } = await load();
      return counters.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
    },
    async daysOffOf(year: number) {
      const calendar = await publicCalendar();
      return {
        daysOff: daysOff(year, calendar).map(({ date, name, confirmed }) => ({ date, name, confirmed })),
        makeUpDays: calendar.makeUpDays.filter(({ date }) => date.startsWith(String(year))),
      };
    },
    /** What administrators have set, as they set it. */
    async settings() {
      const { closures, overrides, holidays, makeUpDays } = await load();
      return { closures: closures.map(({ revokeReason: _, ...closure }) => closure), overrides, holidays, makeUpDays };
    },
    async saveCounter(counter: Counter): Promise<Counter> {
      for (const [index, { from, to, season }] of counter.hours.entries()) {
        const field = `body.hours.${index}`;
        if (from >= to)
          throw new ProblemError('invalid_request', 'Giờ bắt đầu phải trước giờ kết thúc.', {
            fields: [{ field: `${field}.to`, message: 'Phải sau giờ bắt đầu.' }],
          });
        if (season !== undefined && !(await load()).seasons.some(({ key }) => key === season))
          throw new ProblemError('invalid_request', 'Mùa làm việc này chưa có.', {
            fields: [{ field: `${field}.season`, message: 'Mùa này chưa có.' }],
          });
      }
      await store.saveCounter(counter);
      changed();
      return counter;
    },
    async saveSeasons(seasons: Season[]) {
      await store.saveSeasons(seasons);
      changed();
      return { seasons };
    },
    /** Closes; with `revokeReason` the worker also revokes what was booked in it (a second time after a crash). */
    async addClosure(closure: Omit<Closure, 'id'>, revokeReason: string | null = null): Promise<Closure> {
      if (closure.to < closure.from)
        throw new ProblemError('invalid_request', 'Ngày cuối phải từ ngày đầu trở đi.', {
          fields: [{ field: 'body.to', message: 'Phải từ ngày đầu trở đi.' }],
        });
      if (
        (closure.fromTime === null) !== (closure.toTime === null) ||
        (closure.fromTime !== null && closure.toTime !== null && closure.fromTime >= closure.toTime)
      )
        throw new ProblemError('invalid_request', 'Giờ đóng quầy chưa đúng.', {
          fields: [{ field: 'body.toTime', message: 'Cần cả hai giờ, giờ sau lớn hơn giờ trước.' }],
        });
      if (closure.counterKey !== null) await this.counterCalendar(closure.counterKey);
      const saved = await store.addClosure(closure, revokeReason);
      changed();
      return saved;
    },
    async removeClosure(id: string): Promise<{ removed: true }> {
      if (!(await store.removeClosure(id))) throw new ProblemError('not_found', 'Không có lần đóng quầy này.');
      changed();
      return { removed: true };
    },
    async saveOverride(override: DayOverride): Promise<DayOverride> {
      await this.counterCalendar(override.counterKey);
      if (override.hours.some(({ from, to }) => from >= to))
        throw new ProblemError('invalid_request', 'Giờ bắt đầu phải trước giờ kết thúc.', {
          fields: [{ field: 'body.hours', message: 'Giờ bắt đầu phải trước giờ kết thúc.' }],
        });
      await store.saveOverride(override);
      changed();
      return override;
    },
    async removeOverride(counterKey: string, date: string): Promise<{ removed: true }> {
      if (!(await store.removeOverride(counterKey, date))) throw new ProblemError('not_found', 'Ngày này không có giờ riêng.');
      changed();
      return { removed: true };
    },
    async saveHoliday(holiday: Holiday): Promise<Holiday> {
      await store.saveHoliday(holiday);
      changed();
      return holiday;
    },
    async saveMakeUpDay(day: MakeUpDay): Promise<MakeUpDay> {
      await store.saveMakeUpDay(day);
      changed();
      return day;
    },
  };
}
