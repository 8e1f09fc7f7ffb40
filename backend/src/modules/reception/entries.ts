import type { Clock } from '../../clock.js';
import type { ReceptionEntry, ReceptionEntryRow } from '../../contracts/reception-register.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import { entryRow, isSecretFor, type Kept, unreadable, wholeEntry } from './entry-views.js';
import type { EntryChange, EntryRecord, RegisterStore } from './register.store.js';

type Deps = {
  store: RegisterStore;
  sealer: { seal(kept: Kept, entryId: string): string; open(sealed: string, entryId: string): Kept | null };
  calendar: Pick<CalendarService, 'publicCalendar'>;
  clock: Clock;
};

const noEntry = () => new ProblemError('reception_entry_not_found', 'Không tìm thấy dòng này trong sổ tiếp công dân.');
const changed = () => new ProblemError('reception_entry_changed', 'Dòng này vừa được người khác sửa. Xin tải lại trang rồi làm tiếp.');

export type Entries = ReturnType<typeof entriesOf>;

/** Lines of the register with what lies under their seal: who may open one, and how one step follows another. */
export function entriesOf({ store, sealer, calendar, clock }: Deps) {
  const open = (entry: EntryRecord): Kept => sealer.open(entry.sealed, entry.id) ?? unreadable;
  const day = async () => ({ today: dayOf(clock.now()), calendar: await calendar.publicCalendar() });

  async function forOfficer(who: OfficerIdentity, id: string): Promise<EntryRecord> {
    const entry = await store.find(id);
    if (!entry) throw noEntry();
    if (isSecretFor(entry, who))
      throw new ProblemError('not_allowed', 'Dòng này được giữ bí mật theo Luật Tố cáo. Chỉ người ghi và Chủ tịch đọc được.');
    return entry;
  }

  return {
    open,
    forOfficer,
    async rows(entries: readonly EntryRecord[], who: OfficerIdentity): Promise<ReceptionEntryRow[]> {
      const today = await day();
      return entries.map((entry) => entryRow(entry, open(entry), who, today));
    },
    show: async (entry: EntryRecord, who: OfficerIdentity): Promise<ReceptionEntry> => wholeEntry(entry, open(entry), who, await day()),
    /** The line as the officer saw it; throws when somebody was faster, or no key opens it any more. */
    async seen(who: OfficerIdentity, id: string, revision: number): Promise<{ entry: EntryRecord; kept: Kept }> {
      const entry = await forOfficer(who, id);
      if (entry.revision !== revision) throw changed();
      const kept = sealer.open(entry.sealed, entry.id);
      if (kept === null) throw new ProblemError('internal', 'Không mở được dòng này nữa nên không sửa được.');
      return { entry, kept };
    },
    /** Writes the next state of a line. Throws `reception_entry_changed` for the slower of two. */
    async step(entry: EntryRecord, kept: Kept, change: Omit<EntryChange, 'sealed'>): Promise<EntryRecord> {
      const after = await store.step(entry, { ...change, sealed: sealer.seal(kept, entry.id) });
      if (!after) throw changed();
      return after;
    },
  };
}
