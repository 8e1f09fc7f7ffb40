import '../broadcasts/broadcasts.css';
import './letters.css';
import { listLifeLetters } from 'backend/contracts/life-letters';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { useApi } from '../../use-api.js';
import { useMore } from '../broadcasts/use-more.js';
import { FilterChips, openOrEnded } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { useListKeys } from '../use-list-keys.js';
import { kindNames, sayStanding } from './letter-words.js';
import { SignaturePart } from './signature-part.js';

/** Letters to one family: what is still to do first, what is over behind a press. Keys: j, k, n. */
export function LettersPage() {
  const navigate = useNavigate();
  const mayWrite = useMay('letters.write');
  const mayApprove = useMay('letters.approve');
  const [show, setShow] = useState<'open' | 'ended'>('open');
  const list = useApi(listLifeLetters, { query: { show } }, { refreshInterval: 15_000 });
  const more = useMore(listLifeLetters, { query: { show } }, list.data?.next ?? null);
  const rows = [...(list.data?.letters ?? []), ...more.pages.flatMap(({ letters }) => letters)];
  const write = () => navigate('/console/letters/new');

  useListKeys('desk-broadcast', mayWrite ? write : null);

  return (
    <Frame title="Thư gửi gia đình">
      <div className="desk-list-head">
        <FilterChips legend="Xem những thư nào" chips={openOrEnded} value={show} onChoose={setShow} />
        {mayWrite && (
          <Button onPress={write} label="Soạn thư (phím n)">
            Soạn thư
          </Button>
        )}
      </div>
      {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
      {list.data === undefined && list.error === undefined && <Skeleton rows={5} />}
      {list.data !== undefined && rows.length === 0 && (
        <Empty>
          <p>{show === 'open' ? 'Chưa có thư nào đang soạn hoặc chờ duyệt.' : 'Chưa có thư nào đã gửi.'}</p>
          <p className="quiet">Thư chúc mừng kết hôn, khai sinh, chia buồn, cảm ơn, xin lỗi: gửi từng gia đình, khi gia đình đồng ý.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className="desk-broadcasts">
          {rows.map((row) => (
            <li key={row.id}>
              <Link
                to={`/console/letters/${row.id}${mayApprove && row.status === 'submitted' ? '/approve' : ''}`}
                className="desk-broadcast"
              >
                <span className="desk-broadcast-words">
                  <strong>{row.recipientName === '' ? 'Chưa ghi người nhận' : row.recipientName}</strong>
                  <span className="desk-under">
                    {kindNames[row.kind]}
                    {row.number !== null && ` · ${row.number}`} · {spokenInstant(row.updatedAt)}
                  </span>
                  {row.returned && row.status === 'draft' && <span className="desk-delay">Trả lại để sửa</span>}
                </span>
                <span className="desk-broadcast-state">
                  <span className="desk-status">{sayStanding(row)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {more.button}
      {mayWrite && (
        <Link to="/console/letters/templates" className="more-link">
          Xem, sửa mẫu thư
        </Link>
      )}
      {mayApprove && <SignaturePart />}
    </Frame>
  );
}
