import type { ResidentDecision } from 'backend/contracts/decisions';
import { plainDate } from '../../days.js';
import { outcomeWords, shareOf } from './decision-words.js';

type ResultProps = {
  result: NonNullable<ResidentDecision['result']>;
  recognition: ResidentDecision['recognition'];
  effectiveOn: string | null;
};

/** What was decided: over all households, by the rule, and by hamlet where there are several. */
export function ResultPart({ result, recognition, effectiveOn }: ResultProps) {
  const { households, tookPart, options, hamlets, otherOpinions } = result;
  return (
    <section className="card" aria-labelledby="result-title">
      <h2 id="result-title" className="section-title">
        Kết quả: {outcomeWords[result.outcome].toLocaleLowerCase('vi-VN')}
      </h2>
      <p>{result.conclusion}</p>
      <ul className="decision-bars">
        {options.map(({ key, label, count, chosen }) => (
          <li key={key}>
            <div className="decision-bar-words">
              <span>
                {label}
                {chosen && <strong> – được chọn</strong>}
              </span>
              <strong>
                {count} hộ · {shareOf(count, households)}
              </strong>
            </div>
            <div className="decision-bar" data-chosen={chosen}>
              <span style={{ width: `${households === 0 ? 0 : (100 * count) / households}%` }} />
            </div>
          </li>
        ))}
      </ul>
      <p className="quiet">
        Tính trên tổng số {households} hộ; {tookPart} hộ tham gia{result.invalid > 0 ? `, ${result.invalid} phiếu không hợp lệ` : ''}.{' '}
        {result.rule}
      </p>
      {hamlets.length > 1 && (
        <table className="decision-table">
          <caption className="quiet">Theo từng xóm</caption>
          <thead>
            <tr>
              <th scope="col">Xóm</th>
              <th scope="col">Số hộ</th>
              <th scope="col">{options[0]?.label}</th>
              <th scope="col">Tán thành</th>
            </tr>
          </thead>
          <tbody>
            {hamlets.map((hamlet) => (
              <tr key={hamlet.hamletKey}>
                <th scope="row">{hamlet.hamletName}</th>
                <td>{hamlet.households}</td>
                <td>{hamlet.votes[0]?.count ?? 0}</td>
                <td>{hamlet.passed === null ? '–' : hamlet.passed ? 'Có' : 'Không'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {recognition !== null && (
        <p>
          {recognition.answer === null
            ? `Chờ ${recognition.by === 'front' ? 'Mặt trận' : 'UBND xã'} công nhận${recognition.dueOn === null ? '' : `, chậm nhất ngày ${plainDate(recognition.dueOn)}`}.`
            : recognition.answer.recognised
              ? `Đã được ${recognition.by === 'front' ? 'Mặt trận' : 'UBND xã'} công nhận ngày ${plainDate(recognition.answer.on)} (${recognition.answer.documentNumber}).`
              : `${recognition.by === 'front' ? 'Mặt trận' : 'UBND xã'} không công nhận: ${recognition.answer.reason ?? ''}`}
        </p>
      )}
      {effectiveOn !== null && <p>Có hiệu lực từ ngày {plainDate(effectiveOn)}.</p>}
      {otherOpinions.length > 0 && (
        <details>
          <summary>Ý kiến khác của các hộ ({otherOpinions.length})</summary>
          <ul className="plain-list">
            {otherOpinions.map((opinion, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand there twice, and the list never changes
              <li key={index}>{opinion}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
