import type { ErrorRequestHandler, Response } from 'express';
import type { z } from 'zod';
import { Refusal } from '../errors.js';
import { PeopleError } from '../people.js';
import { ActionError } from '../person-actions.js';

/** A wrong request to the control API: what is wrong, in Vietnamese, and with which field. */
export class ControlProblem extends Error {
  override name = 'ControlProblem';
  readonly status: number;
  readonly faults: { field: string; message: string }[];
  constructor(status: number, title: string, faults: { field: string; message: string }[] = []) {
    super(title);
    this.status = status;
    this.faults = faults;
  }
}

/** Parses what came to the control API, or answers 400 with every fault named. */
export function asked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => ({ field: issue.path.join('.') || 'body', message: issue.message }));
  throw new ControlProblem(400, 'Yêu cầu chưa đúng.', faults);
}

/** One thing or a list of them, as a list. */
export const listOf = (value: unknown): unknown => (Array.isArray(value) ? value : [value]);

function answer(response: Response, status: number, title: string, faults: ControlProblem['faults'] = []): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, title, ...(faults.length > 0 ? { faults } : {}) }));
}

/** Turns what went wrong in the control API into problem+json. */
export const controlProblems: ErrorRequestHandler = (fault: unknown, _request, response: Response, next) => {
  if (response.headersSent) return next(fault);
  if (fault instanceof ControlProblem) return answer(response, fault.status, fault.message, fault.faults);
  if (fault instanceof PeopleError) return answer(response, 409, fault.message);
  if (fault instanceof ActionError) return answer(response, 404, fault.message);
  if (fault instanceof Refusal) return answer(response, 400, fault.message || `Zalo từ chối: ${fault.code}`);
  if (fault instanceof SyntaxError && 'body' in fault) return answer(response, 400, 'Thân yêu cầu không phải JSON đúng.');
  if (fault instanceof Error && 'type' in fault && fault.type === 'entity.too.large') return answer(response, 413, 'Thân yêu cầu quá lớn.');
  console.error(fault);
  return answer(response, 500, 'Zalo giả lập gặp lỗi; xem chi tiết ở nơi đã chạy nó.');
};
