import type { BoardReport, BoardRow, BoardState, BoardStatistic } from '../../contracts/board.js';
import type { ReportStatus } from '../../contracts/feedback.js';
import { leastRatings } from '../../contracts/feedback-desk.js';
import type { Day } from '../../contracts/primitives.js';
import type { ReportRecord } from '../../domain/report-record.js';
import { workedDays } from '../../domain/report-terms.js';
import { askedKeys } from '../../domain/search-words.js';
import { addDays, dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import { filedMarkOf, filedMarkText } from './following.service.js';
import type { RatingsStore } from './ratings.store.js';
import { categoryNameOf, excerptOf, hamletNameOf, peopleOf, type ViewContext } from './report-views.js';
import type { ReportsStore, TallyRow } from './reports.store.js';

type PublicPicture = { url: string; thumbnailUrl: string; width: number; height: number };

type Deps = {
  store: ReportsStore;
  ratings: RatingsStore;
  context(): Promise<ViewContext & { centre: { latitude: number; longitude: number } | null }>;
  /** The reviewed pictures everybody may read, by the picture's id. */
  publicPictures(ids: readonly string[]): Promise<Map<string, PublicPicture>>;
  tiles: string | null;
};

export type BoardQuery = { hamlet?: string | undefined; category?: string | undefined; state?: BoardState | undefined };

const pageSize = 20;
const mostPoints = 500;
const statisticDays = 365;

const statusesOf: Record<BoardState, readonly ReportStatus[]> = {
  open: ['new', 'in_progress', 'waiting', 'reopened', 'forwarded'],
  answered: ['answered'],
  fixed: ['fixed'],
};
const everyStatus = Object.values(statusesOf).flat();
const stateOf = (status: ReportStatus): BoardState =>
  statusesOf.fixed.includes(status) ? 'fixed' : statusesOf.answered.includes(status) ? 'answered' : 'open';

/** To about a hundred metres: enough to find a road, not whose house it is. */
const rough = (degrees: number) => Math.round(degrees * 1_000) / 1_000;

export type BoardService = ReturnType<typeof boardService>;

/** What everybody may read: moderated words, reviewed pictures, masked answers, and how the commune keeps its promises. */
export function boardService({ store, ratings, context, publicPictures, tiles }: Deps) {
  const filterOf = ({ hamlet, category, state }: BoardQuery, q = '') => ({
    statuses: state === undefined ? everyStatus : statusesOf[state],
    hamletKey: hamlet,
    categoryKey: category,
    asked: askedKeys(q),
  });
  const answeredOn = ({ answers }: ReportRecord): Day | null => {
    const last = answers[0];
    return last ? dayOf(last.publishedAt) : null;
  };

  function rowOf(record: ReportRecord, view: ViewContext, pictures: ReadonlyMap<string, PublicPicture>): BoardRow {
    const [first] = record.board.pictureIds;
    return {
      id: record.id,
      excerpt: excerptOf(record.board.text),
      categoryKey: record.categoryKey,
      categoryName: categoryNameOf(view, record.categoryKey),
      hamletName: hamletNameOf(view, record.hamletKey),
      state: stateOf(record.status),
      filedOn: dayOf(record.filedAt),
      answeredOn: answeredOn(record),
      people: peopleOf(record),
      thumbnailUrl: (first === undefined ? undefined : pictures.get(first)?.thumbnailUrl) ?? null,
    };
  }

  const locationOf = ({ location }: ReportRecord) =>
    location && { latitude: rough(location.latitude), longitude: rough(location.longitude) };

  return {
    async list({ q, after, ...query }: BoardQuery & { q?: string | undefined; after?: string | undefined }) {
      const [view, records] = await Promise.all([context(), store.listBoard(filterOf(query, q), filedMarkOf(after), pageSize + 1)]);
      const page = records.slice(0, pageSize);
      const pictures = await publicPictures(page.flatMap(({ board }) => board.pictureIds.slice(0, 1)));
      const last = page.at(-1);
      return {
        reports: page.map((record) => rowOf(record, view, pictures)),
        next: records.length > pageSize && last ? filedMarkText(last) : null,
      };
    },

    async read(id: string): Promise<BoardReport> {
      const [view, record] = await Promise.all([context(), store.find(id)]);
      if (record?.board.state !== 'published' || !everyStatus.includes(record.status))
        throw new ProblemError('report_not_found', 'Không tìm thấy phản ánh này trên bảng công khai.');
      const pictures = await publicPictures(record.board.pictureIds);
      const { excerpt: _excerpt, thumbnailUrl: _thumbnail, ...row } = rowOf(record, view, pictures);
      return {
        ...row,
        text: record.board.text,
        location: locationOf(record),
        reporterName: record.privacy === 'public' ? (record.reporter?.name ?? null) : null,
        status: record.status,
        pictures: record.board.pictureIds.flatMap((pictureId) => pictures.get(pictureId) ?? []),
        answers: record.answers.map(({ publicText, signedBy, publishedAt }) => ({
          text: publicText,
          signedBy,
          publishedAt: publishedAt.toISOString(),
        })),
        workingDays: record.tookWorkingDays ?? (record.clock === null ? 0 : workedDays(record.clock, view.today, view.calendar)),
      };
    },

    async map(query: BoardQuery) {
      const [view, records] = await Promise.all([context(), store.listBoard(filterOf(query), null, mostPoints)]);
      return {
        points: records.flatMap((record) => {
          const location = locationOf(record);
          if (!location) return [];
          return [
            {
              ...location,
              id: record.id,
              categoryName: categoryNameOf(view, record.categoryKey),
              hamletName: hamletNameOf(view, record.hamletKey),
              state: stateOf(record.status),
              people: peopleOf(record),
            },
          ];
        }),
        office: view.centre,
        tiles,
      };
    },

    /** For whoever answers for the answers: how they were found, as far as nobody is known by it. */
    async ratings() {
      const view = await context();
      const from = addDays(view.today, -statisticDays).slice(0, 7);
      const sums = await ratings.sums(from);
      const shown = sums.filter(({ count }) => count >= leastRatings);
      const comments = await Promise.all(shown.map(({ categoryKey }) => ratings.comments(from, categoryKey)));
      return {
        categories: shown.map(({ categoryKey, count, total }, index) => ({
          categoryKey,
          categoryName: categoryNameOf(view, categoryKey),
          count,
          mean: Math.round((total / count) * 10) / 10,
          comments: [...(comments[index] ?? [])].sort((one, other) => one.localeCompare(other, 'vi')),
        })),
        hidden: sumOf(sums.filter(({ count }) => count < leastRatings).map(({ count }) => count)),
      };
    },

    async statistics() {
      const view = await context();
      const from = addDays(view.today, -statisticDays);
      const [rows, overdue, sums] = await Promise.all([
        store.tally(from),
        store.overdueByCategory(view.today),
        ratings.sums(from.slice(0, 7)),
      ]);
      const statistic = (categoryKey: string | null, categoryName: string): BoardStatistic => {
        const mine = rows.filter((row) => categoryKey === null || row.categoryKey === categoryKey);
        const rated = sums.filter((sum) => categoryKey === null || sum.categoryKey === categoryKey);
        const count = sumOf(rated.map((sum) => sum.count));
        const answered = mine.filter(({ inTime }) => inTime !== null);
        return {
          categoryKey,
          categoryName,
          received: sumOf(mine.map((row) => row.count)),
          answered: sumOf(answered.map((row) => row.count)),
          open: sumOf(mine.filter(({ queue }) => queue === 'inbox').map((row) => row.count)),
          overdue: categoryKey === null ? sumOf([...overdue.values()]) : (overdue.get(categoryKey) ?? 0),
          onTimePercent: percent(
            sumOf(answered.filter(({ inTime }) => inTime).map((row) => row.count)),
            sumOf(answered.map((row) => row.count)),
          ),
          medianWorkingDays: median(answered),
          satisfaction: count < leastRatings ? null : Math.round((sumOf(rated.map(({ total }) => total)) / count) * 10) / 10,
        };
      };
      const used = view.settings.categories.filter(({ key, active }) => active || rows.some(({ categoryKey }) => categoryKey === key));
      return {
        from,
        to: view.today,
        all: statistic(null, 'Tất cả'),
        categories: used.map(({ key, name }) => statistic(key, name)),
      };
    },
  };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const percent = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 100));

/** The middle of the days taken; between two middle ones, their mean. */
function median(rows: readonly TallyRow[]): number | null {
  const sorted = rows
    .flatMap(({ tookWorkingDays, count }) => (tookWorkingDays === null ? [] : [{ days: tookWorkingDays, count }]))
    .sort((one, other) => one.days - other.days);
  const whole = sumOf(sorted.map(({ count }) => count));
  if (whole === 0) return null;
  const at = (place: number): number => {
    let before = 0;
    for (const { days, count } of sorted) {
      before += count;
      if (place < before) return days;
    }
    return sorted.at(-1)?.days ?? 0;
  };
  return (at(Math.floor((whole - 1) / 2)) + at(Math.floor(whole / 2))) / 2;
}
