import '../satisfaction/satisfaction.css';
import './scorecard.css';
import type { ReplyOf } from 'backend/contracts/endpoint';
import { periodName } from 'backend/contracts/periods';
import { mostPoints, readScorecard, type ScorecardRow, scoreCriteria, scorecardLabel } from 'backend/contracts/scorecard';
import { useState } from 'react';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { SelectField } from '../fields.js';
import { Frame } from '../frame.js';
import { DownloadButton } from '../households/export-button.js';
import { useMay } from '../may.js';
import { originWords, pointsWords, typedWords } from './scorecard-words.js';
import { TypeDialog } from './type-dialog.js';

type Scorecard = ReplyOf<typeof readScorecard>;
type Rule = (typeof scoreCriteria)[number];

/** The nine criteria: points, what they were computed from, and where there is no number. */
export function ScorecardPage() {
  const [chosen, setChosen] = useState<string | null>(null);
  const scorecard = useApi(readScorecard, { query: chosen === null ? {} : { period: chosen } }, { keepPreviousData: true });
  return (
    <Frame title="Bộ tiêu chí 9 chỉ số" beside={scorecardLabel} width="sides">
      <div className="desk-side desk-satisfaction">
        {scorecard.data !== undefined ? (
          <>
            <div className="desk-list-head">
              <div className="desk-satisfaction-period">
                <SelectField
                  label="Kỳ"
                  value={chosen ?? scorecard.data.period}
                  choices={scorecard.data.periods.map((period) => ({ value: period, name: periodName(period) }))}
                  onChange={setChosen}
                />
              </div>
              <div>
                <DownloadButton
                  path={`/desk/scorecard.xlsx?period=${scorecard.data.period}`}
                  fileName={`bo-tieu-chi-9-chi-so-${scorecard.data.period}.xlsx`}
                >
                  Tải về Excel
                </DownloadButton>
              </div>
            </div>
            <Period scorecard={scorecard.data} onTyped={() => void scorecard.mutate()} />
          </>
        ) : scorecard.error !== undefined ? (
          <Failure failure={scorecard.error} onRetry={() => void scorecard.mutate()} />
        ) : (
          <Skeleton rows={5} tall />
        )}
      </div>
    </Frame>
  );
}

function Period({ scorecard, onTyped }: { scorecard: Scorecard; onTyped: () => void }) {
  const { period, rows, teams } = scorecard;
  const mayType = useMay('satisfaction.manage') && period.length > 4;
  const [typing, setTyping] = useState<ScorecardRow | null>(null);
  return (
    <>
      <Total scorecard={scorecard} />
      <ol className="desk-score-list">
        {scoreCriteria.map((rule, index) => {
          const row = rows.find(({ key }) => key === rule.key);
          return (
            row && (
              <Criterion
                key={rule.key}
                place={index + 1}
                rule={rule}
                row={row}
                {...(mayType && rule.typed && { onType: () => setTyping(row) })}
              />
            )
          );
        })}
      </ol>
      <Teams teams={teams} />
      <Notice title="Đây không phải số liệu chính thức">
        <p>
          Thông tư 01/2018/TT-VPCP đã được thay thế nên bảng này chỉ để tham khảo trong xã. Kết quả chính thức theo Quyết định 766/QĐ-TTg
          năm 2022 gồm 6 nhóm chỉ số (công khai, minh bạch; tiến độ giải quyết; dịch vụ công trực tuyến; thanh toán trực tuyến; mức độ hài
          lòng; số hóa hồ sơ) do hệ thống quốc gia tính.
        </p>
      </Notice>
      {typing !== null && (
        <TypeDialog
          key={typing.key}
          quarter={period}
          row={typing}
          onDone={() => {
            setTyping(null);
            onTyped();
          }}
          onClose={() => setTyping(null)}
        />
      )}
    </>
  );
}

function Total({ scorecard }: { scorecard: Scorecard }) {
  const { total, criteria, band, rows, isOver, period } = scorecard;
  const isWhole = criteria === rows.length;
  return (
    <section className="desk-step desk-satisfaction-total" aria-label="Tổng điểm">
      {total === null ? (
        <p>Chưa có số liệu nào trong kỳ này.</p>
      ) : (
        <p>
          <span className="desk-satisfaction-number">{pointsWords(total)}</span> điểm trên tối đa {isWhole ? mostPoints : 2 * criteria},
          tính trên {criteria} trong {rows.length} chỉ số.
        </p>
      )}
      <p>
        {band !== null
          ? `Xếp loại: ${band}.`
          : `Chưa xếp loại: còn ${rows.length - criteria} chỉ số chưa có số liệu. Điểm chưa có không được đoán.`}
      </p>
      {!isOver && <p className="quiet">{periodName(period)} chưa hết, số còn thay đổi.</p>}
    </section>
  );
}

/** What the numbers of a criterion count, where it is not visits. */
const countedAs: Partial<Record<ScorecardRow['key'], string>> = { voices: 'phản ánh', contacts: 'việc' };

function Criterion({ place, rule, row, onType }: { place: number; rule: Rule; row: ScorecardRow; onType?: () => void }) {
  const { points, origin, basis, numbers, typed } = row;
  const typeWords = typed[0]?.score ? 'Sửa số liệu quý' : 'Nhập số liệu quý';
  const countedWords = origin === 'typed' ? 'hồ sơ' : (countedAs[rule.key] ?? 'lượt');
  return (
    <li className="desk-score" data-origin={origin}>
      <div className="desk-score-head">
        <h2 className="desk-part-title">
          {place}. {rule.name}
        </h2>
        <p className="desk-score-points">
          {points === null ? <span className="desk-unsure">Chưa có số liệu</span> : <strong>{pointsWords(points)}</strong>}
          {points !== null && ' / 2 điểm'}
        </p>
      </div>
      <p className="quiet">
        {rule.rule} (Thông tư 01/2018/TT-VPCP, Điều 14) · {originWords[origin]}
        {basis !== null && ` · ${basis.toLocaleString('vi-VN')} ${countedWords}`}
      </p>
      <ul className="desk-score-numbers">
        {numbers.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {typed.length > 0 && (
        <details className="desk-fold">
          <summary>Số đã nhập</summary>
          <ul className="desk-satisfaction-words">
            {typed.map((entry) => (
              <li key={entry.at}>{typedWords(entry)}</li>
            ))}
          </ul>
        </details>
      )}
      {onType !== undefined && (
        <button type="button" className="desk-tool" aria-label={`${typeWords}: ${rule.name}`} onClick={onType}>
          {typeWords}
        </button>
      )}
    </li>
  );
}

/** Counters, in the order of their names; nobody is ranked, and no officer is named. */
function Teams({ teams }: Pick<Scorecard, 'teams'>) {
  if (teams.length === 0) return null;
  const shown = (points: number | null) => (points === null ? 'chưa có' : pointsWords(points));
  const minutes = (count: number | null) => (count === null ? 'chưa có' : `${count.toLocaleString('vi-VN')} phút`);
  return (
    <section className="desk-step" aria-labelledby="score-teams">
      <h2 id="score-teams" className="section-title">
        Theo tổ
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways on a phone must be reached by the keyboard */}
      <section className="desk-satisfaction-scroll" tabIndex={0} aria-label="Bảng theo tổ">
        <table className="desk-satisfaction-table">
          <thead>
            <tr>
              <th scope="col">Tổ</th>
              <th scope="col">Số lượt</th>
              <th scope="col">Theo giờ hẹn (0–2)</th>
              <th scope="col">Không phải đến lại (0–2)</th>
              <th scope="col">Một nửa chờ không quá</th>
              <th scope="col">Một nửa làm không quá</th>
            </tr>
          </thead>
          <tbody>
            {teams.map(({ key, name, visits, totalTime, contacts, waitMinutes, workMinutes }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{visits}</td>
                <td>{shown(totalTime)}</td>
                <td>{shown(contacts)}</td>
                <td>{minutes(waitMinutes)}</td>
                <td>{minutes(workMinutes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="quiet">
        Dùng trong nội bộ để cùng sửa, không công khai, không xếp hạng. Hệ thống không ghi cán bộ nào tiếp từng lượt nên không tính theo
        từng người.
      </p>
    </section>
  );
}
