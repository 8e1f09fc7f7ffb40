import { type Me, readMe } from 'backend/contracts/residents';
import { useSWRConfig } from 'swr';
import { keyOf, useApi } from '../../use-api.js';

/** The signed-in person. */
export function useMe() {
  return useApi(readMe, {});
}

/** Puts a newer state of the person, as a reply brought it, into every screen. */
export function useKeepMe(): (me: Me) => void {
  const { mutate } = useSWRConfig();
  return (me) => {
    void mutate(keyOf(readMe, {}), me, { revalidate: false });
  };
}
