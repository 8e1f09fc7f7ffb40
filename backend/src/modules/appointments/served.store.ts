import type { Model, Types } from 'mongoose';
import type { AppointmentStatus } from '../../contracts/appointments.js';

/** A visit that was served, as those look at it who ask afterwards how it was. */
export type ServedRecord = {
  id: string;
  residentId: string | null;
  personName: string;
  procedureCode: string;
  versionId: string;
  counterKey: string;
  date: string;
  start: string;
  end: string;
  arrivedAt: Date | null;
  servedAt: Date | null;
  endedAt: Date | null;
  resultOn: string | null;
};
type Stored = Omit<ServedRecord, 'id' | 'residentId' | 'personName' | 'arrivedAt' | 'servedAt' | 'endedAt' | 'resultOn'> &
  Partial<Pick<ServedRecord, 'residentId' | 'personName' | 'arrivedAt' | 'servedAt' | 'endedAt' | 'resultOn'>> & {
    _id: Types.ObjectId;
    status: AppointmentStatus;
  };

const fields = {
  residentId: 1,
  personName: 1,
  procedureCode: 1,
  versionId: 1,
  counterKey: 1,
  date: 1,
  start: 1,
  end: 1,
  arrivedAt: 1,
  servedAt: 1,
  endedAt: 1,
  resultOn: 1,
} as const;

/** The queries of whoever looks back at what was served; its collection has an index on `status` and `date`. */
export function servedQueries(model: unknown) {
  const places = model as Model<Stored>;
  return {
    /** Every visit that was served between two days, both included. */
    async servedBetween(from: string, to: string): Promise<ServedRecord[]> {
      const served: ServedRecord[] = [];
      // Read in pieces, so that a quarter of visits does not hold up whoever else asks the database.
      const rows = places
        .find({ status: 'seen', date: { $gte: from, $lte: to } })
        .select(fields)
        .lean<Stored[]>()
        .cursor({ batchSize: 1_000 });
      for await (const { _id, status: _status, ...rest } of rows)
        served.push({
          ...rest,
          id: String(_id),
          residentId: rest.residentId ?? null,
          personName: rest.personName ?? '',
          arrivedAt: rest.arrivedAt ?? null,
          servedAt: rest.servedAt ?? null,
          endedAt: rest.endedAt ?? null,
          resultOn: rest.resultOn ?? null,
        });
      return served;
    },
    async firstServed(): Promise<string | null> {
      const row = await places.findOne({ status: 'seen' }).sort({ date: 1 }).select({ date: 1 }).lean<Stored>();
      return row?.date ?? null;
    },
  };
}
