import type { RateLimits } from '../../adapters/rate-limits.js';
import { acceptInvitation, inviteOfficer, listOfficers, updateOfficer } from '../../contracts/residents.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Resident, Who } from '../../http/who.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { OfficersService } from './officers.service.js';

type Deps = {
  officers: OfficersService;
  residents: ResidentsService;
  resident: Who<Resident>;
  manager: Who<OfficerIdentity>;
  limits: RateLimits;
};

export function officersRoutes(routes: Routes, { officers, residents, resident, manager, limits }: Deps): void {
  routes.add(inviteOfficer, manager, ({ body }) => officers.invite(body), { status: 201 });
  routes.add(listOfficers, manager, async () => ({ officers: await officers.list() }));
  routes.add(updateOfficer, manager, ({ who, params, body }) => officers.update(who, params.id, body));
  routes.add(acceptInvitation, resident, async ({ who, body }) => {
    await limits.take('invitation', who.residentId);
    await officers.accept(body.code, who.residentId);
    return residents.me(who.residentId);
  });
}
