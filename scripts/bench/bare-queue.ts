import { Agent } from 'node:http';
import { parseArgs } from 'node:util';
import axios from 'axios';
import { Worker } from 'bullmq';

/**
 * The least a BullMQ worker can do, as a process of its own: each job is one call with the message it carries. Nothing is claimed, written down,
 * paced or counted; a message may go out twice and nobody would know.
 */
const { values } = parseArgs({
  options: {
    redis: { type: 'string', default: '' },
    queue: { type: 'string', default: '' },
    url: { type: 'string', default: '' },
    concurrency: { type: 'string', default: '1' },
  },
});

const { hostname: host, port } = new URL(values.redis);
const client = axios.create({ proxy: false, httpAgent: new Agent({ keepAlive: true, maxSockets: 128, maxFreeSockets: 128 }) });

new Worker(values.queue, async ({ data }) => void (await client.post(values.url, data, { headers: { access_token: 'token-1' } })), {
  connection: { host, port: Number(port) },
  concurrency: Number(values.concurrency),
  removeOnComplete: { count: 0 },
});
