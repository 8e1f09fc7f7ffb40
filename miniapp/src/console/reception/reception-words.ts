import type { DeskReceptionSession, PlannedReception } from 'backend/contracts/reception';
import type { ReceptionEntryRow } from 'backend/contracts/reception-register';
import { answerWords, receptionKindWords, secretWords } from 'backend/contracts/reception-words';
import { longDate, plainDate, spokenTime } from '../../days.js';

/** "8 giờ – 11 giờ, Thứ Năm, 10/12/2026". */
export const whenWords = ({ day, from, to }: { day: string; from: string; to: string }): string =>
  `${spokenTime(from)} – ${spokenTime(to)}, ${longDate(day)}`;

/** Where a session stands, for the list. */
export function sessionWords({ state, booked, places, entries }: DeskReceptionSession): string {
  if (state === 'cancelled') return 'Đã hủy';
  if (state === 'over' || state === 'under_way') return `${state === 'over' ? 'Đã tiếp' : 'Đang tiếp'} · ${entries} dòng trong sổ`;
  return `${booked}/${places} chỗ đã giữ`;
}

/** What the weekly rule makes of one week. */
export function plannedWords({ wanted, movedBecause, skippedBecause }: PlannedReception): string {
  if (skippedBecause !== null) return `Không công bố: ${skippedBecause}`;
  return movedBecause === null ? 'Công bố' : `Công bố, dời từ ${plainDate(wanted)} (${movedBecause})`;
}

/** What somebody came with, as far as the reader may know. */
export const kindOf = ({ secret, kind }: Pick<ReceptionEntryRow, 'secret' | 'kind'>): string =>
  secret || kind === null ? secretWords : receptionKindWords[kind];

/** The clock of an answer: in time, due, late, or over. */
export function clockOf(
  { state, dueOn, lateDays, escalated, answer, refused }: ReceptionEntryRow,
  today: string,
): { words: string; tone: 'late' | 'due' | 'calm' } {
  if (state === 'none') return { words: refused ? 'Không tiếp' : 'Không phải trả lời', tone: 'calm' };
  if (state === 'answered') return { words: answer === null ? 'Đã trả lời' : answerWords[answer], tone: 'calm' };
  const extended = state === 'extended' ? ' (đã kéo dài)' : '';
  if (dueOn === null) return { words: 'Chờ trả lời', tone: 'calm' };
  if (lateDays > 0) return { words: `Trễ ${lateDays} ngày làm việc${extended}${escalated ? ', đã báo Chủ tịch' : ''}`, tone: 'late' };
  if (dueOn === today) return { words: `Hạn hôm nay${extended}`, tone: 'due' };
  return { words: `Hạn ${plainDate(dueOn)}${extended}`, tone: 'calm' };
}
