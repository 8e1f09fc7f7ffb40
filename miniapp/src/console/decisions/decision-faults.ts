import { isDay } from '../day-list.js';
import { type DecisionForm, electsHead, instantOf, isWritten } from './decision-form.js';

const isWhole = (text: string, from: number, to: number) => /^\d{1,6}$/.test(text.trim()) && Number(text) >= from && Number(text) <= to;

/** What can be seen to be missing before it is sent, by the API's names of the fields within the draft. What the law asks for is the gate's. */
export function faultsOf(form: DecisionForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const says = (field: string, wrong: boolean, sentence: string) => {
    if (wrong && faults[field] === undefined) faults[field] = sentence;
  };
  says('hamletKeys', form.scope === 'hamlet' && form.hamletKeys.length === 0, 'Xin chọn xóm.');
  says('title', form.title.trim().length < 5, 'Xin ghi tên việc, ít nhất 5 ký tự.');
  says('summary', form.summary.trim().length < 10, 'Xin tóm tắt bằng một vài câu dễ hiểu.');
  says('question', form.question.trim().length < 5, 'Xin ghi câu hỏi.');
  if (form.style === 'alternatives')
    form.alternatives.forEach(({ label }, place) => {
      says(`alternatives.${place}.label`, label.trim() === '', 'Xin ghi phương án.');
    });
  if (form.style === 'election') {
    says('seats', !isWhole(form.seats, 1, 20), 'Từ 1 đến 20 người.');
    form.candidates.forEach(({ name, birthYear }, place) => {
      says(`candidates.${place}.name`, name.trim().length < 2, 'Xin ghi họ tên.');
      says(`candidates.${place}.birthYear`, birthYear.trim() !== '' && !isWhole(birthYear, 1900, 2100), 'Năm sinh có 4 chữ số.');
    });
  }
  if (electsHead(form) && isWritten(form.candidateMeeting)) {
    const { day, place, startedAt, endedAt, presiding, secretary, present, invited } = form.candidateMeeting;
    const sent = form.steps.candidatesSentOn;
    says('candidateMeeting.day', !isDay(day), 'Xin chọn ngày.');
    says('candidateMeeting.day', isDay(sent) && day > sent, 'Họp trước, hoặc trong ngày gửi UBND xã biên bản này (Mẫu 05).');
    says('candidateMeeting.place', place.trim() === '', 'Xin ghi nơi họp.');
    says('candidateMeeting.startedAt', startedAt === '', 'Xin chọn giờ.');
    says('candidateMeeting.endedAt', endedAt === '', 'Xin chọn giờ.');
    says('candidateMeeting.endedAt', endedAt <= startedAt, 'Giờ kết thúc phải sau giờ bắt đầu.');
    says('candidateMeeting.presiding', presiding.trim().length < 2, 'Xin ghi họ tên.');
    says('candidateMeeting.secretary', secretary.trim().length < 2, 'Xin ghi họ tên.');
    says('candidateMeeting.present', !isWhole(present, 1, 10_000), 'Xin ghi số người có mặt.');
    says(
      'candidateMeeting.invited',
      invited.trim() !== '' && !(isWhole(invited, 1, 10_000) && Number(invited) >= Number(present)),
      'Số người được mời không ít hơn số người có mặt.',
    );
  }
  form.papers.forEach(({ label }, place) => {
    says(`papers.${place}.label`, label.trim() === '', 'Xin đặt tên tài liệu.');
  });
  if (form.way === 'meeting')
    form.meetings.forEach(({ label, day, time, place: where, presiding, secretary }, place) => {
      says(`meetings.${place}.label`, label.trim() === '', 'Xin ghi tên cụm, hoặc “Cả xóm”.');
      says(`meetings.${place}.day`, !isDay(day), 'Xin chọn ngày.');
      says(`meetings.${place}.time`, time === '', 'Xin chọn giờ.');
      says(`meetings.${place}.place`, where.trim() === '', 'Xin ghi nơi họp.');
      says(`meetings.${place}.presiding`, presiding.trim().length === 1, 'Xin ghi đủ họ tên.');
      says(`meetings.${place}.secretary`, secretary.trim().length === 1, 'Xin ghi đủ họ tên.');
    });
  else {
    const [opens, closes] = [instantOf(form.opensDay, form.opensTime), instantOf(form.closesDay, form.closesTime)];
    says('opensAt', form.opensDay !== '' && opens === null, 'Xin chọn giờ bắt đầu.');
    says('closesAt', form.closesDay !== '' && closes === null, 'Xin chọn giờ kết thúc.');
    says('closesAt', opens !== null && closes !== null && closes <= opens, 'Giờ kết thúc phải sau giờ bắt đầu.');
  }
  form.team.forEach(({ name, capacities }, place) => {
    says(`team.${place}.name`, name.trim().length < 2, 'Xin ghi họ tên.');
    says(`team.${place}.capacities`, capacities.length === 0, 'Xin chọn người này đại diện cho ai.');
  });
  const attended = form.steps.failedMeetingAttended.trim();
  says('steps.failedMeetingAttended', attended !== '' && !isWhole(attended, 0, 100_000), 'Xin ghi số hộ.');
  return faults;
}

/** Faults by their names within the draft, whether they come from here, from creating (`body.title`) or from changing (`body.draft.title`). */
export function fieldFaults(faults: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(faults).map(([field, sentence]) => [field.replace(/^body\.(draft\.)?/, ''), sentence]));
}
