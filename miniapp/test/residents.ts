import { bookAppointment, type Slip } from 'backend/contracts/appointments';
import { fileReport, type ReportDraft, readReportForm } from 'backend/contracts/feedback';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type BookBody, birth, type Caller, freePlaces, type Town } from './phone.js';

/** Books without the Mini App: the first free place there is, or the one named. */
export async function booked(caller: Caller, body: Pick<BookBody, 'code'> & Partial<BookBody>): Promise<Slip> {
  const way = body.way ?? 'counter';
  const [day] = await freePlaces(caller, body.code, way);
  const slot = day?.slots[0];
  if (!day || !slot) throw new Error(`no free place for ${body.code}`);
  return caller.call(bookAppointment, { body: { way, date: day.date, start: slot.start, person: { relation: 'self' }, ...body } });
}

/** Files a report without the Mini App, in the first hamlet there is; answers its id. */
export async function reported(caller: Caller, change: Partial<ReportDraft> = {}): Promise<string> {
  const { hamlets } = await caller.call(readReportForm, {});
  const [hamlet] = hamlets;
  if (!hamlet) throw new Error('no hamlet to report from');
  const body: ReportDraft = {
    kind: 'reflection',
    categoryKey: 'duong-dien-nuoc',
    text: 'Cống trước nhà văn hóa tắc từ hôm mưa, nước tràn ra đường.',
    place: { hamletKey: hamlet.key, landmark: 'trước nhà văn hóa', location: null },
    draft: null,
    mediaIds: [],
    confirmed: [],
    device: '0'.repeat(32),
    privacy: 'officers_only',
    name: null,
    information: null,
    ...change,
  };
  return (await caller.call(fileReport, { body })).id;
}

const homeVisit = { reason: 'elderly', address: 'Xóm 2 (mẫu), cạnh nhà văn hóa' } as const;

/** Fills the first day of visits at home; answers the day, and who holds its places with which slips. */
export async function fillHomeDay(town: Town): Promise<{ date: string; neighbour: Caller; slips: Slip[] }> {
  const anybody = await town.as(await town.person());
  const [day] = await freePlaces(anybody, birth, 'home');
  if (!day) throw new Error('no day of visits at home');
  const slips: Slip[] = [];
  for (const { start } of day.slots) {
    const neighbour = await town.as(await town.person({ name: 'Lý Thị Sen' }));
    slips.push(await booked(neighbour, { code: birth, way: 'home', date: day.date, start, homeVisit }));
    if (start === day.slots.at(-1)?.start) return { date: day.date, neighbour, slips };
  }
  throw new Error('a day without places');
}

/** The times that can be pressed on the day looked at. */
export const freeTimes = (page: Page): Locator => page.locator('.chip:not([disabled])');

/** Presses the first time of a later day, so that it stays free while the test runs, and waits for the next step. */
export async function chooseTime(page: Page): Promise<void> {
  await page.locator('.day[data-state="open"]').nth(1).tap();
  await freeTimes(page).first().tap();
  await page.getByText('Bước 2 trong 3').waitFor();
}

/** Presses the one main button of the screen. */
export async function pressMain(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).tap();
}

/** The slip on the screen, once it is there. */
export async function slipShown(page: Page): Promise<{ id: string; code: string }> {
  await page.getByRole('heading', { name: 'Giấy hẹn', level: 2 }).waitFor();
  const code = (await page.locator('.paper').getAttribute('aria-label'))?.replace('Giấy hẹn ', '') ?? '';
  expect(code).toMatch(/^LH-\d{4}-\d{4}$/);
  return { id: new URL(page.url()).pathname.split('/').at(-1) ?? '', code };
}
