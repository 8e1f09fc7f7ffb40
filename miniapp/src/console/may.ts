import type { Me, Role } from 'backend/contracts/residents';
import { useMe } from '../features/residents/use-me.js';

/** Who may see the day's list. */
export const readers: readonly Role[] = ['one_stop_officer', 'judicial_officer', 'office_officer', 'chairman', 'administrator'];
/** Who may do something with it; the chairman only reads. */
export const doers: readonly Role[] = ['one_stop_officer', 'judicial_officer', 'office_officer', 'administrator'];
export const administrators: readonly Role[] = ['administrator'];
/** Who writes down what Zalo charges and allows. */
export const termsKeepers: readonly Role[] = ['administrator', 'office_officer'];

export function isOneOf(me: Pick<Me, 'roles'> | undefined, roles: readonly Role[]): boolean {
  return me?.roles.some((role) => roles.includes(role)) === true;
}

/** True when the person at the desk may take steps, book and withdraw. The API decides; here only buttons that would be refused are left out. */
export function useMayAct(): boolean {
  return isOneOf(useMe().data, doers);
}
