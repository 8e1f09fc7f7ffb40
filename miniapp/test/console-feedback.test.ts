import { mkdirSync } from 'node:fs';
import { listBoard, readBoardReport } from 'backend/contracts/board';
import { fileReport, joinReport, readReport, readReportForm } from 'backend/contracts/feedback';
import { actOnDeskReport, type DeskAct, listDeskReports, readDeskReport } from 'backend/contracts/feedback-desk';
import { readFeedbackSettings, saveFeedbackSettings } from 'backend/contracts/feedback-settings';
import { ReportMedia } from 'backend/contracts/report-media';
import { listSealedPetitions } from 'backend/contracts/sealed-petitions';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { chairman as chairmanSeed } from '../../scripts/seed/officers.js';
import { grandmother } from '../../scripts/seed/people.js';
import { samplePicture } from '../../scripts/seed/sample-picture.js';
import { computer, type Desk, faultsOf, type Person, phone, startDesk, until } from './desk.js';

const office = 'quan-tri';
const chairman = chairmanSeed.zaloId;
/** Opens sealed petitions in the sample commune. */
const holder = 'can-bo-tu-phap';
const resident = (number: number) => `nguoi-dan-${String(number).padStart(3, '0')}`;

let desk: Desk;
let officer: Person;
const opened: Page[] = [];

async function open(zaloId: string, address: string, viewport = computer): Promise<Page> {
  const page = await desk.open(zaloId, address, viewport);
  opened.push(page);
  return page;
}

/** Fits the screen and has nothing axe finds; a picture for whoever asks for them, kept out of the repository. */
async function looksRight(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(await faultsOf(page)).toEqual([]);
  const folder = process.env.PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

let sent = 0;

/** A resident reports something, with a picture if there is one. */
async function file(zaloId: string, text: string, picture: Blob | null = null): Promise<string> {
  sent += 1;
  const mark = String(sent).padStart(32, '0');
  const mediaIds: string[] = [];
  if (picture !== null) {
    const answer = await fetch(`${desk.system.apiUrl}/api/report-media?draft=${mark}&slot=picture-1`, { method: 'POST', body: picture });
    mediaIds.push(ReportMedia.parse(await answer.json()).id);
  }
  const person = await desk.person(zaloId);
  const { hamlets } = await person.call(readReportForm, {});
  const body = {
    kind: 'reflection' as const,
    categoryKey: 'duong-dien-nuoc',
    text,
    place: { hamletKey: hamlets[4]?.key ?? '', landmark: 'trước nhà văn hóa', location: null },
    draft: mediaIds.length === 0 ? null : mark,
    mediaIds,
    confirmed: [],
    device: mark,
    privacy: 'public' as const,
    name: null,
  };
  return (await person.call(fileReport, { body })).id;
}

const read = (id: string) => officer.call(readDeskReport, { params: { id } });
const act = async (id: string, action: DeskAct) =>
  officer.call(actOnDeskReport, { params: { id }, body: { revision: (await read(id)).revision, action } });

beforeAll(async () => {
  desk = await startDesk();
  officer = await desk.person(office);
}, 240_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

it('finds reports without marks, gives several to one officer at once, and takes that back', async () => {
  const first = await file(resident(30), 'Cống thoát nước giữa xóm bị sập, trâu bò dễ thụt chân.');
  const second = await file(resident(31), 'Nắp cống sập giữa xóm chưa ai che lại, trẻ con đi học nguy hiểm.');
  const third = await file(resident(32), 'Cống sập giữa xóm, nước tràn vào sân nhà văn hóa.');
  const before = await Promise.all([first, second].map(read));

  const page = await open(office, 'console/feedback?view=open');
  await page.locator('.report-row').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('cong sap giua xom');
  await until(async () => (await page.locator('.report-row').count()) === 3);
  await looksRight(page, 'feedback-list-1366');
  await page.keyboard.press('Escape');
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await page.getByText('Đã chọn 3 phản ánh').waitFor();
  // Somebody is faster with one of them.
  await act(third, { act: 'note', text: 'Đang gọi điện cho người gửi.' });
  await page.getByRole('button', { name: 'Giao cho…' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('Người nhận')
    .selectOption({ label: await nameIn(page, 'Lý Thị Hương') });
  await looksRight(page, 'feedback-assign-1366');
  await page.getByRole('dialog').getByRole('button', { name: 'Giao', exact: true }).click();
  await page.getByText('Đã giao 2 phản ánh cho Lý Thị Hương.').waitFor();
  await page.getByText('Vừa được người khác cập nhật.').waitFor();
  await page.getByText('còn 10 phút').waitFor();
  await looksRight(page, 'feedback-undo-1366');
  expect((await Promise.all([first, second, third].map(read))).map(({ assignee }) => assignee?.name)).toEqual([
    'Lý Thị Hương',
    'Lý Thị Hương',
    before[0]?.assignee?.name,
  ]);
  await page.getByRole('button', { name: /^Hoàn tác/ }).click();
  await page.getByText('Đã lấy lại 2 phản ánh.').waitFor();
  expect((await read(first)).assignee).toEqual(before[0]?.assignee);

  // The address keeps list and words: going back from a report finds them again.
  await page.locator('.report-link').first().click();
  await page.locator('.report-title').waitFor();
  await looksRight(page, 'feedback-item-1366');
  await page.goBack();
  await page.locator('.report-title').waitFor({ state: 'detached' });
  expect(await page.locator('.report-row').count()).toBe(3);
  expect(await page.getByLabel('Tìm, không cần gõ dấu').inputValue()).toBe('cong sap giua xom');

  const narrow = await open(office, `console/feedback?view=open&q=cong%20sap%20giua%20xom`, phone);
  await narrow.locator('.report-row').first().waitFor();
  await looksRight(narrow, 'feedback-list-360');
});

/** The whole line of a choice that begins with a name, once it is there. */
const nameIn = (page: Page, name: string): Promise<string> =>
  until(async () => {
    const lines = await page.getByRole('dialog').locator('select').first().locator('option').allTextContents();
    return lines.find((line) => line.startsWith(name));
  });

it('leads an answer from the template over the chairman’s phone to everybody who reported', async () => {
  const id = await file(grandmother.zaloId, 'Bóng đèn đường đầu ngõ bị vỡ từ tuần trước, gọi bà theo số 0950 000 001.');
  const neighbour = await desk.person(resident(40));
  await neighbour.call(joinReport, { params: { id } });

  const page = await open(office, `console/feedback/${id}`);
  await page.getByRole('button', { name: 'Tiếp nhận' }).click();
  await page.getByText('Đã tiếp nhận.').waitFor();
  await page.getByLabel('Chèn mẫu trả lời').selectOption({ label: 'Đã xử lý xong' });
  const words = page.getByRole('textbox', { name: 'Câu trả lời' });
  expect(await words.inputValue()).toContain(`Kính gửi ông/bà ${grandmother.name}.`);
  expect(await words.inputValue()).not.toContain('{{');
  await words.fill('Kính gửi {{ten}}, xã đã thay bóng đèn. Cần gì thêm xin gọi 0950 000 456.');
  await page.getByRole('button', { name: 'Trình duyệt' }).click();
  await page.getByText('Còn chỗ {{ten}} chưa điền.').waitFor();
  await words.fill('Kính gửi ông/bà, xã đã thay bóng đèn. Cần gì thêm xin gọi 0950 000 456.');
  await page.getByText('(che khi đăng: số điện thoại)').waitFor();
  await looksRight(page, 'feedback-answer-1366');
  // Leaving is asked about, and staying loses nothing.
  await page.getByRole('link', { name: 'Hộp thư' }).click();
  await page.getByRole('button', { name: 'Ở lại để lưu' }).click();
  // A reload in the middle of it does not lose it either.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText('Đã lấy lại phần đang viết dở').waitFor();
  expect(await words.inputValue()).toContain('xã đã thay bóng đèn');
  await page.getByRole('button', { name: 'Trình duyệt' }).click();
  await page.getByText('Chờ Chủ tịch duyệt').waitFor();
  expect(await page.getByRole('button', { name: /Duyệt/ }).count()).toBe(0);

  const small = await open(chairman, 'console/feedback', phone);
  await small.getByRole('button', { name: /^Chờ duyệt/, pressed: true }).waitFor();
  await looksRight(small, 'feedback-approve-list-360');
  await small.getByRole('link', { name: /Bóng đèn đường/ }).click();
  await small.getByText('xã đã thay bóng đèn').waitFor();
  await looksRight(small, 'feedback-approve-360');
  await small.getByRole('button', { name: 'Trả lại để sửa' }).click();
  await small.getByRole('dialog').getByLabel('Cần sửa gì').fill('Xin ghi rõ thay ngày nào.');
  await small.getByRole('dialog').getByRole('button', { name: 'Trả lại để sửa' }).click();
  await small.getByText(`${chairmanSeed.name} trả lại để sửa`).waitFor();
  await act(id, { act: 'write_answer', text: 'Kính gửi ông/bà, xã đã thay bóng đèn sáng Thứ Năm.', submit: true });
  await small.reload();
  await small.getByRole('button', { name: 'Duyệt và gửi' }).click();
  await small.getByText('Câu trả lời tới ngay 2 người đã phản ánh. Gửi rồi không lấy lại được.').waitFor();
  await looksRight(small, 'feedback-approve-ask-360');
  await small.getByRole('dialog').getByRole('button', { name: 'Duyệt và gửi' }).click();
  await small.getByText('Đã duyệt và gửi.').waitFor();
  for (const zaloId of [grandmother.zaloId, resident(40)]) {
    const { answers, status } = await (await desk.person(zaloId)).call(readReport, { params: { id } });
    expect(status).toBe('answered');
    expect(answers[0]?.text).toContain('thay bóng đèn sáng Thứ Năm');
    expect(answers[0]?.signedBy).toContain(chairmanSeed.name);
  }
});

it('puts a report on the board with its telephone number covered and its picture blurred, by mouse and by keys', async () => {
  const id = await file(
    resident(50),
    'Mặt đường trước trạm y tế bong tróc, xe cứu thương khó vào. Số của tôi là 0950 000 077.',
    await samplePicture('road'),
  );
  const page = await open(office, `console/feedback/${id}`);
  await page.getByRole('button', { name: 'Đăng lên bảng công khai…' }).click();
  await page.getByText('Chưa xem lại, chưa đăng được.').waitFor();
  await page.getByRole('button', { name: 'Xem, che ảnh 1' }).click();
  const stage = page.locator('.blur-stage');
  await stage.locator('img').evaluate((image) => (image as HTMLImageElement).decode());
  const box = await stage.boundingBox();
  if (box === null) throw new Error('no picture to draw on');
  const to = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...to(0.3, 0.55));
  await page.mouse.down();
  await page.mouse.move(...to(0.8, 0.95), { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Thêm vùng che' }).click();
  await page.getByRole('button', { name: /^Vùng che 2/ }).press('ArrowUp');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Lấy lại bước vừa làm' }).click();
  await page.getByRole('button', { name: /^Vùng che 2/ }).waitFor();
  await looksRight(page, 'feedback-blur-1366');
  await page.getByRole('button', { name: 'Che 2 vùng này' }).click();
  await page.getByRole('checkbox', { name: 'Đăng ảnh 1' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'Đăng ảnh 1' }).isChecked()).toBe(true);
  await page.getByText('Trên bảng công khai, máy che 1 chỗ: số điện thoại.').waitFor();
  await looksRight(page, 'feedback-board-1366');
  await page.getByRole('button', { name: 'Đăng lên bảng công khai', exact: true }).click();
  await page.getByText('Đang đăng: ai cũng đọc được').waitFor();

  const anybody = await desk.person(resident(51));
  const shown = await anybody.call(readBoardReport, { params: { id } });
  expect(shown.text).toContain('Mặt đường trước trạm y tế');
  expect(shown.text).not.toContain('0950 000 077');
  expect(shown.text).toContain('•');
  expect((await anybody.call(listBoard, { query: { q: 'mat duong bong troc' } })).reports.map((row) => row.id)).toEqual([id]);
  // Where the hole in the road was drawn there is nothing to tell apart any more; the original still has it.
  const { media } = await read(id);
  const detail = async (url: string) => {
    const picture = sharp(Buffer.from(await (await fetch(url)).arrayBuffer()));
    const { width = 0, height = 0 } = await picture.metadata();
    const part = {
      left: Math.round(width * 0.35),
      top: Math.round(height * 0.78),
      width: Math.round(width * 0.2),
      height: Math.round(height * 0.1),
    };
    const { channels } = await sharp(await picture.extract(part).toBuffer()).stats();
    return Math.max(...channels.map(({ stdev }) => stdev));
  };
  const [original, published] = [await detail(media[0]?.url ?? ''), await detail(shown.pictures[0]?.url ?? '')];
  expect(published).toBeLessThan(original / 2);
});

it('asks the reporter back, goes on, and keeps what was typed when a colleague was faster', async () => {
  const id = await file(resident(60), 'Mương nội đồng bị lấp một đoạn, nước không về ruộng.');
  const page = await open(office, `console/feedback/${id}`, phone);
  await page.getByRole('button', { name: 'Hỏi thêm người gửi…' }).click();
  const question = page.getByRole('dialog').getByLabel('Câu hỏi');
  await page.getByRole('dialog').getByRole('button', { name: 'Hỏi thêm người gửi' }).click();
  await page.getByText('Xin ghi câu hỏi.').waitFor();
  await question.fill('Xin ông/bà cho biết đoạn mương ở gần nhà ai?');
  await looksRight(page, 'feedback-ask-360');
  await act(id, { act: 'note', text: 'Đã gọi trưởng xóm.' });
  await page.getByRole('dialog').getByRole('button', { name: 'Hỏi thêm người gửi' }).click();
  await page.getByText('những gì đã gõ vẫn còn').waitFor();
  expect(await question.inputValue()).toContain('gần nhà ai');
  await page.getByRole('dialog').getByRole('button', { name: 'Hỏi thêm người gửi' }).click();
  await page.getByText('Đang chờ người gửi trả lời câu hỏi').waitFor();
  await page.getByText('tạm dừng: chờ người gửi bổ sung').first().waitFor();
  await looksRight(page, 'feedback-waiting-360');
  expect((await (await desk.person(resident(60))).call(readReport, { params: { id } })).question?.text).toContain('gần nhà ai');

  await page.getByRole('button', { name: 'Làm tiếp…' }).click();
  await page.getByRole('button', { name: 'Đã hỏi được qua điện thoại' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Làm tiếp', exact: true }).click();
  await page.getByText('Đã làm tiếp.').waitFor();
  const after = await read(id);
  expect(after.status).toBe('in_progress');
  expect(after.pauses).toHaveLength(1);
  expect(after.lateness.kind).toBe('in_time');
});

it('seals a denunciation for one handler, who says what for, and covers it again once the page was left', async () => {
  const text = 'Việc ở trạm bơm đầu xóm có điều khuất tất, xin xem lại giúp.';
  const id = await file(resident(70), text);
  const page = await open(office, `console/feedback/${id}`);
  await page.getByText('Việc khác').click();
  await page.getByRole('button', { name: 'Niêm phong vì là tố cáo…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(chairmanSeed.name).check();
  const handlers = await dialog.getByLabel('Ai giữ và xử lý').locator('option').allTextContents();
  expect(handlers.some((line) => line.startsWith(chairmanSeed.name))).toBe(false);
  await looksRight(page, 'feedback-seal-1366');
  await dialog.getByRole('button', { name: 'Niêm phong' }).click();
  await dialog.getByText('Mã đơn thư').waitFor();
  await dialog.getByRole('button', { name: 'Về danh sách' }).click();
  await page.locator('.report-title').waitFor({ state: 'detached' });
  await expect(read(id)).rejects.toMatchObject({ code: 'report_not_found' });
  // Who is complained of does not learn that it exists.
  expect((await (await desk.person(chairman)).call(listSealedPetitions, {})).petitions).toEqual([]);

  const sealed = await open(holder, 'console/sealed', phone);
  await sealed.getByRole('button', { name: /^Mở ĐT-/ }).click();
  await sealed.getByRole('dialog').getByRole('button', { name: 'Mở và ghi lại' }).click();
  await sealed.getByText('Xin ghi mở để làm gì.').waitFor();
  await sealed.getByLabel('Mở để làm gì').fill('Phân loại đơn thư');
  await looksRight(sealed, 'sealed-ask-360');
  await sealed.getByRole('dialog').getByRole('button', { name: 'Mở và ghi lại' }).click();
  await sealed.getByText(text).waitFor();
  await sealed.getByText('Mở xem. Mục đích: Phân loại đơn thư').waitFor();
  await looksRight(sealed, 'sealed-360');
  await sealed.getByText('Đã phân loại', { exact: true }).click();
  await sealed.getByLabel('Đã làm gì').fill('Thuộc thẩm quyền của huyện.');
  await sealed.getByRole('button', { name: 'Ghi bước này' }).click();
  await sealed.getByRole('heading', { name: 'Bước xử lý: đã phân loại' }).waitFor();
  await sealed.emulateMedia({ media: 'print' });
  expect(await sealed.getByText(text).isVisible()).toBe(false);
  await sealed.emulateMedia({ media: 'screen' });

  // The tab goes out of sight for five minutes.
  await sealed.clock.install();
  const sight = (state: 'hidden' | 'visible') =>
    sealed.evaluate((seen) => {
      Object.defineProperty(document, 'visibilityState', { value: seen, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await sight('hidden');
  await sealed.clock.fastForward('05:01');
  await sight('visible');
  await sealed.getByText('Nội dung đã được che lại').waitFor();
  expect(await sealed.getByText(text).count()).toBe(0);
});

it('keeps the settings of two people who save at the same time, and leads to what is wrong', async () => {
  const page = await open(office, 'console/feedback/settings');
  const parts = page.getByRole('group', { name: 'Phần cài đặt' });
  await parts.getByRole('button', { name: 'Phân công' }).click();
  await page.getByLabel('Thêm xóm có người riêng cho Lời khen').selectOption({ index: 2 });
  await looksRight(page, 'feedback-routing-1366');
  await parts.getByRole('button', { name: 'Mẫu trả lời' }).click();
  await page.getByRole('button', { name: 'Thêm mẫu' }).click();
  await page.getByLabel('Tên mẫu').fill('Hẹn xem tại chỗ');
  await page.getByLabel('Lời mẫu').fill('Kính gửi ông/bà {{ten}}, cán bộ sẽ tới xem ngày {{ngay}}.');
  await page.getByText('Không có chỗ điền {{ngay}}.').waitFor();
  await page.getByLabel('Lời mẫu').fill('Kính gửi ông/bà {{ten}}, cán bộ sẽ tới {{xom}} xem trong tuần này.');
  await page.getByText('Kính gửi ông/bà Nông Thị Thơm, cán bộ sẽ tới Xóm 5 xem').waitFor();
  await looksRight(page, 'feedback-templates-1366');
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  // The hamlet has nobody yet: saving leads there.
  await page.getByText('Xin chọn người.').waitFor();
  await page.locator('.routing-hamlets select[aria-invalid="true"]').selectOption({ index: 1 });

  const current = await officer.call(readFeedbackSettings, {});
  const category = { ...current.categories[0], name: 'Đường sá, điện, nước' } as (typeof current.categories)[number];
  await officer.call(saveFeedbackSettings, { body: { ...current, categories: [category, ...current.categories.slice(1)] } });
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await page.getByText('Cài đặt vừa được người khác sửa').waitFor();
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await page.getByText('Đã lưu cài đặt.').waitFor();
  const saved = await officer.call(readFeedbackSettings, {});
  expect(saved.categories[0]?.name).toBe('Đường sá, điện, nước');
  expect(saved.templates.map(({ key }) => key)).toContain('hen-xem-tai-cho');
  expect(saved.routing.some(({ categoryKey, hamletKey }) => categoryKey === 'khen' && hamletKey !== null)).toBe(true);

  for (const part of ['Lĩnh vực', 'Người thay khi nghỉ', 'Thời hạn', 'Đơn thư niêm phong'] as const) {
    await parts.getByRole('button', { name: part }).click();
    await looksRight(page, `feedback-settings-${part}`);
  }
  const narrow = await open(office, 'console/feedback/settings', phone);
  await narrow.getByRole('group', { name: 'Phần cài đặt' }).getByRole('button', { name: 'Phân công' }).click();
  await looksRight(narrow, 'feedback-routing-360');
});

it('puts a sender aside without telling them, and lifts that again', async () => {
  const id = await file(resident(80), 'Nhận làm bằng lái xe nhanh, ai cần liên hệ giúp.');
  const page = await open(office, `console/feedback/${id}`, phone);
  await page.getByText('Việc khác').click();
  await page.getByRole('button', { name: 'Để riêng người gửi…' }).click();
  await page.getByRole('button', { name: 'Gửi quảng cáo nhiều lần' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Để riêng người gửi' }).click();
  await page.getByText('Đã để riêng người gửi.').waitFor();
  const next = await file(resident(80), 'Biển báo ở ngã ba bị gãy, xin xã cho dựng lại.');
  const { reports } = await officer.call(listDeskReports, { query: { view: 'suspected' } });
  expect(reports.find((row) => row.id === next)?.suspicions).toContain('blocked');

  const blocks = await open(office, 'console/feedback/blocks', phone);
  await blocks.getByText('Gửi quảng cáo nhiều lần').waitFor();
  await looksRight(blocks, 'feedback-blocks-360');
  await blocks.getByRole('button', { name: 'Thôi để riêng' }).click();
  await blocks.getByText('Không để riêng ai.').waitFor();
  const ratings = await open(office, 'console/feedback/ratings', phone);
  await ratings.getByText('Chưa lĩnh vực nào đủ 5 lượt đánh giá.').waitFor();
  await looksRight(ratings, 'feedback-ratings-360');
});
