import type { AdministrativeUnit } from 'backend/contracts/commune';

/** NQ 1683/NQ-UBTVQH15 of 16/6/2025: two tiers from 1/7/2025, and xã Phú Lạc made of Phú Lạc, Phục Linh and Tân Linh. */
const merger = 'Nghị quyết 1683/NQ-UBTVQH15 ngày 16/6/2025';
const lastDayBefore = '2025-06-30';
const firstDayAfter = '2025-07-01';

/** The province was set up again on this day (Quốc hội, NQ of 6/11/1996); its communes and district are older, but no earlier day is needed here. */
const oldestDay = '1997-01-01';

type Former = Pick<AdministrativeUnit, 'key' | 'code' | 'name' | 'level' | 'parentKey' | 'aliases'>;

const former = (unit: Former): AdministrativeUnit => ({
  ...unit,
  validFrom: oldestDay,
  validTo: lastDayBefore,
  predecessors: [],
  source: merger,
});

/**
 * The area's units, then and now. A code names a unit only together with a day: `05788` was xã Tân Linh and is now xã Phú Lạc.
 * Codes of former units: list of the General Statistics Office before 1/7/2025.
 */
export const units: readonly AdministrativeUnit[] = [
  former({
    key: 'tinh-thai-nguyen-cu',
    code: '19',
    name: 'tỉnh Thái Nguyên',
    level: 'province',
    parentKey: null,
    aliases: ['Thái Nguyên'],
  }),
  former({ key: 'tinh-bac-kan', code: '06', name: 'tỉnh Bắc Kạn', level: 'province', parentKey: null, aliases: ['Bắc Kạn', 'Bắc Cạn'] }),
  {
    key: 'tinh-thai-nguyen',
    code: '19',
    name: 'tỉnh Thái Nguyên',
    level: 'province',
    parentKey: null,
    validFrom: firstDayAfter,
    validTo: null,
    predecessors: ['tinh-thai-nguyen-cu', 'tinh-bac-kan'],
    aliases: ['Thái Nguyên', 'Bắc Kạn'],
    source: 'Nghị quyết 202/2025/QH15 ngày 12/6/2025',
  },
  former({
    key: 'huyen-dai-tu',
    code: '171',
    name: 'huyện Đại Từ',
    level: 'district',
    parentKey: 'tinh-thai-nguyen-cu',
    aliases: ['Đại Từ', 'Đại Từ, Thái Nguyên'],
  }),
  former({
    key: 'tan-linh',
    code: '05788',
    name: 'xã Tân Linh',
    level: 'commune',
    parentKey: 'huyen-dai-tu',
    aliases: ['Tân Linh', 'xã Tân Linh, huyện Đại Từ', 'Tân Linh, Đại Từ, Thái Nguyên'],
  }),
  former({
    key: 'phuc-linh',
    code: '05794',
    name: 'xã Phục Linh',
    level: 'commune',
    parentKey: 'huyen-dai-tu',
    aliases: ['Phục Linh', 'xã Phục Linh, huyện Đại Từ'],
  }),
  former({
    key: 'phu-lac-cu',
    code: '05785',
    name: 'xã Phú Lạc',
    level: 'commune',
    parentKey: 'huyen-dai-tu',
    aliases: ['Phú Lạc', 'Phú Lạc (cũ)', 'xã Phú Lạc, huyện Đại Từ'],
  }),
  {
    key: 'phu-lac',
    code: '05788',
    name: 'xã Phú Lạc',
    level: 'commune',
    parentKey: 'tinh-thai-nguyen',
    validFrom: firstDayAfter,
    validTo: null,
    predecessors: ['tan-linh', 'phuc-linh', 'phu-lac-cu'],
    aliases: ['Phú Lạc', 'Phú Lạc (mới)', 'xã Tân Linh (cũ)', 'xã Phục Linh (cũ)', 'xã Phú Lạc (cũ)'],
    source: merger,
  },
];
