import '../../features/board/board.css';
import '../procedures/procedures.css';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { BoardCard } from '../../features/board/board-card.js';
import { isEverything } from '../../features/board/board-filters.js';
import { BoardViews } from '../../features/board/board-views.js';
import { FilterBar } from '../../features/board/filter-bar.js';
import { SeenNotice } from '../../features/board/seen-notice.js';
import { useBoardFilters } from '../../features/board/use-board-filters.js';
import { useBoardList } from '../../features/board/use-board-list.js';
import { sayFailure } from '../../words.js';

/** What everybody may read: who reported what, and what the commune answered. */
export default function BoardPage() {
  const navigate = useNavigate();
  const { filters, change } = useBoardFilters();
  const list = useBoardList(filters);
  const { shown } = list;

  return (
    <Screen title="Bảng công khai" backTo="/reports">
      <BoardViews filters={filters} />
      <FilterBar filters={filters} onChange={change} withSearch />
      {shown !== undefined && <SeenNotice {...list} />}
      {shown !== undefined && shown.length > 0 && (
        <ul className="rows board-rows" aria-label="Phản ánh đã công khai" aria-busy={list.isOld}>
          {shown.map((report) => (
            <li key={report.id}>
              <BoardCard report={report} />
            </li>
          ))}
        </ul>
      )}
      {shown?.length === 0 &&
        (isEverything(filters) ? (
          <Empty
            action={
              <Button look="plain" onPress={() => navigate('/reports/new')}>
                Gửi phản ánh
              </Button>
            }
          >
            <p>Chưa có phản ánh nào trên bảng.</p>
            <p className="quiet">Đường hỏng, đèn tắt, rác đổ bậy? Kể cho xã biết, mọi người cùng thấy xã trả lời.</p>
          </Empty>
        ) : (
          <Empty>
            <p>Chưa có phản ánh nào như vậy.</p>
            <p className="quiet">Xin gõ ít chữ hơn, hoặc bỏ bớt lọc.</p>
          </Empty>
        ))}
      {shown === undefined && list.failure !== undefined && <Failure failure={list.failure} onRetry={list.retry} />}
      {shown === undefined && list.failure === undefined && <Skeleton rows={4} tall />}
      {list.moreFailure !== null && (
        <p className="field-fault" role="alert">
          {sayFailure(list.moreFailure)}
        </p>
      )}
      {list.mayLoadMore && (
        <Button look="plain" busy={list.busy} onPress={() => void list.loadMore()}>
          Xem thêm
        </Button>
      )}
    </Screen>
  );
}
