import { fileReport, joinReport, readReportForm } from 'backend/contracts/feedback';
import { actOnDeskReport, type DeskAct, readDeskReport } from 'backend/contracts/feedback-desk';
import type { Town } from '../../miniapp/test/phone.js';
import { reports as samples } from '../seed/reports.js';
import { wellKnown } from '../seed/seed.js';
import { type Shooting, settled, shoot } from './shoot.js';

type Here = Pick<Town, 'as' | 'person'>;

/** Puts the sample reports on the board, some of them answered; gives one that is. */
async function prepareBoard(town: Here): Promise<string> {
  const office = await town.as(wellKnown.administrator.zaloId);
  const chairman = await town.as(wellKnown.chairman.zaloId);
  const { hamlets } = await office.call(readReportForm, {});
  let answered = '';
  for (const [place, sample] of samples.entries()) {
    if (sample.kind === 'praise') continue;
    const by = await town.as(await town.person({ name: 'Hoàng Thị Mận' }));
    const { id } = await by.call(fileReport, {
      body: {
        kind: sample.kind,
        categoryKey: sample.categoryKey,
        text: sample.text,
        place: {
          hamletKey: hamlets[sample.hamlet]?.key ?? '',
          landmark: sample.landmark,
          location: sample.location && { ...sample.location, accuracy: 12 },
        },
        draft: null,
        mediaIds: [],
        confirmed: [],
        device: String(place).padStart(32, '1'),
        privacy: sample.privacy,
        name: null,
        information: null,
      },
    });
    for (const _ of sample.joinedBy) await (await town.as(await town.person({ name: 'Lý Thị Sen' }))).call(joinReport, { params: { id } });
    const act = async (who: typeof office, action: DeskAct) => {
      const { revision } = await office.call(readDeskReport, { params: { id } });
      await who.call(actOnDeskReport, { params: { id }, body: { revision, action } });
    };
    await act(office, { act: 'publish_on_board', text: sample.text, pictureIds: [], reason: '' });
    if (sample.answer === null) continue;
    await act(office, { act: 'write_answer', text: sample.answer, submit: true });
    await act(chairman, { act: 'approve_answer', publish: true });
    answered ||= id;
  }
  return answered;
}

/** The public board in its states, the empty list first. */
export async function boardShots(shooting: Shooting, personId: string): Promise<void> {
  const views = [
    { name: 'board', path: '/board' },
    { name: 'board-map', path: '/board/map' },
    { name: 'board-statistics', path: '/board/statistics' },
  ];
  if (![...views.map(({ name }) => name), 'board-report'].some((name) => shooting.wanted(`resident/${name}.full`))) return;
  // The API remembers an empty map and its statistics for a while, and the pictures after it would be wrong.
  await shoot(shooting, { name: 'resident/board.empty', personId, path: '/board' });
  const answered = await prepareBoard(shooting.town);
  for (const { name, path } of [...views, { name: 'board-report', path: `/board/${answered}` }])
    for (const state of ['full', 'large', 'zoomed', 'loading', 'error', 'offline'] as const)
      await shoot(shooting, { name: `resident/${name}.${state}`, personId, path, state });
}

/** The pictures of the paragraph on the board. */
export async function boardGuideShots(shooting: Shooting, personId: string): Promise<void> {
  const names = { list: 'bang-cong-khai', map: 'ban-do-phan-anh' } as const;
  if (!Object.values(names).some(shooting.wanted)) return;
  await prepareBoard(shooting.town);
  const onPhone = { personId, screenOnly: true, sharpness: 1.5 };
  await shoot(shooting, { ...onPhone, name: names.list, path: '/board' });
  await shoot(shooting, {
    ...onPhone,
    name: names.map,
    path: '/board/map',
    act: async (page) => {
      await settled(page);
      await page.locator('.map-mark[data-state="answered"]').first().tap();
      await page.getByRole('region', { name: 'Điểm vừa chọn' }).waitFor();
    },
  });
}
