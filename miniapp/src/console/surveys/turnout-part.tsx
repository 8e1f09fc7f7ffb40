import { readSurveyTurnout, type Survey } from 'backend/contracts/surveys-desk';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { useApi } from '../../use-api.js';
import { Bars } from './bars.js';
import { fullInstant, hamletCounts, people, shareWords } from './survey-words.js';

/** How many have answered, live while it is open; never what they said. */
export function TurnoutPart({ survey }: { survey: Survey }) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const isOpen = survey.status === 'open';
  const turnout = useApi(readSurveyTurnout, { params: { id: survey.id } }, isOpen ? { refreshInterval: 10_000 } : {});
  const { data } = turnout;
  if (data === undefined)
    return turnout.error !== undefined ? (
      <Failure failure={turnout.error} onRetry={() => void turnout.mutate()} />
    ) : (
      <Skeleton rows={2} tall />
    );
  const share = shareWords(data.answered, data.audience);
  const counts = hamletCounts(data.hamlets, survey.audience, hamlets);
  const most = Math.max(1, ...counts.map(({ answered }) => answered));
  return (
    <>
      <section className="desk-step" aria-labelledby="survey-turnout">
        <h2 id="survey-turnout" className="section-title">
          Đã có bao nhiêu người trả lời
        </h2>
        <p className="desk-survey-count">
          <span className="number">{data.answered.toLocaleString('vi-VN')}</span>
          <span>
            {data.audience === null
              ? 'người đã gửi câu trả lời'
              : `trên ${people(data.audience)} được hỏi${share === null ? '' : ` (${share})`}`}
          </span>
        </p>
        {isOpen && <p className="quiet">{people(data.drafts)} đang trả lời dở. Số này tự cập nhật.</p>}
        {counts.length > 0 && (
          <Bars
            label="Theo xóm"
            pairs
            bars={counts.map(({ key, name, answered }) => ({
              key,
              name,
              width: (answered / most) * 100,
              words: people(answered),
            }))}
          />
        )}
        {data.quotas.length > 0 && (
          <Bars
            label="So với giới hạn"
            bars={data.quotas.map(({ name, most: limit, taken }) => ({
              key: name,
              name,
              width: (taken / limit) * 100,
              words: `${taken.toLocaleString('vi-VN')} trên ${people(limit)}${taken >= limit ? ' · đã đủ' : ''}`,
            }))}
          />
        )}
      </section>
      {isOpen && (
        <section className="desk-step" aria-labelledby="survey-drop-off">
          <h2 id="survey-drop-off" className="section-title">
            Người trả lời dở dừng ở đâu
          </h2>
          {data.dropOff === null ? (
            <p className="quiet">Chưa đủ 10 người trả lời dở nên chưa nêu, để không đoán ra ai.</p>
          ) : data.dropOff.length === 0 ? (
            <p className="quiet">Không ai đang trả lời dở.</p>
          ) : (
            <Bars
              label="Dừng ở câu"
              bars={data.dropOff.map(({ question, title, count }) => ({
                key: question,
                name: title,
                width: (count / Math.max(...(data.dropOff?.map((one) => one.count) ?? [1]))) * 100,
                words: people(count),
              }))}
            />
          )}
        </section>
      )}
      {isOpen && (
        <Notice title={survey.closesAt === null ? 'Kết quả có sau khi đóng' : `Kết quả có sau khi đóng, ${fullInstant(survey.closesAt)}`}>
          <p>
            Trong lúc mở không ai xem được kết quả, kể cả lãnh đạo và quản trị: biết trước số đang nghiêng về đâu thì người trả lời sau bị
            ảnh hưởng, và mỗi lượt thêm vào có thể đoán ra là của ai.
          </p>
        </Notice>
      )}
    </>
  );
}
