import { z } from 'zod';

/** What stands above every page, letter and table of this survey: the official index is made by Bộ Nội vụ (QĐ 1001/QĐ-BNV, 11/12/2023). */
export const satisfactionLabel = 'Khảo sát của UBND xã (tham khảo bộ câu hỏi SIPAS)';

/** The five factors of SIPAS, service part. */
export const factorKeys = ['access', 'procedure', 'officer', 'result', 'voice'] as const;
export const Factor = z.enum(factorKeys);
export type Factor = z.infer<typeof Factor>;

/** A key never changes its meaning: wording that asks something else gets a new one, so that answers of all versions can be added up. */
export const criterionKeys = [
  'enoughSeats',
  'enoughEquipment',
  'modernEquipment',
  'easyEquipment',
  'easyInformation',
  'fullyPosted',
  'rightPapers',
  'rightFees',
  'rightTime',
  'polite',
  'attentive',
  'fullAnswers',
  'patientGuidance',
  'plainWords',
  'byTheRules',
  'onTheDay',
  'lawfulResult',
  'correctResult',
  'fair',
  'waysToSpeak',
  'easyToSpeak',
  'handledActively',
  'toldInTime',
] as const;
export const Criterion = z.enum(criterionKeys);
export type Criterion = z.infer<typeof Criterion>;

export type FactorQuestions = {
  readonly key: Factor;
  readonly name: string;
  /** What the screen of this factor asks about. */
  readonly lead: string;
  readonly criteria: readonly { readonly key: Criterion; readonly statement: string }[];
};
export type QuestionSet = { readonly version: number; readonly validFrom: string; readonly factors: readonly FactorQuestions[] };

/**
 * Every version of the questions, the oldest first. Our own words for the criteria of the five factors (domain-vn.md 4.1); which of them are asked is
 * for the commune to decide, from a day on.
 */
export const questionSets: readonly QuestionSet[] = [
  {
    version: 1,
    validFrom: '2025-07-01',
    factors: [
      {
        key: 'access',
        name: 'Tiếp cận dịch vụ',
        lead: 'Nơi làm việc và thông tin của Bộ phận Một cửa',
        criteria: [
          { key: 'enoughSeats', statement: 'Nơi ngồi chờ đủ chỗ' },
          { key: 'enoughEquipment', statement: 'Bàn viết, quạt, máy móc phục vụ đầy đủ' },
          { key: 'modernEquipment', statement: 'Trang thiết bị hiện đại' },
          { key: 'easyEquipment', statement: 'Trang thiết bị dễ sử dụng' },
          { key: 'easyInformation', statement: 'Dễ tìm thông tin về việc cần làm' },
        ],
      },
      {
        key: 'procedure',
        name: 'Thủ tục hành chính',
        lead: 'Thủ tục ông/bà vừa làm',
        criteria: [
          { key: 'fullyPosted', statement: 'Thủ tục được niêm yết đầy đủ' },
          { key: 'rightPapers', statement: 'Giấy tờ phải nộp đúng như quy định' },
          { key: 'rightFees', statement: 'Phí, lệ phí đúng như quy định' },
          { key: 'rightTime', statement: 'Thời hạn giải quyết đúng như quy định' },
        ],
      },
      {
        key: 'officer',
        name: 'Công chức trực tiếp giải quyết công việc',
        lead: 'Cán bộ đã làm việc với ông/bà',
        criteria: [
          { key: 'polite', statement: 'Cán bộ lịch sự' },
          { key: 'attentive', statement: 'Cán bộ chú ý lắng nghe' },
          { key: 'fullAnswers', statement: 'Cán bộ trả lời đầy đủ điều ông/bà hỏi' },
          { key: 'patientGuidance', statement: 'Cán bộ tận tình hướng dẫn kê khai' },
          { key: 'plainWords', statement: 'Cán bộ hướng dẫn dễ hiểu' },
          { key: 'byTheRules', statement: 'Cán bộ làm đúng quy định' },
        ],
      },
      {
        key: 'result',
        name: 'Kết quả cung ứng dịch vụ',
        lead: 'Kết quả ông/bà nhận được',
        criteria: [
          { key: 'onTheDay', statement: 'Kết quả được trả đúng hẹn' },
          { key: 'lawfulResult', statement: 'Kết quả đúng quy định' },
          { key: 'correctResult', statement: 'Thông tin trên kết quả chính xác' },
          { key: 'fair', statement: 'Mọi người được giải quyết công bằng' },
        ],
      },
      {
        key: 'voice',
        name: 'Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị',
        lead: 'Khi người dân muốn góp ý, phản ánh',
        criteria: [
          { key: 'waysToSpeak', statement: 'Có nơi, có cách để góp ý, phản ánh' },
          { key: 'easyToSpeak', statement: 'Góp ý, phản ánh dễ thực hiện' },
          { key: 'handledActively', statement: 'Góp ý, phản ánh được xử lý tích cực' },
          { key: 'toldInTime', statement: 'Kết quả xử lý được báo lại kịp thời' },
        ],
      },
    ],
  },
];

/** The five levels, in the words of SIPAS. "Hài lòng" and "Rất hài lòng" count as satisfied. */
export const levels = [
  { value: 5, name: 'Rất hài lòng' },
  { value: 4, name: 'Hài lòng' },
  { value: 3, name: 'Bình thường' },
  { value: 2, name: 'Không hài lòng' },
  { value: 1, name: 'Rất không hài lòng' },
] as const;
/** Said, and counts on neither side. */
export const noOpinion = { value: 0, name: 'Không có ý kiến' } as const;

export const tripChoices = [
  { value: 'one', name: '1 lần' },
  { value: 'two', name: '2 lần' },
  { value: 'three', name: '3 lần' },
  { value: 'more', name: 'Hơn 3 lần' },
] as const;
export const yesNo = [
  { value: 'no', name: 'Không' },
  { value: 'yes', name: 'Có' },
] as const;
export const lateChoices = [
  { value: 'no', name: 'Không trễ' },
  { value: 'yes', name: 'Có trễ' },
  { value: 'notDue', name: 'Chưa đến ngày hẹn' },
] as const;

/** What happened, as distinct from how it was found. `apology` is asked of whom the office was late with (NĐ 61/2018/NĐ-CP Art. 19(9)). */
export const factQuestions = {
  trips: 'Ông/bà đi lại mấy lần để xong việc này?',
  trouble: 'Có bị gây phiền hà không?',
  extraPayment: 'Có phải trả tiền ngoài phí, lệ phí không?',
  late: 'Cơ quan có trả kết quả trễ hẹn không?',
  apology: 'Khi trễ hẹn, có thư xin lỗi và hẹn lại không?',
} as const;

export const longestWords = 1_000;

/** The questions in force on a day. */
export function questionsOn(day: string): QuestionSet {
  const found = [...questionSets].reverse().find(({ validFrom }) => validFrom <= day) ?? questionSets[0];
  if (!found) throw new RangeError('There are no questions.');
  return found;
}

/** Those of a version without what the commune does not ask; a factor that asks nothing is left out. */
export function askedOf(version: number, off: readonly string[]): FactorQuestions[] {
  const set = questionSets.find((one) => one.version === version);
  return (set?.factors ?? [])
    .map((factor) => ({ ...factor, criteria: factor.criteria.filter(({ key }) => !off.includes(key)) }))
    .filter(({ criteria }) => criteria.length > 0);
}
