import { Router } from 'express';
import { permissions } from '../../contracts/permissions.js';
import { Id } from '../../contracts/primitives.js';
import type { Role } from '../../contracts/residents.js';
import * as contract from '../../contracts/sealed-petitions.js';
import { ProblemError } from '../../http/problems.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Who } from '../../http/who.js';
import type { PetitionsService } from './petitions.service.js';

type Deps = { petitions: PetitionsService; officer: (...roles: Role[]) => Who<OfficerIdentity> };

export function petitionsRoutes(routes: Routes, { petitions, officer }: Deps): void {
  const handler = officer(...permissions['petitions.handle']);
  routes.add(contract.listSealedPetitions, handler, ({ who }) => petitions.list(who));
  routes.add(contract.openSealedPetition, handler, ({ who, params, body }) => petitions.open(who, params.id, body.purpose));
  routes.add(contract.stepSealedPetition, handler, ({ who, params, body }) => petitions.step(who, params.id, body.step, body.note));
  routes.add(contract.reassignSealedPetition, handler, ({ who, params, body }) =>
    petitions.reassign(who, params.id, body.officerId, body.reason),
  );
}

type Recorded = (who: OfficerIdentity, of: { summary: string; path: string; params: Record<string, string> }) => Promise<void>;

/** `/api/desk/sealed-petitions/:id/media/:mediaId`: decrypted for the handler, kept nowhere on the way. */
export function petitionFiles({ petitions, officer }: Deps, recorded: Recorded): Router {
  const router = Router();
  const handler = officer(...permissions['petitions.handle']);
  const path = '/desk/sealed-petitions/:id/media/:mediaId';
  router.get(path, async (request, response) => {
    response.locals.route = path;
    const who = await handler.identify(request);
    const id = Id.safeParse(request.params.id);
    const mediaId = Id.safeParse(request.params.mediaId);
    if (!id.success || !mediaId.success)
      throw new ProblemError('petition_not_found', 'Không có đơn thư này trong những đơn thư được giao.');
    await recorded(who, { summary: 'Mở tệp của đơn thư niêm phong', path, params: { id: id.data, mediaId: mediaId.data } });
    const { type, bytes } = await petitions.media(who, id.data, mediaId.data);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.type(type).send(bytes);
  });
  return router;
}
