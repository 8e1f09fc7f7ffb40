import { listOpenVisits, readConductSummary } from 'backend/contracts/conduct';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { overallWords, Shares } from '../../features/conduct/shares.js';
import { useApi } from '../../use-api.js';

const monthWords = (month: string) => `${month.slice(5)}/${month.slice(0, 4)}`;

/** What people say of the whole office, and the visits one may still speak of. */
export default function ConductListPage() {
  const summary = useApi(readConductSummary, {}, { revalidateOnFocus: false });
  const open = useApi(listOpenVisits, {});
  const cell = summary.data?.cell;
  return (
    <Screen title="Cách tiếp đón ở Một cửa" backTo="/">
      {open.data !== undefined && open.data.visits.length > 0 && (
        <section className="stack" aria-labelledby="conduct-open">
          <h2 id="conduct-open" className="section-title">
            Chờ ông/bà góp ý
          </h2>
          <ul className="rows">
            {open.data.visits.map(({ appointmentId, plainName, date }) => (
              <li key={appointmentId}>
                <Link to={`/conduct/${appointmentId}`} className="row">
                  <span className="row-words">
                    <span className="row-name">{plainName}</span>
                    <span className="quiet">{longDate(date)}</span>
                  </span>
                  <ChevronRight aria-hidden="true" size={22} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="card" aria-labelledby="conduct-all">
        <h2 id="conduct-all" className="section-title">
          Mọi người góp ý thế nào
        </h2>
        {summary.data === undefined ? (
          summary.error === undefined ? (
            <Skeleton rows={3} />
          ) : (
            <Failure failure={summary.error} onRetry={() => void summary.mutate()} />
          )
        ) : cell?.state === 'shown' ? (
          <>
            <p>
              {cell.count} lượt góp ý từ tháng {monthWords(summary.data.from)} đến tháng {monthWords(summary.data.to)}. Mức hài lòng chung:{' '}
              <strong>{overallWords(cell.overall)}</strong>.
            </p>
            <p className="quiet">Số phần trăm là số người trả lời “có”, trong những người trả lời “có” hoặc “không”.</p>
            <Shares shares={cell.shares} />
          </>
        ) : (
          <p>
            Chưa đủ {summary.data.atLeast} lượt góp ý nên chưa công bố. Đến làm việc xong, ông/bà có 14 ngày để góp ý ngay trên trang chủ.
          </p>
        )}
      </section>
    </Screen>
  );
}
