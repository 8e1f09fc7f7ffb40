import type { Clock } from '../../clock.js';
import { ballotPrefix, type PaperForm } from '../../contracts/decisions-desk.js';
import { type BallotSheet, paperBallot } from '../../domain/ballots.js';
import { candidateMinutes, countingMinutes } from '../../domain/counting-papers.js';
import { decisionText, invitation, meetingMinutes, voterList } from '../../domain/decision-papers.js';
import { electsHead, hamletHeadTitle } from '../../domain/decision-words.js';
import type { Paper } from '../../domain/papers.js';
import { dayOf, timeOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { OfficersService } from '../officers/officers.service.js';
import { decisionFor, notNow } from './decision-access.js';
import { factsOf, type PaperContext } from './decision-facts.js';
import type { RollRecord, RollStore } from './decision-roll.store.js';
import type { DecisionRecord, DecisionsStore } from './decisions.store.js';

type Deps = {
  store: DecisionsStore;
  roll: RollStore;
  communes: Pick<CommunesService, 'hamlets' | 'stored' | 'settings' | 'names'>;
  officers: Pick<OfficersService, 'list'>;
  pdf: (paper: Paper) => Promise<Buffer>;
  docx: (paper: Paper) => Promise<Buffer>;
  ballots: (sheet: BallotSheet) => Promise<Buffer>;
  clock: Clock;
};

export type DecisionPapersService = ReturnType<typeof decisionPapersService>;
type Asked = { form: PaperForm; format: 'docx' | 'pdf'; hamletKey: string | null };

const page = 1_000;
const afterClosing = new Set<PaperForm>(['meeting-minutes', 'counting-minutes', 'decision']);
const missing = (sentence: string, field: string) =>
  new ProblemError('decision_not_open', sentence, { fields: [{ field, message: sentence }] });

/** The official papers of a decision, as docx to work on and as PDF to print. */
export function decisionPapersService({ store, roll, communes, officers, pdf, docx, ballots, clock }: Deps) {
  async function everyRow(decision: DecisionRecord, hamletKey: string | null): Promise<RollRecord[]> {
    const found: RollRecord[] = [];
    for (let after: number | null = null; ; ) {
      const rows = await roll.list(
        { decisionId: decision.id, roll: decision.roll },
        { hamletKeys: hamletKey === null ? null : [hamletKey], keys: [], beginsWith: null, show: 'all' },
        after,
        page,
      );
      found.push(...rows);
      const last = rows.at(-1);
      if (rows.length < page || last === undefined) return found;
      after = last.place;
    }
  }

  async function contextOf(decision: DecisionRecord, hamletKey: string | null) {
    const [{ units, settings }, { communeName }, hamlets, everybody] = await Promise.all([
      communes.stored(),
      communes.names(),
      communes.hamlets(),
      officers.list(),
    ]);
    const unit = units.find(({ key }) => key === settings?.unitKey);
    const province = units.find(({ key }) => key === unit?.parentKey);
    const one = hamletKey ?? (decision.hamletKeys.length === 1 ? (decision.hamletKeys[0] ?? null) : null);
    const head = (role: 'hamlet_head' | 'hamlet_front') =>
      one === null
        ? null
        : (everybody.find((officer) => officer.active && officer.roles.includes(role) && officer.hamletKeys.includes(one))?.name ?? null);
    return {
      commune: { name: communeName, province: province?.name ?? '', place: communeName.replace(/^(xã|phường|đặc khu) /i, '') },
      day: decision.closedOn ?? dayOf(clock.now()),
      hamletNames: new Map(hamlets.map(({ key, name }) => [key, name])),
      hamletHead: head('hamlet_head'),
      frontHead: head('hamlet_front'),
    };
  }

  /** One ballot a household and a few to spare, numbered by hamlet: `X3-0001` is the first of the third hamlet of the roll. */
  function serialsOf(decision: DecisionRecord, hamletKey: string): string[] {
    const index = decision.households.findIndex((one) => one.hamletKey === hamletKey);
    const count = decision.households[index]?.count ?? 0;
    const spare = Math.ceil(count / 20);
    return Array.from({ length: count + spare }, (_, place) => `${ballotPrefix(index)}-${String(place + 1).padStart(4, '0')}`);
  }

  return {
    /** Throws `decision_not_open` for a paper of a later stage, `invalid_request` for one that this decision does not have. */
    async make(who: OfficerIdentity, id: string, { form, format, hamletKey }: Asked): Promise<{ name: string; bytes: Buffer }> {
      const decision = await decisionFor(store, who, id);
      if (hamletKey !== null && !decision.hamletKeys.includes(hamletKey))
        throw missing('Xóm này không thuộc lần biểu quyết.', 'query.hamletKey');
      if (form === 'candidates') {
        const paper = candidatesOf(decision, await contextOf(decision, hamletKey));
        return { name: `${decision.number}-${form}.${format}`, bytes: await (format === 'pdf' ? pdf : docx)(paper) };
      }
      if (decision.roll === 0) throw notNow('Giấy tờ có sau khi đã thông báo.');
      if (afterClosing.has(form) && decision.status !== 'closed')
        throw notNow('Biên bản và quyết định có sau khi hai người kết thúc kiểm phiếu.');
      const [context, rows] = await Promise.all([contextOf(decision, hamletKey), everyRow(decision, hamletKey)]);
      const counts = await roll.counts([{ decisionId: id, roll: decision.roll }]);
      const byHands = decision.draft.way === 'meeting' && decision.draft.meetingVote === 'hands';
      const voters = rows.filter(({ voted, meetingKey }) => (byHands ? meetingKey !== null : voted !== null));
      const facts = factsOf(decision, { register: counts.get(id) ?? [], voters, hamletKey }, context);
      const name = `${decision.number}-${form}${hamletKey === null ? '' : `-${hamletKey}`}.${format}`;

      if (form === 'ballots') {
        const key = hamletKey ?? (decision.hamletKeys.length === 1 ? decision.hamletKeys[0] : undefined);
        if (key === undefined) throw missing('Phiếu được in theo từng xóm; xin chọn xóm.', 'query.hamletKey');
        if (format !== 'pdf') throw missing('Phiếu chỉ in từ tệp PDF.', 'params.format');
        const meeting = decision.draft.meetings.find((one) => one.hamletKey === key);
        const sheet = paperBallot(facts, {
          serials: serialsOf(decision, key),
          day: meeting?.day ?? (decision.closesAt === null ? context.day : dayOf(decision.closesAt)),
          time: meeting?.time ?? (decision.closesAt === null ? '17:00' : timeOf(decision.closesAt)),
          place: meeting?.place ?? 'nhà văn hóa xóm',
          hamletName: context.hamletNames.get(key) ?? key,
        });
        return { name, bytes: await ballots(sheet) };
      }
      const paper = paperOf(form, decision, facts, hamletKey, await communes.settings());
      return { name, bytes: await (format === 'pdf' ? pdf : docx)(paper) };
    },
  };
}

/** Mẫu số 05, of the election of a hamlet's head, once its meeting was written down. */
function candidatesOf({ draft }: DecisionRecord, { commune, hamletNames }: PaperContext): Paper {
  if (!electsHead(draft)) throw missing('Chỉ cuộc bầu trưởng xóm có biên bản này.', 'params.form');
  if (draft.candidateMeeting === null) throw missing('Chưa ghi cuộc họp dự kiến người ứng cử.', 'draft.candidateMeeting');
  const { term, present, invited, presiding, secretary, discussion, ...meeting } = draft.candidateMeeting;
  const [hamletKey = ''] = draft.hamletKeys;
  const hamletName = hamletNames.get(hamletKey) ?? hamletKey;
  return candidateMinutes({
    commune,
    day: meeting.day,
    number: null,
    hamletName,
    position: hamletHeadTitle(hamletName),
    term: term === '' ? null : term,
    meeting: {
      ...meeting,
      presiding: { name: presiding, title: null },
      secretary: { name: secretary, title: null },
      guests: null,
      discussion: discussion === '' ? null : discussion,
    },
    present,
    invited,
    candidates: draft.candidates.map(({ name, birthYear, detail }) => ({
      name,
      birthYear,
      sex: null,
      address: null,
      note: detail === '' ? null : detail,
    })),
  });
}

function paperOf(
  form: Exclude<PaperForm, 'ballots' | 'candidates'>,
  { draft }: DecisionRecord,
  facts: Parameters<typeof voterList>[0],
  hamletKey: string | null,
  { hotline }: { hotline: string },
): Paper {
  const meeting = draft.meetings.find((one) => hamletKey === null || one.hamletKey === hamletKey);
  switch (form) {
    case 'invitation': {
      if (meeting === undefined) throw missing('Lần biểu quyết này không có cuộc họp.', 'params.form');
      const presiding = { name: meeting.presiding ?? facts.hamletHead ?? '…………', title: null };
      return invitation(facts, {
        invited: null,
        day: meeting.day,
        time: meeting.time,
        place: meeting.place,
        presiding,
        guests: null,
        contact: `${facts.hamletHead ?? presiding.name}${hotline === '' ? '' : `; điện thoại của UBND xã: ${hotline}`}`,
        documents: draft.papers.map(({ label }) => label),
      });
    }
    case 'meeting-minutes':
      if (facts.meeting === null) throw missing('Lần biểu quyết này không có cuộc họp.', 'params.form');
      return meetingMinutes(facts);
    case 'counting-minutes':
      return countingMinutes(facts);
    case 'decision':
      return decisionText(facts);
    case 'voters':
      return voterList(facts);
  }
}
