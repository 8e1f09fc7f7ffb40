import type { AppointmentStatus } from 'backend/contracts/appointments';
import { Ban, CircleCheck, CircleDashed, CircleDot, Hourglass, UserX } from 'lucide-react';
import { deskStatusWords } from '../console-words.js';

const signs = {
  booked: CircleDashed,
  arrived: Hourglass,
  serving: CircleDot,
  seen: CircleCheck,
  no_show: UserX,
  cancelled: Ban,
  revoked: Ban,
} satisfies Record<AppointmentStatus, typeof Ban>;

/** A status as sign, word and colour. */
export function StatusMark({ status }: { status: AppointmentStatus }) {
  const Sign = signs[status];
  return (
    <span className="desk-status" data-status={status}>
      <Sign aria-hidden="true" size={18} />
      {deskStatusWords[status]}
    </span>
  );
}
