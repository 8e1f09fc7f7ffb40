import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Disclosure, listDeskDisclosures, listDisclosures, readDeskDisclosure } from 'backend/contracts/disclosures';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { administrator } from '../../scripts/seed/officers.js';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, type Desk, faultsOf, phone, startDesk } from './desk.js';

/** Where pictures for the eye are left, when somebody wants them. */
const pictures = process.env.PICTURES;

let desk: Desk;
const opened: Page[] = [];

beforeAll(async () => {
  desk = await startDesk();
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
}, 180_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

async function open(zaloId: string, address: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await desk.open(zaloId, address, viewport);
  opened.push(page);
  return page;
}

/** No fault that axe can find, nothing to scroll sideways; a picture when wanted. */
async function isWell(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
  expect([name, await faultsOf(page)]).toEqual([name, []]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

it('lets a resident come from the home page to the text, typing without marks', async () => {
  const page = await open(grandmother.zaloId, '/', phone);
  await page.getByRole('link', { name: 'Công khai' }).click();
  const list = page.getByRole('list', { name: 'Nội dung công khai' });
  await list.getByRole('link').nth(4).waitFor();
  await isWell(page, 'resident-archive');

  await page.getByLabel('Muốn biết việc gì?').fill('quyet toan');
  await list.getByRole('link').nth(1).waitFor({ state: 'detached' });
  await list.getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Quyết toán thu, chi ngân sách xã năm trước (số liệu mẫu)' }).waitFor();
  await page.getByRole('button', { name: /Bảng quyết toán chi tiết/ }).waitFor();
  await isWell(page, 'resident-disclosure');

  await page.goBack();
  expect(await page.getByLabel('Muốn biết việc gì?').inputValue()).toBe('quyet toan');
});

it('is read on the web without the Mini App, on a small phone and on paper', async () => {
  const { disclosures } = await (await desk.person(grandmother.zaloId)).call(listDisclosures, { query: {} });
  const page = await open(grandmother.zaloId, '/', phone);
  const root = `${desk.system.apiUrl}/cong-khai`;
  await page.goto(root);
  await page.getByRole('heading', { name: 'Công khai để Nhân dân biết' }).waitFor();
  await webIsWell(page, 'web-archive');
  await page.getByLabel('Tìm (không cần gõ dấu)').fill('duong be tong');
  await page.getByRole('button', { name: 'Tìm' }).click();
  await page.getByRole('link', { name: 'Làm đường bê tông liên xóm 1 và xóm 2' }).click();
  await page.getByText('Đường dài 850 m').waitFor();
  await webIsWell(page, 'web-disclosure');
  await page.emulateMedia({ media: 'print' });
  await webIsWell(page, 'web-print');
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${root}/khong-co-trang-nay`);
  await page.getByRole('link', { name: 'Tìm trong kho công khai' }).waitFor();
  await webIsWell(page, 'web-not-found');
  expect(disclosures.length).toBeGreaterThanOrEqual(5);
});

/** The page allows no script, so the tester's own is let in by another door. */
async function webIsWell(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
  const address = page.url();
  const body = await (await page.context().request.get(address)).text();
  const style = await (await page.context().request.get(`${desk.system.apiUrl}/cong-khai/style.css`)).text();
  const copy = await page.context().newPage();
  await copy.setViewportSize(phone);
  await copy.setContent(body.replace(/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`));
  expect([name, await faultsOf(copy)]).toEqual([name, []]);
  await copy.close();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

it('is written, seen as residents will read it, published, corrected and withdrawn at the desk', async () => {
  const page = await open(administrator.zaloId, 'console/disclosures', computer);
  await page.getByRole('link', { name: /Kết quả bình xét hộ được hỗ trợ sửa nhà/ }).waitFor();
  await isWell(page, 'desk-list');
  await page.getByRole('button', { name: 'Soạn nội dung công khai' }).click();

  const preview = page.getByRole('region', { name: 'Trang như người dân đọc' });
  await page.getByRole('option', { name: '6. Tài sản công' }).waitFor({ state: 'attached' });
  await page.getByRole('combobox', { name: 'Nhóm nội dung' }).selectOption({ label: '6. Tài sản công' });
  await page.getByLabel('Tiêu đề').fill('Thanh lý bàn ghế cũ của nhà văn hóa');
  await preview.getByRole('heading', { name: 'Thanh lý bàn ghế cũ của nhà văn hóa' }).waitFor();
  await preview.getByText('Tài sản công').waitFor();
  await page.getByLabel('Toàn văn').fill('Gồm có:\n\n- 40 ghế nhựa\n- 6 bàn gỗ');
  await page.getByLabel('Chọn tệp để gửi lên').setInputFiles({
    name: 'Biên bản kiểm kê.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n%%EOF\n'),
  });
  await preview.getByText('Biên bản kiểm kê').waitFor();

  const publish = page.getByRole('button', { name: 'Công khai', exact: true });
  await publish.click();
  const question = page.getByRole('dialog');
  await question.getByText('địa chỉ trang không đổi nữa').waitFor();
  await isWell(page, 'desk-publish');
  await question.getByRole('button', { name: 'Công khai' }).click();
  await page.getByText('Xin tóm tắt bằng vài câu dễ hiểu.').waitFor();
  await page.getByLabel('Tóm tắt').fill('Bán 40 ghế nhựa và 6 bàn gỗ đã cũ, ai mua xin báo trước ngày 20.');
  await isWell(page, 'desk-write');
  await publish.click();
  await question.getByRole('button', { name: 'Công khai' }).click();
  await page.getByRole('heading', { name: 'Đã công khai' }).waitFor();
  await page.getByRole('button', { name: 'Bài đọc loa' }).click();
  await question.getByText('Kính thưa toàn thể bà con').waitFor();
  await isWell(page, 'desk-loudspeaker');
  await question.getByRole('button', { name: 'Đóng' }).click();
  await isWell(page, 'desk-published');

  const posterUrl = (await page.getByRole('link', { name: 'Tờ niêm yết (PDF)' }).getAttribute('href')) ?? '';
  const poster = await page.context().request.get(posterUrl);
  expect([poster.status(), poster.headers()['content-type']]).toEqual([200, 'application/pdf']);

  await page.getByLabel('Toàn văn').fill('Gồm có:\n\n- 42 ghế nhựa\n- 6 bàn gỗ');
  await page.getByRole('button', { name: 'Đăng bản sửa' }).click();
  await question.getByLabel('Lý do (người dân đọc được)').fill('Đếm lại số ghế');
  await question.getByRole('button', { name: 'Đăng bản sửa' }).click();
  await preview.getByText(/Đã sửa ngày .*: Đếm lại số ghế/).waitFor();

  await page.getByRole('button', { name: 'Rút nội dung này' }).click();
  await question.getByLabel('Lý do (người dân đọc được)').fill('Đã bán hết');
  await question.getByRole('button', { name: 'Rút nội dung' }).click();
  await page.getByRole('heading', { name: 'Đã rút' }).waitFor();

  const found = await latest();
  expect([found.status, found.corrections.length, found.withdrawn?.reason]).toEqual(['withdrawn', 1, 'Đã bán hết']);
  // The refused first try left no second draft behind.
  expect((await (await desk.person(administrator.zaloId)).call(listDeskDisclosures, { query: { status: 'draft' } })).disclosures).toEqual(
    [],
  );
  const visitor = await open(grandmother.zaloId, `/disclosures/${found.slug}`, phone);
  await visitor.getByText('Lý do: Đã bán hết').waitFor();
  await isWell(visitor, 'resident-withdrawn');
}, 60_000);

async function latest(): Promise<Disclosure> {
  const officer = await desk.person(administrator.zaloId);
  const { disclosures } = await officer.call(listDeskDisclosures, { query: {} });
  return officer.call(readDeskDisclosure, { params: { id: disclosures[0]?.id ?? '' } });
}

it('fits a phone at the desk too', async () => {
  const page = await open(administrator.zaloId, 'console/disclosures/new', phone);
  await page.getByRole('heading', { name: 'Tiêu đề' }).waitFor();
  await isWell(page, 'desk-write-phone');
});
