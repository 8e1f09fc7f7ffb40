import path from 'node:path';
import express, { Router } from 'express';
import helmet from 'helmet';

/** Scripts, styles, films and calls of this server only, nothing inline; pictures may also be drawn, films and sounds unsealed on the spot. */
const pageHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  crossOriginResourcePolicy: { policy: 'same-origin' },
});

/** The officers' console for computers, to be mounted at `/console`: its files, and its page for every other address below. */
export function consolePage(folder: string): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.locals.route = '/console/*';
    next();
  }, pageHeaders);
  router.use('/assets', express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false, redirect: false }));
  // A file of an earlier build is gone for good; the page in its place would be taken for a script.
  router.use('/assets', (_request, response) => void response.status(404).set('Cache-Control', 'no-store').end());
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    response.set('Cache-Control', 'no-store');
    response.sendFile('console.html', { root: path.resolve(folder), cacheControl: false, lastModified: false, etag: false });
  });
  return router;
}
