import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

/**
 * The least a Zalo can do, as a process of its own: accepts every message, and knows when each came in. `GET /count` tells how many, `GET /moments`
 * when, `DELETE /moments` begins anew. `/graph` signs in whoever says who they are, `/oauth` hands out the one token.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });

let moments: number[] = [];

const answers: Readonly<Record<string, (headers: NodeJS.Dict<string | string[]>) => unknown>> = {
  'POST /openapi/v3.0/oa/message/cs': () => {
    moments.push(performance.now());
    return { data: { message_id: `tin-${process.hrtime.bigint()}` }, error: 0, message: 'Success' };
  },
  'POST /oauth/v4/oa/access_token': () => ({ access_token: 'token-1', refresh_token: 'refresh-2', expires_in: '90000' }),
  'GET /graph/v2.0/me': (headers) => ({ error: 0, message: 'Success', id: headers.access_token, name: 'Nguyễn Văn Đo' }),
  'GET /count': () => ({ count: moments.length }),
  'GET /moments': () => ({ moments }),
  'DELETE /moments': () => {
    moments = [];
    return {};
  },
};

// A connection that is closed just when a call comes would lose that call.
createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const asked = `${request.method} ${request.url?.split('?', 1)[0]}`;
  request.resume().once('end', () => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answers[asked]?.(request.headers) ?? { error: -209, message: 'Not supported this api' }));
  });
}).listen(Number(values.port), '127.0.0.1');
