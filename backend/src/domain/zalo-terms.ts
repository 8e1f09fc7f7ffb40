import type { MessagingTerms } from '../contracts/broadcasts.js';

/**
 * What is known of Zalo's prices and quotas until the commune writes down its own. Windows and hours come from the documentation of Official Account
 * messages (docs.zaloplatforms.com, seen 24 November 2026); prices of templates differ by contract and are unconfirmed, so the commune is asked for them.
 */
export const defaultTerms: MessagingTerms = {
  validFrom: '2026-03-01',
  prices: { consultationBilled: 55, templateByUid: 0, templateByPhone: 200, notification: 0 },
  dailyQuotas: { templateByUid: null, templateByPhone: 500, notification: null },
  articles: { smallest: 500, upToFollowers: 10_000, share: 0.05 },
  hours: { from: '06:00', to: '21:59' },
  groups: [],
  source: 'Tài liệu Zalo Official Account, xem ngày 24/11/2026; giá chưa xác nhận, xin nhập giá trong hợp đồng của xã',
};

/** Free consultation so long after the last interaction, and none at all after so long (zalo-platform: windows). */
export const consultationWindows = { freeMilliseconds: 48 * 3_600_000, longestMilliseconds: 7 * 24 * 3_600_000 } as const;
