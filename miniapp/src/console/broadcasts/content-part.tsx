import type { BroadcastTemplate } from 'backend/contracts/broadcasts';
import { ImagePlus, Trash2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Field } from '../../components/field.js';
import { upload } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { count } from './broadcast-words.js';
import { buttonPages, contentForm, type Form, textLimit, variables } from './compose-form.js';
import { OfficerPicture } from './officer-picture.js';

type PartProps = {
  form: Pick<Form, 'title' | 'text' | 'pictureId' | 'buttonPath' | 'buttonTitle'>;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<Form>) => void;
};

/** The words, with what is put in for each reader one press away. */
export function ContentPart({ form, faults, onChange }: PartProps) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const fault = faults['body.content.text'];
  const length = form.text.normalize('NFC').trim().length;

  const insert = (code: string) => {
    const [from, to] = [box.current?.selectionStart ?? form.text.length, box.current?.selectionEnd ?? form.text.length];
    onChange({ text: `${form.text.slice(0, from)}${code}${form.text.slice(to)}` });
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(from + code.length, from + code.length);
    });
  };

  return (
    <>
      <Field
        label="Tiêu đề"
        value={form.title}
        maxLength={100}
        fault={faults['body.content.title']}
        onChange={(title) => onChange({ title })}
      />
      <div className="field">
        <label htmlFor={id} className="field-label">
          Nội dung
        </label>
        <textarea
          ref={box}
          id={id}
          className="field-input"
          rows={9}
          value={form.text}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? `${id}-length` : `${id}-fault`}
          onChange={(event) => onChange({ text: event.target.value })}
        />
        {fault !== undefined && (
          <p id={`${id}-fault`} className="field-fault">
            {fault}
          </p>
        )}
        <p id={`${id}-length`} className="field-hint">
          {count(length)} / {count(textLimit)} ký tự
        </p>
      </div>
      <fieldset className="desk-chips">
        <legend className="field-hint">Chèn vào chỗ con trỏ; mỗi người nhận sẽ thấy tên, xóm của mình:</legend>
        {variables.map(({ code, name }) => (
          <button key={code} type="button" className="desk-count" title={code} onClick={() => insert(code)}>
            {name}
          </button>
        ))}
      </fieldset>
    </>
  );
}

/** The picture above the text and the button below it. */
export function ExtrasPart({ form, faults, onChange }: PartProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const said = fault ?? faults['body.content.pictureId'];
  const own = form.buttonPath !== '' && buttonPages.every(({ path }) => path !== form.buttonPath);

  const send = async (file: File) => {
    setFault(null);
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return setFault('Xin chọn ảnh JPG, PNG hoặc WebP.');
    setBusy(true);
    try {
      const answer = await upload(`/files?name=${encodeURIComponent(file.name.slice(0, 120) || 'anh')}`, file);
      const made = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : null;
      if (typeof made === 'string') onChange({ pictureId: made });
      else setFault('Ảnh chưa tải lên được. Xin thử lại.');
    } catch (error) {
      const failure = failureOf(error);
      setFault(failure.code === 'body_too_large' ? 'Ảnh nặng quá. Xin chọn ảnh nhỏ hơn.' : sayToOfficer(failure));
    }
    setBusy(false);
  };

  return (
    <>
      <div className="field">
        <label htmlFor={id} className="field-label">
          Ảnh (không bắt buộc)
        </label>
        <input
          ref={input}
          id={id}
          className="visually-hidden"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) void send(file);
            event.target.value = '';
          }}
        />
        {form.pictureId !== null && <OfficerPicture id={form.pictureId} className="desk-picture" alt="Ảnh đã chọn" />}
        <div className="desk-tools">
          <button type="button" className="desk-tool" disabled={busy} aria-busy={busy} onClick={() => input.current?.click()}>
            <ImagePlus aria-hidden="true" size={20} />
            {busy ? 'Đang tải ảnh lên…' : form.pictureId === null ? 'Chọn ảnh' : 'Đổi ảnh khác'}
          </button>
          {form.pictureId !== null && (
            <button type="button" className="desk-tool" onClick={() => onChange({ pictureId: null })}>
              <Trash2 aria-hidden="true" size={20} />
              Bỏ ảnh
            </button>
          )}
        </div>
        {said !== undefined && (
          <p className="field-fault" role="alert">
            {said}
          </p>
        )}
      </div>
      <div className="desk-pair">
        <SelectField
          label="Nút dưới tin mở"
          value={form.buttonPath}
          choices={[
            ...buttonPages.map(({ path, name }) => ({ value: path, name })),
            ...(own ? [{ value: form.buttonPath, name: 'Trang của văn bản này' }] : []),
          ]}
          onChange={(buttonPath) =>
            onChange({ buttonPath, buttonTitle: buttonPages.find(({ path }) => path === buttonPath)?.title ?? form.buttonTitle })
          }
        />
        {form.buttonPath !== '' && (
          <Field
            label="Chữ trên nút"
            value={form.buttonTitle}
            maxLength={30}
            fault={faults['body.content.button.title']}
            onChange={(buttonTitle) => onChange({ buttonTitle })}
          />
        )}
      </div>
    </>
  );
}

/** Ready texts of the kind; taking one can be taken back. */
export function TemplatePicker({
  templates,
  form,
  onChange,
}: {
  templates: readonly BroadcastTemplate[];
  form: Form;
  onChange: (part: Partial<Form>) => void;
}) {
  const [before, setBefore] = useState<Partial<Form> | null>(null);
  const fitting = templates.filter(({ kind, active }) => active && kind === form.kind);
  if (fitting.length === 0) return null;
  return (
    <div className="desk-pair">
      <SelectField
        label="Lấy từ mẫu"
        value=""
        choices={[{ value: '', name: 'Tự viết' }, ...fitting.map(({ id, name }) => ({ value: id, name }))]}
        onChange={(id) => {
          const template = fitting.find((one) => one.id === id);
          if (template === undefined) return;
          const { title, text, pictureId, buttonPath, buttonTitle } = form;
          if (text.trim() !== '' || title.trim() !== '') setBefore({ title, text, pictureId, buttonPath, buttonTitle });
          onChange(contentForm(template.content));
        }}
      />
      {before !== null && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            onChange(before);
            setBefore(null);
          }}
        >
          Lấy lại chữ đã viết trước khi chọn mẫu
        </button>
      )}
    </div>
  );
}
