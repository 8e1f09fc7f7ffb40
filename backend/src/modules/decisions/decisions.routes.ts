import type { Request, Response, Router } from 'express';
import { csv } from '../../adapters/csv.js';
import type { RateLimits } from '../../adapters/rate-limits.js';
import * as contract from '../../contracts/decisions.js';
import * as desk from '../../contracts/decisions-desk.js';
import { permissions } from '../../contracts/permissions.js';
import { Id, Key } from '../../contracts/primitives.js';
import type { Role } from '../../contracts/residents.js';
import { ProblemError } from '../../http/problems.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Resident, type Who } from '../../http/who.js';
import type { CountingService } from './counting.service.js';
import type { VoteRecord } from './decision-box.store.js';
import type { DecisionPapersService } from './decision-papers.service.js';
import type { DecisionsService } from './decisions.service.js';
import type { RegisterService } from './register.service.js';
import type { VotingService } from './voting.service.js';

type Deps = {
  decisions: DecisionsService;
  voting: VotingService;
  register: RegisterService;
  counting: CountingService;
  resident: Who<Resident>;
  officer: (...roles: Role[]) => Who<OfficerIdentity>;
  limits: RateLimits;
};

export function decisionsRoutes(routes: Routes, { decisions, voting, register, counting, resident, officer, limits }: Deps): void {
  const reader = officer(...permissions['decisions.read']);
  const writer = officer(...permissions['decisions.write']);
  const counter = officer(...permissions['decisions.count']);
  const mayChange = { limit: (_request: unknown, who: unknown) => limits.take('change', (who as Resident).residentId) };

  routes.add(contract.listDecisions, resident, ({ who }) => voting.list(who.residentId));
  routes.add(contract.readDecision, resident, ({ who, params }) => voting.read(who.residentId, params.id));
  routes.add(
    contract.consentToOnline,
    resident,
    ({ who, params, body }) => voting.consent(who.residentId, params.id, body.choice),
    mayChange,
  );
  routes.add(
    contract.castVote,
    resident,
    ({ who, params, body, idempotencyKey }) => voting.cast(who.residentId, params.id, body, idempotencyKey),
    { status: 201, ...mayChange },
  );
  routes.add(contract.checkReceipt, anyone, ({ params }) => voting.checkReceipt(params.id, params.receipt));

  routes.add(desk.listDeskDecisions, reader, ({ who, query }) => decisions.list(who, query));
  routes.add(desk.listDecisionHamlets, reader, ({ who }) => decisions.hamlets(who));
  routes.add(desk.createDecision, writer, ({ who, body, idempotencyKey }) => decisions.create(who, body, idempotencyKey), { status: 201 });
  routes.add(desk.readDeskDecision, reader, ({ who, params }) => decisions.read(who, params.id));
  routes.add(desk.updateDecision, writer, ({ who, params, body }) => decisions.update(who, params.id, body));
  routes.add(desk.actOnDecision, reader, ({ who, params, body }) => decisions.act(who, params.id, body));
  routes.add(desk.listRoll, reader, ({ who, params, query }) => register.list(who, params.id, query));
  routes.add(desk.markHousehold, counter, ({ who, params, body }) => register.mark(who, params.id, params.householdId, body));
  routes.add(desk.listTyped, counter, ({ who, params, query }) => counting.listTyped(who, params.id, query));
  routes.add(desk.typeBallot, counter, ({ who, params, body }) => counting.typeBallot(who, params.id, params.serial, body));
  routes.add(desk.untypeBallot, counter, ({ who, params }) => counting.untypeBallot(who, params.id, params.serial));
  routes.add(desk.listHandCounts, counter, ({ who, params }) => counting.listHands(who, params.id));
  routes.add(desk.typeHands, counter, ({ who, params, body }) => counting.typeHands(who, params.id, params.meetingKey, body));
}

type Files = {
  voting: VotingService;
  decisionPapers: DecisionPapersService;
  /** Every vote of a closed decision, for an officer who answers for the whole of it. */
  votesFor: (who: OfficerIdentity, id: string) => Promise<{ number: string; votes: AsyncGenerator<VoteRecord> }>;
  officer: Deps['officer'];
  /** Writes into the audit log that this was taken out; throws when it cannot, and nothing leaves then. */
  exported: (who: OfficerIdentity, what: { summary: string; path: string; params: Record<string, string> }) => Promise<void>;
};

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

function idOf(request: Request): string {
  const id = Id.safeParse(request.params.id);
  if (!id.success) throw new ProblemError('decision_not_found', 'Không có việc biểu quyết này.');
  return id.data;
}

function attachment(response: Response, name: string, type: string): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  response.setHeader('Cache-Control', 'no-store');
}

/** Receipts for everybody, votes for a recount, and the official papers. */
export function decisionFiles(router: Router, { voting, decisionPapers, votesFor, officer, exported }: Files): void {
  router.get('/decisions/:id/receipts.csv', async (request, response) => {
    response.locals.route = '/decisions/:id/receipts.csv';
    const { number, receipts } = await voting.receipts(idOf(request));
    attachment(response, `bien-nhan-${number}.csv`, 'text/csv; charset=utf-8');
    const sheet = csv(response);
    sheet.begin('', [{ header: 'ma_bien_nhan', width: 30 }]);
    for await (const receipt of receipts) await sheet.row([receipt]);
    await sheet.end();
  });

  const closer = officer(...permissions['decisions.close']);
  router.get('/desk/decisions/:id/votes.csv', async (request, response) => {
    const path = '/desk/decisions/:id/votes.csv';
    response.locals.route = path;
    const who = await closer.identify(request);
    const id = idOf(request);
    const { number, votes } = await votesFor(who, id);
    await exported(who, { summary: 'Xuất phiếu đã kiểm để đếm lại', path, params: { id } });
    attachment(response, `phieu-${number}.csv`, 'text/csv; charset=utf-8');
    const sheet = csv(response);
    sheet.begin(
      '',
      ['ma_bien_nhan', 'xom', 'cach', 'hop_le', 'lua_chon', 'so_ngau_nhien', 'y_kien_khac'].map((header) => ({ header, width: 30 })),
    );
    for await (const { receipt, hamletKey, way, valid, choices, nonce, other } of votes)
      await sheet.row([receipt, hamletKey, way, valid ? 1 : 0, choices.join('+'), nonce, other]);
    await sheet.end();
  });

  const reader = officer(...permissions['decisions.read']);
  router.get('/desk/decisions/:id/papers/:file', async (request, response) => {
    const path = '/desk/decisions/:id/papers/:file';
    response.locals.route = path;
    const who = await reader.identify(request);
    const id = idOf(request);
    const [, name, format] = /^([a-z-]+)\.(docx|pdf)$/.exec(request.params.file ?? '') ?? [];
    const form = desk.PaperForm.safeParse(name);
    if (!form.success || (format !== 'docx' && format !== 'pdf')) throw new ProblemError('not_found', 'Không có giấy tờ này.');
    const hamletKey = request.query.hamletKey === undefined ? null : Key.safeParse(request.query.hamletKey);
    if (hamletKey !== null && !hamletKey.success) throw new ProblemError('hamlet_unknown', 'Không có xóm này.');
    const paper = await decisionPapers.make(who, id, { form: form.data, format, hamletKey: hamletKey?.data ?? null });
    await exported(who, { summary: 'Lấy giấy tờ của một lần biểu quyết', path, params: { id, file: `${form.data}.${format}` } });
    attachment(response, paper.name, types[format]);
    response.end(paper.bytes);
  });
}
