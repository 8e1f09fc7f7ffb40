import type { CountState } from 'backend/contracts/decisions-desk';

export type NumberColumn = readonly [name: string, read: (row: CountState) => number];

/** Numbers of the register: in a line for one hamlet, in a table for several. No choice is in them. */
export function HamletNumbers({ rows, columns, label }: { rows: readonly CountState[]; columns: readonly NumberColumn[]; label: string }) {
  const [only] = rows;
  if (rows.length === 1 && only !== undefined)
    return (
      <dl className="desk-decision-counts">
        {columns.map(([name, read]) => (
          <div key={name}>
            <dd>{read(only).toLocaleString('vi-VN')}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard
    <section className="desk-decision-scroll" tabIndex={0} aria-label={label}>
      <table className="desk-decision-table">
        <thead>
          <tr>
            <th scope="col">Xóm</th>
            {columns.map(([name]) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.hamletKey}>
              <th scope="row">{row.hamletName}</th>
              {columns.map(([name, read]) => (
                <td key={name}>{read(row).toLocaleString('vi-VN')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
