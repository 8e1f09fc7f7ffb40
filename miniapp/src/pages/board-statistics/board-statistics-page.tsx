import '../../features/board/board.css';
import { type BoardStatistic, readBoardStatistics } from 'backend/contracts/board';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { BoardViews } from '../../features/board/board-views.js';
import { countWords, daysWords, onTimeWords, satisfactionWords, summaryWords } from '../../features/board/board-words.js';
import { SeenNotice } from '../../features/board/seen-notice.js';
import { useBoardFilters } from '../../features/board/use-board-filters.js';
import { hasList, useKept } from '../../features/board/use-kept.js';

const isReply = hasList<ReplyOf<typeof readBoardStatistics>>('categories');

/** How the commune keeps its promises, of the last twelve months, by category. */
export default function BoardStatisticsPage() {
  const { filters } = useBoardFilters();
  const seen = useKept(readBoardStatistics, {}, 'board.statistics', isReply);

  return (
    <Screen title="Bảng công khai" backTo="/reports">
      <BoardViews filters={filters} />
      {seen.shown !== undefined && (
        <>
          <SeenNotice {...seen} />
          <Statistics {...seen.shown} />
        </>
      )}
      {seen.shown === undefined && seen.failure !== undefined && <Failure failure={seen.failure} onRetry={seen.retry} />}
      {seen.shown === undefined && seen.failure === undefined && <Skeleton rows={4} tall />}
    </Screen>
  );
}

const hasAny = ({ received, open, overdue }: BoardStatistic) => received > 0 || open > 0 || overdue > 0;

function Statistics({ from, to, all, categories }: ReplyOf<typeof readBoardStatistics>) {
  const quiet = categories.filter((category) => !hasAny(category)).map(({ categoryName }) => categoryName);
  return (
    <>
      <section className="card" aria-label="Cả xã">
        <p className="board-summary">{summaryWords(all)}</p>
        <Numbers statistic={all} isWhole />
        <p className="quiet">
          Từ {plainDate(from)} đến {plainDate(to)}. Đúng hạn là trả lời trong số ngày làm việc đã hẹn.
        </p>
      </section>
      {categories.filter(hasAny).map((statistic) => (
        <section key={statistic.categoryKey} className="card" aria-labelledby={`statistic-${statistic.categoryKey}`}>
          <h2 id={`statistic-${statistic.categoryKey}`} className="section-title">
            {statistic.categoryName}
          </h2>
          <Numbers statistic={statistic} />
        </section>
      ))}
      {quiet.length > 0 && <p className="quiet">Chưa có phản ánh: {quiet.join('; ')}.</p>}
    </>
  );
}

/** `isWhole`: the sentence above has told part of it. */
function Numbers({ statistic, isWhole = false }: { statistic: BoardStatistic; isWhole?: boolean }) {
  const { open, overdue, onTimePercent, medianWorkingDays, satisfaction } = statistic;
  const onTime = onTimeWords(statistic);
  return (
    <div className="board-numbers">
      <p>{isWhole ? `Đang xử lý ${open.toLocaleString('vi-VN')}` : countWords(statistic)}</p>
      {overdue > 0 && <p className="board-overdue">{overdue.toLocaleString('vi-VN')} phản ánh quá hạn</p>}
      {onTime !== null && (
        <div>
          <p className="board-on-time">{onTime}</p>
          <span aria-hidden="true" className="board-bar">
            <span style={{ width: `${onTimePercent}%` }} />
          </span>
        </div>
      )}
      {!isWhole && medianWorkingDays !== null && <p>Một nửa được trả lời {daysWords(medianWorkingDays)}</p>}
      <p className="quiet">Hài lòng: {satisfactionWords(satisfaction)}</p>
    </div>
  );
}
