import type { ReportMediaKind } from 'backend/contracts/report-media';

/** A photograph, film or voice note that waits on this phone. */
export type Medium = {
  /** Under which name it is uploaded: the same again is the same medium. */
  slot: string;
  kind: ReportMediaKind;
  blob: Blob;
  addedAt: number;
  /** What the commune calls it, once it arrived there. */
  uploadedId: string | null;
};

/** Where the media of one draft lie until they are sent. */
export type Shelf = {
  /** In the order in which they were added. */
  all(): Promise<Medium[]>;
  /** Puts a medium down, or in place of the one of the same slot. Throws when the phone has no room. */
  put(medium: Medium): Promise<void>;
  remove(slot: string): Promise<void>;
  clear(): Promise<void>;
};

const inOrder = (media: Medium[]) => media.sort((one, other) => one.addedAt - other.addedAt || one.slot.localeCompare(other.slot));

/** A shelf that lasts as long as the app is open. */
export function memoryShelf(): Shelf {
  const media = new Map<string, Medium>();
  return {
    all: async () => inOrder([...media.values()]),
    put: async (medium) => void media.set(medium.slot, medium),
    remove: async (slot) => void media.delete(slot),
    clear: async () => media.clear(),
  };
}

/** As it lies in the database: bytes, since some phones lose files that are stored as files. */
type Row = Omit<Medium, 'blob'> & { owner: string; mark: string; type: string; bytes: ArrayBuffer };

const databaseName = 'xa-phu-lac';
const storeName = 'media';

let opening: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(storeName, { keyPath: ['owner', 'mark', 'slot'] }).createIndex('addedAt', 'addedAt');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
  return opening;
}

/** One change or look at the database, done when it is on the disk. */
async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction(storeName, mode);
  const request = work(transaction.objectStore(storeName));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

// Arrays sort behind texts: [owner, mark, []] stands behind every slot of the mark.
const ofDraft = (owner: string, mark: string) => IDBKeyRange.bound([owner, mark], [owner, mark, []]);
const ofOwner = (owner: string) => IDBKeyRange.bound([owner], [owner, []]);

function databaseShelf(owner: string, mark: string): Shelf {
  return {
    async all() {
      const rows = await within<Row[]>('readonly', (store) => store.getAll(ofDraft(owner, mark)));
      return inOrder(
        rows.map(({ slot, kind, addedAt, uploadedId, type, bytes }) => ({
          slot,
          kind,
          addedAt,
          uploadedId,
          blob: new Blob([bytes], { type }),
        })),
      );
    },
    async put({ blob, ...medium }) {
      const row: Row = { ...medium, owner, mark, type: blob.type, bytes: await blob.arrayBuffer() };
      await within('readwrite', (store) => store.put(row));
    },
    async remove(slot) {
      await within('readwrite', (store) => store.delete([owner, mark, slot]));
    },
    async clear() {
      await within('readwrite', (store) => store.delete(ofDraft(owner, mark)));
    },
  };
}

const inMemory = new Map<string, Shelf>();

/**
 * The shelf of one draft of one person. It survives closing the app; on a phone that forbids the database it lasts as long as the app is open.
 * Other people who use this phone have shelves of their own.
 */
export async function shelfOf(owner: string, mark: string): Promise<Shelf> {
  try {
    await database();
    return databaseShelf(owner, mark);
  } catch {
    const key = `${owner} ${mark}`;
    const shelf = inMemory.get(key) ?? memoryShelf();
    inMemory.set(key, shelf);
    return shelf;
  }
}

/** Forgets every medium of a person on this phone. */
export async function forgetShelves(owner: string): Promise<void> {
  inMemory.clear();
  await within('readwrite', (store) => store.delete(ofOwner(owner))).catch(() => undefined);
}

/** Forgets media, whoever's they are, that nobody sent for so long (an instant in milliseconds): their drafts are gone as well. */
export async function sweepShelves(addedBefore: number): Promise<void> {
  const range = IDBKeyRange.upperBound(addedBefore, true);
  const old = await within('readonly', (store) => store.index('addedAt').getAllKeys(range)).catch(() => []);
  for (const key of old) await within('readwrite', (store) => store.delete(key)).catch(() => undefined);
}
