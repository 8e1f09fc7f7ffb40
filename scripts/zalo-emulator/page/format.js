const zone = 'Asia/Ho_Chi_Minh';
const time = new Intl.DateTimeFormat('vi-VN', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = new Intl.DateTimeFormat('vi-VN', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat('vi-VN', { timeZone: zone, weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' });

export const timeOf = (instant) => time.format(new Date(instant));
export const secondsOf = (instant) => seconds.format(new Date(instant));
export const dayOf = (instant) => {
  const words = day.format(new Date(instant));
  return words[0].toUpperCase() + words.slice(1);
};

/** "nhanh hơn giờ thật 1 ngày 2 giờ", or nothing when the clock stands at the real time. */
export function offsetWords(offsetMs) {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  if (minutes === 0) return 'Đang là giờ thật.';
  const parts = [
    [Math.floor(minutes / 1440), 'ngày'],
    [Math.floor((minutes % 1440) / 60), 'giờ'],
    [minutes % 60, 'phút'],
  ].filter(([count]) => count > 0);
  return `${offsetMs > 0 ? 'Nhanh' : 'Chậm'} hơn giờ thật ${parts.map(([count, unit]) => `${count} ${unit}`).join(' ')}.`;
}

/** "0912 345 678" from "84912345678". */
export const phoneOf = (phone) => (phone === null ? 'Không có số' : phone.replace(/^84/, '0').replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3'));

export const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
