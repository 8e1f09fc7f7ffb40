import { z } from 'zod';
import type { OaCalls } from './zalo-oa-calls.js';
import type { ReadOutcome } from './zalo-send.js';

/** A package of messages the account owns. */
export interface QuotaAsset {
  assetId: string;
  productType: string | null;
  quotaType: string | null;
  /** The last day it holds, `YYYY-MM-DD`. */
  validThrough: string | null;
  total: number;
  remain: number;
}

export interface OfficialAccount {
  oaId: string;
  name: string;
  verified: boolean;
  followers: number;
  package: { name: string; validThrough: string | null } | null;
}

export interface RegisteredTemplate {
  templateId: string;
  name: string;
  /** `ENABLE`, `PENDING_REVIEW`, `REJECT`, `DISABLE`, or what Zalo adds. */
  status: string;
  quality: string | null;
}

export interface ZaloAccount {
  /** What is left in the account's packages of messages. */
  accountQuotas(of?: { productType?: string; quotaType?: string }): Promise<ReadOutcome<QuotaAsset[]>>;
  /** How many templates may still go to phone numbers today. */
  phoneTemplateQuota(): Promise<ReadOutcome<{ dailyQuota: number; remainingQuota: number }>>;
  account(): Promise<ReadOutcome<OfficialAccount>>;
  /** All templates registered for phone numbers, at most 1,000. */
  templates(): Promise<ReadOutcome<RegisteredTemplate[]>>;
}

const number = z.union([z.int(), z.stringFormat('integer', /^-?\d+$/).transform(Number)]);
const Text = z.union([z.string().min(1), z.int().transform(String)]);
const Optional = Text.nullish().catch(null);
const templatesPage = 100;
const templatesPages = 10;

const Assets = z.looseObject({
  data: z.array(
    z.looseObject({
      asset_id: Text,
      product_type: Optional,
      quota_type: Optional,
      valid_through: Optional,
      total: number,
      remain: number,
    }),
  ),
});
const PhoneQuota = z.looseObject({ data: z.looseObject({ dailyQuota: number, remainingQuota: number }) });
const Account = z.looseObject({
  data: z.looseObject({
    oaid: Text.optional(),
    oa_id: Text.optional(),
    name: z.string(),
    is_verified: z.boolean().nullish().catch(null),
    num_follower: number.nullish().catch(null),
    package_name: Optional,
    package_valid_through_date: Optional,
  }),
});
const Templates = z.looseObject({
  data: z.array(z.looseObject({ templateId: Text, templateName: z.string(), status: z.string(), templateQuality: Optional })),
});

/** What the account is and what it may still send. */
export function zaloAccount({ read }: OaCalls): ZaloAccount {
  return {
    accountQuotas({ productType, quotaType } = {}) {
      const json = {
        quota_owner: 'OA',
        ...(productType !== undefined && { product_type: productType }),
        ...(quotaType !== undefined && { quota_type: quotaType }),
      };
      return read('openapi', { method: 'POST', path: '/v3.0/oa/quota/message', json }, (body) => {
        const parsed = Assets.safeParse(body);
        if (!parsed.success) return null;
        return parsed.data.data.map((asset) => ({
          assetId: asset.asset_id,
          productType: asset.product_type ?? null,
          quotaType: asset.quota_type ?? null,
          validThrough: dayIn(asset.valid_through),
          total: asset.total,
          remain: asset.remain,
        }));
      });
    },

    phoneTemplateQuota: () =>
      read('business', { method: 'GET', path: '/message/quota' }, (body) => {
        const parsed = PhoneQuota.safeParse(body);
        if (!parsed.success) return null;
        const { dailyQuota, remainingQuota } = parsed.data.data;
        return { dailyQuota, remainingQuota };
      }),

    account: () =>
      read('openapi', { method: 'GET', path: '/v2.0/oa/getoa' }, (body) => {
        const parsed = Account.safeParse(body);
        if (!parsed.success) return null;
        const account = parsed.data.data;
        return {
          oaId: account.oaid ?? account.oa_id ?? '',
          name: account.name.normalize('NFC'),
          verified: account.is_verified ?? false,
          followers: account.num_follower ?? 0,
          package: account.package_name ? { name: account.package_name, validThrough: dayIn(account.package_valid_through_date) } : null,
        };
      }),

    async templates() {
      const all: RegisteredTemplate[] = [];
      for (let page = 0; page < templatesPages; page += 1) {
        const query = { offset: String(page * templatesPage), limit: String(templatesPage) };
        const outcome = await read('business', { method: 'GET', path: '/template/all', query }, (body) => {
          const parsed = Templates.safeParse(body);
          return parsed.success ? parsed.data.data : null;
        });
        if (outcome.kind !== 'found') return outcome;
        for (const { templateId, templateName, status, templateQuality } of outcome.value)
          all.push({ templateId, name: templateName.normalize('NFC'), status, quality: templateQuality ?? null });
        if (outcome.value.length < templatesPage) break;
      }
      return { kind: 'found', value: all };
    },
  };
}

/** Zalo writes days as `31/12/2026`. */
function dayIn(text: string | null | undefined): string | null {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text ?? '') ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}
