import type { CommuneSettings } from 'backend/contracts/commune';
import { expect, it } from 'vitest';
import { bothOf, faultsOf, formOf, settingsFrom } from './settings-form.js';

const settings: CommuneSettings = {
  unitKey: 'phu-lac',
  areaKey: 'tan-linh',
  officeName: 'UBND xã Phú Lạc',
  oneStopName: 'Bộ phận Một cửa',
  address: 'Xóm 1',
  hotline: '0208 3820 123',
  location: { latitude: 21.6931, longitude: 105.6412 },
  officialAccountId: '123',
  miniAppId: '456',
  complaints: { higherAuthority: { name: 'UBND tỉnh', address: 'Số 1', phone: '' } },
  booking: {
    maxOpenAppointments: 3,
    holdMinutes: 5,
    noShowLimit: 3,
    noShowWithinDays: 90,
    noShowCoolDownDays: 7,
    withholdMinutes: { from: 2, to: 20 },
    offerMinutes: 60,
    maxWaiting: 3,
    maxOffersPerEntry: 4,
    eveningReminderAt: '19:00',
    autoNoShowAfterMinutes: 0,
  },
};
const form = formOf(settings);

it('gives back what it was given when nothing was changed', () => {
  expect(settingsFrom(form, settings)).toEqual(settings);
  expect(faultsOf(form)).toEqual({});
  const placeless = { ...settings, location: null };
  expect(settingsFrom(formOf(placeless), placeless)).toEqual(placeless);
  const topmost = { ...settings, complaints: { higherAuthority: null } };
  expect(settingsFrom(formOf(topmost), topmost)).toEqual(topmost);
});

it.each([
  [{ hotline: 'số trực' }, 'body.hotline'],
  [{ hotline: '' }, 'body.hotline'],
  [{ latitude: '' }, 'body.location.latitude'],
  [{ longitude: '' }, 'body.location.longitude'],
  [{ latitude: '105.6412' }, 'body.location.latitude'],
  [{ longitude: 'a' }, 'body.location.longitude'],
  [{ holdMinutes: '0' }, 'body.booking.holdMinutes'],
  [{ holdMinutes: '2.5' }, 'body.booking.holdMinutes'],
  [{ offerMinutes: '721' }, 'body.booking.offerMinutes'],
  [{ 'withholdMinutes.from': '' }, 'body.booking.withholdMinutes.from'],
  [{ eveningReminderAt: '' }, 'body.booking.eveningReminderAt'],
  [{ higherName: '' }, 'body.complaints.higherAuthority.name'],
])('finds what is wrong with %j', (change, field) => {
  expect(Object.keys(faultsOf({ ...form, ...change }))).toEqual([field]);
});

it('takes a position with a comma, and both numbers as a map gives them', () => {
  expect(settingsFrom({ ...form, latitude: '21,7', longitude: ' 105,5 ' }, settings).location).toEqual({
    latitude: 21.7,
    longitude: 105.5,
  });
  expect(bothOf('21.6931, 105.6412')).toEqual({ latitude: '21.6931', longitude: '105.6412' });
  expect(bothOf('21,6931')).toBeNull();
});
