import type { Request } from 'express';
import type { RateLimits } from '../../adapters/rate-limits.js';
import type { ReplyOf } from '../../contracts/endpoint.js';
import * as contract from '../../contracts/feedback.js';
import * as deskContract from '../../contracts/feedback-desk.js';
import * as settingsContract from '../../contracts/feedback-settings.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import { ProblemError } from '../../http/problems.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Resident, type Who } from '../../http/who.js';
import type { BoardService } from './board.service.js';
import type { FeedbackSettingsService } from './feedback-settings.service.js';
import type { FilingService } from './filing.service.js';
import type { FollowingService } from './following.service.js';
import type { ReportBulkService } from './report-bulk.service.js';
import type { ReportDeskService } from './report-desk.service.js';
import type { SealingService } from './sealing.service.js';

type Form = { read(): Promise<ReplyOf<typeof contract.readReportForm>> };

type Deps = {
  filing: FilingService;
  following: FollowingService;
  desk: ReportDeskService;
  bulk: ReportBulkService;
  sealing: SealingService;
  settings: FeedbackSettingsService;
  form: Form;
  board: Pick<BoardService, 'ratings'>;
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
  cache: ReplyCache;
};

const addressOf = (request: Request) => request.ip ?? 'unknown';

export function feedbackRoutes(routes: Routes, deps: Deps): void {
  const { filing, following, desk, bulk, sealing, settings, form, board, resident, officer, limits, cache } = deps;
  const may = (permission: Permission) => officer(...permissions[permission]);
  const perPerson = { limit: (_request: Request, who: unknown) => limits.take('report', (who as Resident).residentId) };
  const perAddress = { limit: (request: Request) => limits.take('anonymous_report', addressOf(request)) };
  /** Only wrong codes are counted; whoever guesses from one address is stopped, and cannot hide behind right ones. */
  const tracked = async <T>(request: Request, work: () => Promise<T>): Promise<T> => {
    const address = addressOf(request);
    await limits.check('tracking_code', address);
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'tracking_code_wrong') await limits.take('tracking_code', address);
      throw error;
    }
  };

  routes.add(contract.readReportForm, anyone, () => form.read(), { cache: { store: cache, seconds: 30 } });
  routes.add(contract.fileReport, resident, ({ who, body, idempotencyKey }) => filing.file(who.residentId, body, idempotencyKey), {
    status: 201,
    ...perPerson,
  });
  routes.add(contract.fileAnonymousReport, anyone, ({ body, idempotencyKey }) => filing.fileAnonymously(body, idempotencyKey), {
    status: 201,
    ...perAddress,
  });
  routes.add(contract.findSimilarReports, anyone, ({ body }) => filing.similar(body), {
    limit: (request) => limits.take('similar_reports', addressOf(request)),
  });
  routes.add(contract.listMyReports, resident, ({ who, query }) => following.mine(who.residentId, query.after));
  routes.add(contract.readReport, resident, ({ who, params }) => following.read(who.residentId, params.id));
  routes.add(contract.joinReport, resident, ({ who, params }) => filing.join(who.residentId, params.id), perPerson);
  routes.add(contract.actOnReport, resident, ({ who, params, body }) => following.actOn(who.residentId, params.id, body.action), perPerson);
  routes.add(contract.readTrackedReport, anyone, ({ body, request }) => tracked(request, () => following.readTracked(body.trackingCode)));
  routes.add(
    contract.actOnTrackedReport,
    anyone,
    ({ body, request }) => tracked(request, () => following.actOnTracked(body.trackingCode, body.action)),
    { limit: (request) => limits.take('change', addressOf(request)) },
  );
  routes.add(contract.readFixedCheck, anyone, ({ params }) => following.readCheck(params.token));
  routes.add(contract.answerFixedCheck, anyone, ({ params, body }) => following.answerCheck(params.token, body));

  routes.add(deskContract.listDeskReports, may('feedback.read'), ({ who, query }) => desk.list(who, query));
  routes.add(deskContract.readDeskReport, may('feedback.read'), ({ who, params }) => desk.read(who, params.id));
  routes.add(deskContract.actOnDeskReport, may('feedback.read'), ({ who, params, body }) =>
    desk.act(who, params.id, body.revision, body.action),
  );
  routes.add(deskContract.sealReport, may('feedback.read'), ({ who, params, body }) => sealing.seal(who, params.id, body));
  routes.add(deskContract.reviewPicture, may('feedback.read'), ({ who, params, body }) =>
    desk.reviewPicture(who, params.id, params.mediaId, body.areas),
  );
  routes.add(deskContract.previewMask, may('feedback.read'), ({ body }) => desk.mask(body.text));
  routes.add(deskContract.listHandlingOfficers, may('feedback.read'), () => desk.handlingOfficers());
  routes.add(deskContract.listReportRatings, may('feedback.dispatch'), () => board.ratings());
  routes.add(deskContract.assignReports, may('feedback.dispatch'), ({ who, body }) =>
    bulk.assign(who, body.reports, body.officerId, body.reason),
  );
  routes.add(deskContract.mergeReports, may('feedback.dispatch'), ({ who, body }) => bulk.merge(who, body.into, body.reports, body.reason));
  routes.add(deskContract.undoReportAction, may('feedback.dispatch'), ({ who, params }) => bulk.undo(who, params.id));
  routes.add(deskContract.listReportBlocks, may('feedback.moderate'), () => desk.blocks());
  routes.add(deskContract.liftReportBlock, may('feedback.moderate'), ({ params }) => desk.liftBlock(params.id));
  routes.add(settingsContract.readFeedbackSettings, officer(...permissions['feedback.read'], ...permissions['feedback.configure']), () =>
    settings.read(),
  );
  routes.add(settingsContract.saveFeedbackSettings, may('feedback.configure'), ({ body }) => settings.save(body));
}
