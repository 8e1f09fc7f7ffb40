import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Id, Instant, Key, line, PhoneTyped } from './primitives.js';

export const roles = [
  'one_stop_officer',
  'judicial_officer',
  'office_officer',
  'culture_officer',
  'hamlet_head',
  /** Heads the Front's committee of a hamlet (Ban công tác Mặt trận); answers for `hamletKeys` like its head. */
  'hamlet_front',
  /** The Fatherland Front of the commune: agrees, watches, recognises who was elected to the boards. */
  'front_officer',
  'chairman',
  'administrator',
] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const consentKinds = ['appointment_messages', 'commune_news', 'surveys'] as const;
/**
 * Consents are separate. News and surveys are off until given (Luật 91/2025/QH15 Art. 9); messages on one's own appointments serve what the person
 * asked for and are on until switched off. `commune_news` is what somebody who does not follow the Official Account gives by choosing a topic.
 */
export const Consents = z.strictObject({ appointment_messages: z.boolean(), commune_news: z.boolean(), surveys: z.boolean() });
export type Consents = z.infer<typeof Consents>;

/** The signed-in person as they see themselves. */
export const Me = z.object({
  name: z.string(),
  /** The name came from Zalo or was typed; false when Zalo withheld it and none was typed. */
  nameKnown: z.boolean(),
  /** `09xx xxx 123`, or null. */
  phoneMasked: z.string().nullable(),
  hamletKey: z.string().nullable(),
  hamletName: z.string().nullable(),
  followsOfficialAccount: z.boolean(),
  consents: Consents,
  roles: z.array(Role),
  /** Names given in earlier bookings for somebody else, newest first, at most 8. */
  family: z.array(z.object({ name: z.string(), relation: z.string() })),
});
export type Me = z.infer<typeof Me>;

/** Signs in with the access token of zmp-sdk `getAccessToken`; the token is verified at Zalo's Graph API, nothing else the client says is believed. */
export const signIn = {
  method: 'POST',
  path: '/sessions',
  summary: 'Đăng nhập bằng Zalo',
  body: z.strictObject({ accessToken: z.string().min(8).max(4096) }),
  reply: z.object({ token: z.string(), expiresAt: Instant, me: Me }),
} as const satisfies Endpoint;

export const readMe = { method: 'GET', path: '/me', summary: 'Thông tin của tôi', reply: Me } as const satisfies Endpoint;

export const updateMe = {
  method: 'PATCH',
  path: '/me',
  summary: 'Sửa tên, xóm, đồng ý nhận tin',
  body: z.strictObject({ name: line(80, 2).optional(), hamletKey: Key.nullable().optional(), consents: Consents.partial().optional() }),
  reply: Me,
} as const satisfies Endpoint;

/** Either the token of zmp-sdk `getPhoneNumber` (exchanged at Zalo's Graph API) or a number typed by hand. */
export const savePhone = {
  method: 'PUT',
  path: '/me/phone',
  summary: 'Lưu số điện thoại (qua Zalo hoặc tự gõ)',
  body: z.union([
    z.strictObject({ phoneToken: z.string().min(1).max(4096), accessToken: z.string().min(8).max(4096) }),
    z.strictObject({ phone: PhoneTyped }),
  ]),
  reply: Me,
} as const satisfies Endpoint;

export const removePhone = {
  method: 'DELETE',
  path: '/me/phone',
  summary: 'Xóa số điện thoại của tôi',
  reply: Me,
} as const satisfies Endpoint;

/** Forgets the person for good: open appointments are cancelled, past ones keep no name, the account is removed (Luật 91/2025/QH15 Art. 4, 10). Cannot be taken back. */
export const eraseMe = {
  method: 'DELETE',
  path: '/me',
  summary: 'Xóa dữ liệu của tôi và hủy các lịch hẹn chưa tới',
  reply: z.object({ erased: z.literal(true) }),
} as const satisfies Endpoint;

/** Officers. */
export const Officer = z.object({
  id: z.string(),
  name: z.string(),
  /** What letters are signed with, such as "Chủ tịch UBND xã"; null when none was written down. */
  title: z.string().nullable(),
  roles: z.array(Role),
  counterKeys: z.array(z.string()),
  /** The hamlets a hamlet head answers for. */
  hamletKeys: z.array(z.string()),
  linked: z.boolean(),
  active: z.boolean(),
});
export type Officer = z.infer<typeof Officer>;

/** Invites an officer: the one-time code is shown once, kept hashed, and dies after 7 days. */
export const inviteOfficer = {
  method: 'POST',
  path: '/officers',
  summary: 'Mời một cán bộ; mã mời chỉ hiện một lần',
  body: z.strictObject({
    name: line(80, 2),
    title: line(120).nullable().default(null),
    roles: z.array(Role).min(1),
    counterKeys: z.array(Key).max(20),
    hamletKeys: z.array(Key).max(50).default([]),
  }),
  reply: z.object({ officer: Officer, invitationCode: z.string(), expiresAt: Instant }),
} as const satisfies Endpoint;

export const listOfficers = {
  method: 'GET',
  path: '/officers',
  summary: 'Danh sách cán bộ',
  reply: z.object({ officers: z.array(Officer) }),
} as const satisfies Endpoint;

/** Changes what an officer may do, at once; `active: false` ends it. Nobody can take the administrator's role from themselves (`own_role`). */
export const updateOfficer = {
  method: 'PATCH',
  path: '/officers/:id',
  summary: 'Đổi việc được giao của cán bộ, hoặc cho thôi',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    name: line(80, 2).optional(),
    title: line(120).nullable().optional(),
    roles: z.array(Role).min(1).optional(),
    counterKeys: z.array(Key).max(20).optional(),
    hamletKeys: z.array(Key).max(50).optional(),
    active: z.boolean().optional(),
  }),
  reply: Officer,
} as const satisfies Endpoint;

/** Links the signed-in Zalo account to an invited officer. */
export const acceptInvitation = {
  method: 'POST',
  path: '/officer-invitations',
  summary: 'Nhập mã mời để liên kết tài khoản cán bộ',
  body: z.strictObject({ code: z.string().trim().min(6).max(40) }),
  reply: Me,
} as const satisfies Endpoint;
