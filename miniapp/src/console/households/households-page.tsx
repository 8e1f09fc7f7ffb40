import '../today/today.css';
import './households.css';
import { type HouseholdRow, householdGaps, listHouseholds } from 'backend/contracts/households';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { useMore } from '../broadcasts/use-more.js';
import { rowFrom } from '../day-list.js';
import { FilterChips } from '../filter-chips.js';
import { Frame } from '../frame.js';
import { useMay } from '../may.js';
import { SearchBox } from '../search-box.js';
import { useKeys } from '../use-keys.js';
import { useMedia } from '../use-media.js';
import { ExportButton } from './export-button.js';
import { HouseholdForm } from './household-form.js';
import { HouseholdPanel } from './household-panel.js';
import { number, representativeWords, type Shelf } from './household-words.js';

const here = '/console/households';
const rowId = (id: string) => `household-${id}`;

/** The book of households: the list, and one household beside it. `adds`: a new one is being written. */
export function HouseholdsPage({ adds = false }: { adds?: boolean }) {
  const { id = null } = useParams();
  const navigate = useNavigate();
  const mayWrite = useMay('households.write');
  const isSplit = useMedia('(min-width: 900px)');
  const box = useRef<HTMLInputElement>(null);
  const [shelf, setShelf] = useState<Shelf>('all');
  const [hamlet, setHamlet] = useState('');
  const [typed, setTyped] = useState('');
  const search = useDelayed(typed.trim(), 250);
  const gap = householdGaps.find((one) => one === shelf);
  const query = {
    ...(search !== '' && { search }),
    ...(hamlet !== '' && { hamletKey: hamlet }),
    ...(gap !== undefined && { gap }),
    ...(shelf === 'ended' && { status: 'ended' as const }),
  };
  const list = useApi(listHouseholds, { query }, { keepPreviousData: true });
  const more = useMore(listHouseholds, { query }, list.data?.next ?? null);
  const rows = [...(list.data?.households ?? []), ...more.pages.flatMap(({ households }) => households)];
  const counts = list.data?.counts;
  const hamlets = list.data?.hamlets ?? [];

  const open = (next: string) => navigate(`${here}/${next}`, { replace: id !== null });
  const close = () => {
    navigate(here, { replace: true });
    if (id !== null) requestAnimationFrame(() => document.getElementById(rowId(id))?.focus());
  };
  const move = (by: 1 | -1) => {
    const focused = document.activeElement?.id.replace(/^household-/, '') ?? '';
    const ids = rows.map((row) => row.id);
    const next = rowFrom(ids, ids.includes(focused) ? focused : id, by);
    if (next === null) return;
    document.getElementById(rowId(next))?.focus();
    if (id !== null && isSplit) open(next);
  };
  useKeys(
    {
      '/': () => box.current?.focus(),
      j: () => move(1),
      k: () => move(-1),
      ...(mayWrite && { n: () => navigate(`${here}/new`) }),
      Escape: close,
    },
    () => undefined,
  );

  const hasItem = id !== null || adds;
  const onItem = hasItem && !isSplit;
  return (
    <Frame
      title="Sổ hộ"
      beside={counts === undefined ? 'Hộ gia đình và người đại diện' : `${number(counts.active)} hộ`}
      width="whole"
      {...(onItem ? { onBackToList: close } : {})}
    >
      <div className="households">
        {!onItem && (
          <section className="households-list" aria-label="Danh sách hộ">
            <div className="households-tools">
              <div className="households-line">
                <SearchBox box={box} label="Tìm theo tên, mã hộ" typed={typed} onType={setTyped} maxLength={80} />
                {hamlets.length > 1 && (
                  <label className="desk-inline">
                    <span className="visually-hidden">Xóm</span>
                    <select className="desk-small-input" value={hamlet} onChange={(event) => setHamlet(event.target.value)}>
                      <option value="">Mọi xóm</option>
                      {hamlets.map(({ key, name }) => (
                        <option key={key} value={key}>
                          {name}
                        </option>
                      ))}
                    </select>
                  </label>
                )}
              </div>
              <FilterChips<Shelf>
                legend="Xem"
                chips={[
                  { value: 'all', name: 'Tất cả' },
                  { value: 'no_representative', name: 'Chưa có đại diện', count: counts?.withoutRepresentative },
                  { value: 'not_linked', name: 'Chưa liên kết Zalo', count: counts?.notLinked },
                  { value: 'ended', name: 'Đã kết thúc' },
                ]}
                value={shelf}
                onChoose={setShelf}
              />
              <div className="households-line">
                {mayWrite && (
                  <>
                    <Link to={`${here}/new`} className="desk-tool">
                      Ghi hộ mới
                    </Link>
                    <Link to={`${here}/import`} className="desk-tool">
                      Nạp từ Excel
                    </Link>
                  </>
                )}
                <ExportButton hamletKey={hamlet === '' ? null : hamlet} />
                {counts !== undefined && counts.requests > 0 && (
                  <Link to={`${here}/requests`} className="desk-tool households-waits">
                    {number(counts.requests)} người xin liên kết
                  </Link>
                )}
              </div>
            </div>
            {list.data === undefined && list.error !== undefined && <Failure failure={list.error} onRetry={() => void list.mutate()} />}
            {list.data === undefined && list.error === undefined && <Skeleton rows={6} />}
            {list.data !== undefined && rows.length === 0 && (
              <Empty>
                {search === '' && shelf === 'all' ? (
                  <>
                    <p>Sổ chưa có hộ nào{hamlet === '' ? '' : ' ở xóm này'}.</p>
                    {mayWrite && <p className="quiet">Có danh sách sẵn? Bấm “Nạp từ Excel”, xem trước rồi mới ghi.</p>}
                  </>
                ) : (
                  <p>{shelf === 'all' ? 'Không tìm thấy hộ nào như vậy.' : 'Không có hộ nào như vậy.'}</p>
                )}
              </Empty>
            )}
            <ul className="households-rows">
              {rows.map((row) => (
                <Row key={row.id} row={row} isHere={row.id === id} replaces={hasItem} saysHamlet={hamlets.length > 1} />
              ))}
            </ul>
            <div className="households-more">{more.button}</div>
          </section>
        )}
        {id !== null && !adds && <HouseholdPanel key={id} id={id} hamlets={hamlets} onChange={() => void list.mutate()} />}
        {adds && (
          <section className="households-item" aria-label="Ghi hộ mới">
            <HouseholdForm
              household={null}
              hamlets={hamlets}
              onDone={(made) => {
                void list.mutate();
                if (made === null) close();
                else navigate(`${here}/${made.id}`, { replace: true });
              }}
            />
          </section>
        )}
        {!hasItem && isSplit && rows.length > 0 && (
          <p className="households-hint">Chọn một hộ để xem thành viên, người đại diện. Phím j, k để lên xuống, Enter để mở, / để tìm.</p>
        )}
      </div>
    </Frame>
  );
}

type RowProps = { row: HouseholdRow; isHere: boolean; replaces: boolean; saysHamlet: boolean };

function Row({ row, isHere, replaces, saysHamlet }: RowProps) {
  const { words, lacks } = representativeWords(row);
  return (
    <li>
      <Link
        id={rowId(row.id)}
        to={`${here}/${row.id}`}
        replace={replaces}
        className="households-row"
        aria-current={isHere ? 'true' : undefined}
      >
        <span className="households-code">{row.code}</span>
        <span className="households-name">
          <strong>{row.headName}</strong>
          {saysHamlet && <span className="quiet">{row.hamletName}</span>}
        </span>
        {row.status === 'active' ? (
          <span className={lacks ? 'households-said households-lacks' : 'households-said'}>{words}</span>
        ) : (
          <span className="households-said">Đã kết thúc</span>
        )}
      </Link>
    </li>
  );
}
