import { type Counter, listCounters, readCalendar, type Season } from 'backend/contracts/calendar';
import { Failure, Skeleton } from '../../components/states.js';
import { inVietnam } from '../../days.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { ClosuresPart } from './closures-part.js';
import { DaysOffPart } from './days-off-part.js';
import { hoursWords } from './hours-words.js';
import { OverridesPart } from './overrides-part.js';

/** When the counters work, and everything that changes it. */
export function CalendarPage() {
  const counters = useApi(listCounters, {});
  const set = useApi(readCalendar, {});
  const today = inVietnam(new Date()).day;
  const failure = counters.error ?? set.error;
  const reload = () => {
    void counters.mutate();
    void set.mutate();
  };
  return (
    <Frame title="Lịch làm việc" width="sides">
      {counters.data !== undefined && set.data !== undefined ? (
        <>
          <div className="desk-side">
            <ClosuresPart closures={set.data.closures} counters={counters.data.counters} today={today} onChange={reload} />
            <OverridesPart overrides={set.data.overrides} counters={counters.data.counters} today={today} onChange={reload} />
            <CountersPart counters={counters.data.counters} seasons={counters.data.seasons} />
          </div>
          <div className="desk-side">
            <DaysOffPart holidays={set.data.holidays} today={today} onChange={reload} />
          </div>
        </>
      ) : failure !== undefined ? (
        <Failure failure={failure} onRetry={reload} />
      ) : (
        <Skeleton rows={5} tall />
      )}
    </Frame>
  );
}

function CountersPart({ counters, seasons }: { counters: readonly Counter[]; seasons: readonly Season[] }) {
  return (
    <section className="desk-step" aria-labelledby="counters-title">
      <h2 id="counters-title" className="section-title">
        Giờ hằng tuần của các quầy
      </h2>
      <ul className="desk-records">
        {counters.map((counter) => (
          <li key={counter.key}>
            <span>
              <strong>{counter.name}</strong>
              <span className="quiet desk-block">{counter.location}</span>
              {hoursWords(counter.hours, seasons).map((line) => (
                <span key={line} className="desk-block">
                  {line}
                </span>
              ))}
              {counter.hours.length === 0 && <span className="desk-block">Chỉ mở theo buổi đặt riêng</span>}
              <span className="quiet desk-block">
                Mỗi khung {counter.slotMinutes} phút: {counter.capacity.public} chỗ của dân, {counter.capacity.staff} chỗ cán bộ đặt
                {!counter.closedOnHolidays && ' · làm cả ngày lễ'}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
