import { saveHamlets } from 'backend/contracts/commune';
import { castVote, consentToOnline, receiptsPath } from 'backend/contracts/decisions';
import {
  actOnDecision,
  createDecision,
  type DecisionAct,
  type DecisionDraft,
  type DeskDecision,
  listRoll,
  readDeskDecision,
  votesPath,
} from 'backend/contracts/decisions-desk';
import { addHousehold, claimHousehold, inviteMember } from 'backend/contracts/households';
import { acceptInvitation, type Role, signIn } from 'backend/contracts/residents';
import { CallFailure, caller } from '../../miniapp/src/api.js';
import { inviteOfficer } from '../invite.js';
import { type Recounted, recount } from '../recount/recount.js';
import { startSystem } from '../system/system.js';
import { developmentIdentity } from '../zalo-emulator/src/identity.js';
import { startZaloRecorder } from './zalo-recorder.js';

export type VoteRehearsalOptions = {
  dataFolder: string;
  households: number;
  /** How often the API is killed while households vote. */
  kills: number;
  /** Seconds for which votes are taken. */
  seconds: number;
  report?: (line: string) => void;
};

export type VoteRehearsalResult = {
  households: number;
  /** Receipts that telephones got, and how many of them are not among the published ones: must be none. */
  acknowledged: number;
  lost: number;
  /** Households of which two different receipts were given out: must be none. */
  twice: number;
  /** Published receipts that no telephone got; each must belong to a call that never got its answer. */
  unanswered: number;
  callsWithoutAnswer: number;
  /** Households with a receipt that called for the first time after the end: must be none. */
  late: number;
  refusedAsVoted: number;
  refusedAsClosed: number;
  result: NonNullable<DeskDecision['result']>;
  /** What a recount from the exported votes and the published receipts gives. */
  recounted: Recounted;
  /** Households that the register says voted. */
  registered: number;
  seconds: number;
};

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const day = (shift: number) => new Date(Date.now() + 7 * 3_600_000 + shift * 86_400_000).toISOString().slice(0, 10);

/** `work` for every item, so many at once. */
async function atOnce<T>(items: readonly T[], many: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: many }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
}

/**
 * Every household votes at once, each from two telephones and with two opinions, while the API is killed and started again, and the end comes in
 * the middle; then the API is killed once more while two persons close. Starts and stops everything it needs on 127.0.0.1.
 */
export async function rehearseVotes({
  dataFolder,
  households,
  kills,
  seconds,
  report = () => undefined,
}: VoteRehearsalOptions): Promise<VoteRehearsalResult> {
  const started = Date.now();
  const { appId, oaId, oaSecret } = developmentIdentity;
  const recorder = await startZaloRecorder({
    followers: 0,
    appId,
    oaId,
    oaSecret,
    troubles: { limited: 0, tokenDead: 0, lostBefore: 0, lostAfter: 0, refused: 0 },
    random: Math.random,
  });
  const system = await startSystem({
    dataFolder,
    services: ['mongo', 'redis', 'api', 'worker'],
    environment: { ...recorder.environment, CLOCK_URL: '', LOG_LEVEL: 'warn' },
    onUnexpectedEnd: () => undefined,
  });
  try {
    const signedIn = async (zaloId: string) => {
      let token = '';
      const open = async () => {
        token = (await calls.callAnonymously(signIn, { body: { accessToken: `person-${zaloId}` } })).token;
        return token;
      };
      const calls = caller({
        baseUrl: () => system.apiUrl,
        fetch: (...request) => fetch(...request),
        tokens: { token: async () => token, renew: open, failure: () => null },
        wait: pause,
      });
      await open();
      return { call: calls.call, token: () => token };
    };
    const officer = async (role: Role, zaloId: string, hamletKeys: string[] = []) => {
      const { code } = await inviteOfficer(system.environment, { name: `Cán bộ ${role}`, roles: [role], counterKeys: [], hamletKeys });
      const person = await signedIn(zaloId);
      await person.call(acceptInvitation, { body: { code } });
      return person;
    };
    const administrator = await officer('administrator', '900000000000000001');
    const hamlet = {
      key: 'xom-dien-tap',
      name: 'Xóm diễn tập',
      communeKey: 'xa',
      validFrom: '2025-07-01',
      validTo: null,
      sample: true,
      order: 1,
    };
    await administrator.call(saveHamlets, { body: { hamlets: [hamlet] } });
    const office = await officer('office_officer', '900000000000000002');
    const head = await officer('hamlet_head', '900000000000000003', [hamlet.key]);
    const front = await officer('hamlet_front', '900000000000000004', [hamlet.key]);

    report(`Ghi ${households} hộ và gắn tài khoản của người đại diện…`);
    type Home = { code: string; person: Awaited<ReturnType<typeof signedIn>> };
    const homes: Home[] = [];
    const registering = Date.now();
    await atOnce(
      Array.from({ length: households }, (_, index) => index + 1),
      12,
      async (number) => {
        const code = `H${number}`;
        const name = 'Người đại diện';
        const made = await office.call(addHousehold, {
          body: {
            code,
            hamletKey: hamlet.key,
            headName: name,
            members: [{ name, birthYear: 1970, relation: 'Chủ hộ', isRepresentative: true }],
          },
        });
        const { code: invitation } = await office.call(inviteMember, {
          params: { id: made.id },
          body: { memberId: made.members[0]?.id ?? '' },
        });
        const person = await signedIn(String(700_000_000_000_000_000n + BigInt(number)));
        await person.call(claimHousehold, { body: { code: invitation } });
        homes.push({ code, person });
      },
    );

    // As long for the consents as for the households, which are four calls each: a slow machine gets its time.
    const opensAt = new Date(Date.now() + 4_000 + (Date.now() - registering));
    const closesAt = new Date(opensAt.getTime() + seconds * 1_000);
    const { id } = await head.call(createDecision, { body: draftFor(hamlet.key, opensAt, closesAt) });
    const act = async (who: typeof head, action: DecisionAct) => {
      const { revision } = await who.call(readDeskDecision, { params: { id } });
      return who.call(actOnDecision, { params: { id }, body: { revision, action } });
    };
    await act(head, { act: 'propose' });
    await act(front, { act: 'agree' });
    await act(head, { act: 'announce' });
    await atOnce(homes, 24, async ({ person }) => {
      await person.call(consentToOnline, { params: { id }, body: { choice: 'agree' } });
    });
    const status = async () => (await head.call(readDeskDecision, { params: { id } })).status;
    const until = async (wanted: DeskDecision['status']) => {
      for (let tries = 0; tries < 600; tries += 1) {
        const now = await status().catch(() => null);
        if (now === wanted) return;
        await pause(200);
      }
      throw new Error(`the decision never became ${wanted}`);
    };
    await until('open');

    report('Các hộ biểu quyết, mỗi hộ từ hai điện thoại…');
    const receipts = new Map<string, Set<string>>();
    const send = (token: string, key: string, choice: string): Promise<{ status: number; receipt?: string; code?: string } | null> =>
      fetch(`${system.apiUrl}/api${castVote.path.replace(':id', id)}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ choices: [choice] }),
      })
        .then(async (response) => ({ ...((await response.json()) as { receipt?: string; code?: string }), status: response.status }))
        .catch(() => null);
    let callsWithoutAnswer = 0;
    let refusedAsVoted = 0;
    let refusedAsClosed = 0;
    const phones = homes.flatMap((home, index) =>
      ['a', 'b'].map((phone) => ({ ...home, phone, choice: (index % 3 === 0) === (phone === 'a') ? 'disagree' : 'agree' })),
    );
    /** When each household first called at all. */
    const firstCall = new Map<string, number>();
    let answered = 0;
    const order = phones.toSorted((one, other) => hash(`${one.code}${one.phone}`) - hash(`${other.code}${other.phone}`));
    // The last ones come around the end: some of their calls begin before it and some after.
    const atTheEnd = new Set(order.slice(-Math.ceil(order.length / 8)));
    const votes = atOnce(order, 96, async (phoneOf) => {
      const { code, person, phone, choice } = phoneOf;
      if (atTheEnd.has(phoneOf)) await pause(Math.max(0, closesAt.getTime() - 500 + (hash(`${code}${phone}cuoi`) % 1_000) - Date.now()));
      for (let tries = 0; tries < 400; tries += 1) {
        const began = Date.now();
        firstCall.set(code, Math.min(firstCall.get(code) ?? began, began));
        const answer = await send(person.token(), `dien-thoai-${code}-${phone}`, choice);
        if (answer === null || answer.status >= 500 || answer.status === 429) {
          if (answer === null) callsWithoutAnswer += 1;
          await pause(100);
          continue;
        }
        answered += 1;
        if (answer.receipt !== undefined) receipts.set(code, (receipts.get(code) ?? new Set()).add(answer.receipt));
        else if (answer.code === 'already_voted') refusedAsVoted += 1;
        else if (answer.code === 'vote_closed' || answer.code === 'decision_not_open') refusedAsClosed += 1;
        else throw new Error(`an answer that was not expected: ${JSON.stringify(answer)}`);
        return;
      }
      throw new Error('a telephone never got an answer');
    });
    const early = order.length - atTheEnd.size;
    for (let kill = 0; kill < kills; kill += 1) {
      while (answered < (early * (kill + 1)) / (kills + 1)) await pause(5);
      await system.kill('api');
      report(`API bị dừng đột ngột lần ${kill + 1}, khi ${answered} điện thoại đã được trả lời.`);
      await system.restart('api');
    }
    await votes;
    const late = [...receipts.keys()].filter((code) => (firstCall.get(code) ?? 0) > closesAt.getTime()).length;
    await until('counting');
    const registered = (await votedCodes(head, id)).length;

    report('Hai người kết thúc kiểm phiếu, API bị dừng giữa chừng…');
    const witnesses = [
      { name: 'Người chứng kiến một', householdCode: 'H1' },
      { name: 'Người chứng kiến hai', householdCode: 'H2' },
    ];
    await act(head, { act: 'start_closing', witnesses, explanation: '' });
    const confirming = act(front, { act: 'confirm_closing' }).catch((error: unknown) => error);
    if (kills > 0) {
      await pause(30);
      await system.kill('api');
      await system.restart('api');
    }
    await confirming;
    if ((await status()) === 'counting')
      await act(front, { act: 'confirm_closing' }).catch((error: unknown) => {
        if (!(error instanceof CallFailure)) throw error;
      });
    await until('closed');
    const { result } = await head.call(readDeskDecision, { params: { id } });
    if (result === null) throw new Error('closed without a result');

    const text = async (path: string, token?: string) => {
      const response = await fetch(
        `${system.apiUrl}/api${path}`,
        token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
      );
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.text();
    };
    const published = await text(receiptsPath(id));
    const recounted = recount({ decisionId: id, votes: await text(votesPath(id), office.token()), receipts: published });
    const inBox = new Set(published.replace('\uFEFF', '').trim().split('\r\n').slice(1));
    const given = new Set([...receipts.values()].flatMap((set) => [...set]));
    return {
      households,
      acknowledged: given.size,
      lost: [...given].filter((receipt) => !inBox.has(receipt)).length,
      twice: [...receipts.values()].filter((set) => set.size > 1).length,
      unanswered: [...inBox].filter((receipt) => !given.has(receipt)).length,
      callsWithoutAnswer,
      late,
      refusedAsVoted,
      refusedAsClosed,
      result,
      recounted,
      registered,
      seconds: (Date.now() - started) / 1_000,
    };
  } finally {
    await system.stop();
    await recorder.close();
  }
}

async function votedCodes(head: { call: ReturnType<typeof caller>['call'] }, id: string): Promise<string[]> {
  const codes: string[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, next } = await head.call(listRoll, { params: { id }, query: { show: 'voted', ...(after !== undefined && { after }) } });
    codes.push(...rows.map(({ code }) => code));
    if (next === null) return codes;
    after = next;
  }
}

/** An even order that is the same in each run. */
const hash = (text: string): number => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) % 1_000_003, 7);

function draftFor(hamletKey: string, opensAt: Date, closesAt: Date): DecisionDraft {
  const none = {
    reportNumber: '',
    documentsOn: null,
    planOn: null,
    planSentOn: null,
    clusterPlanOn: null,
    communeBallotOn: null,
    failedMeetingOn: null,
  };
  return {
    item: 6,
    scope: 'hamlet',
    hamletKeys: [hamletKey],
    way: 'online',
    meetingVote: null,
    style: 'agreement',
    title: 'Diễn tập biểu quyết',
    summary: 'Một việc chỉ dùng để diễn tập biểu quyết của hộ.',
    text: '',
    question: 'Ông/bà có đồng ý không?',
    alternatives: [],
    candidates: [],
    candidateMeeting: null,
    seats: 1,
    papers: [],
    meetings: [],
    team: [
      { name: 'Tổ trưởng diễn tập', capacities: ['front'], head: true },
      { name: 'Thành viên xóm', capacities: ['hamlet'], head: false },
      { name: 'Thành viên kỹ thuật', capacities: ['household', 'technician'], head: false },
    ],
    steps: {
      ...none,
      reportedOn: day(-3),
      noticeOn: day(-3),
      noticeChannels: ['network'],
      noticePosted: true,
      failedMeetingAttended: null,
      draftPostedOn: null,
      electionPlanOn: null,
      electionTeamOn: null,
      listPostedOn: null,
      candidatesSentOn: null,
    },
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
  };
}
