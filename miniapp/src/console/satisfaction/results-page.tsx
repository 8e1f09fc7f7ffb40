import type { ReplyOf } from 'backend/contracts/endpoint';
import { periodName } from 'backend/contracts/periods';
import { listSatisfactionWords, readSatisfactionResults } from 'backend/contracts/satisfaction';
import { useState } from 'react';
import type { CallFailure } from '../../api.js';
import { Empty, Failure, Notice, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { DownloadButton } from '../households/export-button.js';
import { FactsPart } from './facts-part.js';
import { IndexBar } from './index-bar.js';
import { ResultsTable } from './results-table.js';
import { SatisfactionFrame } from './satisfaction-frame.js';
import { boundsWords, isShown, latestFactors, monthWords, percentWords, responseWords, type Shown } from './satisfaction-words.js';

type Results = ReplyOf<typeof readSatisfactionResults>;

/** How satisfied those were who were served: on the whole, by factor, procedure, hamlet and month. */
export function SatisfactionResultsPage() {
  const [chosen, setChosen] = useState<string | null>(null);
  const results = useApi(readSatisfactionResults, { query: chosen === null ? {} : { period: chosen } }, { keepPreviousData: true });
  return (
    <SatisfactionFrame>
      {results.data !== undefined ? (
        <>
          <div className="desk-list-head">
            <div className="desk-satisfaction-period">
              <SelectField
                label="Kỳ"
                value={chosen ?? results.data.period}
                choices={results.data.periods.map(({ period, isShown: told }) => ({
                  value: period,
                  name: told ? periodName(period) : `${periodName(period)} (chưa khép)`,
                }))}
                onChange={setChosen}
              />
            </div>
            <div>
              <DownloadButton
                path={`/desk/satisfaction/results.xlsx?period=${results.data.period}`}
                fileName={`muc-do-hai-long-${results.data.period}.xlsx`}
              >
                Tải về Excel
              </DownloadButton>
            </div>
          </div>
          <Period key={results.data.period} results={results.data} />
        </>
      ) : results.error !== undefined ? (
        <Failure failure={results.error} onRetry={() => void results.mutate()} />
      ) : (
        <Skeleton rows={5} tall />
      )}
    </SatisfactionFrame>
  );
}

function Period({ results }: { results: Results }) {
  const { period, shownFrom, total, leftOut, atLeast, procedures, hamlets, facts } = results;
  return (
    <>
      {!results.isShown ? (
        <Notice title={`Kết quả ${periodName(period).toLowerCase()} có từ ngày ${plainDate(shownFrom)}`}>
          <p>Khi ấy không ai trả lời thêm cho kỳ này được nữa. Đưa số sớm hơn thì mỗi ngày thêm một phiếu là đoán ra được của ai.</p>
        </Notice>
      ) : isShown(total) ? (
        <>
          <Total total={total} />
          {leftOut.length > 0 && (
            <p className="quiet">
              Chưa đủ {atLeast} phiếu nên không tính vào kỳ này: tháng {leftOut.map(monthWords).join(', tháng ')}.
            </p>
          )}
          <div className="desk-satisfaction-columns">
            <Factors total={total} />
            <div className="desk-side">
              <Months months={results.months} />
              <FactsPart facts={facts} />
              <Words period={period} />
            </div>
          </div>
          <ResultsTable
            title="Theo thủ tục"
            first="Thủ tục"
            rows={procedures.map(({ code, name, cell }) => ({ key: code, name, cell }))}
            atLeast={atLeast}
          />
          <ResultsTable
            title="Theo xóm"
            first="Xóm"
            rows={hamlets.map(({ key, name, cell }) => ({ key: key ?? '', name: name ?? 'Chưa cho biết xóm', cell }))}
            atLeast={atLeast}
          />
        </>
      ) : (
        <Empty>
          <p>Chưa đủ {atLeast} người trả lời để nêu kết quả kỳ này.</p>
          <p className="quiet">Người được hỏi là do máy bốc thăm trong số đã làm việc xong. Tỷ lệ hỏi đặt ở phần Lấy mẫu, câu hỏi.</p>
        </Empty>
      )}
      {!isShown(total) && <Months months={results.months} />}
    </>
  );
}

function Total({ total }: { total: Shown }) {
  return (
    <section className="desk-step desk-satisfaction-total" aria-label="Chỉ số chung">
      {total.total !== null && (
        <p>
          <span className="desk-satisfaction-number">{percentWords(total.total.percent)}</span> hài lòng hoặc rất hài lòng, trong mọi câu
          trả lời có ý kiến. Với độ tin cậy 95 %, chỉ số nằm {boundsWords(total.total)}.
        </p>
      )}
      <p>Trả lời: {responseWords(total)}. Người không trả lời vẫn tính trong số được hỏi.</p>
    </section>
  );
}

function Factors({ total }: { total: Shown }) {
  return (
    <section className="desk-step" aria-labelledby="satisfaction-factors">
      <h2 id="satisfaction-factors" className="section-title">
        Năm yếu tố và tiêu chí
      </h2>
      {latestFactors.map(({ key, name, criteria }) => {
        const index = total.factors[key];
        return (
          <div key={key} className="desk-satisfaction-factor">
            <h3 className="desk-part-title">{name}</h3>
            {index ? <IndexBar index={index} /> : <p className="quiet">Ít người trả lời nên không nêu.</p>}
            {index && <Criteria criteria={criteria} told={total.criteria} />}
          </div>
        );
      })}
    </section>
  );
}

type CriteriaProps = { criteria: (typeof latestFactors)[number]['criteria']; told: Shown['criteria'] };

function Criteria({ criteria, told }: CriteriaProps) {
  const untold = criteria.filter(({ key }) => told[key] === undefined);
  return (
    <>
      <dl className="desk-satisfaction-criteria">
        {criteria.map(({ key, statement }) => {
          const index = told[key];
          return (
            index && (
              <div key={key}>
                <dt>{statement}</dt>
                <dd>
                  <IndexBar index={index} />
                </dd>
              </div>
            )
          );
        })}
      </dl>
      {untold.length > 0 && (
        <p className="quiet">Không hỏi, hoặc ít người trả lời: {untold.map(({ statement }) => statement.toLowerCase()).join('; ')}.</p>
      )}
    </>
  );
}

function Months({ months }: { months: Results['months'] }) {
  if (months.length === 0) return null;
  return (
    <section className="desk-step" aria-labelledby="satisfaction-months">
      <h2 id="satisfaction-months" className="section-title">
        Từng tháng đã khép
      </h2>
      <dl className="desk-satisfaction-criteria">
        {months.map(({ month, cell }) => (
          <div key={month}>
            <dt>Tháng {monthWords(month)}</dt>
            <dd>
              {isShown(cell) && cell.total !== null ? <IndexBar index={cell.total} /> : <span className="quiet">ít người trả lời</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What people wrote; each look is in the audit log. */
function Words({ period }: { period: string }) {
  const [read, setRead] = useState<{ words: string[] } | { failure: CallFailure } | null>(null);
  const show = async () => {
    try {
      setRead(await call(listSatisfactionWords, { query: { period } }));
    } catch (error) {
      setRead({ failure: failureOf(error) });
    }
  };
  return (
    <section className="desk-step" aria-labelledby="satisfaction-words">
      <h2 id="satisfaction-words" className="section-title">
        Người dân viết thêm
      </h2>
      {read === null ? (
        <button type="button" className="desk-tool" onClick={() => void show()}>
          Đọc (có ghi nhật ký)
        </button>
      ) : 'failure' in read ? (
        <p className="field-fault" role="alert">
          {sayToOfficer(read.failure)}
        </p>
      ) : read.words.length === 0 ? (
        <p className="quiet">Kỳ này không ai viết thêm.</p>
      ) : (
        <ul className="desk-satisfaction-words">
          {read.words.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <p className="quiet">Tên cán bộ, thông tin riêng đã được che. Lời viết không kèm tháng, thủ tục hay xóm. Dùng trong nội bộ.</p>
    </section>
  );
}
