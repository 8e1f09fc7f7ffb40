import { type Browser, chromium, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildMiniApp } from './mini-app-build.js';
import { until, zalo } from './zalo.js';

let browser: Browser;
let build: Awaited<ReturnType<typeof buildMiniApp>>;

beforeAll(async () => {
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  [browser, build] = await Promise.all([
    chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [...args, '--disable-component-update', '--disable-sync'],
    }),
    buildMiniApp(),
  ]);
}, 30_000);
afterAll(async () => {
  await Promise.all([browser?.close(), build?.remove()]);
});

async function opened(options: { path?: string; person?: Record<string, unknown>; settings?: Record<string, unknown> } = {}) {
  const z = await zalo({ miniAppFolder: build.folder, oaName: 'Xã thử', miniAppName: 'Mini App thử', apiUrl: 'http://127.0.0.1:4000' });
  const person = await z.person({ follows: false, ...options.person });
  if (options.settings) await z.settings(options.settings);
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`http://h5.zdn.vn.localhost:${z.port}/zapps/${z.identity.miniAppId}${options.path ?? '/'}?person=${person.id}`);
  await page.waitForFunction('window.sdk !== undefined');
  return { z, person, page, errors };
}

/** Calls zmp-sdk in the page; a rejection comes back as its code. */
const sdk = (page: Page | Frame, call: string): Promise<unknown> =>
  page.evaluate(`Promise.resolve().then(() => sdk.${call}).then((value) => value, (error) => ({ code: error.code }))`);

async function answering(page: Page, call: string, button: string): Promise<unknown> {
  const answer = sdk(page, call);
  await page.getByRole('button', { name: button, exact: true }).click();
  return answer;
}

describe('the unmodified production build behind the native bridge', () => {
  it('signs in through the real zmp-sdk with a token the server can verify', async () => {
    const { z, person, page, errors } = await opened({ path: '/console/today' });
    expect(await page.textContent('#path')).toBe(`/zapps/${z.identity.miniAppId}/console/today`);
    expect(await page.evaluate('window.COMMUNE_API_URL')).toBe('http://127.0.0.1:4000');
    const token = await sdk(page, 'getAccessToken()');
    expect(await z.me(String(token), 'id')).toMatchObject({ id: person.appUserId });
    expect(await sdk(page, 'getUserID()')).toBe(person.appUserId);
    expect(await sdk(page, 'getUserInfo()')).toEqual({ code: -1401 });
    expect(await sdk(page, 'getSystemInfo()')).toMatchObject({ platform: 'android', zaloVersion: '24112345' });
    expect(await sdk(page, 'getNetworkType()')).toEqual({ networkType: 'wifi' });
    expect(errors).toEqual([]);
  });

  it('opens screens whose address ends in a number with a dot, and answers 404 for files that are not there', async () => {
    const { z, page } = await opened({ path: '/procedures/1.001193' });
    const address = `/zapps/${z.identity.miniAppId}/procedures/1.001193`;
    expect(await page.textContent('#path')).toBe(address);
    expect(await page.evaluate('fetch("old.module.js").then(({ status }) => status)')).toBe(404);
  });

  it('asks before it tells a name, and remembers the answer', async () => {
    const { person, page } = await opened();
    expect(await answering(page, 'authorize({ scopes: ["scope.userInfo"] })', 'Từ chối')).toEqual({ code: -201 });
    expect(await answering(page, 'authorize({ scopes: ["scope.userInfo"] })', 'Cho phép')).toEqual({ 'scope.userInfo': true });
    expect(await sdk(page, 'getSetting()')).toMatchObject({ authSetting: { 'scope.userInfo': true, 'scope.userPhonenumber': false } });
    expect(await sdk(page, 'getUserInfo()')).toMatchObject({ userInfo: { id: person.appUserId, name: person.name, followedOA: false } });
  });

  it('gives a phone token after consent; a refusal, one for good and a closed dialog are told apart', async () => {
    const { z, person, page } = await opened();
    expect(await answering(page, 'getPhoneNumber()', 'Từ chối')).toEqual({ code: -2002 });
    expect(await answering(page, 'getPhoneNumber()', 'Đóng')).toEqual({ code: -2003 });
    const given = await answering(page, 'getPhoneNumber()', 'Cho phép');
    const token = await sdk(page, 'getAccessToken()');
    const info = await fetch(`${z.hosts.graph}/v2.0/me/info`, {
      headers: { access_token: String(token), code: String(Object(given).token), secret_key: z.identity.appSecret },
    });
    expect(await info.json()).toMatchObject({ data: { number: person.phone } });
    const refused = sdk(page, 'getLocation()');
    await page.getByLabel('Không hỏi lại').check();
    await page.getByRole('button', { name: 'Từ chối' }).click();
    expect(await refused).toEqual({ code: -202 });
    expect(await sdk(page, 'getLocation()')).toEqual({ code: -202 });
  });

  it('answers -1403 for what the console has not approved, and the SDK itself limits calls', async () => {
    const { page } = await opened({ settings: { unapprovedScopes: ['scope.userPhonenumber'] } });
    expect(await sdk(page, 'getPhoneNumber()')).toEqual({ code: -1403 });
    const burst = await page.evaluate(
      'Promise.all(Array.from({ length: 5 }, async () => { try { await sdk.getSetting(); return 0; } catch (error) { return error.code; } }))',
    );
    expect(burst).toContain(-1409);
  });

  it('lets people follow the account, allow notifications and share', async () => {
    const { z, person, page } = await opened();
    const follow = `followOA({ id: "${z.identity.oaId}" })`;
    expect(await answering(page, follow, 'Để sau')).toEqual({ code: -201 });
    await answering(page, follow, 'Quan tâm');
    expect(await z.control('GET', `/people/${person.id}`)).toMatchObject({ follows: true });
    await answering(page, 'requestSendNotification()', 'Cho phép');
    expect(await z.control('GET', `/people/${person.id}`)).toMatchObject({ notifications: true });
    expect(await answering(page, 'openShareSheet({ type: "text", data: { text: "Giấy hẹn" } })', 'Không gửi')).toMatchObject({ status: 2 });
    const scanned = sdk(page, 'scanQRCode()');
    await page.getByLabel('Nội dung của mã').fill('LH-7K2M');
    await page.getByRole('button', { name: 'Xong' }).click();
    expect(await scanned).toEqual({ content: 'LH-7K2M' });
  });

  it('keeps what each person stores apart, and follows the emulated clock', async () => {
    const { z, page } = await opened();
    await page.evaluate('sdk.nativeStorage.setItem("draft", "của Minh"); localStorage.setItem("draft", "của Minh")');
    await page.reload();
    await page.waitForFunction('window.sdk !== undefined');
    const read = () => page.evaluate('[sdk.nativeStorage.getItem("draft"), localStorage.getItem("draft"), localStorage.length]');
    expect(await read()).toEqual(['của Minh', 'của Minh', 1]);
    const other = await z.person({ name: 'Trần Thị Hoa', phone: '0987654321' });
    await page.goto(`http://h5.zdn.vn.localhost:${z.port}/zapps/${z.identity.miniAppId}/?person=${other.id}`);
    await page.waitForFunction('window.sdk !== undefined');
    expect(await read()).toEqual([null, null, 0]);
    await z.advance(86_400_000);
    await until(async () => Number(await page.evaluate('new Date().getTime() - performance.timeOrigin')) > 86_000_000);
  });
});

describe('the phone page', () => {
  it('shows the inbox as it fills, writes back, and opens the Mini App from a button', async () => {
    const { z, person, page } = await opened({ person: { follows: true } });
    await page.goto(`http://localhost:${z.port}/`);
    await page.getByLabel('Tìm người').fill('nguyen van minh');
    await page.getByRole('button', { name: /Nguyễn Văn Minh/ }).click();
    const { access_token: token } = await z.granted();
    const link = `https://zalo.me/s/${z.identity.miniAppId}/appointments/7?from=oa`;
    await z.call('POST', `${z.hosts.openapi}/v3.0/oa/message/cs`, token, {
      recipient: { user_id: person.oaUserId },
      message: {
        text: 'Giấy hẹn <b>LH-7</b>',
        attachment: { type: 'template', payload: { buttons: [{ title: 'Xem giấy hẹn', type: 'oa.open.url', payload: { url: link } }] } },
      },
    });
    await page.getByText('Giấy hẹn <b>LH-7</b>').waitFor();
    await until(async () => (await z.inbox(person.id))[0]?.seenAt);
    await page.getByLabel('Tin nhắn', { exact: true }).last().fill('Cảm ơn xã');
    await page.getByRole('button', { name: 'Gửi', exact: true }).click();
    await page.locator('.message.mine', { hasText: 'Cảm ơn xã' }).waitFor();
    await page.getByRole('button', { name: 'Bỏ quan tâm' }).click();
    await page.getByText('Chưa quan tâm').waitFor();
    await page.getByRole('button', { name: 'Xem giấy hẹn' }).click();
    const path = page.frameLocator('iframe').locator('#path');
    await path.waitFor();
    expect(await path.textContent()).toBe(`/zapps/${z.identity.miniAppId}/appointments/7?from=oa`);
    const before = Object(await z.control('GET', '/clock')).offsetMs;
    await page.getByRole('button', { name: '+1 ngày' }).click();
    await page.getByText('Nhanh hơn giờ thật 1 ngày.').waitFor();
    expect(Object(await z.control('GET', '/clock')).offsetMs).toBe(before + 86_400_000);
  });
});
