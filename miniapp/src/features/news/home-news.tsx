import type { NewsItem } from 'backend/contracts/news';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { remember, remembered } from '../../storage.js';
import { latestGreeting } from './greeting-on-top.js';
import { NewsRow } from './news-row.js';

const key = 'greeting-read';

/** The newest greeting of the last days, on top of the home page until it was opened or put away on this phone. */
export function GreetingOnTop({ news }: { news: readonly NewsItem[] }) {
  const [putAway, setPutAway] = useState(() => remembered(key));
  const greeting = latestGreeting(news, putAway, new Date());
  if (greeting === null) return null;
  const done = () => {
    remember(key, greeting.id);
    setPutAway(greeting.id);
  };
  return (
    <section className="card greeting" data-festive={greeting.festive} aria-labelledby="greeting-title">
      <h2 id="greeting-title" className="section-title">
        {greeting.title}
      </h2>
      <p className="greeting-text">{greeting.text}</p>
      <div className="greeting-actions">
        <Link to={`/news/${greeting.id}`} className="more-link" onClick={() => remember(key, greeting.id)}>
          Đọc cả lời chúc
        </Link>
        <button type="button" className="text-button" onClick={done}>
          Đã đọc, cất đi
        </button>
      </div>
    </section>
  );
}

/** The last news of the commune. */
export function HomeNews({ news }: { news: readonly NewsItem[] }) {
  if (news.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="home-news">
      <h2 id="home-news" className="section-title">
        Tin của xã
      </h2>
      <ul className="rows">
        {news.map((item) => (
          <NewsRow key={item.id} item={item} />
        ))}
      </ul>
      <Link to="/news" className="more-link">
        Xem tất cả tin của xã
      </Link>
    </section>
  );
}
