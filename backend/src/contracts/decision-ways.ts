import type { DecisionItem, DecisionScope, DecisionStyle, DecisionWay } from './decisions.js';

/** Why the law does not let something be decided so, in a sentence, and where it says that. */
export type Refusal = { why: string; article: string };

type Chosen = { item: DecisionItem; scope: DecisionScope };

/** Commune-wide, households decide on items 1 and 2 only; the others belong to each hamlet (Luật 10/2022/QH15 Art. 16, 21). */
export function scopeRefusal(item: DecisionItem, scope: DecisionScope): Refusal | null {
  return scope === 'commune' && item > 2
    ? { why: 'Việc này do từng xóm quyết định, không quyết định chung toàn xã.', article: 'Luật 10/2022/QH15, Điều 16, Điều 21' }
    : null;
}

/** A vote in the app binds for item 6 alone (NĐ 59/2023/NĐ-CP Art. 5). Meetings are open to every item; ballots see `wayCondition`. */
export function wayRefusal(item: DecisionItem, way: DecisionWay): Refusal | null {
  return way === 'online' && item !== 6
    ? {
        why: `Việc thuộc khoản ${item} phải họp hoặc phát phiếu; chỉ việc khác trong nội bộ cộng đồng (khoản 6) được biểu quyết trực tuyến.`,
        article: 'Luật 10/2022/QH15, Điều 17; NĐ 59/2023/NĐ-CP, Điều 5',
      }
    : null;
}

/** What must have happened before this way may be taken; null when nothing. The gate checks it, this only says it beside the choice. */
export function wayCondition({ item, scope }: Chosen, way: DecisionWay): Refusal | null {
  if (way === 'online' && item === 6)
    return {
      why: 'Khi Trưởng xóm và Mặt trận thống nhất không cần họp hay phát phiếu, và hơn một nửa tổng số hộ đồng ý dùng hình thức này.',
      article: 'NĐ 59/2023/NĐ-CP, Điều 5',
    };
  if (way !== 'paper' || item === 6) return null;
  return scope === 'commune'
    ? { why: 'Khi Chủ tịch UBND xã quyết định phát phiếu.', article: 'Luật 10/2022/QH15, Điều 19 khoản 1 điểm a' }
    : { why: 'Chỉ khi đã họp mà không đủ số hộ dự họp.', article: 'Luật 10/2022/QH15, Điều 19 khoản 1 điểm b' };
}

/** Candidates stand in items 4 and 5 (Art. 15); a vote in the app asks for yes, no or another opinion (NĐ 59/2023 Art. 5). */
export function styleRefusal(item: DecisionItem, way: DecisionWay, style: DecisionStyle): Refusal | null {
  if (style === 'election' && item !== 4 && item !== 5)
    return { why: 'Bầu cử dành cho khoản 4 và khoản 5.', article: 'Luật 10/2022/QH15, Điều 15' };
  if (style !== 'agreement' && way === 'online')
    return {
      why: 'Biểu quyết trực tuyến chỉ hỏi đồng ý, không đồng ý, ý kiến khác.',
      article: 'NĐ 59/2023/NĐ-CP, Điều 5',
    };
  return null;
}
