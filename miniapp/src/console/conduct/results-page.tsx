import { conductGroups, readConductResults } from 'backend/contracts/conduct';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { useState } from 'react';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { useApi } from '../../use-api.js';
import { SelectField } from '../fields.js';
import { ConductFrame } from './conduct-frame.js';
import { isShown, monthWords, type Shown, shareWords } from './conduct-words.js';

type Results = ReplyOf<typeof readConductResults>;

/** How residents find the conduct of officers, by team and month, never by person. */
export function ConductResultsPage() {
  const [chosen, setChosen] = useState<string | null>(null);
  const results = useApi(readConductResults, { query: chosen === null ? {} : { month: chosen } }, { keepPreviousData: true });
  return (
    <ConductFrame>
      {results.data !== undefined ? (
        <>
          <div className="desk-conduct-month">
            <SelectField
              label="Tháng"
              value={chosen ?? results.data.month}
              choices={results.data.months.map(({ month, isShown: told }) => ({
                value: month,
                name: told ? `Tháng ${monthWords(month)}` : `Tháng ${monthWords(month)} (chưa khép)`,
              }))}
              onChange={setChosen}
            />
          </div>
          <Month results={results.data} />
        </>
      ) : results.error !== undefined ? (
        <Failure failure={results.error} onRetry={() => void results.mutate()} />
      ) : (
        <Skeleton rows={5} />
      )}
    </ConductFrame>
  );
}

function Month({ results }: { results: Results }) {
  const { month, shownFrom, total, teams, comments, atLeast } = results;
  if (!results.isShown)
    return (
      <Notice title={`Kết quả tháng ${monthWords(month)} có từ ngày ${plainDate(shownFrom)}`}>
        <p>Khi ấy không ai góp ý thêm cho tháng này được nữa. Đưa số sớm hơn thì mỗi ngày thêm một lượt là đoán ra được của ai.</p>
      </Notice>
    );
  const told = [
    ...(isShown(total) ? [{ key: 'all', name: 'Cả Một cửa', cell: total }] : []),
    ...teams.flatMap(({ key, name, cell }) => (isShown(cell) ? [{ key, name, cell }] : [])),
  ];
  const untold = teams.filter(({ cell }) => !isShown(cell));
  return (
    <>
      {told.length === 0 ? (
        <Empty>
          <p>{teams.length === 0 ? 'Tháng này chưa có lượt góp ý nào.' : `Chưa đủ ${atLeast} lượt góp ý để nêu kết quả.`}</p>
          <p className="quiet">Người dân góp ý ngay trên trang chủ, trong 14 ngày sau lần làm việc.</p>
        </Empty>
      ) : (
        <Table columns={told} month={month} />
      )}
      {told.length > 0 && untold.length > 0 && (
        <p className="quiet">
          Chưa đủ {atLeast} lượt để nêu riêng, hoặc nêu ra thì đoán được tổ khác: {untold.map(({ name }) => name).join('; ')}.
        </p>
      )}
      {told.length > 0 && (
        <p className="quiet">
          Số phần trăm là số người trả lời “có” trong những người trả lời “có” hoặc “không”. Kết quả là của cả tổ, để cùng sửa; không dùng
          để xếp hạng từng người.
        </p>
      )}
      {comments.length > 0 && (
        <section className="desk-step" aria-labelledby="conduct-comments">
          <h2 id="conduct-comments" className="section-title">
            Người dân viết
          </h2>
          <ul className="desk-conduct-words">
            {comments.map(({ id, text, teamName }) => (
              <li key={id}>
                <p className="desk-conduct-said">{text}</p>
                {teamName !== null && <p className="quiet">{teamName}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Table({ columns, month }: { columns: readonly { key: string; name: string; cell: Shown }[]; month: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by the keyboard
    <section className="desk-conduct-scroll" tabIndex={0} aria-label={`Kết quả tháng ${monthWords(month)}`}>
      <table className="desk-conduct-table">
        <thead>
          <tr>
            <th scope="col">Câu hỏi</th>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Số lượt góp ý</th>
            {columns.map(({ key, cell }) => (
              <td key={key}>{cell.count}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">Hài lòng chung (trên 5)</th>
            {columns.map(({ key, cell }) => (
              <td key={key}>{cell.overall.toLocaleString('vi-VN')}</td>
            ))}
          </tr>
        </tbody>
        {conductGroups.map((group) => (
          <tbody key={group.key}>
            <tr className="desk-conduct-group">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                {group.key === 'never' ? '5 không: người dân nói có gặp' : group.title}
              </th>
            </tr>
            {group.items.map((item) => (
              <tr key={item.key}>
                <th scope="row">{item.name}</th>
                {columns.map(({ key, cell }) => (
                  <td key={key}>{shareWords(cell.shares[item.key])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
