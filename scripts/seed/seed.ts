import { listAudience, readPreferences, startAudienceSync, updateAudienceMember, updatePreferences } from 'backend/contracts/audience';
import { createBroadcastTemplate, listBroadcastTemplates } from 'backend/contracts/broadcasts';
import { saveCounter, saveHoliday, saveMakeUpDay, saveSeasons } from 'backend/contracts/calendar';
import { saveHamlets, saveSettings, saveUnits } from 'backend/contracts/commune';
import { listConversations } from 'backend/contracts/conversations';
import { createDisclosure, publishDisclosure } from 'backend/contracts/disclosures';
import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { StoredFile } from 'backend/contracts/files';
import { addProcedureVersion } from 'backend/contracts/procedures';
import { acceptInvitation, inviteOfficer, type Me, savePhone, signIn, updateMe } from 'backend/contracts/residents';
import { dayOf } from '../../backend/src/domain/vietnam-time.js';
import { CallFailure, type CallOptions, caller, type TokenSource } from '../../miniapp/src/api.js';
import { streamer } from '../../miniapp/src/stream.js';
import { consult, opinions as consultationOpinions } from './consultations.js';
import { counters } from './counters.js';
import { decide } from './decisions.js';
import { disclosures } from './disclosures.js';
import { hamlets } from './hamlets.js';
import { holidays, makeUpDays } from './holidays.js';
import { bringBook, linkRepresentative, makeHouseholds, type SeedHousehold, unlinked } from './households.js';
import { propose, signersNeeded } from './initiatives.js';
import { letters, strangers } from './letters.js';
import { administrator, chairman, civilStatusOfficer, officers, type SeedOfficer } from './officers.js';
import { grandmother, type SeedResident, residents as sampleResidents } from './people.js';
import { procedures } from './procedures.js';
import { receive, bookings as receptionBookings } from './reception.js';
import { divideWork, report } from './report.js';
import { reports } from './reports.js';
import { samplePdf } from './sample-pdf.js';
import { survey } from './satisfaction.js';
import { seasons } from './seasons.js';
import { settings } from './settings.js';
import { ask } from './surveys.js';
import { templates } from './templates.js';
import { units } from './units.js';

/** People to sign in as: `zaloId` is their id in the Zalo emulator. */
export const wellKnown = { administrator, chairman, officer: civilStatusOfficer, resident: grandmother } as const;

/** How far one step is. A step is named as the person at the terminal reads it. */
export type Progress = { step: string; done: number; total: number };

type Invitation = RequestOf<typeof inviteOfficer>['body'];

export type SeedOptions = {
  /** Where the API is, without `/api`: `http://127.0.0.1:4000`. */
  apiUrl: string;
  /** The emulator's control API: `http://127.0.0.1:4100/control`. */
  zaloControlUrl: string;
  /** The two ids that Zalo gave the commune. */
  officialAccountId: string;
  miniAppId: string;
  /** Makes the first invitation where no administrator can be asked yet, and gives its code. Called only when it is needed. */
  inviteAdministrator: (invitation: Invitation) => Promise<string>;
  /** Who lives in the commune; all residents of the sample data unless told otherwise. */
  residents?: readonly SeedResident[];
  report: (progress: Progress) => void;
};

const residentsAtOnce = 8;

/**
 * Fills the system the way its people would: the administrator sets it up, officers accept their invitations, residents sign in.
 * May be run again at any time, also after it was stopped in the middle: what is missing is added, and units, hours and settings are set back to these. Throws `CallFailure`, or `Error` when the emulator refuses.
 */
export async function seed(options: SeedOptions): Promise<void> {
  const zalo = zaloControl(options.zaloControlUrl);
  const people = signInWith(options.apiUrl, zalo);
  const steps = progressTo(options.report);
  const { residents = sampleResidents } = options;

  await steps.all(
    'Tài khoản Zalo thử nghiệm',
    [[administrator, ...officers].map(officerAccount), residents.map(residentAccount)],
    zalo.makePeople,
  );

  const manager = await people(administrator.zaloId);
  await steps.all('Quản trị viên', [administrator], async (invited) => {
    if (!manager.me.roles.includes('administrator'))
      await manager.call(acceptInvitation, { body: { code: await options.inviteAdministrator(invitationOf(invited)) } });
  });
  await steps.all('Xã, xóm, lịch làm việc', setUp(options), (save) => save(manager));
  await steps.all('Thủ tục', procedures, async (body) => {
    await unlessThere(manager.call(addProcedureVersion, { body }));
  });
  await steps.all('Cán bộ', officers, async (officer) => {
    const person = await people(officer.zaloId);
    if (person.me.roles.length > 0) return;
    const { invitationCode } = await manager.call(inviteOfficer, { body: invitationOf(officer) });
    await person.call(acceptInvitation, { body: { code: invitationCode } });
  });
  await steps.all('Người dân', residents, async (resident) => introduce(await people(resident.zaloId), resident), residentsAtOnce);
  const households = options.residents === undefined ? makeHouseholds() : [];
  await steps.all('Sổ hộ', households.length > 0 ? [manager] : [], (officer) => bringBook(officer, households));
  await steps.all(
    'Người đại diện hộ liên kết Zalo',
    households.length > 0 ? await unlinked(manager, households) : [],
    async ({ id, zaloId }) => linkRepresentative(manager, await people(zaloId), id),
    residentsAtOnce,
  );
  // Sample texts belong to the sample people.
  await steps.all('Nội dung công khai', options.residents === undefined ? [...disclosures.entries()] : [], (sample) =>
    disclose(manager, sample),
  );
  await steps.all('Phân công phản ánh', [manager], divideWork);
  await steps.all('Phản ánh của người dân', options.residents === undefined ? [...reports.keys()] : [], (place) =>
    report(
      place,
      residents.map(({ zaloId }) => zaloId),
      people,
      manager,
    ),
  );
  await steps.all('Tiếp công dân', options.residents === undefined ? [grandmother] : [], async ({ zaloId }) =>
    receive(manager, {
      resident: await people(zaloId),
      others: await Promise.all(receptionBookings.map(({ by }) => people(residents[by]?.zaloId ?? zaloId))),
      now: await zalo.now(),
    }),
  );
  await steps.all('Khảo sát hài lòng', [manager], survey);
  await steps.all('Khảo sát ý kiến', options.residents === undefined ? [manager] : [], async (writer) =>
    ask({
      writer,
      publisher: await people(chairman.zaloId),
      residents: residents.slice(1).map(
        ({ zaloId }) =>
          () =>
            people(zaloId),
      ),
      now: await zalo.now(),
    }),
  );
  await steps.all('Lấy ý kiến Nhân dân', options.residents === undefined ? [manager] : [], async (officer) => {
    const speakers = await Promise.all(
      consultationOpinions.map(async ({ by }) => [by, await people(residents[by]?.zaloId ?? '')] as const),
    );
    await consult({
      writer: officer,
      publisher: await people(chairman.zaloId),
      speakers: new Map(speakers),
      today: dayOf(await zalo.now()),
    });
  });
  await steps.all('Sáng kiến của người dân', households.length > 0 ? ['truong-xom-1'] : [], async (headZaloId) => {
    const own = households.filter(({ hamletKey, linked }) => linked && hamletKey === hamlets[0]?.key);
    const zaloIds = own.flatMap(({ representative }) => representative?.zaloId ?? []).slice(0, signersNeeded);
    await propose(await people(headZaloId), await Promise.all(zaloIds.map(people)));
  });
  await steps.all('Việc hộ gia đình quyết định', households.length > 0 ? ['truong-xom-1'] : [], async (headZaloId) => {
    const own = households.filter(({ hamletKey, linked }) => linked && hamletKey === hamlets[0]?.key);
    await decide({
      head: await people(headZaloId),
      front: await people('mat-tran-xom-1'),
      representatives: await Promise.all(own.flatMap(({ representative }) => representative?.zaloId ?? []).map(people)),
      now: () => zalo.now(),
    });
  });
  const writer = await people('can-bo-van-hoa');
  const { templates: known } = await writer.call(listBroadcastTemplates, {});
  await steps.all('Mẫu tin', known.length > 0 ? [] : templates, (body) => writer.call(createBroadcastTemplate, { body }));
  // Sample letters belong to the sample people.
  if (options.residents !== undefined) return;
  await steps.all(
    'Mã hộ của người nhận tin',
    await membersWithoutHousehold(manager),
    (member) => noteHousehold(manager, member, households),
    residentsAtOnce,
  );
  await steps.all('Người chỉ quan tâm trang Zalo', [strangers.map(strangerAccount)], zalo.makePeople);
  await manager.call(startAudienceSync, {});
  const answerer = await people(civilStatusOfficer.zaloId);
  const { conversations } = await answerer.call(listConversations, { query: { state: 'all' } });
  const followers = residents.filter(({ followsOfficialAccount }) => followsOfficialAccount);
  await steps.all('Tin nhắn cho xã', conversations.length > 0 ? [] : letters, async ({ by, texts }) => {
    const writer = followers[by];
    for (const text of writer === undefined ? [] : texts) await zalo.write(writer?.zaloId ?? '', text);
  });
}

type Person = {
  me: Me;
  call<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options?: CallOptions): Promise<ReplyOf<E>>;
  /** Gives the id of the file. */
  upload(name: string, file: Blob): Promise<string>;
  /** Sends a file to a path below `/api`; gives the answer as it came. */
  send(path: string, file: Blob): Promise<unknown>;
};

/** What the administrator saves, in the order in which one thing needs another. */
function setUp({ officialAccountId, miniAppId }: SeedOptions): ((manager: Person) => Promise<unknown>)[] {
  return [
    ({ call }) => call(saveUnits, { body: { units: [...units] } }),
    ({ call }) => call(saveHamlets, { body: { hamlets: [...hamlets] } }),
    ({ call }) => call(saveSettings, { body: { ...settings, officialAccountId, miniAppId } }),
    ({ call }) => call(saveSeasons, { body: { seasons: [...seasons] } }),
    ...counters.map(
      ({ key, ...body }) =>
        ({ call }: Person) =>
          call(saveCounter, { params: { key }, body }),
    ),
    ...holidays.map(
      ({ date, ...body }) =>
        ({ call }: Person) =>
          call(saveHoliday, { params: { date }, body }),
    ),
    ...makeUpDays.map(
      ({ date, ...body }) =>
        ({ call }: Person) =>
          call(saveMakeUpDay, { params: { date }, body }),
    ),
  ];
}

/** As an officer of the office does; the key makes a second run find what the first one made. */
async function disclose(officer: Person, [place, { attachment, ...written }]: [number, (typeof disclosures)[number]]): Promise<void> {
  const attachments =
    attachment === null ? [] : [{ fileId: await officer.upload(attachment, await samplePdf(attachment)), label: attachment }];
  const body = { ...written, attachments, permanent: false, postedUntil: null, shorterBasis: null };
  const { id, revision, status } = await officer.call(createDisclosure, { body }, { idempotencyKey: `seed-disclosure-${place}` });
  if (status === 'draft') await officer.call(publishDisclosure, { params: { id }, body: { revision } });
}

/** A version that is there already is what an earlier run added. */
async function unlessThere(adding: Promise<unknown>): Promise<void> {
  try {
    await adding;
  } catch (error) {
    if (!(error instanceof CallFailure) || error.code !== 'version_overlap') throw error;
  }
}

async function introduce({ me, call }: Person, { name, hamletKey, phone, leavesPhone, birthYear }: SeedResident): Promise<void> {
  if (me.name !== name || me.hamletKey !== hamletKey) await call(updateMe, { body: { name, hamletKey } });
  if (leavesPhone && me.phoneMasked === null) await call(savePhone, { body: { phone } });
  if (leavesPhone && (await call(readPreferences, {})).birthYear === null) await call(updatePreferences, { body: { birthYear } });
}

type Member = ReplyOf<typeof listAudience>['members'][number];
const membersNoted = 60;

/** Some of the people with a hamlet, as far as their household is not in the book yet. */
async function membersWithoutHousehold({ call }: Person): Promise<Member[]> {
  const found: Member[] = [];
  for (let after: string | null = null; found.length < membersNoted; ) {
    const page: ReplyOf<typeof listAudience> = await call(listAudience, { query: after === null ? {} : { after } });
    found.push(...page.members.filter(({ hamletKey, roles }) => hamletKey !== null && roles.length === 0));
    after = page.next;
    if (after === null) break;
  }
  return found.slice(0, membersNoted).filter(({ householdCode }) => householdCode === null);
}

/** Members who are not linked yet get the household as the book has it. */
async function noteHousehold({ call }: Person, { id, name, hamletKey }: Member, households: readonly SeedHousehold[]): Promise<void> {
  const own = households.find((household) => household.hamletKey === hamletKey && household.representative?.name === name);
  if (own) await call(updateAudienceMember, { params: { id }, body: { householdCode: own.code } });
}

const invitationOf = ({ zaloId: _zaloId, note: _note, ...invitation }: SeedOfficer): Invitation => invitation;

type ZaloAccount = {
  id: string;
  name: string;
  note: string;
  phone: string | null;
  gender: 'male' | 'female' | null;
  follows: boolean;
  scopes: string[];
};

const officerAccount = ({ zaloId, name, note }: SeedOfficer): ZaloAccount => ({
  id: zaloId,
  name,
  note,
  phone: null,
  gender: null,
  follows: true,
  scopes: ['scope.userInfo'],
});

const residentAccount = (resident: SeedResident): ZaloAccount => ({
  id: resident.zaloId,
  name: resident.name,
  note: `sinh năm ${resident.birthYear}`,
  phone: resident.phone,
  gender: resident.gender,
  follows: resident.followsOfficialAccount,
  scopes: resident.sharesName ? ['scope.userInfo'] : [],
});

const strangerAccount = ({ zaloId, name }: (typeof strangers)[number]): ZaloAccount => ({
  id: zaloId,
  name,
  note: 'chỉ quan tâm trang Zalo',
  phone: null,
  gender: null,
  follows: true,
  scopes: [],
});

type ZaloControl = ReturnType<typeof zaloControl>;

function zaloControl(url: string) {
  async function post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`Zalo emulator refused ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  return {
    /** The same id again updates that person. */
    async makePeople(accounts: readonly ZaloAccount[]): Promise<void> {
      await post('/people', accounts);
    },
    /** Writes to the Official Account as this person. */
    async write(id: string, text: string): Promise<void> {
      await post(`/people/${encodeURIComponent(id)}/actions`, { do: 'send_text', text });
    },
    /** What time it is for everybody. */
    async now(): Promise<Date> {
      const answer: unknown = await (await fetch(`${url}/clock`)).json();
      if (typeof answer !== 'object' || answer === null || !('now' in answer) || typeof answer.now !== 'string')
        throw new Error('Zalo emulator told no time');
      return new Date(answer.now);
    },
    /** The token that the Mini App would get from Zalo on this person's phone. */
    async accessToken(id: string): Promise<string> {
      const answer = await post(`/people/${encodeURIComponent(id)}/access-token`, {});
      if (typeof answer !== 'object' || answer === null || !('accessToken' in answer) || typeof answer.accessToken !== 'string')
        throw new Error('Zalo emulator gave no access token');
      return answer.accessToken;
    },
  };
}

/** Signs people in as the Mini App does, with the Mini App's own call. */
function signInWith(apiUrl: string, zalo: ZaloControl): (zaloId: string) => Promise<Person> {
  const callAs = (token: string | null) =>
    caller({ baseUrl: () => apiUrl, fetch: (...request) => fetch(...request), tokens: tokenOf(token), wait: pause });
  const anonymously = callAs(null);
  return async (zaloId) => {
    const accessToken = await zalo.accessToken(zaloId);
    const { token, me } = await patiently(() => anonymously.callAnonymously(signIn, { body: { accessToken } }));
    const { call } = callAs(token);
    const { upload } = streamer({ baseUrl: () => apiUrl, fetch: (...request) => fetch(...request), tokens: tokenOf(token) });
    return {
      me,
      call: (endpoint, request, options) => patiently(() => call(endpoint, request, options)),
      send: (path, file) => patiently(() => upload(path, file)),
      upload: async (name, file) => StoredFile.parse(await patiently(() => upload(`/files?name=${encodeURIComponent(name)}`, file))).id,
    };
  };
}

const tokenOf = (token: string | null): TokenSource => ({ token: async () => token, renew: async () => null, failure: () => null });

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Answers that say the request was not carried out and may be made again. A lost answer is not among them: an invitation would be made twice. */
const passing: ReadonlySet<string> = new Set(['too_many_requests', 'zalo_unavailable', 'database_unavailable']);
const mostAttempts = 8;

async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof CallFailure) || !passing.has(error.code) || attempts === mostAttempts) throw error;
      await pause((error.retryAfter ?? attempts) * 1_000);
    }
  }
}

function progressTo(report: SeedOptions['report']) {
  return {
    /** Does the work for each item, `atOnce` at a time, and reports after each. After a failure nothing new is begun; the first failure is thrown. */
    async all<Item>(step: string, items: readonly Item[], work: (item: Item) => Promise<unknown>, atOnce = 1): Promise<void> {
      const total = items.length;
      let done = 0;
      let stopped = false;
      report({ step, done, total });
      const left = items.values();
      const worker = async (): Promise<void> => {
        try {
          for (const item of left) {
            if (stopped) return;
            await work(item);
            done += 1;
            report({ step, done, total });
          }
        } finally {
          stopped = true;
        }
      };
      const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
      for (const result of ended) if (result.status === 'rejected') throw result.reason;
    },
  };
}
