import './builder.css';
import { byHamlet, crossSurvey } from 'backend/contracts/surveys-desk';
import { useState } from 'react';
import { Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { SelectField } from '../fields.js';
import { cellWords } from './result-words.js';

type CrossPartProps = { id: string; crossable: readonly { key: string; title: string }[] };

/** One question across another, or across the hamlets; small cells are not told. */
export function CrossPart({ id, crossable }: CrossPartProps) {
  const usual = crossable.find(({ key }) => key !== byHamlet)?.key ?? '';
  const other = crossable.find(({ key }) => key === byHamlet) ?? crossable.find(({ key }) => key !== usual);
  const [row, setRow] = useState(usual);
  const [column, setColumn] = useState(other?.key ?? '');
  const [wanted, setWanted] = useState(false);
  const isSame = row === column;
  const table = useApi(crossSurvey, wanted && !isSame ? { params: { id }, query: { row, column } } : null, { keepPreviousData: true });
  const choices = crossable.map(({ key, title }) => ({ value: key, name: key === byHamlet ? 'Xóm' : title }));
  return (
    <section className="desk-step" aria-labelledby="survey-cross">
      <h2 id="survey-cross" className="section-title">
        Bảng chéo
      </h2>
      <div className="desk-survey-pair">
        <SelectField label="Dòng" value={row} choices={choices} onChange={setRow} />
        <SelectField
          label="Cột"
          value={column}
          choices={choices}
          onChange={setColumn}
          fault={isSame ? 'Xin chọn hai câu khác nhau.' : undefined}
        />
      </div>
      {!wanted ? (
        <button type="button" className="desk-tool desk-survey-add" disabled={isSame} onClick={() => setWanted(true)}>
          Lập bảng
        </button>
      ) : isSame ? null : table.data !== undefined ? (
        <Table table={table.data} />
      ) : table.error !== undefined ? (
        <Failure failure={table.error} onRetry={() => void table.mutate()} />
      ) : (
        <Skeleton rows={2} />
      )}
    </section>
  );
}

function Table({ table }: { table: NonNullable<ReturnType<typeof useApi<typeof crossSurvey>>['data']> }) {
  const hides = [...table.cells.flat(), ...table.rowTotals, ...table.columnTotals, table.total].includes(null);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by the keyboard */}
      <section className="desk-survey-scroll-x" tabIndex={0} aria-label="Bảng chéo, số người">
        <table className="desk-survey-table">
          <caption className="quiet">
            Số người. Dòng: “{table.row.title}”; cột: “{table.column.title}”.
          </caption>
          <thead>
            <tr>
              <td />
              {table.columns.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">Cộng</th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ key, label }, place) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                {table.columns.map((column, other) => (
                  <td key={column.key}>{cellWords(table.cells[place]?.[other] ?? null)}</td>
                ))}
                <td>
                  <strong>{cellWords(table.rowTotals[place] ?? null)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Cộng</th>
              {table.columns.map((column, place) => (
                <td key={column.key}>
                  <strong>{cellWords(table.columnTotals[place] ?? null)}</strong>
                </td>
              ))}
              <td>
                <strong>{cellWords(table.total)}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
      {hides && (
        <p className="quiet">
          Dấu – là ô dưới {table.atLeast} người, hoặc ô mà nêu ra thì lấy tổng trừ đi sẽ biết ô dưới {table.atLeast} người.
        </p>
      )}
      {table.several && <p className="quiet">Có người chọn nhiều ý, nên cộng các ô có thể nhiều hơn số người.</p>}
    </>
  );
}
