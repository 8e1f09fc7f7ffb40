import type { Clock } from '../../clock.js';
import { answersForHamlets } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { OfficersService } from '../officers/officers.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { Counting } from './counting.js';
import type { InitiativeNotice, InitiativeRecord, InitiativesStore } from './initiatives.store.js';
import { initiativeLetter } from './letters.js';
import { nameIn } from './views.js';

type Deps = {
  store: InitiativesStore;
  counting: Counting;
  communes: Pick<CommunesService, 'hamlets'>;
  officers: Pick<OfficersService, 'withRole'>;
  residents: Pick<ResidentsService, 'find' | 'phoneOf'>;
  messages: Pick<MessagesService, 'deliver'>;
  /** A keyed hash, so that the messages' collection does not tell who proposed what. */
  digest: (text: string) => string;
  clock: Clock;
};

const atOnce = 50;
const staleDays = 7;
const dayMilliseconds = 86_400_000;

/** Who is told: of a hamlet its head and the head of its Front committee, of the commune those who act for it. */
const rolesToTell = {
  checkers: { hamlet: ['hamlet_head', 'hamlet_front'], commune: ['office_officer'] },
  answerers: { hamlet: ['hamlet_head', 'hamlet_front'], commune: ['chairman', 'front_officer'] },
} as const satisfies Record<Exclude<InitiativeNotice['to'], 'proposer'>, Record<'hamlet' | 'commune', readonly Role[]>>;

export type InitiativeNotices = ReturnType<typeof initiativeNotices>;

/** Says what became of initiatives; each thing once to each person, however often it runs and in however many workers. */
export function initiativeNotices({ store, counting, communes, officers, residents, messages, digest, clock }: Deps) {
  async function officersFor(to: keyof typeof rolesToTell, { scope, hamletKey }: InitiativeRecord): Promise<string[]> {
    const linked = async (roles: readonly Role[]) => {
      const found = await officers.withRole(...roles);
      return found
        .filter(({ hamletKeys }) => !roles.every(answersForHamlets) || hamletKeys.includes(hamletKey))
        .flatMap(({ residentId }) => residentId ?? []);
    };
    const theirs = await linked(rolesToTell[to][scope]);
    // A hamlet without a head that can be told is looked after by the office.
    return theirs.length > 0 ? theirs : linked(rolesToTell[to].commune);
  }

  async function recipientOf(residentId: string): Promise<Outgoing['recipient'] | null> {
    const resident = await residents.find(residentId);
    return (
      resident && {
        residentId: null,
        zaloUserId: resident.zaloUserId,
        oaUserId: resident.oaUserId,
        phone: residents.phoneOf(resident),
        // About what they proposed themselves, or their own work: no news of the commune.
        consent: true,
      }
    );
  }

  /** When it is to be tried again; null when everybody was told as far as they can be reached. */
  async function tell(record: InitiativeRecord, notice: InitiativeNotice, hamletNames: ReadonlyMap<string, string>): Promise<Date | null> {
    const proposer = record.proposer.residentId;
    const to = notice.to === 'proposer' ? (proposer === null ? [] : [proposer]) : await officersFor(notice.to, record);
    if (to.length === 0) return null;
    const letter = initiativeLetter(notice, record, {
      hamletName: nameIn(hamletNames, record),
      progress: (await counting.progress([record])).get(record.id),
    });
    let later: Date | null = null;
    for (const residentId of to) {
      const recipient = await recipientOf(residentId);
      if (!recipient) continue;
      const delivered = await messages.deliver({
        entryId: `in-${digest(`${record.id}|${notice.key}|${residentId}`).slice(0, 40)}`,
        source: 'initiative',
        sourceId: '',
        kind: `initiative_${notice.kind}`,
        recipient,
        letter,
        template: letter.template,
        staleAfter: new Date(notice.at.getTime() + staleDays * dayMilliseconds),
      });
      if (delivered.kind !== 'later') continue;
      const at = new Date(clock.now().getTime() + delivered.retryAfterMilliseconds);
      if (later === null || at < later) later = at;
    }
    return later;
  }

  return {
    /** Sends what waits in the initiatives. Answers how many were looked at. */
    async relay(): Promise<number> {
      const now = clock.now();
      const records = await store.toTell(now, atOnce);
      if (records.length === 0) return 0;
      const hamletNames = new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));
      for (const record of records)
        for (const notice of record.outbox)
          if (notice.at <= now) await store.settleNotice(record.id, notice.key, await tell(record, notice, hamletNames));
      return records.length;
    },
  };
}
