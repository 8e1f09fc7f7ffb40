import type { ScorecardRow } from 'backend/contracts/scorecard';
import { spokenInstant } from '../../days.js';

export const pointsWords = (points: number): string => points.toLocaleString('vi-VN');

export const originWords = {
  computed: 'tính từ hệ thống',
  typed: 'Văn phòng nhập',
  none: 'chưa có số liệu',
} satisfies Record<ScorecardRow['origin'], string>;

/** "30 / 60 / 10 hồ sơ (2 / 1 / 0 điểm), nguồn: …, Lê Văn A, 8 giờ, 08/12/2026". */
export function typedWords({ score, source, by, at }: ScorecardRow['typed'][number]): string {
  const said =
    score === null
      ? 'Bỏ số đã nhập'
      : score.kind === 'unit'
        ? `${score.points} điểm`
        : `2 điểm: ${score.two}, 1 điểm: ${score.one}, 0 điểm: ${score.none} hồ sơ`;
  return `${said}. Nguồn: ${source}. ${by}, ${spokenInstant(at)}`;
}
