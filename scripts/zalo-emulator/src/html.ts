const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe for HTML, in attributes too. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** A small page of the emulator's own, without scripts. */
export function page(title: string, content: string): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>
body{margin:0;background:#F4F6F8;color:#17212B;font:17px/1.5 system-ui,sans-serif}
main{max-width:420px;margin:48px auto;padding:24px 16px;background:#fff;border:1px solid #D9E0E6;border-radius:12px}
h1{font-size:22px;line-height:1.45;margin:0 0 12px}p,li{margin:0 0 8px}small{font-size:15px;color:#4A5763}
button,a.button{display:block;box-sizing:border-box;width:100%;min-height:52px;margin-top:12px;border-radius:12px;border:1px solid #0B5CAD;background:#fff;
color:#0B5CAD;font:inherit;font-weight:600;text-align:center;line-height:50px;text-decoration:none;cursor:pointer;padding:0}
button.primary{background:#0B5CAD;color:#fff}
</style></head><body><main>${content}</main></body></html>`;
}
