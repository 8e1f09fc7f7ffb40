import type { SurveyAnswers } from 'backend/contracts/survey-questions';
import { expect, it } from 'vitest';
import { hasPhotos, settledOnly, slotsIn, withIds, withSlots } from './photo-slots.js';

const [here, waiting, there] = ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(24)];
const uploaded = 'd'.repeat(24);
const shelf = [
  { slot: here, uploadedId: uploaded },
  { slot: waiting, uploadedId: null },
];
const answers: SurveyAnswers = {
  anh: { type: 'photo', mediaIds: [here, waiting, there] },
  duong: { type: 'photo', mediaIds: [here] },
  sao: { type: 'rating', value: 4 },
};

it('names photographs as the commune does when they leave, and as this phone does when they come back', () => {
  expect(slotsIn(answers)).toEqual([here, waiting, here]);
  expect(withIds(answers, shelf)).toEqual({
    anh: { type: 'photo', mediaIds: [uploaded, there] },
    duong: { type: 'photo', mediaIds: [uploaded] },
    sao: { type: 'rating', value: 4 },
  });
  expect(withSlots({ anh: { type: 'photo', mediaIds: [uploaded, there] } }, shelf)).toEqual({
    anh: { type: 'photo', mediaIds: [here, there] },
  });
  expect([hasPhotos(answers), hasPhotos({ anh: { type: 'photo', mediaIds: [] } })]).toEqual([true, false]);
});

it('keeps a question back while one of its photographs is on this phone only, so that it does not look taken back', () => {
  expect(settledOnly({ answers, times: { anh: 1, duong: 2, sao: 3 } }, shelf)).toEqual({
    answers: { duong: { type: 'photo', mediaIds: [uploaded] }, sao: { type: 'rating', value: 4 } },
    times: { duong: 2, sao: 3 },
  });
});
