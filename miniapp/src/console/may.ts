import { mayDo, type Permission } from 'backend/contracts/permissions';
import type { Me, Role } from 'backend/contracts/residents';
import { useMe } from '../features/residents/use-me.js';

/** Who writes down what Zalo charges and allows. */
export const termsKeepers: readonly Role[] = ['administrator', 'office_officer'];

export function isOneOf(me: Pick<Me, 'roles'> | undefined, roles: readonly Role[]): boolean {
  return me?.roles.some((role) => roles.includes(role)) === true;
}

/** True when somebody holds the permission. The API decides; here only buttons and doors that would be refused are left out. */
export function may(me: Pick<Me, 'roles'> | undefined, permission: Permission): boolean {
  return me !== undefined && mayDo(me.roles, permission);
}

/** True when the person at the desk holds the permission. */
export function useMay(permission: Permission): boolean {
  return may(useMe().data, permission);
}
