import type { AppointmentStatus } from '../../contracts/appointments.js';
import type { Way } from '../../contracts/procedures.js';
import { instantAt } from '../../domain/vietnam-time.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { AppointmentRecord, AppointmentsStore } from './appointments.store.js';
import type { ServedRecord } from './served.store.js';

/** An appointment as somebody looks back at it. */
export type Visit = {
  id: string;
  status: AppointmentStatus;
  plainName: string;
  way: Way;
  counterKey: string;
  counterName: string;
  date: string;
};

type Deps = { store: AppointmentsStore; calendar: CalendarService; procedures: ProceduresService };

export type VisitsService = ReturnType<typeof visitsService>;

/** What became of a resident's appointments, for whoever asks afterwards how it was. */
export function visitsService({ store, calendar, procedures }: Deps) {
  async function visitOf(record: AppointmentRecord): Promise<Visit> {
    const [{ counters }, version] = await Promise.all([calendar.load(), procedures.version(record.versionId)]);
    const { id, status, way, counterKey, date } = record;
    return {
      id,
      status,
      way,
      counterKey,
      date,
      plainName: version.plainName,
      counterName: counters.find(({ key }) => key === counterKey)?.name ?? '',
    };
  }
  return {
    /** What a resident booked and was served with from this day on, the latest first, at most ten. */
    async served(residentId: string, since: string): Promise<Visit[]> {
      return Promise.all((await store.seenOf(residentId, instantAt(since, '00:00'), 10)).map(visitOf));
    },
    /** All that was served on a day. */
    async servedOn(day: string): Promise<(ServedRecord & { plainName: string })[]> {
      const rows = await store.servedBetween(day, day);
      return Promise.all(rows.map(async (row) => ({ ...row, plainName: (await procedures.version(row.versionId)).plainName })));
    },
    servedBetween: store.servedBetween,
    firstServed: store.firstServed,
    /** An appointment that this resident booked, whatever became of it; null for any other. */
    async own(residentId: string, id: string): Promise<Visit | null> {
      const record = await store.findOwn(id, residentId);
      return record && visitOf(record);
    },
  };
}
