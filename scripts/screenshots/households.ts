import { addHousehold, claimHousehold, type Household, inviteMember } from 'backend/contracts/households';
import type { Town } from '../../miniapp/test/phone.js';
import { makeHouseholds } from '../seed/households.js';
import { wellKnown } from '../seed/seed.js';
import { type Shooting, settled, shoot } from './shoot.js';

const head = 'truong-xom-1';
const { resident, administrator } = wellKnown;

/** The book as the pictures show it: some households of the first hamlet, the grandmother speaking for hers. Answers the id of hers. */
export async function prepareHouseholds(town: Pick<Town, 'as'>): Promise<string> {
  const officer = await town.as(head);
  const households: Household[] = [];
  for (const { code, hamletKey, headName, address, representative, size } of makeHouseholds().slice(0, 9)) {
    const speaks = representative && { name: representative.name, birthYear: representative.birthYear, isRepresentative: true };
    const members = [
      ...(speaks === null ? [] : [{ ...speaks, relation: speaks.name === headName ? 'Chủ hộ' : null }]),
      ...(speaks?.name === headName ? [] : [{ name: headName, relation: 'Chủ hộ' }]),
    ];
    households.push(await officer.call(addHousehold, { body: { code, hamletKey, headName, address, size, members } }));
  }
  const hers = households.find(({ representativeName }) => representativeName === resident.name);
  const member = hers?.members.find(({ isRepresentative }) => isRepresentative);
  if (!hers || !member) throw new Error('no household for the grandmother');
  const { code } = await officer.call(inviteMember, { params: { id: hers.id }, body: { memberId: member.id } });
  await (await town.as(resident.zaloId)).call(claimHousehold, { body: { code } });
  return hers.id;
}

/** The book at the desk and the person's own household, in their states. */
export async function householdShots(shooting: Shooting, { household, newcomer }: { household: string; newcomer: string }): Promise<void> {
  for (const state of ['full', 'loading', 'error', 'large'] as const) {
    const onComputer = { personId: head, state, computer: true, screenOnly: true };
    await shoot(shooting, { ...onComputer, name: `console/household.${state}`, path: `/console/households/${household}` });
    await shoot(shooting, { name: `resident/household.${state}`, personId: resident.zaloId, path: '/household', state });
  }
  await shoot(shooting, { name: 'console/households.phone', personId: head, path: '/console/households' });
  await shoot(shooting, { name: 'console/household-new.full', personId: head, path: '/console/households/new', computer: true });
  await shoot(shooting, {
    name: 'console/household-import.full',
    personId: administrator.zaloId,
    path: '/console/households/import',
    computer: true,
  });
  await shoot(shooting, { name: 'console/household-requests.empty', personId: head, path: '/console/households/requests', computer: true });
  await shoot(shooting, { name: 'resident/household.empty', personId: newcomer, path: '/household' });
}

/** The pictures of the guide on the book. */
export async function householdGuideShots(shooting: Shooting, household: string): Promise<void> {
  await shoot(shooting, {
    name: 'so-ho',
    personId: head,
    computer: true,
    screenOnly: true,
    path: `/console/households/${household}`,
    act: async (page) => {
      await settled(page);
      await page.evaluate('document.activeElement.blur()');
    },
  });
  await shoot(shooting, { name: 'ho-cua-toi', personId: resident.zaloId, path: '/household', screenOnly: true, sharpness: 1.5 });
}
