import type { BroadcastDraft } from '../contracts/broadcasts.js';
import type { SurveyAudience } from '../contracts/surveys-desk.js';
import { instantWords } from './survey-words.js';

const longestTitle = 100;
/** Braces stand for variables in a message. */
const plain = (text: string): string => text.replace(/[{}]/g, '');

function shortened(text: string): string {
  if (text.length <= longestTitle) return text;
  const cut = text.slice(0, longestTitle - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2))}…`;
}

type Reminded = { id: string; title: string; minutes: number; closesAt: Date; audience: Exclude<SurveyAudience, { kind: 'visitors' }> };

/** The message that asks people to take part, for an officer to look over. Who has answered gets it too: nobody is told who has. */
export function surveyReminder({ id, title, minutes, closesAt, audience }: Reminded): BroadcastDraft {
  return {
    kind: 'notice',
    content: {
      title: shortened(`Mời ông/bà trả lời khảo sát: ${plain(title)}`),
      text: `Kính gửi {ten}!\nUBND xã mời ông/bà trả lời khảo sát “${plain(title)}”, mất khoảng ${minutes} phút, nhận trả lời đến ${instantWords(closesAt)}. Ý kiến của ông/bà để xã tham khảo khi làm việc, không bắt buộc trả lời.\nÔng/bà nào đã trả lời rồi, xin cảm ơn và bỏ qua tin này.`,
      pictureId: null,
      button: { title: 'Trả lời khảo sát', path: `/surveys/${id}` },
    },
    audience: {
      hamletKeys: audience.kind === 'hamlets' ? audience.hamletKeys : [],
      roles: audience.kind === 'roles' ? audience.roles : [],
      householdCodes: [],
      ageFrom: null,
      ageTo: null,
      onePerHousehold: false,
      includeUnknownHamlet: audience.kind !== 'hamlets',
      includeUnknownAge: true,
    },
    modes: { article: false, groups: false, paid: false },
    sendAt: null,
  };
}
