import type { Home } from 'backend/contracts/appointments';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';

const words = {
  question: 'Xã cần hỏi thêm về',
  answered: 'Xã đã trả lời về',
  other: 'Có tin mới về',
} as const;

/** What is new about one's own reports, on the first screen. */
export function ReportNews({ reports }: Pick<Home, 'reports'>) {
  if (reports.length === 0) return null;
  return (
    <section aria-label="Tin về phản ánh của tôi">
      <ul className="rows">
        {reports.map(({ id, categoryName, what }) => (
          <li key={id}>
            <Link to={`/reports/${id}`} className="row">
              <span className="row-words">
                <strong>
                  {words[what]} “{categoryName}”
                </strong>
              </span>
              <ChevronRight aria-hidden="true" size={22} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
