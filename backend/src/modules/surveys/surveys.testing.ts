import { house, type Person } from '../../../testing/house.js';
import { updateMe } from '../../contracts/residents.js';
import type { SurveyAnswers } from '../../contracts/survey-questions.js';
import * as contract from '../../contracts/surveys.js';
import * as desk from '../../contracts/surveys-desk.js';

export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

export const chose = (choice: string, other = '') => ({ type: 'single' as const, choice, other });
export const wrote = (text: string) => ({ type: 'long_text' as const, text });
export const scored = (value: number) => ({ type: 'scale' as const, value });

/** Have they clean water; how good it is; why not; a wish. */
export const water = {
  sections: [
    {
      key: 'nuoc',
      title: 'Nước sinh hoạt',
      questions: [
        {
          key: 'co-nuoc',
          type: 'single' as const,
          title: 'Nhà ông/bà có nước máy chưa?',
          required: true,
          options: [
            { key: 'co', label: 'Có' },
            { key: 'chua', label: 'Chưa', next: { to: 'question' as const, question: 'de-nghi' } },
          ],
        },
        { key: 'chat-luong', type: 'scale' as const, title: 'Nước tốt đến đâu?', from: 1 as const, to: 5 as const, required: true },
        {
          key: 'vi-sao',
          type: 'long_text' as const,
          title: 'Vì sao?',
          when: { kind: 'compare' as const, question: 'chat-luong', operator: '<=' as const, value: 2 },
        },
      ],
    },
    { key: 'them', questions: [{ key: 'de-nghi', type: 'long_text' as const, title: 'Ông/bà đề nghị gì?' }] },
  ],
};

export const draftOf = (more: Partial<Parameters<Person['call']>[1]> & Record<string, unknown> = {}) => ({
  title: 'Nước sạch ở xã ta',
  intro: 'Để xã tính việc kéo đường nước.',
  mode: 'confidential' as contract.SurveyMode,
  audience: { kind: 'commune' } as desk.SurveyAudience,
  opensAt: null as string | null,
  closesAt: '2026-12-10T10:00:00.000Z' as string | null,
  quotas: desk.noQuotas,
  form: water,
  ...more,
});

/** A house with an officer who writes surveys and a chairman who publishes them. */
export async function town() {
  const built = await house();
  await built.composed.communes.saveHamlets(
    ['mot', 'hai', 'ba'].map((key, order) => ({
      key: `xom-${key}`,
      name: `Xóm ${order + 1}`,
      communeKey: 'phu-lac',
      validFrom: '2025-07-01',
      validTo: null,
      sample: true,
      order,
    })),
  );
  const writer = await built.officer('van-phong', ['office_officer']);
  const publish = async (draft: ReturnType<typeof draftOf>) => {
    const { id, revision } = await writer.call(desk.createSurvey, { body: draft });
    return writer.call(desk.publishSurvey, { params: { id }, body: { revision } });
  };
  let people = 0;
  const resident = async (hamletKey?: string) => {
    people += 1;
    const person = await built.person(`dan-${people}`, { name: `Lý Văn ${people}` });
    if (hamletKey !== undefined) await person.call(updateMe, { body: { hamletKey } });
    return person;
  };
  /** Answers of people who are only known by an id, one after the other. */
  const many = async (survey: { id: string; version: number }, answers: readonly SurveyAnswers[]) => {
    for (const [place, given] of answers.entries())
      await built.composed.surveys.answering.send(
        String(place).padStart(24, 'e'),
        survey.id,
        { version: survey.version, answers: given, mediaDraft: null, change: false },
        null,
      );
  };
  const rows = async (collection: string) => built.composed.database.connection.collection(collection).find().toArray();
  /** Closes now and puts away. */
  const close = async (id: string) => {
    const { revision } = await writer.call(desk.readDeskSurvey, { params: { id } });
    await writer.call(desk.closeSurvey, { params: { id }, body: { revision, reason: 'Đã đủ ý kiến.' } });
    await built.composed.surveys.puttingAway.run();
  };
  return { ...built, writer, publish, resident, many, rows, close };
}

export const send = (
  person: Person,
  survey: { id: string; version: number },
  answers: SurveyAnswers,
  more: { change?: boolean; key?: string } = {},
) =>
  person.call(
    contract.sendSurvey,
    { params: { id: survey.id }, body: { version: survey.version, answers, ...(more.change && { change: true }) } },
    more.key === undefined ? {} : { idempotencyKey: more.key },
  );
