import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildMiniApp, miniAppFolder } from '../system/mini-app.js';
import { OperatorError } from '../system/operator-error.js';
import { seedWhenEmpty } from '../system/seeding.js';
import { startSystem } from '../system/system.js';
import { besideBareServer, inTurns } from './bare.js';
import { buildBarePage } from './bare-page.js';
import { bookingCall, type Order, prepareCommune, procedureCode, storedAppointment } from './commune.js';
import { firstLoadFiles, gzipBytes } from './first-load.js';
import { callsPerSecond } from './load.js';
import { measureBroadcasts } from './measure-broadcasts.js';
import { measureReports } from './measure-reports.js';
import { measureVotes } from './measure-votes.js';
import { type Result, rateResult, sizeResult } from './rounds.js';

export type Options = {
  /** A temporary folder of this run. */
  folder: string;
  signal: AbortSignal;
  /** Progress in Vietnamese. */
  report: (line: string) => void;
  result: (result: Result) => void;
};

const firstLoadGoal = 150 * 1024;
const readGoal = 0.7;
/**
 * A booking asks the database four times, one after the other – who is it, did they come the last times, what is free, is it mine – and Redis
 * once, where the bare server asks once: a fifth is what is left when none of that is wasted. Its one insert stands in a dozen indexes.
 */
const bookingGoal = 0.2;

const reads = [
  { name: 'procedures_read', path: '/api/procedures' },
  { name: 'procedure_read', path: `/api/procedures/${procedureCode}` },
  { name: 'open_slots_read', path: `/api/procedures/${procedureCode}/open-slots?way=counter` },
] as const;
const readConnections = 20;
const readSeconds = 1;
const readRounds = 7;

const bookingConnections = 16;
const bookingsARound = 160;
const bookingRounds = 5;
/** Code that has not run yet is slow code, on either side. */
const warmUpSeconds = 1;
const warmUpBookings = 120;

/** Measures everything, handing out each result as it is there. Stops what it started, whatever happens. */
export async function measure({ folder, signal, report, result }: Options): Promise<void> {
  await buildMiniApp(report);
  const interrupted = new AbortController();
  const ending = AbortSignal.any([signal, interrupted.signal]);
  // Beside the start of the system, which mostly waits.
  report('Đóng gói trang trần để so…');
  const barePage = path.join(folder, 'bare-page');
  const building = buildBarePage(barePage, ending);
  building.catch(() => undefined);

  const system = await startSystem({
    dataFolder: path.join(folder, 'data'),
    report,
    onUnexpectedEnd: (fault) => interrupted.abort(fault),
    signal: ending,
  }).catch((fault: unknown) => {
    interrupted.abort(fault);
    throw fault;
  });
  try {
    report('Nạp dữ liệu mẫu…');
    await Promise.all([seedWhenEmpty(system), building]);
    const bytes = (www: string) => gzipBytes(www, firstLoadFiles(www));
    result(sizeResult('first_load_bytes', { ours: bytes(miniAppFolder), baseline: bytes(barePage) }, firstLoadGoal));

    for (const { name, path: address } of reads) {
      report(`Đo ${name}…`);
      const url = `${system.apiUrl}${address}`;
      const reply = await fetch(url);
      if (!reply.ok) throw new OperatorError(`${url} trả lời ${reply.status}.`);
      const replyFile = path.join(folder, `${name}.json`);
      writeFileSync(replyFile, Buffer.from(await reply.arrayBuffer()));
      const type = reply.headers.get('content-type') ?? '';
      const rounds = await besideBareServer({ name, folder, signal: ending, args: { reply: replyFile, type } }, async (bareUrl) => {
        const read = (target: string, seconds: number) =>
          callsPerSecond({ url: target, connections: readConnections, work: { seconds }, signal: ending });
        await read(url, warmUpSeconds);
        await read(bareUrl, warmUpSeconds);
        return inTurns(readRounds, {
          ours: () => read(url, readSeconds),
          baseline: () => read(bareUrl, readSeconds),
        });
      });
      result(rateResult(name, rounds, readGoal));
    }

    const wanted = warmUpBookings + bookingRounds * bookingsARound;
    report(`Chuẩn bị ${wanted} người dân để đo bookings…`);
    const orders = await prepareCommune(system, wanted, ending);
    const calls = orders.map((order, index) => bookingCall(order, `do-dat-lich-${index}`));
    const book = (from: number, count: number) =>
      callsPerSecond({
        url: system.apiUrl,
        connections: bookingConnections,
        work: { calls: calls.slice(from, from + count) },
        signal: ending,
      });
    report('Đo bookings…');
    await book(0, warmUpBookings);
    const document = path.join(folder, 'appointment.bson');
    writeFileSync(document, await storedAppointment(system));
    const slip = path.join(folder, 'slip.json');
    writeFileSync(slip, await slipOf(system.apiUrl, orders[0] as Order));
    const rounds = await besideBareServer(
      { name: 'bookings', folder, signal: ending, args: { reply: slip, mongo: system.mongoUri, document } },
      async (bareUrl) => {
        const insert = (count: number) =>
          callsPerSecond({
            url: bareUrl,
            connections: bookingConnections,
            work: { calls: calls.slice(0, count).map((call) => ({ ...call, path: '/' })) },
            signal: ending,
          });
        await insert(warmUpBookings);
        return inTurns(bookingRounds, {
          ours: (round) => book(warmUpBookings + round * bookingsARound, bookingsARound),
          baseline: () => insert(bookingsARound),
        });
      },
    );
    result(rateResult('bookings', rounds, bookingGoal));
  } catch (fault) {
    // When a service ended by itself, that is what there is to tell.
    throw interrupted.signal.aborted ? interrupted.signal.reason : fault;
  } finally {
    report('Đang dừng…');
    await system.stop();
    interrupted.abort();
  }
  await measureReports({ folder, signal, report, result });
  await measureVotes({ folder, signal, report, result });
  await measureBroadcasts({ folder, signal, report, result });
}

/** A slip as its resident reads it, for the size of the answer. */
async function slipOf(apiUrl: string, { token }: Order): Promise<Buffer> {
  const headers = { Authorization: `Bearer ${token}` };
  const list = (await (await fetch(`${apiUrl}/api/appointments`, { headers })).json()) as { appointments: { id: string }[] };
  const id = list.appointments[0]?.id;
  if (id === undefined) throw new OperatorError('Không đọc lại được lịch hẹn vừa đặt.');
  return Buffer.from(await (await fetch(`${apiUrl}/api/appointments/${id}`, { headers })).arrayBuffer());
}
