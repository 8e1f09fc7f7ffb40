import type { Clock } from '../../clock.js';
import type { AudienceService } from '../audience/audience.service.js';
import type { HouseholdRecord, HouseholdsStore } from './households.store.js';
import type { LinksStore } from './links.store.js';

type Deps = {
  store: HouseholdsStore;
  links: LinksStore;
  audience: Pick<AudienceService, 'ofResident' | 'note'>;
  clock: Clock;
  onFailure: (error: Error) => void;
};

const atOnce = 100;
/** Whoever is linked and unlinked in one moment is settled by the later look. */
const looks = 5;

/** What follows from a change of links, as often as needed until it is done: the list of news, notices, requests that are answered by it. */
export function settlingOf({ store, links, audience, clock, onFailure }: Deps) {
  /** The household the list of news knows of somebody is the one they are linked to now. */
  async function follow(residentId: string): Promise<HouseholdRecord | null> {
    for (let look = 0; look < looks; look += 1) {
      const [household, member] = await Promise.all([store.findByResident(residentId), audience.ofResident(residentId)]);
      const code = household?.code ?? null;
      if (member === null || member.householdCode === code) return household;
      const hamletKey = member.hamletKey === null && household !== null ? { hamletKey: household.hamletKey } : {};
      await audience.note(member.id, { householdCode: code, ...hamletKey });
    }
    return null;
  }

  async function settleAll({ id, code, outbox }: HouseholdRecord): Promise<void> {
    if (outbox.length === 0) return;
    for (const { id: noticeId, residentId, at, notice } of outbox) {
      if (notice !== null)
        await links.tell({ id: noticeId, residentId, at, ...notice, householdId: id, householdCode: code, seenAt: null });
      const household = await follow(residentId);
      if (household !== null)
        await links.close({ residentId }, { state: 'confirmed', reason: null, closedBy: null, closedAt: clock.now() });
    }
    await store.settled(
      id,
      outbox.map((one) => one.id),
    );
  }

  return {
    /** At once; what fails is left for the worker. */
    async settle(record: HouseholdRecord): Promise<void> {
      try {
        await settleAll(record);
      } catch (error) {
        onFailure(error as Error);
      }
    },
    /** What was left. */
    async sweep(): Promise<void> {
      for (const record of await store.unsettled(atOnce)) await settleAll(record);
    },
  };
}
