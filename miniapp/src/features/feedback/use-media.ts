import { mediaLimits, type ReportMediaKind, removeReportMedia } from 'backend/contracts/report-media';
import { useEffect, useRef, useState } from 'react';
import { callAnonymously } from '../../session.js';
import { randomMark } from './draft.js';
import { mediumName, roomFor } from './media-rules.js';
import type { Medium, Shelf } from './media-shelf.js';
import { prepared } from './prepare-medium.js';

/** A medium that can be shown: its address on this phone. */
export type ShownMedium = Medium & { address: string };

export type Media = {
  /** Null while the shelf is being read. */
  media: ShownMedium[] | null;
  busy: boolean;
  fault: string | null;
  add: (kind: ReportMediaKind, files: readonly Blob[], seconds?: number) => Promise<void>;
  remove: (slot: string) => Promise<void>;
};

/** The media that lie on a shelf, to be shown, added and taken away. `onChange` hears of every change that is on the phone. */
export function useMedia(mark: string, shelfOfDraft: () => Promise<Shelf>, onChange: () => void): Media {
  const [media, setMedia] = useState<ShownMedium[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const addresses = useRef<string[]>([]);

  const shown = (medium: Medium): ShownMedium => {
    const address = URL.createObjectURL(medium.blob);
    addresses.current.push(address);
    return { ...medium, address };
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the shelf changes with the mark, and only with it
  useEffect(() => {
    let isOpen = true;
    void shelfOfDraft()
      .then((shelf) => shelf.all())
      .catch(() => [])
      .then((found) => {
        if (isOpen) setMedia(found.map(shown));
      });
    return () => {
      isOpen = false;
      for (const address of addresses.current.splice(0)) URL.revokeObjectURL(address);
    };
  }, [mark]);

  async function add(kind: ReportMediaKind, files: readonly Blob[], seconds?: number): Promise<void> {
    setBusy(true);
    setFault(null);
    const shelf = await shelfOfDraft();
    const all = [...(media ?? [])];
    for (const file of files) {
      if (roomFor(kind, all) <= 0) {
        setFault(`Chỉ gửi được ${mediaLimits[kind].most} ${mediumName[kind]}. Những tệp chọn thêm chưa được lấy.`);
        break;
      }
      const ready = await prepared(kind, file, seconds ?? null);
      if ('fault' in ready) {
        setFault(ready.fault);
        continue;
      }
      const medium: Medium = { slot: randomMark().slice(0, 16), kind, blob: ready.blob, addedAt: Date.now(), uploadedId: null };
      try {
        await shelf.put(medium);
      } catch {
        setFault('Máy đã đầy, chưa giữ được tệp này. Xin xóa bớt ảnh trong máy rồi chọn lại.');
        break;
      }
      all.push(shown(medium));
      setMedia([...all]);
      onChange();
    }
    setBusy(false);
  }

  async function remove(slot: string): Promise<void> {
    setFault(null);
    const shelf = await shelfOfDraft();
    const gone = (await shelf.all()).find((medium) => medium.slot === slot);
    await shelf.remove(slot);
    setMedia((media ?? []).filter((medium) => medium.slot !== slot));
    onChange();
    // Nobody is to keep what the person took back; the commune's server forgets what was never sent by itself, too.
    if (gone?.uploadedId)
      void callAnonymously(removeReportMedia, { params: { id: gone.uploadedId }, query: { draft: mark } }).catch(() => undefined);
  }

  return { media, busy, fault, add, remove };
}
