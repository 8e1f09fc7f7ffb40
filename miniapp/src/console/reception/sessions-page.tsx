import { type DeskReceptionSession, listReceptionSessions, readReceptionDefaults } from 'backend/contracts/reception';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { dayAndMonth, longDate } from '../../days.js';
import { hoursWords } from '../../features/reception/session-facts.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useListKeys } from '../use-list-keys.js';
import { ReceptionNav } from './reception-nav.js';
import { sessionWords } from './reception-words.js';

const shelves = [
  { value: 'upcoming', name: 'Sắp tới' },
  { value: 'past', name: 'Đã qua' },
] as const;

/** When people are received: what is published, and which weeks still lack a session. Keys: j, k, n. */
export function SessionsPage() {
  const navigate = useNavigate();
  const mayManage = useMay('reception.manage');
  const [when, setWhen] = useState<'upcoming' | 'past'>('upcoming');
  const list = useApi(listReceptionSessions, { query: { when } }, { refreshInterval: 30_000 });
  const more = useMore(listReceptionSessions, { query: { when } }, list.data?.next ?? null);
  const defaults = useApi(readReceptionDefaults, {}, { revalidateOnFocus: false });
  const rows = [...(list.data?.sessions ?? []), ...more.pages.flatMap(({ sessions }) => sessions)];
  const missing = defaults.data?.missingWeeks ?? [];
  const publish = () => navigate('/console/reception/weeks');
  useListKeys('desk-reception-row', mayManage ? publish : null);

  return (
    <Frame title="Tiếp công dân">
      <ReceptionNav />
      {when === 'upcoming' && missing.length > 0 && (
        <Notice tone="attention" title="Có tuần chưa đủ buổi Chủ tịch tiếp dân">
          <p>
            Luật yêu cầu mỗi tuần ít nhất {defaults.data?.rules.daysPerWeek ?? 1} ngày. Còn thiếu:{' '}
            {missing.map(({ from, to }) => `${dayAndMonth(from)}–${dayAndMonth(to)}`).join(', ')}.
          </p>
        </Notice>
      )}
      {mayManage && (
        <div className="desk-reception-actions">
          <Button onPress={publish} label="Công bố lịch nhiều tuần (phím n)">
            Công bố lịch nhiều tuần
          </Button>
          <Button look="plain" onPress={() => navigate('/console/reception/new')}>
            Công bố một buổi
          </Button>
        </div>
      )}
      <FilterChips legend="Xem những buổi nào" chips={shelves} value={when} onChoose={setWhen} />
      {rows.length > 0 && (
        <ul className="rows" aria-label="Các buổi tiếp công dân">
          {rows.map((session) => (
            <li key={session.id}>
              <Row session={session} />
            </li>
          ))}
        </ul>
      )}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{when === 'upcoming' ? 'Chưa công bố buổi tiếp nào sắp tới.' : 'Chưa có buổi tiếp nào đã qua.'}</p>
          {when === 'upcoming' && mayManage && <p className="quiet">Chọn ngày trong tuần và số tuần, hệ thống tự tránh ngày nghỉ, Tết.</p>}
        </Empty>
      )}
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={4} />}
      {more.button}
    </Frame>
  );
}

function Row({ session }: { session: DeskReceptionSession }) {
  return (
    <Link to={`/console/reception/sessions/${session.id}`} className="desk-reception-row">
      <span className="desk-reception-head">
        <span className="row-name">
          {longDate(session.day)} · {hoursWords(session)}
        </span>
        <span className="quiet">{sessionWords(session)}</span>
      </span>
      <span className="quiet">
        {session.leader.title} {session.leader.name} · {session.place}
      </span>
      {session.adHoc !== null && <span className="quiet">Tiếp đột xuất: {session.adHoc.note}</span>}
      {session.cancelled !== null && <span className="desk-unsure">Hủy: {session.cancelled.reason}</span>}
    </Link>
  );
}
