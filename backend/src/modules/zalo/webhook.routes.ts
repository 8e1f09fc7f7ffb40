import express, { type Request, type Response, Router } from 'express';
import type { Log } from '../../adapters/log.js';
import { readMiniAppEvent, readOaEvent, type ZaloEvent } from '../../adapters/zalo-events.js';
import { type OaSignatureVariant, verifyMiniAppWebhook, verifyOaWebhook, type WebhookCheck } from '../../adapters/zalo-webhook.js';
import type { Clock } from '../../clock.js';
import { ProblemError } from '../../http/problems.js';
import type { JobQueue } from '../../jobs.js';
import type { EventsService } from './events.service.js';

type Deps = {
  config: {
    ZALO_APP_ID: string;
    ZALO_APP_SECRET: string;
    ZALO_OA_ID: string;
    ZALO_OA_SECRET: string;
    ZALO_OPEN_API_KEY: string;
    ZALO_WEBHOOK_MAX_AGE_MINUTES: number;
    ZALO_WEBHOOK_SIGNATURES: readonly OaSignatureVariant[];
  };
  clock: Clock;
  events: Pick<EventsService, 'receive'>;
  jobs: JobQueue;
  log: Log;
};

/** The longest event Zalo documents is far below this. */
const bodyLimit = 64 * 1024;
/** Zalo waits two seconds, and after several vain tries it sends nothing more; a database that takes longer than this counts as away. */
const storingLimit = 800;

/**
 * `POST /zalo-oa` and `POST /zalo-mini-app`, to be mounted at `/webhooks` before anything parses JSON: the signature is over
 * the bytes. Answers within Zalo's two seconds (docs.zaloplatforms.com, Webhook); what is not Zalo's leaves no trace.
 */
export function zaloWebhooks({ config, clock, events, jobs, log }: Deps): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: bodyLimit, inflate: false });
  const maxAgeMs = config.ZALO_WEBHOOK_MAX_AGE_MINUTES * 60_000;

  async function take(request: Request, response: Response, check: WebhookCheck, read: (at: Date) => ZaloEvent): Promise<void> {
    if (check.kind === 'invalid') {
      log.warn({ path: request.path, reason: check.reason }, 'webhook refused');
      throw new ProblemError('signature_invalid', 'Chữ ký của Zalo không đúng hoặc đã quá hạn.');
    }
    const event = read(check.sentAt);
    const outcome = await inTime(events.receive(event));
    response.status(200).json({});
    if (outcome !== 'stored') return;
    // Zalo has its answer. Without the queue the event waits for the sweep.
    await jobs.add('zalo_event', { id: event.id }, `zalo_event-${event.id}`).catch((error: unknown) => {
      log.warn({ event: event.name, reason: error instanceof Error ? error.message : 'unknown' }, 'event waits for the sweep');
    });
  }

  router.post('/zalo-oa', raw, (request, response) => {
    const rawBody = bytesOf(request);
    const check = verifyOaWebhook({
      rawBody,
      header: request.get('X-ZEvent-Signature'),
      timestampHeader: request.get('X-ZEvent-Timestamp'),
      appId: config.ZALO_APP_ID,
      oaId: config.ZALO_OA_ID,
      secret: config.ZALO_OA_SECRET,
      variants: config.ZALO_WEBHOOK_SIGNATURES,
      now: clock.now(),
      maxAgeMs,
    });
    return take(request, response, check, (at) => readOaEvent(rawBody, at, config.ZALO_OA_ID));
  });

  router.post('/zalo-mini-app', raw, (request, response) => {
    const rawBody = bytesOf(request);
    const check = verifyMiniAppWebhook({
      rawBody,
      header: request.get('X-ZEvent-Signature'),
      // Zalo documents the Open API key; where it signs with the app secret instead, only Zalo and we hold that one too.
      apiKeys: [config.ZALO_OPEN_API_KEY, config.ZALO_APP_SECRET],
      now: clock.now(),
      maxAgeMs,
    });
    return take(request, response, check, (at) => readMiniAppEvent(rawBody, at));
  });

  // Zalo's console looks whether somebody is there before it accepts the address.
  router.get(['/zalo-oa', '/zalo-mini-app'], (_request, response) => {
    response.status(200).json({});
  });
  return router;
}

/** What is stored after all is known when Zalo comes again, and found by the sweep. */
async function inTime<T>(storing: Promise<T>): Promise<T> {
  let alarm: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    alarm = setTimeout(
      () => reject(new ProblemError('database_unavailable', 'Hệ thống đang tạm gián đoạn. Xin gửi lại sau ít giây.')),
      storingLimit,
    );
  });
  storing.catch(() => undefined);
  return Promise.race([storing, late]).finally(() => clearTimeout(alarm));
}

/** Empty when there was no body. */
function bytesOf(request: Request): Buffer {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/**
 * Proves to Zalo that the domain is ours, by the file and by the tag of the home page (Zalo's console, domain verification).
 * Mounted at the root; does nothing without a code.
 */
export function zaloVerifier({ ZALO_VERIFIER_CODE: code }: { ZALO_VERIFIER_CODE?: string | undefined }): Router {
  const router = Router();
  if (!code || !/^[\w-]+$/.test(code)) return router;
  const page = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="zalo-platform-site-verification" content="${code}"><title>Zalo</title></head><body></body></html>`;
  router.get(['/', `/zalo_verifier${code}.html`], (_request, response) => {
    response.type('html').send(page);
  });
  return router;
}
