import { DeskAct } from 'backend/contracts/feedback-desk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActForm, actFaults, actionOf, emptyActForm, fieldsOf, formActs } from './act-forms.js';

const officerId = 'b'.repeat(24);
const categories = [{ key: 'ha-tang', kind: 'reflection' as const }];
const filled: ActForm = {
  officerId,
  text: '  Cần xem\n tại chỗ  ',
  to: 'Điện lực Đại Từ',
  kind: 'reflection',
  categoryKey: 'ha-tang',
  complex: true,
  days: '30',
};

describe('the small forms of the feedback desk', () => {
  it.each(formActs)('send %s as the API takes it', (act) => {
    expect(actFaults(act, filled, categories)).toEqual({});
    expect(DeskAct.safeParse(actionOf(act, filled)).error).toBeUndefined();
  });

  it('let nothing through that the API would refuse', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom('', 'ngắn', 'x'.repeat(301), '😀'.repeat(5), 'a<b thế này', 'ạ'.repeat(1_001)),
    );
    const form = fc.record({
      officerId: fc.constantFrom('', officerId),
      text,
      to: text,
      kind: fc.constantFrom('' as const, 'complaint' as const, 'proposal' as const, 'reflection' as const),
      categoryKey: fc.constantFrom('', 'ha-tang'),
      complex: fc.boolean(),
      days: fc.constantFrom('', '0', '1', '365', '366', '1e2', 'ba'),
    });
    fc.assert(
      fc.property(fc.constantFrom(...formActs), form, (act, typed) => {
        if (Object.keys(actFaults(act, typed, categories)).length === 0)
          expect(DeskAct.safeParse(actionOf(act, typed)).error).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('point at the field that is missing', () => {
    expect(actFaults('hand_over', emptyActForm)).toEqual({ officerId: 'Xin chọn người nhận.', text: 'Xin ghi lý do.' });
    expect(actFaults('forward', emptyActForm)).toEqual({ to: 'Xin ghi tên cơ quan.', text: 'Xin ghi lý do.' });
    expect(actFaults('reclassify', { ...filled, categoryKey: '' }, categories)).toEqual({ categoryKey: 'Xin chọn lĩnh vực.' });
    expect(actFaults('reclassify', { ...filled, kind: 'complaint', categoryKey: '' }, categories)).toEqual({});
    expect(actFaults('decline', { ...filled, text: 'vì' })).toEqual({ text: 'Ngắn quá, xin ghi rõ hơn.' });
    expect(actFaults('release', emptyActForm)).toEqual({});
    expect(actFaults('block', { ...filled, days: '400' })).toEqual({ days: 'Xin ghi số ngày, từ 1 đến 365.' });
  });

  it('send a complaint without a category, for it leaves the desk', () => {
    expect(actionOf('reclassify', { ...filled, kind: 'complaint' })).toMatchObject({ to: 'complaint', categoryKey: null });
  });

  it('bring what the API refused to its field', () => {
    expect(fieldsOf({ 'body.action.reason': 'Không được để trống.', 'body.action.officerId': 'Mã không đúng dạng.' })).toEqual({
      text: 'Không được để trống.',
      officerId: 'Mã không đúng dạng.',
    });
  });
});
