import type { DecisionItem, DecisionScope, DecisionStyle, DecisionWay } from 'backend/contracts/decisions';
import type { DecisionSteps } from 'backend/contracts/decisions-desk';
import { plainDate } from '../../days.js';
import { dayAfter, isDay } from '../day-list.js';

/** The dated steps of the law. */
export type StepKey = Exclude<keyof DecisionSteps, 'reportNumber' | 'noticeChannels' | 'noticePosted' | 'failedMeetingAttended'>;

type Asked = {
  item: DecisionItem;
  scope: DecisionScope;
  way: DecisionWay;
  style: DecisionStyle;
  meetings: readonly { hamletKey: string; day: string }[];
  opensDay: string;
};

/** The steps this way of deciding asks for, in the order in which they are done; which of them are still missing is the gate's to say. */
export function askedSteps({ item, scope, way, style, meetings }: Asked): StepKey[] {
  const byClusters = way === 'meeting' && new Set(meetings.map(({ hamletKey }) => hamletKey)).size < meetings.length;
  return [
    ...(way === 'paper' && scope === 'commune' ? (['communeBallotOn'] as const) : []),
    ...(way === 'paper' && scope === 'hamlet' && item !== 6 ? (['failedMeetingOn'] as const) : []),
    ...(item === 4 && style === 'election' ? (['electionPlanOn', 'candidatesSentOn', 'electionTeamOn', 'listPostedOn'] as const) : []),
    ...(byClusters ? (['clusterPlanOn'] as const) : []),
    ...(way === 'online' ? (['reportedOn'] as const) : []),
    ...(way === 'paper' ? (['planOn', 'planSentOn'] as const) : []),
    ...(item === 3 ? (['draftPostedOn'] as const) : []),
    ...(item <= 3 ? (['documentsOn'] as const) : []),
    'noticeOn',
  ];
}

/** Each step in people's words, where it stands, and how many days before the first day of deciding it must be done; null where that day does not bind it. */
export const stepWords = {
  communeBallotOn: {
    name: 'Chủ tịch UBND xã quyết định phát phiếu',
    article: 'Luật 10/2022/QH15, Điều 19 khoản 1 điểm a',
    daysBefore: null,
  },
  failedMeetingOn: {
    name: 'Ngày họp không đủ số hộ',
    article: 'Luật 10/2022/QH15, Điều 19 khoản 1 điểm b',
    daysBefore: null,
  },
  electionPlanOn: { name: 'Chủ tịch UBND xã ban hành kế hoạch bầu', article: 'NĐ 59/2023/NĐ-CP, Điều 6', daysBefore: 20 },
  candidatesSentOn: { name: 'Gửi UBND xã biên bản danh sách ứng cử (Mẫu 05)', article: 'NĐ 59/2023/NĐ-CP, Điều 8', daysBefore: 15 },
  electionTeamOn: { name: 'Thành lập Tổ bầu cử', article: 'NĐ 59/2023/NĐ-CP, Điều 7', daysBefore: 10 },
  listPostedOn: { name: 'Niêm yết danh sách người ứng cử', article: 'NĐ 59/2023/NĐ-CP, Điều 8', daysBefore: 7 },
  clusterPlanOn: { name: 'UBND xã duyệt kế hoạch họp theo cụm', article: 'NĐ 59/2023/NĐ-CP, Điều 3', daysBefore: null },
  reportedOn: { name: 'Báo cáo UBND xã và Mặt trận Tổ quốc xã', article: 'NĐ 59/2023/NĐ-CP, Điều 5', daysBefore: 0 },
  planOn: { name: 'Ban hành kế hoạch phát phiếu', article: 'NĐ 59/2023/NĐ-CP, Điều 4', daysBefore: null },
  planSentOn: { name: 'Gửi kế hoạch cho Chủ tịch UBND và Mặt trận', article: 'NĐ 59/2023/NĐ-CP, Điều 4', daysBefore: null },
  draftPostedOn: { name: 'Niêm yết dự thảo hương ước, quy ước', article: 'NĐ 61/2023/NĐ-CP, Điều 9', daysBefore: 30 },
  documentsOn: { name: 'Tài liệu tới từng hộ', article: 'Luật 10/2022/QH15, Điều 18; NĐ 59/2023/NĐ-CP, Điều 3', daysBefore: 2 },
  noticeOn: { name: 'Thông báo đến các hộ', article: 'NĐ 59/2023/NĐ-CP, Điều 3, 4, 5', daysBefore: 2 },
} satisfies Record<StepKey, { name: string; article: string; daysBefore: number | null }>;

/** The day of the earliest meeting, or the day on which voting begins; null while nobody has said. */
export function firstDay({ way, meetings, opensDay }: Pick<Asked, 'way' | 'meetings' | 'opensDay'>): string | null {
  if (way !== 'meeting') return isDay(opensDay) ? opensDay : null;
  return [...meetings.map(({ day }) => day).filter(isDay)].sort()[0] ?? null;
}

/** Beside an empty step: until when it must be done, and where that stands. */
export function stepHint(key: StepKey, first: string | null): string {
  const { article, daysBefore } = stepWords[key];
  if (key === 'planSentOn') return `Trong 02 ngày từ ngày ban hành. ${article}.`;
  if (daysBefore === null) return `${article}.`;
  const when = daysBefore === 0 ? 'trước khi bắt đầu' : `trước ít nhất ${daysBefore} ngày`;
  if (first === null) return `Làm ${when}. ${article}.`;
  return `Chậm nhất ${plainDate(dayAfter(first, -daysBefore))} (${when}). ${article}.`;
}
