import '../../features/board/board.css';
import '../../features/board/map.css';
import '../procedures/procedures.css';
import { boardStates, readBoardMap } from 'backend/contracts/board';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { isEverything, mapQuery, noFilters } from '../../features/board/board-filters.js';
import { BoardMap, type MapPoint } from '../../features/board/board-map.js';
import { BoardViews } from '../../features/board/board-views.js';
import { peopleWords } from '../../features/board/board-words.js';
import { FilterBar } from '../../features/board/filter-bar.js';
import { SeenNotice } from '../../features/board/seen-notice.js';
import { StateLine } from '../../features/board/state-line.js';
import { useBoardFilters } from '../../features/board/use-board-filters.js';
import { hasList, useKept } from '../../features/board/use-kept.js';

const isReply = hasList<ReplyOf<typeof readBoardMap>>('points');

/** Where the reports are, as a map and, for who cannot use one, as a list. */
export default function BoardMapPage() {
  const { filters, change } = useBoardFilters();
  const query = mapQuery(filters);
  const seen = useKept(readBoardMap, { query }, Object.keys(query).length === 0 ? 'board.map' : null, isReply);
  const { shown } = seen;

  return (
    <Screen title="Bảng công khai" backTo="/reports">
      <BoardViews filters={filters} />
      <FilterBar filters={filters} onChange={change} />
      {shown !== undefined && <SeenNotice {...seen} />}
      {shown !== undefined && shown.points.length > 0 && <MapAndList {...shown} />}
      {shown?.points.length === 0 && <NoPoints isAll={isEverything({ ...filters, words: '' })} onAll={() => change(noFilters)} />}
      {shown === undefined && seen.failure !== undefined && <Failure failure={seen.failure} onRetry={seen.retry} />}
      {shown === undefined && seen.failure === undefined && <Skeleton rows={3} tall />}
    </Screen>
  );
}

function NoPoints({ isAll, onAll }: { isAll: boolean; onAll: () => void }) {
  const navigate = useNavigate();
  return isAll ? (
    <Empty
      action={
        <Button look="plain" onPress={() => navigate('/reports/new')}>
          Gửi phản ánh
        </Button>
      }
    >
      <p>Chưa có phản ánh nào trên bản đồ.</p>
      <p className="quiet">Gửi phản ánh kèm vị trí thì sẽ hiện ở đây, sau khi xã đã xem.</p>
    </Empty>
  ) : (
    <Empty
      action={
        <Button look="plain" onPress={onAll}>
          Xem tất cả
        </Button>
      }
    >
      <p>Không có phản ánh nào như vậy trên bản đồ.</p>
      <p className="quiet">Phản ánh không kèm vị trí chỉ có trong danh sách.</p>
    </Empty>
  );
}

const atOnce = 20;

function MapAndList({ points, office, tiles }: ReplyOf<typeof readBoardMap>) {
  const [search] = useSearchParams();
  const [chosen, setChosen] = useState<readonly string[]>(() => [search.get('at') ?? ''].filter((id) => id !== ''));
  const [most, setMost] = useState(atOnce);
  const found = useRef<HTMLElement>(null);
  const [byKey, setByKey] = useState(false);
  const pressed = points.filter(({ id }) => chosen.includes(id));

  useEffect(() => {
    if (chosen.length === 0) return;
    if (byKey) found.current?.focus();
    else found.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen, byKey]);

  return (
    <>
      <BoardMap
        points={points}
        office={office}
        tiles={tiles}
        chosen={chosen}
        onChoose={(ids, withKey) => {
          setByKey(withKey);
          setChosen(ids);
        }}
      />
      {pressed.length > 0 && (
        <section ref={found} tabIndex={-1} className="map-found" aria-label="Điểm vừa chọn">
          <Points points={pressed} />
        </section>
      )}
      <ul className="map-signs" aria-label="Dấu trên bản đồ">
        {boardStates.map((state) => (
          <li key={state}>
            <StateLine state={state} />
          </li>
        ))}
      </ul>
      <p className="quiet">Vị trí chỉ đúng trong khoảng 100 m. Phản ánh không kèm vị trí có trong danh sách.</p>
      <section className="stack" aria-labelledby="map-points">
        <h2 id="map-points" className="section-title">
          {points.length.toLocaleString('vi-VN')} phản ánh trên bản đồ
        </h2>
        <Points points={points.slice(0, most)} />
        {points.length > most && (
          <Button look="plain" onPress={() => setMost(most + atOnce)}>
            Xem thêm
          </Button>
        )}
      </section>
    </>
  );
}

function Points({ points }: { points: readonly MapPoint[] }) {
  return (
    <ul className="rows">
      {points.map(({ id, categoryName, hamletName, state, people }) => (
        <li key={id}>
          <Link to={`/board/${id}`} className="row">
            <span className="row-words">
              <span className="row-name">{categoryName}</span>
              <span className="quiet">{hamletName}</span>
              <StateLine state={state} />
              {people > 1 && <span className="board-people">{peopleWords(people)}</span>}
            </span>
            <ChevronRight aria-hidden="true" size={22} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
