import { randomBytes, randomInt } from 'node:crypto';
import { ballotPdf } from './adapters/ballot-pdf.js';
import { type Keyring, openOrNull } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import { paperDocx } from './adapters/paper-docx.js';
import { paperPdf } from './adapters/paper-pdf.js';
import { receiptOf } from './adapters/vote-receipt.js';
import type { Clock } from './clock.js';
import { hamletsWhere } from './contracts/permissions.js';
import { decisionDisclosure, decisionMessage } from './domain/decision-letters.js';
import { ProblemError } from './http/problems.js';
import type { OfficerIdentity } from './http/who.js';
import type { BroadcastsService } from './modules/broadcasts/broadcasts.service.js';
import type { CalendarService } from './modules/calendar/calendar.service.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import { boxService } from './modules/decisions/box.service.js';
import { countingService } from './modules/decisions/counting.service.js';
import { decisionFor } from './modules/decisions/decision-access.js';
import { decisionBoxStore } from './modules/decisions/decision-box.store.js';
import { decisionPapersService } from './modules/decisions/decision-papers.service.js';
import { decisionRollStore } from './modules/decisions/decision-roll.store.js';
import { stageOf } from './modules/decisions/decision-views.js';
import { decisionsService } from './modules/decisions/decisions.service.js';
import { decisionsStore } from './modules/decisions/decisions.store.js';
import { registerService } from './modules/decisions/register.service.js';
import { votingService } from './modules/decisions/voting.service.js';
import type { DisclosuresService } from './modules/disclosures/disclosures.service.js';
import type { FilesService } from './modules/files/files.service.js';
import type { HouseholdsService } from './modules/households/households.service.js';
import type { OfficersService } from './modules/officers/officers.service.js';

type Input = {
  database: Database;
  keys: Keyring;
  clock: Clock;
  calendar: CalendarService;
  communes: CommunesService;
  officers: OfficersService;
  households: HouseholdsService;
  files: FilesService;
  disclosures: DisclosuresService;
  broadcasts: BroadcastsService;
  /** Where the API is reached from outside, without a slash at the end. */
  publicUrl: string;
  onFailure: (what: string, error: Error) => void;
};

/** What households decide: the frozen rolls, the votes and the box they lie in. */
export function composeDecisions({
  database,
  keys,
  clock,
  calendar,
  communes,
  officers,
  households,
  files,
  disclosures,
  broadcasts,
  publicUrl,
  onFailure,
}: Input) {
  const store = decisionsStore(database);
  const roll = decisionRollStore(database);
  const box = decisionBoxStore(database);
  const ballotKeys = {
    seal: (decisionId: string, text: string) => keys.seal(text, `decision/${decisionId}`),
    open: (decisionId: string, sealed: string) => openOrNull(keys, sealed, `decision/${decisionId}`),
    digest: (words: string) => keys.blindIndex('decision', words),
    // Of an id made from the time, its beginning would tell when a household voted.
    randomId: () => randomBytes(12).toString('hex'),
    nonce: () => randomBytes(16).toString('hex'),
    receiptOf,
    randomInteger: (below: number) => randomInt(below),
  };
  const hamletNames = async () => new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));
  const boxes = boxService({ store, roll, box, communes, keys: ballotKeys, clock });
  const counting = countingService({ store, roll, box, keys: ballotKeys, hamletNames });
  return {
    decisions: decisionsService({
      store,
      roll,
      box: boxes,
      counting,
      households,
      communes,
      calendar,
      files,
      async disclose(decision, who) {
        if (decision.result === null) throw new Error('a decision without a result cannot be disclosed');
        const disclosure = await disclosures.create(
          who,
          decisionDisclosure({ ...decision, result: decision.result }),
          `decision-${decision.id}`,
        );
        return { disclosureId: disclosure.id };
      },
      async notify(decision, who) {
        const stage = stageOf(decision);
        if (stage === 'none') throw new Error('households are told of no such stage');
        const broadcast = await broadcasts.create(who, decisionMessage(decision, stage), `decision-${decision.id}-${stage}`);
        return { broadcastId: broadcast.id };
      },
      clock,
      onFailure,
    }),
    voting: votingService({ store, roll, box, households, communes, calendar, files, keys: ballotKeys, clock, publicUrl }),
    register: registerService({ store, roll, clock }),
    counting,
    decisionPapers: decisionPapersService({ store, roll, communes, officers, pdf: paperPdf, docx: paperDocx, ballots: ballotPdf, clock }),
    /** Every vote of a closed decision: for officers of the whole commune, since who knows a household's receipt could read its choice here. */
    async votesFor(who: OfficerIdentity, id: string) {
      const decision = await decisionFor(store, who, id);
      if (hamletsWhere(who, 'decisions.close') !== null)
        throw new ProblemError('not_allowed', 'Việc đếm lại do văn phòng UBND xã, Chủ tịch hoặc Mặt trận Tổ quốc xã làm.');
      if (decision.status !== 'closed') throw new ProblemError('decision_not_open', 'Chỉ đếm lại được sau khi kết thúc kiểm phiếu.');
      return { number: decision.number, votes: boxes.votes(id) };
    },
  };
}
