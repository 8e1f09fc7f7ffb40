import { wellKnown } from '../seed/seed.js';
import { consultationShots } from './consultations.js';
import { decisionShots } from './decisions.js';
import { householdShots } from './households.js';
import { initiativeShots } from './initiatives.js';
import type { Sample } from './sample.js';
import { type Shooting, shoot } from './shoot.js';
import { surveyDeskShots } from './surveys-desk.js';

const { officer, administrator, chairman } = wellKnown;

/** Every page of the officers' desk in its states. */
export async function deskShots(
  shooting: Shooting,
  { desk, reports, household, initiative, consultation, decisions, newcomer }: Sample,
): Promise<void> {
  const pages = [
    { name: 'today', personId: officer.zaloId, path: '/console' },
    { name: 'detail', personId: officer.zaloId, path: `/console?code=${desk.opened}` },
    { name: 'book', personId: officer.zaloId, path: '/console/book' },
    { name: 'revoke-day', personId: officer.zaloId, path: '/console/revoke-day' },
    { name: 'calendar', personId: administrator.zaloId, path: '/console/calendar' },
    { name: 'officers', personId: administrator.zaloId, path: '/console/officers' },
    { name: 'settings', personId: administrator.zaloId, path: '/console/settings' },
    { name: 'zalo', personId: administrator.zaloId, path: '/console/zalo' },
    { name: 'settings', personId: administrator.zaloId, path: '/console/settings' },
    { name: 'chairman', personId: chairman.zaloId, path: '/console' },
    { name: 'feedback', personId: administrator.zaloId, path: '/console/feedback?view=open' },
    { name: 'feedback-report', personId: administrator.zaloId, path: `/console/feedback/${reports.asked}?view=open` },
    { name: 'feedback-settings', personId: administrator.zaloId, path: '/console/feedback/settings' },
    { name: 'feedback-ratings', personId: administrator.zaloId, path: '/console/feedback/ratings' },
    { name: 'feedback-blocks', personId: administrator.zaloId, path: '/console/feedback/blocks' },
    { name: 'satisfaction', personId: chairman.zaloId, path: '/console/satisfaction' },
    { name: 'satisfaction-settings', personId: administrator.zaloId, path: '/console/satisfaction/settings' },
    { name: 'scorecard', personId: administrator.zaloId, path: '/console/scorecard' },
    { name: 'sealed', personId: 'can-bo-tu-phap', path: '/console/sealed' },
  ];
  for (const { name, personId, path } of pages) {
    for (const state of ['full', 'loading', 'error', 'large'] as const)
      await shoot(shooting, { name: `console/${name}.${state}`, personId, path, state, computer: true, screenOnly: true });
    await shoot(shooting, { name: `console/${name}.phone`, personId, path });
  }
  await householdShots(shooting, { household, newcomer });
  await initiativeShots(shooting, { initiative, newcomer });
  await consultationShots(shooting, { consultation, newcomer });
  await decisionShots(shooting, decisions);
  await surveyDeskShots(shooting);
  // Nobody comes to the counter of somebody else on a day nobody booked.
  await shoot(shooting, { name: 'console/today.empty', personId: 'can-bo-dat-dai', path: '/console', computer: true, screenOnly: true });
}
