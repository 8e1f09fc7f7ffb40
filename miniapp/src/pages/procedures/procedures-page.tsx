import './procedures.css';
import { type ProcedureField, type ProcedureSummary, procedureFields, searchProcedures } from 'backend/contracts/procedures';
import { ChevronRight, Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Screen } from '../../components/screen.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { Hotline } from '../../features/commune/hotline.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { fieldWords } from '../../words.js';

/** Finding a procedure: typed without marks, or by field. What was typed stays in the address, so coming back finds it again. */
export default function ProceduresPage() {
  const [search, setSearch] = useSearchParams();
  const field = procedureFields.find((known) => known === search.get('field')) ?? null;
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const asked = useDelayed(typed.trim(), 250);
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const commune = useCommune();

  const found = useApi(
    searchProcedures,
    { query: { ...(asked === '' ? {} : { q: asked }), ...(field === null ? {} : { field }) } },
    { keepPreviousData: true, revalidateOnFocus: false },
  );

  const wantsToType = search.get('find') !== null;
  useEffect(() => {
    if (wantsToType) input.current?.focus();
  }, [wantsToType]);

  useEffect(() => {
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        next.delete('find');
        if (asked === '') next.delete('q');
        else next.set('q', asked);
        return next;
      },
      { replace: true },
    );
  }, [asked, setSearch]);

  const choose = (chosen: ProcedureField | null) => {
    const next = new URLSearchParams(search);
    if (chosen === null) next.delete('field');
    else next.set('field', chosen);
    setSearch(next, { replace: true });
  };

  return (
    <Screen title="Làm thủ tục" backTo="/">
      <form aria-label="Tìm thủ tục" className="field" onSubmit={(event) => event.preventDefault()}>
        <label htmlFor={inputId} className="field-label">
          Cần làm giấy tờ gì?
        </label>
        <span className="search">
          <Search aria-hidden="true" size={22} />
          <input
            ref={input}
            id={inputId}
            type="search"
            enterKeyHint="search"
            autoComplete="off"
            className="field-input"
            placeholder="Ví dụ: khai sinh, sao y"
            maxLength={100}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </span>
        <p className="field-hint">Gõ không dấu cũng được.</p>
      </form>

      <fieldset className="filters">
        <legend className="visually-hidden">Lọc theo lĩnh vực</legend>
        <button type="button" className="filter" aria-pressed={field === null} onClick={() => choose(null)}>
          Tất cả
        </button>
        {procedureFields.map((known) => (
          <button key={known} type="button" className="filter" aria-pressed={field === known} onClick={() => choose(known)}>
            {fieldWords[known]}
          </button>
        ))}
      </fieldset>

      {found.data?.hint != null && <Notice>{found.data.hint}</Notice>}

      {found.data !== undefined && found.data.procedures.length > 0 && (
        <>
          <p className="quiet" role="status">
            {found.data.procedures.length} thủ tục
          </p>
          <ul className="rows">
            {found.data.procedures.map((procedure) => (
              <li key={procedure.code}>
                <ProcedureRow procedure={procedure} />
              </li>
            ))}
          </ul>
        </>
      )}
      {found.data !== undefined && found.data.procedures.length === 0 && (
        <Empty action={commune.data !== undefined && <Hotline hotline={commune.data.hotline} />}>
          <p>Chưa tìm thấy thủ tục nào như vậy.</p>
          <p className="quiet">Xin gõ ít chữ hơn, chọn lĩnh vực khác, hoặc gọi để cán bộ chỉ giúp.</p>
        </Empty>
      )}
      {found.data === undefined && found.error !== undefined && <Failure failure={found.error} onRetry={() => void found.mutate()} />}
      {found.data === undefined && found.error === undefined && <Skeleton rows={6} />}
    </Screen>
  );
}

function ProcedureRow({ procedure }: { procedure: ProcedureSummary }) {
  return (
    <Link to={`/procedures/${procedure.code}`} className="row">
      <span className="row-words">
        <span className="row-name">{procedure.plainName}</span>
        <span className="facts-line">
          <span className={procedure.sameDay ? 'same-day' : undefined}>
            {procedure.sameDay ? 'Lấy ngay trong ngày' : procedure.timeText}
          </span>
          <span>{procedure.feeText}</span>
        </span>
      </span>
      <ChevronRight aria-hidden="true" size={22} />
    </Link>
  );
}
