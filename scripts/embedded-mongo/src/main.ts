import { parseArgs } from 'node:util';
import { startEmbeddedMongo } from './server.js';

const sentences: Readonly<Record<string, (subject: { port: number; folder: string }) => string>> = {
  EADDRINUSE: ({ port }) => `Cổng ${port} đang có chương trình khác dùng; xin chọn cổng khác bằng --port.`,
  EACCES: ({ folder }) => `Không có quyền ghi vào thư mục dữ liệu "${folder}"; xin cấp quyền hoặc chọn thư mục khác bằng --data.`,
  EPERM: ({ folder }) => `Không có quyền ghi vào thư mục dữ liệu "${folder}"; xin cấp quyền hoặc chọn thư mục khác bằng --data.`,
  EROFS: ({ folder }) => `Thư mục dữ liệu "${folder}" nằm trên ổ đĩa chỉ đọc; xin chọn thư mục khác bằng --data.`,
  ENOTDIR: ({ folder }) => `Không tạo được thư mục dữ liệu "${folder}": trên đường dẫn có một tệp.`,
  EEXIST: ({ folder }) => `Không tạo được thư mục dữ liệu "${folder}": đã có một tệp cùng tên.`,
  ENOSPC: ({ folder }) => `Ổ đĩa chứa thư mục dữ liệu "${folder}" đã đầy.`,
  EBUSY: ({ folder }) => `Thư mục dữ liệu "${folder}" đang được một MongoDB nhúng khác dùng.`,
  EADDRNOTAVAIL: () => 'Máy này không có địa chỉ mạng đã nêu; xin xem lại --host.',
};

function say(fault: unknown, subject: { port: number; folder: string }): string {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const sentence = sentences[code];
  return sentence ? sentence(subject) : `Không khởi động được MongoDB nhúng: ${fault instanceof Error ? fault.message : String(fault)}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '27117' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      'test-commands': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('--port phải là số từ 0 đến 65535.');
  const folder = values.data ?? '';
  const fail = (): void => {
    console.error(
      `Không ghi được vào thư mục dữ liệu "${folder}" (có thể ổ đĩa đã đầy); MongoDB nhúng dừng lại, những gì đã xác nhận vẫn còn nguyên.`,
    );
    process.exit(1);
  };
  try {
    const server = await startEmbeddedMongo({
      port,
      host: values.host,
      ...(values.data === undefined ? {} : { dataFolder: values.data }),
      onDiskFailure: fail,
      enableTestCommands: values['test-commands'],
    });
    console.log(`MongoDB nhúng đang chạy tại ${server.uri}`);
    const stop = (): void => {
      server.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (fault) {
    console.error(say(fault, { port, folder }));
    process.exitCode = 1;
  }
}

main().catch((fault: unknown) => {
  console.error(say(fault, { port: 0, folder: '' }));
  process.exitCode = 1;
});
