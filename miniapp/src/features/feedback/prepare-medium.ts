import type { ReportMediaKind } from 'backend/contracts/report-media';
import { fittingSize, mediumFault, pictureSide } from './media-rules.js';

const quality = 0.82;

function drawn(image: ImageBitmap): Promise<Blob | null> {
  const { width, height } = fittingSize(image.width, image.height, pictureSide);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return Promise.resolve(null);
  // What was transparent would become black.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

/**
 * A picture as it travels: at most 1,600 pixels, JPEG, without what the camera wrote beside it (place, time, phone). What this phone cannot open stays
 * as it is; the commune's server then looks at it.
 */
export async function shrunken(file: Blob): Promise<Blob> {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    try {
      return (await drawn(image)) ?? file;
    } finally {
      image.close();
    }
  } catch {
    return file;
  }
}

/** How long a film or a sound plays; null when the phone cannot tell. */
function secondsOf(kind: 'video' | 'voice', file: Blob): Promise<number | null> {
  return new Promise((resolve) => {
    const player = document.createElement(kind === 'video' ? 'video' : 'audio');
    const address = URL.createObjectURL(file);
    const done = (seconds: number | null) => {
      window.clearTimeout(timer);
      player.removeAttribute('src');
      URL.revokeObjectURL(address);
      resolve(seconds !== null && Number.isFinite(seconds) ? seconds : null);
    };
    const timer = window.setTimeout(done, 5_000, null);
    player.preload = 'metadata';
    player.onloadedmetadata = () => done(player.duration);
    player.onerror = () => done(null);
    player.src = address;
  });
}

/** What the person chose or recorded, made ready to travel, or why it cannot be taken. */
export async function prepared(
  kind: ReportMediaKind,
  file: Blob,
  knownSeconds: number | null = null,
): Promise<{ blob: Blob } | { fault: string }> {
  const blob = kind === 'picture' ? await shrunken(file) : file;
  const seconds = kind === 'picture' ? null : (knownSeconds ?? (await secondsOf(kind, file)));
  const fault = mediumFault(kind, blob.size, seconds);
  return fault === null ? { blob } : { fault };
}
