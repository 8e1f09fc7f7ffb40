import type { ChannelCount, OpinionChannel, Stance, StanceCounts } from '../contracts/consultations.js';

/** Opinions of one kind, counted. */
type Cell = {
  state: 'waiting' | 'shown' | 'hidden';
  group: string | null;
  channel: OpinionChannel;
  stance: Stance | null;
  opinions: number;
  people: number;
};

export type OpinionCounts = {
  waiting: number;
  shown: number;
  hidden: number;
  /** Let through and in none of the groups. */
  ungrouped: number;
  outside: number;
  /** Let through, by where they came from. */
  channels: ChannelCount[];
  points: Map<string, ChannelCount[]>;
  /** What was said on the whole by those who did not write in the Mini App. */
  otherwise: StanceCounts;
};

const opinionsOf = (cells: readonly Cell[]): number => cells.reduce((sum, { opinions }) => sum + opinions, 0);

/** In the order of `channels`; those nobody used are left out. */
function byChannel(cells: readonly Cell[], channels: readonly OpinionChannel[]): ChannelCount[] {
  return channels.flatMap((channel) => {
    const mine = cells.filter((cell) => cell.channel === channel);
    return mine.length === 0 ? [] : [{ channel, opinions: opinionsOf(mine), people: mine.reduce((sum, { people }) => sum + people, 0) }];
  });
}

/** The numbers of a consultation from its counted opinions. Only what was let through counts as heard. */
export function opinionCounts(
  cells: readonly Cell[],
  { points, outside, channels }: { points: readonly string[]; outside: string; channels: readonly OpinionChannel[] },
): OpinionCounts {
  const shown = cells.filter(({ state }) => state === 'shown');
  const inGroup = (key: string) => shown.filter(({ group }) => group === key);
  const said = (stance: Stance) =>
    shown.filter((cell) => cell.stance === stance && cell.channel !== 'app').reduce((sum, { people }) => sum + people, 0);
  const placed = new Set([...points, outside]);
  return {
    waiting: opinionsOf(cells.filter(({ state }) => state === 'waiting')),
    shown: opinionsOf(shown),
    hidden: opinionsOf(cells.filter(({ state }) => state === 'hidden')),
    ungrouped: opinionsOf(shown.filter(({ group }) => group === null || !placed.has(group))),
    outside: opinionsOf(inGroup(outside)),
    channels: byChannel(shown, channels),
    points: new Map(points.map((key) => [key, byChannel(inGroup(key), channels)])),
    otherwise: { agree: said('agree'), disagree: said('disagree'), other: said('other') },
  };
}
