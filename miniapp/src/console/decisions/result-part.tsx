import type { DecisionResult, DecisionStyle } from 'backend/contracts/decisions';
import { CircleCheck } from 'lucide-react';
import { outcomeWords } from './decision-words.js';

const number = (count: number): string => count.toLocaleString('vi-VN');

/** How it ended, over all households; the rule in whole numbers, hamlet by hamlet, and what was written beside the choices. */
export function ResultPart({ result, style }: { result: DecisionResult; style: DecisionStyle }) {
  const isElection = style === 'election';
  const byHamlet = result.hamlets.length > 1;
  const judged = result.hamletsNeeded !== null;
  const none = result.households - result.tookPart;
  return (
    <section className="desk-step" aria-labelledby="result-title">
      <h2 id="result-title" className="section-title">
        Kết quả: {outcomeWords(result.outcome, style).toLocaleLowerCase('vi-VN')}
      </h2>
      <p>
        {result.rule} {result.article}.
      </p>
      <table className="desk-decision-table">
        <caption className="visually-hidden">Số hộ của từng phương án, trên tổng số hộ</caption>
        <thead>
          <tr>
            <th scope="col">{isElection ? 'Người ứng cử' : 'Phương án'}</th>
            <th scope="col">Số hộ</th>
          </tr>
        </thead>
        <tbody>
          {result.options.map(({ key, label, count, chosen }) => (
            <tr key={key} data-chosen={chosen}>
              <th scope="row">
                {label}
                {chosen && (
                  <span className="desk-decision-chosen">
                    <CircleCheck aria-hidden="true" size={16} /> {isElection ? 'Trúng cử' : 'Được chọn'}
                  </span>
                )}
              </th>
              <td>{number(count)}</td>
            </tr>
          ))}
          {result.invalid > 0 && (
            <tr>
              <th scope="row">Phiếu không hợp lệ</th>
              <td>{number(result.invalid)}</td>
            </tr>
          )}
          <tr>
            <th scope="row">Hộ không tham gia</th>
            <td>{number(none)}</td>
          </tr>
          <tr className="desk-decision-sum">
            <th scope="row">Tổng số hộ</th>
            <td>{number(result.households)}</td>
          </tr>
        </tbody>
      </table>
      {judged && (
        <p>
          <strong>
            {number(result.hamletsPassed ?? 0)} trong {number(result.hamlets.length)} xóm đồng ý
          </strong>
          , cần {number(result.hamletsNeeded ?? 0)}.
        </p>
      )}
      {byHamlet && <Hamlets result={result} />}
      {result.otherOpinions.length > 0 && (
        <div>
          <h3 className="desk-part-title">Ý kiến khác ({number(result.otherOpinions.length)})</h3>
          <ul className="desk-decision-opinions">
            {result.otherOpinions.map((opinion, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: opinions have no author and no key; they do not move
              <li key={place}>{opinion}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Hamlets({ result }: { result: DecisionResult }) {
  const judged = result.hamletsNeeded !== null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard
    <section className="desk-decision-scroll" tabIndex={0} aria-label="Kết quả từng xóm">
      <table className="desk-decision-table">
        <thead>
          <tr>
            <th scope="col">Xóm</th>
            <th scope="col">Tổng số hộ</th>
            <th scope="col">Tham gia</th>
            {result.options.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
            {judged && <th scope="col">Kết luận</th>}
          </tr>
        </thead>
        <tbody>
          {result.hamlets.map((hamlet) => (
            <tr key={hamlet.hamletKey}>
              <th scope="row">{hamlet.hamletName}</th>
              <td>{number(hamlet.households)}</td>
              <td>{number(hamlet.tookPart)}</td>
              {result.options.map(({ key }) => (
                <td key={key}>{number(hamlet.votes.find((one) => one.key === key)?.count ?? 0)}</td>
              ))}
              {judged && <td>{hamlet.passed === null ? '' : hamlet.passed ? 'Đồng ý' : 'Không'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
