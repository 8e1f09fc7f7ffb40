import './initiatives.css';
import { type DeskInitiativeRow, type InitiativeShelf, listDeskInitiatives } from 'backend/contracts/initiatives';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { initiativeStateWords, placeWords } from '../../features/initiatives/initiative-words.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useListKeys } from '../use-list-keys.js';
import { dueWords } from './desk-words.js';

const nothing = {
  to_check: 'Không có sáng kiến nào chờ xem.',
  collecting: 'Không có sáng kiến nào đang lấy đồng thuận.',
  to_answer: 'Không có sáng kiến nào chờ trả lời.',
  ended: 'Chưa có sáng kiến nào đã xong.',
} satisfies Record<InitiativeShelf, string>;

/** What residents propose, what is due first. Keys: j, k, Enter. */
export function DeskInitiativesPage() {
  const mayConfigure = useMay('initiatives.configure');
  const [shelf, setShelf] = useState<InitiativeShelf>('to_check');
  const query = { shelf };
  const list = useApi(listDeskInitiatives, { query }, { refreshInterval: 30_000, keepPreviousData: true });
  const more = useMore(listDeskInitiatives, { query }, list.data?.next ?? null);
  const rows = [...(list.data?.initiatives ?? []), ...more.pages.flatMap(({ initiatives }) => initiatives)];
  const counts = list.data?.counts;
  useListKeys('desk-initiative-row', null);

  return (
    <Frame title="Sáng kiến" beside="Người dân đề xuất, các hộ đồng thuận (Luật Thực hiện dân chủ ở cơ sở, Điều 16)">
      <FilterChips
        legend="Xem những sáng kiến nào"
        chips={[
          { value: 'to_check', name: 'Chờ xem', count: counts?.to_check },
          { value: 'to_answer', name: 'Chờ trả lời', count: counts?.to_answer },
          { value: 'collecting', name: 'Đang lấy đồng thuận', count: counts?.collecting },
          { value: 'ended', name: 'Đã xong' },
        ]}
        value={shelf}
        onChoose={setShelf}
      />
      {rows.length > 0 && (
        <ul className="rows" aria-label="Sáng kiến">
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} />
            </li>
          ))}
        </ul>
      )}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{nothing[shelf]}</p>
          <p className="quiet">Người dân đề xuất trong ứng dụng, mục Lấy ý kiến, phần Sáng kiến của người dân.</p>
        </Empty>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={4} />}
      {more.button}
      {mayConfigure && (
        <Link to="/console/initiatives/terms" className="more-link">
          Thời hạn xem và trả lời
        </Link>
      )}
    </Frame>
  );
}

function Row({ row }: { row: DeskInitiativeRow }) {
  const { id, title, hamletName, proposerName, submittedOn, state, progress } = row;
  const due = dueWords(row);
  return (
    <Link to={`/console/initiatives/${id}`} className="desk-initiative-row">
      <span className="desk-initiative-head">
        <span className="row-name">{title}</span>
        <span className="quiet">{initiativeStateWords[state]}</span>
      </span>
      <span className="quiet">
        {placeWords(hamletName)} · {proposerName ?? 'Người đã xóa tài khoản'}, gửi {plainDate(submittedOn)}
      </span>
      <span className="desk-initiative-head">
        <span className="quiet">
          {progress !== null && `${progress.signed} trong ${progress.needed} hộ cần (${progress.households} hộ)`}
        </span>
        {due !== null && <span className={row.lateBy > 0 ? 'desk-initiative-late' : 'quiet'}>{due}</span>}
      </span>
    </Link>
  );
}
