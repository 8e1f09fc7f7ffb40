import './consultations.css';
import { consultationForms } from 'backend/contracts/consultation-matters';
import type { DraftPart } from 'backend/contracts/consultations';
import { FileText, Image } from 'lucide-react';
import type { ReactNode } from 'react';

type Part = Omit<DraftPart, 'opinions'>;

/** The draft as everybody reads it: its headings, and its paragraphs under their numbers. `acts` stands below each paragraph. */
export function DraftParts({ parts, level = 3, acts }: { parts: readonly Part[]; level?: 3 | 4; acts?: (part: Part) => ReactNode }) {
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <div className="consultation-parts">
      {parts.map((part) =>
        part.kind === 'heading' ? (
          <Heading key={part.key} className="consultation-heading">
            {part.text}
          </Heading>
        ) : (
          <section key={part.key} className="consultation-part" aria-label={`Đoạn ${part.number}`}>
            <p className="consultation-part-number">Đoạn {part.number}</p>
            <p className="consultation-words">{part.text}</p>
            {acts !== undefined && <div className="consultation-part-acts">{acts(part)}</div>}
          </section>
        ),
      )}
    </div>
  );
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;
}

type PapersProps = {
  papers: readonly { fileId: string; label: string; kind: 'picture' | 'document'; bytes: number; url: string }[];
  /** Opens a paper; without it the rows are only a picture of rows. */
  onOpen?: (url: string) => void;
};

export function Papers({ papers, onOpen }: PapersProps) {
  return (
    <ul className="rows">
      {papers.map(({ fileId, label, kind, bytes, url }) => {
        const Icon = kind === 'picture' ? Image : FileText;
        const row = (
          <>
            <Icon aria-hidden="true" size={22} />
            <span className="row-words">
              <span className="row-name">{label}</span>
              <span className="quiet">
                {kind === 'picture' ? 'Ảnh' : 'PDF'}, {size(bytes)}
              </span>
            </span>
          </>
        );
        return (
          <li key={fileId}>
            {onOpen === undefined ? (
              <span className="row">{row}</span>
            ) : (
              <button type="button" className="row consultation-attachment" onClick={() => onOpen(url)}>
                {row}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type FactsProps = {
  number: string | null;
  matterName: string;
  source: string;
  forms: readonly string[];
  responsible: string;
  decidedAbove: string | null;
};

/** Who asks, about what kind of matter, and in which ways one may answer. */
export function ConsultationFacts({ number, matterName, source, forms, responsible, decidedAbove }: FactsProps) {
  const ways = consultationForms.filter(({ key }) => forms.includes(key)).map(({ name }) => name);
  return (
    <dl className="card consultation-facts">
      <div>
        <dt>Loại việc</dt>
        <dd>
          {matterName} <span className="quiet">({source})</span>
        </dd>
      </div>
      {ways.length > 0 && (
        <div>
          <dt>Có thể góp ý bằng</dt>
          <dd>{ways.join('; ')}</dd>
        </div>
      )}
      {responsible !== '' && (
        <div>
          <dt>Người chịu trách nhiệm</dt>
          <dd>{responsible}</dd>
        </div>
      )}
      {decidedAbove !== null && (
        <div>
          <dt>Cơ quan quyết định</dt>
          <dd>{decidedAbove}. Xã tổng hợp ý kiến và gửi lên.</dd>
        </div>
      )}
      {number !== null && (
        <div>
          <dt>Số hiệu</dt>
          <dd>{number}</dd>
        </div>
      )}
    </dl>
  );
}
