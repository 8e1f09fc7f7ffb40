import type { BroadcastStatus, RecipientState } from 'backend/contracts/broadcasts';
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleX,
  Eye,
  Hourglass,
  type LucideIcon,
  PenLine,
  Send,
  SkipForward,
  Stamp,
} from 'lucide-react';
import { broadcastStatusWords, recipientStateWords } from './broadcast-words.js';

const statusSigns = {
  draft: PenLine,
  submitted: Stamp,
  approved: Hourglass,
  running: Send,
  paused: CirclePause,
  finished: CircleCheck,
  cancelled: Ban,
} satisfies Record<BroadcastStatus, LucideIcon>;

/** A broadcast's status as sign, word and colour. */
export function BroadcastMark({ status }: { status: BroadcastStatus }) {
  const Sign = statusSigns[status];
  return (
    <span className="desk-status desk-mark" data-broadcast={status}>
      <Sign aria-hidden="true" size={18} />
      {broadcastStatusWords[status]}
    </span>
  );
}

export const stateSigns = {
  waiting: Hourglass,
  sending: Send,
  sent: CircleDashed,
  delivered: CircleCheck,
  seen: Eye,
  failed: CircleX,
  skipped: SkipForward,
  unconfirmed: CircleHelp,
} satisfies Record<RecipientState, LucideIcon>;

/** What became of one recipient, as sign, word and colour. */
export function RecipientMark({ state }: { state: RecipientState }) {
  const Sign = stateSigns[state];
  return (
    <span className="desk-status desk-mark" data-recipient={state}>
      <Sign aria-hidden="true" size={18} />
      {recipientStateWords[state].name}
    </span>
  );
}
