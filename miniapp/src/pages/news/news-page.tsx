import { readNews } from 'backend/contracts/news';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { NewsLetter } from '../../features/news/news-letter.js';
import { useApi } from '../../use-api.js';

/** One piece of news: what the button of the Zalo message opens. */
export default function NewsPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  /** Comes with notifications, which carry no button of their own for it. */
  const stop = useSearchParams()[0].get('stop');
  const news = useApi(readNews, { params: { id } }, { revalidateOnFocus: false });
  const button = news.data?.button ?? null;
  return (
    <Screen
      title="Tin của xã"
      backTo="/news"
      {...(button === null ? {} : { action: <Button onPress={() => navigate(button.path)}>{button.title}</Button> })}
    >
      {news.data !== undefined ? (
        <>
          <NewsLetter item={news.data} />
          <Link to="/news" className="more-link">
            Xem tất cả tin của xã
          </Link>
          {stop !== null && (
            <Link to={`/stop/${encodeURIComponent(stop)}`} className="more-link">
              Thôi nhận loại tin này
            </Link>
          )}
        </>
      ) : news.error !== undefined ? (
        <Failure
          failure={news.error}
          {...(news.error.code === 'offline' || news.error.status >= 500 ? { onRetry: () => void news.mutate() } : {})}
        >
          <Link to="/news" className="more-link">
            Xem tất cả tin của xã
          </Link>
        </Failure>
      ) : (
        <Skeleton rows={2} tall />
      )}
    </Screen>
  );
}
