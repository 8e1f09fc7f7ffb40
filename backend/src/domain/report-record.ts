import type { GuidedKind, Location, PrivacyLevel, ReportKind, ReportStatus } from '../contracts/feedback.js';
import type { AnswerState, SuspicionReason } from '../contracts/feedback-desk.js';
import type { Day } from '../contracts/primitives.js';
import type { ReportClock } from './report-clock.js';

export type Signed = { officerId: string; name: string; at: Date };

/** Something that happened. `shown`: the reporter reads it too; then `text` names no officer. */
export type ReportEvent = { at: Date; by: string; text: string; shown: boolean };

/** Whom a message goes to. */
export type NoticeTo = 'reporter' | 'everybody' | 'assignee' | 'author' | 'dispatchers' | 'chairmen';
export const noticeKinds = [
  'filed',
  'unassigned',
  'put_aside',
  'question',
  'extended',
  'forwarded',
  'declined',
  'reclassified',
  'redirected',
  'answered',
  'fixed_check',
  'assigned',
  'supplemented',
  'reopened',
  'to_approve',
  'returned',
  'due_soon',
  'due_today',
  'overdue',
  'very_overdue',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
/** A message that waits in the document until every recipient's is settled. `key` is unique within the report for ever. */
export type Notice = { key: string; kind: NoticeKind; to: NoticeTo; at: Date; note: string };

export type PublishedReportAnswer = { text: string; publicText: string; signedBy: string; approvedBy: string; publishedAt: Date };

/** Where the inbox keeps it: work to do, put aside as suspicious, done, or out of sight for everybody (sealed). */
export type ReportQueue = 'inbox' | 'aside' | 'closed' | 'sealed';

/** A report as it is stored, without what only the database needs. */
export type ReportRecord = {
  id: string;
  revision: number;
  code: string;
  kind: ReportKind;
  categoryKey: string;
  text: string;
  hamletKey: string;
  landmark: string;
  location: Location | null;
  privacy: PrivacyLevel;
  /** Null when it is anonymous, erased or sealed. */
  reporter: { residentId: string; name: string } | null;
  /** What the law wants of requests for information, sealed. */
  informationSealed: string | null;
  complex: boolean;
  mediaIds: string[];
  filedAt: Date;
  status: ReportStatus;
  queue: ReportQueue;
  assignee: { officerId: string; name: string } | null;
  /** Officers it names: it is neither given nor shown to them. */
  excluded: string[];
  clock: ReportClock | null;
  /** What the reporter was told. */
  promisedOn: Day | null;
  /** Null while the clock stands still, and where nothing is owed. */
  dueOn: Day | null;
  veryOverdueOn: Day | null;
  answer: {
    state: AnswerState;
    text: string;
    author: Signed | null;
    returned: (Signed & { note: string }) | null;
    approved: Signed | null;
  };
  answers: PublishedReportAnswer[];
  /** The first time it was answered or forwarded since it was filed or reopened. */
  answeredOn: Day | null;
  inTime: boolean | null;
  tookWorkingDays: number | null;
  question: { text: string; askedAt: Date } | null;
  followers: { residentId: string; at: Date }[];
  reopened: number;
  /** When "was it fixed?" is asked; a new round after each answer. `used`: the reporter has said. */
  check: { on: Day; round: number; state: 'planned' | 'asked' | 'used' } | null;
  board: {
    state: 'none' | 'published' | 'hidden';
    text: string;
    /** The folded words of the public text; the private one is not searched by everybody. */
    words: string[];
    pictureIds: string[];
    edited: Signed | null;
    reason: string;
  };
  mergedInto: string | null;
  redirected: { to: GuidedKind; reason: string } | null;
  suspicions: SuspicionReason[];
  events: ReportEvent[];
  outbox: Notice[];
};

/** What a step changes; the store adds the next revision. */
export type ReportChange = Partial<Omit<ReportRecord, 'id' | 'revision' | 'code' | 'filedAt' | 'events' | 'outbox'>> & {
  events: ReportEvent[];
  notices: Notice[];
};

export const openStatuses: readonly ReportStatus[] = ['new', 'in_progress', 'waiting', 'reopened'];
export const isOpen = ({ status }: Pick<ReportRecord, 'status'>): boolean => openStatuses.includes(status);

export const nothingAnswered: ReportRecord['answer'] = { state: 'none', text: '', author: null, returned: null, approved: null };
