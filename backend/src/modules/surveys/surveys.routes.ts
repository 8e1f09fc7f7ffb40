import type { Router } from 'express';
import { csv } from '../../adapters/csv.js';
import type { RateLimits } from '../../adapters/rate-limits.js';
import { writeWorkbook } from '../../adapters/workbook.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import { Id } from '../../contracts/primitives.js';
import type { Role } from '../../contracts/residents.js';
import * as contract from '../../contracts/surveys.js';
import * as desk from '../../contracts/surveys-desk.js';
import { ProblemError } from '../../http/problems.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Resident, Who } from '../../http/who.js';
import type { AnsweringService } from './answering.service.js';
import type { SurveyResultsService } from './survey-results.service.js';
import type { SurveysService } from './surveys.service.js';

type Deps = {
  surveys: SurveysService;
  answering: AnsweringService;
  results: SurveyResultsService;
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
};

export function surveysRoutes(routes: Routes, { surveys, answering, results, resident, officer, limits }: Deps): void {
  const may = (permission: Permission) => officer(...permissions[permission]);
  const reader = may('surveys.read');
  const writer = may('surveys.write');
  const publisher = may('surveys.publish');
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };

  routes.add(contract.listSurveys, resident, ({ who }) => answering.list(who.residentId));
  routes.add(contract.readSurvey, resident, ({ who, params }) => answering.read(who.residentId, params.id));
  routes.add(
    contract.saveSurveyDraft,
    resident,
    ({ who, params, body }) => answering.saveDraft(who.residentId, params.id, body),
    mayChange,
  );
  routes.add(
    contract.sendSurvey,
    resident,
    ({ who, params, body, idempotencyKey }) => answering.send(who.residentId, params.id, body, idempotencyKey),
    mayChange,
  );

  routes.add(desk.listDeskSurveys, reader, ({ query }) => surveys.list(query));
  routes.add(desk.createSurvey, writer, ({ who, body, idempotencyKey }) => surveys.create(who, body, idempotencyKey), { status: 201 });
  routes.add(desk.readDeskSurvey, reader, ({ who, params }) => surveys.read(who, params.id));
  routes.add(desk.updateSurvey, writer, ({ who, params, body }) => surveys.update(who, params.id, body));
  routes.add(desk.copySurvey, writer, ({ who, params, idempotencyKey }) => surveys.copy(who, params.id, idempotencyKey), { status: 201 });
  routes.add(desk.checkSurvey, reader, ({ params }) => surveys.check(params.id));
  routes.add(desk.publishSurvey, publisher, ({ who, params, body }) => surveys.publish(who, params.id, body.revision));
  routes.add(desk.reviseSurvey, publisher, ({ who, params, body }) => surveys.revise(who, params.id, body));
  routes.add(desk.correctSurvey, writer, ({ who, params, body }) => surveys.correct(who, params.id, body));
  routes.add(desk.extendSurvey, publisher, ({ who, params, body }) => surveys.extend(who, params.id, body));
  routes.add(desk.closeSurvey, publisher, ({ who, params, body }) => surveys.close(who, params.id, body));
  routes.add(desk.cancelSurvey, publisher, ({ who, params, body }) => surveys.cancel(who, params.id, body));
  routes.add(desk.remindSurvey, writer, ({ who, params }) => surveys.remind(who, params.id));
  routes.add(desk.readSurveyTurnout, reader, ({ params }) => results.turnout(params.id));
  routes.add(desk.readSurveyResults, reader, ({ params }) => results.results(params.id));
  routes.add(desk.crossSurvey, reader, ({ params, query }) => results.cross(params.id, query.row, query.column));
  routes.add(desk.listSurveyTexts, reader, ({ params, query }) => results.texts(params.id, params.question, query.after));
  routes.add(desk.discloseSurvey, writer, ({ who, params }) => results.disclose(who, params.id));
}

type Files = {
  results: SurveyResultsService;
  officer: Deps['officer'];
  /** Writes into the audit log that this was taken out; throws when it cannot, and nothing leaves then. */
  exported: (who: OfficerIdentity, what: { summary: string; path: string; params: Record<string, string> }) => Promise<void>;
};

const [workbookName, answersName, codebookName] = desk.surveyFiles;
const summaries = {
  [workbookName]: 'Xuất câu trả lời khảo sát và bảng mã ra Excel',
  [answersName]: 'Xuất câu trả lời khảo sát ra CSV',
  [codebookName]: 'Xuất bảng mã khảo sát ra CSV',
} as const;

/** The answers of a closed survey and what their columns mean, as files. */
export function surveyFiles(router: Router, { results, officer, exported }: Files): void {
  const reader = officer(...permissions['surveys.read']);
  for (const name of desk.surveyFiles) {
    const path = `/desk/surveys/:id/${name}`;
    router.get(path, async (request, response) => {
      response.locals.route = path;
      const who = await reader.identify(request);
      const id = Id.safeParse(request.params.id);
      if (!id.success) throw new ProblemError('survey_not_found', 'Không tìm thấy khảo sát này.');
      // Read before the first byte, so that a refusal is still an error and not a broken file.
      const { answers, codebook } = await results.exported(id.data);
      await exported(who, { summary: summaries[name], path, params: { id: id.data } });
      response.setHeader('Content-Disposition', `attachment; filename="khao-sat-${id.data}-${name}"`);
      response.setHeader('Cache-Control', 'no-store');
      if (name === workbookName) {
        response.setHeader('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
        return writeWorkbook(response, [
          { name: 'Câu trả lời', ...answers },
          { name: 'Bảng mã', ...codebook },
        ]);
      }
      response.setHeader('Content-Type', 'text/csv; charset=utf-8');
      const table = name === answersName ? answers : codebook;
      const sheet = csv(response);
      sheet.begin('', table.columns);
      for (const row of table.rows) await sheet.row(row);
      await sheet.end();
    });
  }
}
