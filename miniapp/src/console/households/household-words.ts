import type {
  EndReason,
  Household,
  HouseholdChange,
  HouseholdEvent,
  HouseholdGap,
  HouseholdMember,
  HouseholdRow,
} from 'backend/contracts/households';
import { spokenInstant } from '../../days.js';

/** Ways to look at the book. */
export type Shelf = 'all' | HouseholdGap | 'ended';

export const eventWords = {
  created: 'Ghi vào sổ',
  imported: 'Nạp từ Excel',
  edited: 'Sửa thông tin',
  representative_changed: 'Đổi người đại diện',
  invited: 'Tạo mã mời',
  linked: 'Liên kết Zalo',
  unlinked: 'Gỡ liên kết Zalo',
  ended: 'Kết thúc hộ',
} satisfies Record<HouseholdEvent, string>;

export const endWords = {
  moved_away: 'Cả hộ chuyển đi nơi khác',
  merged: 'Nhập vào hộ khác',
  dissolved: 'Không còn ai trong hộ',
  written_by_mistake: 'Ghi nhầm vào sổ',
} satisfies Record<EndReason, string>;

/** Who speaks for the household, and whether they can in the Mini App. */
export function representativeWords({ representativeName, representativeLinked }: HouseholdRow): { words: string; lacks: boolean } {
  if (representativeName === null) return { words: 'Chưa có người đại diện', lacks: true };
  return representativeLinked
    ? { words: `Đại diện: ${representativeName}, đã liên kết Zalo`, lacks: false }
    : { words: `Đại diện: ${representativeName}, chưa liên kết Zalo`, lacks: true };
}

export const memberFacts = ({ birthYear, relation }: Pick<HouseholdMember, 'birthYear' | 'relation'>): string =>
  relation === null
    ? birthYear === null
      ? ''
      : `Sinh năm ${birthYear}`
    : birthYear === null
      ? relation
      : `${relation} · sinh năm ${birthYear}`;

/** How a member stands towards Zalo. */
export function linkWords(member: HouseholdMember, { invitations }: Household): string {
  if (member.linkedAt !== null) return `Đã liên kết Zalo, ${spokenInstant(member.linkedAt)}`;
  const invited = invitations.find(({ memberId }) => memberId === member.id);
  return invited === undefined ? 'Chưa liên kết Zalo' : `Đã có mã mời, dùng đến ${spokenInstant(invited.expiresAt)}`;
}

export function changeWords({ details }: HouseholdChange): string[] {
  return details.map(({ field, before, after }) => {
    if (before === null) return `${field}: ${after ?? ''}`;
    return after === null ? `${field}: bỏ “${before}”` : `${field}: “${before}” thành “${after}”`;
  });
}

/** Whoever turns 18 this year counts; the server decides. */
export const mayRepresent = ({ birthYear }: HouseholdMember, year: number): boolean => birthYear !== null && year - birthYear >= 18;

export const number = (value: number): string => value.toLocaleString('vi-VN');
