import './documents.css';
import { useState } from 'react';
import { keepTicks, tickedDocuments } from './ticks.js';

/** A document as both the procedure page and the slip show it. */
export type ListedDocument = { name: string; detail: string; neededIf: string | null; notNeededIf: string | null };

/** The documents to bring, to tick off at home; the ticks stay on the phone, shared by procedure page and slip. */
export function DocumentList({ code, documents }: { code: string; documents: readonly ListedDocument[] }) {
  const [ticked, setTicked] = useState(() => new Set(tickedDocuments(code)));

  const toggle = (name: string) => {
    const next = new Set(ticked);
    if (!next.delete(name)) next.add(name);
    setTicked(next);
    keepTicks(code, [...next]);
  };

  if (documents.length === 0) return <p>Không cần mang giấy tờ gì.</p>;
  return (
    <ul className="documents">
      {documents.map(({ name, detail, neededIf, notNeededIf }) => (
        <li key={name}>
          <label className="document">
            <input type="checkbox" checked={ticked.has(name)} onChange={() => toggle(name)} />
            <span className="document-words">
              <span className="document-name">{name}</span>
              {detail !== '' && <span className="quiet">{detail}</span>}
              {neededIf !== null && <span className="document-condition">Chỉ cần nếu: {neededIf}</span>}
              {notNeededIf !== null && <span className="document-condition">Không cần nếu: {notNeededIf}</span>}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
