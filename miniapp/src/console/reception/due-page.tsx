import { listDueReceptionAnswers, type ReceptionEntryRow } from 'backend/contracts/reception-register';
import { Link } from 'react-router-dom';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { useListKeys } from '../use-list-keys.js';
import { ReceptionNav } from './reception-nav.js';
import { clockOf, kindOf } from './reception-words.js';

/** What has still to be answered, the most urgent first, and what was promised and is not done. Keys: j, k, Enter. */
export function DuePage() {
  const due = useApi(listDueReceptionAnswers, {}, { refreshInterval: 60_000 });
  useListKeys('desk-reception-row', null);
  return (
    <Frame title="Phải trả lời sau tiếp công dân">
      <ReceptionNav />
      {due.data === undefined && due.error !== undefined && <Failure failure={due.error} onRetry={() => void due.mutate()} />}
      {due.data === undefined && due.error === undefined && <Skeleton rows={4} />}
      {due.data !== undefined && due.data.entries.length === 0 && (
        <Empty>
          <p>Không còn lượt tiếp nào phải trả lời.</p>
        </Empty>
      )}
      {due.data !== undefined && due.data.entries.length > 0 && (
        <ul className="rows" aria-label="Phải trả lời">
          {due.data.entries.map((entry) => (
            <li key={entry.id}>
              <Row entry={entry} today={due.data?.today ?? ''} />
            </li>
          ))}
        </ul>
      )}
      {due.data !== undefined && due.data.promises.length > 0 && (
        <section className="stack" aria-labelledby="promises-title">
          <h2 id="promises-title" className="section-title">
            Còn việc đã hứa chưa xong
          </h2>
          <ul className="rows">
            {due.data.promises.map((entry) => (
              <li key={entry.id}>
                <Row entry={entry} today={due.data?.today ?? ''} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Frame>
  );
}

function Row({ entry, today }: { entry: ReceptionEntryRow; today: string }) {
  const clock = clockOf(entry, today);
  return (
    <Link to={`/console/reception/entries/${entry.id}`} className="desk-reception-row">
      <span className="desk-reception-head">
        <span className="row-name">
          Số {entry.number} · {entry.secret ? kindOf(entry) : entry.name}
        </span>
        <span className="desk-reception-clock" data-tone={clock.tone}>
          {clock.words}
        </span>
      </span>
      {!entry.secret && (
        <span className="quiet">
          {kindOf(entry)} · {entry.content}
        </span>
      )}
      <span className="quiet">
        Tiếp ngày {plainDate(entry.day)} · {entry.handlerName}
        {entry.openPromises > 0 && ` · còn ${entry.openPromises} việc đã hứa`}
      </span>
    </Link>
  );
}
