import mongoose, { Schema } from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/server.js';

let server: EmbeddedMongo;
let connection: mongoose.Connection;

beforeAll(async () => {
  server = await startEmbeddedMongo();
  connection = await mongoose.createConnection(server.uri, { dbName: 'commune' }).asPromise();
});
afterAll(async () => {
  await connection.close();
  await server.close();
});

function appointments(name: string) {
  const schema = new Schema(
    {
      resident: { type: String, required: true },
      status: { type: String, default: 'booked' },
      seatKeys: { type: [String], default: undefined },
      at: Date,
      attempts: { type: Number, default: 0 },
      outbox: [{ kind: String }],
    },
    // The backend, loaded beside this, turns both off for everybody.
    { timestamps: true, autoIndex: true, autoCreate: true },
  );
  schema.index({ seatKeys: 1 }, { unique: true, sparse: true });
  schema.index({ status: 1, at: 1 });
  return connection.model(name, schema);
}

it('builds indexes, saves, reads and refuses the seat that is taken', async () => {
  const Appointment = appointments('Booking');
  await Appointment.init();
  const first = await Appointment.create({ resident: 'An', seatKeys: ['q1|08:00|p1', 'q1|08:15|p1'], outbox: [{ kind: 'slip' }] });
  await expect(Appointment.create({ resident: 'Bình', seatKeys: ['q1|08:15|p1'] })).rejects.toMatchObject({
    code: 11000,
    keyPattern: { seatKeys: 1 },
    keyValue: { seatKeys: 'q1|08:15|p1' },
  });
  await Appointment.updateOne({ _id: first._id }, { $unset: { seatKeys: '' }, $set: { status: 'cancelled' } });
  await Appointment.create({ resident: 'Bình', seatKeys: ['q1|08:15|p1'] });
  const found = await Appointment.find({ status: { $in: ['booked', 'cancelled'] } })
    .sort({ resident: 1 })
    .lean();
  expect(found.map(({ resident, status }) => [resident, status])).toEqual([
    ['An', 'cancelled'],
    ['Bình', 'booked'],
  ]);
  expect(found[0]?.createdAt).toBeInstanceOf(Date);
});

it('keeps versions, subdocuments and conditional updates', async () => {
  const Appointment = appointments('Claim');
  const made = await Appointment.create({ resident: 'An', outbox: [{ kind: 'slip' }, { kind: 'reminder' }] });
  made.outbox.pull({ _id: made.outbox[0]?._id });
  made.set('attempts', 3);
  await made.save();
  const claimed = await Appointment.findOneAndUpdate(
    { _id: made._id, status: 'booked' },
    { $set: { status: 'arrived' }, $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  ).lean();
  expect(claimed).toMatchObject({ status: 'arrived', attempts: 4, outbox: [{ kind: 'reminder' }] });
  expect(await Appointment.findOneAndUpdate({ _id: made._id, status: 'booked' }, { $set: { status: 'arrived' } })).toBeNull();
  expect(await Appointment.aggregate([{ $group: { _id: '$status', n: { $sum: 1 } } }])).toEqual([{ _id: 'arrived', n: 1 }]);
  expect(await Appointment.exists({ resident: 'An' })).not.toBeNull();
  expect(await Appointment.countDocuments()).toBe(1);
  expect(await Appointment.deleteMany({})).toMatchObject({ deletedCount: 1 });
});

it('writes in bulk and walks with a cursor', async () => {
  const Appointment = appointments('Walk');
  await Appointment.insertMany(Array.from({ length: 250 }, (_, number) => ({ resident: `r${number}`, attempts: number })));
  await Appointment.bulkWrite([
    { updateMany: { filter: { attempts: { $lt: 10 } }, update: { $set: { status: 'early' } } } },
    { deleteOne: { filter: { attempts: 249 } } },
  ]);
  let early = 0;
  let all = 0;
  for await (const appointment of Appointment.find().cursor({ batchSize: 20 })) {
    all++;
    if (appointment.status === 'early') early++;
  }
  expect([all, early]).toEqual([249, 10]);
});
