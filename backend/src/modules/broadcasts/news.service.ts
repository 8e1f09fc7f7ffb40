import type { Clock } from '../../clock.js';
import type { NewsItem } from '../../contracts/broadcasts.js';
import { ProblemError } from '../../http/problems.js';
import type { BroadcastRecord, BroadcastsStore } from './broadcasts.store.js';
import type { Wording } from './wording.js';

type Deps = {
  store: Pick<BroadcastsStore, 'find' | 'started'>;
  wording: Wording;
  isSolemn: (occasionKey: string) => boolean;
  clock: Clock;
};

const pageSize = 20;
const keptMilliseconds = 5_000;

export type NewsService = ReturnType<typeof newsService>;

/** What was sent, for everybody to read again. */
export function newsService({ store, wording, isSolemn, clock }: Deps) {
  let kept: { count: number; at: number; news: NewsItem[] } | null = null;

  async function shown(record: BroadcastRecord): Promise<NewsItem> {
    const { general, pictureUrl, signer } = await wording.letters(record);
    return {
      id: record.id,
      kind: record.kind,
      title: general.title,
      text: general.text,
      pictureUrl,
      button: record.content.button,
      sentAt: (record.startedAt ?? record.updatedAt).toISOString(),
      signer: record.kind === 'greeting' ? signer : null,
      festive: record.kind === 'greeting' && !(record.occasion && isSolemn(record.occasion.key)),
    };
  }
  /** `<milliseconds>-<id>` of the last one. */
  const markOf = (record: BroadcastRecord) => `${record.startedAt?.getTime() ?? 0}-${record.id}`;
  function beforeOf(mark: string | undefined): { at: Date; id: string } | null {
    const [, at, id] = /^(\d{1,15})-([0-9a-f]{24})$/.exec(mark ?? '') ?? [];
    return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id };
  }

  return {
    async list(after: string | undefined): Promise<{ news: NewsItem[]; next: string | null }> {
      const records = await store.started(beforeOf(after), pageSize + 1);
      const page = records.slice(0, pageSize);
      const last = page.at(-1);
      return { news: await Promise.all(page.map(shown)), next: records.length > pageSize && last ? markOf(last) : null };
    },
    /** For every opening of the home page: the same list for some seconds. */
    async latest(count: number): Promise<NewsItem[]> {
      const now = clock.now().getTime();
      if (kept && kept.count === count && now >= kept.at && now - kept.at < keptMilliseconds) return kept.news;
      const news = await Promise.all((await store.started(null, count)).map(shown));
      kept = { count, at: now, news };
      return news;
    },
    async read(id: string): Promise<NewsItem> {
      const record = await store.find(id);
      if (!record?.startedAt) throw new ProblemError('broadcast_not_found', 'Không tìm thấy tin này.');
      return shown(record);
    },
  };
}
