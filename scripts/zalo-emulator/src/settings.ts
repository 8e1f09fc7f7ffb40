import { z } from 'zod';

export const scopes = ['scope.userInfo', 'scope.userPhonenumber', 'scope.userLocation', 'scope.userFriends'] as const;
export type Scope = (typeof scopes)[number];

export const signatureVariants = ['app_id', 'oa_id', 'app_id_header_time', 'oa_id_header_time'] as const;
export type SignatureVariant = (typeof signatureVariants)[number];

/** What Zalo leaves open, changes, or sets per app and Official Account. The defaults are the best documented reading. */
export const Settings = z.strictObject({
  oaName: z.string().default('Official Account thử nghiệm'),
  miniAppName: z.string().default('Mini App'),
  /** HTTP 401 instead of 200 beside token errors. */
  tokenErrorsAs401: z.boolean().default(false),
  /** Whether graph checks `appsecret_proof` (calls of the Mini App itself carry none). */
  enforceProof: z.boolean().default(true),
  /** Verified apps learn `user_id_by_oa` of everybody, others only of followers. */
  appVerified: z.boolean().default(false),
  /** Callback URLs saved in the console; empty = any. */
  redirectUrls: z.array(z.string()).default([]),
  /** A PKCE challenge saved in the console, which then overrules the one of the request. */
  consoleChallenge: z.string().nullable().default(null),
  /** Code for a refresh token used a second time; a dead or unknown one is always -14014. */
  reusedRefreshCode: z.union([z.literal(-14014), z.literal(-14020)]).default(-14020),
  /** Whether using a refresh token twice also kills the pair that came from it. */
  reuseKillsGrant: z.boolean().default(false),
  /** Answer to an expired or used token of `getPhoneNumber` and `getLocation`; Zalo documents none. */
  infoTokenErrorCode: z.int().default(100),
  /** What the shut transaction and promotion endpoints answer. */
  shutCode: z.union([z.literal(-233), z.literal(-240)]).default(-233),
  /** Refuse phone templates that do not allow the night with -133. */
  phoneNightRule: z.boolean().default(true),
  ratePerMinute: z.int().min(1).default(4000),
  /** A limit of the Official Account beside the app's; null = none. */
  oaRatePerMinute: z.int().min(1).nullable().default(null),
  phoneDailyQuota: z.int().min(0).default(20_000),
  uidQuota: z.int().min(0).default(20_000),
  uploadsPerMonth: z.int().min(0).default(5000),
  articlesPerMonth: z.int().min(0).default(100),
  /** How long an article stays "being processed". */
  articleProcessingMs: z.int().min(0).default(2000),
  /** Time from acceptance to `user_received_message`; null = phones are off. */
  receivedAfterMs: z.int().min(0).nullable().default(300),
  /** Mark messages as seen this long after they arrived; null = only when somebody opens the chat. */
  seenAfterMs: z.int().min(0).nullable().default(null),
  /** Scopes the console has not approved: the SDK answers -1403. */
  unapprovedScopes: z.array(z.enum(scopes)).default([]),
  /** Addresses that may call the notification API; empty = any. */
  notificationAddresses: z.array(z.string()).default([]),
  notificationScope: z.boolean().default(true),
  notificationsPerDay: z.int().min(0).default(10_000),
  /** Events switched off in the console. */
  mutedEvents: z.array(z.string()).default([]),
  signatureVariant: z.enum(signatureVariants).default('app_id'),
  signaturePrefix: z.boolean().default(true),
  miniAppSignatureKey: z.enum(['open_api_key', 'app_secret']).default('open_api_key'),
  /** Act as if the calling server stood outside Vietnam. */
  serverOutsideVietnam: z.boolean().default(false),
});
export type Settings = z.infer<typeof Settings>;
