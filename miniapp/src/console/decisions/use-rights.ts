import { useMe } from '../../features/residents/use-me.js';
import { may } from '../may.js';
import type { Rights } from './decision-acts.js';

/** What whoever is at the desk may do with decisions; the chairman recognises for the commune, the Front's office for the Front. */
export function useRights(): Rights {
  const me = useMe().data;
  const isChairman = me?.roles.includes('chairman') === true;
  return {
    name: me?.name ?? '',
    write: may(me, 'decisions.write'),
    isChairman,
    isOffice: me?.roles.includes('office_officer') === true,
    agree: may(me, 'decisions.agree'),
    count: may(me, 'decisions.count'),
    close: may(me, 'decisions.close'),
    recogniseAs: !may(me, 'decisions.recognise') ? null : isChairman ? 'commune' : 'front',
  };
}
