import { parseArgs } from 'node:util';
import { developmentIdentity } from './identity.js';
import { startZaloEmulator } from './server.js';
import { StoreError } from './store.js';

const usage = `Zalo giả lập: một Zalo trên máy của mình, để phát triển và thử Mini App, Official Account và ZNS.

  --port <số>                 cổng, mặc định 4100
  --host <địa chỉ>            mặc định 127.0.0.1
  --data <thư mục>            nơi giữ dữ liệu; không có thì chỉ giữ trong bộ nhớ
  --mini-app <thư mục>        Mini App đã đóng gói (thư mục www)
  --api-url <địa chỉ>         địa chỉ API đưa cho Mini App
  --oa-webhook <địa chỉ>      nơi nhận webhook của Official Account
  --mini-app-webhook <địa chỉ> nơi nhận webhook của Mini App
  --oa-name <tên> --mini-app-name <tên>
  --app-id --app-secret --mini-app-id --oa-id --oa-secret --open-api-key <giá trị>
                              mặc định là giá trị chỉ có trong Zalo giả lập`;

const text = { type: 'string' } as const;

function words(fault: unknown, port: number): string {
  if (fault instanceof StoreError) return fault.message;
  const code = fault instanceof Error && 'code' in fault ? fault.code : '';
  if (code === 'EADDRINUSE') return `Cổng ${port} đang có chương trình khác dùng; xin chọn cổng khác bằng --port.`;
  if (code === 'EADDRNOTAVAIL') return 'Máy này không có địa chỉ mạng đã nêu; xin xem lại --host.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'Không có quyền mở cổng hoặc ghi vào thư mục dữ liệu; xin xem lại --port và --data.';
  return `Không khởi động được Zalo giả lập: ${fault instanceof Error ? fault.message : String(fault)}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      port: { type: 'string', default: '4100' },
      host: { type: 'string', default: '127.0.0.1' },
      data: text,
      'mini-app': text,
      'api-url': text,
      'oa-webhook': text,
      'mini-app-webhook': text,
      'oa-name': text,
      'mini-app-name': text,
      'app-id': text,
      'app-secret': text,
      'mini-app-id': text,
      'oa-id': text,
      'oa-secret': text,
      'open-api-key': text,
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port phải là số từ 0 đến 65535.');
  const options = {
    dataFolder: values.data,
    miniAppFolder: values['mini-app'],
    apiUrl: values['api-url'],
    oaWebhookUrl: values['oa-webhook'],
    miniAppWebhookUrl: values['mini-app-webhook'],
    oaName: values['oa-name'],
    miniAppName: values['mini-app-name'],
    appId: values['app-id'],
    appSecret: values['app-secret'],
    miniAppId: values['mini-app-id'],
    oaId: values['oa-id'],
    oaSecret: values['oa-secret'],
    openApiKey: values['open-api-key'],
  };
  try {
    const emulator = await startZaloEmulator({
      port,
      host: values.host,
      ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    });
    console.log(`Zalo giả lập đang chạy. Điện thoại: http://localhost:${emulator.port}/`);
    for (const [name, address] of Object.entries(emulator.hosts)) console.log(`  ${name.padEnd(12)} ${address}`);
    if (emulator.identity.appSecret === developmentIdentity.appSecret) console.log('Đang dùng mã và khóa mặc định của Zalo giả lập.');
    const stop = (): void => {
      emulator.close().then(
        () => process.exit(0),
        (fault: unknown) => {
          console.error(words(fault, port));
          process.exit(1);
        },
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (fault) {
    console.error(words(fault, port));
    process.exitCode = 1;
  }
}

main().catch((fault: unknown) => {
  console.error(words(fault, 0));
  process.exitCode = 1;
});
