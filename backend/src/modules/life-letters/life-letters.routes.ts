import { Router } from 'express';
import * as contract from '../../contracts/life-letters.js';
import { type Permission, permissions } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Resident, type Who } from '../../http/who.js';
import type { checkPage } from './check-page.js';
import type { LifeLettersService } from './life-letters.service.js';

type Deps = { lifeLetters: LifeLettersService; resident: Who<Resident>; officer: (...roles: Role[]) => Who<OfficerIdentity> };

export function lifeLettersRoutes(routes: Routes, { lifeLetters, resident, officer }: Deps): void {
  const may = (permission: Permission) => officer(...permissions[permission]);
  const reader = may('letters.read');
  const author = may('letters.write');
  const approver = may('letters.approve');

  routes.add(contract.listLifeLetters, reader, ({ query }) => lifeLetters.list(query));
  routes.add(contract.createLifeLetter, author, ({ who, body, idempotencyKey }) => lifeLetters.create(who, body, idempotencyKey), {
    status: 201,
  });
  routes.add(contract.readLifeLetter, reader, ({ who, params }) => lifeLetters.read(who, params.id));
  routes.add(contract.updateLifeLetter, author, ({ who, params, body }) => lifeLetters.update(who, params.id, body));
  routes.add(contract.discardLifeLetter, author, ({ params }) => lifeLetters.discard(params.id));
  routes.add(contract.previewLifeLetter, reader, ({ body }) => lifeLetters.preview(body));
  routes.add(contract.submitLifeLetter, author, ({ who, params, body }) => lifeLetters.submit(who, params.id, body.revision));
  routes.add(contract.approveLifeLetter, approver, ({ who, params, body }) => lifeLetters.approve(who, params.id, body.revision));
  routes.add(contract.returnLifeLetter, approver, ({ who, params, body }) =>
    lifeLetters.giveBack(who, params.id, body.revision, body.note),
  );
  routes.add(contract.sendLifeLetterAgain, reader, ({ who, params, body }) => lifeLetters.sendAgain(who, params.id, body.revision));
  routes.add(contract.handOverLifeLetter, reader, ({ who, params, body }) =>
    lifeLetters.handOver(who, params.id, body.revision, body.note),
  );

  routes.add(contract.listLifeLetterKinds, reader, async () => ({ kinds: await lifeLetters.kinds() }));
  routes.add(contract.updateLifeLetterTemplate, author, ({ who, params, body }) => lifeLetters.changeTemplate(who, params.kind, body));
  routes.add(contract.listLifeLetterTemplateVersions, reader, async ({ params }) => ({
    versions: await lifeLetters.templateVersions(params.kind),
  }));
  routes.add(contract.readLetterSignature, approver, ({ who }) => lifeLetters.signature(who));
  routes.add(contract.saveLetterSignature, approver, ({ who, body }) => lifeLetters.saveSignature(who, body.picture));
  routes.add(contract.listMyLifeLetters, resident, ({ who }) => lifeLetters.mine(who.residentId));
  routes.add(contract.readLifeLetterPaper, anyone, ({ params }) => lifeLetters.paperByLink(params.token));
}

/** The letter as a file, behind its signed address: a phone's own viewer opens it without signing in. */
export function lifeLetterFiles(lifeLetters: LifeLettersService): Router {
  const router = Router();
  router.get('/life-letter-files/:file', async (request, response, next) => {
    response.locals.route = '/life-letter-files/:file';
    const match = /^([\w~-]{1,400})\.pdf$/.exec(request.params.file);
    if (!match) return next();
    const { number, pdf } = await lifeLetters.pdfByLink(match[1] as string);
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Content-Disposition', `inline; filename="thu-${number}.pdf"`);
    response.setHeader('X-Robots-Tag', 'noindex');
    response.type('application/pdf').send(pdf);
  });
  return router;
}

/** The public page behind the code on a letter, below the root: `/thu/<code>`. */
export function lifeLetterPages(lifeLetters: LifeLettersService, page: typeof checkPage): Router {
  const router = Router();
  router.get('/thu/:code', async (request, response) => {
    response.locals.route = '/thu/:code';
    const code = request.params.code.toUpperCase();
    const known = /^[A-Z0-9]{4,16}$/.test(code) ? await lifeLetters.checkOf(code) : null;
    response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Robots-Tag', 'noindex');
    response
      .status(known ? 200 : 404)
      .type('html')
      .send(page(await lifeLetters.officeName(), known));
  });
  return router;
}
