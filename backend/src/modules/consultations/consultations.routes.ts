import type { Router } from 'express';
import { csv } from '../../adapters/csv.js';
import type { RateLimits } from '../../adapters/rate-limits.js';
import { spreadsheet } from '../../adapters/spreadsheet.js';
import * as desk from '../../contracts/consultation-desk.js';
import * as contract from '../../contracts/consultations.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import { Id } from '../../contracts/primitives.js';
import type { Role } from '../../contracts/residents.js';
import { ProblemError } from '../../http/problems.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Resident, type Who } from '../../http/who.js';
import type { ConsultationsService } from './consultations.service.js';
import type { DeskOpinionsService } from './opinions.service.js';
import type { ReadingService } from './reading.service.js';
import type { SpeakingService } from './speaking.service.js';
import type { SynthesisService } from './synthesis.service.js';

type Services = {
  drafts: ConsultationsService;
  reading: ReadingService;
  speaking: SpeakingService;
  opinions: DeskOpinionsService;
  synthesis: SynthesisService;
};
type Deps = Services & {
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
  cache: ReplyCache;
};

export function consultationsRoutes(
  routes: Routes,
  { drafts, reading, speaking, opinions, synthesis, resident, officer, limits, cache }: Deps,
): void {
  const may = (permission: Permission) => officer(...permissions[permission]);
  const reader = may('consultations.read');
  const writer = may('consultations.write');
  const publisher = may('consultations.publish');
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };

  routes.add(contract.listConsultations, anyone, ({ query }) => reading.list(query.after), { cache: { store: cache, seconds: 5 } });
  routes.add(contract.readConsultation, resident, ({ who, params }) => reading.read(who.residentId, params.id));
  routes.add(contract.listPublicOpinions, resident, ({ who, params, query }) => reading.opinions(who.residentId, params.id, query));
  routes.add(
    contract.giveOpinion,
    resident,
    ({ who, params, body, idempotencyKey }) => speaking.give(who.residentId, params.id, body, idempotencyKey),
    { status: 201, ...mayChange },
  );
  routes.add(
    contract.supportOpinion,
    resident,
    ({ who, params }) => speaking.support(who.residentId, params.id, params.opinionId),
    mayChange,
  );
  routes.add(
    contract.takeSupportBack,
    resident,
    ({ who, params }) => speaking.takeSupportBack(who.residentId, params.id, params.opinionId),
    mayChange,
  );
  routes.add(contract.takeStance, resident, ({ who, params, body }) => speaking.takeStance(who.residentId, params.id, body), mayChange);

  routes.add(desk.listDeskConsultations, reader, ({ query }) => drafts.list(query));
  routes.add(desk.readConsultationTerms, reader, () => drafts.terms());
  routes.add(desk.saveConsultationTerm, publisher, ({ body }) => drafts.saveTerm(body));
  routes.add(desk.readDeskConsultation, reader, ({ who, params }) => drafts.read(who, params.id));
  routes.add(desk.createConsultation, writer, ({ who, body, idempotencyKey }) => drafts.create(who, body, idempotencyKey), { status: 201 });
  routes.add(desk.saveConsultation, writer, ({ who, params, body }) => drafts.save(who, params.id, body));
  routes.add(desk.dropCorrection, writer, ({ who, params, body }) => drafts.dropCorrection(who, params.id, body.revision));
  routes.add(desk.publishConsultation, publisher, ({ who, params, body }) => drafts.publish(who, params.id, body.revision));
  routes.add(desk.extendConsultation, publisher, ({ who, params, body }) => drafts.extend(who, params.id, body));
  routes.add(desk.withdrawConsultation, publisher, ({ who, params, body }) => drafts.withdraw(who, params.id, body.revision, body.reason));
  routes.add(desk.noteConsultationReport, writer, ({ who, params, body }) => drafts.noteReport(who, params.id, body));
  routes.add(desk.archiveConsultation, publisher, ({ who, params, body }) => drafts.archive(who, params.id, body.revision));

  routes.add(desk.listDeskOpinions, reader, ({ params, query }) => opinions.list(params.id, query));
  routes.add(desk.typeOpinion, writer, ({ who, params, body, idempotencyKey }) => opinions.type(who, params.id, body, idempotencyKey), {
    status: 201,
  });
  routes.add(desk.readOpinionOriginal, writer, ({ params }) => opinions.original(params.id));
  routes.add(desk.moderateOpinion, writer, ({ who, params, body }) => opinions.decide(who, params.id, body));
  routes.add(desk.groupOpinions, writer, ({ who, params, body }) => opinions.group(who, params.id, body));
  routes.add(desk.saveSynthesis, writer, ({ who, params, body }) => synthesis.save(who, params.id, body));
  routes.add(desk.publishSynthesis, publisher, ({ who, params, body }) => synthesis.publish(who, params.id, body.revision));
}

type Files = {
  opinions: DeskOpinionsService;
  officer: Deps['officer'];
  /** Writes into the audit log that this was taken out; throws when it cannot, and nothing leaves then. */
  exported: (who: OfficerIdentity, what: { summary: string; path: string; params: Record<string, string> }) => Promise<void>;
};

const sheets = [
  { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', writer: spreadsheet },
  { ending: 'csv', type: 'text/csv; charset=utf-8', writer: csv },
] as const;

/** All opinions of a consultation, to be sent upward. */
export function consultationFiles(router: Router, { opinions, officer, exported }: Files): void {
  const reader = officer(...permissions['consultations.read']);
  for (const { ending, type, writer } of sheets) {
    const path = `/desk/consultations/:id/opinions.${ending}`;
    router.get(path, async (request, response) => {
      response.locals.route = path;
      const who = await reader.identify(request);
      const id = Id.safeParse(request.params.id);
      if (!id.success) throw new ProblemError('consultation_not_found', 'Không có lần lấy ý kiến này.');
      // Told before the first byte, so that a wrong address is still an error and not a broken file.
      const number = await opinions.numberOf(id.data);
      await exported(who, { summary: 'Xuất ý kiến Nhân dân ra tệp', path, params: { id: id.data } });
      response.setHeader('Content-Type', type);
      response.setHeader('Content-Disposition', `attachment; filename="y-kien-${number}.${ending}"`);
      response.setHeader('Cache-Control', 'no-store');
      await opinions.exportTo(id.data, await writer(response));
    });
  }
}
