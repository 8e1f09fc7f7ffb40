import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import { escaped, page } from '../html.js';
import type { World } from '../world.js';

const files = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../page');

/** The site the phone page and the Mini App share. */
const phoneSite = 'zdn.vn.localhost';
/** Where browsers see the phone page; they resolve every name below `localhost` to this machine. */
export const phoneHost = `dien-thoai.${phoneSite}`;

const colours = ['#0B5CAD', '#126B3F', '#8A4B00', '#5B3F8C', '#00616B', '#7A2E4D'];

/** A round picture with the person's initials. */
function avatar(name: string, key: string): string {
  const words = name.trim().split(/\s+/);
  const initials = `${words.at(-2)?.[0] ?? ''}${words.at(-1)?.[0] ?? ''}`.toUpperCase();
  const colour = colours[[...key].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % colours.length] ?? colours[0];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120" viewBox="0 0 120 120"><rect width="120" height="120" fill="${colour}"/>
<text x="60" y="62" dy=".32em" text-anchor="middle" font-family="system-ui,sans-serif" font-size="46" font-weight="600" fill="#fff">${escaped(initials)}</text></svg>`;
}

/** The phone page at `/`, its files, and what messages point to: pictures, files, articles. */
export function phonePage(world: World): Router {
  const { people, store } = world;
  const router = Router();
  const port = () => new URL(world.baseUrl()).port;

  router.get('/', (request, response) => {
    // Private windows deny storage to frames of another site, so the page goes where it is of one site with the Mini App's.
    if (request.headers['sec-fetch-dest'] === 'document' && !request.hostname.endsWith(`.${phoneSite}`)) {
      response.redirect(`http://${phoneHost}:${port()}${request.originalUrl}`);
      return;
    }
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'self'; img-src * data:; frame-src http://h5.zdn.vn.localhost:${port()}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    response.setHeader('Cache-Control', 'no-store');
    response.sendFile(path.join(files, 'index.html'));
  });
  router.use('/phone', express.static(files, { index: false, cacheControl: false }));

  router.get('/avatars/:id.svg', (request, response) => {
    const { id } = request.params;
    const name = id === 'oa' ? store.state.settings.oaName : (people.byId(id)?.name ?? '?');
    response.type('svg').set('Cache-Control', 'max-age=3600').set('Access-Control-Allow-Origin', '*').send(avatar(name, id));
  });

  router.get('/uploads/:id', (request, response) => {
    const upload = store.state.uploads[request.params.id];
    const bytes = upload && world.uploads.get(upload.id);
    if (!upload || !bytes) {
      response.status(404).end();
      return;
    }
    const picture = upload.kind === 'image' || upload.kind === 'gif';
    // Documents are only downloaded: a file from outside must not run in this page's origin.
    if (!picture) response.attachment(upload.name);
    response
      .set('X-Content-Type-Options', 'nosniff')
      .type(picture ? upload.type : 'application/octet-stream')
      .send(bytes);
  });

  router.get('/articles/:id', (request, response) => {
    const article = store.state.articles[request.params.id];
    if (!article) {
      response.status(404).end();
      return;
    }
    const body = article.body
      .map((part) =>
        part.type === 'text'
          ? `<p>${escaped(part.content ?? '')}</p>`
          : `<p><a href="${escaped(part.url ?? '')}">${escaped(part.caption ?? part.url ?? '')}</a></p>`,
      )
      .join('');
    response
      .type('html')
      .send(
        page(
          article.title,
          `<h1>${escaped(article.title)}</h1><p><small>${escaped(article.author)}</small></p><p>${escaped(article.description)}</p>${body}`,
        ),
      );
  });

  return router;
}
