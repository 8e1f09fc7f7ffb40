import { longestReport } from 'backend/contracts/feedback';
import type { DeskReport } from 'backend/contracts/feedback-desk';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { useSave } from '../use-save.js';
import { ActDialog } from './act-dialog.js';
import { lineFault, oneLine, wordsFault } from './act-forms.js';
import { BlurEditor } from './blur-editor.js';
import { actWords, momentWords, sayRefusal } from './feedback-words.js';
import { MaskedText, MaskNote } from './masked-text.js';
import type { ReportProps } from './report-view.js';
import { useMask } from './use-mask.js';

const states = {
  none: 'Chưa đăng. Chỉ người gửi và cán bộ đọc được.',
  published: 'Đang đăng: ai cũng đọc được lời dưới đây.',
  hidden: 'Đã gỡ khỏi bảng công khai.',
} satisfies Record<DeskReport['board']['state'], string>;

/** What everybody reads of it on the commune's board: whether, in which words, with which pictures. */
export function BoardPart(props: ReportProps) {
  const { report, act } = props;
  const { board, may } = report;
  const [edits, setEdits] = useState(false);
  const [hides, setHides] = useState(false);
  const mayPublish = may.includes('publish_on_board');
  if (board.state === 'none' && !mayPublish) return null;
  return (
    <section className="desk-step" aria-labelledby="board-title">
      <h3 id="board-title" className="section-title">
        Bảng công khai
      </h3>
      <p>
        {states[board.state]}
        {board.editedBy !== null && (
          <span className="quiet">
            {' '}
            {board.editedBy.name}, {momentWords(board.editedBy.at)}.
          </span>
        )}
        {board.reason !== '' && <span className="quiet"> Lý do: {board.reason}.</span>}
      </p>
      {board.state === 'published' && !edits && <p className="report-text report-quote">{board.text}</p>}
      {edits ? (
        <BoardEditor {...props} onDone={() => setEdits(false)} />
      ) : (
        <div className="desk-tools">
          {mayPublish && (
            <button type="button" className="desk-tool" onClick={() => setEdits(true)}>
              {board.state === 'published' ? 'Sửa lời, ảnh đã đăng' : actWords.publish_on_board.name}
            </button>
          )}
          {may.includes('hide_from_board') && (
            <button type="button" className="desk-tool desk-tool-danger" onClick={() => setHides(true)}>
              {actWords.hide_from_board.name}
            </button>
          )}
        </div>
      )}
      {hides && <ActDialog report={report} what="hide_from_board" act={act} onClose={() => setHides(false)} />}
    </section>
  );
}

/** The words for everybody beside the original, and the pictures that were looked at. */
function BoardEditor({ report, act, onNewer, onReload, onWriting, onDone }: ReportProps & { onDone: () => void }) {
  const { busy, failure, faults, save } = useSave();
  const first = report.board.text === '' ? report.text : report.board.text;
  const [text, setText] = useState(first);
  const [chosen, setChosen] = useState<readonly string[]>(report.board.pictureIds);
  const [reason, setReason] = useState('');
  const [blurs, setBlurs] = useState<string | null>(null);
  const mask = useMask(text);
  const pictures = report.media.filter(({ kind }) => kind === 'picture');
  const unsaved = text !== first || reason !== '' || chosen.join() !== report.board.pictureIds.join();
  const told = useRef(onWriting);
  told.current = onWriting;
  useEffect(() => told.current('board', unsaved), [unsaved]);
  useEffect(() => () => told.current('board', false), []);

  const toggle = (id: string) => setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  const publish = async () => {
    const wrong: Record<string, string> = {};
    const textFault = wordsFault(text, longestReport, 10, 'Xin viết lời để mọi người đọc.');
    const reasonFault = lineFault(reason, 300, 0, '');
    if (textFault !== null) wrong['body.action.text'] = textFault;
    if (reasonFault !== null) wrong['body.action.reason'] = reasonFault;
    if (chosen.length > 4) wrong['body.action.pictureIds'] = 'Chọn nhiều nhất 4 ảnh.';
    const action = { act: 'publish_on_board' as const, text: text.trim(), pictureIds: [...chosen], reason: oneLine(reason) };
    if (await save(wrong, () => act(action), actWords.publish_on_board.done)) onDone();
  };
  const blurred = pictures.find(({ id }) => id === blurs);
  return (
    <div className="board-editor">
      <div className="board-words">
        <div>
          <h4 className="desk-part-title">Nguyên văn (giữ lại, không đăng)</h4>
          <p className="report-text report-quote">{report.text}</p>
        </div>
        <div>
          <Field
            label="Lời để mọi người đọc"
            hint="Bỏ tên người, chi tiết riêng, lời nặng; giữ nguyên ý."
            rows={6}
            value={text}
            fault={faults['body.action.text']}
            onChange={setText}
          />
          <MaskNote mask={mask} />
        </div>
      </div>
      {mask !== null && mask.found.length > 0 && (
        <details className="desk-fold">
          <summary>Xem chỗ sẽ che</summary>
          <MaskedText text={text} mask={mask} />
        </details>
      )}
      {pictures.length > 0 && (
        <fieldset
          className="board-pictures"
          aria-describedby={faults['body.action.pictureIds'] === undefined ? undefined : 'pictures-fault'}
        >
          <legend className="desk-part-title">Ảnh đăng kèm</legend>
          {pictures.map((picture, place) => (
            <div key={picture.id} className="board-picture">
              <img src={picture.reviewedUrl ?? picture.thumbnailUrl ?? picture.url} alt="" loading="lazy" />
              {picture.reviewedUrl === null ? (
                <p className="report-warning">Chưa xem lại, chưa đăng được.</p>
              ) : (
                <label className="desk-check">
                  <input type="checkbox" checked={chosen.includes(picture.id)} onChange={() => toggle(picture.id)} />
                  <span>Đăng ảnh {place + 1}</span>
                </label>
              )}
              <button type="button" className="desk-tool" onClick={() => setBlurs(picture.id)}>
                {picture.reviewedUrl === null ? `Xem, che ảnh ${place + 1}` : `Che lại ảnh ${place + 1}`}
              </button>
            </div>
          ))}
          {faults['body.action.pictureIds'] !== undefined && (
            <p id="pictures-fault" className="field-fault">
              {faults['body.action.pictureIds']}
            </p>
          )}
        </fieldset>
      )}
      <Field
        label="Lý do sửa lời (không bắt buộc, cán bộ đọc)"
        value={reason}
        maxLength={300}
        fault={faults['body.action.reason']}
        onChange={setReason}
      />
      <Notice>
        <p>{actWords.publish_on_board.consequence}</p>
      </Notice>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayRefusal(failure)}
        </p>
      )}
      <div className="answer-buttons">
        <Button busy={busy} onPress={() => void publish()}>
          {report.board.state === 'published' ? 'Đăng bản sửa' : 'Đăng lên bảng công khai'}
        </Button>
        <Button look="quiet" onPress={onDone}>
          Để nguyên
        </Button>
      </div>
      {blurred !== undefined && (
        <BlurEditor
          reportId={report.id}
          picture={blurred}
          onReload={onReload}
          onClose={() => setBlurs(null)}
          onReviewed={(newer) => {
            onNewer(newer);
            setBlurs(null);
            setChosen((before) => (before.includes(blurred.id) ? before : [...before, blurred.id]));
          }}
        />
      )}
    </div>
  );
}
