import type { MessagingTerms } from 'backend/contracts/broadcasts';
import { isDay } from '../day-list.js';

/** Zalo's terms as the fields hold them. */
export type TermsForm = {
  validFrom: string;
  consultationBilled: string;
  templateByUid: string;
  templateByPhone: string;
  notification: string;
  quotaTemplateByUid: string;
  quotaTemplateByPhone: string;
  quotaNotification: string;
  articleSmallest: string;
  articleUpTo: string;
  articlePercent: string;
  from: string;
  to: string;
  groups: { groupId: string; hamletKey: string; name: string }[];
  source: string;
};

const quota = (number: number | null) => (number === null ? '' : String(number));

export function termsFormOf({ validFrom, prices, dailyQuotas, articles, hours, groups, source }: MessagingTerms): TermsForm {
  return {
    validFrom,
    consultationBilled: String(prices.consultationBilled),
    templateByUid: String(prices.templateByUid),
    templateByPhone: String(prices.templateByPhone),
    notification: String(prices.notification),
    quotaTemplateByUid: quota(dailyQuotas.templateByUid),
    quotaTemplateByPhone: quota(dailyQuotas.templateByPhone),
    quotaNotification: quota(dailyQuotas.notification),
    articleSmallest: String(articles.smallest),
    articleUpTo: String(articles.upToFollowers),
    articlePercent: String(Math.round(articles.share * 1000) / 10),
    from: hours.from,
    to: hours.to,
    groups: groups.map((group) => ({ ...group })),
    source,
  };
}

const quotaOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

export function termsFrom(form: TermsForm): MessagingTerms {
  return {
    validFrom: form.validFrom,
    prices: {
      consultationBilled: Number(form.consultationBilled),
      templateByUid: Number(form.templateByUid),
      templateByPhone: Number(form.templateByPhone),
      notification: Number(form.notification),
    },
    dailyQuotas: {
      templateByUid: quotaOf(form.quotaTemplateByUid),
      templateByPhone: quotaOf(form.quotaTemplateByPhone),
      notification: quotaOf(form.quotaNotification),
    },
    articles: {
      smallest: Number(form.articleSmallest),
      upToFollowers: Number(form.articleUpTo),
      share: Number(form.articlePercent.replace(',', '.')) / 100,
    },
    hours: { from: form.from, to: form.to },
    groups: form.groups.map(({ groupId, hamletKey, name }) => ({ groupId: groupId.trim(), hamletKey, name: name.trim() })),
    source: form.source.normalize('NFC').trim(),
  };
}

/** What keeps the terms from being saved, by field. */
export function termsFaults(form: TermsForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const whole = (text: string, max: number) => /^\d+$/.test(text.trim()) && Number(text) <= max;
  if (!isDay(form.validFrom)) faults.validFrom = 'Xin chọn ngày bắt đầu áp dụng.';
  for (const key of ['consultationBilled', 'templateByUid', 'templateByPhone', 'notification'] as const)
    if (!whole(form[key], 100_000)) faults[key] = 'Xin ghi số đồng, từ 0 đến 100.000.';
  for (const key of ['quotaTemplateByUid', 'quotaTemplateByPhone', 'quotaNotification'] as const)
    if (form[key].trim() !== '' && !whole(form[key], 100_000_000)) faults[key] = 'Xin ghi số tin một ngày, hoặc để trống.';
  for (const key of ['articleSmallest', 'articleUpTo'] as const) if (!whole(form[key], 100_000_000)) faults[key] = 'Xin ghi số người.';
  const percent = Number(form.articlePercent.replace(',', '.'));
  if (form.articlePercent.trim() === '' || Number.isNaN(percent) || percent < 0 || percent > 100)
    faults.articlePercent = 'Xin ghi từ 0 đến 100 phần trăm.';
  if (form.from >= form.to) faults.hours = 'Giờ cuối phải sau giờ đầu.';
  form.groups.forEach(({ groupId, hamletKey, name }, place) => {
    if (!/^[\w-]{4,64}$/.test(groupId.trim())) faults[`groups.${place}.groupId`] = 'Mã nhóm chưa đúng dạng.';
    if (hamletKey === '') faults[`groups.${place}.hamletKey`] = 'Xin chọn xóm.';
    if (name.trim() === '') faults[`groups.${place}.name`] = 'Xin ghi tên nhóm.';
  });
  if (form.source.trim() === '') faults.source = 'Xin ghi lấy số này ở đâu.';
  return faults;
}

/** Numbers nobody has confirmed with Zalo's own page say so in their source. */
export const isUnconfirmed = (source: string): boolean => /chưa (được )?xác nhận|ước tính|tham khảo/i.test(source.normalize('NFC'));
