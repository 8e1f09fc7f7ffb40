import { expect, it } from 'vitest';
import type { OpenSurvey, OpenVote } from '../../contracts/participation.js';
import { participationService } from './participation.service.js';

const vote = (id: string, state: OpenVote['state'], closesAt: string | null): OpenVote => ({
  id,
  number: 'BQ-1',
  title: `Việc ${id}`,
  way: 'online',
  state,
  closesAt,
});
const survey = (id: string, closesAt: string | null): OpenSurvey => ({ id, title: `Khảo sát ${id}`, closesAt, minutes: 3, state: 'new' });

const at = (day: number) => `2026-12-${String(day).padStart(2, '0')}T10:00:00.000Z`;

/** Everything is asked for one person. */
const around = (votes: OpenVote[], surveys: OpenSurvey[]) =>
  participationService({
    votes: async (residentId) => (residentId === 'minh' ? votes : []),
    surveys: async (residentId) => (residentId === 'minh' ? surveys : []),
    consultations: async () => [{ id: 'c', number: 'LYK-1', title: 'Dự thảo', closesOn: '2026-12-21' }],
    initiatives: async () => [],
  });

it('shows on the first screen the two that wait for this person and end first, and counts all that is open', async () => {
  const { onHome } = around(
    [
      vote('a', 'to_vote', at(9)),
      vote('b', 'voted', at(2)),
      vote('c', 'not_representative', at(1)),
      vote('d', 'notice', null),
      vote('e', 'consent_asked', at(5)),
    ],
    [survey('f', at(7)), survey('g', null)],
  );
  const home = await onHome('minh');
  expect(home.urgent.map(({ kind, id }) => [kind, id])).toEqual([
    ['consent', 'e'],
    ['survey', 'f'],
  ]);
  expect(home.open).toBe(8);
  expect(await onHome('lan')).toEqual({ open: 1, urgent: [] });
});

it('keeps what binds apart from what advises', async () => {
  const { read } = around([vote('a', 'to_vote', at(9))], [survey('f', at(7))]);
  const { votes, surveys, consultations, initiatives } = await read('minh');
  expect([votes, surveys, consultations, initiatives].map((list) => list.map(({ id }) => id))).toEqual([['a'], ['f'], ['c'], []]);
});
