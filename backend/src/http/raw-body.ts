import type { Request } from 'express';
import { ProblemError } from './problems.js';

/** The body as it came, read only after it is known who asks. Throws `file_too_large` as soon as it is known to be longer than `limit`. */
export async function rawBody(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () => {
    // What is still on its way is let go by, so that the answer is read before the connection ends.
    request.res?.setHeader('Connection', 'close');
    request.resume();
    return new ProblemError('file_too_large', `Tệp lớn quá ${Math.floor(limit / 1024 / 1024)} MB. Xin chọn tệp nhỏ hơn.`);
  };
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = () => {
      request.off('data', take);
      request.off('end', done);
      request.off('error', failed);
      request.off('close', gone);
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        stop();
        reject(tooLarge());
      } else chunks.push(chunk);
    };
    const done = () => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const failed = (error: Error) => {
      stop();
      reject(error);
    };
    const gone = () => failed(new ProblemError('invalid_request', 'Chưa nhận đủ tệp.'));
    request.on('data', take).once('end', done).once('error', failed).once('close', gone);
  });
}
