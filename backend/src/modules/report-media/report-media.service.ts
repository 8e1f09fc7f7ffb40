import { isContainer, readMedia } from '../../adapters/media-container.js';
import { type Area, blurred, reportPicture, thumbnailOf } from '../../adapters/media-pictures.js';
import { sniffedMediaType } from '../../adapters/media-type.js';
import type { Clock } from '../../clock.js';
import { mediaLimits, type ReportMedia } from '../../contracts/report-media.js';
import { ProblemError } from '../../http/problems.js';
import type { MediaFacts, MediaRecord, ReportMediaStore } from './report-media.store.js';

export type ReportMediaService = ReturnType<typeof reportMediaService>;

/** What a report keeps of a medium beside its id. */
export type MediaRow = Pick<MediaRecord, 'id' | 'kind' | 'bytes' | 'width' | 'height' | 'seconds'>;

/** Something to be sent: what it is, how long, and its bytes or a part of them. */
export type ServedMedia = {
  type: string;
  name: string;
  /** Names the bytes: other bytes have another mark. */
  mark: string;
  bytes: number;
  read(part?: { from: number; to: number }): Promise<Buffer | null>;
};

type Deps = {
  store: ReportMediaStore;
  clock: Clock;
  /** Where the API is reached from outside, without a slash at the end. */
  publicUrl: string;
  /** A draft's mark as it is kept, under the present key first and then under those before. */
  hashesOf: (draft: string) => readonly string[];
  /** Signed tokens for an address; `read` gives null for what was not signed here or is over. */
  links: { sign(payload: string, expiresAt: Date): string; read(token: string, now: Date): string | null };
  /** A name that cannot be guessed, for a copy that everybody may read. */
  newPublicId: () => string;
};

const minute = 60_000;
const linkMilliseconds = 120 * minute;
/** Within half an hour the same picture has the same address, so that a list that is read again finds it in the reader's cache. */
const linkStepMilliseconds = 30 * minute;
const keptUnheld = 2 * 86_400_000;
const reviewTries = 5;

type Shown = 'content' | 'thumbnail' | 'reviewed' | 'reviewed-thumbnail';

const allowed =
  'Chỉ nhận ảnh (JPEG, PNG, WebP), đoạn phim (MP4, WebM) và đoạn ghi âm (M4A, WebM, OGG). Xin chọn tệp khác hoặc chụp, quay, ghi lại.';
const kindNames = { picture: 'Ảnh', video: 'Đoạn phim', voice: 'Đoạn ghi âm' } as const;
const megabytes = (kind: keyof typeof mediaLimits) => mediaLimits[kind].bytes / 1024 / 1024;

const tooLargeWords = `Tệp quá lớn. Ảnh tối đa ${megabytes('picture')} MB, đoạn phim tối đa ${megabytes('video')} MB, đoạn ghi âm tối đa ${megabytes('voice')} MB.`;

const mostSeconds = { video: mediaLimits.video.seconds, voice: mediaLimits.voice.seconds };

/** How many bytes a file that begins like this may have. Throws `file_type_refused` for what is no picture, film or sound that phones make. */
function limitOf(head: Buffer): number {
  const type = sniffedMediaType(head);
  if (type === null) throw new ProblemError('file_type_refused', allowed);
  if (type === 'audio/ogg') return mediaLimits.voice.bytes;
  return isContainer(type) ? mediaLimits.video.bytes : mediaLimits.picture.bytes;
}

type Made = { facts: MediaFacts; content: Buffer; thumbnail: Buffer | null };

/** The medium as it will be kept: nothing in it that says where, when or by whom it was made. Throws what is wrong with it. */
async function made(content: Buffer): Promise<Made> {
  const type = sniffedMediaType(content);
  if (type === null) throw new ProblemError('file_type_refused', allowed);
  if (!isContainer(type)) {
    if (content.length > mediaLimits.picture.bytes) throw new ProblemError('file_too_large', tooLargeWords);
    const picture = await reportPicture(content);
    if (picture === null) throw new ProblemError('file_unreadable', 'Ảnh bị hỏng hoặc quá nhiều điểm ảnh, không mở được. Xin chụp lại.');
    const { bytes, width, height, thumbnail } = picture;
    return {
      facts: { kind: 'picture', type: 'image/jpeg', bytes: bytes.length, width, height, seconds: null },
      content: bytes,
      thumbnail,
    };
  }
  const media = readMedia(content, type, mostSeconds);
  if ('fault' in media) {
    if (media.fault === 'unreadable')
      throw new ProblemError('file_unreadable', 'Đoạn phim hoặc ghi âm bị hỏng hay chưa tải đủ, không mở được. Xin quay hoặc ghi lại.');
    throw new ProblemError(
      'media_too_long',
      media.fault === 'too_long'
        ? `Đoạn phim dài tối đa ${mostSeconds.video} giây, đoạn ghi âm tối đa ${mostSeconds.voice / 60} phút. Xin quay hoặc ghi ngắn hơn.`
        : 'Tệp này không cho biết dài bao nhiêu nên chưa nhận được. Xin quay hoặc ghi lại.',
    );
  }
  if (media.bytes.length > mediaLimits[media.kind].bytes) throw new ProblemError('file_too_large', tooLargeWords);
  const { kind, width, height } = media;
  const seconds = Math.round(media.seconds * 10) / 10;
  return { facts: { kind, type: media.type, bytes: media.bytes.length, width, height, seconds }, content: media.bytes, thumbnail: null };
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'anh.jpg',
  'video/mp4': 'phim.mp4',
  'video/webm': 'phim.webm',
  'audio/mp4': 'ghi-am.m4a',
  'audio/webm': 'ghi-am.webm',
  'audio/ogg': 'ghi-am.ogg',
};

const unknown = () => new ProblemError('file_unknown', 'Tệp này không còn trong hệ thống. Xin tải lại trang.');

/**
 * Photographs, films and voice notes of residents' reports. They belong to a draft until a report claims them, are read through signed addresses
 * that last two hours, and become public only as a copy that an officer looked at.
 */
export function reportMediaService({ store, clock, publicUrl, hashesOf, links, newPublicId }: Deps) {
  const measures = ({ width, height, seconds }: Pick<MediaRecord, 'width' | 'height' | 'seconds'>) => ({
    ...(width !== null && height !== null && { width, height }),
    ...(seconds !== null && { seconds }),
  });

  function address(shown: Shown, id: string, fileId: string): string {
    const grid = Math.floor(clock.now().getTime() / linkStepMilliseconds) * linkStepMilliseconds;
    return `${publicUrl}/report-media/${links.sign(`${shown} ${id} ${fileId}`, new Date(grid + linkMilliseconds))}`;
  }

  function shownOriginal(medium: MediaRecord & { contentId: string }): ReportMedia {
    const { id, kind, bytes, contentId, hasThumbnail } = medium;
    return {
      id,
      kind,
      bytes,
      ...measures(medium),
      url: address('content', id, contentId),
      thumbnailUrl: hasThumbnail ? address('thumbnail', id, contentId) : null,
    };
  }

  const isReadable = (medium: MediaRecord): medium is MediaRecord & { contentId: string } => medium.contentId !== null && !medium.sealed;

  function shownCopy({ id, reviewed }: MediaRecord): ReportMedia {
    if (reviewed === null) throw unknown();
    const { fileId, bytes, width, height } = reviewed;
    return {
      id,
      kind: 'picture',
      bytes,
      width,
      height,
      url: address('reviewed', id, fileId),
      thumbnailUrl: address('reviewed-thumbnail', id, fileId),
    };
  }

  function required(medium: MediaRecord | null): ReportMedia {
    if (medium === null || !isReadable(medium)) throw unknown();
    return shownOriginal(medium);
  }

  /** Its place in the draft: a new one, or the one that somebody took and has not filled. */
  async function reserved(draft: string, slot: string, facts: MediaFacts): Promise<MediaRecord> {
    const hashes = hashesOf(draft);
    const now = clock.now();
    for (let nth = 1; nth <= mediaLimits[facts.kind].most; nth += 1) {
      const answer = await store.reserve(hashes[0] as string, slot, nth, facts, now);
      if (answer === 'slot_taken') break;
      if (answer !== 'number_taken') return answer;
    }
    const there = await store.ofSlot(hashes, slot);
    if (there !== null && (there.contentId !== null || there.kind === facts.kind)) return there;
    const { most } = mediaLimits[facts.kind];
    const name = kindNames[facts.kind].toLowerCase();
    throw new ProblemError('media_full', `Mỗi phản ánh kèm tối đa ${most} ${name}. Xin bỏ bớt rồi thêm.`);
  }

  /** Puts a copy in which the areas cannot be made out in the place of the reviewed one. */
  async function review(ownerId: string, id: string, areas: readonly Area[]): Promise<ReportMedia> {
    for (let attempt = 0; attempt < reviewTries; attempt += 1) {
      const medium = await store.find([id]).then(([one]) => one);
      if (!medium || !isReadable(medium) || medium.ownerId !== ownerId || medium.kind !== 'picture') throw unknown();
      const content = await store.read(medium.contentId);
      if (content === null) throw unknown();
      const copy = await blurred(content, areas);
      const { width, height } = copy;
      const facts = { bytes: copy.bytes.length, width, height };
      if (await store.review(medium, facts, copy.bytes, await thumbnailOf(copy.bytes), clock.now())) {
        const [after] = await store.find([id]);
        if (after) return shownCopy(after);
      }
    }
    throw unknown();
  }

  const served = (medium: MediaRecord, of: 'content' | 'reviewed', fileId: string, bytes: number): ServedMedia => {
    const type = of === 'content' ? medium.type : 'image/jpeg';
    return { type, name: endings[type] ?? 'tep', mark: fileId, bytes, read: (part) => store.read(fileId, part) };
  };

  async function servedThumbnail(medium: MediaRecord, of: 'content' | 'reviewed', fileId: string): Promise<ServedMedia | null> {
    const bytes = await store.thumbnail(medium.id, of);
    return (
      bytes && {
        type: 'image/jpeg',
        name: 'anh.jpg',
        mark: `${fileId}-nho`,
        bytes: bytes.length,
        read: async (part) => bytes.subarray(part?.from, part?.to),
      }
    );
  }

  return {
    limitOf,
    tooLargeWords,

    /**
     * The same place in the same draft is the same medium, however often it is sent. Throws `file_type_refused`, `file_too_large`, `file_unreadable`,
     * `media_too_long`, and `media_full` for more than a draft may carry.
     */
    async upload(draft: string, slot: string, content: Buffer): Promise<ReportMedia> {
      const before = await store.ofSlot(hashesOf(draft), slot);
      if (before !== null && before.contentId !== null) {
        await store.touch(before.id, clock.now());
        return required(before);
      }
      const { facts, content: clean, thumbnail } = await made(content);
      const place = await reserved(draft, slot, facts);
      if (place.contentId === null) await store.fill(place.id, facts, clean, thumbnail, clock.now());
      return required(await store.find([place.id]).then(([one]) => one ?? null));
    },

    /** Takes a medium out of a draft. Throws `media_held` once a report holds it; what is not there is as good as removed. */
    async remove(draft: string, id: string): Promise<{ removed: true }> {
      if ((await store.removeUnheld(hashesOf(draft), id, clock.now())) === 'held')
        throw new ProblemError('media_held', 'Tệp này đã gửi kèm phản ánh nên không bỏ ra được nữa.');
      return { removed: true };
    },

    /**
     * From now on the report holds them all, or none: only what was uploaded under this draft, and nothing another report holds. May be repeated for the
     * same report. Throws `file_unknown` naming the place in `field` of what is missing.
     */
    async claim(draft: string, ids: readonly string[], ownerId: string, field = 'body.mediaIds'): Promise<MediaRow[]> {
      const missing = (id: string | undefined) => {
        const message = 'Tệp này không còn trong hệ thống. Xin thêm lại.';
        const at = ids.indexOf(id ?? '');
        return new ProblemError('file_unknown', 'Có ảnh, đoạn phim hoặc ghi âm không còn trong hệ thống. Xin thêm lại rồi gửi.', {
          fields: [{ field: `${field}.${Math.max(at, 0)}`, message }],
        });
      };
      const wanted = [...new Set(ids)].sort();
      const found = new Map((await store.claimable(hashesOf(draft), wanted, ownerId)).map((medium) => [medium.id, medium]));
      if (found.size < wanted.length) throw missing(ids.find((id) => !found.has(id)));
      const attached: string[] = [];
      for (const id of wanted) {
        const answer = await store.attach(id, ownerId);
        if (answer === 'attached') attached.push(id);
        if (answer !== 'gone') continue;
        await store.release(attached, ownerId, clock.now());
        throw missing(id);
      }
      return [...new Set(ids)].flatMap((id) => {
        const medium = found.get(id);
        if (!medium) return [];
        const { kind, bytes, width, height, seconds } = medium;
        return [{ id, kind, bytes, width, height, seconds }];
      });
    },

    /** With addresses for two hours. What is gone or sealed is left out. */
    async show(ids: readonly string[]): Promise<Map<string, ReportMedia>> {
      const found = ids.length === 0 ? [] : await store.find(ids);
      return new Map(found.filter(isReadable).map((medium) => [medium.id, shownOriginal(medium)]));
    },

    /** A copy with these areas hidden for good; it replaces the one before, which nobody can read any more. The original stays as it is. */
    blur: review,
    /** A copy in which nothing has to be hidden. */
    review: (ownerId: string, id: string): Promise<ReportMedia> => review(ownerId, id, []),
    /** The reviewed copies of a report's pictures, by the picture's id, for officers. */
    async reviewed(ownerId: string): Promise<Map<string, ReportMedia>> {
      const found = (await store.ofOwner(ownerId)).filter((medium) => medium.reviewed !== null && !medium.sealed);
      return new Map(found.map((medium) => [medium.id, shownCopy(medium)]));
    },
    /** Which of a report's media have a copy that may be published. */
    async publishable(ownerId: string): Promise<string[]> {
      return (await store.ofOwner(ownerId)).filter(({ reviewed, sealed }) => reviewed !== null && !sealed).map(({ id }) => id);
    },
    /** Everybody may read the reviewed copies of these from now on; what has none stays hidden. May be repeated. */
    async publish(ownerId: string, ids: readonly string[]): Promise<void> {
      for (const { id, reviewed, publicId } of await store.ofOwner(ownerId))
        if (ids.includes(id) && reviewed !== null && publicId === null) await store.publish(id, reviewed, newPublicId());
    },
    /** Nobody but officers may read anything of this report from now on. */
    conceal: (ownerId: string): Promise<void> => store.conceal(ownerId),
    /** Addresses for everybody, of those that are published. */
    async publicUrls(ids: readonly string[]): Promise<Map<string, ReportMedia>> {
      const found = ids.length === 0 ? [] : await store.find(ids);
      const shown = new Map<string, ReportMedia>();
      for (const { id, reviewed, publicId, sealed } of found) {
        if (reviewed === null || publicId === null || sealed) continue;
        const { bytes, width, height } = reviewed;
        const url = `${publicUrl}/report-media/public/${publicId}`;
        shown.set(id, { id, kind: 'picture', bytes, width, height, url, thumbnailUrl: `${url}/thumbnail` });
      }
      return shown;
    },

    /**
     * At once nobody can read anything of this report; then the bytes are encrypted and every copy removed. To be repeated until it resolves: after
     * that nothing readable is left, whatever happened in between.
     */
    async seal(ownerId: string, seal: (bytes: Buffer) => Buffer): Promise<void> {
      const held = await store.ofOwner(ownerId);
      for (const { id } of held) await store.close(id, clock.now());
      for (const { id, contentId, encrypted } of held) {
        const content = contentId === null || encrypted ? null : await store.read(contentId);
        if (content !== null && contentId !== null) await store.encrypt(id, contentId, seal(content), clock.now());
        await store.clear(id);
      }
    },
    /** What was sealed, opened; null when there is no such thing. */
    async openSealed(ownerId: string, id: string, open: (bytes: Buffer) => Buffer): Promise<{ type: string; bytes: Buffer } | null> {
      const medium = (await store.ofOwner(ownerId)).find((one) => one.id === id && one.encrypted);
      const sealed = medium?.contentId ? await store.read(medium.contentId) : null;
      return medium && sealed ? { type: medium.type, bytes: open(sealed) } : null;
    },

    /** What stands behind a signed address; null when it was not signed here, is over, or must not be read any more. */
    async open(token: string): Promise<ServedMedia | null> {
      const payload = links.read(token, clock.now());
      const [shown, id, fileId] = payload?.split(' ') ?? [];
      if (id === undefined || fileId === undefined) return null;
      const [medium] = await store.find([id]);
      if (medium === undefined || !isReadable(medium)) return null;
      const { contentId, reviewed } = medium;
      if (shown === 'content' && fileId === contentId) return served(medium, 'content', fileId, medium.bytes);
      if (shown === 'thumbnail' && fileId === contentId) return servedThumbnail(medium, 'content', fileId);
      if (shown === 'reviewed' && fileId === reviewed?.fileId) return served(medium, 'reviewed', fileId, reviewed.bytes);
      if (shown === 'reviewed-thumbnail' && fileId === reviewed?.fileId) return servedThumbnail(medium, 'reviewed', fileId);
      return null;
    },
    /** The published copy with this name; null when there is none. */
    async openPublic(publicId: string, size: 'whole' | 'thumbnail'): Promise<ServedMedia | null> {
      const medium = await store.ofPublicId(publicId);
      if (medium === null || medium.reviewed === null) return null;
      const { fileId, bytes } = medium.reviewed;
      return size === 'whole' ? served(medium, 'reviewed', fileId, bytes) : servedThumbnail(medium, 'reviewed', fileId);
    },

    /** Everything of a report, for good. May be repeated. */
    removeOf: (ownerId: string): Promise<void> => store.removeOf(ownerId, clock.now()),
    /** Removes what no report has claimed for two days, and what crashes left behind. Tells how many media went. */
    sweep: (): Promise<number> => store.sweep(new Date(clock.now().getTime() - keptUnheld), clock.now()),
  };
}
