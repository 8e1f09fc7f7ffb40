import { joinReport } from 'backend/contracts/feedback';
import { actOnDeskReport, listDeskReports } from 'backend/contracts/feedback-desk';
import type { Page } from 'playwright-core';
import { administrator } from '../seed/officers.js';
import { wellKnown } from '../seed/seed.js';
import { type SampleReports, upTo } from './reports.js';
import { type Shooting, settled, shoot } from './shoot.js';

const office = administrator.zaloId;
const answer =
  'Kính gửi ông/bà,\n\nXã đã cùng trưởng xóm xem đoạn đường này sáng nay. Thứ Năm tuần này xã chở vật liệu, xóm góp công, vá xong trong ngày. Cần hỏi thêm xin gọi 0950 000 456.';

/** Somebody sends a report with its picture from a phone, two others join; answers its id. */
async function fileWithPicture({ town }: Shooting, sample: SampleReports): Promise<string> {
  const { page, context } = await town.phone(await town.person({ name: 'Ma Thị Mến' }), { path: '/reports/new' });
  try {
    await upTo(4, sample)(page);
    await page.getByRole('radio', { name: /^Chỉ cán bộ/ }).check();
    await page.getByRole('button', { name: 'Gửi phản ánh', exact: true }).tap();
    await page
      .getByText(/PA-\d{4}-\d{4}/)
      .first()
      .waitFor();
  } finally {
    await context.close();
  }
  const desk = await town.as(office);
  const { reports } = await desk.call(listDeskReports, { query: { view: 'all', q: 'ổ gà to từ đợt mưa' } });
  const id = reports.find(({ hasMedia }) => hasMedia)?.id;
  if (id === undefined) throw new Error('the report of the pictures did not arrive');
  for (const name of ['Lý Văn Tài', 'Hoàng Thị Mận'])
    await (await town.as(await town.person({ name }))).call(joinReport, { params: { id } });
  return id;
}

async function writeAnswer(page: Page): Promise<void> {
  await settled(page);
  await page.locator('#answer-text').fill(answer);
  await page.getByText('(che khi đăng: số điện thoại)').waitFor();
  await page.evaluate(`document.querySelector('.report').scrollTo(0, 330)`);
  await page.evaluate('document.activeElement.blur()');
}

async function coverAreas(page: Page): Promise<void> {
  await settled(page);
  await page.getByRole('button', { name: 'Đăng lên bảng công khai…' }).click();
  await page.getByRole('button', { name: 'Xem, che ảnh 1' }).click();
  await page.locator('.blur-stage img').evaluate('(image) => image.decode()');
  for (const way of ['ArrowLeft', 'ArrowRight'] as const) {
    await page.getByRole('button', { name: 'Thêm vùng che' }).click();
    for (let move = 0; move < 7; move += 1) await page.keyboard.press(way);
  }
}

/** The officers' pictures of the chapter on reports. */
export async function feedbackDeskShots(shooting: Shooting, sample: SampleReports): Promise<void> {
  const id = await fileWithPicture(shooting, sample);
  const onComputer = { personId: office, computer: true, screenOnly: true };
  await shoot(shooting, { ...onComputer, name: 'phan-anh-hop', path: '/console/feedback?view=open' });
  await shoot(shooting, { ...onComputer, name: 'phan-anh-mot-viec', path: `/console/feedback/${id}?view=open`, act: writeAnswer });
  await shoot(shooting, { ...onComputer, name: 'phan-anh-che-anh', path: `/console/feedback/${id}?view=open`, act: coverAreas });
  const desk = await shooting.town.as(office);
  const [row] = (await desk.call(listDeskReports, { query: { view: 'all', q: 'ổ gà to từ đợt mưa' } })).reports;
  await desk.call(actOnDeskReport, {
    params: { id },
    body: { revision: row?.revision ?? 0, action: { act: 'write_answer', text: answer, submit: true } },
  });
  await shoot(shooting, {
    personId: wellKnown.chairman.zaloId,
    screenOnly: true,
    sharpness: 1.5,
    name: 'phan-anh-duyet',
    path: `/console/feedback/${id}`,
    act: async (page) => {
      await page.getByText('(che khi đăng: số điện thoại)').waitFor();
      await page.evaluate(`document.querySelector('#approve-title').scrollIntoView()`);
      await page.evaluate('scrollBy(0, -120)');
    },
  });
  await shoot(shooting, {
    ...onComputer,
    name: 'phan-anh-phan-cong',
    path: '/console/feedback/settings',
    act: async (page) => {
      await settled(page);
      await page.getByRole('group', { name: 'Phần cài đặt' }).getByRole('button', { name: 'Phân công' }).click();
    },
  });
}
