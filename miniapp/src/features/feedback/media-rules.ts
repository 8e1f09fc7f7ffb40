import { mediaLimits, type ReportMediaKind } from 'backend/contracts/report-media';

/** The longer side of a picture that travels, in pixels. */
export const pictureSide = 1600;

export const mediumName = {
  picture: 'ảnh',
  video: 'đoạn phim',
  voice: 'đoạn ghi âm',
} as const satisfies Record<ReportMediaKind, string>;

/** Why a medium cannot be taken, in words; null when it can. `seconds` null: the phone cannot tell. */
export function mediumFault(kind: ReportMediaKind, bytes: number, seconds: number | null): string | null {
  if (bytes === 0) return `Tệp này trống, chưa dùng được. Xin chọn ${mediumName[kind]} khác.`;
  const limits: { bytes: number; seconds?: number } = mediaLimits[kind];
  // A recorder counts a little more than it was told.
  if (limits.seconds !== undefined && seconds !== null && seconds > limits.seconds + 1) {
    return kind === 'video'
      ? `Đoạn phim dài quá ${limits.seconds} giây. Xin quay ngắn hơn.`
      : `Đoạn ghi âm dài quá ${limits.seconds / 60} phút. Xin ghi ngắn hơn.`;
  }
  if (bytes > limits.bytes) {
    const most = `${limits.bytes / 1024 / 1024} MB`;
    return kind === 'video'
      ? `Đoạn phim nặng quá ${most}, gửi không nổi. Xin quay ngắn hơn, hoặc chụp ảnh.`
      : `Tệp nặng quá ${most}. Xin chọn ${mediumName[kind]} khác.`;
  }
  return null;
}

/** How many more of a kind fit. */
export function roomFor(kind: ReportMediaKind, media: readonly { kind: ReportMediaKind }[]): number {
  return mediaLimits[kind].most - media.filter((medium) => medium.kind === kind).length;
}

/** The size a picture is drawn in, so that its longer side fits; never larger than it is. */
export function fittingSize(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** "1:05" for seconds of film or sound. */
export function playingTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
