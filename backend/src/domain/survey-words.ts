import type { Role } from '../contracts/residents.js';
import type { Condition, Question, SurveyForm } from '../contracts/survey-questions.js';
import type { SurveyMode } from '../contracts/surveys.js';
import type { QuestionResult, SurveyAudience } from '../contracts/surveys-desk.js';
import { dayOf, hourText, shortDate, timeOf } from './vietnam-time.js';

/** What becomes of whoever answers, in one sentence that is read before the first question. */
export const modeSentences: Readonly<Record<SurveyMode, string>> = {
  named: 'Khảo sát có ghi tên: cán bộ phụ trách đọc được ông/bà là ai và trả lời gì.',
  confidential: 'Khảo sát giữ kín tên: mỗi người trả lời một lần, cán bộ chỉ đọc được câu trả lời, không biết của ai.',
  anonymous:
    'Khảo sát ẩn danh: xã chỉ biết ông/bà đã tham gia; câu trả lời được niêm phong, khảo sát đóng thì cất riêng, không ghi tên, không ghi giờ, không ai nối lại được. Vì thế gửi rồi thì không sửa được.',
};

const roleNames: Readonly<Record<Role, string>> = {
  one_stop_officer: 'cán bộ một cửa',
  judicial_officer: 'công chức tư pháp – hộ tịch',
  office_officer: 'công chức văn phòng',
  culture_officer: 'công chức văn hóa – xã hội',
  hamlet_head: 'trưởng xóm',
  hamlet_front: 'trưởng ban công tác Mặt trận xóm',
  front_officer: 'cán bộ Mặt trận Tổ quốc xã',
  chairman: 'lãnh đạo UBND xã',
  administrator: 'quản trị hệ thống',
};

/** "Người dân xóm A, xóm B." */
export function audienceWords(audience: SurveyAudience, hamletNames: ReadonlyMap<string, string>): string {
  switch (audience.kind) {
    case 'commune':
      return 'người dân trong toàn xã';
    case 'hamlets':
      return `người dân ${audience.hamletKeys.map((key) => hamletNames.get(key) ?? key).join(', ')}`;
    case 'roles':
      return audience.roles.map((role) => roleNames[role]).join(', ');
    case 'visitors':
      return `người đã làm việc tại Bộ phận Một cửa từ ${shortDate(audience.from)} đến ${shortDate(audience.to)}`;
  }
}

/** Why somebody may not answer, and what to do about it where something can be done. */
export function notForYouWords(audience: SurveyAudience, hamletNames: ReadonlyMap<string, string>): string {
  const help = audience.kind === 'hamlets' ? ' Nếu ông/bà ở đó, xin chọn đúng xóm của mình trong mục Cá nhân.' : '';
  return `Khảo sát này dành cho ${audienceWords(audience, hamletNames)}.${help}`;
}

export const instantWords = (instant: Date): string => `${hourText(timeOf(instant))} ngày ${shortDate(dayOf(instant))}`;

// ---- Conditions, for the codebook

const operators = { '<': 'nhỏ hơn', '<=': 'không quá', '>': 'lớn hơn', '>=': 'từ' } as const;

function labelOf(question: Question | undefined, value: string | number | boolean, row?: string): string {
  if (typeof value === 'boolean') return value ? 'đồng ý' : 'không đồng ý';
  const options =
    question?.type === 'single' || question?.type === 'multiple' || question?.type === 'ranking'
      ? question.options
      : question?.type === 'matrix'
        ? question.columns
        : [];
  const label = options.find(({ key }) => key === value)?.label ?? String(value);
  const line = question?.type === 'matrix' && row !== undefined ? `${question.rows.find(({ key }) => key === row)?.label ?? row}: ` : '';
  return `${line}“${label}”`;
}

/** A condition as a sentence over the keys of the questions. */
export function conditionWords(form: SurveyForm, condition: Condition): string {
  const asked = (key: string) => form.sections.flatMap(({ questions }) => questions).find((question) => question.key === key);
  switch (condition.kind) {
    case 'all':
    case 'any':
      return `(${condition.of.map((each) => conditionWords(form, each)).join(condition.kind === 'all' ? ' và ' : ' hoặc ')})`;
    case 'not':
      return `không phải ${conditionWords(form, condition.of)}`;
    case 'answered':
      return `${condition.question} đã trả lời`;
    case 'equals':
      return `${condition.question} là ${labelOf(asked(condition.question), condition.value, condition.row)}`;
    case 'in':
      return `${condition.question} là một trong ${condition.values.map((value) => labelOf(asked(condition.question), value, condition.row)).join(', ')}`;
    case 'includes':
      return `${condition.question} có chọn ${labelOf(asked(condition.question), condition.option)}`;
    case 'compare':
      return `${condition.question} ${operators[condition.operator]} ${condition.value}`;
  }
}

// ---- Results in plain words

const decimal = (value: number): string => String(value).replace('.', ',');
const shared = ({ count, share }: { count: number; share: number }) => `${count} lượt (${share}%)`;

function figuresWords({ figures, n }: QuestionResult): string[] {
  switch (figures.kind) {
    case 'hidden':
      return [n === 0 ? 'Không ai trả lời câu này.' : 'Ít người trả lời nên không nêu số liệu, để không lộ ý kiến của từng người.'];
    case 'choices':
      return figures.options.map((option) => `- ${option.label}: ${shared(option)}`);
    case 'scale':
      return [
        `Điểm trung bình ${decimal(figures.mean)}, điểm giữa ${decimal(figures.median)}.`,
        ...figures.steps.map(
          (step) =>
            `- ${step.value}${step.label === '' || step.label.startsWith(`${step.value} `) ? '' : ` – ${step.label}`}: ${shared(step)}`,
        ),
      ];
    case 'matrix':
      return figures.rows.map(
        ({ label, cells }) =>
          `- ${label}: ${cells.map((cell, place) => `${figures.columns[place]?.label ?? ''} ${cell.share}%`).join('; ')}`,
      );
    case 'number': {
      const unit = figures.unit === '' ? '' : ` ${figures.unit}`;
      return [`Trung bình ${decimal(figures.mean)}${unit}, một nửa số người trả lời không quá ${decimal(figures.median)}${unit}.`];
    }
    case 'date':
      return figures.months.map((month) => `- Tháng ${month.month.slice(5)}/${month.month.slice(0, 4)}: ${shared(month)}`);
    case 'text':
      return figures.themes.length === 0
        ? [`${n} người ghi ý kiến bằng lời.`]
        : [
            `${n} người ghi ý kiến bằng lời. Được nhắc nhiều: ${figures.themes
              .slice(0, 10)
              .map(({ words, answers }) => `${words} (${answers})`)
              .join(', ')}.`,
          ];
    case 'ranking':
      return figures.options.map(
        ({ label, meanRank, first }, place) =>
          `${place + 1}. ${label} (thứ hạng trung bình ${decimal(meanRank ?? 0)}; ${first} người xếp đầu)`,
      );
    case 'photo':
      return [`${n} người gửi ${figures.photos} ảnh.`];
    case 'consent':
      return [`${figures.agreed} người đồng ý, ${figures.declined} người không đồng ý.`];
  }
}

const longestDisclosure = 20_000;
/** Angle brackets are no part of what is disclosed. */
const plain = (text: string): string => text.replace(/[<>]/g, '');

export type ToldResults = {
  title: string;
  mode: SurveyMode;
  audience: string;
  basis: string;
  answered: number;
  opensAt: Date;
  closedAt: Date;
  questions: readonly QuestionResult[];
};

/** The results for everybody to read. What does not fit any more is left out from the end, and said to be. */
export function resultsWords({ title, mode, audience, basis, answered, opensAt, closedAt, questions }: ToldResults): string {
  const modes = { named: 'có ghi tên', confidential: 'giữ kín tên', anonymous: 'ẩn danh' };
  const head = [
    `Khảo sát “${title}” dành cho ${audience}, nhận trả lời từ ${instantWords(opensAt)} đến ${instantWords(closedAt)}, hình thức ${modes[mode]}.`,
    `Có ${answered} người trả lời.`,
    'Kết quả khảo sát để UBND xã tham khảo khi làm việc, không phải là quyết định của cộng đồng và không thay cho việc họp, biểu quyết theo luật.',
    `Căn cứ: ${basis}.`,
  ];
  const parts = questions.map((question, place) =>
    [`${place + 1}. ${question.title} (${question.n} người trả lời)`, ...figuresWords(question)].join('\n'),
  );
  const ending = 'Các câu còn lại xin xem tại trụ sở UBND xã.';
  let text = head.join('\n');
  for (const part of parts) {
    if (text.length + part.length + ending.length + 4 > longestDisclosure) return plain(`${text}\n\n${ending}`);
    text += `\n\n${part}`;
  }
  return plain(text);
}
