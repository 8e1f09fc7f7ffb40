import { listUnreached } from 'backend/contracts/broadcasts';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { count, sayReason } from '../broadcasts/broadcast-words.js';
import { useMore } from '../broadcasts/use-more.js';
import { SelectField } from '../fields.js';

type Page = ReplyOf<typeof listUnreached>;
type UnreachedListProps = { id: string; first: Page };

/** Whom Zalo did not reach, to be told by mouth: by hamlet, to be printed or copied for the hamlet head. */
export function UnreachedList({ id, first }: UnreachedListProps) {
  const announce = useAnnounce();
  const [hamletKey, setHamletKey] = useState('');
  const params = { id };
  const query = hamletKey === '' ? {} : { hamletKey };
  const filtered = useApi(listUnreached, hamletKey === '' ? null : { params, query });
  const page = hamletKey === '' ? first : filtered.data;
  const more = useMore(listUnreached, { params, query }, page?.next ?? null);
  const rows = [...(page?.recipients ?? []), ...more.pages.flatMap(({ recipients }) => recipients)];
  const total = first.hamlets.reduce((sum, { count: some }) => sum + some, 0);
  const named = first.hamlets.filter(({ key }) => key !== null);

  const copy = async () => {
    const lines = rows.map((row, place) =>
      [`${place + 1}. ${row.name ?? 'Chưa rõ tên'}`, row.householdCode === null ? null : `hộ ${row.householdCode}`, row.hamletName]
        .filter((part) => part !== null)
        .join(', '),
    );
    try {
      await navigator.clipboard.writeText([`Chưa nhận được tin: ${first.title}`, ...lines].join('\n'));
      announce(`Đã chép danh sách ${rows.length} người.`);
    } catch {
      announce('Máy này không cho chép. Xin in ra giấy.');
    }
  };

  if (total === 0) return <p className="desk-empty">Zalo đã tới được tất cả, không còn ai phải báo tận nhà.</p>;
  return (
    <div className="desk-printed desk-form">
      <div>
        <h2 className="section-title">{first.title}</h2>
        <p>{count(total)} người chưa nhận được qua Zalo, nhờ báo tận nơi hoặc qua điện thoại.</p>
      </div>
      {first.hamlets.length > 1 && named.length > 0 && (
        <div className="desk-not-printed">
          <SelectField
            label="Xóm"
            value={hamletKey}
            choices={[
              { value: '', name: `Tất cả (${count(total)})` },
              ...named.map(({ key, name, count: some }) => ({ value: key ?? '', name: `${name} (${count(some)})` })),
            ]}
            onChange={setHamletKey}
          />
        </div>
      )}
      {page === undefined && filtered.error !== undefined && <Failure failure={filtered.error} onRetry={() => void filtered.mutate()} />}
      {page === undefined && filtered.error === undefined && <Skeleton rows={4} />}
      <ol className="desk-unreached">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="desk-tick" aria-hidden="true" />
            <span>
              <strong>{row.name ?? 'Chưa rõ tên'}</strong>
              <span className="desk-block">
                {row.householdCode === null ? 'Chưa ghi mã hộ' : `Hộ ${row.householdCode}`} · {row.hamletName ?? 'Chưa rõ xóm'}
              </span>
              {row.reason !== null && <span className="desk-under desk-block">{sayReason(row.reason)}</span>}
            </span>
          </li>
        ))}
      </ol>
      {more.button}
      <div className="desk-tools desk-not-printed">
        <button type="button" className="desk-tool" onClick={() => window.print()}>
          In danh sách
        </button>
        <button type="button" className="desk-tool" onClick={() => void copy()}>
          Chép danh sách
        </button>
      </div>
    </div>
  );
}
