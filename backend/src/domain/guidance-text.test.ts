import { describe, expect, it } from 'vitest';
import { formSlugs, guidanceKinds } from '../contracts/guidance.js';
import { ruleOn, terms, termText } from './guidance-rules.js';
import { chairmanOf, guidanceWords } from './guidance-text.js';
import { petitionForms } from './petition-forms.js';

const commune = {
  officeName: 'UBND xã Phú Lạc',
  address: 'Xóm Trung Tâm',
  hotline: '0208 000 0000',
  hoursText: '',
  higherAuthority: { name: 'Chủ tịch UBND tỉnh Mẫu', address: 'Số 1 đường Mẫu', phone: '0208 111 1111' },
};
const everything = (day: string, of = commune as Parameters<typeof guidanceWords>[1]) =>
  guidanceKinds.map((kind) => JSON.stringify(guidanceWords(kind, of, day))).join('\n');

describe('terms', () => {
  it.each([
    ['2026-06-30', '10 ngày'],
    ['2026-07-01', '07 ngày làm việc'],
    ['2027-03-01', '07 ngày làm việc'],
  ])('a complaint of %s is accepted within %s', (day, expected) => {
    const rule = ruleOn(terms.complaint_accept, day);
    expect(termText(rule.value)).toBe(expected);
    const words = JSON.stringify(guidanceWords('complaint', commune, day));
    expect(words).toContain(`"Thụ lý trong","value":"${expected}"`);
    expect(words).toContain(rule.source);
  });
  it('asks for the authorisation that is valid on the day', () => {
    expect(everything('2026-12-31')).toContain('công chứng hoặc chứng thực');
    expect(everything('2027-01-01')).not.toContain('công chứng');
  });
  it('names a source and rising days for every term', () => {
    for (const rules of Object.values(terms)) {
      expect(rules.map(({ from }) => from)).toEqual([...rules.map(({ from }) => from)].sort());
      for (const { source } of rules) expect(source).toMatch(/Điều \d+/);
    }
    expect(() => ruleOn(terms.complaint_lodge, '2000-01-01')).toThrow(RangeError);
  });
});

describe('words', () => {
  it('say who is above as the commune has it, and nothing of a level when it has not', () => {
    const told = everything('2026-12-01');
    expect(told).toContain('Chủ tịch UBND tỉnh Mẫu');
    expect(told).toContain('Chủ tịch Ủy ban nhân dân xã Phú Lạc');
    const untold = everything('2026-12-01', { ...commune, higherAuthority: null });
    expect(untold).toContain('cơ quan cấp trên của xã');
    expect(untold).not.toMatch(/(?<!\p{L})(?:tỉnh|huyện)(?!\p{L})/u);
  });
  it('are plain: no article numbers or law names outside the sources', () => {
    for (const kind of guidanceKinds) {
      const { sources: _sources, ...words } = guidanceWords(kind, commune, '2026-12-01');
      expect(JSON.stringify(words)).not.toMatch(/Điều \d|QH1|NĐ-CP|undefined|NaN/);
    }
  });
  it('carry the ways that are not the app’s', () => {
    const { warning } = guidanceWords('denunciation', commune, '2026-12-01');
    expect(warning?.text).toContain('chữ ký');
    expect(guidanceWords('choose', commune, '2026-12-01').kinds.map(({ kind }) => kind)).toEqual([
      'reflection',
      'proposal',
      'complaint',
      'denunciation',
      'information_request',
    ]);
  });
});

describe('forms', () => {
  it.each(formSlugs)('%s carries the office’s full name and has a place to sign', (slug) => {
    const form = petitionForms[slug](commune);
    expect(form.slug).toBe(slug);
    expect(JSON.stringify(form)).toContain('Ủy ban nhân dân xã Phú Lạc');
    expect(form.signHint).toMatch(/Ký/);
  });
  it('leave open to whom a denunciation goes, since it must not reach whom it is about', () => {
    const form = petitionForms['don-to-cao'](commune);
    expect(form.addressee).toBeNull();
    expect(form.notes.join(' ')).toContain('Chủ tịch UBND tỉnh Mẫu');
    expect(petitionForms['don-khieu-nai'](commune).addressee).toBe(chairmanOf('UBND xã Phú Lạc'));
  });
});
