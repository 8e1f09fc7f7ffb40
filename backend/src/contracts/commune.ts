import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Day, Key, line, TimeOfDay } from './primitives.js';

/** An administrative unit with its dates; `code` is not unique over time (05788 was Tân Linh, then Phú Lạc). Source: NQ 1683/NQ-UBTVQH15. */
export const AdministrativeUnit = z.strictObject({
  key: Key,
  code: z.string().max(10),
  name: line(80),
  level: z.enum(['province', 'district', 'commune']),
  parentKey: Key.nullable(),
  validFrom: Day,
  validTo: Day.nullable(),
  predecessors: z.array(Key).max(10),
  aliases: z.array(line(120)).max(20),
  source: line(200).nullable(),
});
export type AdministrativeUnit = z.infer<typeof AdministrativeUnit>;

export const Hamlet = z.strictObject({
  key: Key,
  name: line(80),
  communeKey: Key,
  validFrom: Day,
  validTo: Day.nullable(),
  sample: z.boolean(),
  order: z.int().min(0).max(999),
});
export type Hamlet = z.infer<typeof Hamlet>;

/** What the office is called and how it is reached today. */
export const CommuneSettings = z.strictObject({
  unitKey: Key,
  areaKey: Key,
  officeName: line(160),
  oneStopName: line(160),
  address: line(200),
  hotline: z.string().max(20),
  location: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).nullable(),
  officialAccountId: z.string().regex(/^\d*$/).max(30),
  miniAppId: z.string().max(40),
  /** Who stands above the commune's leaders: where a second complaint, and a denunciation of one of them, goes. Levels and names change, so it is data. */
  complaints: z
    .strictObject({
      higherAuthority: z.strictObject({ name: line(160), address: line(200, 0), phone: z.string().trim().max(20) }).nullable(),
    })
    .default({ higherAuthority: null }),
  booking: z.strictObject({
    maxOpenAppointments: z.int().min(1).max(20),
    holdMinutes: z.int().min(1).max(30),
    noShowLimit: z.int().min(1).max(20),
    noShowWithinDays: z.int().min(1).max(365),
    noShowCoolDownDays: z.int().min(0).max(90),
    withholdMinutes: z.strictObject({ from: z.int().min(0).max(120), to: z.int().min(0).max(240) }),
    offerMinutes: z.int().min(5).max(720),
    maxWaiting: z.int().min(1).max(10),
    maxOffersPerEntry: z.int().min(1).max(10),
    eveningReminderAt: TimeOfDay,
    /** Appointments still not checked in this many minutes after the end become no-shows at the end of the day; 0 = only by an officer. */
    autoNoShowAfterMinutes: z.int().min(0).max(1440),
  }),
});
export type CommuneSettings = z.infer<typeof CommuneSettings>;

export const CommuneCard = z.object({
  officeName: z.string(),
  oneStopName: z.string(),
  communeName: z.string(),
  /** "trước 1/7/2025: xã Tân Linh", or null. */
  formerText: z.string().nullable(),
  address: z.string(),
  hotline: z.string(),
  hoursText: z.string(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  officialAccountId: z.string(),
  hamlets: z.array(z.object({ key: z.string(), name: z.string(), sample: z.boolean() })),
});
export type CommuneCard = z.infer<typeof CommuneCard>;

export const readCommune = {
  method: 'GET',
  path: '/commune',
  summary: 'Thông tin về xã và trụ sở',
  reply: CommuneCard,
} as const satisfies Endpoint;

export const saveUnits = {
  method: 'PUT',
  path: '/administrative-units',
  summary: 'Nạp các đơn vị hành chính và lịch sử sáp nhập',
  body: z.strictObject({ units: z.array(AdministrativeUnit).max(500) }),
  reply: z.object({ saved: z.number() }),
} as const satisfies Endpoint;

/** Finds units by any name they have had, on a given day. */
export const findUnits = {
  method: 'GET',
  path: '/administrative-units',
  summary: 'Tìm đơn vị hành chính theo tên cũ hoặc mới',
  query: z.strictObject({ q: z.string().trim().min(1).max(80), on: Day.optional() }),
  reply: z.object({ units: z.array(AdministrativeUnit) }),
} as const satisfies Endpoint;

export const saveHamlets = {
  method: 'PUT',
  path: '/hamlets',
  summary: 'Nạp danh sách xóm',
  body: z.strictObject({ hamlets: z.array(Hamlet).max(200) }),
  reply: z.object({ saved: z.number() }),
} as const satisfies Endpoint;

export const readSettings = {
  method: 'GET',
  path: '/settings',
  summary: 'Đọc cài đặt của xã',
  reply: CommuneSettings,
} as const satisfies Endpoint;
export const saveSettings = {
  method: 'PUT',
  path: '/settings',
  summary: 'Sửa cài đặt của xã',
  body: CommuneSettings,
  reply: CommuneSettings,
} as const satisfies Endpoint;
