import './letter-paper.css';
import type { LifeLetterPaper } from 'backend/contracts/life-letters';

const festive = new Set<LifeLetterPaper['kind']>(['marriage', 'birth']);

/** A letter as it reads on paper; the same for the family and for whoever writes and signs it. */
export function LetterPaper({ paper }: { paper: LifeLetterPaper }) {
  return (
    <article className={festive.has(paper.kind) ? 'letter letter-festive' : 'letter'} aria-label={paper.title}>
      <header className="letter-head">
        <p className="letter-office">{paper.officeName}</p>
        {paper.number !== null && <p className="quiet">Số: {paper.number}</p>}
        <p className="quiet">{paper.placeAndDay}</p>
      </header>
      <h2 className="letter-title">{paper.title}</h2>
      <div className="letter-to">
        <p>
          Kính gửi: <strong>{paper.recipientName}</strong>
        </p>
        {paper.recipientAddress !== null && <p className="quiet">{paper.recipientAddress}</p>}
      </div>
      <div className="letter-words">
        {paper.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <div className="letter-signed">
        <p className="letter-signer">{paper.signerTitle}</p>
        {paper.signature !== null && <img src={paper.signature} alt="Chữ ký" />}
        {paper.signerName !== null && (
          <p>
            <strong>{paper.signerName}</strong>
          </p>
        )}
        {paper.approvedText !== null && <p className="quiet letter-approved">{paper.approvedText}</p>}
      </div>
      {paper.check !== null && (
        <p className="quiet letter-check">
          Mã kiểm tra: <strong>{paper.check.code}</strong>. Ai muốn biết thư này có phải của xã không, xin mở {paper.check.url}
        </p>
      )}
    </article>
  );
}
