import { z } from 'zod';

const Digits = z.string().regex(/^\d{1,32}$/, 'phải là dãy chữ số');

/** Who the emulated app, Mini App and Official Account are, with their secrets. */
export const Identity = z.object({
  appId: Digits,
  appSecret: z.string().min(1),
  miniAppId: Digits,
  oaId: Digits,
  /** The webhook's own "OA Secret Key". */
  oaSecret: z.string().min(1),
  openApiKey: z.string().min(1),
});
export type Identity = z.infer<typeof Identity>;

/** Values for development; they exist in no other place and open nothing at Zalo. */
export const developmentIdentity: Identity = {
  appId: '1834720561938274650',
  appSecret: 'emulator-app-secret',
  miniAppId: '2956183740265918374',
  oaId: '4071829365018273645',
  oaSecret: 'emulator-oa-secret',
  openApiKey: 'emulator-open-api-key',
};
