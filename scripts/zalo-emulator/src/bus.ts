/** What the pages are told as it happens. */
export type News =
  | { kind: 'message'; personId: string; from: 'oa' | 'person' | 'system' }
  | { kind: 'person'; personId: string }
  | { kind: 'people' }
  | { kind: 'clock' }
  | { kind: 'settings' }
  | { kind: 'webhook' };

export interface Bus {
  tell(news: News): void;
  listen(listener: (news: News) => void): () => void;
}

export function createBus(): Bus {
  const listeners = new Set<(news: News) => void>();
  return {
    tell(news) {
      for (const listener of listeners) listener(news);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
