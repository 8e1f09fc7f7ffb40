import { type Request, type RequestHandler, type Response, Router } from 'express';
import { sha256 } from '../../adapters/crypto.js';
import type { RateLimits } from '../../adapters/rate-limits.js';
import { mediaLimits, removeReportMedia, uploadReportMedia } from '../../contracts/report-media.js';
import { sendBytes } from '../../http/byte-range.js';
import { ProblemError } from '../../http/problems.js';
import { rawBody, type UploadRoom } from '../../http/raw-body.js';
import type { Routes } from '../../http/route.js';
import { anyone } from '../../http/who.js';
import type { ReportMediaService, ServedMedia } from './report-media.service.js';

type Deps = { reportMedia: ReportMediaService; limits: RateLimits };

/** A film of 15 MB on weak 3G. */
const longestUpload = 170_000;
const addressOf = (request: Request) => request.ip ?? 'unknown';

export function reportMediaRoutes(routes: Routes, { reportMedia, limits }: Deps): void {
  /** Anybody may send; so much of it is kept in memory at once, and no more. */
  const room: UploadRoom = { most: 300 * 1024 * 1024, taken: 0 };
  const body = (request: Request) =>
    rawBody(request, mediaLimits.video.bytes, {
      milliseconds: longestUpload,
      limitOf: reportMedia.limitOf,
      tooLarge: reportMedia.tooLargeWords,
      room,
    });

  routes.add(
    uploadReportMedia,
    anyone,
    async ({ query, request }) => {
      await limits.take('report_media_draft', sha256(query.draft));
      const content = await body(request);
      await limits.take('report_media_bytes', addressOf(request), Math.ceil(content.length / 1024));
      return reportMedia.upload(query.draft, query.slot, content);
    },
    { status: 201, limit: (request) => limits.take('report_media', addressOf(request)) },
  );
  routes.add(removeReportMedia, anyone, ({ params, query }) => reportMedia.remove(query.draft, params.id), {
    limit: (request) => limits.take('report_media', addressOf(request)),
  });
}

const unknown = () => new ProblemError('not_found', 'Không có tệp này, hoặc đường dẫn đã quá hạn. Xin tải lại trang.');

async function send(request: Request, response: Response, media: ServedMedia | null, cacheControl: string): Promise<void> {
  if (media === null) throw unknown();
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Robots-Tag', 'noindex');
  response.setHeader('Content-Disposition', `inline; filename="${media.name}"`);
  response.setHeader('Cache-Control', cacheControl);
  if (!(await sendBytes(request, response, media))) throw unknown();
}

/** `/report-media/<token>` for whoever was given the address, `/report-media/public/<name>` for everybody. */
export function reportMediaFiles(reportMedia: ReportMediaService, assertReady: () => void): RequestHandler {
  const router = Router();
  // An hour, not a year: what is concealed again must be gone soon.
  const published = (size: 'whole' | 'thumbnail') => async (request: Request<{ name: string }>, response: Response) => {
    response.locals.route = '/report-media/public/:name';
    assertReady();
    const known = /^[\w-]{16,40}$/.test(request.params.name);
    await send(
      request,
      response,
      known ? await reportMedia.openPublic(request.params.name, size) : null,
      'public, max-age=3600, immutable',
    );
  };
  router.get('/report-media/public/:name', published('whole'));
  router.get('/report-media/public/:name/thumbnail', published('thumbnail'));
  router.get('/report-media/:token', async (request, response) => {
    response.locals.route = '/report-media/:token';
    assertReady();
    const known = /^[\w~-]{1,400}$/.test(request.params.token);
    await send(request, response, known ? await reportMedia.open(request.params.token) : null, 'private, max-age=600');
  });
  return router;
}
