import { type FeedbackSettings, saveFeedbackSettings } from 'backend/contracts/feedback-settings';
import { describe, expect, it } from 'vitest';
import {
  changedParts,
  defaultOfficer,
  emptyCategory,
  faultsOf,
  formOf,
  keyFor,
  nextTerms,
  partOf,
  routed,
  settingsFrom,
  termsState,
  upon,
} from './settings-form.js';

const [one, other] = ['1'.repeat(24), '2'.repeat(24)];
const settings: FeedbackSettings = {
  categories: [
    { key: 'ha-tang', name: 'Hạ tầng', examples: 'Đường, cầu', kind: 'reflection', workingDays: 10, emergency: null, active: true },
  ],
  routing: [{ categoryKey: 'ha-tang', hamletKey: null, officerId: one }],
  covers: [{ officerId: one, coverOfficerId: other, from: '2026-12-01', to: '2026-12-05' }],
  templates: [{ key: 'da-nhan', title: 'Đã nhận', text: 'Kính gửi {{ten}}, xã đã nhận {{ma}}.', categoryKey: null }],
  terms: [
    {
      validFrom: '2026-01-01',
      answer: 10,
      forward: 5,
      informationSimple: 3,
      informationComplex: 15,
      informationExtension: 15,
      extension: 10,
      veryOverdueAfter: 5,
      fixedCheckAfterDays: 21,
      reopenWithinDays: 30,
      source: 'Luật 42/2013/QH13 Điều 28',
    },
  ],
  petitionHandlerId: null,
  revision: 4,
};
const form = formOf(settings);

describe('the settings of feedback', () => {
  it('come back as they were when nothing is changed', () => {
    const { revision, ...written } = settings;
    expect(settingsFrom(form)).toEqual(written);
    expect(faultsOf(form)).toEqual({});
    expect(saveFeedbackSettings.body.safeParse({ ...settingsFrom(form), revision }).success).toBe(true);
  });

  it('give a new category and template a key of their own', () => {
    expect(keyFor('Đường, điện – nước', [])).toBe('duong-dien-nuoc');
    expect(keyFor('Hạ tầng', ['ha-tang', 'ha-tang-2'])).toBe('ha-tang-3');
    expect(keyFor('…', [])).toBe('muc');
    const two = { ...form, categories: [...form.categories, { ...emptyCategory, name: 'Hạ tầng' }, { ...emptyCategory, name: 'Hạ tầng' }] };
    expect(settingsFrom(two).categories.map(({ key }) => key)).toEqual(['ha-tang', 'ha-tang-2', 'ha-tang-3']);
  });

  it('say at which field something is missing', () => {
    const wrong = {
      ...form,
      categories: [{ ...emptyCategory, workingDays: '90' }],
      routing: [{ categoryKey: 'ha-tang', hamletKey: 'xom-1', officerId: '' }],
      covers: [{ officerId: one, coverOfficerId: one, from: '2026-12-05', to: '2026-12-01' }],
      templates: [{ key: '', title: 'Mẫu', text: 'Kính gửi {{tenn}} ở xóm.', categoryKey: '' }],
      terms: [...form.terms, { ...nextTerms(form.terms, '2026-01-01'), answer: 'mười' }],
    };
    expect(faultsOf(wrong)).toEqual({
      'body.categories.0.name': 'Xin ghi tên lĩnh vực.',
      'body.categories.0.workingDays': 'Xin ghi số ngày từ 1 đến 60, hoặc để trống.',
      'body.routing.0.officerId': 'Xin chọn người.',
      'body.covers.0.coverOfficerId': 'Người thay phải là người khác.',
      'body.covers.0.to': 'Ngày cuối phải từ ngày đầu trở đi.',
      'body.templates.0.text': 'Không có chỗ điền {{tenn}}.',
      'body.terms.1.validFrom': 'Đã có thời hạn từ ngày này.',
      'body.terms.1.answer': 'Xin ghi số ngày từ 1 đến 60.',
      'body.terms.1.source': 'Xin ghi theo văn bản nào.',
    });
    expect(partOf('body.covers.0.to')).toBe('covers');
    expect(partOf('body.revision')).toBeNull();
  });

  it('keep my changes and take everybody else’s where I changed nothing', () => {
    const mine = { ...form, templates: [] };
    const theirs = { ...form, covers: [], petitionHandlerId: one };
    expect(upon(form, mine, theirs)).toEqual({ form: { ...theirs, templates: [] }, both: [] });
    expect(upon(form, mine, { ...theirs, templates: [...form.templates, ...form.templates] }).both).toEqual(['templates']);
    expect(changedParts(form, mine)).toEqual(['templates']);
  });

  it('name one officer for a category, and others for some hamlets', () => {
    const exception = routed(form.routing, 'ha-tang', 'xom-3', other);
    expect(defaultOfficer(exception, 'ha-tang')).toBe(one);
    expect(exception).toHaveLength(2);
    expect(routed(exception, 'ha-tang', 'xom-3', one)[1]?.officerId).toBe(one);
    expect(defaultOfficer(routed(exception, 'ha-tang', null, ''), 'ha-tang')).toBe('');
    expect(routed(exception, 'ha-tang', null, '')).toHaveLength(1);
  });

  it('leave terms that have held as they are, and follow them with new ones', () => {
    const terms = [...form.terms, nextTerms(form.terms, '2026-06-01'), nextTerms(form.terms, '2027-01-01')];
    expect(terms.map((_, place) => termsState(terms, place, '2026-12-01'))).toEqual(['past', 'now', 'future']);
    expect(terms[2]).toMatchObject({ answer: '10', source: '' });
  });
});
