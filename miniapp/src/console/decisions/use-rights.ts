import { hamletsWhere, type Permission } from 'backend/contracts/permissions';
import { useMe } from '../../features/residents/use-me.js';
import { may } from '../may.js';
import type { Rights } from './decision-acts.js';

/** What whoever is at the desk may do with decisions of a hamlet, and of the whole commune. */
export function useRights(): Rights {
  const me = useMe().data;
  const everywhere = (permission: Permission) => me !== undefined && hamletsWhere({ roles: me.roles, hamletKeys: [] }, permission) === null;
  const has = (role: 'chairman' | 'office_officer' | 'front_officer' | 'hamlet_head') => me?.roles.includes(role) === true;
  return {
    name: me?.name ?? '',
    hamlet: { write: may(me, 'decisions.write'), agree: may(me, 'decisions.agree'), close: may(me, 'decisions.close') },
    // The chairman runs what the whole commune decides, and the commune's Front agrees to it (Art. 16).
    commune: {
      write: everywhere('decisions.write') || has('chairman'),
      agree: has('front_officer'),
      close: everywhere('decisions.close'),
    },
    isHead: may(me, 'decisions.write') && has('hamlet_head'),
    isChairman: has('chairman'),
    isOffice: has('office_officer'),
    count: may(me, 'decisions.count'),
    recogniseAs: !may(me, 'decisions.recognise') ? null : has('chairman') ? 'commune' : 'front',
  };
}
