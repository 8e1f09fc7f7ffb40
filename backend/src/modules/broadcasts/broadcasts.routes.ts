import type { Response, Router } from 'express';
import { spreadsheet } from '../../adapters/spreadsheet.js';
import {
  approveBroadcast,
  type BroadcastProgress,
  cancelBroadcast,
  createBroadcast,
  createBroadcastTemplate,
  draftOccasion,
  listBroadcasts,
  listBroadcastTemplates,
  listNews,
  listOccasions,
  listRecipients,
  listTemplateVersions,
  listUnreached,
  listUnreachedBroadcasts,
  pauseBroadcast,
  previewBroadcast,
  readBroadcast,
  readLoudspeakerText,
  readMessagingTerms,
  readNews,
  resumeBroadcast,
  retryBroadcast,
  returnBroadcast,
  saveMessagingTerms,
  submitBroadcast,
  testBroadcast,
  updateBroadcast,
  updateBroadcastTemplate,
  updateOccasion,
} from '../../contracts/broadcasts.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Who } from '../../http/who.js';
import type { BroadcastsService } from './broadcasts.service.js';
import type { NewsService } from './news.service.js';
import type { OccasionsService } from './occasions.service.js';
import type { ProgressFeed } from './progress.js';
import type { ReportsService } from './reports.service.js';
import type { SendingRules } from './rules.js';
import type { TemplatesService } from './templates.service.js';
import type { TrialsService } from './trials.service.js';

type Deps = {
  broadcasts: BroadcastsService;
  trials: TrialsService;
  reports: ReportsService;
  templates: TemplatesService;
  occasions: OccasionsService;
  news: NewsService;
  rules: SendingRules;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
};

export function broadcastsRoutes(routes: Routes, deps: Deps): void {
  const { broadcasts, trials, reports, templates, occasions, news, rules } = deps;
  const may = (permission: Permission) => deps.officer(...permissions[permission]);
  const reader = may('broadcasts.read');
  const author = may('broadcasts.write');
  const approver = may('broadcasts.approve');
  const steering = deps.officer(...permissions['broadcasts.write'], ...permissions['broadcasts.approve']);

  routes.add(listBroadcasts, reader, ({ query }) => broadcasts.list(query));
  routes.add(createBroadcast, author, ({ who, body, idempotencyKey }) => broadcasts.create(who, body, idempotencyKey), { status: 201 });
  routes.add(readBroadcast, reader, ({ who, params }) => broadcasts.read(who, params.id));
  routes.add(updateBroadcast, author, ({ who, params, body }) => broadcasts.update(who, params.id, body));
  routes.add(previewBroadcast, reader, ({ body }) => broadcasts.preview(body));
  routes.add(testBroadcast, steering, ({ who, params }) => trials.send(who, params.id));
  routes.add(submitBroadcast, author, ({ who, params, body }) => broadcasts.submit(who, params.id, body.revision));
  routes.add(approveBroadcast, approver, ({ who, params, body }) => broadcasts.approve(who, params.id, body.revision));
  routes.add(returnBroadcast, approver, ({ who, params, body }) => broadcasts.giveBack(who, params.id, body.revision, body.note));
  routes.add(pauseBroadcast, steering, ({ who, params }) => broadcasts.pause(who, params.id));
  routes.add(resumeBroadcast, steering, ({ who, params }) => broadcasts.resume(who, params.id));
  routes.add(cancelBroadcast, steering, ({ who, params, body }) => broadcasts.cancel(who, params.id, body.reason));
  routes.add(retryBroadcast, steering, ({ who, params, body }) => broadcasts.retry(who, params.id, body.unconfirmed));
  routes.add(listRecipients, reader, ({ params, query }) => reports.page(params.id, query));
  routes.add(listUnreached, may('broadcasts.unreached'), ({ who, params, query }) => reports.unreached(who, params.id, query));
  routes.add(listUnreachedBroadcasts, may('broadcasts.unreached'), ({ who }) => reports.unreachedBroadcasts(who));
  routes.add(readLoudspeakerText, reader, ({ params }) => reports.loudspeaker(params.id));

  routes.add(listBroadcastTemplates, reader, async () => ({ templates: await templates.list() }));
  routes.add(createBroadcastTemplate, author, ({ who, body }) => templates.create(who, body), { status: 201 });
  routes.add(updateBroadcastTemplate, author, ({ who, params, body }) => templates.change(who, params.id, body));
  routes.add(listTemplateVersions, reader, async ({ params }) => ({ versions: await templates.versions(params.id) }));

  routes.add(listOccasions, reader, async ({ query }) => ({ occasions: await occasions.list(query.year) }));
  routes.add(updateOccasion, author, async ({ params, body }) => {
    await occasions.change(params.key, body);
    return { updated: true } as const;
  });
  routes.add(draftOccasion, author, async ({ who, params, body }) =>
    broadcasts.read(who, (await occasions.draftNow(params.key, body.year)).id),
  );

  routes.add(readMessagingTerms, reader, async () => ({ terms: await rules.terms(), upcoming: await rules.upcoming() }));
  routes.add(saveMessagingTerms, deps.officer('administrator', 'office_officer'), ({ body }) => rules.save(body));

  routes.add(listNews, anyone, ({ query }) => news.list(query.after));
  routes.add(readNews, anyone, ({ params }) => news.read(params.id));
}

type Files = {
  reports: ReportsService;
  feed: ProgressFeed;
  officer: Deps['officer'];
  /** Writes into the audit log that this was taken out; throws when it cannot, and nothing leaves then. */
  exported: (who: OfficerIdentity, what: { summary: string; path: string; params: Record<string, string> }) => Promise<void>;
};

/** What is not JSON: the spreadsheet and the progress stream. */
export function broadcastFiles(router: Router, { reports, feed, officer, exported }: Files): void {
  const reader = officer(...permissions['broadcasts.read']);

  router.get('/broadcasts/:id/recipients.xlsx', async (request, response) => {
    response.locals.route = '/broadcasts/:id/recipients.xlsx';
    const who = await reader.identify(request);
    const { id } = request.params;
    // Told before the first byte, so that a wrong address is still an error and not a broken file.
    await reports.page(id, {});
    await exported(who, { summary: 'Xuất danh sách người nhận ra Excel', path: '/broadcasts/:id/recipients.xlsx', params: { id } });
    response.setHeader('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    response.setHeader('Content-Disposition', `attachment; filename="ket-qua-gui-${id}.xlsx"`);
    response.setHeader('Cache-Control', 'no-store');
    await reports.exportTo(id, await spreadsheet(response));
  });

  router.get('/broadcasts/:id/progress', async (request, response) => {
    response.locals.route = '/broadcasts/:id/progress';
    await reader.identify(request);
    const { id } = request.params;
    const first = await feed.now(id);
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    // Proxies would else hold the lines back.
    response.setHeader('X-Accel-Buffering', 'no');
    response.flushHeaders();
    const stop = feed.follow(id, (progress) => write(response, progress));
    write(response, first);
    response.once('close', stop);
  });
}

function write(response: Response, progress: BroadcastProgress | 'beat'): void {
  if (progress === 'beat') response.write(': \n\n');
  else {
    response.write(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`);
    if (progress.status === 'finished' || progress.status === 'cancelled') response.end();
  }
}
