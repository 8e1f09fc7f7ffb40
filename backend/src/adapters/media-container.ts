import { type CleanMedia, type Fault, MediaFault } from './media-fault.js';
import { cleanMp4 } from './media-mp4.js';
import { cleanOgg } from './media-ogg.js';
import type { MediaType } from './media-type.js';
import { cleanWebm } from './media-webm.js';

/** A recorder that is told to stop writes the frames that are on their way. */
const graceSeconds = 0.5;

const readers = {
  'video/mp4': cleanMp4,
  'audio/mp4': cleanMp4,
  'video/webm': cleanWebm,
  'audio/webm': cleanWebm,
  'audio/ogg': cleanOgg,
} as const satisfies Partial<Record<MediaType, (bytes: Buffer) => CleanMedia>>;

export type ContainerType = keyof typeof readers;

export const isContainer = (type: MediaType): type is ContainerType => Object.hasOwn(readers, type);

/**
 * A film or voice note without anything in it that says where, when or by whom it was made, the frames untouched; or why it is not taken. Whether
 * it is a film, its tracks tell. `mostSeconds` for each kind. Never throws, whatever the bytes are.
 */
export function readMedia(
  bytes: Buffer,
  type: ContainerType,
  mostSeconds: Readonly<Record<'video' | 'voice', number>>,
): CleanMedia | { fault: Fault } {
  try {
    const media = readers[type](bytes);
    return media.seconds > mostSeconds[media.kind] + graceSeconds ? { fault: 'too_long' } : media;
  } catch (error) {
    if (error instanceof MediaFault) return { fault: error.fault };
    throw error;
  }
}
