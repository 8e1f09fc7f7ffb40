import type { Router } from 'express';
import type { RateLimits } from '../../adapters/rate-limits.js';
import { type SpreadsheetWriter, spreadsheet } from '../../adapters/spreadsheet.js';
import { Period } from '../../contracts/periods.js';
import { permissions } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import * as contract from '../../contracts/satisfaction.js';
import { ProblemError } from '../../http/problems.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Resident, Who } from '../../http/who.js';
import type { AnsweringService } from './answering.service.js';
import type { SatisfactionResults } from './results.service.js';
import type { SatisfactionSettingsService } from './satisfaction-settings.service.js';

type Deps = {
  answering: AnsweringService;
  results: SatisfactionResults;
  settings: SatisfactionSettingsService;
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
};

export function satisfactionRoutes(routes: Routes, { answering, results, settings, resident, officer, limits }: Deps): void {
  const reader = officer(...permissions['satisfaction.read']);
  const manager = officer(...permissions['satisfaction.manage']);
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };

  routes.add(contract.readSatisfactionInvitation, resident, ({ who, params }) => answering.read(who.residentId, params.id));
  routes.add(
    contract.answerSatisfaction,
    resident,
    ({ who, params, body, idempotencyKey }) => answering.answer(who.residentId, params.id, body, idempotencyKey),
    { status: 201, ...mayChange },
  );
  routes.add(contract.declineSatisfaction, resident, ({ who, params }) => answering.decline(who.residentId, params.id), mayChange);

  routes.add(contract.readSatisfactionResults, reader, ({ query }) => results.results(query.period));
  routes.add(contract.listSatisfactionWords, reader, ({ query }) => results.words(query.period));
  routes.add(contract.readSatisfactionSettings, reader, () => settings.show());
  routes.add(contract.saveSatisfactionSampling, manager, ({ body }) => settings.saveSampling(body));
  routes.add(contract.addSatisfactionEdition, manager, ({ who, body }) => settings.addEdition(who, body));
}

type Exportable = { exportTo(period: string, sheet: SpreadsheetWriter): Promise<void> };
type Files = {
  results: Exportable;
  scorecard: Exportable;
  officer: Deps['officer'];
  /** Writes into the audit log that this was taken out; throws when it cannot, and nothing leaves then. */
  exported: (who: OfficerIdentity, what: { summary: string; path: string; params: Record<string, string> }) => Promise<void>;
};

/** The results and the scorecard of a period as spreadsheets. */
export function satisfactionFiles(router: Router, { results, scorecard, officer, exported }: Files): void {
  const reader = officer(...permissions['satisfaction.read']);
  const sheets = [
    {
      path: '/desk/satisfaction/results.xlsx',
      source: results,
      file: 'muc-do-hai-long',
      summary: 'Xuất kết quả khảo sát hài lòng ra Excel',
    },
    { path: '/desk/scorecard.xlsx', source: scorecard, file: 'bo-tieu-chi-9-chi-so', summary: 'Xuất bộ tiêu chí 9 chỉ số ra Excel' },
  ];
  for (const { path, source, file, summary } of sheets)
    router.get(path, async (request, response) => {
      response.locals.route = path;
      const who = await reader.identify(request);
      const period = Period.safeParse(request.query.period);
      if (!period.success)
        throw new ProblemError('invalid_request', 'Cần kỳ muốn xuất: quý hoặc năm.', {
          fields: [{ field: 'query.period', message: 'Kỳ phải là quý (2026-Q4) hoặc năm (2026).' }],
        });
      await exported(who, { summary, path, params: { period: period.data } });
      response.setHeader('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
      response.setHeader('Content-Disposition', `attachment; filename="${file}-${period.data}.xlsx"`);
      response.setHeader('Cache-Control', 'no-store');
      await source.exportTo(period.data, await spreadsheet(response));
    });
}
