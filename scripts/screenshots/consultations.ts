import type { Town } from '../../miniapp/test/phone.js';
import { askAndAnswer, opinions, sampleConsultation } from '../seed/consultations.js';
import { makeResidents } from '../seed/people.js';
import { wellKnown } from '../seed/seed.js';
import { type Shooting, settled, shoot } from './shoot.js';

const { resident, administrator, chairman } = wellKnown;

/** An open consultation that people have spoken to, and whose synthesis is begun. Answers its id. */
export async function prepareConsultation(town: Pick<Town, 'as' | 'control'>): Promise<string> {
  const { now } = (await town.control('GET', '/clock')) as { now: string };
  const today = new Date(Date.parse(now) + 7 * 3_600_000).toISOString().slice(0, 10);
  const writer = await town.as(administrator.zaloId);
  const people = makeResidents(opinions.length + 1).slice(1);
  const speakers = await Promise.all(opinions.map(async ({ by }, place) => [by, await town.as(people[place]?.zaloId ?? '')] as const));
  const cast = { writer, publisher: await town.as(chairman.zaloId), speakers: new Map(speakers), today };
  return askAndAnswer(cast, sampleConsultation(today, []));
}

/** A consultation on the phone and at the desk, in its states. */
export async function consultationShots(
  shooting: Shooting,
  { consultation, newcomer }: { consultation: string; newcomer: string },
): Promise<void> {
  const pages = [
    { name: 'consultations', path: '/consultations' },
    { name: 'consultation', path: `/consultations/${consultation}` },
    { name: 'consultation-comment', path: `/consultations/${consultation}/comment` },
  ];
  for (const { name, path } of pages)
    for (const state of ['full', 'large', 'zoomed', 'loading', 'error', 'offline'] as const)
      await shoot(shooting, { name: `resident/${name}.${state}`, personId: resident.zaloId, path, state });
  await shoot(shooting, {
    name: 'resident/consultation-comment.empty',
    personId: newcomer,
    path: `/consultations/${consultation}/comment`,
  });
  const desk = [
    { name: 'consultations', path: '/console/consultations' },
    { name: 'consultation', path: `/console/consultations/${consultation}` },
    { name: 'consultation-opinions', path: `/console/consultations/${consultation}/opinions` },
    { name: 'consultation-synthesis', path: `/console/consultations/${consultation}/synthesis` },
  ];
  for (const { name, path } of desk) {
    for (const state of ['full', 'loading', 'error', 'large'] as const)
      await shoot(shooting, { name: `console/${name}.${state}`, personId: administrator.zaloId, computer: true, state, path });
    await shoot(shooting, { name: `console/${name}.phone`, personId: administrator.zaloId, path });
  }
  await shoot(shooting, {
    name: 'console/consultation-new.full',
    personId: administrator.zaloId,
    computer: true,
    path: '/console/consultations/new',
  });
}

/** The pictures of the guide on consultations. */
export async function consultationGuideShots(shooting: Shooting, consultation: string): Promise<void> {
  const onPhone = { personId: resident.zaloId, screenOnly: true, sharpness: 1.5 };
  await shoot(shooting, { ...onPhone, name: 'du-thao', path: `/consultations/${consultation}` });
  await shoot(shooting, { ...onPhone, name: 'du-thao-gop-y', path: `/consultations/${consultation}/comment` });
  const onComputer = { personId: administrator.zaloId, computer: true, screenOnly: true };
  await shoot(shooting, { ...onComputer, name: 'du-thao-duyet', path: `/console/consultations/${consultation}/opinions` });
  await shoot(shooting, {
    ...onComputer,
    name: 'du-thao-tong-hop',
    path: `/console/consultations/${consultation}/synthesis`,
    act: async (page) => {
      await settled(page);
      await page.getByLabel('Tiếp thu nhóm 1').selectOption('accepted');
      await page.getByLabel('Lý do, cách làm nhóm 1').fill('Làm trước đoạn tới trường, khởi công trong quý một.');
    },
  });
}
