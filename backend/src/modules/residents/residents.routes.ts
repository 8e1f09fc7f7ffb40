import type { RateLimits } from '../../adapters/rate-limits.js';
import { eraseMe, readMe, removePhone, savePhone, signIn, updateMe } from '../../contracts/residents.js';
import { ProblemError } from '../../http/problems.js';
import type { Routes } from '../../http/route.js';
import { anyone, type Resident, type Who } from '../../http/who.js';
import type { ResidentsService } from './residents.service.js';

type Deps = {
  residents: ResidentsService;
  resident: Who<Resident>;
  limits: RateLimits;
  erase: (residentId: string) => Promise<void>;
};

export function residentsRoutes(routes: Routes, { residents, resident, limits, erase }: Deps): void {
  routes.add(
    signIn,
    anyone,
    async ({ body, request }) => {
      const address = request.ip ?? 'unknown';
      await limits.check('failed_sign_in', address);
      try {
        return await residents.signIn(body.accessToken);
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'zalo_sign_in_refused') await limits.take('failed_sign_in', address);
        throw error;
      }
    },
    { status: 201 },
  );
  routes.add(readMe, resident, ({ who }) => residents.me(who.residentId));
  routes.add(eraseMe, resident, async ({ who }) => {
    await limits.take('change', who.residentId);
    await erase(who.residentId);
    return { erased: true as const };
  });
  routes.add(updateMe, resident, ({ who, body }) => residents.update(who.residentId, body));
  routes.add(savePhone, resident, async ({ who, body }) => {
    await limits.take('phone', who.residentId);
    return 'phone' in body
      ? residents.savePhone(who.residentId, body.phone)
      : residents.savePhoneFromZalo(who.residentId, body.accessToken, body.phoneToken);
  });
  routes.add(removePhone, resident, ({ who }) => residents.removePhone(who.residentId));
}
