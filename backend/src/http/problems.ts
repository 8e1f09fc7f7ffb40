import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { ZodError } from 'zod';
import type { Log } from '../adapters/log.js';
import { type Problem, type ProblemCode, problemStatus } from '../contracts/problem.js';

type Extra = Pick<Problem, 'fields' | 'retryAfter' | 'nearest'>;

/** A refusal that both sides know: thrown where it is known, turned into HTTP once. `detail` is a Vietnamese sentence for people. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly extra: Extra = {},
  ) {
    super(`${code}: ${detail}`);
  }
}

const titles: Partial<Record<number, string>> = {
  400: 'Yêu cầu chưa đúng',
  401: 'Cần đăng nhập',
  403: 'Không có quyền',
  404: 'Không tìm thấy',
  405: 'Không dùng được cách gọi này',
  409: 'Không làm được lúc này',
  413: 'Nội dung quá lớn',
  415: 'Kiểu nội dung không dùng được',
  422: 'Thông tin chưa hợp lệ',
  429: 'Thao tác quá nhanh',
  500: 'Hệ thống gặp lỗi',
  503: 'Hệ thống đang bận',
};

/** Writes a problem (RFC 9457). */
export function sendProblem(response: Response, code: ProblemCode, detail: string, extra: Extra = {}): void {
  const status = problemStatus[code];
  const body: Problem = {
    type: `/api/docs#problem-${code}`,
    title: titles[status] ?? 'Có lỗi',
    status,
    detail,
    code,
    ...extra,
    requestId: String(response.locals.requestId ?? ''),
  };
  // RFC 9110, 15.5.2: a 401 names the way to sign in.
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (extra.retryAfter !== undefined) response.setHeader('Retry-After', String(extra.retryAfter));
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** The problem for input that does not fit its contract: each field with what is wrong. */
export function invalidRequest(part: 'params' | 'query' | 'body', error: ZodError): ProblemError {
  const fields = error.issues.slice(0, 20).flatMap((issue) => {
    const path = [part, ...issue.path.map(String)];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'Trường này không có trong yêu cầu.' }));
    return [{ field: path.join('.'), message: issue.message }];
  });
  const first = fields[0];
  return new ProblemError('invalid_request', first ? `Trường “${first.field}” chưa đúng: ${first.message}` : 'Yêu cầu chưa đúng.', {
    fields,
  });
}

const databaseErrors = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'PoolClearedError',
  'MongoPoolClosedError',
  'PoolClosedOnNetworkError',
  'MongooseServerSelectionError',
  'DisconnectedError',
  'MongoClientClosedError',
  'MongoWaitQueueTimeoutError',
  'WaitQueueTimeoutError',
  'DatabaseNotReady',
  'MongoTopologyClosedError',
  'MongoExpiredSessionError',
  'MongoOperationTimeoutError',
]);

/** True when the error says that MongoDB cannot be reached now. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (databaseErrors.has(error.name)) return true;
  // mongoose says so in words when bufferCommands is off and the first connection is not made yet.
  return error.name === 'MongooseError' && /before initial connection|buffering timed out|not connected|force closed/i.test(error.message);
}

/** Express's last handler: known refusals as they are, a lost database as 503, everything else as our own fault, logged whole and shown as `internal`. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof ProblemError) return sendProblem(response, error.code, error.detail, error.extra);
    const kind = bodyFault(error);
    if (kind === 'entity.too.large') return sendProblem(response, 'body_too_large', 'Nội dung gửi lên quá lớn.');
    if (kind === 'entity.parse.failed') return sendProblem(response, 'invalid_json', 'Nội dung gửi lên không phải JSON đúng dạng.');
    if (kind === 'charset.unsupported' || kind === 'encoding.unsupported')
      return sendProblem(response, 'unsupported_media_type', 'Kiểu mã hóa của nội dung không dùng được.');
    if (kind !== null) return sendProblem(response, 'invalid_request', 'Không đọc được nội dung gửi lên.');
    if (error instanceof URIError) return sendProblem(response, 'invalid_request', 'Địa chỉ gọi không đúng dạng.');
    if (isDatabaseDown(error)) {
      log.warn({ requestId: response.locals.requestId, reason: (error as Error).name }, 'database unavailable');
      return sendProblem(response, 'database_unavailable', 'Hệ thống đang tạm gián đoạn, chưa có gì bị mất. Xin thử lại sau ít giây.', {
        retryAfter: 5,
      });
    }
    log.error({ requestId: response.locals.requestId, method: request.method, route: request.route?.path, err: error }, 'request failed');
    return sendProblem(response, 'internal', 'Hệ thống gặp lỗi, chưa thực hiện được. Xin thử lại hoặc gọi số điện thoại của trụ sở.');
  };
}

/** The kind of a body-parser error, or null when the error is something else. */
function bodyFault(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('type' in error) || !('status' in error)) return null;
  const { type, status } = error;
  return typeof type === 'string' && typeof status === 'number' && status < 500 ? type : null;
}

/** For paths that no route took. */
export const notFound: RequestHandler = (_request, response) => sendProblem(response, 'not_found', 'Không có địa chỉ này.');
