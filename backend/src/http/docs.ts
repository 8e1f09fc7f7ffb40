import { fileURLToPath } from 'node:url';
import express, { type Response, Router } from 'express';
import helmet from 'helmet';
// The package's main file would load the whole interface into this process.
import absolutePath from 'swagger-ui-dist/absolute-path.js';
import { problemCodes, problemStatus } from '../contracts/problem.js';
import type { OpenApiDocument } from './openapi.js';
import type { ProblemTable } from './problem-table.js';

type Options = { document: () => OpenApiDocument; problemTable: ProblemTable };

/** The only files given out: Swagger UI's, and ours from `docs-page`. */
const files = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png', 'style.css', 'start.js']);
const folders = [absolutePath(), fileURLToPath(new URL('./docs-page', import.meta.url))];

/** Scripts, styles and calls of this server only, nothing inline; the pictures inside Swagger UI's style sheet are `data:`. */
const pagePolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/** The API for people, mounted under `/api`: `/openapi.json` for machines and the page `/docs`, all of it from this server. */
export function docsRouter({ document, problemTable }: Options): Router {
  const router = Router();
  // Written when somebody reads it first: an API that starts has people waiting for something else.
  let written: { json: string; page: string } | null = null;
  const docs = () => {
    if (written === null) {
      const found = document();
      written = { json: JSON.stringify(found), page: docsPage(found, problemTable) };
    }
    return written;
  };
  router.get('/openapi.json', (_request, response) => {
    revalidate(response).type('application/json').send(docs().json);
  });
  router.get('/docs', pagePolicy, (_request, response) => {
    revalidate(response).type('text/html').send(docs().page);
  });
  router.use('/docs', (request, response, next) => {
    if (!files.has(request.path.slice(1))) return next('router');
    response.locals.route = '/docs/:file';
    revalidate(response);
    next();
  });
  // npm gives every file the same date, whatever its version, so only the ETag, which has the size too, tells that one has changed.
  for (const folder of folders)
    router.use('/docs', express.static(folder, { index: false, redirect: false, cacheControl: false, lastModified: false }));
  return router;
}

const revalidate = (response: Response): Response => response.setHeader('Cache-Control', 'no-cache');

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
/** Escaped text in which `this` is set as code. */
const prose = (text: string): string => escaped(text).replace(/`([^`]*)`/g, '<code>$1</code>');

function docsPage({ info }: OpenApiDocument, problemTable: ProblemTable): string {
  const problems = problemCodes.map(
    (code) => `<article id="problem-${code}">
<h3><a href="#problem-${code}">${code}</a><span>${problemStatus[code]}</span></h3>
<p>${prose(problemTable[code])}</p>
</article>`,
  );
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tài liệu ${escaped(info.title)}</title>
<link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<header>
<h1>Tài liệu ${escaped(info.title)}</h1>
<nav><a href="#swagger-ui">Các lời gọi</a><a href="#problems">Mã lỗi</a><a href="/api/openapi.json">openapi.json</a></nav>
</header>
<main>
<div id="swagger-ui"></div>
<noscript>Cần bật JavaScript để xem các lời gọi; bảng mã lỗi dưới đây vẫn đọc được.</noscript>
<section id="problems">
<h2>Mã lỗi</h2>
<p>Mã không bao giờ đổi nghĩa; câu chữ hiện cho người dùng thì có thể.</p>
${problems.join('\n')}
</section>
</main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;
}
