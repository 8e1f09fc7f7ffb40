import type { DeskReport } from 'backend/contracts/feedback-desk';
import { type ReactNode, useState } from 'react';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { useMay } from '../may.js';
import { ActDialog } from './act-dialog.js';
import { AnswerEditor } from './answer-editor.js';
import { AnswerPhone } from './answer-phone.js';
import { ApprovePart } from './approve-part.js';
import { actWords, count, momentWords } from './feedback-words.js';
import { MaskNote } from './masked-text.js';
import type { ReportProps } from './report-view.js';
import { useMask } from './use-mask.js';

/** The answer on its way: being written, waiting for approval, approved; then what was answered before. */
export function AnswerPart(props: ReportProps) {
  const { report } = props;
  const { answer, answers, may } = report;
  const approves = useMay('feedback.approve');
  const mayWrite = may.includes('write_answer');
  const [edits, setEdits] = useState(false);
  if (may.includes('approve_answer')) return <ApprovePart {...props} />;
  const isBeingWritten = answer.state === 'none' || answer.state === 'draft' || answer.state === 'published';
  if (!mayWrite && answer.state === 'none' && answers.length === 0) return null;
  return (
    <section className="desk-step" aria-labelledby="answer-title">
      <h3 id="answer-title" className="section-title">
        Câu trả lời
      </h3>
      {answer.returned !== null && isBeingWritten && (
        <Notice tone="attention" title={`${answer.returned.name} trả lại để sửa`}>
          <p className="report-text">{answer.returned.note}</p>
        </Notice>
      )}
      {mayWrite && (isBeingWritten || edits) ? (
        <AnswerEditor {...props} onDone={() => setEdits(false)} />
      ) : (
        <Standing report={report} approves={approves}>
          <Waiting {...props} onEdit={mayWrite ? () => setEdits(true) : null} />
        </Standing>
      )}
      <Answered answers={answers} />
    </section>
  );
}

/** Where a written answer stands, for who cannot approve it. */
function Standing({ report: { answer }, approves, children }: { report: DeskReport; approves: boolean; children: ReactNode }) {
  if (answer.state === 'draft')
    return (
      <Notice title="Đang soạn">
        <p>{answer.author === null ? 'Cán bộ xử lý đang viết.' : `${answer.author.name} đang viết.`}</p>
      </Notice>
    );
  if (answer.state === 'submitted')
    return (
      <>
        {approves ? (
          <Notice tone="attention" title="Không tự duyệt câu trả lời mình đã viết">
            <p>Xin nhờ lãnh đạo khác duyệt.</p>
          </Notice>
        ) : (
          <Notice title="Chờ Chủ tịch duyệt">
            <p>
              {answer.author !== null && `${answer.author.name} trình lúc ${momentWords(answer.author.at)}. `}Chủ tịch được báo trên Zalo và
              duyệt trên điện thoại.
            </p>
          </Notice>
        )}
        {children}
      </>
    );
  if (answer.state === 'approved')
    return (
      <>
        <Notice
          tone="done"
          title={answer.approved === null ? 'Đã duyệt' : `${answer.approved.name} đã duyệt lúc ${momentWords(answer.approved.at)}`}
        >
          <p>Câu trả lời chưa gửi tới người dân.</p>
        </Notice>
        {children}
      </>
    );
  return null;
}

/** The written words as they will be read, and what may be done with them. */
function Waiting({ report, act, onEdit }: ReportProps & { onEdit: (() => void) | null }) {
  const mask = useMask(report.answer.text);
  const [asks, setAsks] = useState<'publish_answer' | 'return_answer' | null>(null);
  return (
    <>
      <AnswerPhone report={report} text={report.answer.text} mask={mask} />
      <MaskNote mask={mask} />
      {report.may.includes('publish_answer') && <Button onPress={() => setAsks('publish_answer')}>{actWords.publish_answer.name}</Button>}
      {report.may.includes('return_answer') && (
        <Button look="plain" onPress={() => setAsks('return_answer')}>
          {actWords.return_answer.name}
        </Button>
      )}
      {onEdit !== null && (
        <Button look="plain" onPress={onEdit}>
          Sửa lại (phải duyệt lại)
        </Button>
      )}
      {asks !== null && (
        <ActDialog
          report={report}
          what={asks}
          act={act}
          consequence={asks === 'publish_answer' ? publishingMeans(report) : ''}
          onClose={() => setAsks(null)}
        />
      )}
    </>
  );
}

/** What happens when the answer goes out: to how many, and that it cannot be had back. */
export function publishingMeans({ people, board }: Pick<DeskReport, 'people' | 'board'>): string {
  const who = people > 1 ? `${count(people)} người đã phản ánh` : 'người gửi';
  const where = board.state === 'published' ? ', và hiện trên bảng công khai cho mọi người' : '';
  return `Câu trả lời tới ngay ${who}${where}. Gửi rồi không lấy lại được.`;
}

function Answered({ answers }: { answers: DeskReport['answers'] }) {
  if (answers.length === 0) return null;
  return (
    <div className="report-answered">
      <h4 className="desk-part-title">Đã trả lời</h4>
      {answers.map(({ text, signedBy, publishedAt }) => (
        <article key={publishedAt} className="report-answer">
          <p className="report-text">{text}</p>
          <p className="desk-under">
            {signedBy} · {momentWords(publishedAt)}
          </p>
        </article>
      ))}
    </div>
  );
}
