import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { GridFSBucket } from 'mongodb';
import { expect, it } from 'vitest';
import { useServer } from './fixture.js';

const house = useServer();

it('stores a photograph in chunks, gives it back whole or in part, and lets it go', async () => {
  const bucket = new GridFSBucket(house.db, { bucketName: 'photographs' });
  const photograph = randomBytes(1_200_000);
  const upload = bucket.openUploadStream('ảnh.jpg', { metadata: { feedback: 'PA-1' } });
  await pipeline(Readable.from([photograph]), upload);
  expect(await house.db.collection('photographs.chunks').countDocuments()).toBe(5);
  expect((await buffer(bucket.openDownloadStream(upload.id))).equals(photograph)).toBe(true);
  expect(
    (await buffer(bucket.openDownloadStreamByName('ảnh.jpg', { start: 300_000, end: 700_000 }))).equals(
      photograph.subarray(300_000, 700_000),
    ),
  ).toBe(true);
  expect(await bucket.find({ 'metadata.feedback': 'PA-1' }).toArray()).toMatchObject([{ length: 1_200_000 }]);
  await bucket.delete(upload.id);
  expect(await house.db.collection('photographs.chunks').countDocuments()).toBe(0);
});
