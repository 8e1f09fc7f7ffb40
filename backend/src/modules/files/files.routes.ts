import { type RequestHandler, type Response, Router } from 'express';
import { uploadFile, uploadMostBytes } from '../../contracts/files.js';
import { Id } from '../../contracts/primitives.js';
import { ProblemError } from '../../http/problems.js';
import { rawBody } from '../../http/raw-body.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Who } from '../../http/who.js';
import type { FilesService } from './files.service.js';

type Deps = { files: FilesService; uploader: Who<OfficerIdentity>; limit: (officerId: string) => Promise<void> };

export function filesRoutes(routes: Routes, { files, uploader, limit }: Deps): void {
  routes.add(
    uploadFile,
    uploader,
    async ({ who, query, request }) => files.upload(who.officerId, query.name, await rawBody(request, uploadMostBytes)),
    { status: 201, limit: (_request, who) => limit((who as OfficerIdentity).officerId) },
  );
}

type Read = NonNullable<Awaited<ReturnType<FilesService['read']>>>;

function send(response: Response, { file, bytes }: Read, cacheControl: string): void {
  const plain = file.name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\w.() -]/g, '_');
  // RFC 5987: the name with its marks, and one without for old readers.
  const encoded = encodeURIComponent(file.name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  response.setHeader('Cache-Control', cacheControl);
  response.setHeader('Content-Disposition', `inline; filename="${plain}"; filename*=UTF-8''${encoded}`);
  response.setHeader('X-Robots-Tag', 'noindex');
  response.type(file.type).send(bytes);
}

const unknown = () => new ProblemError('not_found', 'Không có tệp này.');

/** `/files/:id` for everybody, once something published holds the file. What stands at an address never changes. */
export function publicFiles(files: FilesService, assertReady: () => void): RequestHandler {
  const router = Router();
  router.get('/files/:id', async (request, response) => {
    response.locals.route = '/files/:id';
    assertReady();
    const id = Id.safeParse(request.params.id);
    const found = id.success ? await files.read(id.data) : null;
    if (!found?.file.public) throw unknown();
    send(response, found, 'public, max-age=31536000, immutable');
  });
  return router;
}

/** `/api/files/:id` for officers, before anything is published. */
export function officerFiles(files: FilesService, reader: Who<OfficerIdentity>): Router {
  const router = Router();
  router.get('/files/:id', async (request, response) => {
    response.locals.route = '/files/:id';
    await reader.identify(request);
    const id = Id.safeParse(request.params.id);
    const found = id.success ? await files.read(id.data) : null;
    if (!found) throw unknown();
    send(response, found, 'private, max-age=300');
  });
  return router;
}
