import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Id, line } from './primitives.js';

/** What may be uploaded: photographs, and documents as PDF. */
export const uploadTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export const uploadMostBytes = 5 * 1024 * 1024;

export const FileKind = z.enum(['picture', 'document']);
export type FileKind = z.infer<typeof FileKind>;

/** A file as it is kept. Pictures are JPEG, upright, without what the camera wrote into them. */
export const StoredFile = z.object({
  id: Id,
  kind: FileKind,
  name: z.string(),
  bytes: z.number(),
  width: z.number().optional(),
  height: z.number().optional(),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** The body is the file itself, not JSON; its type is read from its bytes. */
export const uploadFile = {
  method: 'POST',
  path: '/files',
  summary: 'Gửi tệp lên: phần thân là chính tệp ảnh (JPEG, PNG, WebP) hoặc PDF, tối đa 5 MB',
  query: z.strictObject({ name: line(120) }),
  reply: StoredFile,
} as const satisfies Endpoint;
