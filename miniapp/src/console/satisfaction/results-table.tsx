import type { SatisfactionCell } from 'backend/contracts/satisfaction';
import { factorKeys } from 'backend/contracts/satisfaction-questions';
import { useId } from 'react';
import { IndexCell } from './index-bar.js';
import { isShown } from './satisfaction-words.js';

/** Short heads, so that nine columns fit beside the sections of the desk. */
const factorHeads = { access: 'Tiếp cận', procedure: 'Thủ tục', officer: 'Công chức', result: 'Kết quả', voice: 'Góp ý' } as const;

type Row = { key: string; name: string; cell: SatisfactionCell };

/** A table of groups; those of few people are named below it. */
export function ResultsTable({ title, first, rows, atLeast }: { title: string; first: string; rows: readonly Row[]; atLeast: number }) {
  const titleId = useId();
  const told = rows.flatMap(({ cell, ...row }) => (isShown(cell) ? [{ ...row, cell }] : []));
  const untold = rows.filter(({ cell }) => !isShown(cell));
  if (rows.length === 0) return null;
  return (
    <section className="desk-step" aria-labelledby={titleId}>
      <h2 id={titleId} className="section-title">
        {title}
      </h2>
      {told.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways on a phone must be reached by the keyboard
        <section className="desk-satisfaction-scroll" tabIndex={0} aria-label={`Bảng ${title.toLowerCase()}`}>
          <table className="desk-satisfaction-table">
            <thead>
              <tr>
                <th scope="col">{first}</th>
                <th scope="col">Trả lời / được hỏi</th>
                <th scope="col">Chung</th>
                {factorKeys.map((key) => (
                  <th key={key} scope="col">
                    {factorHeads[key]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {told.map(({ key, name, cell }) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td>
                    {cell.answers} / {cell.invited}
                  </td>
                  <td>
                    <IndexCell index={cell.total} />
                  </td>
                  {factorKeys.map((factor) => (
                    <td key={factor}>
                      <IndexCell index={cell.factors[factor]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {told.length > 0 && <p className="quiet">Dòng nhỏ là khoảng tin cậy 95 %. Hai khoảng chồng lên nhau thì chưa thể nói bên nào hơn.</p>}
      {untold.length > 0 && (
        <p className="quiet">
          Chưa đủ {atLeast} phiếu để nêu riêng, hoặc nêu ra thì đoán được nơi khác: {untold.map(({ name }) => name).join('; ')}.
        </p>
      )}
    </section>
  );
}
