import type { Request } from 'express';
import { ProblemError } from './problems.js';

type Limits = {
  /** How long the whole body may take to come. */
  milliseconds?: number;
  /** Told what came first, at least 128 bytes unless there are fewer: how long a body of that kind may be. May throw a refusal. */
  limitOf?: (head: Buffer) => number;
  /** The sentence for a body that is too long; without it the limit is named in megabytes. */
  tooLarge?: string;
  /** Shared by all uploads that pass it: how many bytes of unfinished bodies are kept in memory at once. */
  room?: UploadRoom;
};

export type UploadRoom = { readonly most: number; taken: number };

/** Enough to tell what a file is. */
const headBytes = 128;

/** The body as it came, read only after it is known who asks. Throws `file_too_large` as soon as it is known to be longer than `limit`. */
export async function rawBody(request: Request, limit: number, limits: Limits = {}): Promise<Buffer> {
  let most = limit;
  const said = Number(request.headers['content-length'] ?? 0);
  const refused = (problem: ProblemError) => {
    // What is still on its way is let go by, so that the answer is read before the connection ends.
    if (!request.complete) request.res?.setHeader('Connection', 'close');
    request.resume();
    return problem;
  };
  const tooLarge = () =>
    new ProblemError('file_too_large', limits.tooLarge ?? `Tệp lớn quá ${Math.floor(most / 1024 / 1024)} MB. Xin chọn tệp nhỏ hơn.`);
  if (said > most) throw refused(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let looked = limits.limitOf === undefined;
    const stop = () => {
      clearTimeout(timer);
      if (limits.room) limits.room.taken -= length;
      length = 0;
      request.off('data', take);
      request.off('end', done);
      request.off('error', failed);
      request.off('close', gone);
    };
    const failed = (error: unknown) => {
      stop();
      reject(error instanceof ProblemError ? refused(error) : error);
    };
    const check = (isAll: boolean) => {
      if (!looked && (isAll || length >= headBytes)) {
        looked = true;
        most = Math.min(limit, limits.limitOf?.(Buffer.concat(chunks)) ?? limit);
      }
      if (Math.max(length, said) > most) throw tooLarge();
      if (limits.room && limits.room.taken > limits.room.most) throw crowded();
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (limits.room) limits.room.taken += chunk.length;
      chunks.push(chunk);
      try {
        check(false);
      } catch (error) {
        failed(error);
      }
    };
    const done = () => {
      try {
        check(true);
        stop();
        resolve(Buffer.concat(chunks));
      } catch (error) {
        failed(error);
      }
    };
    const gone = () => failed(new ProblemError('invalid_request', 'Chưa nhận đủ tệp.'));
    const late = () =>
      failed(new ProblemError('upload_too_slow', 'Mạng yếu nên chưa gửi xong tệp. Xin thử lại khi mạng khỏe hơn, hoặc gửi tệp nhẹ hơn.'));
    const timer = limits.milliseconds === undefined ? undefined : setTimeout(late, limits.milliseconds);
    request.on('data', take).once('end', done).once('error', failed).once('close', gone);
  });
}

const crowded = () =>
  new ProblemError('too_many_requests', 'Đang có nhiều người gửi ảnh cùng lúc. Xin thử lại sau ít giây.', { retryAfter: 10 });
