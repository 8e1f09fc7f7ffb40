import { z } from 'zod';

/** A calendar day in Vietnam, `YYYY-MM-DD`, never later than 2100. */
export const Day = z.iso.date('Ngày phải có dạng NĂM-THÁNG-NGÀY, ví dụ 2026-12-01.');
export type Day = z.infer<typeof Day>;

/** A time of day in Vietnam, 24 hours, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Giờ phải có dạng GIỜ:PHÚT, ví dụ 08:30.');
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** A document id: 24 hexadecimal characters. */
export const Id = z.string().regex(/^[0-9a-f]{24}$/, 'Mã không đúng dạng.');
export type Id = z.infer<typeof Id>;

/** A short stable key such as `ho-tich` or `tan-linh`. */
export const Key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Khóa chỉ gồm chữ thường không dấu, số và gạch nối.')
  .max(60);
export type Key = z.infer<typeof Key>;

/** A line of Vietnamese text typed by a person; trimmed and stored in NFC. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(min, 'Không được để trống.')
    .max(max, `Không dài quá ${max} ký tự.`)
    .regex(/^[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}<>]*$/u, 'Có ký tự không dùng được (xuống dòng, < hoặc >).');
/** Several lines of text; trimmed and stored in NFC. */
export const paragraph = (max: number, min = 0) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(min, 'Không được để trống.')
    .max(max, `Không dài quá ${max} ký tự.`)
    .regex(/^(?:[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}<>]|[\n\r\t])*$/u, 'Có ký tự không dùng được (< hoặc >).');

/** A phone number as people type it: spaces, dots, +84, 84 and old 11-digit mobile numbers are accepted. */
export const PhoneTyped = z
  .string()
  .trim()
  .min(8, 'Số điện thoại quá ngắn.')
  .max(20, 'Số điện thoại quá dài.')
  .regex(/^[+\d][\d .()-]+$/, 'Số điện thoại chỉ gồm chữ số.');
export type PhoneTyped = z.infer<typeof PhoneTyped>;

/** An opaque mark of where the next page starts. */
export const Cursor = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+$/, 'Mốc trang không đúng dạng.');
