import type { CommuneSettings } from '../../contracts/commune.js';

/** What holds until an administrator has saved the commune's own settings. */
export function defaultSettings({ officialAccountId, miniAppId }: { officialAccountId: string; miniAppId: string }): CommuneSettings {
  return {
    unitKey: 'xa',
    areaKey: 'xa',
    officeName: 'UBND xã',
    oneStopName: 'Bộ phận Một cửa',
    address: 'Trụ sở UBND xã',
    hotline: '',
    location: null,
    officialAccountId,
    miniAppId,
    complaints: { higherAuthority: null },
    booking: {
      maxOpenAppointments: 3,
      holdMinutes: 5,
      noShowLimit: 3,
      noShowWithinDays: 90,
      noShowCoolDownDays: 7,
      withholdMinutes: { from: 2, to: 20 },
      offerMinutes: 60,
      maxWaiting: 3,
      maxOffersPerEntry: 3,
      eveningReminderAt: '19:00',
      autoNoShowAfterMinutes: 60,
    },
  };
}
