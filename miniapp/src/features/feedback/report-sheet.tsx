import type { GuidedKind, Report, ResidentAct } from 'backend/contracts/feedback';
import { Link } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Notice } from '../../components/states.js';
import { inVietnam, longDate, plainDate, spokenInstant } from '../../days.js';
import { AnswerQuestion } from './answer-question.js';
import { FixedPart } from './fixed-part.js';
import { RatePart } from './rate-part.js';
import { ReportMediaList } from './report-media.js';
import { PromiseLine, StatusLine } from './report-status.js';
import { kindWords, privacyWords } from './report-words.js';
import type { Act } from './use-act.js';

const done = {
  supplement: 'Đã gửi câu trả lời. Cảm ơn ông/bà.',
  rate: 'Đã nhận đánh giá. Cảm ơn ông/bà.',
  reopen: 'Đã mở lại. Xã sẽ xem tiếp.',
  confirm_fixed: 'Cảm ơn ông/bà đã cho biết.',
} as const satisfies Record<ResidentAct['act'], string>;

const guidanceOf = {
  complaint: { to: '/guidance/complaint', name: 'Xem cách khiếu nại, thời hạn, mẫu đơn' },
  denunciation: { to: '/guidance/denunciation', name: 'Xem cách tố cáo, nơi nộp, mẫu đơn' },
} as const satisfies Record<GuidedKind, { to: string; name: string }>;

type ReportSheetProps = {
  report: Report;
  act: Act;
  onReport: (report: Report) => void;
  /** Whether what is being written may wait on this phone. */
  mayKeep: boolean;
};

/** One report as whoever sent or joined it follows it: what is asked of them first, then where it is, the answers, and what was sent. */
export function ReportSheet({ report, act, onReport, mayKeep }: ReportSheetProps) {
  const announce = useAnnounce();
  const onDone = (now: Report, { act: what }: ResidentAct) => {
    onReport(now);
    announce(done[what]);
  };

  return (
    <>
      {report.redirected !== null && (
        <Notice tone="attention" title="Việc này giải quyết ở nơi khác">
          <p>{report.redirected.reason}</p>
          <Link to={guidanceOf[report.redirected.to].to} className="more-link">
            {guidanceOf[report.redirected.to].name}
          </Link>
        </Notice>
      )}
      {report.question !== null && (
        <section className="card question" aria-labelledby="question-title">
          <h2 id="question-title" className="section-title">
            Xã hỏi thêm
          </h2>
          <p className="said">{report.question.text}</p>
          <p className="quiet">Hỏi lúc {spokenInstant(report.question.askedAt)}. Ngày hẹn lùi lại đến khi có câu trả lời.</p>
          {report.may.supplement && (
            <AnswerQuestion report={report} act={act} onDone={onDone} mayKeep={mayKeep} label="Trả lời của ông/bà" />
          )}
        </section>
      )}
      <section className="card" aria-label="Tình trạng">
        <StatusLine status={report.status} />
        <PromiseLine {...report} />
        <p className="quiet">
          Mã {report.code} · gửi {longDate(inVietnam(new Date(report.filedAt)).day)}
          {report.people > 1 && ` · ${report.people.toLocaleString('vi-VN')} người cùng phản ánh`}
        </p>
      </section>

      {report.answers.map((answer, place) => (
        <section key={answer.publishedAt} className="card answer" aria-label={place === 0 ? 'Xã trả lời' : 'Xã trả lời trước đó'}>
          <h2 className="section-title">{place === 0 ? 'Xã trả lời' : 'Trả lời trước đó'}</h2>
          <p className="said">{answer.text}</p>
          <p className="answer-signed">
            {answer.signedBy}
            <br />
            <span className="quiet">{plainDate(inVietnam(new Date(answer.publishedAt)).day)}</span>
          </p>
        </section>
      ))}
      <FixedPart may={report.may} act={act} onDone={onDone} />
      {report.may.rate && <RatePart act={act} onDone={onDone} />}

      <Sent report={report} />
      {report.question === null && report.may.supplement && (
        <details className="card">
          <summary className="summary-line">Bổ sung thêm chữ, ảnh</summary>
          <div className="more-words">
            <AnswerQuestion report={report} act={act} onDone={onDone} mayKeep={mayKeep} label="Bổ sung điều gì?" />
          </div>
        </details>
      )}
      <section className="card" aria-labelledby="timeline-title">
        <h2 id="timeline-title" className="section-title">
          Đã qua những bước nào
        </h2>
        <ol className="timeline">
          {report.timeline.map(({ at, text }) => (
            <li key={`${at} ${text}`}>
              <p>{text}</p>
              <p className="quiet">{spokenInstant(at)}</p>
            </li>
          ))}
        </ol>
      </section>
      {report.onBoard && (
        <Link to={`/board/${report.id}`} className="more-link">
          Xem trên bảng công khai
        </Link>
      )}
    </>
  );
}

function Sent({ report }: { report: Report }) {
  return (
    <section className="card" aria-labelledby="sent-title">
      <h2 id="sent-title" className="section-title">
        {report.isMine ? 'Đã gửi' : 'Việc cùng phản ánh'}
      </h2>
      <p className="quiet">
        {kindWords[report.kind]} · {report.categoryName}
      </p>
      {report.text === '' ? (
        <p className="quiet">Lời của người gửi chỉ hiện khi lên bảng công khai.</p>
      ) : (
        <p className="said">{report.text}</p>
      )}
      <p>
        {[report.hamletName, report.landmark].filter((part) => part !== '').join(', ')}
        {report.hasLocation && '. Có kèm vị trí.'}
      </p>
      <ReportMediaList media={report.media} />
      {report.isMine && (
        <p className="quiet">
          {privacyWords[report.privacy]}
          {report.shownName !== null && `: ${report.shownName}`}
        </p>
      )}
    </section>
  );
}
