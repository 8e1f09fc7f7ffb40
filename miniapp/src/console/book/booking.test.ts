import { expect, it } from 'vitest';
import { bodyOf, emptyForm, faultsOf } from './booking.js';

const filled = {
  ...emptyForm,
  code: '1.001193',
  way: 'counter' as const,
  date: '2026-12-01',
  start: '08:30',
  name: ' Nguyễn Thị Đượm '.normalize('NFD'),
  phone: '0912 345 678',
};

it('says at each field what is missing', () => {
  expect(Object.keys(faultsOf({ ...emptyForm, way: 'home' }))).toEqual([
    'body.start',
    'body.personName',
    'body.phone',
    'body.homeVisit.reason',
    'body.homeVisit.address',
  ]);
  expect(faultsOf({ ...filled, phone: '091' })).toHaveProperty(['body.phone']);
  expect(faultsOf({ ...filled, name: 'A <b>' })).toHaveProperty(['body.personName']);
  expect(bodyOf({ ...filled, name: '' })).toBeNull();
});

it('lets somebody who came in person leave no phone', () => {
  expect(faultsOf({ ...filled, phone: '', via: 'walk_in' })).toEqual({});
  expect(bodyOf({ ...filled, phone: '', via: 'walk_in' })).not.toHaveProperty('phone');
});

it('sends names composed and trimmed, and a home visit only for that way', () => {
  const visit = { visitReason: 'elderly' as const, visitAddress: 'Xóm 1, cạnh nhà văn hóa', visitNote: ' ' };
  expect(bodyOf({ ...filled, ...visit })).toEqual({
    code: '1.001193',
    way: 'counter',
    date: '2026-12-01',
    start: '08:30',
    personName: 'Nguyễn Thị Đượm',
    phone: '0912 345 678',
    via: 'phone',
  });
  expect(bodyOf({ ...filled, ...visit, way: 'home' })?.homeVisit).toEqual({ reason: 'elderly', address: 'Xóm 1, cạnh nhà văn hóa' });
});
