import type { DeskReport } from 'backend/contracts/feedback-desk';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { Notice } from '../../components/states.js';
import { kindWords } from '../../features/feedback/report-words.js';
import { ActsPart } from './acts-part.js';
import { AnswerPart } from './answer-part.js';
import { BoardPart } from './board-part.js';
import { ClockPart, HistoryPart, InformationPart, PlacePart, ReporterPart } from './fact-parts.js';
import { peopleWords, statusWords, suspicionWords } from './feedback-words.js';
import { MediaPart } from './media-part.js';
import { Due } from './report-list.js';
import type { Act } from './report-pane.js';
import type { OnBulk } from './undo-bar.js';

export type ReportProps = {
  report: DeskReport;
  act: Act;
  onNewer: (newer: DeskReport) => void;
  onReload: () => Promise<unknown>;
  onBulk: OnBulk;
  /** Something is being written (or no more) that leaving would lose. */
  onWriting: (what: string, isOpen: boolean) => void;
  onGone: () => void;
};

/** One report from its words to its history, with what may be done now and nothing else. */
export function ReportView(props: ReportProps) {
  const { report } = props;
  const head = useRef<HTMLHeadingElement>(null);
  const toApprove = report.may.includes('approve_answer');
  useEffect(() => head.current?.focus({ preventScroll: true }), []);
  return (
    <section className="report" aria-label={`Phản ánh ${report.code}`}>
      <header className="report-head">
        <div className="report-head-line">
          <h2 ref={head} tabIndex={-1} className="report-title desk-focus-head">
            {report.code}
          </h2>
          <Due row={report} />
        </div>
        <p className="quiet">
          {[
            kindWords[report.kind] === report.categoryName ? null : kindWords[report.kind],
            report.categoryName,
            report.hamletName,
            statusWords[report.status],
            peopleWords(report.people),
            report.assignee === null ? 'Chưa giao ai' : `${report.assignee.name} xử lý`,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        {(report.veryOverdue || report.reopened > 0) && (
          <p className="report-warning">
            {[
              report.veryOverdue && 'Rất quá hạn, Chủ tịch đã được báo',
              report.reopened > 0 && `Người gửi đã mở lại ${report.reopened} lần`,
            ]
              .filter(Boolean)
              .join('. ')}
            .
          </p>
        )}
      </header>
      <Standing report={report} />
      {!toApprove && <ActsPart {...props} />}
      <section className="desk-step" aria-labelledby="words-title">
        <h3 id="words-title" className="section-title">
          Người dân viết
        </h3>
        <p className="report-text">{report.text}</p>
        <MediaPart media={report.media} />
      </section>
      {report.information !== null && <InformationPart wish={report.information} complex={report.complex} />}
      <AnswerPart {...props} />
      {toApprove && <ActsPart {...props} folded />}
      <div className="report-facts">
        <PlacePart report={report} />
        <ReporterPart report={report} />
      </div>
      <BoardPart {...props} />
      <div className="report-facts">
        <ClockPart report={report} />
        <HistoryPart events={report.events} />
      </div>
    </section>
  );
}

/** What is out of the ordinary about it. */
function Standing({ report }: { report: DeskReport }) {
  const { suspicions, mergedInto, merged, redirected, question } = report;
  return (
    <>
      {suspicions.length > 0 && (
        <Notice
          tone="attention"
          title={
            suspicions.includes('possible_denunciation')
              ? 'Có thể là tố cáo'
              : `Để riêng vì: ${suspicions.map((one) => suspicionWords[one]).join(', ')}`
          }
        >
          <p>
            {suspicions.includes('possible_denunciation')
              ? 'Nếu đúng là tố cáo thì niêm phong, không trả lời và không đăng. Nếu không phải thì đưa vào hộp xử lý.'
              : 'Chưa ai được giao, người gửi không biết. Xin đọc rồi đưa vào hộp xử lý hoặc ghi là rác.'}
          </p>
        </Notice>
      )}
      {mergedInto !== null && (
        <Notice title="Đã gộp">
          <p>
            Trả lời chung ở{' '}
            <Link to={`/console/feedback/${mergedInto.id}`} replace>
              {mergedInto.code}
            </Link>
            .
          </p>
        </Notice>
      )}
      {merged.length > 0 && (
        <Notice title={`Đã gộp vào đây ${merged.length} phản ánh`}>
          <p>
            {merged.map(({ id, code }, place) => (
              <span key={id}>
                {place > 0 && ', '}
                <Link to={`/console/feedback/${id}`} replace>
                  {code}
                </Link>
              </span>
            ))}
          </p>
        </Notice>
      )}
      {redirected !== null && (
        <Notice title={redirected.to === 'complaint' ? 'Đã hướng dẫn làm đơn khiếu nại' : 'Đã hướng dẫn nộp đơn tố cáo'}>
          <p>{redirected.reason}</p>
        </Notice>
      )}
      {question !== null && (
        <Notice tone="attention" title="Đang chờ người gửi trả lời câu hỏi">
          <p className="report-text">{question}</p>
        </Notice>
      )}
    </>
  );
}
