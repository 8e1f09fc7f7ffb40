import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import express, { type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';

/** HTML that is safe to put into a page. */
export type Html = { readonly html: string };
type Value = Html | string | number | null | undefined | false | readonly Value[];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

function written(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'html' in value ? value.html : value.map(written).join('');
}

/** Every value is escaped unless it was made by `html` itself; null, undefined and false leave nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.map((part, index) => (index === 0 ? '' : written(values[index - 1])) + part).join('') };
}

/** Nothing but this server's own style sheet and pictures; forms lead back here. No script at all. */
export const pagePolicy: RequestHandler = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/** The style sheet and nothing else of its folder. */
export const pageStyle: RequestHandler = express.static(fileURLToPath(new URL('./public-page', import.meta.url)), {
  index: false,
  redirect: false,
  maxAge: '1h',
});

type Page = { title: string; description?: string; canonical?: string; office: string; place: string; styleUrl: string; body: Html };

/** A whole page for people, plain enough for any browser and for paper. */
export function pageOf({ title, description, canonical, office, place, styleUrl, body }: Page): string {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${description && html`<meta name="description" content="${description}">`}
${canonical && html`<link rel="canonical" href="${canonical}">`}
<link rel="stylesheet" href="${styleUrl}">
</head>
<body>
<div class="sheet">
<header class="head">
<p class="head-office">${office}</p>
<p class="quiet">${place}</p>
</header>
${body}
</div>
</body>
</html>
`.html;
}

/** Sends a page that may be kept for a minute and then asked after. */
export function sendPage(request: Request, response: Response, page: string, status = 200): void {
  const etag = `"${createHash('sha1').update(page).digest('base64url')}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', status === 200 ? 'public, max-age=60' : 'no-cache');
  if (status === 200 && request.headers['if-none-match'] === etag) response.status(304).end();
  else response.status(status).type('text/html').send(page);
}
