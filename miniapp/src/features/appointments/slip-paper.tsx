import type { Slip } from 'backend/contracts/appointments';
import { longDate, plainDate, spokenTime, weekday } from '../../days.js';
import { homeVisitWords, relationWords, wayWords } from '../../words.js';
import { DocumentList } from '../procedures/document-list.js';
import Qr from './qr.js';

/** The slip as it would look on paper. */
export function SlipPaper({ slip }: { slip: Slip }) {
  const isVoid = slip.status === 'cancelled' || slip.status === 'revoked' || slip.status === 'no_show';
  const { procedure, person } = slip;
  return (
    <article className={isVoid ? 'paper paper-void' : 'paper'} aria-label={`Giấy hẹn ${slip.code}`}>
      <header className="paper-head">
        <p>{slip.officeName}</p>
        {slip.formerText !== null && <p className="quiet">{slip.formerText}</p>}
        <h2 className="paper-title">Giấy hẹn</h2>
      </header>

      <div className="paper-when">
        <p className="paper-time">{spokenTime(slip.start)}</p>
        <p className="row-name paper-day">{longDate(slip.date)}</p>
        <p className="quiet">{slip.lunar} âm lịch</p>
      </div>

      <div className="paper-code">
        {/* A code that no longer counts must not be held up at the counter; one that does comes with the page, also without a network. */}
        {!isVoid && <Qr text={slip.qr} label={`Mã QR của lịch hẹn ${slip.code}`} />}
        <p className="paper-code-words">
          <span className="quiet">Số thứ tự trong giờ</span>
          <span className="number">{slip.seat}</span>
          <span className="quiet">Mã hẹn</span>
          <strong className="paper-number">{slip.code}</strong>
        </p>
      </div>

      <dl className="paper-facts">
        <Fact name="Việc cần làm" value={procedure.plainName} detail={procedure.name} />
        {slip.homeVisit === null ? (
          <Fact name="Nơi làm" value={slip.counterName} detail={slip.location} />
        ) : (
          <Fact name={wayWords.home} value={slip.homeVisit.address} detail={homeVisitWords[slip.homeVisit.reason]} />
        )}
        <Fact name="Người làm giấy tờ" value={person.name} detail={person.relation === 'self' ? '' : relationWords[person.relation]} />
        <Fact name="Thời gian giải quyết" value={procedure.timeText} detail={resultWords(slip)} />
        <Fact name="Phí" value={procedure.feeText} />
      </dl>

      <p className="paper-notice">{slip.notice}</p>

      <section className="stack" aria-labelledby="slip-documents">
        <h3 id="slip-documents" className="section-title">
          Cần mang theo
        </h3>
        <DocumentList code={procedure.code} documents={procedure.documents.map((one) => ({ ...one, detail: one.actionText }))} />
      </section>
    </article>
  );
}

function resultWords({ resultOn, date }: Slip): string {
  if (resultOn === null) return '';
  return resultOn === date ? 'Có kết quả trong ngày' : `Trả kết quả ${weekday(resultOn)}, ${plainDate(resultOn)}`;
}

function Fact({ name, value, detail = '' }: { name: string; value: string; detail?: string }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd className="row-name">{value}</dd>
      {detail !== '' && <dd className="quiet">{detail}</dd>}
    </div>
  );
}
