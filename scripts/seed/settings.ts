import type { CommuneSettings } from 'backend/contracts/commune';

/** Settings of the commune but for the two ids that Zalo gives it. The telephone number is an invented one. */
export const settings: Omit<CommuneSettings, 'officialAccountId' | 'miniAppId'> = {
  unitKey: 'phu-lac',
  areaKey: 'tan-linh',
  officeName: 'Ủy ban nhân dân xã Phú Lạc',
  oneStopName: 'Trung tâm Phục vụ hành chính công xã Phú Lạc',
  address: 'Trụ sở UBND xã Phú Lạc, tỉnh Thái Nguyên',
  hotline: '0208 000 0000',
  location: null,
  complaints: {
    higherAuthority: { name: 'Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên', address: 'Trụ sở UBND tỉnh Thái Nguyên', phone: '' },
  },
  booking: {
    maxOpenAppointments: 3,
    holdMinutes: 5,
    noShowLimit: 3,
    noShowWithinDays: 90,
    noShowCoolDownDays: 14,
    withholdMinutes: { from: 5, to: 20 },
    offerMinutes: 60,
    maxWaiting: 3,
    maxOffersPerEntry: 3,
    eveningReminderAt: '19:00',
    autoNoShowAfterMinutes: 60,
  },
};
