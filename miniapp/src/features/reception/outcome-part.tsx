import './reception.css';
import type { ReceptionAnswer, ReceptionBooking, ReceptionOutcome } from 'backend/contracts/reception';
import { answerWords } from 'backend/contracts/reception-words';
import { CircleCheck, Clock } from 'lucide-react';
import { Notice } from '../../components/states.js';
import { inVietnam, longDate, plainDate } from '../../days.js';

/** Where a booking stands, in a few words. */
export function bookingStateWords({ state, session, outcome }: ReceptionBooking): string {
  if (state === 'cancelled') return 'Đã thôi đăng ký';
  if (state === 'absent') return 'Không đến';
  if (state === 'received')
    return outcome?.answers.at(-1) ? answerWords[outcome.answers.at(-1)?.kind ?? 'accepted'] : 'Đã tiếp, chờ trả lời';
  if (session.state === 'cancelled') return 'Buổi này đã hủy';
  return session.state === 'over' ? 'Đã qua' : 'Đã giữ chỗ';
}

function detailOf({ reason, forwardedTo, until }: ReceptionAnswer): string {
  return [
    forwardedTo === '' ? '' : `Nơi nhận: ${forwardedTo}.`,
    reason === '' ? '' : `Lý do: ${reason.replace(/\.$/, '')}.`,
    until === null ? '' : `Sẽ trả lời trước hết ngày ${plainDate(until)}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** What came of a reception: the answer and its day, what was said, what was promised and whether it is done. */
export function OutcomePart({ outcome, today }: { outcome: ReceptionOutcome; today: string }) {
  if (outcome.secret)
    return (
      <Notice title={`Đã ghi sổ tiếp công dân, số ${outcome.number}`}>
        <p>Nội dung được giữ kín theo Luật Tố cáo nên không hiện trên điện thoại. Kết quả được báo riêng cho ông/bà.</p>
      </Notice>
    );
  return (
    <div className="stack">
      <p className="quiet">Số trong sổ tiếp công dân: {outcome.number}</p>
      {outcome.answers.map((answer) => (
        <Notice key={answer.at} tone={answer.kind === 'accepted' ? 'done' : 'info'} title={answerWords[answer.kind]}>
          <p>
            Ngày {plainDate(inVietnam(new Date(answer.at)).day)}. {detailOf(answer)}
          </p>
        </Notice>
      ))}
      {outcome.dueOn !== null && (
        <p className="reception-due">
          <Clock aria-hidden="true" size={20} />
          <span>
            {outcome.dueOn < today ? 'Xã đã trả lời chậm, lẽ ra trước hết ' : 'Xã trả lời trước hết '}
            {longDate(outcome.dueOn)}.
          </span>
        </p>
      )}
      {outcome.said !== null && (
        <>
          <h3 className="section-title">Biên bản buổi tiếp</h3>
          <p className="reception-said">{outcome.said}</p>
        </>
      )}
      {outcome.promises.length > 0 && (
        <>
          <h3 className="section-title">Việc xã đã hứa</h3>
          <ul className="reception-promises">
            {outcome.promises.map(({ id, what, by, until, done }) => (
              <li key={id}>
                {done === null ? (
                  <Clock aria-hidden="true" size={20} className="reception-open" />
                ) : (
                  <CircleCheck aria-hidden="true" size={20} className="reception-done" />
                )}
                <span>
                  <span className="row-name">{what}</span>
                  <span className="quiet reception-detail">
                    {by} · {done === null ? (until < today ? 'quá hẹn, đến ' : 'đến ') : 'hẹn '}
                    {plainDate(until)}
                  </span>
                  <span className="reception-detail">
                    {done === null ? 'Chưa xong' : `Xong ngày ${plainDate(done.on)}${done.note === '' ? '' : `: ${done.note}`}`}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
