import { expect, it } from 'vitest';
import { useServer } from './fixture.js';

const house = useServer();

it('lets one of 200 concurrent inserts have a seat', async () => {
  const seats = house.db.collection('seats');
  await seats.createIndex({ seatKeys: 1 }, { unique: true, sparse: true });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, number) => seats.insertOne({ number, seatKeys: ['a', `own${number}`] })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 11000 });
  expect(await seats.countDocuments()).toBe(1);
});

it('makes one document of 100 concurrent upserts, and every increment counts', async () => {
  const counters = house.db.collection<{ _id: string; n: number }>('counters');
  const seen = await Promise.all(
    Array.from({ length: 100 }, () =>
      counters.findOneAndUpdate({ _id: 'one' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' }),
    ),
  );
  expect(seen.map((doc) => doc?.n).sort((left, right) => Number(left) - Number(right))).toEqual(
    Array.from({ length: 100 }, (_, number) => number + 1),
  );
  expect(await counters.countDocuments()).toBe(1);
});

it('gives a claim to one claimant', async () => {
  const messages = house.db.collection('messages');
  await messages.insertOne({ state: 'waiting' });
  const claims = await Promise.all(
    Array.from({ length: 50 }, () => messages.updateOne({ state: 'waiting' }, { $set: { state: 'sending' } })),
  );
  expect(claims.reduce((sum, claim) => sum + claim.modifiedCount, 0)).toBe(1);
});
