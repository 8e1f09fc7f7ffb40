import { expect, it } from 'vitest';
import { emptyRating, ratingOf, withKey } from './rating-draft.js';

const id = 'a'.repeat(24);

it('sends what was said, under the same key until something is changed', () => {
  let keys = 0;
  const newKey = () => {
    keys += 1;
    return `khoa-${keys}`;
  };
  expect(ratingOf(id, emptyRating)).toBeNull();
  const said = { ...emptyRating, overall: 4, answers: { greeted: 'yes' as const }, comment: ' Cảm ơn '.normalize('NFD') };
  const body = ratingOf(id, said);
  expect(body).toEqual({ appointmentId: id, overall: 4, answers: { greeted: 'yes' }, comment: 'Cảm ơn' });
  if (body === null) throw new Error('nothing to send');
  const first = withKey(said, body, newKey);
  expect(withKey(first, body, newKey).sent.key).toBe(first.sent.key);
  const changed = ratingOf(id, { ...first, overall: 5 });
  if (changed === null) throw new Error('nothing to send');
  expect(withKey(first, changed, newKey).sent.key).not.toBe(first.sent.key);
});
