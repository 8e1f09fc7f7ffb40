import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Queue } from 'bullmq';
import { BSON, MongoClient } from 'mongodb';
import { busiest } from '../rehearsal/rehearsal.js';
import type { Child } from '../system/children.js';
import { OperatorError } from '../system/operator-error.js';
import { type System, startSystem } from '../system/system.js';
import { besideBareServer, inTurns, startProgram } from './bare.js';
import { type Counter, fillAudience, type Officers, officersOf, rateOf, startCounter, startWorker, zaloIdOf } from './broadcasts.js';
import { type Call, callTimes } from './load.js';
import type { Options } from './measure.js';
import { boundResult, percentile, type Round, rateResult, timeResult } from './rounds.js';

/** Claim before, settle after: two more writes for each message than a queue that may send twice. */
const deliveriesGoal = 0.6;
const followers = 4_000;
const deliveryRounds = 5;
/** So fast that nothing waits for the pacer. */
const unlimited = 5_000;
/** As many calls at once as our worker makes: four lanes of 100. */
const bareConcurrency = 400;

const limit = 50;
const limitSeconds = 10;
const adherenceGoal = 0.95;

const smallAudience = 10_000;
const largeAudience = 100_000;
const growthGoal = 1.2;
/** Both audiences are sent to at this rate for so long, so that only their size differs. */
const memoryRate = 200;
const memorySeconds = 15;

const webhooksAtOnce = 20;
const webhooksARound = 400;
const webhookRounds = 3;
const warmUpWebhooks = 100;
const storedGoal = 1_000;
/** Zalo waits so long for an answer (docs.zaloplatforms.com, Webhook); what is turned away has not come in time. */
const zaloPatience = 2_000;

/** What broadcasts and webhooks take, on a system of its own whose Zalo only counts. */
export async function measureBroadcasts({ folder, signal, report, result }: Options): Promise<void> {
  const interrupted = new AbortController();
  const ending = AbortSignal.any([signal, interrupted.signal]);
  const counter = await startCounter(folder);
  try {
    report('Khởi động hệ thống để đo việc gửi tin…');
    const system = await startSystem({
      dataFolder: path.join(folder, 'broadcasts'),
      services: ['mongo', 'redis', 'api'],
      environment: { ...counter.environment, CLOCK_URL: '', LOG_LEVEL: 'warn', ZALO_MESSAGES_PER_SECOND: String(unlimited) },
      onUnexpectedEnd: (fault) => interrupted.abort(fault),
      signal: ending,
    });
    try {
      const officers = await officersOf(system);
      const at = { folder, signal: ending, report, system, counter, officers };
      await fillAudience(system, followers);
      result(rateResult('deliveries', await deliveries(at), deliveriesGoal));

      const { average, most } = await adherence(at);
      result(rateResult('rate_adherence', [{ ours: average, baseline: limit }], adherenceGoal));
      result(boundResult('rate_busiest_second', { ours: most, baseline: limit }, 1));

      for (const [name, rounds] of Object.entries(await webhooks(at))) result(timeResult(`webhook_stored_${name}`, rounds, storedGoal));

      const sizes = { baseline: await memory(at, smallAudience), ours: await memory(at, largeAudience) };
      result(boundResult('worker_memory', sizes, growthGoal));
    } finally {
      report('Đang dừng…');
      await system.stop();
    }
  } catch (fault) {
    throw interrupted.signal.aborted ? interrupted.signal.reason : fault;
  } finally {
    await counter.stop();
  }
}

type At = Pick<Options, 'folder' | 'signal' | 'report'> & { system: System; counter: Counter; officers: Officers };

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Messages per second, from the first call at Zalo to the last. */
async function deliveries({ folder, signal, report, system, counter, officers }: At) {
  report('Đo deliveries…');
  const worker = await startWorker(system, { name: 'deliveries', perSecond: unlimited });
  const queue = new Queue('bare', { connection: redisAt(system) });
  const bare = startProgram({
    script: 'bare-queue',
    title: 'Bộ gửi trần',
    logFile: path.join(folder, 'logs', 'bare-queue.log'),
    args: {
      redis: system.redisUrl,
      queue: 'bare',
      url: `${counter.url}/openapi/v3.0/oa/message/cs`,
      concurrency: String(bareConcurrency),
    },
  });
  try {
    const counted = async (begin: () => Promise<unknown>, count: number) => {
      await counter.clear();
      await begin();
      await counter.until(count, signal);
      return rateOf(await counter.moments());
    };
    const ours = async () => {
      let id = '';
      const rate = await counted(async () => {
        id = await officers.send();
      }, followers);
      await finished(officers, id, signal);
      return rate;
    };
    const baseline = (count: number) =>
      counted(async () => {
        await queue.pause();
        await queue.addBulk(Array.from({ length: count }, (_, index) => ({ name: 'message', data: messageTo(index) })));
        await queue.resume();
      }, count);
    await ours();
    await baseline(followers);
    return await inTurns(deliveryRounds, { ours, baseline: () => baseline(followers) });
  } finally {
    await queue.close();
    await Promise.all([worker.stop(5_000), bare.stop(2_000)]);
  }
}

const redisAt = ({ redisUrl }: System) => ({ host: new URL(redisUrl).hostname, port: Number(new URL(redisUrl).port) });

/** The words our worker sends, for the size of the call. */
const messageTo = (index: number) => ({
  recipient: { user_id: zaloIdOf(index) },
  message: {
    text: 'Tin đo tốc độ gửi\n\nKính gửi ông/bà Đo, đây là tin để đo xem hệ thống của xã Phú Lạc gửi được bao nhiêu tin trong một giây.',
    attachment: {
      type: 'template',
      payload: { buttons: [{ title: 'Xem trên Mini App', type: 'oa.open.url', payload: { url: 'https://zalo.me/s/1234567890/news/1' } }] },
    },
  },
});

/** Until the broadcast has ended, so that nothing of it disturbs the other side. */
async function finished(officers: Officers, id: string, signal: AbortSignal): Promise<void> {
  const end = performance.now() + 30_000;
  while ((await officers.status(id)) !== 'finished') {
    signal.throwIfAborted();
    if (performance.now() > end) throw new OperatorError('Tin đã gửi hết mà đợt gửi không kết thúc trong lúc đo.');
    await pause(200);
  }
}

/** Two workers that share one limit: how near they come to it, and the most calls in any one second. */
async function adherence({ signal, report, system, counter, officers }: At): Promise<{ average: number; most: number }> {
  report('Đo rate_adherence…');
  const workers: Child[] = [];
  try {
    for (const name of ['limit-1', 'limit-2']) workers.push(await startWorker(system, { name, perSecond: limit }));
    await counter.clear();
    const id = await officers.send();
    await counter.until(limit * limitSeconds, signal);
    const moments = await counter.moments();
    await officers.cancel(id);
    return { average: rateOf(moments), most: busiest(moments) };
  } finally {
    await Promise.all(workers.map((worker) => worker.stop(5_000)));
  }
}

/** Signed events, sent so many at once, until they are stored; beside a server that trusts everybody and inserts a document. */
async function webhooks({ folder, signal, report, system }: At): Promise<Record<'median' | 'p95', Round[]>> {
  report('Đo webhook_stored…');
  const worker = await startWorker(system, { name: 'webhooks', perSecond: limit });
  try {
    const events = Array.from({ length: warmUpWebhooks + webhookRounds * webhooksARound }, (_, index) => eventCall(system, index));
    const times = (url: string, calls: readonly Call[]) =>
      callTimes({ url, connections: webhooksAtOnce, work: { calls }, signal }, zaloPatience);
    await times(system.apiUrl, events.splice(0, warmUpWebhooks));
    const document = path.join(folder, 'event.bson');
    writeFileSync(document, await storedEvent(system));
    const reply = path.join(folder, 'event.json');
    writeFileSync(reply, '{}');
    return await besideBareServer({ name: 'webhook', folder, signal, args: { reply, mongo: system.mongoUri, document } }, async (url) => {
      const calls = (from: number) => events.slice(from, from + webhooksARound);
      await times(url, bare(calls(0)));
      const found: Record<'median' | 'p95', Round[]> = { median: [], p95: [] };
      for (let round = 0; round < webhookRounds; round += 1) {
        const ours = await times(system.apiUrl, calls(round * webhooksARound));
        const baseline = await times(url, bare(calls(round * webhooksARound)));
        found.median.push({ ours: percentile(ours, 50), baseline: percentile(baseline, 50) });
        found.p95.push({ ours: percentile(ours, 95), baseline: percentile(baseline, 95) });
      }
      return found;
    });
  } finally {
    await worker.stop(5_000);
  }
}

const bare = (calls: readonly Call[]) => calls.map((call) => ({ ...call, path: '/' }));

/** A receipt, as one comes for each message of a broadcast. */
function eventCall({ environment }: System, index: number): Call {
  const { ZALO_APP_ID: appId = '', ZALO_OA_ID: oaId = '', ZALO_OA_SECRET: secret = '' } = environment;
  const timestamp = String(Date.now());
  const message = { msg_id: `tin-da-den-${index}` };
  const recipient = { id: zaloIdOf(index % followers) };
  const body = JSON.stringify({ app_id: appId, sender: { id: oaId }, recipient, event_name: 'user_received_message', message, timestamp });
  const mac = createHash('sha256').update(`${appId}${body}${timestamp}${secret}`).digest('hex');
  const headers = { 'Content-Type': 'application/json', 'X-ZEvent-Signature': `mac=${mac}` };
  return { path: '/webhooks/zalo-oa', method: 'POST', headers, body };
}

/** An event as the database keeps it, in BSON. */
async function storedEvent(system: System): Promise<Uint8Array> {
  const client = new MongoClient(system.mongoUri);
  try {
    const document = await client
      .db(system.environment.MONGODB_DATABASE || 'commune')
      .collection('zalo_events')
      .findOne({ source: 'oa' });
    if (!document) throw new OperatorError('Không tìm thấy sự kiện vừa gửi trong cơ sở dữ liệu.');
    return BSON.serialize(document);
  } finally {
    await client.close();
  }
}

/** The most memory of a fresh worker while it freezes the audience and then sends for a while, in bytes. */
async function memory({ signal, report, system, counter, officers }: At, size: number): Promise<number> {
  report(`Đo worker_memory với ${size.toLocaleString('vi-VN')} người…`);
  await fillAudience(system, size);
  const worker = await startWorker(system, { name: `memory-${size}`, perSecond: memoryRate });
  try {
    await counter.clear();
    let most = 0;
    const looking = setInterval(() => {
      most = Math.max(most, memoryOf(worker.pid));
    }, 200);
    try {
      const id = await officers.send();
      await counter.until(memoryRate * memorySeconds, signal);
      await officers.cancel(id);
    } finally {
      clearInterval(looking);
    }
    return most;
  } finally {
    await worker.stop(5_000);
  }
}

/** Memory that a process has in use, in bytes. */
function memoryOf(pid: number): number {
  const kilobytes = existsSync(`/proc/${pid}/status`)
    ? /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(kilobytes) * 1024;
}
