import { useEffect, useState, useSyncExternalStore } from 'react';
import { call, callAnonymously, phoneIsTheirs } from '../../session.js';
import { ownerOfPhone } from '../../storage.js';
import { type Draft, type DraftName, draftLife, dropDraft, emptyDraft, keepDraft, keptDraft, sweepDrafts, wordsOf } from './draft.js';
import { isDenunciation } from './legal-sign.js';
import { type Shelf, shelfOf, sweepShelves } from './media-shelf.js';
import { sendReport } from './send-report.js';
import { createSender, type Sender, type Sending } from './sender.js';
import { uploadMedium } from './upload-medium.js';

/** What a person is writing: the draft in hand, its media, and its way to the commune. One for the whole app, so that sending goes on on other screens. */
export type Writing = {
  /** The draft; a new one when nothing is kept. */
  draft: () => Draft;
  /** Whether something was filled in. */
  isBegun: () => boolean;
  /** Changes the draft and keeps it on the phone. A draft that was about to be sent by itself waits for the person again. */
  change: (part: Partial<Draft>) => void;
  /** Forgets draft and media. */
  drop: () => void;
  shelf: () => Promise<Shelf>;
  sender: Sender;
  subscribe: (listener: () => void) => () => void;
};

function createWriting(name: DraftName): Writing {
  let current: Draft | null = null;
  /** What the commune recognised as a denunciation where this phone did not. */
  let stopped: string | null = null;
  const listeners = new Set<() => void>();

  const draft = () => {
    current ??= keptDraft(name, Date.now()) ?? emptyDraft(name);
    return current;
  };
  const shelf = () => shelfOf(ownerOfPhone(), draft().mark);

  function set(next: Draft | null): void {
    current = next;
    for (const listener of listeners) listener();
  }

  function keep(part: Partial<Draft>): void {
    const now = Date.now();
    const next = { ...draft(), ...part, savedAt: now };
    keepDraft(next, now, (text) => text !== stopped && !isDenunciation(text));
    set(next);
  }

  function drop(): void {
    void shelf().then((mine) => mine.clear());
    dropDraft(name);
    set(null);
  }

  const sender = createSender({
    draft: () => (draft().savedAt > 0 ? draft() : null),
    change: keep,
    drop,
    async send(now, onProgress) {
      const isOnline = () => navigator.onLine;
      const outcome = await sendReport(now, {
        call,
        callAnonymously,
        upload: uploadMedium,
        shelf: await shelf(),
        keep,
        isOnline,
        onProgress,
      });
      if (outcome.kind === 'stopped') stopped = wordsOf(now);
      return outcome;
    },
    now: () => Date.now(),
    later(milliseconds, then) {
      const timer = window.setTimeout(then, milliseconds);
      return () => window.clearTimeout(timer);
    },
  });
  window.addEventListener('online', sender.onOnline);

  return {
    draft,
    isBegun: () => draft().savedAt > 0,
    change(part) {
      if (sender.hold()) keep(part);
    },
    drop() {
      if (sender.hold()) drop();
    },
    shelf,
    sender,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const writings = new Map<DraftName, Writing>();

/** What the person who holds the phone is writing. Call it only when the phone is known to be theirs. */
export function writingOf(name: DraftName): Writing {
  let writing = writings.get(name);
  if (writing === undefined) {
    writing = createWriting(name);
    writings.set(name, writing);
  }
  return writing;
}

let isTheirs = false;

/** False until nothing of another Zalo account can be shown. Drafts nobody came back to are forgotten then. */
export function usePhoneIsTheirs(): boolean {
  const [theirs, setTheirs] = useState(isTheirs);
  useEffect(() => {
    if (isTheirs) return;
    let isOpen = true;
    void phoneIsTheirs().then(() => {
      if (!isTheirs) {
        isTheirs = true;
        sweepDrafts(Date.now());
        void sweepShelves(Date.now() - draftLife);
      }
      if (isOpen) setTheirs(true);
    });
    return () => {
      isOpen = false;
    };
  }, []);
  return theirs;
}

/** A draft as it changes, and where it is on its way. Use it below a screen that waits for `usePhoneIsTheirs`. */
export function useWriting(name: DraftName): Writing & { current: Draft; sending: Sending } {
  const writing = writingOf(name);
  const current = useSyncExternalStore(writing.subscribe, writing.draft);
  const sending = useSyncExternalStore(writing.sender.subscribe, writing.sender.state);
  useEffect(() => writing.sender.resume(), [writing]);
  return { ...writing, current, sending };
}
