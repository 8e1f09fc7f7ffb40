import type { Clock } from '../../clock.js';
import type { HouseholdCard, RollHousehold } from '../../contracts/households.js';
import { keysOf, representativeOf, withoutResident } from '../../domain/households.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { HouseholdRecord, HouseholdsStore } from './households.store.js';

export type HouseholdsService = ReturnType<typeof householdsService>;

type Deps = {
  store: HouseholdsStore;
  communes: CommunesService;
  clock: Clock;
};

/** The book of households: who belongs together, and who speaks for them. */
export function householdsService({ store, communes, clock }: Deps) {
  const hamletNames = async () => new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));

  function cardOf(record: HouseholdRecord, names: ReadonlyMap<string, string>): HouseholdCard {
    const { id, code, hamletKey, headName } = record;
    return {
      id,
      code,
      hamletKey,
      hamletName: names.get(hamletKey) ?? hamletKey,
      headName,
      representativeName: representativeOf(record)?.name ?? null,
    };
  }

  return {
    /** Every active household of the hamlets (all hamlets when null), ordered by hamlet order and code, as they stand now. */
    async roll(hamletKeys: readonly string[] | null): Promise<RollHousehold[]> {
      const [hamlets, rows] = await Promise.all([communes.hamlets(), store.active(hamletKeys)]);
      const place = new Map([...hamlets].sort((one, other) => one.order - other.order).map(({ key }, index) => [key, index]));
      const placeOf = (key: string) => place.get(key) ?? hamlets.length;
      const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
      return rows
        .sort(
          (one, other) =>
            placeOf(one.hamletKey) - placeOf(other.hamletKey) ||
            compare(one.hamletKey, other.hamletKey) ||
            compare(one.sortKey, other.sortKey),
        )
        .map(({ id, code, hamletKey, headName, representativeName, representativeResidentId }) => ({
          householdId: id,
          code,
          hamletKey,
          headName,
          representativeName,
          representativeResidentId,
        }));
    },
    /** Active households per hamlet key. */
    async counts(hamletKeys: readonly string[] | null): Promise<Map<string, number>> {
      return new Map((await store.counts(hamletKeys)).map(({ hamletKey, active }) => [hamletKey, active]));
    },
    /** The household a resident belongs to (as representative or member), or null. One active household per resident. */
    async ofResident(residentId: string): Promise<{ household: HouseholdCard; isRepresentative: boolean } | null> {
      const [record, names] = await Promise.all([store.findByResident(residentId), hamletNames()]);
      if (!record) return null;
      return { household: cardOf(record, names), isRepresentative: representativeOf(record)?.residentId === residentId };
    },
    /** Forgets a person (called from compose.erase): unlinks, keeps the household. */
    async erase(residentId: string): Promise<void> {
      for (;;) {
        const record = await store.findByResident(residentId);
        if (!record) return;
        const member = record.members.find((one) => one.residentId === residentId);
        const left = withoutResident(record, residentId);
        const change = {
          at: clock.now(),
          by: member?.name ?? 'Người dân',
          event: 'unlinked' as const,
          details: [],
          reason: 'Đã xóa dữ liệu cá nhân trong Mini App',
        };
        const next = { ...left, history: [...left.history, change] };
        if ((await store.save(next, keysOf(next))) === 'saved') return;
      }
    },
  };
}
