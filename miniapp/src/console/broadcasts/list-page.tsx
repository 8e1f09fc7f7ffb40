import './broadcasts.css';
import { listBroadcasts } from 'backend/contracts/broadcasts';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { permissions } from 'backend/contracts/permissions';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { useMe } from '../../features/residents/use-me.js';
import { useApi } from '../../use-api.js';
import { FilterChips, openOrEnded } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { isOneOf } from '../may.js';
import { useListKeys } from '../use-list-keys.js';
import { kindWords, pauseWords, sayCounts, sayTitle, shortInstant } from './broadcast-words.js';
import { BroadcastMark } from './marks.js';
import { useMore } from './use-more.js';

type Row = ReplyOf<typeof listBroadcasts>['broadcasts'][number];

const newest = (row: Row): string => {
  if (row.startedAt !== null) return `Bắt đầu ${shortInstant(row.startedAt)}`;
  if (row.sendAt !== null) return `Gửi lúc ${shortInstant(row.sendAt)}`;
  return `Sửa lúc ${shortInstant(row.updatedAt)}`;
};

/** Every broadcast: what is still to do first, what is over behind a press. Keys: j, k, n; Enter opens what j and k have reached. */
export function BroadcastsPage() {
  const navigate = useNavigate();
  const me = useMe();
  const mayWrite = isOneOf(me.data, permissions['broadcasts.write']);
  const [show, setShow] = useState<'open' | 'ended'>('open');
  const list = useApi(listBroadcasts, { query: { show } }, { refreshInterval: 15_000 });
  const more = useMore(listBroadcasts, { query: { show } }, list.data?.next ?? null);
  const rows = [...(list.data?.broadcasts ?? []), ...more.pages.flatMap(({ broadcasts }) => broadcasts)];
  const compose = () => navigate('/console/broadcasts/new?kind=notice');

  useListKeys('desk-broadcast', mayWrite ? compose : null);

  return (
    <Frame title="Tin gửi dân">
      <div className="desk-list-head">
        <FilterChips legend="Xem những tin nào" chips={openOrEnded} value={show} onChoose={setShow} />
        {mayWrite && (
          <Button onPress={compose} label="Soạn tin (phím n)">
            Soạn tin
          </Button>
        )}
      </div>
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={5} />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{show === 'open' ? 'Chưa có tin nào đang soạn hoặc đang gửi.' : 'Chưa có tin nào gửi xong.'}</p>
          <p className="quiet">Lời chúc lễ, tết được soạn sẵn vài ngày trước mỗi dịp.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className="desk-broadcasts">
          {rows.map((row) => {
            const counted = sayCounts(row.counts);
            return (
              <li key={row.id}>
                <Link to={`/console/broadcasts/${row.id}`} className="desk-broadcast">
                  <span className="desk-broadcast-words">
                    <strong>{sayTitle(row.title, row)}</strong>
                    <span className="desk-under">
                      {row.occasion === null ? kindWords[row.kind].name : row.occasion.name} · {newest(row)}
                    </span>
                    {row.returned && row.status === 'draft' && <span className="desk-delay">Trả lại để sửa</span>}
                    {row.pause !== null && row.status === 'paused' && (
                      <span className="desk-delay">{pauseWords[row.pause.cause].title}</span>
                    )}
                  </span>
                  <span className="desk-broadcast-state">
                    <BroadcastMark status={row.status} />
                    {counted !== null && <span className="desk-under desk-figure">{counted}</span>}
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {more.button}
    </Frame>
  );
}
