import './disclosures.css';
import { textBlocks } from 'backend/contracts/disclosure-text';
import { FileText, Image } from 'lucide-react';
import { Notice } from '../../components/states.js';
import { longDate, plainDate } from '../../days.js';

/** What of a disclosure is shown; an officer's unsaved draft fits as well. */
export type SheetWords = {
  title: string;
  classLabel: string;
  number: string | null;
  summary: string;
  text: string;
  attachments: readonly { fileId: string; label: string; kind: 'picture' | 'document'; bytes: number; url: string }[];
  documentNumber: string | null;
  documentDate: string | null;
  hamlets: readonly string[];
  postedFrom: string;
  /** Null: for as long as it holds. */
  postedUntil: string | null;
  corrections: readonly { on: string; reason: string }[];
};

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;
}

type SheetProps = {
  words: SheetWords;
  /** The level of its headings; one below the page's own. */
  titleLevel?: 2 | 3;
  /** Opens an attachment; without it the rows are only a picture of rows. */
  onOpen?: (url: string) => void;
};

/** A disclosure as everybody reads it: title, date and class, the summary in plain words, the text, what is attached. */
export function DisclosureSheet({ words, titleLevel = 2, onOpen }: SheetProps) {
  const Title = titleLevel === 2 ? 'h2' : 'h3';
  const Part = titleLevel === 2 ? 'h3' : 'h4';
  const document = [
    words.documentNumber !== null && `số ${words.documentNumber}`,
    words.documentDate !== null && `ngày ${plainDate(words.documentDate)}`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <article className="disclosure">
      <div>
        <Title className="title">{words.title}</Title>
        <p className="disclosure-facts">
          <span>{longDate(words.postedFrom)}</span>
          <span>{words.classLabel}</span>
        </p>
      </div>
      {words.corrections.map(({ on, reason }) => (
        <Notice key={`${on} ${reason}`} tone="attention">
          <p>
            Đã sửa ngày {plainDate(on)}: {reason}
          </p>
        </Notice>
      ))}
      {words.summary !== '' && <p className="disclosure-summary">{words.summary}</p>}
      <div className="disclosure-text">
        {textBlocks(words.text).map((block, place) =>
          block.kind === 'list' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text has no parts that move
            <ul key={place}>
              {block.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text has no parts that move
            <p key={place}>
              {block.lines.map((line, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the text has no parts that move
                <span key={row}>
                  {row > 0 && <br />}
                  {line}
                </span>
              ))}
            </p>
          ),
        )}
      </div>
      {words.attachments.length > 0 && (
        <section className="stack">
          <Part className="section-title">Tài liệu kèm theo</Part>
          <ul className="rows">
            {words.attachments.map(({ fileId, label, kind, bytes, url }) => {
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
                    <button type="button" className="row disclosure-attachment" onClick={() => onOpen(url)}>
                      {row}
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <dl className="card disclosure-details">
        {document !== '' && (
          <div>
            <dt>Văn bản</dt>
            <dd>{document}</dd>
          </div>
        )}
        <div>
          <dt>Phạm vi</dt>
          <dd>{words.hamlets.length === 0 ? 'Toàn xã' : words.hamlets.join('; ')}</dd>
        </div>
        <div>
          <dt>Thời gian công khai</dt>
          <dd>
            {words.postedUntil === null
              ? `Thường xuyên, từ ngày ${plainDate(words.postedFrom)}`
              : `Từ ngày ${plainDate(words.postedFrom)} đến hết ngày ${plainDate(words.postedUntil)}`}
          </dd>
        </div>
        {words.number !== null && (
          <div>
            <dt>Số hiệu</dt>
            <dd>{words.number}</dd>
          </div>
        )}
      </dl>
    </article>
  );
}
