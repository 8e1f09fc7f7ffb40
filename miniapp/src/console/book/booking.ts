import type { homeVisitReasons } from 'backend/contracts/appointments';
import type { bookForSomeone } from 'backend/contracts/desk';
import type { RequestOf } from 'backend/contracts/endpoint';
import type { Way } from 'backend/contracts/procedures';

type Body = RequestOf<typeof bookForSomeone>['body'];

/** What an officer fills in for somebody who phoned or came. */
export type Form = {
  code: string | null;
  way: Way | null;
  date: string | null;
  start: string | null;
  name: string;
  phone: string;
  via: Body['via'];
  visitReason: (typeof homeVisitReasons)[number] | null;
  visitAddress: string;
  visitNote: string;
};

export const emptyForm: Form = {
  code: null,
  way: null,
  date: null,
  start: null,
  name: '',
  phone: '',
  via: 'phone',
  visitReason: null,
  visitAddress: '',
  visitNote: '',
};

const tidy = (text: string) => text.normalize('NFC').trim();

/** What keeps the form from being sent, keyed as the server keys it. */
export function faultsOf(form: Form): Record<string, string> {
  const faults: Record<string, string> = {};
  if (form.date === null || form.start === null) faults['body.start'] = 'Xin chọn ngày và giờ.';
  if (tidy(form.name).length < 2) faults['body.personName'] = 'Xin gõ họ và tên người đến.';
  else if (/[<>]/.test(form.name)) faults['body.personName'] = 'Tên không dùng dấu < hoặc >.';
  const digits = form.phone.replace(/\D/g, '');
  if (form.phone.trim() === '') {
    if (form.via === 'phone') faults['body.phone'] = 'Người gọi điện thì ghi lại số, để báo khi lịch thay đổi.';
  } else if (digits.length < 8 || digits.length > 12) faults['body.phone'] = 'Số điện thoại chưa đúng, ví dụ 0912 345 678.';
  if (form.way === 'home') {
    if (form.visitReason === null) faults['body.homeVisit.reason'] = 'Xin chọn lý do phục vụ tại nhà.';
    if (tidy(form.visitAddress).length < 5) faults['body.homeVisit.address'] = 'Xin ghi xóm và chỗ dễ tìm.';
  }
  return faults;
}

/** The request of a filled form; null while something needed is missing. */
export function bodyOf(form: Form): Body | null {
  const { code, way, date, start } = form;
  if (code === null || way === null || date === null || start === null || Object.keys(faultsOf(form)).length > 0) return null;
  const phone = form.phone.trim();
  const note = tidy(form.visitNote);
  return {
    code,
    way,
    date,
    start,
    personName: tidy(form.name),
    via: form.via,
    ...(phone === '' ? {} : { phone }),
    ...(way === 'home' && form.visitReason !== null
      ? { homeVisit: { reason: form.visitReason, address: tidy(form.visitAddress), ...(note === '' ? {} : { note }) } }
      : {}),
  };
}
