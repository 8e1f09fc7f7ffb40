import { z } from 'zod';
import { Problem, type ProblemCode, problemCodes, problemStatus } from '../contracts/problem.js';
import type { Role } from '../contracts/residents.js';
import type { Mounted } from './route.js';

type Json = { [key: string]: unknown };
type Operation = Json & { operationId: string; summary: string; tags: readonly string[] };

/** An OpenAPI 3.1 document; the parts we read ourselves are typed. */
export type OpenApiDocument = Json & {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  paths: { [path: string]: { [method: string]: Operation } };
};

type Options = {
  mounted: readonly Mounted[];
  title: string;
  version: string;
  /** Where the API is reached from outside, without `/api`. */
  serverUrl: string;
};

const roleNames = {
  one_stop_officer: 'cán bộ một cửa',
  judicial_officer: 'công chức tư pháp – hộ tịch',
  office_officer: 'công chức văn phòng',
  culture_officer: 'công chức văn hóa – xã hội',
  hamlet_head: 'trưởng xóm',
  hamlet_front: 'trưởng ban công tác Mặt trận xóm',
  front_officer: 'cán bộ Mặt trận Tổ quốc xã',
  chairman: 'chủ tịch UBND xã',
  administrator: 'quản trị hệ thống',
} satisfies Record<Role, string>;

/** Describes the mounted endpoints. The same endpoints always give the same document. */
export function openApiDocument({ mounted, title, version, serverUrl }: Options): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const each of mounted) {
    const path = each.endpoint.path.replace(/:(\w+)/g, '{$1}');
    const operations = paths[path] ?? {};
    operations[each.endpoint.method.toLowerCase()] ??= operationOf(each);
    paths[path] = operations;
  }
  const tags = [...new Set(mounted.map(({ endpoint }) => tagOf(endpoint.path)))].sort();
  return {
    openapi: '3.1.0',
    info: {
      title,
      version,
      description:
        'Mọi lỗi đều có dạng problem+json (RFC 9457) với trường `code`; ý nghĩa từng mã ở `/api/docs#problem-<mã>`. ' +
        'Ngày viết NĂM-THÁNG-NGÀY theo giờ Việt Nam; thời điểm viết theo ISO 8601, giờ UTC.',
    },
    servers: [{ url: `${serverUrl.replace(/\/+$/, '')}/api` }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'Mã phiên nhận được khi đăng nhập bằng Zalo (`POST /sessions`).' },
      },
      headers: {
        'X-Request-Id': { description: 'Mã của yêu cầu; xin gửi kèm khi báo lỗi.', schema: { type: 'string' } },
        'Retry-After': { description: 'Số giây nên chờ trước khi gọi lại.', schema: { type: 'integer' } },
      },
      schemas: { Problem: schemaOf(Problem, 'output') },
      responses: Object.fromEntries(problemStatuses.map((status) => [`Problem${status}`, problemResponse(status)])),
    },
  };
}

/** Every status that some problem has, ascending. */
const problemStatuses = [...new Set(Object.values(problemStatus))].sort((one, two) => one - two);

const codesOf = (status: number): ProblemCode[] => problemCodes.filter((code) => problemStatus[code] === status);

function problemResponse(status: number): Json {
  const mayWait = status === 429 || status === 503;
  return {
    description: `Mã lỗi: ${codesOf(status)
      .map((code) => `\`${code}\``)
      .join(', ')}.`,
    headers: { 'X-Request-Id': header('X-Request-Id'), ...(mayWait && { 'Retry-After': header('Retry-After') }) },
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { status: { const: status }, code: { enum: codesOf(status) } } }],
        },
      },
    },
  };
}

const header = (name: string): Json => ({ $ref: `#/components/headers/${name}` });

function operationOf({ endpoint, who, status }: Mounted): Operation {
  const { method, path, summary, params, query, body, reply, idempotent } = endpoint;
  const parameters = [
    ...pathParameters(path, params),
    ...queryParameters(query),
    ...(idempotent
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description: 'Gọi lại với cùng khóa thì nhận lại câu trả lời đầu tiên, không làm thêm lần nữa.',
            schema: { type: 'string', minLength: 8, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' },
          },
        ]
      : []),
  ];
  const refusals = problemStatuses.filter((refusal) => mayAnswer(refusal, { endpoint, who, status }));
  return {
    operationId: operationId(method, path),
    summary,
    description: whoMay(who),
    tags: [tagOf(path)],
    security: who.kind === 'anyone' ? [] : [{ session: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: {
      [status]: {
        description: status === 201 ? 'Đã tạo.' : 'Thành công.',
        headers: { 'X-Request-Id': header('X-Request-Id') },
        content: { 'application/json': { schema: schemaOf(reply, 'output') } },
      },
      ...Object.fromEntries(refusals.map((refusal) => [refusal, { $ref: `#/components/responses/Problem${refusal}` }])),
    },
  };
}

/** Whether the endpoint can be refused with this status at all, as far as its contract tells. */
function mayAnswer(status: number, { endpoint, who }: Mounted): boolean {
  switch (status) {
    case 401:
      // `POST /sessions` is open to anyone and still refuses a sign-in.
      return who.kind !== 'anyone' || endpoint.method !== 'GET';
    case 403:
      return who.kind === 'officer';
    case 404:
      return endpoint.params !== undefined || endpoint.body !== undefined;
    case 405:
      return false;
    case 409:
    case 422:
      return endpoint.method !== 'GET' || endpoint.query !== undefined;
    case 413:
    case 415:
      return endpoint.body !== undefined;
    default:
      return true;
  }
}

function whoMay({ kind, roles }: Mounted['who']): string {
  if (kind === 'anyone') return 'Ai cũng gọi được.';
  if (kind === 'resident') return 'Cần đăng nhập bằng Zalo.';
  return `Chỉ dành cho: ${roles.map((role) => `${roleNames[role]} (\`${role}\`)`).join(', ')}.`;
}

const tagOf = (path: string): string => path.split('/')[1] ?? '';

/** `GET /procedures/:code/open-slots` → `get_procedures_byCode_openSlots`; different for different paths, which are lower case with hyphens. */
function operationId(method: string, path: string): string {
  const parts = path
    .split('/')
    .filter(Boolean)
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part));
  return [
    method.toLowerCase(),
    ...parts.map((part) => part.replace(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase())),
  ].join('_');
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  // A schema that contains itself would need `$ref`s that break once it is placed inside the document, so it is refused loudly.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', cycles: 'throw', reused: 'inline' });
  return rest;
}

/** The fields of an object schema, each with its own schema and whether it must be there. */
function fieldsOf(schema: z.ZodType | undefined): { name: string; required: boolean; schema: Json }[] {
  if (!schema) return [];
  const { properties, required } = schemaOf(schema, 'input');
  const must = new Set(Array.isArray(required) ? required : []);
  return Object.entries((properties ?? {}) as Record<string, Json>).map(([name, field]) => ({
    name,
    required: must.has(name),
    schema: field,
  }));
}

function pathParameters(path: string, params: z.ZodType | undefined): Json[] {
  const known = new Map(fieldsOf(params).map((field) => [field.name, field.schema]));
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: known.get(name) ?? { type: 'string' },
  }));
}

const queryParameters = (query: z.ZodType | undefined): Json[] => fieldsOf(query).map((field) => ({ ...field, in: 'query' }));
