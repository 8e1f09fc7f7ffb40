import type { CommuneSettings } from 'backend/contracts/commune';

/** A rule of booking that is a whole number: its path in the settings, what it may be, and what it does in one sentence. */
type Rule = { key: string; name: string; says: string; unit: string; min: number; max: number };

/** The rules in the order they are read. The API has the same limits; here they are said before anything is sent. */
export const rules = {
  booking: [
    {
      key: 'maxOpenAppointments',
      name: 'Lịch hẹn một người được giữ cùng lúc',
      says: 'Đủ số này thì phải làm xong hoặc hủy bớt một lịch mới đặt tiếp được.',
      unit: 'lịch',
      min: 1,
      max: 20,
    },
    {
      key: 'holdMinutes',
      name: 'Giữ chỗ trong lúc đặt',
      says: 'Chỗ vừa chọn để dành cho người đang đặt chừng này, quá thì người khác lấy được.',
      unit: 'phút',
      min: 1,
      max: 30,
    },
  ],
  absence: [
    {
      key: 'autoNoShowAfterMinutes',
      name: 'Máy tự ghi vắng mặt',
      says: 'Cuối ngày, ai quá giờ hẹn chừng này mà chưa ghi đã đến thì máy ghi vắng; 0 là chỉ cán bộ ghi.',
      unit: 'phút',
      min: 0,
      max: 1440,
    },
    {
      key: 'noShowLimit',
      name: 'Vắng mấy lần thì phải chờ',
      says: 'Vắng đủ số lần này thì tạm thời không tự đặt qua mạng được, vẫn gọi điện hoặc đến quầy được.',
      unit: 'lần',
      min: 1,
      max: 20,
    },
    {
      key: 'noShowWithinDays',
      name: 'Đếm các lần vắng trong',
      says: 'Chỉ đếm những lần vắng trong chừng này ngày gần nhất.',
      unit: 'ngày',
      min: 1,
      max: 365,
    },
    {
      key: 'noShowCoolDownDays',
      name: 'Phải chờ bao lâu',
      says: 'Tính từ lần vắng cuối; ghi 0 là không ai phải chờ.',
      unit: 'ngày',
      min: 0,
      max: 90,
    },
  ],
  waiting: [
    {
      key: 'withholdMinutes.from',
      name: 'Chỗ vừa hủy nghỉ ít nhất',
      says: 'Chỗ vừa trả chưa mở lại ngay, để không ai hẹn nhau trả chỗ rồi lấy chỗ.',
      unit: 'phút',
      min: 0,
      max: 120,
    },
    {
      key: 'withholdMinutes.to',
      name: 'Chỗ vừa hủy nghỉ nhiều nhất',
      says: 'Mỗi lần máy chọn một số phút ngẫu nhiên từ số trên đến số này.',
      unit: 'phút',
      min: 0,
      max: 240,
    },
    {
      key: 'offerMinutes',
      name: 'Thời gian để nhận chỗ được mời',
      says: 'Người đang chờ được mời một chỗ có chừng này phút để nhận, quá thì mời người sau.',
      unit: 'phút',
      min: 5,
      max: 720,
    },
    {
      key: 'maxWaiting',
      name: 'Số ngày một người chờ cùng lúc',
      says: 'Mỗi người ghi tên chờ chỗ ở nhiều nhất chừng này ngày.',
      unit: 'ngày',
      min: 1,
      max: 10,
    },
    {
      key: 'maxOffersPerEntry',
      name: 'Số lần mời cho mỗi lần ghi tên',
      says: 'Bỏ qua đủ số lần mời này thì thôi chờ chỗ của ngày ấy.',
      unit: 'lần',
      min: 1,
      max: 10,
    },
  ],
} as const satisfies Record<string, readonly Rule[]>;

export type RuleKey = (typeof rules)[keyof typeof rules][number]['key'];

/** Everything as it is typed. */
export type Form = Record<
  | 'officeName'
  | 'oneStopName'
  | 'address'
  | 'hotline'
  | 'higherName'
  | 'higherAddress'
  | 'higherPhone'
  | 'latitude'
  | 'longitude'
  | 'eveningReminderAt'
  | RuleKey,
  string
>;

export function formOf({ booking, complaints, location, officeName, oneStopName, address, hotline }: CommuneSettings): Form {
  return {
    officeName,
    oneStopName,
    address,
    hotline,
    higherName: complaints.higherAuthority?.name ?? '',
    higherAddress: complaints.higherAuthority?.address ?? '',
    higherPhone: complaints.higherAuthority?.phone ?? '',
    latitude: location === null ? '' : String(location.latitude),
    longitude: location === null ? '' : String(location.longitude),
    eveningReminderAt: booking.eveningReminderAt,
    maxOpenAppointments: String(booking.maxOpenAppointments),
    holdMinutes: String(booking.holdMinutes),
    autoNoShowAfterMinutes: String(booking.autoNoShowAfterMinutes),
    noShowLimit: String(booking.noShowLimit),
    noShowWithinDays: String(booking.noShowWithinDays),
    noShowCoolDownDays: String(booking.noShowCoolDownDays),
    'withholdMinutes.from': String(booking.withholdMinutes.from),
    'withholdMinutes.to': String(booking.withholdMinutes.to),
    offerMinutes: String(booking.offerMinutes),
    maxWaiting: String(booking.maxWaiting),
    maxOffersPerEntry: String(booking.maxOffersPerEntry),
  };
}

/** A decimal number with a point or a comma; NaN for anything else. */
function degrees(typed: string): number {
  const text = typed.trim().replace(',', '.');
  return /^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** The settings to save. What the form does not show stays as it is. */
export function settingsFrom(form: Form, before: CommuneSettings): CommuneSettings {
  const isPlaced = form.latitude.trim() !== '' && form.longitude.trim() !== '';
  const number = (key: RuleKey) => Number(form[key]);
  return {
    ...before,
    officeName: form.officeName.normalize('NFC').trim(),
    oneStopName: form.oneStopName.normalize('NFC').trim(),
    address: form.address.normalize('NFC').trim(),
    hotline: form.hotline.trim(),
    complaints: {
      higherAuthority:
        form.higherName.trim() === ''
          ? null
          : {
              name: form.higherName.normalize('NFC').trim(),
              address: form.higherAddress.normalize('NFC').trim(),
              phone: form.higherPhone.trim(),
            },
    },
    location: isPlaced ? { latitude: degrees(form.latitude), longitude: degrees(form.longitude) } : null,
    booking: {
      maxOpenAppointments: number('maxOpenAppointments'),
      holdMinutes: number('holdMinutes'),
      noShowLimit: number('noShowLimit'),
      noShowWithinDays: number('noShowWithinDays'),
      noShowCoolDownDays: number('noShowCoolDownDays'),
      withholdMinutes: { from: number('withholdMinutes.from'), to: number('withholdMinutes.to') },
      offerMinutes: number('offerMinutes'),
      maxWaiting: number('maxWaiting'),
      maxOffersPerEntry: number('maxOffersPerEntry'),
      eveningReminderAt: form.eveningReminderAt,
      autoNoShowAfterMinutes: number('autoNoShowAfterMinutes'),
    },
  };
}

/** What can be seen to be wrong before sending, keyed as the API would key it. */
export function faultsOf(form: Form): Record<string, string> {
  const wrong: Record<string, string> = {};
  if (!/^[+\d][\d .()-]{2,19}$/.test(form.hotline.trim())) wrong['body.hotline'] = 'Xin ghi một số điện thoại, ví dụ 0208 3820 123.';
  const latitude = form.latitude.trim();
  const longitude = form.longitude.trim();
  // The mainland and the islands: a pair typed the wrong way round falls outside.
  if (latitude !== '' && !(degrees(latitude) >= 6 && degrees(latitude) <= 24))
    wrong['body.location.latitude'] = 'Vĩ độ ở Việt Nam từ 6 đến 24, ví dụ 21,6931.';
  if (longitude !== '' && !(degrees(longitude) >= 102 && degrees(longitude) <= 118))
    wrong['body.location.longitude'] = 'Kinh độ ở Việt Nam từ 102 đến 118, ví dụ 105,6412.';
  if (latitude === '' && longitude !== '') wrong['body.location.latitude'] = 'Cần cả hai số, hoặc để trống cả hai.';
  if (latitude !== '' && longitude === '') wrong['body.location.longitude'] = 'Cần cả hai số, hoặc để trống cả hai.';
  if (form.higherName.trim() === '' && `${form.higherAddress}${form.higherPhone}`.trim() !== '')
    wrong['body.complaints.higherAuthority.name'] = 'Xin ghi tên cơ quan, hoặc để trống cả ba ô.';
  if (form.eveningReminderAt === '') wrong['body.booking.eveningReminderAt'] = 'Xin chọn giờ.';
  for (const { key, unit, min, max } of Object.values(rules).flat()) {
    const typed = form[key].trim();
    if (!/^\d{1,4}$/.test(typed) || Number(typed) < min || Number(typed) > max)
      wrong[`body.booking.${key}`] = `Xin ghi từ ${min} đến ${max} ${unit}.`;
  }
  return wrong;
}

/** Both numbers of a position copied from a map, `21.6931, 105.6412`; null when it is not one. */
export function bothOf(pasted: string): { latitude: string; longitude: string } | null {
  const [, latitude, longitude] = /^\s*(-?\d+\.\d+)\s*[,;]\s*(-?\d+\.\d+)\s*$/.exec(pasted) ?? [];
  return latitude === undefined || longitude === undefined ? null : { latitude, longitude };
}
