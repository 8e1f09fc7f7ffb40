import './disclosures.css';
import { Paperclip, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Field } from '../../components/field.js';
import { upload } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import type { FormAttachment } from './disclosure-form.js';

type Props = {
  attachments: FormAttachment[];
  faults: Readonly<Record<string, string>>;
  onChange: (attachments: FormAttachment[]) => void;
  title?: string;
  /** The API's name of the list, in `faults`. */
  field?: string;
  most?: number;
  longestLabel?: number;
  /** Whether it is known of each what kind of file it is. */
  kindKnown?: boolean;
};

/** What the API answers to an upload, as far as it is used here. */
function attachmentOf(answer: unknown, label: string): FormAttachment | null {
  if (typeof answer !== 'object' || answer === null || !('id' in answer) || !('kind' in answer) || !('bytes' in answer)) return null;
  const { id, kind, bytes } = answer;
  if (typeof id !== 'string' || (kind !== 'picture' && kind !== 'document') || typeof bytes !== 'number') return null;
  return { fileId: id, label, kind, bytes };
}

/** Files that go with the text, each under a name people understand. */
export function AttachmentsPart({
  attachments,
  faults,
  onChange,
  title = 'Tài liệu kèm theo',
  field = 'body.attachments',
  most = 20,
  longestLabel = 150,
  kindKnown = true,
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  const send = async (files: readonly File[]) => {
    setBusy(true);
    setFault(null);
    const sent: FormAttachment[] = [];
    try {
      for (const file of files) {
        const label = file.name.replace(/\.\w+$/, '').slice(0, 120) || 'Tài liệu';
        const made = attachmentOf(await upload(`/files?name=${encodeURIComponent(label)}`, file), label);
        if (made !== null) sent.push(made);
      }
    } catch (error) {
      setFault(sayToOfficer(failureOf(error)));
    }
    if (sent.length > 0) onChange([...attachments, ...sent]);
    setBusy(false);
  };

  return (
    <section className="desk-step" aria-labelledby="attachments-title">
      <h2 id="attachments-title" className="section-title">
        {title}
      </h2>
      <p className="quiet">Ảnh hoặc PDF, mỗi tệp tối đa 5 MB. Văn bản có dấu đỏ nên gửi bản PDF.</p>
      {attachments.map((one, place) => (
        <div key={one.fileId} className="desk-attachment">
          <Field
            label={`Tên tài liệu ${place + 1}${kindKnown ? (one.kind === 'picture' ? ' (ảnh)' : ' (PDF)') : ''}`}
            value={one.label}
            maxLength={longestLabel}
            fault={faults[`${field}.${place}.label`]}
            onChange={(label) => onChange(attachments.map((other) => (other.fileId === one.fileId ? { ...other, label } : other)))}
          />
          <button type="button" className="text-button" onClick={() => onChange(attachments.filter(({ fileId }) => fileId !== one.fileId))}>
            <Trash2 aria-hidden="true" size={18} /> Bỏ tài liệu {place + 1}
          </button>
        </div>
      ))}
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        aria-label="Chọn tệp để gửi lên"
        accept="image/jpeg,image/png,image/webp,application/pdf"
        multiple
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) void send(files);
        }}
      />
      <button
        type="button"
        className="text-button"
        disabled={busy || attachments.length >= most}
        aria-busy={busy}
        onClick={() => input.current?.click()}
      >
        <Paperclip aria-hidden="true" size={18} /> {busy ? 'Đang gửi tệp lên…' : 'Thêm ảnh hoặc PDF'}
      </button>
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </section>
  );
}
