import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bookAppointment } from '../backend/src/contracts/appointments.js';
import { house } from '../backend/testing/house.js';
import { testMongo } from '../backend/testing/mongo.js';
import { type CommuneFile, parseCommuneFile, sampleFile } from './setup/commune-file.js';
import { type Kind, type KindReport, load } from './setup/load.js';
import { withBackend } from './system/backend.js';
import { running, temporaryFolder } from './system/testing.js';

/** The command is a process of its own each time, and another test file runs beside this one. */
const patience = 120_000;

/** An empty database, and what the API would be told of it; there is no Redis and no Zalo. */
async function emptyDatabase() {
  const mongo = await testMongo();
  onTestFinished(mongo.close);
  return {
    MONGODB_URI: mongo.uri,
    MONGODB_DATABASE: mongo.database,
    PUBLIC_URL: 'https://xa.example',
    REDIS_URL: 'redis://127.0.0.1:1',
    DATA_KEY: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('base64'),
    ZALO_APP_ID: '1',
    ZALO_APP_SECRET: 'app secret',
    ZALO_MINI_APP_ID: '2002',
    ZALO_OA_ID: '3003',
    ZALO_OA_SECRET: 'account secret',
    ZALO_OPEN_API_KEY: 'open api key',
  };
}

async function setup(args: readonly string[], environment: Record<string, string> = {}) {
  const { said, ended } = running(['scripts/run.mjs', 'setup', ...args], environment);
  return { code: await ended, text: said.text };
}

const edited = (change: (file: CommuneFile) => void): CommuneFile => {
  const file = structuredClone(sampleFile);
  change(file);
  return file;
};

const kinds = Object.keys(sampleFile) as Kind[];

/** Loads in this process; gives the reports by kind. */
async function loaded(environment: Record<string, string>, file: CommuneFile | null, replace = false) {
  const reports = new Map<Kind, KindReport>();
  await withBackend(environment, (composed) => load(composed, { file, replace, report: (kind, report) => reports.set(kind, report) }));
  return (kind: Kind) => reports.get(kind) as KindReport;
}

/** All documents of the database, by collection. */
const everything = (environment: Record<string, string>) =>
  withBackend(environment, async ({ database: { connection } }) => {
    const found: Record<string, unknown[]> = {};
    for (const { name } of await connection.listCollections()) {
      const rows = await connection.collection(name).find().sort({ _id: 1 }).toArray();
      if (rows.length > 0) found[name] = rows;
    }
    return found;
  });

it(
  'writes the sample out, loads it into an empty database, changes nothing the second time, and takes a corrected hotline with --replace',
  async () => {
    const environment = await emptyDatabase();
    const file = path.join(temporaryFolder(), 'xa.json');
    expect(await setup(['--write-file', file])).toMatchObject({ code: 0 });
    expect(await setup(['--write-file', file])).toMatchObject({ code: 1, text: expect.stringContaining('không ghi đè') });
    const written = () => parseCommuneFile(readFileSync(file, 'utf8'));

    const first = await setup(['--file', file], environment);
    expect(first).toMatchObject({ code: 0, text: expect.stringContaining('Thủ tục: thêm 65, không đổi 0, sửa 0, bỏ qua 0.') });
    expect(first.text).toMatch(/Số trực 0208 000 0000 là số đặt ra/);
    const before = await everything(environment);
    expect(Object.keys(before).sort()).toEqual([
      'administrative_units',
      'counters',
      'hamlets',
      'holidays',
      'make_up_days',
      'procedure_versions',
      'seasons',
      'settings',
    ]);

    const second = await loaded(environment, written(), true);
    for (const kind of kinds) expect(second(kind)).toMatchObject({ added: [], changed: [], skipped: [], refused: [], onlyThere: [] });
    expect(await everything(environment)).toEqual(before);

    writeFileSync(file, readFileSync(file, 'utf8').replace('0208 000 0000', '0208 555 1234'));
    expect((await loaded(environment, written()))('settings')).toMatchObject({ skipped: [{ name: 'settings', fields: ['hotline'] }] });
    expect(await everything(environment)).toEqual(before);

    const replaced = await setup(['--file', file, '--replace'], environment);
    expect(replaced).toMatchObject({ code: 0, text: expect.stringContaining('đã sửa settings: hotline') });
    expect(replaced.text).not.toMatch(/Số trực/);
    const settings = await withBackend(environment, ({ communes }) => communes.settings());
    expect(settings).toEqual({ ...sampleFile.settings, hotline: '0208 555 1234', officialAccountId: '3003', miniAppId: '2002' });
  },
  patience,
);

it(
  'names the variables that are missing',
  async () => {
    const { DATA_KEY: _key, ...environment } = await emptyDatabase();
    expect(await setup([], { ...environment, ZALO_OA_ID: '' })).toEqual({
      code: 1,
      text: 'Cấu hình chưa đúng, chưa khởi động được (xem .env.example):\n  DATA_KEY: chưa có\n  ZALO_OA_ID: chưa có\n',
    });
  },
  patience,
);

it(
  'says that the sample is a sample, and does not put it beside what is the commune’s own',
  async () => {
    const environment = await emptyDatabase();
    const sample = await setup([], environment);
    expect(sample).toMatchObject({
      code: 0,
      text: expect.stringMatching(/danh sách xóm, giờ làm việc và số trực đều là mẫu[\s\S]*12 xóm là xóm mẫu/),
    });
    expect((await setup(['--replace'], environment)).text).toMatch(/--replace cần có --file/);

    const own = edited(({ hamlets }) =>
      hamlets.push({ ...(hamlets[0] as (typeof hamlets)[0]), key: 'xom-dong', name: 'Xóm Đồng', sample: false }),
    );
    expect((await loaded(environment, own))('hamlets')).toMatchObject({ added: ['xom-dong'] });
    await expect(loaded(environment, null)).rejects.toThrow(/đã có xóm riêng của xã \(xom-dong\)/);
  },
  patience,
);

it(
  'names every fault of a file with its place, and writes nothing',
  async () => {
    const environment = await emptyDatabase();
    const file = path.join(temporaryFolder(), 'xa.json');
    const faulty = edited(({ settings, hamlets, seasons, counters, procedures }) => {
      Object.assign(settings, { hotline: 208, miniAppId: '2002' });
      Object.assign(hamlets[1] ?? {}, { name: '' });
      Object.assign(hamlets[2] ?? {}, { order: undefined });
      Object.assign(seasons[0] ?? {}, { from: '02-30' });
      Object.assign(counters[3]?.hours[0] ?? {}, { to: '06:00' });
      Object.assign(procedures[40] ?? {}, { fees: [{ label: 'Phí', amount: '10000', per: null, channel: 'fax', note: null }] });
    });
    writeFileSync(file, JSON.stringify(faulty));
    const shape = await setup(['--file', file], environment);
    expect(shape.code).toBe(1);
    expect(shape.text.split('\n').slice(1, -1)).toEqual([
      '  settings.hotline: Phải là chữ trong nháy kép.',
      '  settings.miniAppId: Lấy từ biến môi trường, xin bỏ dòng này.',
      '  hamlets[1].name ("tan-linh-xom-2"): Không được để trống.',
      '  hamlets[2].order ("tan-linh-xom-3"): Còn thiếu.',
      '  seasons[0].from ("mua-he"): Không có ngày này; xin ghi THÁNG-NGÀY, ví dụ 04-16.',
      '  counters[3].hours[0].to ("cong-an"): Giờ kết thúc phải sau giờ bắt đầu (from).',
      `  procedures[40].fees[0].amount ("${sampleFile.procedures[40]?.code}"): Phải là số.`,
      `  procedures[40].fees[0].channel ("${sampleFile.procedures[40]?.code}"): Phải là một trong: online, post, counter.`,
    ]);

    const broken = edited(({ settings, hamlets, counters, procedures }) => {
      settings.unitKey = 'phu-lak';
      hamlets.push(...hamlets.slice(0, 1));
      counters.splice(5, 1);
      for (const procedure of procedures.slice(1)) procedure.places.out_of_hours = null;
      Object.assign(procedures[0] ?? {}, { places: { counter: 'tai-nha', home: null, out_of_hours: 'ngoai-gio' } });
    });
    await expect(loaded(environment, broken)).rejects.toThrow(
      `
  hamlets[12].key ("tan-linh-xom-1"): "tan-linh-xom-1" đã có ở trên.
  settings.unitKey: Không có đơn vị hành chính "phu-lak" (units).
  procedures[0].places.counter ("1.001193"): Quầy "tai-nha" có kind là home, ở đây cần counter.
  procedures[0].places.out_of_hours ("1.001193"): Không có quầy "ngoai-gio" (counters).`,
    );
    expect(() => parseCommuneFile('{\n  "settings": {},\n}')).toThrow(/không phải JSON đúng dạng ở dòng 3/);
    expect(await everything(environment)).toEqual({});
  },
  patience,
);

it('reads a file saved by Windows Notepad', () => {
  expect(parseCommuneFile(`\uFEFF${JSON.stringify(sampleFile)}`)).toEqual(sampleFile);
});

it(
  'only ever adds versions of a procedure: a later day is a new version, the same day with other words is refused',
  async () => {
    const environment = await emptyDatabase();
    await loaded(environment, sampleFile);
    const code = sampleFile.procedures[0]?.code ?? '';
    const withFirst = (change: Partial<CommuneFile['procedures'][0]>) =>
      edited(({ procedures }) => {
        Object.assign(procedures[0] ?? {}, change);
      });

    const file = path.join(temporaryFolder(), 'xa.json');
    writeFileSync(file, JSON.stringify(withFirst({ resultName: 'Giấy khác' })));
    const refused = await setup(['--file', file, '--replace'], environment);
    expect(refused.code).toBe(1);
    expect(refused.text).toContain(`bỏ qua ${code} từ 2025-07-01: phiên bản này đã có với resultName khác`);
    expect(refused.text).toContain('Thủ tục: thêm 0, không đổi 64, sửa 0, bỏ qua 1.');

    const later = withFirst({ resultName: 'Giấy khác', validFrom: '2027-01-01' });
    expect((await loaded(environment, later))('procedures')).toMatchObject({ added: [`${code} từ 2027-01-01`], refused: [] });
    expect((await loaded(environment, later))('procedures')).toMatchObject({ added: [], refused: [] });
    const between = withFirst({ validFrom: '2026-01-01' });
    expect((await loaded(environment, between))('procedures')).toMatchObject({ added: [], refused: [{ name: `${code} từ 2026-01-01` }] });
    const versions = await withBackend(environment, ({ procedures }) => procedures.versions());
    expect(versions.filter((version) => version.code === code)).toMatchObject([
      { version: 1, validFrom: '2025-07-01', validTo: '2026-12-31' },
      { version: 2, validFrom: '2027-01-01', validTo: null, resultName: 'Giấy khác' },
    ]);
  },
  patience,
);

it(
  'goes on where it was killed',
  async () => {
    const environment = await emptyDatabase();
    const { child, said, ended } = running(['scripts/run.mjs', 'setup'], environment);
    child.stdout.on('data', () => {
      if (said.text.includes('Quầy: thêm')) child.kill('SIGKILL');
    });
    expect(await ended).toBe('SIGKILL');
    await loaded(environment, null);
    expect((await loaded(environment, null))('procedures').unchanged).toHaveLength(65);
    const { procedure_versions: versions, counters } = await everything(environment);
    expect([versions?.length, counters?.length]).toEqual([65, sampleFile.counters.length]);
  },
  patience,
);

it('leaves people and their appointments as they are', async () => {
  const { composed, person, officer, work } = await house();
  const minh = await person('minh');
  const place = { code: '1.001193', way: 'counter', date: '2026-12-02', start: '08:30' } as const;
  await minh.call(bookAppointment, { body: { ...place, person: { relation: 'self' } } });
  await officer('quynh', ['one_stop_officer'], ['ho-tich']);
  await work();
  const people = ['residents', 'officers', 'zalo_contacts', 'appointments', 'messages'];
  const rows = () => Promise.all(people.map((name) => composed.database.connection.collection(name).find().sort({ _id: 1 }).toArray()));
  const before = await rows();
  expect(before.map(({ length }) => length > 0)).toEqual([true, true, true, true, true]);
  await load(composed, { file: sampleFile, replace: true, report: () => undefined });
  expect(await rows()).toEqual(before);
  const { counters } = await composed.calendar.load();
  expect(counters.map(({ key }) => key)).toContain('ho-tich');
});
