import type { DecisionDraft, LegalCheck } from '../contracts/decisions-desk.js';
import { neededOf, quorumOf } from './decision-tally.js';
import { addDays, dayOf, shortDate } from './vietnam-time.js';

/**
 * Numbers of Luật 10/2022/QH15, NĐ 59/2023/NĐ-CP and NĐ 61/2023/NĐ-CP, from the day on which each holds. Luật 97/2025/QH15 may have changed their words; the
 * mechanism stands.
 */
const terms = {
  noticeDays: 2,
  documentDays: 2,
  planSentDays: 2,
  teamFrom: 3,
  teamTo: 5,
  clusterHouseholds: 200,
  conventionPostedDays: 30,
  electionPlanDays: 20,
  electionTeamDays: 10,
  listPostedDays: 7,
  candidatesSentDays: 15,
} as const;

export type LegalFacts = {
  draft: DecisionDraft;
  /** Households of each hamlet it is for: of the frozen roll once there is one. */
  households: ReadonlyMap<string, number>;
  /** The hamlet's head or the chairman says that it shall be decided; the Front agrees. */
  proposed: boolean;
  frontAgreed: boolean;
  /** Households that said yes to voting in the app. */
  consents: number;
};

type Found = Omit<LegalCheck, 'before' | 'state' | 'detail'> & { met: boolean; missing?: string; how?: string; forbidden?: boolean };

const on = (day: string | null): string | null => (day === null ? null : shortDate(day));

/** Whether `from` is at least `days` whole days before `day` (BLDS 2015 Art. 147(2): the first day does not count). */
const isBefore = (from: string | null, day: string | null, days: number): boolean =>
  from !== null && day !== null && addDays(from, days) <= day;

/** Whether a day, where it is known, is not after the first day of deciding, where that is known. */
const isNotAfter = (day: string | null, first: string | null): boolean => day === null || first === null || day <= first;

const missingDays = (from: string | null, day: string | null, days: number): string =>
  from === null
    ? 'Chưa ghi ngày thực hiện.'
    : day === null
      ? 'Chưa có ngày họp hoặc ngày bắt đầu.'
      : `Làm ngày ${shortDate(from)}, nên sớm nhất là ngày ${shortDate(addDays(from, days))}; đang ghi ${shortDate(day)}.`;

/** The first day on which anything happens: the earliest meeting, or the day it opens. */
export function firstDay({ way, meetings, opensAt }: DecisionDraft): string | null {
  if (way === 'meeting') return meetings.map(({ day }) => day).toSorted()[0] ?? null;
  return opensAt === null ? null : dayOf(new Date(opensAt));
}

/** What the law asks before it is announced, and before it is opened, each with its article; nothing may be announced or opened while one fails. */
export function legalChecks(facts: LegalFacts): LegalCheck[] {
  const state = ({ met, forbidden }: Found): LegalCheck['state'] => (met ? 'met' : forbidden ? 'forbidden' : 'missing');
  const shown = (before: LegalCheck['before'], found: Found[]): LegalCheck[] =>
    found.map((one) => ({
      key: one.key,
      before,
      state: state(one),
      requirement: one.requirement,
      article: one.article,
      detail: (one.met ? one.how : one.missing) ?? null,
    }));
  return [...shown('announce', beforeAnnouncing(facts)), ...shown('open', beforeOpening(facts))];
}

export const mayAnnounce = (checks: readonly LegalCheck[]): boolean =>
  checks.every(({ before, state }) => before !== 'announce' || state === 'met');
export const mayOpen = (checks: readonly LegalCheck[]): boolean => checks.every(({ state }) => state === 'met');

function beforeAnnouncing(facts: LegalFacts): Found[] {
  const { draft, proposed, frontAgreed, households } = facts;
  const atCommune = draft.scope === 'commune';
  return [
    wayAllowed(facts),
    {
      key: 'scope',
      requirement: atCommune ? 'Phạm vi toàn xã chỉ áp dụng cho khoản 1 và khoản 2' : 'Trong phạm vi một xóm',
      article: 'Điều 16, Điều 17, Điều 21 khoản 1 Luật Thực hiện dân chủ ở cơ sở',
      met: atCommune ? draft.item <= 2 : draft.hamletKeys.length === 1,
      forbidden: atCommune,
      missing: atCommune ? `Nội dung khoản ${draft.item} do từng xóm quyết định.` : 'Chọn đúng một xóm.',
    },
    {
      key: 'roll',
      requirement: 'Có danh sách hộ gia đình của từng xóm',
      article: 'Điều 21 khoản 1 (tính trên tổng số đại diện hộ gia đình)',
      met: households.size > 0 && [...households.values()].every((count) => count > 0),
      missing: 'Có xóm chưa nhập sổ hộ.',
      how: `${[...households.values()].reduce((sum, count) => sum + count, 0)} hộ`,
    },
    {
      key: 'proposed',
      requirement: atCommune ? 'Chủ tịch UBND xã đề nghị' : 'Trưởng xóm đề nghị',
      article: 'Điều 16 Luật Thực hiện dân chủ ở cơ sở',
      met: proposed,
      missing: 'Chưa xác nhận.',
    },
    {
      key: 'front_agreed',
      requirement: atCommune ? 'Mặt trận Tổ quốc xã thống nhất' : 'Trưởng ban công tác Mặt trận xóm thống nhất',
      article: draft.way === 'online' ? 'Điều 16; Điều 5 Nghị định 59/2023/NĐ-CP' : 'Điều 16 Luật Thực hiện dân chủ ở cơ sở',
      met: frontAgreed,
      missing: 'Mặt trận chưa xác nhận.',
    },
    ...questionComplete(draft),
    ...(draft.way === 'meeting' ? meetingPlanned(facts) : []),
    ...(draft.way === 'online' || draft.way === 'paper' ? timesGiven(draft) : []),
    ...(needsTeam(draft) ? [teamNamed(draft)] : []),
    ...(draft.way === 'online' ? [reportedFirst(draft)] : []),
    ...(draft.way === 'paper' ? [planSent(draft)] : []),
  ];
}

const needsTeam = ({ way, meetingVote }: DecisionDraft): boolean => way !== 'meeting' || meetingVote === 'ballot';

/** Art. 17, 19(1), NĐ 59/2023 Art. 4(1), 5(1): which way may decide what. */
function wayAllowed({ draft, households }: LegalFacts): Found {
  const { item, scope, way, steps } = draft;
  const first = firstDay(draft);
  const article = 'Điều 17, Điều 19 khoản 1 Luật Thực hiện dân chủ ở cơ sở; Điều 4, Điều 5 Nghị định 59/2023/NĐ-CP';
  if (way === 'online')
    return {
      key: 'way',
      requirement: 'Biểu quyết trực tuyến chỉ có giá trị với việc khác trong nội bộ cộng đồng (khoản 6)',
      article,
      met: item === 6,
      forbidden: true,
      missing: `Nội dung khoản ${item} phải quyết định tại cuộc họp của xóm hoặc bằng phiếu giấy theo luật.`,
    };
  if (way === 'meeting') return { key: 'way', requirement: 'Quyết định tại cuộc họp của cộng đồng dân cư', article, met: true };
  if (item === 6)
    return { key: 'way', requirement: 'Phát phiếu khi trưởng xóm và Mặt trận xóm thống nhất không cần họp', article, met: true };
  if (scope === 'commune' && item <= 2)
    return {
      key: 'way',
      requirement: 'Chủ tịch UBND xã quyết định phát phiếu trong toàn xã',
      article: 'Điều 19 khoản 1 điểm a Luật Thực hiện dân chủ ở cơ sở',
      met: steps.communeBallotOn !== null && isNotAfter(steps.communeBallotOn, first),
      missing:
        steps.communeBallotOn === null
          ? 'Chưa ghi ngày Chủ tịch UBND xã quyết định phát phiếu.'
          : `Quyết định ngày ${shortDate(steps.communeBallotOn)}, sau ngày bắt đầu.`,
      ...(steps.communeBallotOn !== null && { how: `Quyết định ngày ${on(steps.communeBallotOn)}` }),
    };
  const { failedMeetingOn, failedMeetingAttended } = steps;
  const all = [...households.values()].reduce((sum, count) => sum + count, 0);
  const fault =
    failedMeetingOn === null || failedMeetingAttended === null
      ? 'Chưa ghi cuộc họp không đủ số hộ: ngày họp và số hộ có mặt.'
      : failedMeetingAttended > all
        ? `Ghi ${failedMeetingAttended} hộ có mặt, nhiều hơn ${all} hộ trong sổ.`
        : quorumOf(item, failedMeetingAttended, all).reached
          ? `Hôm ấy có ${failedMeetingAttended} hộ, đủ để quyết định tại cuộc họp (cần ${quorumOf(item, failedMeetingAttended, all).needed} trong ${all} hộ).`
          : first !== null && failedMeetingOn >= first
            ? `Họp ngày ${shortDate(failedMeetingOn)}, không trước ngày bắt đầu.`
            : null;
  return {
    key: 'way',
    requirement: 'Chỉ phát phiếu sau khi đã họp mà không đủ số hộ',
    article: 'Điều 19 khoản 1 điểm b Luật Thực hiện dân chủ ở cơ sở',
    met: fault === null,
    ...(fault !== null && { missing: fault }),
    ...(steps.failedMeetingOn !== null && { how: `Họp ngày ${on(steps.failedMeetingOn)}, có ${steps.failedMeetingAttended ?? 0} hộ` }),
  };
}

const alike = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi-VN');

function questionComplete({ style, way, item, alternatives, candidates, seats }: DecisionDraft): Found[] {
  const found: Found[] = [];
  if (way === 'online')
    found.push({
      key: 'question',
      requirement: 'Câu hỏi ngắn gọn, chỉ có: đồng ý, không đồng ý, ý kiến khác',
      article: 'Điều 5 Nghị định 59/2023/NĐ-CP',
      met: style === 'agreement',
      forbidden: true,
      missing: 'Biểu quyết trực tuyến không dùng nhiều phương án.',
    });
  if (style === 'alternatives')
    found.push({
      key: 'alternatives',
      requirement: 'Có ít nhất hai phương án khác nhau',
      article: 'Điều 19 Luật Thực hiện dân chủ ở cơ sở',
      met: alternatives.length >= 2 && new Set(alternatives.map(({ label }) => alike(label))).size === alternatives.length,
      missing: alternatives.length >= 2 ? 'Có hai phương án ghi giống nhau.' : 'Ghi thêm phương án.',
    });
  const people = new Set(candidates.map(({ name, birthYear }) => `${alike(name)}|${birthYear ?? ''}`)).size;
  if (style === 'election' && item === 4)
    found.push({
      key: 'one_head',
      requirement: 'Mỗi xóm bầu một trưởng xóm',
      article: 'Điều 6, Điều 8 Nghị định 59/2023/NĐ-CP',
      met: seats === 1,
      missing: `Đang ghi bầu ${seats} người.`,
    });
  if (style === 'election')
    found.push(
      {
        key: 'election_item',
        requirement: 'Bầu cử chỉ dùng cho khoản 4 và khoản 5',
        article: 'Điều 15 khoản 4, khoản 5 Luật Thực hiện dân chủ ở cơ sở',
        met: item === 4 || item === 5,
        forbidden: true,
        missing: `Khoản ${item} không phải là việc bầu.`,
      },
      {
        key: 'candidates',
        requirement: 'Có ít nhất một người ứng cử cho mỗi vị trí cần bầu',
        article: 'Điều 8 Nghị định 59/2023/NĐ-CP',
        met: candidates.length >= seats && candidates.length > 0 && people === candidates.length,
        missing:
          people < candidates.length
            ? 'Có người ghi hai lần; trùng họ tên thì ghi thêm năm sinh.'
            : `Mới có ${candidates.length} người cho ${seats} vị trí.`,
      },
      {
        key: 'eligible',
        requirement:
          'Từng người ứng cử đủ điều kiện: thường trú tại xóm, không phải cán bộ, công chức, người hoạt động không chuyên trách nếu luật không cho, không có quan hệ lợi ích với dự án được giám sát',
        article: 'Điều 37, Điều 42 Luật Thực hiện dân chủ ở cơ sở; Nghị định 59/2023/NĐ-CP',
        met: candidates.length > 0 && candidates.every(({ eligible }) => eligible),
        missing: `Chưa xác nhận: ${candidates.flatMap(({ eligible, name }) => (eligible ? [] : [name])).join(', ') || 'chưa có danh sách'}.`,
      },
    );
  return found;
}

function meetingPlanned({ draft, households }: LegalFacts): Found[] {
  const without = [...households.keys()].filter((key) => !draft.meetings.some(({ hamletKey }) => hamletKey === key));
  const clusters = draft.meetings.length > new Set(draft.meetings.map(({ hamletKey }) => hamletKey)).size;
  return [
    {
      key: 'meetings',
      requirement: 'Mỗi xóm có lịch họp: ngày, giờ, nơi họp',
      article: 'Điều 18 Luật Thực hiện dân chủ ở cơ sở',
      met: draft.meetings.length > 0 && without.length === 0 && draft.meetingVote !== null,
      missing: draft.meetingVote === null ? 'Chọn giơ tay hay bỏ phiếu kín.' : 'Còn xóm chưa có lịch họp.',
    },
    ...(clusters
      ? [
          {
            key: 'cluster_plan',
            requirement: `Họp theo cụm dân cư (xóm từ ${terms.clusterHouseholds} hộ hoặc ở phân tán) theo kế hoạch được UBND xã duyệt`,
            article: 'Điều 3 Nghị định 59/2023/NĐ-CP',
            met: draft.steps.clusterPlanOn !== null && isNotAfter(draft.steps.clusterPlanOn, firstDay(draft)),
            missing:
              draft.steps.clusterPlanOn === null
                ? 'Chưa ghi ngày UBND xã duyệt kế hoạch.'
                : `Duyệt ngày ${shortDate(draft.steps.clusterPlanOn)}, sau ngày họp đầu tiên.`,
          },
        ]
      : []),
  ];
}

function timesGiven({ opensAt, closesAt }: DecisionDraft): Found[] {
  return [
    {
      key: 'times',
      requirement: 'Có giờ bắt đầu và giờ kết thúc',
      article: 'Điều 19 Luật Thực hiện dân chủ ở cơ sở; Điều 5 Nghị định 59/2023/NĐ-CP',
      met: opensAt !== null && closesAt !== null && opensAt < closesAt,
      missing: opensAt === null || closesAt === null ? 'Chưa đủ giờ bắt đầu và kết thúc.' : 'Giờ kết thúc phải sau giờ bắt đầu.',
    },
  ];
}

function teamNamed({ team, way }: DecisionDraft): Found {
  const head = team.filter((member) => member.head);
  const stands = new Set(team.flatMap(({ capacities }) => capacities));
  const asked = way === 'online' ? (['front', 'hamlet', 'household', 'technician'] as const) : way === 'paper' ? (['front'] as const) : [];
  const names = {
    front: 'đại diện Mặt trận',
    hamlet: 'đại diện xóm',
    household: 'đại diện hộ',
    technician: 'người thạo công nghệ',
  } as const;
  const lacking = asked.filter((capacity) => !stands.has(capacity));
  const faults = [
    ...(team.length < terms.teamFrom || team.length > terms.teamTo
      ? [`Tổ có từ ${terms.teamFrom} đến ${terms.teamTo} người, đang ghi ${team.length}.`]
      : []),
    ...(new Set(team.map(({ name }) => name)).size < team.length ? ['Có tên ghi hai lần.'] : []),
    ...(way !== 'meeting' && (head.length !== 1 || !head[0]?.capacities.includes('front'))
      ? ['Tổ trưởng phải là đại diện Ban công tác Mặt trận.']
      : []),
    ...(lacking.length > 0 ? [`Còn thiếu ${lacking.map((capacity) => names[capacity]).join(', ')}.`] : []),
  ];
  return {
    key: 'team',
    requirement:
      way === 'meeting'
        ? 'Ban kiểm phiếu từ 03 đến 05 người'
        : way === 'paper'
          ? 'Tổ phát phiếu từ 03 đến 05 người, tổ trưởng là đại diện Mặt trận'
          : 'Tổ lấy ý kiến từ 03 đến 05 người, tổ trưởng là đại diện Mặt trận',
    article:
      way === 'meeting'
        ? 'Điều 3 Nghị định 59/2023/NĐ-CP'
        : way === 'paper'
          ? 'Điều 4 Nghị định 59/2023/NĐ-CP'
          : 'Điều 5 Nghị định 59/2023/NĐ-CP',
    met: faults.length === 0,
    missing: faults.join(' '),
    how: team.map(({ name }) => name).join(', '),
  };
}

const reportedFirst = (draft: DecisionDraft): Found => ({
  key: 'reported',
  requirement: 'Báo cáo UBND xã và Mặt trận Tổ quốc xã trước khi tiến hành',
  article: 'Điều 5 Nghị định 59/2023/NĐ-CP',
  met: draft.steps.reportedOn !== null && isBefore(draft.steps.reportedOn, firstDay(draft), 0),
  missing: missingDays(draft.steps.reportedOn, firstDay(draft), 0),
  ...(draft.steps.reportedOn !== null && { how: `Báo cáo ngày ${on(draft.steps.reportedOn)}` }),
});

function planSent(draft: DecisionDraft): Found {
  const { planOn, planSentOn } = draft.steps;
  const inTime = planOn !== null && planSentOn !== null && planOn <= planSentOn && planSentOn <= addDays(planOn, terms.planSentDays);
  const before = isNotAfter(planSentOn, firstDay(draft));
  return {
    key: 'plan_sent',
    requirement: 'Kế hoạch phát phiếu gửi Chủ tịch UBND xã và Mặt trận trong 02 ngày từ ngày ban hành',
    article: 'Điều 4 Nghị định 59/2023/NĐ-CP',
    met: inTime && before,
    missing:
      planOn === null || planSentOn === null
        ? 'Chưa ghi ngày ban hành và ngày gửi.'
        : `Ban hành ${on(planOn)}, gửi ${on(planSentOn)}${before ? '' : ', sau ngày bắt đầu'}.`,
  };
}

function beforeOpening({ draft, consents, households }: LegalFacts): Found[] {
  const { steps, way, item } = draft;
  const first = firstDay(draft);
  const all = [...households.values()].reduce((sum, count) => sum + count, 0);
  const found: Found[] = [
    {
      key: 'notice',
      requirement: `Thông báo nội dung, thời gian${way === 'meeting' ? ', nơi họp' : ', hạn nộp và thành viên tổ'} trước ít nhất 02 ngày`,
      article:
        way === 'meeting'
          ? 'Điều 18; Điều 3 Nghị định 59/2023/NĐ-CP'
          : way === 'paper'
            ? 'Điều 19; Điều 4 Nghị định 59/2023/NĐ-CP'
            : 'Điều 5 Nghị định 59/2023/NĐ-CP',
      met: isBefore(steps.noticeOn, first, terms.noticeDays) && steps.noticeChannels.length > 0,
      missing:
        steps.noticeChannels.length === 0 ? 'Chưa ghi đã thông báo bằng cách nào.' : missingDays(steps.noticeOn, first, terms.noticeDays),
      ...(steps.noticeOn !== null && { how: `Thông báo ngày ${on(steps.noticeOn)}` }),
    },
    {
      key: 'notice_posted',
      requirement: 'Niêm yết thông báo tại nhà văn hóa xóm',
      article: 'Điều 3, Điều 5 Nghị định 59/2023/NĐ-CP',
      met: steps.noticePosted,
      missing: 'Chưa xác nhận đã niêm yết.',
    },
  ];
  if (item <= 3)
    found.push({
      key: 'documents',
      requirement: 'Tài liệu tới từng hộ trước ít nhất 02 ngày',
      article: 'Điều 18 Luật Thực hiện dân chủ ở cơ sở; Điều 3 Nghị định 59/2023/NĐ-CP',
      met: isBefore(steps.documentsOn, first, terms.documentDays),
      missing: missingDays(steps.documentsOn, first, terms.documentDays),
    });
  if (item === 3)
    found.push({
      key: 'convention_posted',
      requirement: 'Dự thảo hương ước, quy ước niêm yết tại nhà văn hóa ít nhất 30 ngày',
      article: 'Điều 9 khoản 1 Nghị định 61/2023/NĐ-CP',
      met: isBefore(steps.draftPostedOn, first, terms.conventionPostedDays),
      missing: missingDays(steps.draftPostedOn, first, terms.conventionPostedDays),
    });
  if (item === 4 && draft.style === 'election')
    for (const [key, day, days, requirement] of [
      ['election_plan', steps.electionPlanOn, terms.electionPlanDays, 'Chủ tịch UBND xã ban hành kế hoạch trước ngày bầu ít nhất 20 ngày'],
      [
        'candidates_sent',
        steps.candidatesSentOn,
        terms.candidatesSentDays,
        'Biên bản danh sách người ứng cử (Mẫu 05) gửi UBND xã trước ít nhất 15 ngày',
      ],
      ['election_team', steps.electionTeamOn, terms.electionTeamDays, 'Thành lập Tổ bầu cử trước ngày bầu ít nhất 10 ngày'],
      ['list_posted', steps.listPostedOn, terms.listPostedDays, 'Niêm yết danh sách người ứng cử trước ít nhất 07 ngày'],
    ] as const)
      found.push({
        key,
        requirement,
        article: 'Điều 6 đến Điều 9 Nghị định 59/2023/NĐ-CP',
        met: isBefore(day, first, days),
        missing: missingDays(day, first, days),
      });
  if (way === 'online')
    found.push({
      key: 'consents',
      requirement: 'Trên 50 % tổng số hộ chọn hình thức biểu quyết trực tuyến',
      article: 'Điều 5 Nghị định 59/2023/NĐ-CP',
      met: 2 * consents > all && all > 0,
      missing: `Mới có ${consents} trong ${all} hộ đồng ý; cần ít nhất ${neededOf('more_than_half', all)} hộ.`,
      how: `${consents} trong ${all} hộ đồng ý`,
    });
  return found;
}
