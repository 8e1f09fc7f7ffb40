import { bookAppointment, listOpenSlots } from 'backend/contracts/appointments';
import { listCounters, saveCounter } from 'backend/contracts/calendar';
import { readProcedure } from 'backend/contracts/procedures';
import { signIn } from 'backend/contracts/residents';
import { BSON, MongoClient } from 'mongodb';
import { caller } from '../../miniapp/src/api.js';
import { wellKnown } from '../seed/seed.js';
import { OperatorError } from '../system/operator-error.js';
import type { System } from '../system/system.js';

/** The procedure whose pages and places are measured: birth registration, the seed's most booked one. */
export const procedureCode = '1.001193';

/** What one booking needs: a resident's session and a place of their own. */
export type Order = { token: string; date: string; start: string };

const signInsAtOnce = 8;
const peopleAtOnce = 200;
/** Many of the most a counter may have: the n-th booking must not be slower because the office is nearly full. */
const capacity = { public: 200, staff: 1 };

/** The commune as the measurements need it, made through the API. */
export async function prepareCommune(system: System, residents: number, signal: AbortSignal): Promise<Order[]> {
  const manager = await person(system, wellKnown.administrator.zaloId);
  const { procedure } = await manager.call(readProcedure, { params: { code: procedureCode } });
  const { counters } = await manager.call(listCounters, {});
  const counter = counters.find(({ key }) => key === procedure.places.counter);
  if (!counter) throw new OperatorError(`Dữ liệu mẫu không có quầy của thủ tục ${procedureCode}.`);
  const { key, ...fields } = counter;
  await manager.call(saveCounter, { params: { key }, body: { ...fields, capacity } });

  const { days } = await manager.call(listOpenSlots, { params: { code: procedureCode }, query: { way: 'counter' } });
  // Not the first open day: a start that is still open now may be too near when its turn comes.
  const starts = days
    .filter(({ state }) => state === 'open')
    .slice(1)
    .flatMap(({ date, slots }) => slots.map(({ start }) => ({ date, start })));
  if (starts.length === 0) throw new OperatorError('Lịch mẫu không còn khung giờ nào để đặt.');

  const ids = Array.from({ length: residents }, (_, index) => `nguoi-do-${index}`);
  for (let from = 0; from < ids.length; from += peopleAtOnce) await makePeople(system, ids.slice(from, from + peopleAtOnce));
  const orders: Order[] = [];
  const left = ids.entries();
  const worker = async (): Promise<void> => {
    for (const [index, id] of left) {
      signal.throwIfAborted();
      const { token } = await person(system, id);
      // Neighbours in the queue go to different starts, so that no two ever want the same seat.
      const { date, start } = starts[index % starts.length] as (typeof starts)[number];
      orders.push({ token, date, start });
    }
  };
  await Promise.all(Array.from({ length: signInsAtOnce }, worker));
  return orders;
}

/** A booking as the Mini App sends it. */
export function bookingCall({ token, date, start }: Order, key: string) {
  const body = { code: procedureCode, way: 'counter', date, start, person: { relation: 'self' } };
  return {
    path: `/api${bookAppointment.path}`,
    method: bookAppointment.method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, 'Idempotency-Key': key },
    body: JSON.stringify(body),
  };
}

/** An appointment as the database keeps it, in BSON. */
export async function storedAppointment(system: System): Promise<Uint8Array> {
  const client = new MongoClient(system.mongoUri);
  try {
    const name = system.environment.MONGODB_DATABASE || 'commune';
    const document = await client.db(name).collection('appointments').findOne({ status: 'booked' });
    if (!document) throw new OperatorError('Không tìm thấy lịch hẹn vừa đặt trong cơ sở dữ liệu.');
    return BSON.serialize(document);
  } finally {
    await client.close();
  }
}

async function makePeople({ zaloUrl }: System, ids: readonly string[]): Promise<void> {
  await post(
    `${zaloUrl}/control/people`,
    ids.map((id) => ({ id, name: 'Nguyễn Thị Đo', note: '', phone: null, gender: null, follows: false, scopes: ['scope.userInfo'] })),
  );
}

async function person({ apiUrl, zaloUrl }: System, zaloId: string) {
  const { accessToken } = (await post(`${zaloUrl}/control/people/${zaloId}/access-token`, {})) as { accessToken: string };
  const callAs = (token: string | null) =>
    caller({
      baseUrl: () => apiUrl,
      fetch: (...request) => fetch(...request),
      tokens: { token: async () => token, renew: async () => null, failure: () => null },
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    });
  const { token } = await callAs(null).callAnonymously(signIn, { body: { accessToken } });
  return { token, call: callAs(token).call };
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new OperatorError(`${url} trả lời ${response.status}: ${await response.text()}`);
  return response.json();
}
