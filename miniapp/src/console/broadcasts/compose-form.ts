import type { Broadcast, BroadcastContent, BroadcastDraft, BroadcastKind } from 'backend/contracts/broadcasts';
import type { Role } from 'backend/contracts/residents';
import { inVietnam } from '../../days.js';
import { isDay } from '../day-list.js';

/** A broadcast as it is being written: what the fields hold. */
export type Form = {
  kind: BroadcastKind;
  title: string;
  text: string;
  pictureId: string | null;
  buttonPath: string;
  buttonTitle: string;
  hamletKeys: string[];
  roles: Role[];
  households: string;
  ageFrom: string;
  ageTo: string;
  onePerHousehold: boolean;
  includeUnknownHamlet: boolean;
  includeUnknownAge: boolean;
  article: boolean;
  groups: boolean;
  paid: boolean;
  when: 'now' | 'at';
  day: string;
  time: string;
};

/** What may stand in a text and is put in for each reader. */
export const variables = [
  { code: '{ten}', name: 'Tên người nhận' },
  { code: '{xung_ho}', name: 'Ông, bà, anh…' },
  { code: '{xom}', name: 'Xóm' },
  { code: '{ten_xa}', name: 'Tên xã' },
  { code: '{chu_tich}', name: 'Tên Chủ tịch' },
  { code: '{nam}', name: 'Năm' },
  { code: '{can_chi}', name: 'Năm âm lịch' },
  { code: '{ngay}', name: 'Ngày' },
  { code: '{ngay_am}', name: 'Ngày âm' },
] as const;

/** Pages of the Mini App a button may open. */
export const buttonPages = [
  { path: '', name: 'Mở bài đọc của tin này', title: '' },
  { path: '/', name: 'Trang chủ của ứng dụng xã', title: 'Mở trang của xã' },
  { path: '/procedures', name: 'Thủ tục và đặt lịch', title: 'Xem thủ tục' },
  { path: '/appointments', name: 'Lịch hẹn của người đọc', title: 'Xem lịch hẹn' },
  { path: '/news', name: 'Tin của xã', title: 'Xem tin của xã' },
  { path: '/me', name: 'Trang cá nhân (chọn loại tin)', title: 'Chọn loại tin' },
  { path: '/about', name: 'Giới thiệu trụ sở, giờ làm việc', title: 'Xem giờ làm việc' },
] as const;

export const textLimit = 1_700;

/** An empty broadcast to everybody, by every way that costs nothing. */
export function emptyForm(kind: BroadcastKind): Form {
  return {
    kind,
    title: '',
    text: '',
    pictureId: null,
    buttonPath: '',
    buttonTitle: '',
    hamletKeys: [],
    roles: [],
    households: '',
    ageFrom: '',
    ageTo: '',
    onePerHousehold: false,
    includeUnknownHamlet: true,
    includeUnknownAge: true,
    article: false,
    groups: false,
    paid: false,
    when: 'now',
    day: '',
    time: '07:00',
  };
}

/** The part of the form that a template or an occasion brings. */
export function contentForm({ title, text, pictureId, button }: BroadcastContent) {
  return { title, text, pictureId, buttonPath: button?.path ?? '', buttonTitle: button?.title ?? '' };
}

export function formOf({ kind, content, audience, modes, sendAt }: Pick<Broadcast, keyof BroadcastDraft>): Form {
  const when = sendAt === null ? null : inVietnam(new Date(sendAt));
  return {
    ...emptyForm(kind),
    ...contentForm(content),
    hamletKeys: audience.hamletKeys,
    roles: audience.roles,
    households: audience.householdCodes.join('\n'),
    ageFrom: audience.ageFrom === null ? '' : String(audience.ageFrom),
    ageTo: audience.ageTo === null ? '' : String(audience.ageTo),
    onePerHousehold: audience.onePerHousehold,
    includeUnknownHamlet: audience.includeUnknownHamlet,
    includeUnknownAge: audience.includeUnknownAge,
    ...modes,
    ...(when === null ? {} : { when: 'at' as const, day: when.day, time: when.time }),
  };
}

/** Codes of households as people paste them: from a spreadsheet's column, with commas, in small letters, twice. */
export function householdCodesIn(text: string): string[] {
  return [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter((code) => code !== '');
}

const clean = (text: string) => text.normalize('NFC').trim();
const ageOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** What is sent to the API. */
export function draftFrom(form: Form): BroadcastDraft {
  return {
    kind: form.kind,
    content: {
      title: clean(form.title),
      text: clean(form.text),
      pictureId: form.pictureId,
      button: form.buttonPath === '' ? null : { title: clean(form.buttonTitle), path: form.buttonPath },
    },
    audience: {
      hamletKeys: form.hamletKeys,
      roles: form.roles,
      householdCodes: householdCodesIn(form.households),
      ageFrom: ageOf(form.ageFrom),
      ageTo: ageOf(form.ageTo),
      onePerHousehold: form.onePerHousehold,
      includeUnknownHamlet: form.includeUnknownHamlet,
      includeUnknownAge: form.includeUnknownAge,
    },
    modes: { article: form.article, groups: form.groups, paid: form.paid },
    sendAt: form.when === 'now' ? null : new Date(`${form.day}T${form.time}:00+07:00`).toISOString(),
  };
}

/** What keeps a broadcast from being saved, at its field; the API has the same rules. */
export function faultsOf(form: Form, now: Date): Record<string, string> {
  const faults: Record<string, string> = {};
  const title = clean(form.title);
  const text = clean(form.text);
  const known = new Set<string>(variables.map(({ code }) => code));
  const unknown = (words: string) => words.match(/\{[^{}\s]*\}/g)?.find((code) => !known.has(code));
  if (title.length < 3) faults['body.content.title'] = 'Xin viết tiêu đề.';
  else if (/[<>]/.test(title)) faults['body.content.title'] = 'Tiêu đề không dùng dấu < hoặc >.';
  else if (unknown(title) !== undefined) faults['body.content.title'] = `Không biết ${unknown(title)}. Xin dùng các nút bên dưới để chèn.`;
  if (text.length < 10) faults['body.content.text'] = 'Xin viết nội dung, ít nhất một câu.';
  else if (text.length > textLimit) faults['body.content.text'] = `Dài quá ${textLimit.toLocaleString('vi-VN')} ký tự, xin viết ngắn lại.`;
  else if (/[<>]/.test(text)) faults['body.content.text'] = 'Nội dung không dùng dấu < hoặc >.';
  else if (unknown(text) !== undefined) faults['body.content.text'] = `Không biết ${unknown(text)}. Xin dùng các nút bên dưới để chèn.`;
  if (form.buttonPath !== '' && clean(form.buttonTitle).length < 2) faults['body.content.button.title'] = 'Xin viết chữ trên nút.';
  const isAge = (age: string) => age.trim() === '' || (/^\d{1,3}$/.test(age.trim()) && Number(age) <= 130);
  if (!isAge(form.ageFrom)) faults['body.audience.ageFrom'] = 'Xin ghi tuổi từ 0 đến 130, hoặc để trống.';
  if (!isAge(form.ageTo)) faults['body.audience.ageTo'] = 'Xin ghi tuổi từ 0 đến 130, hoặc để trống.';
  else if (form.ageFrom.trim() !== '' && form.ageTo.trim() !== '' && Number(form.ageFrom) > Number(form.ageTo))
    faults['body.audience.ageTo'] = 'Không được nhỏ hơn tuổi đầu.';
  const codes = householdCodesIn(form.households);
  const odd = codes.find((code) => !/^[A-Z0-9][A-Z0-9./-]{0,23}$/.test(code));
  if (codes.length > 2_000) faults['body.audience.householdCodes'] = 'Nhiều nhất 2.000 hộ một lần.';
  else if (odd !== undefined) faults['body.audience.householdCodes'] = `“${odd}” không phải mã hộ.`;
  if (form.when === 'at') {
    if (!isDay(form.day)) faults['body.sendAt'] = 'Xin chọn ngày gửi.';
    else if (!/^\d\d:\d\d$/.test(form.time)) faults['body.sendAt'] = 'Xin chọn giờ gửi.';
    else if (Date.parse(`${form.day}T${form.time}:00+07:00`) < now.getTime()) faults['body.sendAt'] = 'Giờ gửi đã qua. Xin chọn giờ khác.';
  }
  return faults;
}

/** The audience in one sentence: "Người từ 60 tuổi ở Xóm 2, Xóm 3; mỗi hộ một tin". */
export function sayAudience(
  { hamletKeys, roles, householdCodes, ageFrom, ageTo, onePerHousehold }: BroadcastDraft['audience'],
  names: { hamlet: (key: string) => string; role: (role: Role) => string },
): string {
  const age =
    ageFrom !== null && ageTo !== null
      ? ` từ ${ageFrom} đến ${ageTo} tuổi`
      : ageFrom !== null
        ? ` từ ${ageFrom} tuổi`
        : ageTo !== null
          ? ` đến ${ageTo} tuổi`
          : '';
  const who = roles.length > 0 ? roles.map(names.role).join(', ') : age === '' ? 'Mọi người' : 'Người';
  const where = hamletKeys.length > 0 ? ` ở ${hamletKeys.map(names.hamlet).join(', ')}` : ' trong xã';
  const among = householdCodes.length > 0 ? `, trong ${householdCodes.length.toLocaleString('vi-VN')} hộ đã chọn` : '';
  return `${who}${age}${where}${among}${onePerHousehold ? '; mỗi hộ một tin' : ''}`;
}
