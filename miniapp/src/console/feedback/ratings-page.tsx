import './feedback.css';
import { leastRatings, listReportRatings } from 'backend/contracts/feedback-desk';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { count } from './feedback-words.js';

/** How people found the answers of the last twelve months. */
export function RatingsPage() {
  const ratings = useApi(listReportRatings, {});
  const { categories = [], hidden = 0 } = ratings.data ?? {};
  return (
    <Frame title="Đánh giá trả lời">
      <p>
        12 tháng qua, từ {leastRatings} lượt đánh giá trở lên. Không biết ai đánh giá; số điện thoại, giấy tờ người dân ghi trong lời góp ý
        đã được che.
      </p>
      {ratings.data === undefined && ratings.error !== undefined && (
        <Failure failure={ratings.error} onRetry={() => void ratings.mutate()} />
      )}
      {ratings.data === undefined && ratings.error === undefined && <Skeleton rows={4} />}
      {ratings.data !== undefined && categories.length === 0 && (
        <Empty>
          <p>Chưa lĩnh vực nào đủ {leastRatings} lượt đánh giá.</p>
          <p className="quiet">Người dân đánh giá sau khi đọc câu trả lời. Càng trả lời sớm, rõ, càng nhiều người đánh giá.</p>
        </Empty>
      )}
      {categories.map(({ categoryKey, categoryName, count: ratingCount, mean, comments }) => (
        <section key={categoryKey} className="card" aria-labelledby={`ratings-${categoryKey}`}>
          <h2 id={`ratings-${categoryKey}`} className="section-title">
            {categoryName}
          </h2>
          <p>
            Trung bình <strong>{mean.toLocaleString('vi-VN')} trên 5</strong> · {count(ratingCount)} lượt
          </p>
          {comments.length > 0 && (
            <ul className="plain-list">
              {comments.map((comment, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two people may write the same, and the list never changes
                <li key={place}>“{comment}”</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      {hidden > 0 && (
        <p className="quiet">
          Còn {count(hidden)} lượt ở các lĩnh vực chưa đủ {leastRatings} lượt nên chưa hiện.
        </p>
      )}
    </Frame>
  );
}
