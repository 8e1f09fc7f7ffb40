import { type InitiativeRow, listInitiatives } from 'backend/contracts/initiatives';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { InitiativeLink } from '../../features/initiatives/initiative-row.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

/** What people of the hamlet and the commune propose, and the way to propose. */
export default function InitiativesPage() {
  const navigate = useNavigate();
  const read = useApi(listInitiatives, { query: {} });
  const { data } = read;
  return (
    <Screen
      title="Sáng kiến của người dân"
      backTo="/participation"
      {...(data?.household ? { action: <Button onPress={() => navigate('/initiatives/new')}>Đề xuất một việc</Button> } : {})}
    >
      <p>
        Ai cũng có thể đề xuất một việc để xóm hoặc xã bàn và quyết định. Đủ 10 % số hộ đồng thuận thì việc ấy phải được đưa ra bàn, hoặc
        được trả lời rõ lý do.
      </p>
      {data?.household === null && (
        <Notice tone="attention" title="Chưa biết hộ của ông/bà">
          <p>Muốn đề xuất hoặc đồng thuận thì tài khoản cần liên kết với hộ trong sổ của xóm.</p>
          <Link to="/household" className="more-link">
            Liên kết với hộ của tôi
          </Link>
        </Notice>
      )}
      {data !== undefined ? (
        <>
          <Group title="Của tôi" rows={data.mine} />
          {data.open.length > 0 ? (
            <Group title="Đang lấy đồng thuận" rows={data.open} />
          ) : (
            <Empty>
              <p>Chưa có sáng kiến nào{data.mine.length > 0 && ' khác'} đang lấy đồng thuận.</p>
              {data.household !== null && <p className="quiet">Có việc muốn xóm cùng bàn? Ông/bà hãy đề xuất.</p>}
            </Empty>
          )}
          <Past key={data.past[0]?.id ?? ''} rows={data.past} next={data.next} />
        </>
      ) : read.error !== undefined ? (
        <Failure failure={read.error} onRetry={() => void read.mutate()} />
      ) : (
        <Skeleton rows={3} tall />
      )}
    </Screen>
  );
}

function Group({ title, rows }: { title: string; rows: readonly InitiativeRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="stack" aria-label={title}>
      <h2 className="section-title">{title}</h2>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id}>
            <InitiativeLink initiative={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What has ended, page after page. */
function Past({ rows, next }: { rows: readonly InitiativeRow[]; next: string | null }) {
  const [more, setMore] = useState<{ rows: readonly InitiativeRow[]; next: string | null }>({ rows: [], next });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const readOn = async (after: string) => {
    setBusy(true);
    setFailure(null);
    try {
      const page = await call(listInitiatives, { query: { after } });
      setMore({ rows: [...more.rows, ...page.past], next: page.next });
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };
  const { next: after } = more;
  return (
    <>
      <Group title="Đã xong" rows={[...rows, ...more.rows]} />
      {failure !== null && (
        <Notice tone="danger" urgent>
          <p>{sayFailure(failure)}</p>
        </Notice>
      )}
      {after !== null && (
        <Button look="plain" busy={busy} onPress={() => void readOn(after)}>
          Xem các sáng kiến trước
        </Button>
      )}
    </>
  );
}
