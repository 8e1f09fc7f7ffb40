import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import path from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { createBus } from './bus.js';
import { emulatorClock } from './clock.js';
import { control } from './control/control.js';
import { developmentTemplates } from './development-templates.js';
import { createFaults } from './faults.js';
import { businessHost } from './hosts/business.js';
import { graphHost } from './hosts/graph.js';
import { h5Host } from './hosts/h5.js';
import { miniOpenapiHost } from './hosts/mini-openapi.js';
import { oauthHost } from './hosts/oauth.js';
import { openapiHost } from './hosts/openapi.js';
import { developmentIdentity, Identity } from './identity.js';
import { createInboxes } from './inboxes.js';
import { createLedger } from './ledger.js';
import { createOaTokens } from './oa-tokens.js';
import { createPeople } from './people.js';
import { miniAppPages, nativeBridge } from './phone/mini-app.js';
import { phonePage } from './phone/phone-page.js';
import { openStore } from './store.js';
import { createWebhooks } from './webhooks.js';
import type { World } from './world.js';

export interface ZaloEmulatorOptions extends Partial<Identity> {
  /** 0 = any free port. Default 4100. */
  port?: number;
  /** Default 127.0.0.1: the control API knows no passwords. */
  host?: string;
  /** Where people, inboxes, tokens and the clock are kept; absent = in memory. */
  dataFolder?: string;
  /** The built Mini App (`www`), served unmodified behind the native bridge. */
  miniAppFolder?: string;
  /** Given to the Mini App as `window.COMMUNE_API_URL`. */
  apiUrl?: string;
  oaWebhookUrl?: string;
  miniAppWebhookUrl?: string;
  oaName?: string;
  miniAppName?: string;
}

export interface ZaloEmulator {
  /** `http://127.0.0.1:PORT`; the phone page is at its root. */
  url: string;
  port: number;
  /** The base URLs to use in place of Zalo's hosts. */
  hosts: { openapi: string; business: string; oauth: string; graph: string; h5: string; miniOpenapi: string };
  identity: Identity;
  /** Writes what is in memory, ends every connection and stops. */
  close(): Promise<void>;
}

const prefixes = {
  openapi: '/openapi.zalo.me',
  business: '/business.openapi.zalo.me',
  oauth: '/oauth.zaloapp.com',
  graph: '/graph.zalo.me',
  h5: '/h5.zalo.me',
  miniOpenapi: '/openapi.mini.zalo.me',
} as const;

/** Starts the emulator. Rejects with Node's own error when the port is taken, with `StoreError` when its data cannot be read. */
export async function startZaloEmulator(options: ZaloEmulatorOptions = {}): Promise<ZaloEmulator> {
  const identity = Identity.parse({ ...developmentIdentity, ...given(options) });
  const host = options.host ?? '127.0.0.1';
  const store = openStore(options.dataFolder);
  const { state } = store;
  const clock = emulatorClock(state.clockOffsetMs);
  const bus = createBus();
  const faults = createFaults();
  const ledger = createLedger(clock);
  const people = createPeople({ identity, clock, store, bus });
  const webhooks = createWebhooks({ identity, clock, store, faults, ledger, bus });
  const inboxes = createInboxes({ identity, clock, store, bus, ledger, webhooks });
  const oaTokens = createOaTokens({ identity, clock, store });
  let url = '';
  const uploads = uploadFolder(options.dataFolder);
  const world: World = { identity, clock, store, bus, faults, ledger, people, inboxes, oaTokens, webhooks, uploads, baseUrl: () => url };

  if (options.oaWebhookUrl !== undefined) state.webhooks.oaUrl = options.oaWebhookUrl;
  if (options.miniAppWebhookUrl !== undefined) state.webhooks.miniAppUrl = options.miniAppWebhookUrl;
  if (options.oaName !== undefined) state.settings.oaName = options.oaName;
  if (options.miniAppName !== undefined) state.settings.miniAppName = options.miniAppName;
  for (const template of developmentTemplates) state.templates[template.id] ??= template;
  clock.onMove(() => {
    state.clockOffsetMs = clock.offsetMs();
    store.changed();
    bus.tell({ kind: 'clock' });
  });

  const app = application(world, options);
  const server = createServer(app);
  // Webhook receivers and SSE listeners come and go; a kept-alive client must not meet a closing connection.
  server.keepAliveTimeout = 65_000;
  try {
    await listening(server, options.port ?? 4100, host);
  } catch (fault) {
    clock.stop();
    throw fault;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : (options.port ?? 4100);
  url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  webhooks.resume();

  return {
    url,
    port,
    identity,
    hosts: {
      openapi: url + prefixes.openapi,
      business: url + prefixes.business,
      oauth: url + prefixes.oauth,
      graph: url + prefixes.graph,
      h5: url + prefixes.h5,
      miniOpenapi: url + prefixes.miniOpenapi,
    },
    async close() {
      webhooks.stop();
      clock.stop();
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      await store.close();
    },
  };
}

const identityNames = ['appId', 'appSecret', 'miniAppId', 'oaId', 'oaSecret', 'openApiKey'] as const;

function given(options: ZaloEmulatorOptions): Partial<Identity> {
  return Object.fromEntries(identityNames.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
}

function application(world: World, { miniAppFolder, apiUrl }: ZaloEmulatorOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(prefixes.openapi, openapiHost(world));
  app.use(prefixes.business, businessHost(world));
  app.use(prefixes.oauth, oauthHost(world));
  app.use(prefixes.graph, graphHost(world));
  app.use(prefixes.h5, h5Host(world));
  app.use(prefixes.miniOpenapi, miniOpenapiHost(world));
  app.use('/control', ownPagesOnly, control(world));
  app.use('/bridge', ownPagesOnly, nativeBridge(world));
  app.use(phonePage(world));
  app.use(miniAppPages(world, { folder: miniAppFolder, apiUrl }));
  return app;
}

/** Browsers may steer the emulator only from its own pages: other sites, and names rebound to this machine, are turned away. */
export const ownPagesOnly: RequestHandler = (request, response, next) => {
  const { origin } = request.headers;
  const local = (name: string) =>
    name === 'localhost' || name.endsWith('.localhost') || /^(\d{1,3}\.){3}\d{1,3}$/.test(name) || name === '[::1]';
  const foreign = origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === request.headers.host);
  if (local(request.hostname) && !foreign) return next();
  response
    .status(403)
    .type('application/problem+json')
    .send(JSON.stringify({ status: 403, title: 'Chỉ trang của Zalo giả lập mới được điều khiển nó.' }));
};

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function uploadFolder(dataFolder: string | undefined): World['uploads'] {
  const memory = new Map<string, Buffer>();
  if (dataFolder === undefined) return { put: (id, bytes) => void memory.set(id, bytes), get: (id) => memory.get(id) };
  const folder = path.join(dataFolder, 'zalo-uploads');
  const file = (id: string) => path.join(folder, id.replace(/[^0-9a-f]/g, ''));
  return {
    put(id, bytes) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file(id), bytes);
    },
    get(id) {
      try {
        return readFileSync(file(id));
      } catch {
        return undefined;
      }
    },
  };
}
