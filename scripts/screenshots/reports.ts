import { fileReport, joinReport, type ReportDraft, readReportForm } from 'backend/contracts/feedback';
import { actOnDeskReport, type DeskAct, readDeskReport } from 'backend/contracts/feedback-desk';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Town } from '../../miniapp/test/phone.js';
import { wellKnown } from '../seed/seed.js';
import { type Shooting, settled, shoot } from './shoot.js';

/** Reports on the pictures: one answered, one about which the commune asks, one of a neighbour. */
export type SampleReports = { personId: string; answered: string; asked: string; hamletName: string };

type Here = Pick<Town, 'as' | 'person'>;

const handler = 'can-bo-dat-dai';
const category = 'Đường, điện, nước';

/** A road with a hole in it, as somebody might photograph it; drawn, so that it shows no place and nobody. */
const road = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">
  <rect width="1200" height="900" fill="#9db68c"/><rect width="1200" height="330" fill="#cfe0ec"/>
  <path d="M0 330 L400 250 L800 310 L1200 240 L1200 360 L0 380 Z" fill="#6f8f63"/>
  <path d="M470 350 L730 350 L1180 900 L20 900 Z" fill="#8b8b88"/>
  <path d="M592 350 L608 350 L640 900 L560 900 Z" fill="#d8d4c4"/>
  <ellipse cx="450" cy="690" rx="190" ry="70" fill="#5c4f42"/><ellipse cx="455" cy="700" rx="140" ry="46" fill="#7d7468"/>
</svg>`;

export async function roadPicture(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  return { name: 'duong.jpg', mimeType: 'image/jpeg', buffer: await sharp(Buffer.from(road)).jpeg({ quality: 85 }).toBuffer() };
}

async function act(town: Here, officer: string, id: string, action: DeskAct): Promise<void> {
  const caller = await town.as(officer);
  const { revision } = await caller.call(readDeskReport, { params: { id } });
  await caller.call(actOnDeskReport, { params: { id }, body: { revision, action } });
}

/** Makes the reports that the pictures show. */
export async function prepareReports(town: Here, personId: string): Promise<SampleReports> {
  const person = await town.as(personId);
  const { hamlets } = await person.call(readReportForm, {});
  const [hamlet] = hamlets;
  if (!hamlet) throw new Error('no hamlets for the pictures');
  const draft = (text: string, landmark: string): ReportDraft => ({
    kind: 'reflection',
    categoryKey: 'duong-dien-nuoc',
    text,
    place: { hamletKey: hamlet.key, landmark, location: null },
    draft: null,
    mediaIds: [],
    confirmed: [],
    device: '0'.repeat(32),
    privacy: 'officers_only',
    name: null,
    information: null,
  });
  const file = async (who: string, body: ReportDraft) => (await (await town.as(who)).call(fileReport, { body })).id;

  const answered = await file(personId, draft('Đèn đường trước nhà văn hóa tắt mấy hôm nay, tối đi lại khó.', 'trước nhà văn hóa'));
  await act(town, handler, answered, {
    act: 'write_answer',
    text: 'Kính gửi ông/bà,\n\nXã đã thay bóng đèn trước nhà văn hóa chiều nay, đèn đã sáng. Cảm ơn ông/bà đã báo. Nếu đèn lại tắt, xin bấm “Chưa, mở lại”.',
    submit: true,
  });
  await act(town, wellKnown.chairman.zaloId, answered, { act: 'approve_answer', publish: true });
  const asked = await file(personId, draft('Mương tưới ở cánh đồng trên bị lở một đoạn, nước không về ruộng.', ''));
  await act(town, handler, asked, { act: 'ask', question: 'Xin ông/bà cho biết đoạn lở ở gần ruộng nhà ai, dài chừng mấy mét?' });

  const neighbours = await Promise.all([1, 2, 3].map(() => town.person({ name: 'Lý Thị Sen' })));
  const [first = '', ...others] = neighbours;
  const shared = await file(first, draft('Đường vào xóm có ổ gà to, xe máy đi buổi tối dễ ngã lắm.', 'đầu xóm'));
  for (const other of others) await (await town.as(other)).call(joinReport, { params: { id: shared } });
  return { personId, answered, asked, hamletName: hamlet.name };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).tap();

/** From the first step, with a picture, up to the one wanted. */
export const upTo =
  (wanted: 1 | 2 | 3 | 'similar' | 4, { hamletName }: SampleReports) =>
  async (page: Page): Promise<void> => {
    await settled(page);
    await page.setInputFiles('input[type="file"][multiple]', await roadPicture());
    await page.getByRole('button', { name: 'Bỏ ảnh 1' }).waitFor();
    if (wanted === 1) return;
    await press(page, 'Đi tiếp');
    await page.getByText('Bước 2 trong 4').waitFor();
    const own = page.getByRole('radio', { name: `${hamletName} Xóm của tôi` });
    if ((await own.count()) > 0) await own.check();
    else if ((await page.getByRole('radio', { name: 'Xóm khác' }).count()) > 0) {
      await page.getByRole('radio', { name: 'Xóm khác' }).check();
      await page.getByLabel('Xóm nào?').selectOption({ label: hamletName });
    } else await page.getByLabel('Ở xóm nào?').selectOption({ label: hamletName });
    await page.getByLabel('Chỗ dễ tìm').fill('đầu xóm, gần cây đa');
    await page.evaluate('document.activeElement.blur()');
    if (wanted === 2) return;
    await press(page, 'Đi tiếp');
    await page.getByRole('button', { name: new RegExp(`^${category}`) }).tap();
    await page.getByLabel('Việc gì, từ bao giờ?').fill('Đường vào xóm có ổ gà to từ đợt mưa vừa rồi, xe máy đi buổi tối dễ ngã.');
    await page.evaluate('document.activeElement.blur()');
    if (wanted === 3) return;
    await press(page, 'Đi tiếp');
    await page.getByRole('heading', { name: 'Gần đó đã có người phản ánh' }).waitFor();
    if (wanted === 'similar') return settled(page);
    await press(page, 'Việc của tôi khác, đi tiếp');
    await page.getByText('Bước 4 trong 4').waitFor();
  };

async function withCode(page: Page, sample: SampleReports): Promise<void> {
  await upTo(4, sample)(page);
  await page.getByRole('radio', { name: /Không ai biết tên/ }).check();
  await press(page, 'Gửi phản ánh');
  await page.locator('.code').waitFor();
}

/** The residents' pages of reports in their states. */
export async function reportShots(shooting: Shooting, sample: SampleReports): Promise<void> {
  const { personId, answered, asked } = sample;
  const newcomer = await shooting.town.person({ name: 'Hoàng Thị Mận' });
  const pages = [
    { name: 'reports', path: '/reports' },
    { name: 'report', path: `/reports/${answered}` },
    { name: 'report-asked', path: `/reports/${asked}` },
    { name: 'report-new', path: '/reports/new' },
  ];
  for (const { name, path } of pages)
    for (const state of ['full', 'large', 'zoomed', 'loading', 'error', 'offline'] as const)
      await shoot(shooting, { name: `resident/${name}.${state}`, personId, path, state });
  for (const state of ['full', 'large', 'zoomed'] as const) {
    await shoot(shooting, { name: `resident/report-track.${state}`, personId, path: '/reports/track', state });
    for (const step of [1, 2, 3, 'similar', 4] as const)
      await shoot(shooting, {
        name: `resident/report-new-${step}.${state}`,
        personId: newcomer,
        path: '/reports/new',
        state,
        act: upTo(step, sample),
      });
  }
  await shoot(shooting, { name: 'resident/reports.empty', personId: newcomer, path: '/reports' });
  await shoot(shooting, {
    name: 'resident/report-code.full',
    personId: newcomer,
    path: '/reports/new',
    act: (page) => withCode(page, sample),
  });
}

/** The pictures of the chapter on reports. */
export async function reportGuideShots(shooting: Shooting, sample: SampleReports): Promise<void> {
  const onPhone = { personId: sample.personId, screenOnly: true, sharpness: 1.5 };
  const writing = { ...onPhone, path: '/reports/new' };
  await shoot(shooting, { ...onPhone, name: 'phan-anh', path: '/reports' });
  await shoot(shooting, { ...writing, name: 'phan-anh-anh', act: upTo(1, sample) });
  await shoot(shooting, { ...writing, name: 'phan-anh-viec-gi', act: upTo(3, sample) });
  await shoot(shooting, { ...writing, name: 'phan-anh-cung', act: upTo('similar', sample) });
  await shoot(shooting, { ...writing, name: 'phan-anh-ai-thay', act: upTo(4, sample) });
  await shoot(shooting, { ...writing, name: 'phan-anh-ma', act: (page) => withCode(page, sample) });
  await shoot(shooting, { ...onPhone, name: 'phan-anh-tra-loi', path: `/reports/${sample.answered}` });
}
