import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { useSave } from '../use-save.js';
import { ActDialog } from './act-dialog.js';
import { publishingMeans } from './answer-part.js';
import { AnswerPhone } from './answer-phone.js';
import { momentWords, sayRefusal } from './feedback-words.js';
import { MaskNote } from './masked-text.js';
import type { ReportProps } from './report-view.js';
import { useMask } from './use-mask.js';

/** For the chairman between two meetings: the answer as it will be read, who wrote it, and what may become of it. */
export function ApprovePart({ report, act }: ReportProps) {
  const { busy, failure, save, forget } = useSave();
  const [asks, setAsks] = useState<'publish' | 'return' | null>(null);
  const { answer } = report;
  const mask = useMask(answer.text);
  const approve = async (publish: boolean) => {
    const isDone = await save({}, () => act({ act: 'approve_answer', publish }), publish ? 'Đã duyệt và gửi.' : 'Đã duyệt, chưa gửi.');
    if (isDone) setAsks(null);
  };
  const close = () => {
    setAsks(null);
    forget();
  };
  const refused = failure !== null && (
    <p className="field-fault" role="alert">
      {sayRefusal(failure)}
    </p>
  );
  return (
    <>
      <section className="desk-step" aria-labelledby="approve-title">
        <h3 id="approve-title" className="section-title">
          Duyệt câu trả lời
        </h3>
        {answer.author !== null && (
          <p className="quiet">
            {answer.author.name} viết, trình lúc {momentWords(answer.author.at)}.
          </p>
        )}
        <AnswerPhone report={report} text={answer.text} mask={mask} answerOnly />
        <MaskNote mask={mask} />
        {asks === null && refused}
      </section>
      <div className="desk-approve-bar">
        <Button busy={busy} onPress={() => setAsks('publish')}>
          Duyệt và gửi
        </Button>
        <div className="approve-others">
          <Button look="plain" busy={busy} onPress={() => void approve(false)}>
            Duyệt, chưa gửi
          </Button>
          <Button look="plain" busy={busy} onPress={() => setAsks('return')}>
            Trả lại để sửa
          </Button>
        </div>
      </div>
      {asks === 'publish' && (
        <Dialog
          title="Duyệt và gửi?"
          onClose={close}
          actions={
            <>
              <Button busy={busy} onPress={() => void approve(true)}>
                Duyệt và gửi
              </Button>
              <Button look="quiet" onPress={close}>
                Xem lại đã
              </Button>
            </>
          }
        >
          <p className="desk-affected">{publishingMeans(report)}</p>
          {refused}
        </Dialog>
      )}
      {asks === 'return' && <ActDialog report={report} what="return_answer" act={act} onClose={close} />}
    </>
  );
}
