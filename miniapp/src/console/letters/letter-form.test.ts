import { describe, expect, it } from 'vitest';
import { draftOf, emptyForm, formOf } from './letter-form.js';

const info = {
  facts: [
    { key: 'deceased', input: 'line' as const },
    { key: 'age', input: 'number' as const },
  ].map((one) => ({ ...one, variable: one.key, label: one.key, required: true, hint: null })),
};

describe('the form of a letter', () => {
  it('leaves out what is empty and what belongs to another kind', () => {
    const form = { ...emptyForm('condolence'), facts: { deceased: ' cụ Thọ ', age: '91', childName: 'Bảo', diedOn: '' } };
    expect(draftOf(form, info).facts).toEqual({ deceased: 'cụ Thọ', age: 91 });
    expect(draftOf({ ...form, facts: { age: '  ' } }, info).facts).toEqual({});
  });

  it('names who died in a condolence only', () => {
    const deceased = { id: '65f0c0ffee0000000000aaaa', name: 'cụ Thọ' };
    expect(draftOf({ ...emptyForm('condolence'), deceased }, info).deceasedMemberId).toBe(deceased.id);
    expect(draftOf({ ...emptyForm('birth'), deceased }, info).deceasedMemberId).toBeNull();
  });

  it('comes back from what was stored', () => {
    const form = { ...emptyForm('condolence'), facts: { deceased: 'cụ Thọ', age: '91' }, name: 'Gia quyến cụ Thọ', address: 'Xóm 5' };
    expect(formOf({ draft: draftOf(form, info) })).toEqual(form);
  });
});
