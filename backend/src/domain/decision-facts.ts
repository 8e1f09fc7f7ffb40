import type { Day, TimeOfDay } from '../contracts/primitives.js';

/** Somebody named in a paper; `title` is what they are ("Trưởng xóm"). */
export type NamedPerson = { name: string; title: string | null };

export type DecisionHamlet = {
  key: string;
  name: string;
  /** All households of the frozen roll: what shares and rules are counted over. */
  households: number;
  representativesPresent: number;
  ballotsIssued: number;
  ballotsReturned: number;
  /** By the key of an option or candidate. */
  votes: Record<string, number>;
  invalid: number;
  /** Households that must agree here; null for an election, which counts candidate by candidate. */
  needed: number | null;
  passed: boolean | null;
};

/** How the community's meeting went. */
export type DecisionMeeting = {
  day: Day;
  startedAt: TimeOfDay;
  /** On the same day. */
  endedAt: TimeOfDay;
  place: string;
  presiding: NamedPerson;
  secretary: NamedPerson;
  /** Who else was there, in a line; null: nobody. */
  guests: string | null;
  /** What was said, in paragraphs; null: nobody spoke. */
  discussion: string | null;
  vote: 'hands' | 'ballots';
};

/**
 * What the papers of one decision or election of households need to know (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15 Art. 15–23), as plain facts.
 * With one hamlet in `hamlets` the paper is that hamlet's; with several it is the commune's.
 */
export type DecisionFacts = {
  /** `place` stands before the day: "Phú Lạc". */
  commune: { name: string; province: string; place: string };
  /** The day the paper bears. */
  day: Day;
  number: string | null;
  title: string;
  /** What is decided, in paragraphs. */
  content: string;
  /** The item of Art. 15. */
  item: 1 | 2 | 3 | 4 | 5 | 6;
  scope: 'hamlet' | 'commune';
  way: 'meeting' | 'paper' | 'online';
  style: 'agreement' | 'alternatives' | 'election';
  /** How many are elected; null unless it is an election. */
  seats: number | null;
  hamlets: DecisionHamlet[];
  /**
   * Options or candidates, in the order of the ballot; `disagree`, `other` and `none` are kept for those that agree to nothing. `detail` stands on
   * ballots only.
   */
  options: { key: string; label: string; detail?: string | null; total: number; elected?: boolean }[];
  otherOpinions: string[];
  invalid: number;
  households: number;
  /** Households that must agree; of a commune-wide decision, hamlets that must pass. */
  needed: number;
  /** The rule as a sentence or two, and where it stands: "Được thông qua khi có trên 50 % tổng số hộ đồng ý.", "Điều 21 khoản 1 Luật số 10/2022/QH15". */
  rule: string;
  article: string;
  /** `partly`: an election that filled some of its seats. Null: not counted yet. */
  outcome: 'passed' | 'partly' | 'not_passed' | 'tied' | null;
  /** What else was decided, in a sentence; empty: the numbers and the outcome say it all. */
  conclusion: string;
  openedAt: Date | null;
  closedAt: Date | null;
  meeting: DecisionMeeting | null;
  /** Who counts (Ban kiểm phiếu), hands out ballots (Tổ phát phiếu) or runs the online vote (Tổ lấy ý kiến): 3 to 5, the head first. */
  team: { name: string; role: string }[];
  /** Two representatives of households who watch the counting. */
  witnesses: { name: string; householdCode: string }[];
  /** Who closed the count together. */
  closers: { name: string; title: string }[];
  /** Trưởng ban công tác Mặt trận and Trưởng xóm; null leaves room to write the name. */
  frontHead: string | null;
  hamletHead: string | null;
  /** Whose household took part; never what it chose. */
  voters: { code: string; hamletName: string; headName: string; representativeName: string | null; way: 'online' | 'paper' | 'meeting' }[];
};
