import '../../features/disclosures/disclosures.css';
import '../procedures/procedures.css';
import { listDisclosureClasses, listDisclosures, type PublicDisclosureRow } from 'backend/contracts/disclosures';
import { ChevronRight, Search } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { sayFailure } from '../../words.js';

/** Everything the commune has disclosed. What was asked for stays in the address, so coming back finds it again. */
export default function DisclosuresPage() {
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const asked = useDelayed(typed.trim(), 250);
  const chosen = search.get('class') ?? '';
  const inputId = useId();
  const classId = useId();
  const classes = useApi(listDisclosureClasses, {}, { revalidateOnFocus: false });
  const query = { ...(asked === '' ? {} : { q: asked }), ...(/^\d+$/.test(chosen) ? { classNumber: Number(chosen) } : {}) };
  const found = useApi(listDisclosures, { query }, { keepPreviousData: true, revalidateOnFocus: false });
  const wanted = JSON.stringify(query);
  const [more, setMore] = useState<{ wanted: string; rows: PublicDisclosureRow[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const mine = more?.wanted === wanted ? more : null;
  const rows = [...(found.data?.disclosures ?? []), ...(mine?.rows ?? [])];
  const next = mine === null ? (found.data?.next ?? null) : mine.next;

  useEffect(() => {
    setSearch(
      (now) => {
        const changed = new URLSearchParams(now);
        if (asked === '') changed.delete('q');
        else changed.set('q', asked);
        return changed;
      },
      { replace: true },
    );
  }, [asked, setSearch]);

  const choose = (value: string) => {
    const changed = new URLSearchParams(search);
    if (value === '') changed.delete('class');
    else changed.set('class', value);
    setSearch(changed, { replace: true });
  };

  const load = async () => {
    if (next === null) return;
    setBusy(true);
    setFailure(null);
    try {
      const page = await call(listDisclosures, { query: { ...query, after: next } });
      setMore({ wanted, rows: [...(mine?.rows ?? []), ...page.disclosures], next: page.next });
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  return (
    <Screen title="Công khai" backTo="/">
      <form aria-label="Tìm nội dung công khai" className="stack" onSubmit={(event) => event.preventDefault()}>
        <div className="field">
          <label htmlFor={inputId} className="field-label">
            Muốn biết việc gì?
          </label>
          <span className="search">
            <Search aria-hidden="true" size={22} />
            <input
              id={inputId}
              type="search"
              enterKeyHint="search"
              autoComplete="off"
              className="field-input"
              placeholder="Ví dụ: ngân sách, hộ nghèo"
              maxLength={100}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </span>
          <p className="field-hint">Gõ không dấu cũng được.</p>
        </div>
        <div className="field">
          <label htmlFor={classId} className="field-label">
            Nhóm nội dung
          </label>
          <select id={classId} className="field-input disclosure-select" value={chosen} onChange={(event) => choose(event.target.value)}>
            <option value="">Tất cả</option>
            {classes.data?.classes.map(({ number, label }) => (
              <option key={number} value={number}>
                {label}
              </option>
            ))}
          </select>
        </div>
      </form>

      {rows.length > 0 && (
        <ul className="rows" aria-label="Nội dung công khai">
          {rows.map((row) => (
            <li key={row.slug}>
              <Link to={`/disclosures/${row.slug}`} className="row">
                <span className="row-words">
                  <span className="row-name">{row.title}</span>
                  <span className="disclosure-facts">
                    <span>{plainDate(row.postedFrom)}</span>
                    <span>{row.classLabel}</span>
                  </span>
                </span>
                <ChevronRight aria-hidden="true" size={22} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {found.data !== undefined && rows.length === 0 && (
        <Empty>
          {asked === '' && chosen === '' ? (
            <p>Xã chưa công khai nội dung nào ở đây.</p>
          ) : (
            <>
              <p>Chưa tìm thấy nội dung nào như vậy.</p>
              <p className="quiet">Xin gõ ít chữ hơn, hoặc chọn nhóm nội dung khác.</p>
            </>
          )}
        </Empty>
      )}
      {found.data === undefined && found.error !== undefined && <Failure failure={found.error} onRetry={() => void found.mutate()} />}
      {found.data === undefined && found.error === undefined && <Skeleton rows={5} />}
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayFailure(failure)}
        </p>
      )}
      {next !== null && (
        <Button look="plain" busy={busy} onPress={() => void load()}>
          Xem cũ hơn
        </Button>
      )}
    </Screen>
  );
}
