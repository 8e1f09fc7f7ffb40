import type { Counter, WeeklyHours } from 'backend/contracts/calendar';
import { settings } from './settings.js';

const weekdays = [1, 2, 3, 4, 5];
const saturday = 6;

const each = (days: readonly number[], hours: Omit<WeeklyHours, 'weekday'>): WeeklyHours[] =>
  days.map((weekday) => ({ weekday, ...hours }));

/** Usual hours of a commune office, at most eight a day (BLLĐ 2019 Art. 105); the province sets the real ones. */
const officeHours: WeeklyHours[] = [
  ...each(weekdays, { from: '07:00', to: '11:30', season: 'mua-he' }),
  ...each(weekdays, { from: '07:30', to: '11:30', season: 'mua-dong' }),
  ...each(weekdays, { from: '13:30', to: '17:00' }),
];

const desk = {
  kind: 'counter',
  phone: null,
  slotMinutes: 30,
  hours: officeHours,
  closedOnHolidays: true,
  worksMakeUpDays: true,
  validFrom: '2025-07-01',
  validTo: null,
} as const;

/** The commune's counters, the home-visit team and the out-of-hours session (plan of the commune, 1.2). Hours and places are samples for the commune to set. */
export const counters: readonly Counter[] = [
  {
    ...desk,
    key: 'ho-tich-chung-thuc',
    name: 'Quầy Hộ tịch – Chứng thực',
    location: `Quầy số 1, ${settings.oneStopName}`,
    capacity: { public: 2, staff: 1 },
  },
  {
    ...desk,
    key: 'bao-tro-nguoi-co-cong',
    name: 'Quầy Bảo trợ xã hội – Người có công',
    location: `Quầy số 2, ${settings.oneStopName}`,
    capacity: { public: 1, staff: 1 },
  },
  {
    ...desk,
    key: 'dat-dai-nong-nghiep',
    name: 'Quầy Đất đai – Nông nghiệp – Kinh doanh',
    location: `Quầy số 3, ${settings.oneStopName}`,
    capacity: { public: 1, staff: 1 },
  },
  {
    // Commune police receive on Saturday mornings too (Cổng Dịch vụ công quốc gia, procedures of residence and identity).
    ...desk,
    key: 'cong-an',
    name: 'Quầy Công an xã: Cư trú – Căn cước',
    location: 'Trụ sở Công an xã Phú Lạc',
    capacity: { public: 2, staff: 1 },
    hours: [...officeHours, { weekday: saturday, from: '07:30', to: '11:30' }],
  },
  {
    ...desk,
    key: 'tai-nha',
    name: 'Tổ hỗ trợ làm thủ tục tại nhà',
    kind: 'home',
    location: 'Tại nhà ông/bà, theo địa chỉ ghi khi đặt lịch',
    slotMinutes: 60,
    capacity: { public: 1, staff: 1 },
    hours: [...each([2, 4], { from: '08:00', to: '11:00' }), ...each([2, 4], { from: '14:00', to: '16:00' })],
  },
  {
    ...desk,
    key: 'ngoai-gio',
    name: 'Phiên hỗ trợ ngoài giờ hành chính',
    kind: 'out_of_hours',
    location: `Quầy số 1, ${settings.oneStopName}`,
    capacity: { public: 2, staff: 1 },
    hours: [
      { weekday: 3, from: '17:30', to: '19:30' },
      { weekday: saturday, from: '08:00', to: '11:00', nthWeeks: [1, 3] },
    ],
    worksMakeUpDays: false,
  },
];
