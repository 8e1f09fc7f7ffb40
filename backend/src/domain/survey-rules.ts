import type { Question, SurveyForm } from '../contracts/survey-questions.js';
import type { SurveyDraft, SurveyFinding, SurveyStatus } from '../contracts/surveys-desk.js';

/** How long it must be quiet between two reminders. */
export const remindEvery = 3 * 86_400_000;
const longestOpen = 366 * 86_400_000;

/** What a survey is at an instant; closed from its time on, even before anybody has written that down. */
export function statusAt(
  { status, opensAt, closesAt }: { status: 'draft' | 'published' | 'closed' | 'cancelled'; opensAt: Date | null; closesAt: Date | null },
  now: Date,
): SurveyStatus {
  if (status !== 'published') return status;
  if (closesAt !== null && closesAt <= now) return 'closed';
  return opensAt !== null && opensAt > now ? 'scheduled' : 'open';
}

const questionsOf = (form: SurveyForm): Question[] => form.sections.flatMap(({ questions }) => questions);

/** What stands in the way of publishing beside the questions themselves. */
export function settingFaults(draft: SurveyDraft, known: { hamletKeys: ReadonlySet<string>; now: Date }): SurveyFinding[] {
  const faults: SurveyFinding[] = [];
  const fault = (code: string, message: string, questions: string[] = []) => faults.push({ code, message, questions });
  const { audience, quotas, mode, form } = draft;
  const opens = Math.max(draft.opensAt === null ? 0 : Date.parse(draft.opensAt), known.now.getTime());
  const closes = draft.closesAt === null ? null : Date.parse(draft.closesAt);
  if (closes === null) fault('no_closing', 'Chưa chọn giờ đóng khảo sát.');
  else if (closes <= opens) fault('closes_early', 'Giờ đóng phải sau giờ mở và sau lúc này.');
  else if (closes - opens > longestOpen) fault('open_long', 'Khảo sát mở nhiều nhất một năm.');
  if (audience.kind === 'hamlets' && audience.hamletKeys.some((key) => !known.hamletKeys.has(key)))
    fault('hamlet_unknown', 'Có xóm được chọn không còn trong danh sách xóm.');
  if (audience.kind === 'visitors' && audience.from > audience.to)
    fault('days_wrong', 'Khoảng ngày làm việc ngược: ngày đầu sau ngày cuối.');

  const asked = (key: string) => quotas.hamlets.filter(({ hamletKey }) => hamletKey === key).length;
  if (quotas.hamlets.some(({ hamletKey }) => !known.hamletKeys.has(hamletKey) || asked(hamletKey) > 1))
    fault('quota_wrong', 'Hạn mức theo xóm có xóm không đúng hoặc lặp lại.');
  if (quotas.options !== null) {
    const { question: key, limits } = quotas.options;
    const question = questionsOf(form).find((each) => each.key === key);
    const options =
      question?.type === 'single' ? [...question.options.map((option) => option.key), ...(question.allowOther ? ['khac'] : [])] : [];
    if (mode === 'anonymous')
      fault(
        'quota_anonymous',
        'Khảo sát ẩn danh không đặt được hạn mức theo câu trả lời, vì như vậy phải biết ai trả lời gì.',
        question ? [key] : [],
      );
    else if (
      question?.type !== 'single' ||
      limits.some(({ option }) => !options.includes(option)) ||
      new Set(limits.map(({ option }) => option)).size < limits.length
    )
      fault('quota_wrong', 'Hạn mức theo câu trả lời cần một câu chọn một, mỗi lựa chọn một số.', question ? [key] : []);
  }
  if (mode === 'anonymous') {
    const photos = questionsOf(form).filter(({ type }) => type === 'photo');
    if (photos.length > 0)
      fault(
        'photo_anonymous',
        'Khảo sát ẩn danh không nhận ảnh: ảnh được lưu ngay khi tải lên, kèm giờ, nên có thể nối lại với người gửi. Xin bỏ câu gửi ảnh hoặc chọn hình thức giữ kín tên.',
        photos.map(({ key }) => key),
      );
  }
  return faults;
}

const longForm = 30;
export function settingWarnings({ mode, form }: SurveyDraft, audienceSize: number | null): SurveyFinding[] {
  const questions = questionsOf(form);
  const warnings: SurveyFinding[] = [];
  if (mode !== 'named' && audienceSize !== null && audienceSize < 10)
    warnings.push({
      code: 'audience_small',
      message: `Nhóm được hỏi chỉ có khoảng ${audienceSize} người: dưới 10 người trả lời thì không xem được kết quả từng câu.`,
      questions: [],
    });
  if (questions.length > longForm)
    warnings.push({ code: 'long', message: `Khảo sát có ${questions.length} câu, dễ làm người trả lời bỏ dở.`, questions: [] });
  const words = questions.filter(({ type }) => type === 'long_text' || type === 'short_text');
  if (mode === 'anonymous' && words.length > 0)
    warnings.push({
      code: 'words_anonymous',
      message: 'Câu trả lời bằng lời có thể tự lộ người viết. Nên nhắc trong phần giải thích là không ghi tên, số điện thoại.',
      questions: words.map(({ key }) => key),
    });
  return warnings;
}

/** The form without the words that a correction may change: titles, introductions, help. */
function bare(form: SurveyForm): unknown {
  return form.sections.map(({ title: _title, intro: _intro, ...section }) => ({
    ...section,
    questions: section.questions.map(({ title: _words, help: _help, ...question }) => question),
  }));
}

/** Every key in one order, so that equal things are written alike. */
function written(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** The words that differ between two forms that are otherwise the same; null when more than titles, introductions and help differ. */
export function wordsChanged(before: SurveyForm, after: SurveyForm): { before: string; after: string }[] | null {
  if (written(bare(before)) !== written(bare(after))) return null;
  const words = (form: SurveyForm) =>
    form.sections.flatMap((section) => [section.title, section.intro, ...section.questions.flatMap(({ title, help }) => [title, help])]);
  const old = words(before);
  return words(after).flatMap((word, place) => (word === old[place] ? [] : [{ before: old[place] ?? '', after: word }]));
}
