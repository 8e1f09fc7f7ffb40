import type { ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import type {
  AdHocGround,
  DeskReceptionSession,
  publishReceptionSession,
  readReceptionDefaults,
  WeeklyReception,
} from 'backend/contracts/reception';
import { isDay } from '../day-list.js';

export type Defaults = ReplyOf<typeof readReceptionDefaults>;
type Published = RequestOf<typeof publishReceptionSession>['body'];

/** A session as it is typed. */
export type SessionForm = {
  day: string;
  from: string;
  to: string;
  place: string;
  leaderOfficerId: string;
  attendees: string;
  content: string;
  places: string;
  minutesEach: string;
  ground: AdHocGround | '';
  groundNote: string;
  weekday: string;
  weeks: string;
};

/** What the editor begins with: the last session's habits, else a morning with the chairman. */
export function formFrom({ last, place, leaders, firstDay }: Defaults): SessionForm {
  return {
    day: firstDay,
    from: last?.from ?? '08:00',
    to: last?.to ?? '11:00',
    place: last?.place ?? place,
    leaderOfficerId: last?.leaderOfficerId ?? leaders[0]?.officerId ?? '',
    attendees: last?.attendees ?? '',
    content: last?.content ?? 'Tiếp công dân định kỳ',
    places: String(last?.places ?? 6),
    minutesEach: String(last?.minutesEach ?? 30),
    ground: '',
    groundNote: '',
    weekday: '4',
    weeks: '4',
  };
}

export function formOf(session: DeskReceptionSession): SessionForm {
  return {
    day: session.day,
    from: session.from,
    to: session.to,
    place: session.place,
    leaderOfficerId: session.leaderOfficerId,
    attendees: session.attendees,
    content: session.content,
    places: String(session.places),
    minutesEach: String(session.minutesEach),
    ground: session.adHoc?.ground ?? '',
    groundNote: session.adHoc?.note ?? '',
    weekday: '4',
    weeks: '4',
  };
}

const shared = (form: SessionForm) => ({
  from: form.from,
  to: form.to,
  place: form.place.trim(),
  leaderOfficerId: form.leaderOfficerId === '' ? null : form.leaderOfficerId,
  attendees: form.attendees.trim(),
  content: form.content.trim(),
  places: Number(form.places),
  minutesEach: Number(form.minutesEach),
});

export const draftOf = (form: SessionForm): Omit<Published, 'adHoc'> => ({ ...shared(form), day: form.day });
export const publishedOf = (form: SessionForm): Published => ({
  ...draftOf(form),
  adHoc: form.ground === '' ? null : { ground: form.ground, note: form.groundNote.trim() },
});
export const weeklyOf = (form: SessionForm): WeeklyReception => ({
  ...shared(form),
  weekday: Number(form.weekday),
  weeks: Number(form.weeks),
});

const isWhole = (text: string, from: number, to: number) => /^\d{1,3}$/.test(text.trim()) && Number(text) >= from && Number(text) <= to;

/** What keeps a session from being sent, keyed as the server keys it. */
export function sessionFaults(form: SessionForm, kind: 'one' | 'weekly'): Record<string, string> {
  const faults: Record<string, string> = {};
  if (kind === 'one' && !isDay(form.day)) faults['body.day'] = 'Xin chọn ngày.';
  if (kind === 'weekly' && !isWhole(form.weeks, 1, 13)) faults['body.weeks'] = 'Từ 1 đến 13 tuần.';
  if (form.from === '') faults['body.from'] = 'Xin chọn giờ bắt đầu.';
  if (form.to === '') faults['body.to'] = 'Xin chọn giờ kết thúc.';
  else if (form.from !== '' && form.to <= form.from) faults['body.to'] = 'Giờ kết thúc phải sau giờ bắt đầu.';
  if (form.place.trim().length < 3) faults['body.place'] = 'Xin ghi nơi tiếp.';
  if (!isWhole(form.places, 1, 60)) faults['body.places'] = 'Từ 1 đến 60 chỗ.';
  if (!isWhole(form.minutesEach, 5, 240)) faults['body.minutesEach'] = 'Từ 5 đến 240 phút.';
  if (form.ground !== '' && form.groundNote.trim().length < 5) faults['body.adHoc.note'] = 'Xin nêu việc gì khiến phải tiếp đột xuất.';
  return faults;
}
