import { listBoard, readBoardMap, readBoardStatistics } from 'backend/contracts/board';
import { fileReport, listMyReports } from 'backend/contracts/feedback';
import { actOnDeskReport, type DeskAct } from 'backend/contracts/feedback-desk';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { hamlets } from '../../scripts/seed/hamlets.js';
import { administrator } from '../../scripts/seed/officers.js';
import { grandmother, residents } from '../../scripts/seed/people.js';
import { type Desk, faultsOf, phone, startDesk } from './desk.js';

vi.setConfig({ testTimeout: 90_000 });

let desk: Desk;

const things = ['Bóng đèn đường', 'Nắp cống', 'Biển báo', 'Hàng rào', 'Vòi nước chung', 'Cột điện'];
const places = ['đầu chợ', 'cạnh sân bóng', 'gần trạm y tế'];
const made = places.flatMap((place, column) =>
  things.map((thing, row) => ({
    text: `${thing} ${place} hỏng từ tuần trước, đề nghị xã cho người xem lại.`,
    // The last two lie at one place, as the board rounds it.
    location: { latitude: 21.65 + 0.002 * Math.min(row, 4), longitude: 105.59 + 0.003 * column, accuracy: 10 },
    hamletKey: hamlets[column + 8]?.key ?? '',
  })),
);

async function published({ text, location, hamletKey }: (typeof made)[number], place: number): Promise<void> {
  const reporter = await desk.person(residents[place + 30]?.zaloId ?? '');
  const { id } = await reporter.call(fileReport, {
    body: {
      kind: 'reflection',
      categoryKey: 'duong-dien-nuoc',
      text,
      place: { hamletKey, landmark: '', location },
      draft: null,
      mediaIds: [],
      confirmed: [],
      device: String(place).padStart(32, '0'),
      privacy: 'officers_only',
      name: null,
      information: null,
    },
  });
  const action: DeskAct = { act: 'publish_on_board', text, pictureIds: [], reason: '' };
  await (await desk.person(administrator.zaloId)).call(actOnDeskReport, { params: { id }, body: { revision: 0, action } });
}

beforeAll(async () => {
  desk = await startDesk();
  // One after the other: the list is by the time they were sent.
  for (const [place, report] of made.entries()) await published(report, place);
}, 240_000);
afterAll(() => desk?.close(), 30_000);

async function open(address: string, zaloId: string = grandmother.zaloId, screen = phone): Promise<Page> {
  const page = await desk.open(zaloId, address, screen);
  onTestFinished(() => page.context().close());
  return page;
}

async function isWell(page: Page, name: string): Promise<void> {
  await page.waitForFunction('document.querySelector(".skeleton, [aria-busy=true]") === null');
  expect(await faultsOf(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
  const small = await page.locator('.screen-body :is(a, button, select, input)').evaluateAll((pressed) =>
    pressed.flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width < 47.5 || height < 47.5 ? [one.outerHTML.slice(0, 120)] : [];
    }),
  );
  expect(small, name).toEqual([]);
}

const rows = (page: Page) => page.getByRole('list', { name: 'Phản ánh đã công khai' }).getByRole('link');
const howMany = (page: Page, count: number) => expect.poll(() => rows(page).count(), { timeout: 30_000 }).toBe(count);
const total = made.length + 4;
const road = 'Đường trước nhà văn hóa có ổ gà sâu';

describe('the list', () => {
  it('goes on page by page, is filtered and searched without marks, and Back finds it as it was', async () => {
    const page = await open('/reports');
    await page.getByRole('link', { name: /Bảng công khai/ }).click();
    await howMany(page, 20);
    await isWell(page, 'list');
    await page.getByRole('button', { name: 'Xem thêm' }).click();
    await howMany(page, total);
    expect(await page.getByRole('button', { name: 'Xem thêm' }).count()).toBe(0);
    const picture = rows(page).filter({ hasText: road }).locator('img');
    expect(await picture.evaluate((image: HTMLImageElement) => [image.loading, image.offsetWidth, image.offsetHeight])).toEqual([
      'lazy',
      84,
      84,
    ]);

    await rows(page).filter({ hasText: road }).click();
    await page.getByText('UBND xã đã cùng trưởng xóm kiểm tra.').waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.getByRole('button', { name: 'Quay lại' }).click();
    await howMany(page, total);
    expect(
      await rows(page)
        .filter({ hasText: road })
        .evaluate((row) => row.getBoundingClientRect().top < innerHeight),
    ).toBe(true);

    const state = page.getByRole('button', { name: 'Đã trả lời' });
    await state.click();
    await howMany(page, 1);
    expect(await state.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('combobox', { name: 'Xóm' }).selectOption({ label: hamlets[1]?.name ?? '' });
    await page.getByText('Chưa có phản ánh nào như vậy.').waitFor();
    await isWell(page, 'nothing found');
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await howMany(page, total);

    await page.getByRole('searchbox').fill('bong den duong');
    await howMany(page, places.length);
    await page.getByRole('combobox', { name: 'Xóm' }).selectOption({ label: hamlets[8]?.name ?? '' });
    await howMany(page, 1);
    await rows(page).click();
    await page.getByText('Xã mới nhận.').waitFor();
    await page.getByRole('button', { name: 'Quay lại' }).click();
    await howMany(page, 1);
    expect(await page.getByRole('searchbox').inputValue()).toBe('bong den duong');
  });

  it('opened from a message, leads to the reports when it is left, whatever was filtered', async () => {
    const page = await open('/board?state=fixed&category=loa-thong-tin');
    await howMany(page, 1);
    expect(await page.getByRole('combobox', { name: 'Lĩnh vực' }).inputValue()).toBe('loa-thong-tin');
    await page.getByRole('button', { name: 'Đã khắc phục' }).click();
    await page.getByRole('link', { name: 'Bản đồ' }).click();
    await page.getByText('Không có phản ánh nào như vậy trên bản đồ.').waitFor();
    await isWell(page, 'no points');
    await page.getByRole('button', { name: 'Quay lại' }).click();
    await page.getByRole('heading', { name: 'Phản ánh, góp ý' }).waitFor();
  });

  it('is there as last seen when the commune cannot be reached, and says so', async () => {
    const page = await open('/board');
    await howMany(page, 20);
    await page.context().route(/\/api\/(?!sessions)/, (route) => route.abort());
    await page.reload();
    await page.getByText('Đây là bản xem lúc').waitFor();
    await howMany(page, 20);
    await isWell(page, 'kept list');
    await page.getByRole('button', { name: 'Đã trả lời' }).click();
    await page.getByRole('alert').waitFor();
    await isWell(page, 'no network');
    await page.context().unroute(/\/api\/(?!sessions)/);
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await howMany(page, 1);
  });
});

describe('one report', () => {
  it('shows words, pictures, answer and signer, and the name of whoever wants it known', async () => {
    const page = await open('/board');
    await page.getByRole('searchbox').fill('o ga');
    await rows(page).filter({ hasText: road }).click();
    await page.getByText(`${residents[1]?.name} gửi`).waitFor();
    await page.getByText('Xã trả lời ngay trong ngày.').waitFor();
    await page.getByRole('region', { name: 'Xã trả lời' }).getByText('Hoàng Thiện Bách').waitFor();
    await page.getByText('5 người cùng phản ánh').waitFor();
    expect(await page.getByRole('button', { name: 'Cùng phản ánh' }).count()).toBe(0);
    await isWell(page, 'report');
    await page.getByRole('button', { name: 'Xem ảnh 1 cỡ lớn' }).click();
    await page.getByRole('img', { name: 'Ảnh 1' }).waitFor();
    await page.getByRole('button', { name: 'Đóng lại' }).click();
    await page.getByRole('link', { name: 'Xem chỗ ấy trên bản đồ' }).click();
    await page.getByRole('region', { name: 'Điểm vừa chọn' }).getByText('Đường, điện, nước').waitFor();
    await page.goto(page.url().replace(/\/board\/map.*/, `/board/${'0'.repeat(24)}?person=${grandmother.zaloId}`));
    await page.getByText('Không tìm thấy phản ánh này.').waitFor();
    await isWell(page, 'no such report');
  });

  it('is joined once, however often the button is pressed, and followed from there', async () => {
    const neighbour = residents[60]?.zaloId ?? '';
    const page = await open('/board', neighbour);
    await page.getByRole('searchbox').fill('nap cong tram y te');
    await howMany(page, 1);
    await rows(page).click();
    await page.getByRole('heading', { name: 'Ông/bà cũng gặp việc này?' }).waitFor();
    await isWell(page, 'report to join');
    await page.getByRole('button', { name: 'Cùng phản ánh' }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await page.getByText('Đã ghi nhận. Có 2 người cùng phản ánh việc này').waitFor();
    await page.getByText('2 người cùng phản ánh', { exact: true }).waitFor();
    await isWell(page, 'joined report');
    await page.reload();
    await page.getByText('Ông/bà đã cùng phản ánh việc này').waitFor();
    await page.getByRole('link', { name: 'Theo dõi việc này' }).click();
    await page.getByText('Việc cùng phản ánh').waitFor();
    const mine = await (await desk.person(neighbour)).call(listMyReports, { query: {} });
    expect(mine.reports.map(({ people, isMine }) => [people, isMine])).toEqual([[2, false]]);
  });
});

describe('the map', () => {
  const marks = (page: Page) => page.getByRole('application', { name: 'Bản đồ phản ánh' }).getByRole('button');
  const at = (page: Page) =>
    marks(page)
      .first()
      .evaluate((mark: HTMLElement) => mark.style.transform);

  it('is drawn without anybody else, by keys, buttons and fingers, and stands as a list below', async () => {
    const page = await open('/board/map');
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!/^(localhost|127\.0\.0\.1|.*\.localhost)$/.test(new URL(request.url()).hostname)) elsewhere.push(request.url());
    });
    const { points } = await (await desk.person(grandmother.zaloId)).call(readBoardMap, { query: {} });
    await page.getByRole('heading', { name: `${points.length} phản ánh trên bản đồ` }).waitFor();
    const counted = async () => {
      const names = await marks(page).evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label') ?? ''));
      return names.reduce((sum, name) => sum + (/^(\d+) phản ánh gần nhau/.exec(name) ? Number.parseInt(name, 10) : 1), 0);
    };
    expect(await counted()).toBe(points.length);
    expect(await marks(page).count()).toBeLessThan(points.length);
    await isWell(page, 'map');

    // Drawn along a point moves and is not pressed; two fingers show the ground larger.
    const map = page.getByRole('application', { name: 'Bản đồ phản ánh' });
    const found = page.getByRole('region', { name: 'Điểm vừa chọn' });
    const whole = await at(page);
    const length = () =>
      map
        .locator('svg')
        .getByText(/^\d+ k?m$/)
        .textContent();
    const fingers = await page.context().newCDPSession(page);
    await fingers.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: [number, number][]) =>
      fingers.send('Input.dispatchTouchEvent', { type, touchPoints: places.map(([x, y], id) => ({ x, y, id })) });
    const alone = marks(page).and(page.locator('[aria-label^="Đường"]')).first();
    const box = await alone.boundingBox();
    if (!box) throw new Error('no single point');
    const [x, y] = [box.x + 24, box.y + 24];
    await touch('touchStart', [x, y]);
    await touch('touchMove', [x + 10, y + 10]);
    await touch('touchMove', [x + 20, y + 30]);
    await touch('touchEnd');
    const along = await alone.boundingBox();
    expect([(along?.x ?? 0) - box.x, (along?.y ?? 0) - box.y].map(Math.round)).toEqual([20, 30]);
    expect(await found.count()).toBe(0);
    const before = await length();
    await touch('touchStart', [150, 400], [200, 400]);
    await touch('touchMove', [120, 400], [230, 400]);
    await touch('touchMove', [50, 400], [300, 400]);
    await touch('touchEnd');
    expect(await length()).not.toBe(before);
    await page.getByRole('button', { name: 'Tất cả' }).click();
    expect(await at(page)).toBe(whole);

    // By keys alone: along, larger and back, to a point, and to what it is.
    await map.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await at(page)).not.toBe(whole);
    for (const key of ['ArrowUp', '+', 'ArrowDown', '-', '0']) await page.keyboard.press(key);
    expect(await at(page)).toBe(whole);
    for (let press = 0; press < 12 && (await found.count()) === 0; press += 1) {
      // A mark that comes apart gives way to its points, and the focus stays in the map.
      if (await map.evaluate((element) => element === document.activeElement)) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    }
    expect(await found.evaluate((element) => element === document.activeElement)).toBe(true);
    await isWell(page, 'point');
    await page.getByRole('button', { name: 'Tất cả' }).click();
    await page.getByRole('button', { name: 'Phóng to' }).click();
    const lefts = await marks(page).evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().left));
    await marks(page)
      .nth(lefts.indexOf(Math.min(...lefts)))
      .focus();
    for (let press = 0; press < 8; press += 1) await page.keyboard.press('ArrowRight');
    // The point went out of sight; the keys go on.
    expect(await map.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('0');
    expect(await at(page)).toBe(whole);

    // Two at one place are never told apart, so both are named.
    const pair = marks(page).and(page.getByRole('button', { name: /^2 phản ánh gần nhau/ }));
    for (let press = 0; press < 6 && (await pair.count()) === 0; press += 1)
      await marks(page)
        .and(page.getByRole('button', { name: /gần nhau/ }))
        .first()
        .click();
    await pair.first().click();
    await expect.poll(() => found.getByRole('link').count()).toBe(2);

    // The same filters as the list, and the same list below.
    await page.getByRole('button', { name: 'Đã trả lời' }).click();
    await page.getByRole('heading', { name: '1 phản ánh trên bản đồ' }).waitFor();
    expect(await marks(page).evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label')))).toEqual([
      `Đường, điện, nước, ${hamlets[0]?.name}, Đã trả lời, 5 người cùng phản ánh`,
    ]);
    await page.getByRole('link', { name: 'Danh sách' }).click();
    await howMany(page, 1);
    expect(elsewhere).toEqual([]);
  });

  it('lies on the pictures of a tile server where there is one, and stays when they do not come', async () => {
    const page = await open('/board/map');
    await marks(page).first().waitFor();
    const drawn = await at(page);
    let come = true;
    const asked: string[] = [];
    await page.context().route(/\/api\/board-map/, async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, json: { ...(await reply.json()), tiles: 'https://bando.example/{z}/{x}/{y}.png' } });
    });
    await page.context().route('https://bando.example/**', (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return come
        ? route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>' })
        : route.abort();
    });
    await page.reload();
    await page.getByText('Nền bản đồ: bando.example').waitFor();
    await isWell(page, 'map on pictures');
    expect(asked.length).toBeGreaterThan(0);
    for (const path of asked) expect(path).toMatch(/^\/1[2-9]\/\d+\/\d+\.png$/);
    come = false;
    await page.reload();
    await page.getByText('Chưa tải được nền bản đồ').waitFor();
    // Web Mercator or not: within a commune no eye sees the difference.
    const numbers = (transform: string) => (transform.match(/-?[\d.]+/g) ?? []).map(Number);
    for (const [place, value] of numbers(await at(page)).entries()) expect(Math.abs(value - (numbers(drawn)[place] ?? 0))).toBeLessThan(2);
  });
});

describe('the statistics', () => {
  it('say in words and numbers what the API counts', async () => {
    const page = await open('/board/statistics');
    const { all, categories } = await (await desk.person(grandmother.zaloId)).call(readBoardStatistics, {});
    await page
      .getByText(`12 tháng qua, xã nhận ${all.received} phản ánh, trả lời ${all.answered}, đúng hạn ${all.onTimePercent} %.`)
      .waitFor();
    for (const { categoryName, received, answered, open: still } of categories.filter((category) => category.received > 0)) {
      const part = page.getByRole('region', { name: categoryName });
      await part.getByText(`Nhận ${received} · trả lời ${answered} · đang xử lý ${still}`).waitFor();
      if (answered > 0) await part.getByText(`trong ${answered} đúng hạn`).waitFor();
    }
    await isWell(page, 'statistics');
  });
});

it('is read at 200 % without scrolling sideways', async () => {
  const { reports } = await (await desk.person(grandmother.zaloId)).call(listBoard, { query: { q: 'o ga' } });
  const zoomed = await open('/board', grandmother.zaloId, { width: 180, height: 370 });
  const enlarged = await open('/board');
  for (const path of ['/board', `/board/${reports[0]?.id}`, '/board/map', '/board/statistics']) {
    for (const page of [zoomed, enlarged]) await page.goto(`${page.url().replace(/\/board.*/, path)}?person=${grandmother.zaloId}`);
    await enlarged.evaluate(() => {
      document.documentElement.style.fontSize = '34px';
    });
    await isWell(zoomed, `${path}, zoomed`);
    await isWell(enlarged, `${path}, letters of double size`);
  }
});
