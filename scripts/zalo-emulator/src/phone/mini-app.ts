import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import { asked, ControlProblem, controlProblems } from '../control/problems.js';
import { page } from '../html.js';
import type { World } from '../world.js';
import { NativeCall, nativeAction } from './native-actions.js';
import { phoneHost } from './phone-page.js';

/** The host zmp-sdk takes for Zalo's: it contains `h5.zdn.vn`, and browsers send every name under `localhost` to this machine. */
const miniAppHost = 'h5.zdn.vn.localhost';

const inScript = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The Mini App's own pages and, behind its injected script, Zalo's app on the phone. */
export function miniAppPages(world: World, options: { folder: string | undefined; apiUrl: string | undefined }): Router {
  const { identity, clock } = world;
  const router = Router();
  const base = `/zapps/${identity.miniAppId}/`;
  const port = () => new URL(world.baseUrl()).port;

  function read(name: string): string | undefined {
    try {
      return options.folder === undefined ? undefined : readFileSync(path.join(options.folder, name), 'utf8');
    } catch {
      return undefined;
    }
  }

  function appConfig(): unknown {
    try {
      return JSON.parse(read('app-config.json') ?? '{}');
    } catch {
      return {};
    }
  }

  /** The build's index.html with Zalo's globals in front of its scripts; every file of the build stays as it is. */
  function index(_request: Request, response: Response): void {
    const html = read('index.html');
    response.setHeader('Cache-Control', 'no-store');
    if (html === undefined) {
      const sentence = 'Hãy đóng gói Mini App rồi tải lại trang này. Zalo giả lập đọc thư mục được nêu bằng <b>--mini-app</b>.';
      response
        .status(404)
        .type('html')
        .send(page('Chưa có Mini App', `<h1>Chưa có Mini App</h1><p>${sentence}</p>`));
      return;
    }
    const globals = [
      `window.APP_ID=${inScript(identity.miniAppId)}`,
      `window.zAppID=${inScript(identity.appId)}`,
      `window.APP_CONFIG=${inScript(appConfig())}`,
      ...(options.apiUrl === undefined ? [] : [`window.COMMUNE_API_URL=${inScript(options.apiUrl)}`]),
      `window.ZaloEmulator=${inScript({ offsetMs: clock.offsetMs(), miniAppId: identity.miniAppId, phone: `http://${phoneHost}:${port()}/` })}`,
    ].join(';');
    const head = `<base href="${base}"><script>${globals}</script><script src="/phone/bridge.js"></script><script src="/phone/dialogs.js"></script>`;
    response.type('html').send(/<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (tag) => tag + head) : head + html);
  }

  router.use('/zapps', (request, response, next) => {
    if (request.hostname === miniAppHost) return next();
    response.redirect(`http://${miniAppHost}:${port()}${request.originalUrl}`);
  });
  router.use((_request, response, next) => {
    const own = [phoneHost, miniAppHost, 'localhost', '127.0.0.1'].map((name) => `http://${name}:${port()}`).join(' ');
    response.setHeader('Content-Security-Policy', `frame-ancestors 'self' ${own}`);
    next();
  });
  router.get(base, index);
  if (options.folder !== undefined)
    router.use(base, express.static(options.folder, { index: false, redirect: false, cacheControl: false }));
  router.get(`${base}*path`, (request, response, next) => {
    // A file that is not there; `/procedures/1.001193` is a screen.
    if (/\.[a-z][a-z0-9]*$/i.test(request.path)) return next();
    index(request, response);
  });
  return router;
}

/** Where the injected script brings the SDK's calls. */
export function nativeBridge(world: World): Router {
  const router = Router();
  router.use(express.json({ limit: '10mb' }));
  router.post('/action', async (request, response) => {
    const call = asked(NativeCall, request.body);
    const person = world.people.byId(call.personId);
    if (!person) throw new ControlProblem(404, 'Không có người này.');
    response.json(await nativeAction(world, person, call));
  });
  router.use(controlProblems);
  return router;
}
