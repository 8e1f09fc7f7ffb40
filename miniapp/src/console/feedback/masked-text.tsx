import { piecesOf } from './answer-text.js';
import { count, maskedKind } from './feedback-words.js';
import type { Mask } from './use-mask.js';

/** A text in which everything that will be hidden says so in words. */
export function MaskedText({ text, mask }: { text: string; mask: Mask | null }) {
  return (
    <p className="report-text">
      {(mask === null ? piecesOf(text, []) : piecesOf(mask.text, mask.found)).map((piece) =>
        piece.hidden === null ? (
          <span key={piece.from}>{piece.text}</span>
        ) : (
          <mark key={piece.from} className="masked">
            {piece.text}
            <span className="masked-word"> (che khi đăng: {maskedKind(piece.hidden)})</span>
          </mark>
        ),
      )}
    </p>
  );
}

/** How much will be hidden, in one line; nothing while nothing will be. */
export function MaskNote({ mask }: { mask: Mask | null }) {
  if (mask === null || mask.found.length === 0) return null;
  const kinds = [...new Set(mask.found.map(({ kind }) => maskedKind(kind)))].join(', ');
  return (
    <p className="quiet" role="status">
      Trên bảng công khai, máy che {count(mask.found.length)} chỗ: {kinds}. Người gửi vẫn đọc đủ.
    </p>
  );
}
