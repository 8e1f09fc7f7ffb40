import '../broadcasts/broadcasts.css';
import { listUnreached, listUnreachedBroadcasts } from 'backend/contracts/broadcasts';
import { ChevronRight } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { useApi } from '../../use-api.js';
import { count } from '../broadcasts/broadcast-words.js';
import { Frame } from '../frame.js';
import { UnreachedList } from './unreached-list.js';

/** For the hamlet head: which broadcasts somebody at home has not got. */
export function UnreachedPage() {
  const list = useApi(listUnreachedBroadcasts, {});
  const rows = list.data?.broadcasts.filter(({ unreached }) => unreached > 0) ?? [];
  return (
    <Frame title="Chưa nhận được tin">
      <p>Những người Zalo chưa tới được ở xóm mình. Xin báo giúp tận nhà hoặc gọi điện.</p>
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={4} />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>Không còn ai phải báo tận nhà.</p>
          <p className="quiet">Khi xã gửi tin mà Zalo không tới được ai trong xóm, tên người ấy hiện ở đây.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className="rows">
          {rows.map(({ id, title, startedAt, unreached }) => (
            <li key={id}>
              <Link to={`/console/unreached/${id}`} className="row">
                <span className="row-words">
                  <span className="row-name">{title}</span>
                  <span className="quiet">
                    {count(unreached)} người chưa nhận{startedAt !== null && ` · gửi ${spokenInstant(startedAt)}`}
                  </span>
                </span>
                <ChevronRight aria-hidden="true" size={22} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

/** The names of one broadcast. */
export function UnreachedOfPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const list = useApi(listUnreached, { params: { id }, query: {} });
  return (
    <Frame title="Chưa nhận được tin" onBackToList={() => navigate('/console/unreached')}>
      {list.data !== undefined ? (
        <UnreachedList id={id} first={list.data} />
      ) : list.error !== undefined ? (
        <Failure failure={list.error} onRetry={() => void list.mutate()} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Frame>
  );
}
