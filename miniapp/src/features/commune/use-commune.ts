import { readCommune } from 'backend/contracts/commune';
import { useApi } from '../../use-api.js';

/** The commune's office: name, address, hotline, hours, hamlets. It seldom changes, so it is read once a visit. */
export function useCommune() {
  return useApi(readCommune, {}, { revalidateOnFocus: false, revalidateIfStale: false });
}
