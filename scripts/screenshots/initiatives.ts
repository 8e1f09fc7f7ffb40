import { checkInitiative, proposeInitiative } from 'backend/contracts/initiatives';
import type { Town } from '../../miniapp/test/phone.js';
import { initiatives } from '../seed/initiatives.js';
import { wellKnown } from '../seed/seed.js';
import { type Shooting, settled, shoot } from './shoot.js';

const head = 'truong-xom-1';
const { resident, administrator } = wellKnown;

/** One idea of the grandmother's that is being signed, and one that waits for the check. Answers the id of the first. */
export async function prepareInitiatives(town: Pick<Town, 'as'>): Promise<string> {
  const author = await town.as(resident.zaloId);
  const [signed, waiting] = initiatives;
  const { id } = await author.call(proposeInitiative, { body: signed.body });
  await (await town.as(head)).call(checkInitiative, { params: { id }, body: { decision: 'admit', item: signed.body.item } });
  await author.call(proposeInitiative, { body: waiting.body });
  return id;
}

/** All that asks people, and initiatives on the phone and at the desk, in their states. */
export async function initiativeShots(
  shooting: Shooting,
  { initiative, newcomer }: { initiative: string; newcomer: string },
): Promise<void> {
  const pages = [
    { name: 'participation', path: '/participation' },
    { name: 'initiatives', path: '/initiatives' },
    { name: 'initiative', path: `/initiatives/${initiative}` },
    { name: 'initiative-new', path: '/initiatives/new' },
  ];
  for (const { name, path } of pages)
    for (const state of ['full', 'large', 'zoomed', 'loading', 'error', 'offline'] as const)
      await shoot(shooting, { name: `resident/${name}.${state}`, personId: resident.zaloId, path, state });
  for (const { name, path } of pages.filter(({ name }) => name !== 'initiative'))
    await shoot(shooting, { name: `resident/${name}.empty`, personId: newcomer, path });
  for (const state of ['full', 'loading', 'error', 'large'] as const) {
    const onComputer = { personId: head, state, computer: true };
    await shoot(shooting, { ...onComputer, name: `console/initiatives.${state}`, path: '/console/initiatives' });
    await shoot(shooting, { ...onComputer, name: `console/initiative.${state}`, path: `/console/initiatives/${initiative}` });
  }
  await shoot(shooting, { name: 'console/initiative.phone', personId: head, path: `/console/initiatives/${initiative}` });
  await shoot(shooting, {
    name: 'console/initiative-terms.full',
    personId: administrator.zaloId,
    computer: true,
    path: '/console/initiatives/terms',
  });
}

/** The pictures of the guide on initiatives. */
export async function initiativeGuideShots(shooting: Shooting, initiative: string): Promise<void> {
  const onPhone = { personId: resident.zaloId, screenOnly: true, sharpness: 1.5 };
  await shoot(shooting, { ...onPhone, name: 'lay-y-kien', path: '/participation' });
  await shoot(shooting, { ...onPhone, name: 'sang-kien', path: `/initiatives/${initiative}` });
  await shoot(shooting, {
    name: 'sang-kien-xem',
    personId: head,
    computer: true,
    screenOnly: true,
    path: '/console/initiatives',
    act: async (page) => {
      await settled(page);
      await page.locator('.desk-initiative-row').first().click();
      await settled(page);
      await page.getByRole('button', { name: 'Cho lấy đồng thuận' }).click();
      await page.getByRole('dialog').waitFor();
    },
  });
}
