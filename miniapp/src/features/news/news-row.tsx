import type { NewsItem } from 'backend/contracts/news';
import { ChevronRight } from 'lucide-react';
import { Link } from 'react-router-dom';
import { inVietnam, longDate } from '../../days.js';

/** The day something was sent, "Thứ Sáu, 01/01/2027". */
export function sentDay({ sentAt }: Pick<NewsItem, 'sentAt'>): string {
  return longDate(inVietnam(new Date(sentAt)).day);
}

/** One piece of news in a list. Urgent news says so in words. */
export function NewsRow({ item }: { item: NewsItem }) {
  return (
    <li>
      <Link to={`/news/${item.id}`} className="row">
        <span className="row-words">
          {item.kind === 'urgent' && <span className="news-urgent">Tin khẩn</span>}
          <span className="row-name">{item.title}</span>
          <span className="quiet">{sentDay(item)}</span>
        </span>
        <ChevronRight aria-hidden="true" size={22} />
      </Link>
    </li>
  );
}
