import type { ReportRow } from 'backend/contracts/feedback';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { inVietnam, plainDate } from '../../days.js';
import { PromiseLine, StatusLine } from './report-status.js';

/** One of my reports in the list; what is new says so in words. */
export function ReportCard({ report }: { report: ReportRow }) {
  const { id, categoryName, hamletName, excerpt, filedAt, hasNews, isMine, people } = report;
  return (
    <Link to={`/reports/${id}`} className="row report-row" data-news={hasNews}>
      <span className="row-words">
        {hasNews && <span className="report-news">Có tin mới</span>}
        <span className="row-name report-excerpt">{excerpt === '' ? categoryName : excerpt}</span>
        <StatusLine status={report.status} />
        <PromiseLine {...report} />
        <span className="quiet">
          {hamletName} · gửi {plainDate(inVietnam(new Date(filedAt)).day)}
          {!isMine && ' · cùng phản ánh'}
          {people > 1 && ` · ${people.toLocaleString('vi-VN')} người`}
        </span>
      </span>
      <ChevronRight aria-hidden="true" size={22} />
    </Link>
  );
}
