import '../../features/decisions/decisions.css';
import { listDecisions, type ResidentDecisionRow } from 'backend/contracts/decisions';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { BindingNote } from '../../features/decisions/decision-sheet.js';
import { householdLine, statusLine } from '../../features/decisions/decision-words.js';
import { useApi } from '../../use-api.js';

/** What the households of the hamlet decide: what waits for this one first, then what is over. */
export default function DecisionsPage() {
  const list = useApi(listDecisions, {});
  const { data } = list;
  return (
    <Screen title="Hộ quyết định" backTo="/participation">
      <BindingNote />
      {data !== undefined ? (
        <>
          {data.open.length === 0 && (
            <Empty>
              <p>Chưa có việc nào chờ hộ của ông/bà quyết định.</p>
              <p className="quiet">Có việc mới, trưởng xóm sẽ báo và việc hiện ở đây.</p>
            </Empty>
          )}
          {data.open.length > 0 && <Rows title="Đang và sắp quyết định" rows={data.open} />}
          {data.past.length > 0 && <Rows title="Đã xong" rows={data.past} />}
        </>
      ) : list.error !== undefined ? (
        <Failure failure={list.error} onRetry={() => void list.mutate()} />
      ) : (
        <Skeleton rows={3} tall />
      )}
      <Link to="/household" className="more-link">
        Hộ của tôi
      </Link>
    </Screen>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly ResidentDecisionRow[] }) {
  return (
    <section className="stack" aria-label={title}>
      <h2 className="section-title">{title}</h2>
      <ul className="rows">
        {rows.map((row) => {
          const waits = row.household.state === 'may_vote' || (row.household.state === 'may_consent' && row.household.consent === null);
          return (
            <li key={row.id}>
              <Link to={`/decisions/${row.id}`} className="row">
                <span className="row-words">
                  <span className="row-name">{row.title}</span>
                  <span className="decision-state" data-status={row.status}>
                    {statusLine(row)}
                  </span>
                  {row.household.state !== 'none' && row.status !== 'cancelled' && (
                    <span className="decision-state" data-waits={waits}>
                      {householdLine(row.household)}
                    </span>
                  )}
                </span>
                <ChevronRight aria-hidden="true" size={22} />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
