import { Router } from 'express';
import { sha256Hex } from '../../adapters/crypto.js';
import { FormSlug, readGuidance } from '../../contracts/guidance.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone } from '../../http/who.js';
import type { GuidanceService } from './guidance.service.js';

export function guidanceRoutes(routes: Routes, guidance: GuidanceService, cache: ReplyCache): void {
  routes.add(readGuidance, anyone, ({ params }) => guidance.read(params.kind), { cache: { store: cache, seconds: 60 } });
}

/** The blank forms for everybody, below the root: `/bieu-mau/<slug>.pdf`. */
export function petitionFormFiles(guidance: GuidanceService, assertReady: () => void): Router {
  const router = Router();
  router.get('/bieu-mau/:file', async (request, response, next) => {
    response.locals.route = '/bieu-mau/:file';
    assertReady();
    const slug = FormSlug.safeParse(request.params.file.replace(/\.pdf$/, ''));
    if (!slug.success || !request.params.file.endsWith('.pdf')) return next();
    const pdf = await guidance.form(slug.data);
    const etag = `"${sha256Hex(pdf)}"`;
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', 'public, max-age=3600');
    if (request.headers['if-none-match'] === etag) {
      response.status(304).end();
      return;
    }
    response.setHeader('Content-Disposition', `inline; filename="${slug.data}.pdf"`);
    response.type('application/pdf').send(pdf);
  });
  return router;
}
