import { describe, expect, it } from 'vitest';
import { type LifeLetterDraft, type LifeLetterFacts, type LifeLetterKind, lifeLetterKinds } from '../contracts/life-letters.js';
import {
  faultsOfLetter,
  letterNumber,
  lifeLetterCatalogue,
  lifeLetterMessage,
  placeAndDay,
  renderLifeLetter,
  unknownLetterVariables,
  warningsOfLetter,
} from './life-letters.js';

const today = '2026-12-01';
const shared = { co_quan: 'UBND xã Phú Lạc', so_may_xa: '0208 000 0000', nguoi_nhan: 'gia đình ông Minh' };
const complete: Record<LifeLetterKind, LifeLetterFacts> = {
  marriage: { husband: 'Trần Văn Hải', wife: 'Lý Thị Mai', registeredOn: '2026-11-30' },
  birth: { parents: 'Trần Văn Hải và Lý Thị Mai', childName: 'Trần Gia Bảo', bornOn: '2026-11-20' },
  condolence: { deceased: 'cụ Nguyễn Văn Thọ', diedOn: '2026-11-29', age: 91 },
  thanks: { giver: 'gia đình ông Sơn', contribution: '20 m² đất', project: 'đường bê tông xóm 5', publishedAt: 'nhà văn hóa xóm 5' },
  apology: {
    dossierCode: 'H49.12-261120-0007',
    procedure: 'Đăng ký đất đai',
    dueDay: '2026-12-03',
    reason: 'phải xác minh thêm ở xã khác',
    newDay: '2026-12-10',
    responsible: 'Lê Văn Tám, công chức địa chính',
    phone: '0208 000 0001',
  },
};
const draft = (kind: LifeLetterKind, change: Partial<LifeLetterDraft> = {}): LifeLetterDraft => ({
  kind,
  facts: complete[kind],
  recipient: { memberId: null, name: 'Gia đình ông Minh', address: 'Xóm 5' },
  familyAgreed: true,
  deceasedMemberId: null,
  ...change,
});
const wordsOf = (kind: LifeLetterKind, facts: LifeLetterFacts = complete[kind]) =>
  renderLifeLetter(kind, lifeLetterCatalogue[kind].text, facts, shared).join('\n');

describe('the words of a letter', () => {
  it.each(lifeLetterKinds)('of %s name every fact, know every variable, and leave no gap', (kind) => {
    const { facts, title, text } = lifeLetterCatalogue[kind];
    expect(unknownLetterVariables(kind, `${title} ${text}`)).toEqual([]);
    expect(facts.every(({ variable }) => text.includes(`{${variable}}`))).toBe(true);
    expect(wordsOf(kind)).not.toMatch(/[{}[\]]|……|undefined/);
    expect(wordsOf(kind).normalize('NFC')).toBe(wordsOf(kind));
  });

  it.each([
    [91, ', hưởng thọ 91 tuổi.'],
    [60, ', hưởng thọ 60 tuổi.'],
    [59, ', hưởng dương 59 tuổi.'],
    [undefined, 'ngày 29/11/2026.'],
  ])('say the age %s as people do, or nothing of it', (age, expected) => {
    const { age: _age, ...rest } = complete.condolence;
    expect(wordsOf('condolence', age === undefined ? rest : { ...rest, age })).toContain(expected);
  });

  it('show dots where something is still to be typed', () => {
    expect(wordsOf('birth', {})).toContain('cháu ……, sinh ngày ……');
  });

  it('never cheer in grief', () => {
    const { text, button, template } = lifeLetterMessage({
      kind: 'condolence',
      officeName: 'UBND xã Phú Lạc',
      recipientName: 'gia quyến cụ Nguyễn Văn Thọ',
      paragraphs: wordsOf('condolence').split('\n'),
      signerTitle: 'Chủ tịch',
      signerName: 'Dương Văn Long',
      facts: complete.condolence,
    });
    expect(button).toBeNull();
    expect(`${text} ${template.noi_dung}`).not.toMatch(/!|chúc|vui|mừng/i);
    expect(text).toContain('đã từ trần ngày 29/11/2026, hưởng thọ 91 tuổi.');
    expect(text.endsWith('Chủ tịch\nDương Văn Long')).toBe(true);
  });

  it.each([
    ['marriage', 'UBND xã Phú Lạc kính gửi gia đình ông Minh thư chúc mừng.'],
    ['thanks', 'UBND xã Phú Lạc kính gửi gia đình ông Minh thư cảm ơn.'],
    ['apology', 'UBND xã Phú Lạc kính gửi gia đình ông Minh thư xin lỗi về hồ sơ H49.12-261120-0007 và hẹn lại ngày 10/12/2026.'],
  ] as const)('of %s are announced in one line, with a button', (kind, line) => {
    const message = lifeLetterMessage({
      kind,
      officeName: 'UBND xã Phú Lạc',
      recipientName: 'gia đình ông Minh',
      paragraphs: [],
      signerTitle: 'Chủ tịch',
      signerName: null,
      facts: complete[kind],
    });
    expect(message).toMatchObject({
      button: 'Xem thư',
      template: { noi_dung: `${line} Thư có trong ứng dụng của xã trên Zalo, mục Cá nhân.` },
    });
    expect(message.text.startsWith(line)).toBe(true);
  });
});

describe('a letter that may be submitted', () => {
  const fields = (one: LifeLetterDraft) => faultsOfLetter(one, today).map(({ field }) => field);

  it.each(lifeLetterKinds)('of %s needs all its facts, and the fault names the field', (kind) => {
    expect(fields(draft(kind))).toEqual([]);
    for (const { key, required } of lifeLetterCatalogue[kind].facts) {
      const { [key]: _left, ...facts } = complete[kind];
      expect(fields(draft(kind, { facts }))).toEqual(required ? [`body.facts.${key}`] : []);
    }
  });

  const recipient = { memberId: null, name: 'Gia đình ông Minh', address: 'Xóm 5' };
  const member = '65f0c0ffee0000000000aaaa';
  it.each<[string, LifeLetterDraft, string[]]>([
    ['nobody to get it', draft('thanks', { recipient: { ...recipient, name: '' } }), ['body.recipient.name']],
    ['a printed letter without an address', draft('thanks', { recipient: { ...recipient, address: '' } }), ['body.recipient.address']],
    ['somebody on Zalo without an address', draft('thanks', { recipient: { ...recipient, address: '', memberId: member } }), []],
    ['a family that was not asked', draft('birth', { familyAgreed: false }), ['body.familyAgreed']],
    ['thanks without asking a family', draft('thanks', { familyAgreed: false }), []],
    [
      'a condolence into the account of who died',
      draft('condolence', { recipient: { ...recipient, memberId: member }, deceasedMemberId: member }),
      ['body.recipient.name'],
    ],
    ['a birth tomorrow', draft('birth', { facts: { ...complete.birth, bornOn: '2026-12-02' } }), ['body.facts.bornOn']],
    ['a new day that has passed', draft('apology', { facts: { ...complete.apology, newDay: '2026-11-30' } }), ['body.facts.newDay']],
    ['a new day before the old one', draft('apology', { facts: { ...complete.apology, newDay: '2026-12-02' } }), ['body.facts.newDay']],
  ])('%s', (_name, one, expected) => {
    expect(fields(one)).toEqual(expected);
  });

  it.each([
    ['2026-12-03', 0, 0],
    ['2026-12-01', 0, 1],
    ['2026-11-20', 0, 1],
    ['2026-12-03', 1, 1],
    ['2026-11-20', 2, 2],
  ])('warns when an apology due on %s is late or not the first (%i before): %i', (dueDay, earlier, count) => {
    expect(warningsOfLetter(draft('apology', { facts: { ...complete.apology, dueDay } }), today, earlier)).toHaveLength(count);
    expect(warningsOfLetter(draft('thanks'), today, earlier)).toEqual([]);
  });
});

it('numbers and dates letters as the commune does', () => {
  expect(letterNumber(2026, 1)).toBe('TH-2026-0001');
  expect(letterNumber(2026, 12_345)).toBe('TH-2026-12345');
  expect(placeAndDay('UBND xã Phú Lạc', '2026-12-01')).toBe('Phú Lạc, ngày 01 tháng 12 năm 2026');
  expect(placeAndDay('Ủy ban nhân dân phường Tích Lương', '2026-02-09')).toBe('Tích Lương, ngày 09 tháng 02 năm 2026');
});
