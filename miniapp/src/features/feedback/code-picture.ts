const width = 1080;
const height = 640;
const family = 'system-ui, -apple-system, Roboto, "Noto Sans", sans-serif';

/** A tracking code as a PNG data URL for the phone's photographs; null where the phone cannot draw. Says nothing of what was reported. */
export function codePicture(code: string): string | null {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return null;
  canvas.width = width;
  canvas.height = height;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.textAlign = 'center';
  const write = (text: string, size: number, y: number, colour: string, weight = '400') => {
    context.font = `${weight} ${size}px ${family}`;
    context.fillStyle = colour;
    context.fillText(text, width / 2, y);
  };
  write('Mã tra cứu', 48, 160, '#4a5866');
  write(code, 104, 320, '#17212b', '700');
  write('Mở ứng dụng của xã trong Zalo: Phản ánh, Tra mã.', 40, 450, '#17212b');
  write('Ai có mã này đều xem được. Xin giữ kín.', 40, 520, '#4a5866');
  return canvas.toDataURL('image/png');
}
