import { expect, it } from 'vitest';
import { answersOf, emptyDraft, withKey } from './satisfaction-draft.js';

it('sends what is asked and was answered, under the same key until something is changed', () => {
  const draft = {
    ...emptyDraft,
    levels: { polite: 5, fair: 0, modernEquipment: 2 },
    facts: { late: 'no' as const, apology: 'yes' as const, trips: 'one' as const },
    words: ' Cảm ơn '.normalize('NFD'),
  };
  const body = answersOf(draft, ['polite', 'fair']);
  expect(body).toEqual({ levels: { polite: 5, fair: 0 }, facts: { late: 'no', trips: 'one' }, words: 'Cảm ơn' });
  expect(answersOf({ ...draft, facts: { late: 'yes', apology: 'no' } }, []).facts).toEqual({ late: 'yes', apology: 'no' });
  let keys = 0;
  const newKey = () => {
    keys += 1;
    return `khoa-${keys}`;
  };
  const first = withKey(draft, body, newKey);
  expect(withKey(first, body, newKey).sent.key).toBe(first.sent.key);
  expect(withKey(first, { ...body, words: 'Khác' }, newKey).sent.key).not.toBe(first.sent.key);
});
