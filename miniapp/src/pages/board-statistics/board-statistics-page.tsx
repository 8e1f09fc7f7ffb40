import '../../features/board/board.css';
import { type BoardStatistic, readBoardStatistics } from 'backend/contracts/board';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { BoardViews } from '../../features/board/board-views.js';
import { daysWords, onTimeWords, satisfactionWords, summaryWords } from '../../features/board/board-words.js';
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
        <Numbers statistic={all} />
        <p className="quiet">
          Từ {plainDate(from)} đến {plainDate(to)}. Đúng hạn là trả lời trong số ngày làm việc đã hẹn. “Một nửa trong … ngày” là số ngày
          đứng giữa khi xếp các phản ánh từ nhanh đến chậm.
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

function Numbers({ statistic }: { statistic: BoardStatistic }) {
  const { received, answered, open, overdue, onTimePercent, medianWorkingDays, satisfaction } = statistic;
  const onTime = onTimeWords(statistic);
  return (
    <dl className="board-numbers">
      <Line name="Đã nhận">{received.toLocaleString('vi-VN')}</Line>
      <Line name="Đã trả lời">{answered.toLocaleString('vi-VN')}</Line>
      <Line name="Đang xử lý">
        {open.toLocaleString('vi-VN')}
        {overdue > 0 && <span className="board-overdue"> · {overdue.toLocaleString('vi-VN')} quá hạn</span>}
      </Line>
      {onTime !== null && (
        <div className="board-on-time">
          <dt>Đúng hạn</dt>
          <dd>{onTime}</dd>
          <dd aria-hidden="true" className="board-bar">
            <span style={{ width: `${onTimePercent}%` }} />
          </dd>
        </div>
      )}
      {medianWorkingDays !== null && <Line name="Một nửa trả lời trong">{daysWords(medianWorkingDays)}</Line>}
      <Line name="Người gửi hài lòng">{satisfactionWords(satisfaction)}</Line>
    </dl>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="board-number">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
