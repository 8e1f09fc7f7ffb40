import * as contract from '../../contracts/disclosures.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Who } from '../../http/who.js';
import type { DisclosuresService } from './disclosures.service.js';

type Deps = { disclosures: DisclosuresService; officer: (...roles: Role[]) => Who<OfficerIdentity>; cache: ReplyCache };

export function disclosuresRoutes(routes: Routes, { disclosures, officer, cache }: Deps): void {
  const may = (permission: Permission) => officer(...permissions[permission]);
  const reader = may('disclosures.read');
  const writer = may('disclosures.write');
  const publisher = may('disclosures.publish');

  routes.add(contract.listDisclosureClasses, anyone, () => disclosures.classes(), { cache: { store: cache, seconds: 60 } });
  routes.add(contract.listDisclosures, anyone, ({ query }) => disclosures.list(query));
  routes.add(contract.readDisclosure, anyone, ({ params }) => disclosures.readPublic(params.slug));

  routes.add(contract.listDeskDisclosures, reader, ({ query }) => disclosures.listForOfficers(query));
  routes.add(contract.readDeskDisclosure, reader, ({ params }) => disclosures.read(params.id));
  routes.add(contract.readLoudspeakerText, reader, ({ params }) => disclosures.loudspeaker(params.id));
  routes.add(contract.createDisclosure, writer, ({ who, body, idempotencyKey }) => disclosures.create(who, body, idempotencyKey), {
    status: 201,
  });
  routes.add(contract.updateDisclosure, writer, ({ params, body }) => disclosures.update(params.id, body));
  routes.add(contract.publishDisclosure, publisher, ({ who, params, body }) => disclosures.publish(who, params.id, body.revision));
  routes.add(contract.correctDisclosure, publisher, ({ who, params, body }) => disclosures.correct(who, params.id, body));
  routes.add(contract.withdrawDisclosure, publisher, ({ who, params, body }) => disclosures.withdraw(who, params.id, body));
}
