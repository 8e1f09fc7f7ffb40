import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Question } from 'backend/contracts/survey-questions';
import { createSurvey, noQuotas, publishSurvey } from 'backend/contracts/surveys-desk';
import { BSON, type Db, MongoClient, ObjectId } from 'mongodb';
import { keyring } from '../../backend/src/adapters/crypto.js';
import { createLog } from '../../backend/src/adapters/log.js';
import { signedSessions } from '../../backend/src/adapters/sessions.js';
import { receiptOf } from '../../backend/src/adapters/vote-receipt.js';
import { systemClock } from '../../backend/src/clock.js';
import { compose } from '../../backend/src/compose.js';
import { readConfig } from '../../backend/src/config.js';
import { type System, startSystem } from '../system/system.js';
import { besideBareServer, inTurns } from './bare.js';
import { officerOf, startCounter } from './broadcasts.js';
import { type Call, callsPerSecond } from './load.js';
import type { Options } from './measure.js';
import { type Round, rateResult, timeResult } from './rounds.js';

const connections = 16;
const votesARound = 160;
const rounds = 5;
const warmUp = 120;
const voteGoal = 0.2;
const answerGoal = 0.2;
/** How many votes lie in a box, how often it is counted, and how long that may take in milliseconds. */
const boxes = [
  { votes: 1_000, times: 3, goal: 2_000 },
  { votes: 10_000, times: 1, goal: 15_000 },
  { votes: 100_000, times: 1, goal: 150_000 },
] as const;
const chunk = 2_000;
const hamletKey = 'xom-do';

/** Votes and answers of surveys taken a second beside bare inserts, and what it costs to open and count a box beside bare reads and inserts of as many documents. */
export async function measureVotes({ folder, signal, report, result }: Options): Promise<void> {
  const interrupted = new AbortController();
  const ending = AbortSignal.any([signal, interrupted.signal]);
  const counter = await startCounter(path.join(folder, 'votes-zalo'));
  try {
    report('Khởi động hệ thống để đo việc biểu quyết…');
    const system = await startSystem({
      dataFolder: path.join(folder, 'votes'),
      services: ['mongo', 'redis', 'api'],
      environment: { ...counter.environment, CLOCK_URL: '', LOG_LEVEL: 'warn' },
      onUnexpectedEnd: (fault) => interrupted.abort(fault),
      signal: ending,
    });
    const client = new MongoClient(system.mongoUri);
    try {
      const db = client.db(system.environment.MONGODB_DATABASE || 'commune');
      report('Đo votes…');
      result(rateResult('votes', await votes(system, db, folder, ending), voteGoal));
      report('Đo answers…');
      result(rateResult('answers', await answers(system, db, folder, ending), answerGoal));
      for (const { votes: count, times, goal } of boxes) {
        report(`Đo kiểm ${count.toLocaleString('vi-VN')} phiếu…`);
        result(timeResult(`tally_${count}`, await tallies(system, db, count, times, ending), goal));
      }
    } finally {
      report('Đang dừng…');
      await client.close();
      await system.stop();
    }
  } catch (fault) {
    throw interrupted.signal.aborted ? interrupted.signal.reason : fault;
  } finally {
    await counter.stop();
  }
}

async function inChunks<T>(
  count: number,
  signal: AbortSignal,
  make: (index: number) => T,
  insert: (documents: T[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < count; from += chunk) {
    signal.throwIfAborted();
    await insert(Array.from({ length: Math.min(chunk, count - from) }, (_, index) => make(from + index)));
  }
}

/** A decision that stands where its store would have left it. */
function decisionOf(_id: ObjectId, sequence: number, households: number, change: Record<string, unknown>) {
  const signature = { officerId: 'f'.repeat(24), name: 'Người đo', title: null, at: new Date() };
  return {
    _id,
    year: 2020,
    sequence,
    revision: 0,
    status: 'open',
    draft: {
      item: 6,
      scope: 'hamlet',
      hamletKeys: [hamletKey],
      way: 'online',
      meetingVote: null,
      style: 'agreement',
      title: 'Việc dùng để đo',
      summary: '',
      text: '',
      question: 'Có đồng ý không?',
      alternatives: [],
      candidates: [],
      candidateMeeting: null,
      seats: 1,
      papers: [],
      meetings: [],
      team: [],
      steps: {},
      opensAt: null,
      closesAt: null,
    },
    author: signature,
    hamletKeys: [hamletKey],
    proposedBy: signature,
    frontAgreedBy: signature,
    roll: 1,
    households: [{ hamletKey, count: households }],
    announcedAt: new Date(0),
    opensAt: null,
    closesAt: null,
    openedAt: new Date(0),
    endedAt: null,
    closing: null,
    result: null,
    closedOn: null,
    sentOn: null,
    answer: null,
    effectiveOn: null,
    disclosureId: null,
    broadcastIds: {},
    cancelledReason: null,
    history: [],
    ...change,
  };
}

const rowOf = (decisionId: string, index: number, householdId: string, change: Record<string, unknown>) => ({
  _id: new ObjectId(),
  decisionId,
  roll: 1,
  householdId,
  code: `DO${index}`,
  hamletKey,
  place: index,
  headName: 'Người đo',
  representativeName: 'Người đo',
  linked: true,
  stage: 'open',
  consent: null,
  meetingKey: null,
  issued: false,
  voted: null,
  request: null,
  payload: null,
  words: [`do${index}`],
  ...change,
});

async function votes(system: System, db: Db, folder: string, signal: AbortSignal): Promise<Round[]> {
  const wanted = warmUp + rounds * votesARound;
  const decision = new ObjectId();
  const homes = Array.from({ length: wanted }, () => ({ household: new ObjectId(), resident: String(new ObjectId()) }));
  await db.collection('decisions').insertOne(decisionOf(decision, 1, wanted, {}));
  await inChunks(
    wanted,
    signal,
    (index) => rowOf(String(decision), index, String(homes[index]?.household), {}),
    (rows) => db.collection('decision_roll').insertMany(rows),
  );
  await inChunks(
    wanted,
    signal,
    (index) => ({
      _id: homes[index]?.household as ObjectId,
      code: `DO${index}`,
      sortKey: `DO${String(index).padStart(8, '0')}`,
      hamletKey,
      headName: 'Người đo',
      address: '',
      size: null,
      members: [
        {
          id: 'm1',
          name: 'Người đo',
          birthYear: 1970,
          relation: 'Chủ hộ',
          residentId: homes[index]?.resident,
          linkedAt: new Date(),
          claimHash: null,
        },
      ],
      representativeMemberId: 'm1',
      representativeName: 'Người đo',
      representativeResidentId: homes[index]?.resident,
      residentIds: [homes[index]?.resident],
      invitations: [],
      searchWords: [`do${index}`],
      status: 'active',
      ended: null,
      history: [],
      outbox: [],
      lastImport: null,
      revision: 0,
    }),
    (households) => db.collection('households').insertMany(households),
  );
  const sessions = signedSessions({ secret: system.environment.SESSION_SECRET ?? '', hours: 1, clock: systemClock });
  const calls: Call[] = [];
  for (const [index, { resident }] of homes.entries())
    calls.push({
      path: `/api/decisions/${decision}/votes`,
      method: 'POST',
      headers: {
        Authorization: `Bearer ${(await sessions.issue(resident)).token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': `do-bieu-quyet-${index}`,
      },
      body: JSON.stringify({ choices: [index % 3 === 0 ? 'disagree' : 'agree'] }),
    });
  const cast = (from: number, count: number) =>
    callsPerSecond({ url: system.apiUrl, connections, work: { calls: calls.slice(from, from + count) }, signal });
  await cast(0, warmUp);
  const document = path.join(folder, 'vote.bson');
  const stored = await db.collection('decision_roll').findOne({ decisionId: String(decision), voted: 'online' });
  writeFileSync(document, BSON.serialize(stored ?? {}));
  const reply = path.join(folder, 'vote.json');
  writeFileSync(reply, JSON.stringify({ receipt: 'AAAA-AAAA-AAAA-AAAA-AAAA', householdCode: 'DO0', number: 'BQ-2020-0001' }));
  return besideBareServer({ name: 'votes', folder, signal, args: { reply, mongo: system.mongoUri, document } }, async (url) => {
    const insert = (count: number) =>
      callsPerSecond({ url, connections, work: { calls: calls.slice(0, count).map((call) => ({ ...call, path: '/' })) }, signal });
    await insert(warmUp);
    return inTurns(rounds, { ours: (round) => cast(warmUp + round * votesARound, votesARound), baseline: () => insert(votesARound) });
  });
}

/** A survey of four questions with a branch, as officers would ask it. */
async function publishedSurvey(system: System): Promise<string> {
  const writer = await officerOf(system, 'office_officer', '900000000000000011');
  const publisher = await officerOf(system, 'chairman', '900000000000000012');
  const common = { help: '', required: false, when: null };
  const option = (key: string, label: string) => ({ key, label, exclusive: false, next: null });
  const questions: Question[] = [
    {
      ...common,
      type: 'single',
      key: 'hay-di',
      title: 'Có hay đi chợ xã không?',
      required: true,
      options: [option('co', 'Có'), option('khong', 'Không')],
      allowOther: false,
    },
    { ...common, type: 'rating', key: 'hai-long', title: 'Hài lòng thế nào?', when: { kind: 'equals', question: 'hay-di', value: 'co' } },
    { ...common, type: 'short_text', key: 'gio-nao', title: 'Nên mở lúc nào?' },
    { ...common, type: 'long_text', key: 'gop-y', title: 'Muốn xã làm gì thêm?' },
  ];
  const made = await writer.call(createSurvey, {
    body: {
      title: 'Khảo sát dùng để đo',
      intro: '',
      mode: 'confidential',
      audience: { kind: 'commune' },
      opensAt: null,
      closesAt: new Date(Date.now() + 86_400_000).toISOString(),
      quotas: noQuotas,
      form: { sections: [{ key: 'chung', title: '', intro: '', when: null, questions }] },
    },
  });
  await publisher.call(publishSurvey, { params: { id: made.id }, body: { revision: made.revision } });
  return made.id;
}

async function answers(system: System, db: Db, folder: string, signal: AbortSignal): Promise<Round[]> {
  const wanted = warmUp + rounds * votesARound;
  const id = await publishedSurvey(system);
  const people = Array.from({ length: wanted }, () => new ObjectId());
  await inChunks(
    wanted,
    signal,
    (index) => ({
      _id: people[index] as ObjectId,
      zaloUserId: `do-${index}`,
      oaUserId: null,
      zaloName: 'Người đo',
      typedName: null,
      phoneSealed: null,
      hamletKey,
      consents: { appointment_messages: true, commune_news: false, surveys: false },
      family: [],
      createdAt: new Date(),
    }),
    (residents) => db.collection('residents').insertMany(residents),
  );
  const sessions = signedSessions({ secret: system.environment.SESSION_SECRET ?? '', hours: 1, clock: systemClock });
  const calls: Call[] = [];
  for (const [index, resident] of people.entries())
    calls.push({
      path: `/api/surveys/${id}/answers`,
      method: 'POST',
      headers: {
        Authorization: `Bearer ${(await sessions.issue(String(resident))).token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': `do-khao-sat-${index}`,
      },
      body: JSON.stringify({
        version: 1,
        answers: {
          'hay-di': { type: 'single', choice: 'co' },
          'hai-long': { type: 'rating', value: 4 },
          'gio-nao': { type: 'short_text', text: 'Sáu giờ sáng' },
          'gop-y': { type: 'long_text', text: 'Làm mái che cho hàng rau, thêm đèn buổi sáng sớm.' },
        },
      }),
    });
  // Whoever answers has read the survey before.
  await callsPerSecond({
    url: system.apiUrl,
    connections,
    work: { calls: calls.map(({ headers }) => ({ path: `/api/surveys/${id}`, method: 'GET', headers, body: '' })) },
    signal,
  });
  const send = (from: number, count: number) =>
    callsPerSecond({ url: system.apiUrl, connections, work: { calls: calls.slice(from, from + count) }, signal });
  await send(0, warmUp);
  const document = path.join(folder, 'answer.bson');
  writeFileSync(document, BSON.serialize((await db.collection('survey_answers').findOne({})) ?? {}));
  const reply = path.join(folder, 'answer.json');
  writeFileSync(reply, JSON.stringify({ kind: 'thanked', changed: false, mayChange: true }));
  return besideBareServer({ name: 'answers', folder, signal, args: { reply, mongo: system.mongoUri, document } }, async (url) => {
    const insert = (count: number) =>
      callsPerSecond({ url, connections, work: { calls: calls.slice(0, count).map((call) => ({ ...call, path: '/' })) }, signal });
    await insert(warmUp);
    return inTurns(rounds, { ours: (round) => send(warmUp + round * votesARound, votesARound), baseline: () => insert(votesARound) });
  });
}

let sequence = 1;
const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};

/** Opens and counts boxes with so many sealed votes, in this process, on the system's database. */
async function tallies(system: System, db: Db, count: number, times: number, signal: AbortSignal): Promise<Round[]> {
  const config = readConfig(system.environment);
  const composed = compose({ config, log: createLog('silent', 'bench'), clock: systemClock });
  composed.database.open();
  await composed.database.whenReady();
  const keys = keyring(config.DATA_KEY);
  const measured: Round[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      const _id = new ObjectId();
      const id = String(_id);
      await inChunks(
        count,
        signal,
        (index) => {
          const choices = [index % 3 === 0 ? 'disagree' : 'agree'];
          const nonce = randomBytes(16).toString('hex');
          const vote = { id: randomBytes(12).toString('hex'), choices, other: '', nonce, receipt: receiptOf(id, choices, nonce) };
          return rowOf(id, index, String(new ObjectId()), {
            stage: 'done',
            voted: 'online',
            payload: keys.seal(JSON.stringify(vote), `decision/${id}`),
          });
        },
        (rows) => db.collection('decision_roll').insertMany(rows),
      );
      sequence += 1;
      await db.collection('decisions').insertOne(decisionOf(_id, sequence, count, { status: 'closing', endedAt: new Date() }));
      const ours = await milliseconds(() => composed.decisions.sweep());
      const closed = await db.collection('decisions').findOne({ _id });
      if (closed?.result?.valid !== count) throw new Error(`the box of ${count} votes was not counted`);
      const bare = db.collection(`bare_${count}_${time}`);
      const baseline = await milliseconds(async () => {
        const rows = await db.collection('decision_votes').find({ decisionId: id }).toArray();
        for (let from = 0; from < rows.length; from += 1_000) await bare.insertMany(rows.slice(from, from + 1_000));
      });
      measured.push({ ours, baseline });
      await bare.drop();
    }
  } finally {
    await composed.close();
  }
  return measured;
}
