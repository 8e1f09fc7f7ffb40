import { readdir } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../contracts/endpoint.js';
import { openApiDocument } from './openapi.js';
import type { Mounted } from './route.js';

const everybody: Mounted['who'] = { kind: 'anyone', roles: [] };
const describeApi = (...mounted: Mounted[]) =>
  openApiDocument({ mounted, title: 'Xã', version: '1.0.0', serverUrl: 'https://example.vn/' });
const mount = (endpoint: Endpoint, who = everybody, status = 200): Mounted => ({ endpoint, who, status });

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'reply' in value;
}

/** Every endpoint that any contract describes. */
async function allEndpoints(): Promise<Endpoint[]> {
  const folder = new URL('../contracts/', import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.includes('.test'));
  const modules: Record<string, unknown>[] = await Promise.all(names.map((name) => import(new URL(name, folder).href)));
  return modules.flatMap((module) => Object.values(module)).filter(isEndpoint);
}

async function faultsOf(document: Record<string, unknown>) {
  const { valid, errors } = await new Validator().validate(document);
  return valid ? null : errors;
}

const book: Endpoint = {
  method: 'POST',
  path: '/appointments/:id/move-it',
  summary: 'Dời lịch',
  idempotent: true,
  params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{24}$/) }),
  query: z.strictObject({ way: z.enum(['counter', 'home']), note: z.string().default('') }),
  body: z.strictObject({ code: z.string().transform((code) => code.length), at: z.string().optional() }),
  reply: z.object({ id: z.string(), when: z.date(), length: z.string().transform((text) => text.length) }),
};

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1 for every endpoint of every contract, each with its own operation id', async () => {
    const endpoints = await allEndpoints();
    expect(endpoints.length).toBeGreaterThan(30);
    const document = describeApi(...endpoints.map((endpoint) => mount(endpoint)));
    expect(await faultsOf(document)).toBeNull();
    const ids = Object.values(document.paths).flatMap((operations) => Object.values(operations).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(new Set(endpoints.map(({ method, path }) => `${method} ${path}`)).size);
    expect(describeApi(...endpoints.map((endpoint) => mount(endpoint)))).toEqual(document);
  });

  it('says what a request needs: path, query, body as it is sent, and the key for repeating', async () => {
    const document = describeApi(mount(book, { kind: 'officer', roles: ['chairman', 'administrator'] }, 201));
    expect(await faultsOf(document)).toBeNull();
    const operation = document.paths['/appointments/{id}/move-it']?.post;
    expect(operation).toMatchObject({
      operationId: 'post_appointments_byId_moveIt',
      summary: 'Dời lịch',
      description: 'Chỉ dành cho: chủ tịch UBND xã (`chairman`), quản trị hệ thống (`administrator`).',
      tags: ['appointments'],
      security: [{ session: [] }],
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{24}$' } },
        { name: 'way', in: 'query', required: true, schema: { type: 'string', enum: ['counter', 'home'] } },
        { name: 'note', in: 'query', required: false, schema: { type: 'string', default: '' } },
        { name: 'Idempotency-Key', in: 'header', required: false },
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'], additionalProperties: false },
          },
        },
      },
    });
  });

  it('says what an answer holds, and survives what JSON Schema cannot say', () => {
    const operation = describeApi(mount(book, everybody, 201)).paths['/appointments/{id}/move-it']?.post;
    expect(operation?.responses).toMatchObject({
      201: { content: { 'application/json': { schema: { properties: { id: { type: 'string' }, when: {}, length: {} } } } } },
      400: { $ref: '#/components/responses/Problem400' },
      409: { $ref: '#/components/responses/Problem409' },
      415: { $ref: '#/components/responses/Problem415' },
      500: { $ref: '#/components/responses/Problem500' },
      503: { $ref: '#/components/responses/Problem503' },
    });
  });

  it('asks no session of an endpoint that is for anyone', () => {
    const read: Endpoint = { method: 'GET', path: '/commune', summary: 'Xã', reply: z.object({}) };
    const operation = describeApi(mount(read)).paths['/commune']?.get;
    expect(operation?.security).toEqual([]);
    expect(operation?.responses).not.toHaveProperty('401');
    expect(operation).not.toHaveProperty('requestBody');
    expect(operation).not.toHaveProperty('parameters');
  });

  it('lists the codes of each status', () => {
    const { components } = describeApi();
    expect(components).toMatchObject({
      responses: {
        Problem413: { description: 'Mã lỗi: `body_too_large`, `file_too_large`.', content: { 'application/problem+json': {} } },
        Problem503: { headers: { 'Retry-After': {} } },
      },
      schemas: { Problem: { properties: { code: { enum: expect.arrayContaining(['slot_taken', 'internal']) } } } },
    });
  });
});
