import { type CountState, listDecisionHamlets } from 'backend/contracts/decisions-desk';
import { useApi } from '../../use-api.js';

const none: readonly { key: string; name: string; households: number }[] = [];

/** The hamlets whoever is at the desk answers for; empty until they are known. They seldom change. */
export function useOwnHamlets(): typeof none {
  return useApi(listDecisionHamlets, {}, { revalidateOnFocus: false, revalidateIfStale: false }).data?.hamlets ?? none;
}

/** The numbers of one's own hamlets, in the order of the roll. */
export const ownCounts = (counts: readonly CountState[], own: readonly { key: string }[]): CountState[] =>
  counts.filter(({ hamletKey }) => own.some(({ key }) => key === hamletKey));
