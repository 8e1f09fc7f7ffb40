import './news.css';
import type { NewsItem } from 'backend/contracts/news';
import { sentDay } from './news-row.js';

/** What the commune sent, as a letter: gold and red for a feast alone; solemn ones stay plain. */
export function NewsLetter({ item }: { item: NewsItem }) {
  return (
    <article className={item.festive ? 'news-letter news-festive' : 'news-letter'}>
      {item.kind === 'urgent' && <p className="news-urgent">Tin khẩn</p>}
      <h2 className="news-title">{item.title}</h2>
      {item.pictureUrl !== null && <img className="news-picture" src={item.pictureUrl} alt="" />}
      <p className="news-text">{item.text}</p>
      <div className="news-foot">
        <p className="quiet">{sentDay(item)}</p>
        {item.signer !== null && (
          <p>
            Chủ tịch UBND xã
            <strong className="news-signer">{item.signer}</strong>
          </p>
        )}
      </div>
    </article>
  );
}
