import { readFeedbackSettings } from 'backend/contracts/feedback-settings';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { SelectField } from '../fields.js';
import { useSave } from '../use-save.js';
import { AnswerPhone } from './answer-phone.js';
import { answerFault, filled, longestAnswer, templatesFor } from './answer-text.js';
import { actWords, count, sayRefusal } from './feedback-words.js';
import { forgetWriting, keepWriting, keptWriting } from './kept-writing.js';
import { MaskNote } from './masked-text.js';
import type { ReportProps } from './report-view.js';
import { useMask } from './use-mask.js';

/** Writes the answer: from a template or freely, with the phone beside it. What is typed survives a reload and a colleague's change. */
export function AnswerEditor({ report, act, onWriting, onDone }: ReportProps & { onDone: () => void }) {
  const announce = useAnnounce();
  const { busy, failure, faults, save } = useSave();
  const saved = report.answer.state === 'published' ? '' : report.answer.text;
  const [text, setText] = useState(() => keptWriting(report.id) ?? saved);
  const [restored] = useState(() => keptWriting(report.id) !== null && keptWriting(report.id) !== saved);
  /** The stored words this writing began from. */
  const [base, setBase] = useState(saved);
  const unsaved = text.trim() !== saved.trim();
  const mask = useMask(text);
  const told = useRef(onWriting);
  told.current = onWriting;

  useEffect(() => {
    told.current('answer', unsaved);
    if (unsaved) keepWriting(report.id, text);
    else forgetWriting(report.id);
  }, [unsaved, text, report.id]);
  useEffect(() => () => told.current('answer', false), []);

  const send = async (submit: boolean) => {
    const fault = answerFault(text);
    const words = text.trim();
    const isDone = await save(
      fault === null ? {} : { 'body.action.text': fault },
      () => act({ act: 'write_answer', text: words, submit }),
      submit ? 'Đã trình Chủ tịch duyệt.' : actWords.write_answer.done,
    );
    if (!isDone) return;
    setBase(words);
    forgetWriting(report.id);
    if (submit) onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(true);
  };
  const fill = (words: string) => {
    setText((before) => (before.trim() === '' ? words : `${before.trimEnd()}\n\n${words}`));
    document.getElementById('answer-text')?.focus();
    announce('Đã chèn mẫu.');
  };
  const fault = faults['body.action.text'];
  const isOthers = saved !== base && saved.trim() !== text.trim();
  const left = longestAnswer - [...text].length;

  return (
    <form className="answer-editor" aria-label="Viết câu trả lời" noValidate onSubmit={submit}>
      <div className="answer-writing">
        {restored && unsaved && (
          <Notice title="Đã lấy lại phần đang viết dở">
            <button type="button" className="text-button" onClick={() => setText(saved)}>
              Bỏ phần ấy, dùng bản đã lưu
            </button>
          </Notice>
        )}
        {isOthers && (
          <Notice tone="attention" title="Đồng nghiệp vừa lưu một bản khác" urgent>
            <p className="report-text">{saved}</p>
            <button
              type="button"
              className="text-button"
              onClick={() => {
                setText(saved);
                setBase(saved);
              }}
            >
              Dùng bản ấy thay phần đang viết
            </button>
          </Notice>
        )}
        <Templates report={report} onFill={fill} />
        <div className="field">
          <label htmlFor="answer-text" className="field-label">
            Câu trả lời
          </label>
          <p id="answer-hint" className="field-hint">
            Nói đã làm gì, khi nào xong, hỏi ai. Không nhắc tên người gửi nếu họ không nêu công khai.
          </p>
          <textarea
            id="answer-text"
            className="field-input answer-box"
            rows={9}
            value={text}
            aria-invalid={fault !== undefined}
            aria-describedby={fault === undefined ? 'answer-hint' : 'answer-fault'}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
          {fault !== undefined && (
            <p id="answer-fault" className="field-fault">
              {fault}
            </p>
          )}
          {left < 500 && (
            <p className={left < 0 ? 'field-fault' : 'field-hint'}>
              {left < 0 ? `Dài quá ${count(-left)} ký tự.` : `Còn ${count(left)} ký tự.`}
            </p>
          )}
        </div>
        <MaskNote mask={mask} />
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayRefusal(failure)}
          </p>
        )}
        <div className="answer-buttons">
          <Button submits busy={busy}>
            Trình duyệt
          </Button>
          <Button look="plain" busy={busy} disabled={!unsaved} onPress={() => void send(false)}>
            Lưu nháp
          </Button>
        </div>
      </div>
      <AnswerPhone report={report} text={text} mask={mask} />
    </form>
  );
}

/** Words to begin with, for the report's own category first. */
function Templates({ report, onFill }: { report: ReportProps['report']; onFill: (words: string) => void }) {
  const settings = useApi(readFeedbackSettings, {}, { revalidateOnFocus: false });
  const offered = templatesFor(settings.data?.templates ?? [], report.categoryKey);
  if (offered.length === 0) return null;
  return (
    <SelectField
      label="Chèn mẫu trả lời"
      value=""
      choices={[{ value: '', name: 'Chọn mẫu' }, ...offered.map(({ key, title }) => ({ value: key, name: title }))]}
      onChange={(chosen) => {
        const template = offered.find(({ key }) => key === chosen);
        if (template === undefined) return;
        const { code, hamletName, categoryName, reporter, privacy } = report;
        // Named to officers only means: not in words that others may read.
        onFill(
          filled(template.text, { reporterName: privacy === 'public' ? (reporter?.name ?? null) : null, code, hamletName, categoryName }),
        );
      }}
    />
  );
}
