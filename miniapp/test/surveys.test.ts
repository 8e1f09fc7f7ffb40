import { readSurvey } from 'backend/contracts/surveys';
import { closeSurvey, readDeskSurvey, readSurveyTurnout } from 'backend/contracts/surveys-desk';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { faultsOf } from './desk.js';
import type { PhoneOptions } from './phone.js';
import { pressMain } from './residents.js';
import { publishedSurvey, shortForm } from './surveys.js';
import { townForTests } from './town.js';

const here = townForTests();

async function phone(person: string, path: string, options: PhoneOptions = {}): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await here.town.phone(person, { ...options, path });
  onTestFinished(() => context.close());
  return { page, context };
}

/** What keeps somebody out, and whether anything sticks out at the side. */
async function check(page: Page, name: string): Promise<void> {
  await page.waitForFunction('document.querySelector(".skeleton, [aria-busy=true]") === null');
  expect(await faultsOf(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
}

/** A survey in the list. */
const rowOf = (page: Page, id: string) => page.locator(`a[href*="/surveys/${id}"]`);
const at = (page: Page, words: string) => page.getByRole('heading', { name: words, level: 1, exact: true }).waitFor();
const goOn = (page: Page) => pressMain(page, 'Đi tiếp');
const skip = (page: Page) => pressMain(page, 'Bỏ qua câu này');
const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();
const saved = (page: Page) => page.getByText('Đã lưu. Mở bằng máy khác cũng trả lời tiếp được.').waitFor();
const keptOnPhone = (page: Page) => page.evaluate(() => JSON.stringify(Object.keys(localStorage).map((key) => localStorage.getItem(key))));
const standingOf = async (person: string, id: string) => (await (await here.town.as(person)).call(readSurvey, { params: { id } })).standing;
const answeredOf = async (id: string) =>
  (await (await here.town.as('can-bo-van-hoa')).call(readSurveyTurnout, { params: { id } })).answered;

it('is answered without a network, gone on with on a second phone, and counted once though replies are lost', async () => {
  const { town } = here;
  const id = await publishedSurvey(town);
  const person = await town.person();
  const { page, context } = await phone(person, '/surveys');
  await check(page, 'surveys');
  await rowOf(page, id).tap();
  await page.getByText('Đây là ý kiến tham khảo, không phải biểu quyết.').waitFor();
  await page.getByText('Khảo sát giữ kín tên').waitFor();
  await check(page, 'before it begins');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);

  await pressMain(page, 'Bắt đầu trả lời');
  await at(page, 'Câu 1 trong 4');
  await page.getByText('Máy đang không có mạng.').waitFor();
  await check(page, 'one of several');
  await goOn(page);
  await page.getByText('Xin trả lời câu này.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('cau-hay-di');
  await check(page, 'a fault');
  await choose(page, 'Có, ít nhất mỗi tháng một lần');
  await at(page, 'Câu 1 trong 9');
  await goOn(page);
  await at(page, 'Câu 2 trong 9');
  await page.getByRole('checkbox', { name: 'Mua rau, thịt' }).check();
  await page.getByRole('checkbox', { name: 'Khác (ghi rõ)' }).check();
  await page.getByLabel('Xin ghi rõ').fill('gặp người quen');
  await check(page, 'any of several');
  await goOn(page);
  await at(page, 'Câu 3 trong 9');
  // The phone's own way back loses nothing.
  await page.goBack();
  await at(page, 'Câu 2 trong 9');
  expect(await page.getByLabel('Xin ghi rõ').inputValue()).toBe('gặp người quen');
  await goOn(page);
  await page.getByRole('radio', { name: '2 sao' }).check();
  await check(page, 'stars');
  // Opened again where the commune cannot be reached.
  await context.route(/\/api\//, (route) => route.abort());
  // What a page asks while it is being closed passes by both: it has no network to the last.
  await page.evaluate(() => {
    window.fetch = () => Promise.reject(new TypeError('no network'));
  });
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(town.address(person, `/surveys/${id}`));
  await pressMain(again, 'Tiếp tục từ câu 3');
  expect(await again.getByRole('radio', { name: '2 sao' }).isChecked()).toBe(true);
  await again.getByRole('button', { name: 'Quay lại' }).tap();
  await at(again, 'Câu 2 trong 9');
  await again.getByRole('button', { name: 'Quay lại' }).tap();
  await at(again, 'Câu 1 trong 9');
  expect(await standingOf(person, id)).toEqual({ kind: 'new' });
  await context.unroute(/\/api\//);
  await again.reload();
  await saved(again);

  const second = await phone(person, `/surveys/${id}`);
  await pressMain(second.page, 'Tiếp tục từ câu 1');
  await at(second.page, 'Câu 1 trong 9');
  await goOn(second.page);
  await goOn(second.page);
  await at(second.page, 'Câu 3 trong 9');
  expect(await second.page.getByRole('radio', { name: '2 sao' }).isChecked()).toBe(true);
  await second.page.getByRole('radio', { name: '4 sao' }).check();
  await saved(second.page);
  // The first phone hears of it when it saves: the later answer stands.
  await goOn(again);
  await again.getByText('Đã ghép với phần ông/bà trả lời trên máy khác.').waitFor();
  await check(again, 'put together');
  await goOn(again);
  await at(again, 'Câu 3 trong 9');
  expect(await again.getByRole('radio', { name: '4 sao' }).isChecked()).toBe(true);

  await goOn(again);
  await at(again, 'Câu 4 trong 9');
  await check(again, 'a scale');
  await skip(again);
  await at(again, 'Câu 5 trong 9');
  await again.getByRole('radiogroup', { name: 'Thu gom rác' }).getByRole('radio', { name: 'Kém' }).check();
  await check(again, 'rows');
  await goOn(again);
  await at(again, 'Câu 6 trong 9');
  await again.getByText('Xã dự định sửa chợ trong năm tới.').waitFor();
  await again.getByRole('button', { name: /Sửa rãnh thoát nước/ }).tap();
  await again.getByRole('button', { name: /Thêm đèn/ }).tap();
  await check(again, 'an order');
  await goOn(again);
  await again.getByLabel('Một tháng ông/bà đi mấy lần?').fill('12');
  await check(again, 'a number');
  await goOn(again);
  const picture = await sharp({ create: { width: 1200, height: 900, channels: 3, background: { r: 90, g: 120, b: 60 } } })
    .jpeg()
    .toBuffer();
  await again.setInputFiles('input[type="file"]', [{ name: 'cho.jpg', mimeType: 'image/jpeg', buffer: picture }]);
  await again.getByRole('img', { name: 'Ảnh 1 đã chọn' }).waitFor();
  await check(again, 'a photograph');
  await goOn(again);
  await at(again, 'Câu 9 trong 9');
  await again.getByLabel('Ông/bà muốn xã làm gì thêm cho chợ?').fill('Làm mái che trước mùa mưa.');
  await check(again, 'words');
  await pressMain(again, 'Xem lại câu trả lời');
  await again.getByText('4 trên 5 sao').waitFor();
  await again.getByText('1 ảnh').waitFor();
  await check(again, 'everything once more');

  // An earlier answer is mended from there: what is not asked any more is gone.
  await again.getByRole('button', { name: 'Sửa câu 7' }).tap();
  await again.getByLabel('Một tháng ông/bà đi mấy lần?').fill('40');
  await pressMain(again, 'Xong câu này');
  await again.getByText('Số lớn nhất là 31.').waitFor();
  await again.getByLabel('Một tháng ông/bà đi mấy lần?').fill('4');
  await pressMain(again, 'Xong câu này');
  await again.getByText('4 lần').waitFor();

  let sends = 0;
  const keys = new Set<string | undefined>();
  await context.route(/\/api\/surveys\/[0-9a-f]+\/answers$/, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sends += 1;
    keys.add(route.request().headers()['idempotency-key']);
    if (sends > 3) return route.continue();
    // It arrives, and the reply is lost.
    await route.fetch();
    return route.abort();
  });
  await again.getByRole('button', { name: 'Gửi câu trả lời', exact: true }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await again.getByText('Mạng yếu nên chưa gửi được. Câu trả lời vẫn còn trên máy.').waitFor();
  await check(again, 'not sent yet');
  await again.close();
  const last = await context.newPage();
  // Whichever screen opens next takes them on.
  await last.goto(town.address(person, '/'));
  await last.getByText('Xã đã nhận những gì ông/bà gửi lúc mạng yếu').waitFor();
  await check(last, 'sent from the first screen');
  await last.goto(town.address(person, '/surveys'));
  await rowOf(last, id).getByText('Ông/bà đã trả lời').waitFor();
  await check(last, 'answered, in the list');
  expect([sends, keys.size, await answeredOf(id)]).toEqual([4, 1, 1]);
  expect(await keptOnPhone(last)).not.toContain('mái che trước');
  expect(await standingOf(person, id)).toMatchObject({
    kind: 'answered',
    answers: { 'sach-se': { value: 4 }, 'may-lan': { value: 4 }, anh: { mediaIds: [expect.any(String)] } },
  });

  // The other phone hears that it is done, and what was sent is changed there.
  await second.page.goto(town.address(person, `/surveys/${id}`));
  await pressMain(second.page, 'Sửa câu trả lời');
  await second.page.getByRole('button', { name: 'Sửa câu 1', exact: true }).tap();
  await choose(second.page, 'Không đi');
  await pressMain(second.page, 'Xong câu này');
  await second.page.getByText('1. Sửa rãnh thoát nước').waitFor();
  await check(second.page, 'changed');
  await pressMain(second.page, 'Gửi bản đã sửa');
  await second.page.getByText('Xã đã nhận câu trả lời sửa lại').waitFor();
  await check(second.page, 'thanks');
  const changed = await standingOf(person, id);
  expect(changed.kind === 'answered' && Object.keys(changed.answers ?? {}).sort()).toEqual(['anh', 'gop-y', 'hay-di', 'lam-truoc']);
  expect(await answeredOf(id)).toBe(1);
}, 150_000);

it('is answered on one page with large letters, without a name, and stands aside where nothing can be answered', async () => {
  const { town } = here;
  const id = await publishedSurvey(town, { title: 'Loa truyền thanh', mode: 'anonymous', form: shortForm });
  const person = await town.person();
  const { page, context } = await phone(person, `/surveys/${id}`, {
    prepare: async (own) => {
      await own.addInitScript(`localStorage.setItem('zalo:${person}:app:xa-phu-lac.large-text', 'true')`);
    },
  });
  await page.getByText('Khảo sát ẩn danh').waitFor();
  await check(page, 'before it begins, large');
  await page.getByRole('switch', { name: 'Xem tất cả câu hỏi' }).tap();
  await pressMain(page, 'Bắt đầu trả lời');
  await at(page, 'Đã trả lời 0 trong 4 câu');
  await check(page, 'all questions, large');
  await pressMain(page, 'Xem lại câu trả lời');
  await page.getByText('Còn 2 câu cần trả lời hoặc sửa').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('cau-hai-long');
  await check(page, 'faults, large');
  await page.setViewportSize({ width: 180, height: 370 });
  await check(page, 'faults, enlarged to 200 %');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('radio', { name: '5 sao' }).check();
  await page.getByLabel('Nên phát vào giờ nào?').fill('năm giờ chiều');
  await page.getByLabel('Nên đổi giờ từ ngày nào?').fill('2027-01-01');
  await choose(page, 'Tôi đồng ý');
  await pressMain(page, 'Xem lại câu trả lời');
  await page.getByText('năm giờ chiều').waitFor();
  await page.getByText('Thứ Sáu, 01/01/2027').waitFor();
  await check(page, 'everything once more, large');
  await pressMain(page, 'Gửi câu trả lời');
  await page.getByText('Xã đã nhận câu trả lời').waitFor();
  await check(page, 'thanks, large');
  expect(await keptOnPhone(page)).not.toContain('năm giờ chiều');
  await page.goto(town.address(person, `/surveys/${id}`));
  await page.getByText('gửi rồi thì không sửa được').waitFor();
  expect(await page.getByRole('button', { name: 'Sửa câu trả lời' }).count()).toBe(0);
  await check(page, 'answered without a name');
  expect(await answeredOf(id)).toBe(1);

  // Closed while somebody is at it.
  const other = await publishedSurvey(town, { title: 'Giờ mở nhà văn hóa', form: shortForm });
  await page.goto(town.address(person, `/surveys/${other}`));
  await pressMain(page, 'Bắt đầu trả lời');
  await page.getByRole('radio', { name: '3 sao' }).check();
  await choose(page, 'Tôi đồng ý');
  await pressMain(page, 'Xem lại câu trả lời');
  await page.getByText('3 trên 5 sao').waitFor();
  const office = await town.as('chu-tich');
  const { revision } = await office.call(readDeskSurvey, { params: { id: other } });
  await office.call(closeSurvey, { params: { id: other }, body: { revision, reason: 'Đủ ý kiến rồi.' } });
  await pressMain(page, 'Gửi câu trả lời');
  await page.getByText('Khảo sát đã đóng', { exact: true }).waitFor();
  await page.getByText('chưa gửi kịp nên không được tính').waitFor();
  await check(page, 'closed');
  expect(await keptOnPhone(page)).not.toContain('survey-draft');

  const few = { total: 1, hamlets: [], options: null };
  const full = await publishedSurvey(town, { title: 'Hỏi nhanh một người', form: shortForm, quotas: few });
  await page.goto(town.address(person, `/surveys/${full}`));
  await pressMain(page, 'Bắt đầu trả lời');
  await page.getByRole('radio', { name: '3 sao' }).check();
  await choose(page, 'Tôi đồng ý');
  await pressMain(page, 'Xem lại câu trả lời');
  await pressMain(page, 'Gửi câu trả lời');
  await page.getByText('Xã đã nhận câu trả lời').waitFor();
  const { page: late } = await phone(await town.person(), `/surveys/${full}`);
  await late.getByText('Đã đủ số người trả lời', { exact: true }).waitFor();
  await check(late, 'full');

  const others = await publishedSurvey(town, { title: 'Hỏi cán bộ', form: shortForm, audience: { kind: 'roles', roles: ['hamlet_head'] } });
  await late.goto(town.address(person, `/surveys/${others}`));
  await late.getByText('Khảo sát này hỏi nhóm người khác').waitFor();
  await check(late, 'not for them');
  await late.goto(town.address(person, `/surveys/${'0'.repeat(24)}`));
  await late.getByText('Không tìm thấy khảo sát này.').waitFor();
  await check(late, 'no such survey');

  // The list that was read once is there without a network.
  await page.goto(town.address(person, '/surveys'));
  await rowOf(page, id).waitFor();
  await check(page, 'surveys that were answered');
  await context.route(/\/api\/surveys$/, (route) => route.abort());
  await page.reload();
  await rowOf(page, id).waitFor();
}, 150_000);
