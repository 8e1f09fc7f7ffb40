import { z } from 'zod';
import type { OaCalls } from './zalo-oa-calls.js';
import { type ReadOutcome, refusedHere } from './zalo-send.js';

export interface ZaloUploads {
  /** A JPEG or PNG of at most 1 MB, for messages. Zalo forgets it after 7 days and takes 5,000 uploads a month. */
  uploadImage(bytes: Uint8Array, type: 'image/jpeg' | 'image/png'): Promise<ReadOutcome<{ attachmentId: string }>>;
  /** A PDF, DOC, DOCX or CSV of at most 5 MB, by the end of its name. Zalo forgets it after 7 days. */
  uploadFile(bytes: Uint8Array, name: string, type: string): Promise<ReadOutcome<{ token: string }>>;
}

/** Limits of uploads (docs.zaloplatforms.com, upload). */
export const uploadLimits = { imageBytes: 1024 * 1024, fileBytes: 5 * 1024 * 1024 } as const;

const ImageData = z.looseObject({ data: z.looseObject({ attachment_id: z.string().min(1) }) });
const FileData = z.looseObject({ data: z.looseObject({ token: z.string().min(1) }) });

/** Uploads of pictures and files. One repeated after doubt leaves a spare upload and nothing else. */
export function zaloUploads({ read }: OaCalls): ZaloUploads {
  return {
    async uploadImage(bytes, type) {
      if (bytes.length === 0 || bytes.length > uploadLimits.imageBytes) return refusedHere('bad_content');
      const file = { bytes, name: type === 'image/png' ? 'image.png' : 'image.jpg', type };
      return read('openapi', { method: 'POST', path: '/v2.0/oa/upload/image', file }, (body) => {
        const parsed = ImageData.safeParse(body);
        return parsed.success ? { attachmentId: parsed.data.data.attachment_id } : null;
      });
    },
    async uploadFile(bytes, name, type) {
      if (bytes.length === 0 || bytes.length > uploadLimits.fileBytes || !/\.(pdf|docx?|csv)$/i.test(name))
        return refusedHere('bad_content');
      const file = { bytes, name: name.normalize('NFC'), type };
      return read('openapi', { method: 'POST', path: '/v2.0/oa/upload/file', file }, (body) => {
        const parsed = FileData.safeParse(body);
        return parsed.success ? { token: parsed.data.data.token } : null;
      });
    },
  };
}
