import { describe, expect, it } from 'vitest';
import { denunciationIn, emptyInitiative, initiativeBodyOf, initiativeFaults, withInitiativeKey } from './draft.js';

const filled = {
  ...emptyInitiative,
  title: 'Làm đèn đường cho xóm',
  what: 'Lắp 12 cột đèn từ nhà văn hóa tới chợ.',
  why: 'Đường tối, đi lại không an toàn.',
  answersForList: true,
};

describe('an initiative being written', () => {
  it.each([
    ['what', {}, []],
    ['what', { title: 'Đèn' }, ['body.title']],
    ['what', { what: 'Lắp đèn', why: '' }, ['body.what', 'body.why']],
    ['what', { why: 'Vì <b>tối</b> quá đi mất' }, ['body.why']],
    ['who', { cost: '36 triệu <' }, ['body.cost']],
    ['check', { answersForList: false }, ['body.answersForList']],
    ['check', {}, []],
  ] as const)('says at the step %s what is missing: %j', (step, change, fields) => {
    expect(Object.keys(initiativeFaults({ ...filled, ...change }, step))).toEqual(fields);
  });

  it('keeps its key while it is the same, so that pressing again proposes nothing twice', () => {
    let keys = 0;
    const newKey = () => `key-${++keys}`;
    const first = withInitiativeKey(filled, initiativeBodyOf(filled), newKey);
    const again = withInitiativeKey(first, initiativeBodyOf(first), newKey);
    const other = withInitiativeKey(again, initiativeBodyOf({ ...again, scope: 'commune' }), newKey);
    expect([first.sent.key, again.sent.key, other.sent.key]).toEqual(['key-1', 'key-1', 'key-2']);
    expect(initiativeBodyOf({ ...filled, title: ' Làm  đèn '.normalize('NFD'), cost: ' ' })).toMatchObject({
      title: 'Làm đèn',
      cost: null,
    });
  });

  it('is no denunciation', () => {
    expect(denunciationIn(filled.why)).toBe(false);
    expect(denunciationIn('Tôi tố cáo trưởng xóm tham ô tiền quỹ 5 triệu đồng.')).toBe(true);
  });
});
