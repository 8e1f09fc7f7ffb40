import type { Clock } from '../../clock.js';
import type { DecisionResult } from '../../contracts/decisions.js';
import { type HamletCount, ruleText, type Tally, tally, thresholdArticle } from '../../domain/decision-tally.js';
import { optionsOf } from '../../domain/decision-vote.js';
import { dayOf } from '../../domain/vietnam-time.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { BoxStore, VoteRecord } from './decision-box.store.js';
import type { RollCounts, RollStore } from './decision-roll.store.js';
import type { DecisionRecord, DecisionsStore } from './decisions.store.js';

export type BallotKeys = {
  seal(decisionId: string, text: string): string;
  open(decisionId: string, sealed: string): string | null;
  /** A keyed hash. */
  digest(words: string): string;
  /** 24 hexadecimal characters that hold no time. */
  randomId(): string;
  nonce(): string;
  receiptOf(decisionId: string, choices: readonly string[], nonce: string): string;
  randomInteger(below: number): number;
};

/** A vote as it lies sealed beside its household. */
export type SealedVote = Pick<VoteRecord, 'id' | 'choices' | 'other' | 'nonce' | 'receipt'>;
/** What a typist typed of a paper ballot. */
export type TypedContent = { valid: boolean; choices: string[]; other: string };
export type HandsContent = { counts: { key: string; count: number }[] };

type Deps = {
  store: DecisionsStore;
  roll: RollStore;
  box: BoxStore;
  communes: Pick<CommunesService, 'hamlets'>;
  keys: BallotKeys;
  clock: Clock;
};

export type BoxService = ReturnType<typeof boxService>;

const page = 1_000;
const lost = (what: string) => new Error(`A sealed ${what} cannot be opened: the data key is not the one it was sealed with.`);

/** Opens the box of a decision that two persons have closed, and counts it. Every step may be done again after a crash. */
export function boxService({ store, roll, box, communes, keys, clock }: Deps) {
  async function sealedVotes(decision: DecisionRecord): Promise<VoteRecord[]> {
    const ref = { decisionId: decision.id, roll: decision.roll };
    const found: VoteRecord[] = [];
    for (let after: number | null = null; ; ) {
      const rows = await roll.sealed(ref, after, page);
      for (const { hamletKey, payload } of rows) {
        const text = keys.open(decision.id, payload);
        if (text === null) throw lost('vote');
        found.push({ ...(JSON.parse(text) as SealedVote), decisionId: decision.id, hamletKey, way: 'online', valid: true });
      }
      const last = rows.at(-1);
      if (rows.length < page || last === undefined) return found;
      after = last.place;
    }
  }

  /** Paper ballots that two persons typed alike; their printed number is their receipt. */
  async function paperVotes(decision: DecisionRecord): Promise<VoteRecord[]> {
    const found: VoteRecord[] = [];
    for (let after: string | null = null; ; ) {
      const groups = await box.typedAfter(decision.id, 'ballot', after, page);
      for (const { key, hamletKey, state, entries } of groups) {
        if (state !== 'agreed') continue;
        const text = keys.open(decision.id, entries[0]?.sealed ?? '');
        if (text === null) throw lost('ballot');
        const { valid, choices, other } = JSON.parse(text) as TypedContent;
        found.push({
          id: keys.randomId(),
          decisionId: decision.id,
          hamletKey,
          way: 'paper',
          valid,
          choices: valid ? choices : [],
          other,
          nonce: '',
          receipt: key,
        });
      }
      const last = groups.at(-1);
      if (groups.length < page || last === undefined) return found;
      after = last.key;
    }
  }

  /** What hands gave, by hamlet; of several meetings of one hamlet added up. */
  async function handVotes(decision: DecisionRecord): Promise<Map<string, Map<string, number>>> {
    const found = new Map<string, Map<string, number>>();
    for (const { entries, hamletKey, state } of await box.typedAfter(decision.id, 'hands', null, page)) {
      if (state !== 'agreed') continue;
      const text = keys.open(decision.id, entries[0]?.sealed ?? '');
      if (text === null) throw lost('count');
      const sums = found.get(hamletKey) ?? new Map<string, number>();
      for (const { key, count } of (JSON.parse(text) as HandsContent).counts) sums.set(key, (sums.get(key) ?? 0) + count);
      found.set(hamletKey, sums);
    }
    return found;
  }

  /** Counts what lies in the box. Reads the stored votes only, so that anybody who has them counts the same. */
  async function counted(
    decision: DecisionRecord,
    register: readonly RollCounts[],
  ): Promise<{ tally: Tally; valid: number; online: number; others: string[] }> {
    const byHands = decision.draft.way === 'meeting' && decision.draft.meetingVote === 'hands';
    const hamlets = new Map<string, HamletCount & { votes: Map<string, number> }>(
      decision.households.map(({ hamletKey, count }) => {
        const row = register.find((one) => one.hamletKey === hamletKey);
        const tookPart = row === undefined ? 0 : byHands ? row.attended : row.online + row.returned;
        return [hamletKey, { hamletKey, households: count, tookPart, invalid: 0, votes: new Map() }];
      }),
    );
    const add = (hamletKey: string, key: string, count: number) => {
      const votes = hamlets.get(hamletKey)?.votes;
      votes?.set(key, (votes.get(key) ?? 0) + count);
    };
    let valid = 0;
    let online = 0;
    const others: string[] = [];
    for await (const vote of box.all(decision.id)) {
      if (vote.way === 'online') online += 1;
      const hamlet = hamlets.get(vote.hamletKey);
      if (!hamlet) continue;
      if (vote.valid) {
        valid += 1;
        for (const key of vote.choices) add(vote.hamletKey, key, 1);
      } else hamlet.invalid += 1;
      if (vote.other !== '') others.push(vote.other);
    }
    for (const [hamletKey, votes] of await handVotes(decision)) for (const [key, count] of votes) add(hamletKey, key, count);
    const { item, scope, style, seats } = decision.draft;
    const options = optionsOf(decision.draft).map(({ key }) => key);
    return { tally: tally({ item, scope, style, seats, options, hamlets: [...hamlets.values()] }), valid, online, others };
  }

  return {
    /**
     * Shuffles the votes into the box, cuts them from their households, counts and closes. Online votes are put in and counted against the
     * register before they are cut: what does not add up stops it with everything still there.
     */
    async finish(decision: DecisionRecord): Promise<DecisionRecord | null> {
      const ref = { decisionId: decision.id, roll: decision.roll };
      await roll.setStage(ref, 'done');
      await box.put(shuffled([...(await sealedVotes(decision)), ...(await paperVotes(decision))]));
      const register = (await roll.counts([ref])).get(decision.id) ?? [];
      const online = register.reduce((sum, row) => sum + row.online, 0);
      const found = await counted(decision, register);
      if (found.online !== online)
        throw new Error(`The register has ${online} votes of the app and the box ${found.online}; nothing was closed.`);
      await roll.cut(ref);
      const names = new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));
      const result = resultOf(decision, found, names);
      const closedOn = dayOf(decision.endedAt ?? clock.now());
      return store.change(decision, { status: 'closed', result, closedOn }, null);
    },
    votes: (decisionId: string) => box.all(decisionId),
    receipts: (decisionId: string) => box.receipts(decisionId),
  };

  function shuffled<T>(list: T[]): T[] {
    for (let place = list.length - 1; place > 0; place -= 1) {
      const other = keys.randomInteger(place + 1);
      [list[place], list[other]] = [list[other] as T, list[place] as T];
    }
    return list;
  }
}

/** The result for people, from what was counted. */
export function resultOf(
  { draft }: Pick<DecisionRecord, 'draft'>,
  { tally: found, valid, others }: { tally: Tally; valid: number; others: readonly string[] },
  hamletNames: ReadonlyMap<string, string>,
): DecisionResult {
  const options = optionsOf(draft);
  const label = (key: string) => options.find((option) => option.key === key)?.label ?? key;
  return {
    outcome: found.outcome,
    households: found.households,
    tookPart: found.tookPart,
    valid,
    invalid: found.invalid,
    needed: found.needed,
    hamletsNeeded: found.hamletsNeeded,
    hamletsPassed: found.hamletsPassed,
    rule: ruleText(draft, found.households, found.hamlets.length),
    article: thresholdArticle(draft.item),
    options: found.options.map(({ key, count, chosen }) => ({ key, label: label(key), count, chosen })),
    hamlets: found.hamlets.map(({ hamletKey, households, tookPart, invalid, votes, passed }) => ({
      hamletKey,
      hamletName: hamletNames.get(hamletKey) ?? hamletKey,
      households,
      tookPart,
      invalid,
      votes: options.map(({ key }) => ({ key, count: votes.get(key) ?? 0 })),
      passed,
    })),
    conclusion: conclusionOf(draft.style, found, label),
    otherOpinions: [...others].sort((one, other) => one.localeCompare(other, 'vi')),
  };
}

function conclusionOf(style: DecisionRecord['draft']['style'], found: Tally, label: (key: string) => string): string {
  const of = `trong tổng số ${found.households} hộ`;
  const chosen = found.options.filter((option) => option.chosen);
  if (style === 'election') {
    const elected = chosen.map(({ key, count }) => `${label(key)} (${count} hộ)`).join(', ');
    const tied = found.tied.map(label).join(', ');
    if (found.outcome === 'tied')
      return `${elected === '' ? 'Chưa ai trúng cử' : `Trúng cử: ${elected}`}. Bằng phiếu ở vị trí cuối: ${tied}; phải bầu tiếp giữa những người này.`;
    if (found.outcome === 'not_passed') return `Không ai được trên 50 % tổng số hộ (${found.households} hộ) tín nhiệm, nên chưa bầu được.`;
    return `Trúng cử ${of}: ${elected}.${found.outcome === 'partly' ? ' Chưa bầu đủ số người.' : ''}`;
  }
  const most = found.options.find(({ key }) => key === (found.hamletsNeeded === null ? chosen[0]?.key : found.leading)) ?? found.options[0];
  const count = most ? (style === 'agreement' ? `${most.count} hộ đồng ý` : `“${label(most.key)}” được ${most.count} hộ chọn`) : '';
  if (found.hamletsNeeded !== null)
    return `${found.hamletsPassed} trong ${found.hamlets.length} xóm tán thành (cần ít nhất ${found.hamletsNeeded} xóm); ${count} ${of}. ${found.outcome === 'passed' ? 'Được thông qua.' : 'Không được thông qua.'}`;
  if (found.outcome === 'passed') return `${count} ${of}, đủ ít nhất ${found.needed} hộ. Được thông qua.`;
  return style === 'agreement'
    ? `${count} ${of}, chưa đủ ${found.needed} hộ. Không được thông qua.`
    : `Không phương án nào được ít nhất ${found.needed} ${of} chọn. Không được thông qua.`;
}
