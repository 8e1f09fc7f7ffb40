import { MessagingTerms } from 'backend/contracts/broadcasts';
import { expect, it } from 'vitest';
import { isUnconfirmed, termsFaults, termsFormOf, termsFrom } from './terms-form.js';

const terms = MessagingTerms.parse({
  validFrom: '2026-12-01',
  prices: { consultationBilled: 55, templateByUid: 200, templateByPhone: 330, notification: 0 },
  dailyQuotas: { templateByUid: 500, templateByPhone: null, notification: 1_000 },
  articles: { smallest: 100, upToFollowers: 1_000, share: 0.125 },
  hours: { from: '06:00', to: '21:30' },
  groups: [{ groupId: 'abc123', hamletKey: 'tan-linh-xom-1', name: 'Xóm 1' }],
  source: 'Bảng giá Zalo 3/2026, chưa xác nhận',
});

it('takes Zalo’s terms apart into fields and puts them together again', () => {
  expect(termsFrom(termsFormOf(terms))).toEqual(terms);
  expect(termsFaults(termsFormOf(terms))).toEqual({});
});

it('says at its field what is impossible', () => {
  const form = { ...termsFormOf(terms), templateByPhone: '', quotaNotification: 'nhiều', articlePercent: '120', to: '05:00', source: ' ' };
  expect(Object.keys(termsFaults(form))).toEqual(['templateByPhone', 'quotaNotification', 'articlePercent', 'hours', 'source']);
});

it('knows which numbers nobody has confirmed', () => {
  expect(isUnconfirmed(terms.source)).toBe(true);
  expect(isUnconfirmed('Hợp đồng số 12 với Zalo')).toBe(false);
});
