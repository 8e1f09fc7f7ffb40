import { type ProcedureSummary, searchProcedures } from 'backend/contracts/procedures';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { useMedia } from '../use-media.js';

type ProcedurePickerProps = { chosen: ProcedureSummary | null; onChoose: (procedure: ProcedureSummary | null) => void };

/** Finds a procedure the way residents do, and shows the chosen one. */
export function ProcedurePicker({ chosen, onChoose }: ProcedurePickerProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const hasKeyboard = useMedia('(min-width: 1100px)');
  const [typed, setTyped] = useState('');
  const asked = useDelayed(typed.trim(), 250);
  const found = useApi(searchProcedures, chosen === null ? { query: asked === '' ? {} : { q: asked } } : null, {
    keepPreviousData: true,
    revalidateOnFocus: false,
  });

  const searches = chosen === null;
  useEffect(() => {
    if (searches && hasKeyboard) box.current?.focus();
  }, [searches, hasKeyboard]);

  if (chosen !== null) {
    return (
      <section className="desk-step" aria-labelledby={id}>
        <h2 id={id} className="section-title">
          1. Thủ tục
        </h2>
        <div className="desk-chosen">
          <span>
            <strong>{chosen.plainName}</strong>
            <span className="quiet desk-block">
              {chosen.timeText} · {chosen.feeText}
            </span>
          </span>
          <button type="button" className="desk-tool" onClick={() => onChoose(null)}>
            Chọn thủ tục khác
          </button>
        </div>
      </section>
    );
  }

  return (
    <section className="desk-step" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="section-title">
        1. Thủ tục
      </h2>
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault();
          const first = found.data?.procedures[0];
          if (first !== undefined && asked !== '' && asked === typed.trim()) onChoose(first);
        }}
      >
        <label htmlFor={id} className="field-label">
          Người dân cần làm gì?
        </label>
        <span className="desk-find-box">
          <Search aria-hidden="true" size={20} />
          <input
            ref={box}
            id={id}
            type="search"
            className="field-input desk-input"
            autoComplete="off"
            maxLength={100}
            placeholder="Ví dụ: khai sinh, sao y"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </span>
        <p className="field-hint">Gõ không dấu cũng được. Bấm Enter để chọn dòng đầu.</p>
      </form>
      {found.data?.hint != null && <Notice>{found.data.hint}</Notice>}
      {found.data === undefined && found.error !== undefined && <Failure failure={found.error} onRetry={() => void found.mutate()} />}
      {found.data === undefined && found.error === undefined && <Skeleton rows={4} />}
      {found.data !== undefined && found.data.procedures.length === 0 && (
        <p className="quiet">Không có thủ tục nào như vậy. Xin gõ ít chữ hơn.</p>
      )}
      {found.data !== undefined && found.data.procedures.length > 0 && (
        <ul className="desk-options" aria-label="Thủ tục tìm thấy">
          {found.data.procedures.map((procedure) => (
            <li key={procedure.code}>
              <button type="button" className="desk-option" onClick={() => onChoose(procedure)}>
                <span>{procedure.plainName}</span>
                <span className="quiet">{procedure.timeText}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
