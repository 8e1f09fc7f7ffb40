import { actOnReport, listMyReports, type Report, type ReportDraft, readReport, readReportForm } from 'backend/contracts/feedback';
import { actOnDeskReport, type DeskAct, readDeskReport } from 'backend/contracts/feedback-desk';
import type { BrowserContext, Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { wellKnown } from '../../scripts/seed/seed.js';
import { faultsOf, until } from './desk.js';
import { pressMain, reported } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();

const day = 24 * 3_600_000;
const category = 'Đường, điện, nước';
const words = 'Cống trước nhà văn hóa tắc từ hôm mưa, nước tràn ra đường.';
const handler = 'can-bo-dat-dai';

type Picture = { name: string; mimeType: string; buffer: Buffer };
let photos: Picture[];
let hamlet: { key: string; name: string };

beforeAll(async () => {
  // As a camera makes them: large, and with the place written beside the picture.
  const taken = (red: number) =>
    sharp({ create: { width: 2400, height: 1800, channels: 3, background: { r: red, g: 120, b: 60 } } })
      .withExif({ IFD0: { Model: 'May anh mau' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 40/1 0/1' } })
      .jpeg()
      .toBuffer();
  photos = (await Promise.all([40, 200].map(taken))).map((buffer, place) => ({ name: `${place}.jpg`, mimeType: 'image/jpeg', buffer }));
  const { hamlets } = await (await here.town.as(await here.town.person())).call(readReportForm, {});
  const [first] = hamlets;
  if (first === undefined) throw new Error('no hamlet');
  hamlet = first;
});

async function phone(person: string, path: string): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await here.town.phone(person, { path });
  onTestFinished(() => context.close());
  return { page, context };
}

/** What keeps somebody out, and whether anything sticks out at the side. */
async function check(page: Page, name: string): Promise<void> {
  await page.waitForFunction('document.querySelector(".skeleton, [aria-busy=true]") === null');
  expect(await faultsOf(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
}

const step = (page: Page, number: number) => page.getByText(`Bước ${number} trong 4`).waitFor();
const goOn = (page: Page) => pressMain(page, 'Đi tiếp');
const place = (page: Page) => page.getByLabel('Ở xóm nào?').selectOption(hamlet.key);
const matter = (page: Page) => page.getByLabel('Việc gì, từ bao giờ?');

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).tap();
}

/** From the second step, where a picture is not wanted, to the last. */
async function toLastStep(page: Page, text: string): Promise<void> {
  await place(page);
  await goOn(page);
  await choose(page, category);
  await matter(page).fill(text);
  await goOn(page);
}

const chosePrivacy = (page: Page, name: RegExp) => page.getByRole('radio', { name }).check();
const mine = async (person: string) => (await (await here.town.as(person)).call(listMyReports, { query: {} })).reports;

const filed = async (person: string, change: Partial<ReportDraft> = {}) => reported(await here.town.as(person), change);

/** An officer takes a step on the report as it is now. */
async function act(officer: string, id: string, action: DeskAct): Promise<void> {
  const caller = await here.town.as(officer);
  const { revision } = await caller.call(readDeskReport, { params: { id } });
  await caller.call(actOnDeskReport, { params: { id }, body: { revision, action } });
}

async function answer(id: string, text: string): Promise<void> {
  await act(handler, id, { act: 'write_answer', text, submit: true });
  await act(wellKnown.chairman.zaloId, id, { act: 'approve_answer', publish: true });
}

const keptOnPhone = (page: Page) => page.evaluate(() => JSON.stringify(Object.keys(localStorage).map((key) => localStorage.getItem(key))));

describe('a report in four steps', () => {
  it('survives a closed app and a network that breaks in the middle, and is filed once with its pictures', async () => {
    const person = await here.town.person();
    const { page, context } = await phone(person, '/reports');
    await page.getByText('Chưa có phản ánh nào.').waitFor();
    await check(page, 'no reports');
    // Whoever has seen the tab can write where there is no network.
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await pressMain(page, 'Gửi phản ánh');
    await step(page, 1);
    await check(page, 'pictures');
    await page.setInputFiles('input[type="file"][multiple]', photos);
    await page.getByRole('button', { name: 'Bỏ ảnh 2' }).waitFor();
    await page.getByRole('button', { name: 'Ghi âm lời nói' }).tap();
    await check(page, 'why a microphone');
    await pressMain(page, 'Tiếp tục, để máy hỏi tôi');
    await page.getByText(/gõ chữ ở bước 3/).waitFor();
    await goOn(page);

    await step(page, 2);
    await goOn(page);
    await page.getByText('Xin chọn xóm').waitFor();
    await check(page, 'no hamlet');
    await page.getByRole('button', { name: 'Dùng vị trí của máy' }).tap();
    await check(page, 'why a position');
    await pressMain(page, 'Tiếp tục, để máy hỏi tôi');
    await page.getByText('Ghi xóm và chỗ dễ tìm là đủ.').waitFor();
    await place(page);
    await page.getByLabel('Chỗ dễ tìm').fill('trước cổng nhà văn hóa');
    await goOn(page);

    await step(page, 3);
    await context.setOffline(false);
    await check(page, 'categories');
    await choose(page, category);
    await matter(page).fill('tắc cống');
    await goOn(page);
    await page.getByText('ít nhất 10 ký tự').waitFor();
    expect(await matter(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await matter(page).fill(words);
    await check(page, 'matter');
    await page.reload();
    expect(await matter(page).inputValue()).toBe(words);
    await goOn(page);
    await step(page, 4);
    await pressMain(page, 'Gửi phản ánh');
    await page.getByText('Xin chọn ai thấy tên.').waitFor();
    await check(page, 'who and everything once more');
    await chosePrivacy(page, /Chỉ cán bộ thấy tên/);

    const uploads: { slot: string; body: Buffer | null }[] = [];
    await context.route(/\/api\/report-media\?/, async (route) => {
      const slot = new URL(route.request().url()).searchParams.get('slot') ?? '';
      if (route.request().method() === 'POST' && uploads.length === 1) {
        uploads.push({ slot, body: null });
        await context.setOffline(true);
        return route.abort();
      }
      if (route.request().method() === 'POST') uploads.push({ slot, body: route.request().postDataBuffer() });
      return route.continue();
    });
    await page.getByRole('button', { name: 'Gửi phản ánh', exact: true }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await page.getByText('Mạng yếu nên chưa gửi được. Bản nháp vẫn còn trên máy.').waitFor();
    await check(page, 'not sent yet');
    await page.close();

    let lost = 0;
    await context.route(/\/api\/reports$/, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      lost += 1;
      if (lost > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await context.setOffline(false);
    const again = await context.newPage();
    // Opened again, it goes on where it broke off, without a press.
    await again.goto(here.town.address(person, '/reports'));
    await again.getByRole('link', { name: /Cống trước nhà văn hóa/ }).waitFor();
    expect(lost).toBe(2);
    const [report, ...others] = await mine(person);
    expect(others).toEqual([]);
    expect(report).toMatchObject({ status: 'new', categoryName: category, hamletName: hamlet.name });
    const { media, landmark } = await (await here.town.as(person)).call(readReport, { params: { id: report?.id ?? '' } });
    expect([media.map(({ kind }) => kind), landmark]).toEqual([['picture', 'picture'], 'trước cổng nhà văn hóa']);
    // The first was not uploaded again, and neither carried what the camera had written.
    const [first, broken, second] = uploads;
    expect([uploads.length, first?.slot === broken?.slot, broken?.slot === second?.slot]).toEqual([3, false, true]);
    for (const { body } of uploads.filter((one) => one.body !== null)) {
      const { width, exif } = await sharp(body ?? Buffer.alloc(0)).metadata();
      expect([width, exif]).toEqual([1600, undefined]);
    }
    await again.getByRole('link', { name: /Cống trước nhà văn hóa/ }).tap();
    await again.getByRole('button', { name: 'Xem ảnh 2 cỡ lớn' }).tap();
    await again.getByRole('img', { name: 'Ảnh 2' }).waitFor();
    await check(again, 'a picture, large');
    expect(await keptOnPhone(again)).not.toContain('Cống');
  });

  it('gives code and promised day, and says where a position is wrong that cannot be', async () => {
    const person = await here.town.person();
    const { page, context } = await phone(person, '/reports/new?step=2');
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 48.137, longitude: 11.575, accuracy: 10 });
    await page.getByRole('button', { name: 'Dùng vị trí của máy' }).tap();
    await pressMain(page, 'Tiếp tục, để máy hỏi tôi');
    await page.getByText('Đã có vị trí của máy').waitFor();
    await toLastStep(page, 'Đèn đường đầu xóm tắt đã ba hôm nay, tối lắm.');
    await chosePrivacy(page, /Mọi người thấy tên/);
    await page.getByLabel('Tên ghi trên bảng công khai').fill('Bà Mận xóm trên');
    await pressMain(page, 'Gửi phản ánh');
    await page.getByText('Vị trí chưa dùng được').waitFor();
    await check(page, 'an impossible position');
    await page.getByRole('button', { name: 'Bỏ vị trí' }).tap();
    await goOn(page);
    await goOn(page);
    await pressMain(page, 'Gửi phản ánh');
    await page.getByText(/^PA-\d{4}-\d{4}$/).waitFor();
    await page.getByText(/Hẹn trả lời chậm nhất/).waitFor();
    await check(page, 'receipt');
    await pressMain(page, 'Theo dõi việc này');
    await page.getByText('Mọi người thấy tên: Bà Mận xóm trên').waitFor();
    await check(page, 'a report');
    expect(await mine(person)).toHaveLength(1);
  });

  it('stops a denunciation while it is typed, marks or not, and keeps nothing of it', async () => {
    const person = await here.town.person();
    const { page } = await phone(person, '/reports/new?step=2');
    await place(page);
    await goOn(page);
    await choose(page, category);
    await matter(page).fill('toi to cao ong truong xom nhan tien hoi lo cua dan');
    await page.getByText('Đây là tố cáo, ứng dụng không nhận được').waitFor();
    await check(page, 'a denunciation');
    expect(await page.getByRole('button', { name: 'Đi tiếp', exact: true }).count()).toBe(0);
    expect(await keptOnPhone(page)).not.toContain('truong xom');
    await page.goto(here.town.address(person, '/reports/new?step=4'));
    await step(page, 3);
    expect(await matter(page).inputValue()).toBe('');
    await matter(page).fill('tố cáo ông trưởng xóm nhận tiền hối lộ của dân');
    await pressMain(page, 'Xóa nội dung này khỏi máy');
    await page.getByText('Đã xóa khỏi máy.').waitFor();
    expect(await page.getByText('Bản nháp').count()).toBe(0);

    // What may be a complaint goes on when the person says that it is none.
    await page.goto(here.town.address(person, '/reports/new?step=2'));
    await toLastStep(page, 'Tôi khiếu nại việc xã chưa sửa cống trước nhà văn hóa.');
    await page.getByRole('link', { name: /Xem cách khiếu nại/ }).waitFor();
    await pressMain(page, 'Đây là phản ánh, gửi tiếp');
    await goOn(page);
    await chosePrivacy(page, /Chỉ cán bộ thấy tên/);
    await pressMain(page, 'Gửi phản ánh');
    await page.getByText('Xã đã nhận').waitFor();
    expect(await mine(person)).toHaveLength(1);
  });

  it('shows what others reported nearby, and joining ends there', async () => {
    const text = 'Cầu treo sang xóm gãy hai thanh gỗ, đi lại nguy hiểm lắm.';
    const id = await filed(await here.town.person({ name: 'Lý Thị Sen' }), {
      text,
      place: { hamletKey: hamlet.key, landmark: '', location: null },
    });
    const person = await here.town.person();
    const { page } = await phone(person, '/reports/new?step=2');
    await toLastStep(page, 'Cầu treo sang xóm bị gãy thanh gỗ, trẻ con đi học nguy hiểm.');
    await page.getByRole('heading', { name: 'Gần đó đã có người phản ánh' }).waitFor();
    await check(page, 'similar reports');
    await page
      .getByRole('button', { name: new RegExp(`Cùng phản ánh: ${category}`) })
      .first()
      .tap();
    await page.getByText(/Có 2 người cùng phản ánh việc này/).waitFor();
    await check(page, 'a joined report');
    expect(await mine(person)).toMatchObject([{ id, isMine: false, people: 2 }]);
    await page.goto(here.town.address(person, '/reports'));
    await page.getByText('cùng phản ánh · 2 người').waitFor();
    expect(await page.getByText('Bản nháp').count()).toBe(0);
  });
});

describe('a report without a name', () => {
  it('travels without the session, shows its code once, and is followed by it alone', async () => {
    const person = await here.town.person();
    const { page, context } = await phone(person, '/reports/new');
    const sent: Request[] = [];
    context.on('request', (request) => {
      if (request.method() === 'POST' && /\/api\/(anonymous-reports|report-media|tracked-reports|reports\/similar)/.test(request.url()))
        sent.push(request);
    });
    await page.setInputFiles('input[type="file"][multiple]', photos.slice(0, 1));
    await page.getByRole('button', { name: 'Bỏ ảnh 1' }).waitFor();
    await goOn(page);
    await toLastStep(page, 'Bãi rác đầu xóm bốc mùi, ruồi muỗi nhiều mấy tuần nay.');
    await chosePrivacy(page, /Không ai biết tên/);
    await pressMain(page, 'Gửi phản ánh');
    const code = (await page.locator('.code').textContent()) ?? '';
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    await check(page, 'the code');
    const kept = await keptOnPhone(page);
    expect([kept.includes(code), kept.includes('Bãi rác')]).toEqual([false, false]);
    await page.getByRole('button', { name: 'Quay lại' }).tap();
    await check(page, 'whether it was written down');
    await pressMain(page, 'Đã ghi rồi, đóng lại');
    await page.getByText('Chưa có phản ánh nào.').waitFor();

    await page.getByRole('link', { name: /Tra mã giấu tên/ }).tap();
    await page.getByLabel('Mã tra cứu').fill('AAAA-BBBB-CCCC');
    await pressMain(page, 'Xem phản ánh');
    await page.getByText('Mã tra cứu không đúng.').waitFor();
    await check(page, 'a wrong code');
    await page.getByLabel('Mã tra cứu').fill(code.toLowerCase().replaceAll('-', ' '));
    await pressMain(page, 'Xem phản ánh');
    await page.getByText('Bãi rác đầu xóm').waitFor();
    await check(page, 'a tracked report');
    await page.getByText('Bổ sung thêm chữ, ảnh').tap();
    await page.getByLabel('Bổ sung điều gì?').fill('Rác đổ thêm cả buổi tối.');
    await pressMain(page, 'Gửi câu trả lời');
    await page.getByText('Rác đổ thêm cả buổi tối.').last().waitFor();

    expect(page.url()).not.toContain(code.slice(0, 4));
    expect(sent.length).toBeGreaterThanOrEqual(6);
    expect(sent.filter((request) => request.headers().authorization !== undefined)).toEqual([]);
    expect(await mine(person)).toEqual([]);
  });
});

describe('what became of a report', () => {
  it('is followed to the answer: a question, an answer, opened again, mended, and asked about weeks later', async () => {
    const { town } = here;
    const person = await town.person({ follows: true });
    const id = await filed(person, { text: 'Đường vào xóm có ổ gà sâu, xe máy buổi tối dễ ngã.' });
    await act(handler, id, { act: 'ask', question: 'Xin cho biết ổ gà ở gần nhà ai?' });
    const { page } = await phone(person, '/reports');
    await page.getByText('Có tin mới').waitFor();
    await page.getByText('Xã đang hỏi thêm').waitFor();
    await check(page, 'my reports');
    await page.getByRole('link', { name: /Đường vào xóm/ }).tap();
    await page.getByText('Xin cho biết ổ gà ở gần nhà ai?').first().waitFor();
    await page.getByLabel('Trả lời của ông/bà').fill('Gần cổng nhà văn hóa, cách cột điện mấy bước.');
    await page.reload();
    expect(await page.getByLabel('Trả lời của ông/bà').inputValue()).toContain('cột điện');
    await page.setInputFiles('input[type="file"]', photos.slice(0, 1));
    await page.getByRole('button', { name: 'Bỏ ảnh 1' }).waitFor();
    await check(page, 'a question');
    await pressMain(page, 'Gửi câu trả lời');
    await page.getByText('Đã gửi câu trả lời.').waitFor();
    await page.getByRole('button', { name: 'Xem ảnh 1 cỡ lớn' }).waitFor();

    await answer(id, 'Xã đã cho lấp ổ gà sáng nay. Kính báo để ông/bà biết.');
    await page.reload();
    await page.getByText('Xã đã cho lấp ổ gà sáng nay.').waitFor();
    await check(page, 'an answer');
    await page.getByRole('radio', { name: 'Chưa hài lòng', exact: true }).check();
    await page.getByLabel('Muốn nói thêm?').fill('Lấp chưa chặt');
    await pressMain(page, 'Gửi đánh giá');
    await page.getByText('Đã nhận đánh giá.').waitFor();
    expect(await page.getByText('Ông/bà có hài lòng').count()).toBe(0);
    await pressMain(page, 'Chưa, mở lại');
    await check(page, 'why it is opened again');
    await page.getByLabel('Còn vướng gì?').fill('Mưa một trận lại lún.');
    await pressMain(page, 'Gửi, mở lại việc này');
    await page.getByText('Đã mở lại, đang xử lý').waitFor();

    await answer(id, 'Xã đã đổ bê tông chỗ ấy. Cảm ơn ông/bà đã báo lại.');
    await town.advance(22 * day);
    await town.writes(person, 'Chào xã');
    // What is due is looked for when the worker begins, and then every few minutes.
    await town.system.restart('worker');
    const token = await until(async () => {
      const inbox = JSON.stringify(await town.control('GET', `/people/${person}/inbox`));
      return /reports\/check\/([^"\\?]+)/.exec(inbox)?.[1];
    });
    await page.goto(town.address(person, `/reports/check/${token}`));
    await page.getByText('Đến nay việc đã được khắc phục chưa?').waitFor();
    await check(page, 'whether it is mended');
    await pressMain(page, 'Đã khắc phục');
    await page.getByText('Xã ghi nhận việc đã được khắc phục.').waitFor();
    const state: Report = await (await town.as(person)).call(readReport, { params: { id } });
    expect([state.status, state.answers.length]).toEqual(['fixed', 2]);
    await page.reload();
    await page.getByText('đã được trả lời').waitFor();
    await check(page, 'an answered question');
  });

  it('belongs to whoever sent it: another one is told that it is not theirs', async () => {
    const id = await filed(await here.town.person());
    const { page } = await phone(await here.town.person(), `/reports/${id}`);
    await page.getByText('Không tìm thấy phản ánh này.').waitFor();
    const stranger = await here.town.as(await here.town.person());
    await expect(stranger.call(actOnReport, { params: { id }, body: { action: { act: 'confirm_fixed' } } })).rejects.toMatchObject({
      code: 'report_not_found',
    });
  });
});

describe('a request for information', () => {
  it('is asked in the way the law wants, and followed with the reports', async () => {
    const person = await here.town.person();
    const { page } = await phone(person, '/reports/new?kind=information_request');
    await page.getByText('Bước 1 trong 3').waitFor();
    await goOn(page);
    await page.getByText('Xin ghi cần thông tin').waitFor();
    await check(page, 'what is asked for');
    await page.getByLabel('Cần thông tin, giấy tờ nào?').fill('Quyết toán quỹ xây dựng nông thôn mới năm 2025');
    await page.getByRole('radio', { name: /Bản giấy/ }).check();
    await goOn(page);
    await page.getByText('Bước 2 trong 3').waitFor();
    await page.getByRole('button', { name: /Dùng tên/ }).tap();
    await page.getByLabel('Địa chỉ').fill('Xóm 1, xã Phú Lạc');
    await page.getByLabel('Thuộc xóm nào?').selectOption(hamlet.key);
    await check(page, 'who asks');
    await pressMain(page, 'Xem lại');
    await check(page, 'everything once more');
    await pressMain(page, 'Gửi yêu cầu');
    await page.getByText(/^PA-\d{4}-\d{4}$/).waitFor();
    expect(await mine(person)).toMatchObject([{ kind: 'information_request', status: 'new' }]);
  });
});
