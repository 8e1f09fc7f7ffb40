type Known = { officeName: string; number: string; kind: string; day: string; signer: string };

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The page behind the code on a letter: whether it is ours, and nothing of what it says. Needs no script. */
export function checkPage(officeName: string, known: Known | null): string {
  const rows: [string, string][] = known
    ? [
        ['Số', known.number],
        ['Loại', known.kind],
        ['Ngày ký', known.day],
        ['Người ký', known.signer],
      ]
    : [];
  const facts = rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`).join('');
  const words = known
    ? `<h1>Thư này là của ${escaped(known.officeName)}</h1><dl>${facts}</dl><p>Xin so số, ngày và người ký với lá thư đang cầm. Vì là thư riêng, trang này không hiện nội dung và tên người nhận.</p>`
    : `<h1>Không có thư nào mang mã này</h1><p>Xin xem lại mã in ở cuối thư. Nếu mã đúng mà vẫn không thấy, thư có thể không phải của xã. Xin gọi tới trụ sở để hỏi, đừng chuyển tiền hay đưa giấy tờ cho ai.</p>`;
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Kiểm tra thư · ${escaped(officeName)}</title>
<style>
body { margin: 0; background: #f4f6f8; color: #17212b; font: 17px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 24px 16px; }
.office { color: #4a5866; margin: 0 0 8px; }
.card { padding: 16px; background: #fff; border: 1px solid #d9e0e6; border-radius: 12px; }
h1 { margin: 0 0 12px; font-size: 22px; line-height: 1.45; }
dl { margin: 0 0 12px; }
dl div { display: flex; gap: 16px; padding: 8px 0; border-top: 1px solid #d9e0e6; }
dt { flex: 0 0 6rem; color: #4a5866; }
dd { margin: 0; font-weight: 600; }
p { margin: 0; }
</style>
</head>
<body><main><p class="office">${escaped(officeName)}</p><div class="card">${words}</div></main></body>
</html>
`;
}
