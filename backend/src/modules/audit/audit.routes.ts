import { listAudit, verifyAudit } from '../../contracts/audit.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Who } from '../../http/who.js';
import type { AuditService } from './audit.service.js';

export function auditRoutes(routes: Routes, audit: AuditService, reader: Who<OfficerIdentity>): void {
  routes.add(verifyAudit, reader, () => audit.verify());
  routes.add(listAudit, reader, ({ query }) => audit.list(query));
}
