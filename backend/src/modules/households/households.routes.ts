import type { Router } from 'express';
import { householdTemplate } from '../../adapters/household-template.js';
import type { RateLimits } from '../../adapters/rate-limits.js';
import { spreadsheet } from '../../adapters/spreadsheet.js';
import * as contract from '../../contracts/households.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import { Key } from '../../contracts/primitives.js';
import type { Role } from '../../contracts/residents.js';
import { ProblemError } from '../../http/problems.js';
import { rawBody } from '../../http/raw-body.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Resident, Who } from '../../http/who.js';
import type { HouseholdsService } from './households.service.js';
import type { HouseholdImportService } from './import.service.js';
import type { HouseholdLinksService } from './links.service.js';

type Deps = {
  households: HouseholdsService;
  links: HouseholdLinksService;
  imports: HouseholdImportService;
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
};

export function householdsRoutes(routes: Routes, { households, links, imports, resident, officer, limits }: Deps): void {
  const may = (permission: Permission) => officer(...permissions[permission]);
  const reader = may('households.read');
  const writer = may('households.write');
  const uploads = { limit: (_request: unknown, who: unknown) => limits.take('upload', (who as OfficerIdentity).officerId) };
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };
  /** Only wrong codes are counted. */
  const guessed = async <T>({ residentId }: Resident, work: () => Promise<T>): Promise<T> => {
    await limits.check('household_code', residentId);
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'household_code_invalid') await limits.take('household_code', residentId);
      throw error;
    }
  };

  routes.add(contract.listHouseholds, reader, ({ who, query }) => households.list(who, query));
  routes.add(contract.readHousehold, reader, ({ who, params }) => households.read(who, params.id));
  routes.add(contract.addHousehold, writer, ({ who, body }) => households.add(who, body), { status: 201 });
  routes.add(contract.editHousehold, writer, ({ who, params, body }) => households.edit(who, params.id, body));
  routes.add(contract.changeRepresentative, writer, ({ who, params, body }) => households.changeRepresentative(who, params.id, body));
  routes.add(contract.endHousehold, writer, ({ who, params, body }) => households.end(who, params.id, body));
  routes.add(contract.inviteMember, writer, ({ who, params, body }) => links.invite(who, params.id, body), { status: 201 });
  routes.add(contract.unlinkMember, writer, ({ who, params, body }) => links.unlink(who, params.id, body));
  routes.add(contract.listHouseholdRequests, reader, ({ who, query }) => links.requests(who, query.after ?? null));
  routes.add(contract.decideHouseholdRequest, writer, async ({ who, params, body }) => {
    await links.decide(who, params.id, body);
    return { decided: true as const };
  });
  routes.add(
    contract.previewImport,
    writer,
    async ({ who, request }) => imports.preview(who, await rawBody(request, contract.importMostBytes)),
    uploads,
  );
  routes.add(
    contract.applyImport,
    writer,
    async ({ who, query, request }) =>
      imports.apply(who, await rawBody(request, contract.importMostBytes), query.digest, query.leaveOutWrong === 'true'),
    uploads,
  );

  routes.add(contract.readMyHousehold, resident, ({ who }) => links.mine(who.residentId));
  routes.add(contract.lookAtClaim, resident, ({ who, body }) => guessed(who, () => links.look(who.residentId, body.code)));
  routes.add(contract.claimHousehold, resident, ({ who, body }) => guessed(who, () => links.claim(who.residentId, body.code)));
  routes.add(contract.askForHousehold, resident, ({ who, body }) => links.ask(who.residentId, body), { status: 201, ...mayChange });
  routes.add(
    contract.withdrawHouseholdRequest,
    resident,
    async ({ who, params }) => {
      await links.withdraw(who.residentId, params.id);
      return { withdrawn: true as const };
    },
    mayChange,
  );
  routes.add(
    contract.leaveHousehold,
    resident,
    async ({ who }) => {
      await links.leave(who.residentId);
      return { left: true as const };
    },
    mayChange,
  );
  routes.add(contract.seeHouseholdNotices, resident, async ({ who, body }) => ({ seen: await links.see(who.residentId, body.ids) }));
}

type Files = Pick<Deps, 'households' | 'officer'> & {
  /** Writes into the audit log that this was taken out; throws when it cannot, and nothing leaves then. */
  exported: (who: OfficerIdentity, what: { summary: string; path: string; params: Record<string, string> }) => Promise<void>;
};

const exportPath = '/desk/households/export.xlsx';
const templatePath = '/desk/households/template.xlsx';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The book as a spreadsheet, and the empty one to fill in. */
export function householdFiles(router: Router, { households, officer, exported }: Files): void {
  const reader = officer(...permissions['households.read']);
  router.get(exportPath, async (request, response) => {
    response.locals.route = exportPath;
    const who = await reader.identify(request);
    const hamletKey = Key.safeParse(request.query.hamletKey);
    if (request.query.hamletKey !== undefined && !hamletKey.success)
      throw new ProblemError('invalid_request', 'Xin chọn xóm trong danh sách.', {
        fields: [{ field: 'query.hamletKey', message: 'Khóa của xóm không đúng dạng.' }],
      });
    const hamlet = hamletKey.data ?? null;
    households.assertSees(who, hamlet);
    await exported(who, { summary: 'Xuất sổ hộ ra Excel', path: exportPath, params: hamlet === null ? {} : { hamletKey: hamlet } });
    response.setHeader('Content-Type', sheetType);
    response.setHeader('Content-Disposition', 'attachment; filename="So-ho.xlsx"');
    response.setHeader('Cache-Control', 'no-store');
    await households.exportTo(who, hamlet, await spreadsheet(response));
  });
  router.get(templatePath, async (request, response) => {
    response.locals.route = templatePath;
    const template = await households.template(await reader.identify(request));
    response.setHeader('Content-Type', sheetType);
    response.setHeader('Content-Disposition', 'attachment; filename="Mau-so-ho.xlsx"');
    response.setHeader('Cache-Control', 'private, max-age=300');
    response.send(await householdTemplate(...template));
  });
}
