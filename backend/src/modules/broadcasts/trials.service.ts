import { randomToken } from '../../adapters/crypto.js';
import type { Clock } from '../../clock.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { AudienceRow } from '../audience/audience.service.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { BroadcastRecord, BroadcastsStore } from './broadcasts.store.js';
import type { Wording } from './wording.js';

type Person = Outgoing['recipient'] & { row: Pick<AudienceRow, 'name' | 'hamletKey' | 'birthYear'> };
type Deps = {
  store: Pick<BroadcastsStore, 'find'>;
  wording: Wording;
  /** The officer's own accounts at Zalo. */
  person: (residentId: string) => Promise<Person | null>;
  messages: Pick<MessagesService, 'deliver' | 'outcomeOf'>;
  /** Residents who may approve. */
  approvers: () => Promise<string[]>;
  authors: () => Promise<string[]>;
  clock: Clock;
};

const lifeMilliseconds = 15 * 60_000;
const noticeLife = 12 * 3_600_000;

export type TrialsService = ReturnType<typeof trialsService>;

/** Messages of the broadcasts to officers themselves: a test, and the news that something waits for them. */
export function trialsService({ store, wording, person, messages, approvers, authors, clock }: Deps) {
  async function tell(
    residentIds: readonly string[],
    broadcast: BroadcastRecord,
    about: { text: string; button: string; path: string },
  ): Promise<void> {
    for (const residentId of residentIds) {
      const found = await person(residentId);
      if (!found) continue;
      const { row: _row, ...recipient } = found;
      await messages.deliver({
        entryId: `tell-${broadcast.id}-${broadcast.revision}-${residentId.slice(-6)}`,
        source: 'broadcast',
        sourceId: broadcast.id,
        kind: 'officer_notice',
        recipient,
        letter: { text: about.text, buttons: [{ title: about.button, path: about.path }] },
        template: { tieu_de: about.button, noi_dung: about.text.slice(0, 400) },
        staleAfter: new Date(clock.now().getTime() + noticeLife),
      });
    }
  }

  return {
    /** Sends the text to the officer who asks, as their own Zalo will show it. */
    async send(
      who: OfficerIdentity,
      id: string,
    ): Promise<{ state: Awaited<ReturnType<MessagesService['outcomeOf']>>['state']; reason: string | null }> {
      const broadcast = await store.find(id);
      if (!broadcast) throw new ProblemError('broadcast_not_found', 'Không tìm thấy tin này.');
      const found = await person(who.residentId);
      if (!found) return { state: 'skipped', reason: 'not_reachable' };
      const { row, ...recipient } = found;
      const letter = (await wording.letters(broadcast)).of(row);
      const entryId = `test-${id}-${randomToken(9)}`;
      await messages.deliver({
        entryId,
        source: 'broadcast',
        sourceId: id,
        kind: 'test',
        recipient: { ...recipient, consent: true },
        letter: {
          text: `[Gửi thử] ${letter.title}\n\n${letter.text}`,
          buttons: [
            { title: broadcast.content.button?.title ?? 'Xem trên Mini App', path: broadcast.content.button?.path ?? `/news/${id}` },
          ],
        },
        template: { tieu_de: `[Gửi thử] ${letter.title}`.slice(0, 100), noi_dung: letter.text.slice(0, 400) },
        staleAfter: new Date(clock.now().getTime() + lifeMilliseconds),
      });
      return messages.outcomeOf(entryId);
    },

    /** A text waits for the chairman; whoever wrote it is not asked. */
    async tellApprovers(broadcast: BroadcastRecord): Promise<void> {
      const by = broadcast.submitted?.name ?? broadcast.authors.at(-1)?.name ?? 'Cán bộ';
      await tell(await approvers(), broadcast, {
        text: `${by} trình duyệt: “${broadcast.content.title}”. Xin ông/bà xem và duyệt trên điện thoại.`,
        button: 'Xem và duyệt',
        path: `/console/broadcasts/${broadcast.id}/approve`,
      });
    },

    /** A greeting's draft is there. */
    async tellAuthors(broadcast: BroadcastRecord): Promise<void> {
      await tell(await authors(), broadcast, {
        text: `Sắp tới ${broadcast.occasion?.name ?? 'dịp lễ'}. Bản nháp lời chúc đã có sẵn, xin anh/chị xem, sửa và trình duyệt.`,
        button: 'Xem bản nháp',
        path: `/console/broadcasts/${broadcast.id}`,
      });
    },
  };
}
