import type { Request, Response } from 'express';

/** Bytes from `from` up to, not including, `to`. */
export type ByteRange = { from: number; to: number };

/**
 * What a `Range` header asks of a file of so many bytes (RFC 9110, 14): one range; `unsatisfiable` when it begins behind the end; null when there is
 * none, or one that is not understood, or several, for which the whole file may be sent.
 */
export function byteRange(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '');
  if (!match) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? 'unsatisfiable' : { from: bytes - length, to: bytes };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return null;
  if (from >= bytes) return 'unsatisfiable';
  return { from, to: last === '' ? bytes : Math.min(Number(last) + 1, bytes) };
}

type Sent = {
  type: string;
  /** Names the bytes: other bytes have another mark. */
  mark: string;
  bytes: number;
  read(part?: ByteRange): Promise<Buffer | null>;
};

/** Sends a file or the part that is asked for, as players of films do. False, and nothing sent, when there are no bytes any more. */
export async function sendBytes(request: Request, response: Response, { type, mark, bytes, read }: Sent): Promise<boolean> {
  const tag = `"${mark}"`;
  // A part is only of use to whoever holds the rest of the same bytes.
  const sameBytes = request.headers['if-range'] === undefined || request.headers['if-range'] === tag;
  const isHead = request.method === 'HEAD';
  const range = sameBytes && !isHead ? byteRange(request.headers.range, bytes) : null;
  const content = range === 'unsatisfiable' || isHead ? null : await read(range ?? undefined);
  if (content === null && range !== 'unsatisfiable' && !isHead) return false;

  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', tag);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${bytes}`);
    response.removeHeader('Content-Disposition');
    response.status(416).end();
    return true;
  }
  if (range === null && request.headers['if-none-match'] === tag) {
    response.status(304).end();
    return true;
  }
  if (range !== null) {
    response.status(206);
    response.setHeader('Content-Range', `bytes ${range.from}-${range.to - 1}/${bytes}`);
  }
  // Exactly this type: nothing is added to it and nothing guessed from it.
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', range === null ? bytes : range.to - range.from);
  response.end(content ?? undefined);
  return true;
}
