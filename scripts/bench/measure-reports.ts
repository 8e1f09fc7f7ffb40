import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { MongoClient, ObjectId } from 'mongodb';
import { indexedWords } from '../../backend/src/domain/search-words.js';
import { type System, startSystem } from '../system/system.js';
import { besideBareServer } from './bare.js';
import { officerOf, startCounter } from './broadcasts.js';
import { type Call, callTimes } from './load.js';
import type { Options } from './measure.js';
import { percentile, type Round, timeResult } from './rounds.js';

const reports = 100_000;
const atOnce = 2_000;
const rounds = 3;
const searchGoal = 100;

/** Words that reports are made of; the first are in almost every one, the last are rare. */
const vocabulary =
  'đường xóm hỏng nước đề nghị xã kiểm tra nhà trước mưa ngập đèn tắt rác thải mùi hôi cầu gãy loa rè trường học trẻ em chợ bờ ao mương lúa sâu bệnh trâu bò chó dại tiêm phòng giấy tờ thủ tục trợ cấp người cao tuổi xe tải cản trở nhà văn hóa cán bộ hướng dẫn chậm đất lấn chiếm khói bụi đốt rơm cống tắc lụt sạt lở cột điện dây cáp sóng yếu bảo hiểm mầm non sân bóng phụ nữ thanh niên hợp tác chè búp khô thương lái phân bón giả'.split(
    ' ',
  );
/** What officers type: one word that is everywhere, several, unfinished ones, rare ones, a code, nothing that is there. */
const searches = [
  'duong',
  'duong xom hong',
  'phân bón giả',
  'truong hoc tre',
  'loa re',
  'thương lá',
  'chè búp',
  'rac',
  '0432',
  'khong he co',
  'nguoi cao tuoi tro cap cham',
];

/** The same numbers in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Finding reports among so many, as an officer does, beside a server that answers the same bytes without looking. */
export async function measureReports({ folder, signal, report, result }: Options): Promise<void> {
  const interrupted = new AbortController();
  const ending = AbortSignal.any([signal, interrupted.signal]);
  const counter = await startCounter(path.join(folder, 'reports-zalo'));
  try {
    report('Khởi động hệ thống để đo việc tìm phản ánh…');
    const system = await startSystem({
      dataFolder: path.join(folder, 'reports'),
      services: ['mongo', 'redis', 'api'],
      environment: { ...counter.environment, CLOCK_URL: '', LOG_LEVEL: 'warn' },
      onUnexpectedEnd: (fault) => interrupted.abort(fault),
      signal: ending,
    });
    try {
      const officer = await officerOf(system, 'office_officer', '900000000000000003');
      report(`Ghi ${reports.toLocaleString('vi-VN')} phản ánh…`);
      await fill(system, ending);
      report('Đo report_search…');
      const calls = searches.map((words) => callOf(words, officer.token()));
      const times = (url: string, of: readonly Call[]) =>
        callTimes({ url, connections: 1, work: { calls: of }, signal: ending }, searchGoal * 10);
      await times(system.apiUrl, calls);
      const [first] = calls;
      const reply = path.join(folder, 'report-search.json');
      writeFileSync(reply, await (await fetch(`${system.apiUrl}${first?.path ?? ''}`, { headers: first?.headers ?? {} })).text());
      const found = await besideBareServer({ name: 'report-search', folder, signal: ending, args: { reply } }, async (url) => {
        const measured: Record<'median' | 'p95', Round[]> = { median: [], p95: [] };
        for (let round = 0; round < rounds; round += 1) {
          const ours = await times(system.apiUrl, calls);
          const baseline = await times(
            url,
            calls.map((call) => ({ ...call, path: '/' })),
          );
          measured.median.push({ ours: percentile(ours, 50), baseline: percentile(baseline, 50) });
          measured.p95.push({ ours: percentile(ours, 95), baseline: percentile(baseline, 95) });
        }
        return measured;
      });
      for (const [name, measured] of Object.entries(found)) result(timeResult(`report_search_${name}`, measured, searchGoal));
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

function callOf(words: string, token: string): Call {
  return {
    path: `/api/desk/reports?view=all&q=${encodeURIComponent(words)}`,
    method: 'GET',
    headers: { Authorization: `Bearer ${token}` },
    body: '',
  };
}

/** Written straight into the collection, as its store does: how reports are taken is measured elsewhere. */
async function fill(system: System, signal: AbortSignal): Promise<void> {
  const client = new MongoClient(system.mongoUri);
  const next = random(7);
  const word = () => vocabulary[Math.floor(vocabulary.length * next() ** 2)] as string;
  try {
    const collection = client.db(system.environment.MONGODB_DATABASE || 'commune').collection('reports');
    const begin = Date.now() - reports * 300_000;
    for (let from = 0; from < reports; from += atOnce) {
      signal.throwIfAborted();
      await collection.insertMany(
        Array.from({ length: atOnce }, (_, index) => reportOf(from + index, new Date(begin + (from + index) * 300_000), word)),
        { ordered: false },
      );
    }
  } finally {
    await client.close();
  }
}

function reportOf(number: number, filedAt: Date, word: () => string) {
  const digits = String(number).padStart(8, '0');
  const text = Array.from({ length: 24 }, word).join(' ');
  const open = number > reports - 300;
  return {
    _id: new ObjectId(digits.padStart(24, '0')),
    revision: 0,
    code: `PA-${digits.slice(0, 4)}-${digits.slice(4)}`,
    kind: 'reflection',
    categoryKey: 'duong-dien-nuoc',
    text,
    hamletKey: 'xom-1',
    landmark: '',
    location: null,
    privacy: 'officers_only',
    reporter: { residentId: digits.padStart(24, '0'), name: 'Người đo' },
    informationSealed: null,
    complex: false,
    mediaIds: [],
    filedAt,
    status: open ? 'new' : 'answered',
    queue: open ? 'inbox' : 'closed',
    assignee: null,
    excluded: [],
    clock: null,
    promisedOn: null,
    dueOn: null,
    veryOverdueOn: null,
    answer: { state: 'none', text: '', author: null, returned: null, approved: null },
    answers: [],
    answeredOn: null,
    inTime: null,
    tookWorkingDays: null,
    question: null,
    followers: [],
    reopened: 0,
    check: null,
    board: { state: 'none', text: '', words: [], pictureIds: [], edited: null, reason: '' },
    mergedInto: null,
    redirected: null,
    suspicions: [],
    events: [],
    outbox: [],
    people: [digits],
    senderKey: null,
    requestDigest: '',
    words: indexedWords(`${text} ${digits.slice(0, 4)} ${digits.slice(4)}`),
    cell: null,
    dueSort: '9999-12-31',
    reminded: [],
    seenAt: null,
    newsAt: filedAt,
    filedOn: filedAt.toISOString().slice(0, 10),
  };
}
