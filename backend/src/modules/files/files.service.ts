import { decodedPicture, isQuietPdf, sniffedType } from '../../adapters/pictures.js';
import type { Clock } from '../../clock.js';
import type { FileKind, StoredFile } from '../../contracts/files.js';
import { ProblemError } from '../../http/problems.js';
import type { FileOwner, FileRecord, FilesStore } from './files.store.js';

export type FilesService = ReturnType<typeof filesService>;

/** `publicUrl`: where the API is reached from outside, without a slash at the end. */
type Deps = { store: FilesStore; clock: Clock; publicUrl: string };

const keptUnheld = 2 * 86_400_000;

const shown = ({ id, kind, name, bytes, width, height }: FileRecord): StoredFile => ({
  id,
  kind,
  name,
  bytes,
  ...(width !== null && height !== null && { width, height }),
});

/** The name as it was given, with the ending of what the file really is. */
function nameOf(given: string, ending: 'jpg' | 'pdf'): string {
  const stem = given
    .normalize('NFC')
    .replace(/[/\\:*?"<>|]/g, ' ')
    .replace(/\.(jpe?g|png|webp|pdf)$/i, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${stem === '' ? 'tep' : stem}.${ending}`;
}

/** Files that officers upload. Whoever uses one attaches it; what nothing holds for two days is removed. */
export function filesService({ store, clock, publicUrl }: Deps) {
  async function find(id: string): Promise<FileRecord | null> {
    return (await store.find([id]))[0] ?? null;
  }

  return {
    /** Throws `file_type_refused` for what is neither picture nor PDF, `file_unreadable` for a broken or dangerous one. */
    async upload(uploadedBy: string, name: string, content: Buffer): Promise<StoredFile> {
      const type = sniffedType(content);
      if (type === null) throw new ProblemError('file_type_refused', 'Tệp này không phải ảnh JPEG, PNG, WebP hay PDF.');
      const now = clock.now();
      if (type === 'application/pdf') {
        if (!isQuietPdf(content))
          throw new ProblemError('file_unreadable', 'Tệp PDF bị hỏng hoặc có lệnh tự chạy. Xin in lại thành PDF rồi gửi bản đó.');
        return shown(
          await store.add({ kind: 'document', type, name: nameOf(name, 'pdf'), width: null, height: null }, content, uploadedBy, now),
        );
      }
      const picture = await decodedPicture(content);
      if (picture === null) throw new ProblemError('file_unreadable', 'Ảnh bị hỏng hoặc quá nhiều điểm ảnh, không mở được.');
      const { bytes, width, height } = picture;
      return shown(
        await store.add({ kind: 'picture', type: 'image/jpeg', name: nameOf(name, 'jpg'), width, height }, bytes, uploadedBy, now),
      );
    },
    find,
    async list(ids: readonly string[]): Promise<StoredFile[]> {
      return (await store.find(ids)).map(shown);
    },
    async exists(id: string, kind?: FileKind): Promise<boolean> {
      const file = await find(id);
      return file !== null && (kind === undefined || file.kind === kind);
    },
    /** The file with its bytes; null when there is none. */
    async read(id: string): Promise<{ file: FileRecord; bytes: Buffer } | null> {
      const file = await find(id);
      const bytes = file && (await store.read(id));
      return file && bytes ? { file, bytes } : null;
    },
    /** From now on `owner` holds them and they stay. May be repeated. Throws `file_unknown` when one is not there. */
    async attach(ids: readonly string[], owner: FileOwner): Promise<void> {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return;
      if ((await store.attach(wanted, owner, clock.now())) === wanted.length) return;
      throw new ProblemError('file_unknown', 'Có tệp đính kèm không còn trong hệ thống. Xin tải tệp lên lại.');
    },
    async detach(ids: readonly string[], owner: FileOwner): Promise<void> {
      if (ids.length > 0) await store.detach(ids, owner, clock.now());
    },
    /** Everybody may read them from now on. May be repeated. */
    async publish(ids: readonly string[]): Promise<void> {
      if (ids.length > 0) await store.publish(ids);
    },
    /** Only officers may read them from now on, unless something else holds them too. */
    async conceal(ids: readonly string[]): Promise<void> {
      if (ids.length > 0) await store.conceal(ids);
    },
    /** The address everybody can open once the file is published. */
    publicUrl: (id: string): string => `${publicUrl}/files/${id}`,
    /** Removes what nothing holds any more. */
    sweep: (): Promise<number> => store.removeUnheld(new Date(clock.now().getTime() - keptUnheld)),
  };
}
