import { numbered, textParts } from 'backend/contracts/consultation-text';
import { ArrowDown, ArrowUp, Heading, Pilcrow, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Field } from '../../components/field.js';
import type { FormPart } from './draft-form.js';

type PartsProps = { parts: readonly FormPart[]; faults: Readonly<Record<string, string>>; onChange: (parts: FormPart[]) => void };

const newPart = (kind: FormPart['kind'], text: string): FormPart => ({ mark: crypto.randomUUID(), key: null, kind, text });

/** The draft in paragraphs: pasted whole and taken apart at its blank lines, then put right one by one. */
export function PartsEditor({ parts, faults, onChange }: PartsProps) {
  const [pasted, setPasted] = useState('');
  const put = (place: number, part: Partial<FormPart>) => onChange(parts.map((one, at) => (at === place ? { ...one, ...part } : one)));
  const move = (place: number, by: 1 | -1) => {
    const next = [...parts];
    const [one] = next.splice(place, 1);
    if (one !== undefined) next.splice(place + by, 0, one);
    onChange(next);
  };
  const insert = (place: number) => onChange([...parts.slice(0, place), newPart('text', ''), ...parts.slice(place)]);
  const split = () => {
    onChange([...parts, ...textParts(pasted).map(({ kind, text }) => newPart(kind, text))]);
    setPasted('');
  };

  return (
    <section className="desk-step" aria-labelledby="parts-title">
      <h2 id="parts-title" className="section-title">
        Dự thảo theo đoạn
      </h2>
      <p className="quiet">Người dân góp ý từng đoạn. Ý kiến đi theo đoạn, dù sau này lời của đoạn có sửa.</p>
      {faults['body.parts'] !== undefined && (
        <p className="field-fault" role="alert">
          {faults['body.parts']}
        </p>
      )}
      {numbered(parts).map((part, place) => {
        const name = part.number === null ? `Tiêu đề: ${part.text.slice(0, 30) || 'chưa ghi'}` : `Đoạn ${part.number}`;
        return (
          <div key={part.mark} className="desk-consultation-part" data-kind={part.kind}>
            <Field
              label={part.number === null ? 'Tiêu đề' : `Đoạn ${part.number}`}
              rows={part.kind === 'heading' ? 1 : Math.min(8, Math.max(2, Math.ceil(part.text.length / 60)))}
              value={part.text}
              maxLength={3_000}
              fault={faults[`body.parts.${place}.text`]}
              onChange={(text) => put(place, { text })}
            />
            <div className="desk-consultation-tools">
              <button
                type="button"
                className="desk-tool"
                aria-label={part.kind === 'heading' ? `Là đoạn văn: ${name}` : `Là tiêu đề: ${name}`}
                onClick={() => put(place, { kind: part.kind === 'heading' ? 'text' : 'heading' })}
              >
                {part.kind === 'heading' ? <Pilcrow aria-hidden="true" size={18} /> : <Heading aria-hidden="true" size={18} />}
                {part.kind === 'heading' ? 'Là đoạn văn' : 'Là tiêu đề'}
              </button>
              <button
                type="button"
                className="desk-tool"
                disabled={place === 0}
                aria-label={`Đưa lên: ${name}`}
                onClick={() => move(place, -1)}
              >
                <ArrowUp aria-hidden="true" size={18} />
              </button>
              <button
                type="button"
                className="desk-tool"
                disabled={place === parts.length - 1}
                aria-label={`Đưa xuống: ${name}`}
                onClick={() => move(place, 1)}
              >
                <ArrowDown aria-hidden="true" size={18} />
              </button>
              <button type="button" className="desk-tool" aria-label={`Thêm đoạn sau: ${name}`} onClick={() => insert(place + 1)}>
                <Plus aria-hidden="true" size={18} /> Thêm đoạn
              </button>
              <button
                type="button"
                className="desk-tool desk-tool-danger"
                aria-label={`Bỏ: ${name}`}
                onClick={() => onChange(parts.filter((one) => one.mark !== part.mark))}
              >
                <Trash2 aria-hidden="true" size={18} />
              </button>
            </div>
          </div>
        );
      })}
      <Field
        label={parts.length === 0 ? 'Dán toàn văn dự thảo' : 'Dán thêm vào cuối'}
        hint="Để một dòng trống giữa hai đoạn. Dòng như “Chương I”, “Điều 2.” hay chữ hoa hết tự thành tiêu đề."
        rows={parts.length === 0 ? 10 : 3}
        value={pasted}
        maxLength={60_000}
        onChange={setPasted}
      />
      <button type="button" className="desk-tool" disabled={pasted.trim() === ''} onClick={split}>
        Tách thành đoạn
      </button>
    </section>
  );
}
