import { useLocation } from 'react-router-dom';

/** Decisions and elections are the same pages under two addresses, so that the list one came from is the one one goes back to. */
export type Kind = 'decision' | 'election';

export const baseOf = (kind: Kind): string => (kind === 'election' ? '/console/elections' : '/console/decisions');

export function useKind(): Kind {
  return useLocation().pathname.startsWith('/console/elections') ? 'election' : 'decision';
}
