import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { receiptOf } from '../../backend/src/adapters/vote-receipt.js';
import { recount } from '../recount/recount.js';
import { rehearseVotes } from './votes.js';

it('counts every acknowledged vote once, none twice and none after the end, with the API killed while households vote and while the box is opened', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'commune-votes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const found = await rehearseVotes({ dataFolder: folder, households: 36, kills: 1, seconds: 6 });
  expect(found).toMatchObject({ lost: 0, twice: 0, late: 0, recounted: { wrong: [], invalid: 0 } });
  expect(found.acknowledged + found.unanswered).toBe(found.result.valid);
  expect(found.unanswered).toBeLessThanOrEqual(found.callsWithoutAnswer);
  expect([found.registered, found.result.tookPart, found.recounted.valid]).toEqual(Array(3).fill(found.result.valid));
  const published = found.result.options.flatMap(({ key, count }) => (count > 0 ? [[key, count]] : []));
  expect(Object.fromEntries(published)).toEqual(found.recounted.byChoice);
  expect(found.result.valid).toBeGreaterThan(5);
}, 150_000);

it('finds a vote that was changed, added or taken away', () => {
  const decisionId = 'a'.repeat(24);
  const vote = (choice: string, nonce: string) => ({ choice, nonce, receipt: receiptOf(decisionId, [choice], nonce) });
  const votes = [vote('agree', '01'), vote('agree', '02'), vote('disagree', '03')];
  const sheet = (list: typeof votes) =>
    ['head', ...list.map(({ receipt, choice, nonce }) => `${receipt},xom-1,online,1,${choice},${nonce},"ý, ""khác"""`)].join('\r\n');
  const receipts = ['head', ...votes.map(({ receipt }) => receipt)].join('\r\n');
  const counted = (list: typeof votes, published = receipts) => recount({ decisionId, votes: sheet(list), receipts: published });
  expect(counted(votes)).toEqual({
    valid: 3,
    invalid: 0,
    byChoice: { agree: 2, disagree: 1 },
    byHamlet: { 'xom-1': { agree: 2, disagree: 1 } },
    wrong: [],
  });
  expect(counted(votes.map((one, index) => (index === 0 ? { ...one, choice: 'disagree' } : one))).wrong).toHaveLength(1);
  expect(counted(votes.slice(1)).wrong).toHaveLength(1);
  expect(counted([...votes, vote('agree', '04')]).wrong).toHaveLength(1);
  expect(counted([...votes, votes[0] as (typeof votes)[number]]).wrong).toHaveLength(1);
});
