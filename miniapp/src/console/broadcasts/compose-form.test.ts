import { BroadcastDraft } from 'backend/contracts/broadcasts';
import { describe, expect, it } from 'vitest';
import { draftFrom, emptyForm, type Form, faultsOf, formOf, householdCodesIn, sayAudience } from './compose-form.js';

const now = new Date('2026-12-20T03:00:00.000Z');
const written: Form = {
  ...emptyForm('greeting'),
  title: 'Chúc mừng năm mới {nam}',
  text: 'Kính gửi {xung_ho} {ten}, chúc gia đình mạnh khỏe.',
  buttonPath: '/news',
  buttonTitle: 'Xem tin của xã',
  hamletKeys: ['tan-linh-xom-3'],
  households: 'h12, H13\nh12',
  ageFrom: '60',
  when: 'at',
  day: '2027-01-01',
  time: '07:00',
};

describe('a broadcast being written', () => {
  it('is what the API takes, and comes back as it was typed', () => {
    const draft = draftFrom(written);
    expect(BroadcastDraft.parse(draft)).toEqual(draft);
    expect(draft.sendAt).toBe('2027-01-01T00:00:00.000Z');
    expect(draftFrom(formOf(draft))).toEqual(draft);
    expect(faultsOf(written, now)).toEqual({});
  });

  it('takes households as they are pasted, each once', () => {
    expect(householdCodesIn(' h01\tH02;h01\n\nxom-3/15 ')).toEqual(['H01', 'H02', 'XOM-3/15']);
  });

  it.each<[string, Partial<Form>]>([
    ['body.content.title', { title: ' ' }],
    ['body.content.title', { title: 'Chào {tenn}' }],
    ['body.content.text', { text: 'Ngắn' }],
    ['body.content.text', { text: 'x'.repeat(1_701) }],
    ['body.content.button.title', { buttonTitle: '' }],
    ['body.audience.ageTo', { ageTo: '50' }],
    ['body.audience.ageFrom', { ageFrom: 'sáu mươi' }],
    ['body.audience.householdCodes', { households: 'hộ ông Minh' }],
    ['body.sendAt', { day: '' }],
    ['body.sendAt', { day: '2026-12-20', time: '09:00' }],
  ])('says at %s what is wrong before anything is sent', (field, part) => {
    expect(Object.keys(faultsOf({ ...written, ...part }, now))).toEqual([field]);
  });

  it('says in one sentence whom it goes to', () => {
    const names = { hamlet: (key: string) => key.replace('tan-linh-xom-', 'Xóm '), role: () => 'Trưởng xóm' };
    const say = (part: Partial<Form>) => sayAudience(draftFrom({ ...emptyForm('notice'), ...part }).audience, names);
    expect(say({})).toBe('Mọi người trong xã');
    expect(say({ ageFrom: '60', hamletKeys: ['tan-linh-xom-2', 'tan-linh-xom-3'], onePerHousehold: true })).toBe(
      'Người từ 60 tuổi ở Xóm 2, Xóm 3; mỗi hộ một tin',
    );
    expect(say({ roles: ['hamlet_head'], households: 'H1 H2' })).toBe('Trưởng xóm trong xã, trong 2 hộ đã chọn');
  });
});
