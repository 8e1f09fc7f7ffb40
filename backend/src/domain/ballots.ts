import type { Day, TimeOfDay } from '../contracts/primitives.js';
import type { DecisionFacts } from './decision-facts.js';
import { hamletHeadTitle, issuerOf, signHint } from './decision-words.js';
import { count, type PaperSignature, spokenDay } from './papers.js';
import { hourText } from './vietnam-time.js';

/** Ballots for households, all alike but for their number (NĐ 59/2023/NĐ-CP Art. 4: title, content, options and how to choose, other opinion, day of return). */
export type BallotSheet = {
  issuer: string[];
  title: string;
  subject: string;
  content: string;
  /** `write`: with room for the household's own words. */
  options: { label: string; write: boolean }[];
  howTo: string;
  /** Room for words of the household's own below the options, when none of these has it. */
  otherOpinion: boolean;
  returnBy: string;
  /** The commune stamps at the top left, or the hamlet's head signs at the bottom right. */
  stamp: boolean;
  signature: PaperSignature | null;
  serials: string[];
  day: Day;
};

export type BallotReturn = {
  /** Printed on the ballots, one for each; never to be written down beside a household's name. */
  serials: string[];
  day: Day;
  time: TimeOfDay;
  /** Where to: "thùng phiếu tại nhà văn hóa Xóm 3". */
  place: string;
  /** Whose ballots: those of this hamlet; null: of the commune. */
  hamletName: string | null;
};

function howToChoose({ style, seats }: DecisionFacts): string {
  if (style === 'election') {
    const most = seats ?? 1;
    return `Đánh dấu X vào ô trước tên người được chọn, không quá ${count(most)} người. Phiếu chọn nhiều hơn là phiếu không hợp lệ.`;
  }
  return 'Đánh dấu X vào một ô. Phiếu đánh dấu từ hai ô trở lên hoặc không rõ chọn gì là phiếu không hợp lệ.';
}

export function paperBallot(facts: DecisionFacts, { serials, day, time, place, hamletName }: BallotReturn): BallotSheet {
  const election = facts.style === 'election';
  const options = facts.options.map(({ key, label, detail }) => ({
    label: detail ? `${label} (${detail})` : label,
    write: key === 'other',
  }));
  return {
    issuer: issuerOf(facts.commune.name, hamletName),
    title: election ? 'Phiếu bầu' : 'Phiếu lấy ý kiến của hộ gia đình',
    subject: facts.title,
    content: facts.content,
    options,
    howTo: howToChoose(facts),
    otherOpinion: !election && !options.some(({ write }) => write),
    returnBy: `Bỏ phiếu trước ${hourText(time)}, ${spokenDay(day)}, tại ${place}. Mỗi hộ gia đình một phiếu.`,
    stamp: facts.scope === 'commune',
    signature:
      facts.scope === 'commune'
        ? null
        : {
            title: hamletName === null ? 'Trưởng xóm' : hamletHeadTitle(hamletName),
            hint: signHint,
            name: facts.hamletHead,
          },
    serials,
    day: facts.day,
  };
}
