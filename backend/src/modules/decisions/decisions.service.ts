import type { Clock } from '../../clock.js';
import type { DecisionPaper } from '../../contracts/decisions.js';
import type {
  actOnDecision,
  DecisionAct,
  DecisionDraft,
  DeskDecision,
  LegalCheck,
  listDecisionHamlets,
  listDeskDecisions,
} from '../../contracts/decisions-desk.js';
import type { ParsedRequestOf, ReplyOf } from '../../contracts/endpoint.js';
import type { RollHousehold } from '../../contracts/households.js';
import { hamletsWhere } from '../../contracts/permissions.js';
import { recogniser } from '../../domain/decision-clock.js';
import { firstDay, legalChecks, mayAnnounce, mayOpen } from '../../domain/decision-legality.js';
import { keptKeys } from '../../domain/decision-vote.js';
import { indexedWords } from '../../domain/search-words.js';
import { dayOf, instantAt } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { FilesService } from '../files/files.service.js';
import type { BoxService } from './box.service.js';
import type { CountingService } from './counting.service.js';
import { answersFor, changedMeanwhile, decisionFor, notAllowed, notNow, ofTheFront, signatureOf } from './decision-access.js';
import type { RollCounts, RollStore } from './decision-roll.store.js';
import { deskDecisionOf, deskRowOf, hasChosen, householdsOf, stageOf, type ViewContext } from './decision-views.js';
import type { DecisionChange, DecisionRecord, DecisionsStore } from './decisions.store.js';

export type DecisionsService = ReturnType<typeof decisionsService>;
type ActOf<Name extends DecisionAct['act']> = Extract<DecisionAct, { act: Name }>;

type Deps = {
  store: DecisionsStore;
  roll: RollStore;
  box: BoxService;
  counting: CountingService;
  households: {
    roll(hamletKeys: readonly string[] | null): Promise<RollHousehold[]>;
    counts(hamletKeys: readonly string[] | null): Promise<Map<string, number>>;
  };
  communes: Pick<CommunesService, 'hamlets'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  files: Pick<FilesService, 'attach' | 'detach' | 'publish' | 'publicUrl'>;
  /** Makes the draft of a disclosure of the result; asked again after a crash it gives the same one. */
  disclose: (decision: DecisionRecord, who: OfficerIdentity) => Promise<{ disclosureId: string }>;
  /** Makes the draft of a notice to the households. */
  notify: (decision: DecisionRecord, who: OfficerIdentity) => Promise<{ broadcastId: string }>;
  clock: Clock;
  /** What went wrong where nobody waits. */
  onFailure: (what: string, error: Error) => void;
};

const pageSize = 30;
const going = ['draft', 'announced', 'open', 'counting', 'closing'] as const;
const ended = ['closed', 'cancelled'] as const;

/** What households decide: prepared, agreed, announced, opened, closed by two, sent, recognised (Luật 10/2022/QH15 Art. 15–23). */
export function decisionsService(deps: Deps) {
  const { store, roll, box, counting, households, communes, calendar, files, disclose, notify, clock, onFailure } = deps;
  const refOf = ({ id, roll: version }: Pick<DecisionRecord, 'id' | 'roll'>) => ({ decisionId: id, roll: version });
  const owner = (id: string) => ({ kind: 'decision', id });

  async function context(): Promise<ViewContext> {
    const [publicCalendar, hamlets] = await Promise.all([calendar.publicCalendar(), communes.hamlets()]);
    return { today: dayOf(clock.now()), calendar: publicCalendar, hamletNames: new Map(hamlets.map(({ key, name }) => [key, name])) };
  }
  async function registerOf(decisions: readonly DecisionRecord[]): Promise<Map<string, RollCounts[]>> {
    return roll.counts(decisions.filter(({ roll: version, result }) => version > 0 && result === null).map(refOf));
  }

  /** Every hamlet it is for; hamlets that do not exist are named. */
  async function hamletsOf({ scope, hamletKeys }: DecisionDraft): Promise<string[]> {
    const known = (await communes.hamlets()).map(({ key }) => key);
    const stranger = hamletKeys.find((key) => !known.includes(key));
    if (stranger !== undefined)
      throw new ProblemError('hamlet_unknown', 'Có xóm không nằm trong danh mục.', {
        fields: [{ field: 'body.draft.hamletKeys', message: stranger }],
      });
    return scope === 'commune' ? known : hamletKeys;
  }

  function assertDraft({ alternatives, candidates, meetings }: DecisionDraft): void {
    const keys = [...alternatives, ...candidates].map(({ key }) => key);
    const twice = keys.find((key, index) => keys.indexOf(key) !== index) ?? keys.find((key) => keptKeys.has(key));
    if (twice !== undefined)
      throw new ProblemError('choice_invalid', 'Có hai phương án mang cùng một khóa.', {
        fields: [{ field: 'body.draft.alternatives', message: twice }],
      });
    const meetingKeys = meetings.map(({ key }) => key);
    if (new Set(meetingKeys).size < meetingKeys.length)
      throw new ProblemError('choice_invalid', 'Có hai cuộc họp mang cùng một khóa.', {
        fields: [{ field: 'body.draft.meetings', message: 'Trùng khóa.' }],
      });
  }

  /** The law's conditions, over the frozen roll once there is one. */
  async function checksOf(decision: DecisionRecord, register: readonly RollCounts[]): Promise<{ checks: LegalCheck[]; total: number }> {
    const counted =
      decision.roll > 0 && decision.status !== 'draft'
        ? new Map(decision.households.map(({ hamletKey, count }) => [hamletKey, count]))
        : await households.counts(decision.hamletKeys);
    const all = new Map(decision.hamletKeys.map((key) => [key, counted.get(key) ?? 0]));
    return {
      checks: legalChecks({
        draft: decision.draft,
        households: all,
        proposed: decision.proposedBy !== null,
        frontAgreed: decision.frontAgreedBy !== null,
        consents: register.reduce((sum, row) => sum + row.agreed, 0),
      }),
      total: [...all.values()].reduce((sum, count) => sum + count, 0),
    };
  }

  const papersOf = ({ draft }: DecisionRecord): DecisionPaper[] =>
    draft.papers.map(({ fileId, label }) => ({ fileId, label, url: files.publicUrl(fileId) }));

  async function show(decision: DecisionRecord): Promise<DeskDecision> {
    const register = (await registerOf([decision])).get(decision.id) ?? [];
    const [{ checks, total }, { counts, faults }, view] = await Promise.all([
      checksOf(decision, register),
      counting.state(decision, register),
      context(),
    ]);
    return deskDecisionOf(
      decision,
      { register, counts, checks, closingFaults: faults, papers: papersOf(decision), households: total },
      view,
    );
  }

  async function change(decision: DecisionRecord, who: OfficerIdentity, act: string, changes: DecisionChange, note: string | null = null) {
    const changed = await store.change(decision, changes, { ...signatureOf(who, clock.now()), act, note });
    if (!changed) throw changedMeanwhile();
    return changed;
  }

  const unlawful = (checks: readonly LegalCheck[]) =>
    new ProblemError('decision_not_lawful', 'Chưa đủ điều kiện theo luật để làm bước này.', {
      fields: checks
        .filter(({ state }) => state !== 'met')
        .map(({ key, requirement, article, detail }) => ({ field: key, message: `${requirement} (${article}). ${detail ?? ''}`.trim() })),
    });

  const mayRun = (who: OfficerIdentity, decision: DecisionRecord): boolean =>
    answersFor(who, 'decisions.write', decision) || (who.roles.includes('chairman') && decision.draft.scope === 'commune');
  function assertRuns(who: OfficerIdentity, decision: DecisionRecord): void {
    if (!mayRun(who, decision)) throw notAllowed('Việc này do trưởng xóm hoặc văn phòng UBND xã làm.');
  }
  const assertPast = (day: string): void => {
    if (day > dayOf(clock.now())) throw notNow('Xin ghi ngày đã làm, không phải ngày sắp tới.');
  };
  function assertStatus(decision: DecisionRecord, ...statuses: DecisionRecord['status'][]): void {
    if (!statuses.includes(decision.status)) throw notNow();
  }

  // ---- Steps

  async function announce(decision: DecisionRecord, who: OfficerIdentity): Promise<DecisionRecord> {
    assertStatus(decision, 'draft');
    assertRuns(who, decision);
    const { checks } = await checksOf(decision, []);
    if (!mayAnnounce(checks)) throw unlawful(checks.filter(({ before }) => before === 'announce'));
    const now = clock.now();
    const { opensAt, closesAt, way } = decision.draft;
    if (way !== 'meeting' && opensAt !== null && new Date(opensAt) <= now)
      throw new ProblemError('decision_not_lawful', 'Giờ bắt đầu đã qua.', {
        fields: [{ field: 'times', message: 'Chọn giờ bắt đầu ở phía trước.' }],
      });
    const meets = firstDay(decision.draft);
    if (way === 'meeting' && meets !== null && meets < dayOf(now))
      throw new ProblemError('decision_not_lawful', 'Ngày họp đã qua.', {
        fields: [{ field: 'meetings', message: 'Chọn ngày họp ở phía trước.' }],
      });
    const list = await households.roll(decision.hamletKeys);
    const version = decision.roll + 1;
    await roll.dropOthers(decision.id, decision.roll);
    await roll.freeze(
      { decisionId: decision.id, roll: version },
      list.map(({ householdId, code, hamletKey, headName, representativeName, representativeResidentId }) => ({
        householdId,
        code,
        hamletKey,
        headName,
        representativeName,
        linked: representativeResidentId !== null,
        words: indexedWords(`${code} ${headName} ${representativeName ?? ''}`),
      })),
    );
    const counted = new Map<string, number>();
    for (const { hamletKey } of list) counted.set(hamletKey, (counted.get(hamletKey) ?? 0) + 1);
    const announced = await change(decision, who, 'announce', {
      status: 'announced',
      roll: version,
      households: decision.hamletKeys.map((hamletKey) => ({ hamletKey, count: counted.get(hamletKey) ?? 0 })),
      announcedAt: now,
      opensAt: opensAt === null ? null : new Date(opensAt),
      closesAt: closesAt === null ? null : new Date(closesAt),
    });
    await files.publish(decision.draft.papers.map(({ fileId }) => fileId));
    return announced;
  }

  async function open(decision: DecisionRecord, who: OfficerIdentity | null): Promise<DecisionRecord | null> {
    const register = (await registerOf([decision])).get(decision.id) ?? [];
    const { checks } = await checksOf(decision, register);
    const now = clock.now();
    if (!mayOpen(checks)) throw unlawful(checks);
    const due = decision.draft.way === 'meeting' ? instantAt(firstDay(decision.draft) ?? '9999-12-31', '00:00') : decision.opensAt;
    if (due === null || now < due) throw notNow('Chưa tới giờ bắt đầu.');
    if (decision.closesAt !== null && decision.draft.way !== 'meeting' && now >= decision.closesAt)
      throw notNow('Giờ kết thúc đã qua; xin rút thông báo và chọn thời gian khác.');
    // The rows first: whoever reads "open" finds them open.
    await roll.setStage(refOf(decision), 'open');
    const entry = who === null ? null : { ...signatureOf(who, now), act: 'open', note: null };
    return store.change(decision, { status: 'open', openedAt: now }, entry);
  }

  /** Ends the taking of votes: every row first, so that whatever was taken is in the count, and nothing comes after. */
  async function end(decision: DecisionRecord, who: OfficerIdentity | null): Promise<DecisionRecord | null> {
    await roll.setStage(refOf(decision), 'counting');
    const now = clock.now();
    const endedAt = decision.draft.way !== 'meeting' && decision.closesAt !== null && decision.closesAt < now ? decision.closesAt : now;
    const entry = who === null ? null : { ...signatureOf(who, now), act: 'end_meeting', note: null };
    return store.change(decision, { status: 'counting', endedAt }, entry);
  }

  /** Nobody opens the box of what was cancelled: nothing comes into it any more, and what lies in it is not kept beside the households. May run twice. */
  async function empty(decision: DecisionRecord): Promise<void> {
    await roll.setStage(refOf(decision), 'done');
    await roll.cut(refOf(decision));
    await store.emptied(decision.id);
  }

  async function startClosing(decision: DecisionRecord, who: OfficerIdentity, { witnesses, explanation }: ActOf<'start_closing'>) {
    assertStatus(decision, 'counting');
    if (decision.closing !== null) throw notNow('Đã có người thứ nhất xác nhận kiểm phiếu.');
    if (!answersFor(who, 'decisions.close', decision)) throw notAllowed('Chỉ người phụ trách xóm này mới kết thúc kiểm phiếu.');
    const register = (await registerOf([decision])).get(decision.id) ?? [];
    const { faults, needsExplanation } = await counting.state(decision, register);
    const incomplete = (fields: { field: string; message: string }[]) =>
      new ProblemError('closing_incomplete', 'Chưa kết thúc kiểm phiếu được.', { fields });
    if (faults.length > 0) throw incomplete(faults.map((message) => ({ field: 'counts', message })));
    if (needsExplanation && explanation.length < 10)
      throw incomplete([{ field: 'body.action.explanation', message: 'Số phiếu nhập ít hơn số hộ đã nộp; cần ghi rõ lý do.' }]);
    const codes = new Set<string>();
    for (const [index, { householdCode }] of witnesses.entries()) {
      const [row] = await roll.list(
        refOf(decision),
        { hamletKeys: null, keys: [], beginsWith: null, show: 'all', code: householdCode },
        null,
        1,
      );
      if (!row) throw incomplete([{ field: `body.action.witnesses.${index}.householdCode`, message: 'Mã hộ không có trong danh sách.' }]);
      codes.add(row.code);
    }
    if (codes.size < witnesses.length)
      throw incomplete([{ field: 'body.action.witnesses', message: 'Hai người chứng kiến phải thuộc hai hộ khác nhau.' }]);
    const first = signatureOf(who, clock.now());
    const started = await change(decision, who, 'start_closing', {
      closing: { first, second: null, front: ofTheFront(who), witnesses, explanation },
    });
    // What the two sign is what the register says: nothing is written into it any more.
    await roll.setStage(refOf(decision), 'done');
    return started;
  }

  async function confirmClosing(decision: DecisionRecord, who: OfficerIdentity): Promise<DecisionRecord> {
    assertStatus(decision, 'counting');
    const { closing } = decision;
    if (closing === null) throw notNow('Cần người thứ nhất xác nhận trước.');
    if (!answersFor(who, 'decisions.close', decision)) throw notAllowed('Chỉ người phụ trách xóm này mới kết thúc kiểm phiếu.');
    if (closing.first.officerId === who.officerId) throw new ProblemError('closing_same_person', 'Người thứ hai phải là người khác.');
    if (closing.front === ofTheFront(who))
      throw new ProblemError(
        'closing_same_person',
        'Hai người kết thúc kiểm phiếu phải gồm một đại diện Mặt trận và một đại diện xóm hoặc UBND xã.',
      );
    await roll.setStage(refOf(decision), 'done');
    const register = (await registerOf([decision])).get(decision.id) ?? [];
    const { faults, needsExplanation } = await counting.state(decision, register);
    if (faults.length > 0 || (needsExplanation && closing.explanation.length < 10))
      throw new ProblemError('closing_incomplete', 'Sổ vừa thay đổi; xin hủy xác nhận thứ nhất rồi kiểm lại.', {
        fields: faults.map((message) => ({ field: 'counts', message })),
      });
    const closed = await change(decision, who, 'confirm_closing', {
      status: 'closing',
      closing: { ...closing, second: signatureOf(who, clock.now()) },
    });
    return (await box.finish(closed)) ?? (await decisionFor(store, who, decision.id));
  }

  async function act(decision: DecisionRecord, who: OfficerIdentity, action: DecisionAct): Promise<DecisionRecord> {
    const { scope, item } = decision.draft;
    const signature = signatureOf(who, clock.now());
    switch (action.act) {
      case 'propose': {
        assertStatus(decision, 'draft');
        const isHead = who.roles.includes('hamlet_head') && answersFor(who, 'decisions.write', decision);
        const may = who.roles.includes('chairman') || (scope === 'hamlet' && isHead);
        if (!may)
          throw notAllowed(
            scope === 'commune'
              ? 'Việc của toàn xã do Chủ tịch UBND xã đề nghị.'
              : 'Việc của xóm do trưởng xóm hoặc Chủ tịch UBND xã đề nghị.',
          );
        return change(decision, who, 'propose', { proposedBy: signature });
      }
      case 'agree': {
        assertStatus(decision, 'draft');
        const may = scope === 'commune' ? who.roles.includes('front_officer') : answersFor(who, 'decisions.agree', decision);
        if (!may)
          throw notAllowed(
            scope === 'commune' ? 'Việc của toàn xã cần Mặt trận Tổ quốc xã thống nhất.' : 'Cần Mặt trận của xóm này thống nhất.',
          );
        return change(decision, who, 'agree', { frontAgreedBy: signature });
      }
      case 'announce':
        return announce(decision, who);
      case 'withdraw_notice':
        assertStatus(decision, 'announced');
        assertRuns(who, decision);
        return change(decision, who, 'withdraw_notice', { status: 'draft', announcedAt: null, broadcastIds: {} }, action.reason);
      case 'open': {
        assertStatus(decision, 'announced');
        assertRuns(who, decision);
        const opened = await open(decision, who);
        if (!opened) throw changedMeanwhile();
        return opened;
      }
      case 'end_meeting': {
        assertStatus(decision, 'open');
        assertRuns(who, decision);
        if (decision.draft.way !== 'meeting') throw notNow('Lần này kết thúc đúng giờ đã thông báo, không kết thúc sớm.');
        if (decision.draft.meetings.some(({ day }) => day > dayOf(clock.now()))) throw notNow('Còn cuộc họp chưa đến ngày.');
        const counted = await end(decision, who);
        if (!counted) throw changedMeanwhile();
        return counted;
      }
      case 'cancel': {
        assertStatus(decision, 'draft', 'announced', 'open', 'counting');
        assertRuns(who, decision);
        const cancelled = await change(decision, who, 'cancel', { status: 'cancelled', cancelledReason: action.reason }, action.reason);
        if (decision.roll > 0) await empty(cancelled);
        return cancelled;
      }
      case 'start_closing':
        return startClosing(decision, who, action);
      case 'take_back_closing': {
        assertStatus(decision, 'counting');
        if (decision.closing === null) throw notNow();
        if (!answersFor(who, 'decisions.close', decision)) throw notAllowed('Chỉ người phụ trách xóm này mới làm được.');
        const taken = await change(decision, who, 'take_back_closing', { closing: null }, action.reason);
        await roll.setStage(refOf(decision), 'counting');
        return taken;
      }
      case 'confirm_closing':
        return confirmClosing(decision, who);
      case 'note_sent':
        assertStatus(decision, 'closed');
        assertRuns(who, decision);
        if (decision.closedOn !== null && action.on < decision.closedOn) throw notNow('Ngày gửi không thể trước ngày kiểm phiếu.');
        assertPast(action.on);
        return change(decision, who, 'note_sent', { sentOn: action.on });
      case 'recognise': {
        assertStatus(decision, 'closed');
        const by = recogniser(item);
        if (by === null || !hasChosen(decision)) throw notNow('Việc này không cần công nhận.');
        if (!who.roles.includes(by === 'front' ? 'front_officer' : 'chairman'))
          throw notAllowed(by === 'front' ? 'Việc này do Mặt trận Tổ quốc xã công nhận.' : 'Việc này do UBND xã công nhận.');
        if (decision.sentOn === null || action.on < decision.sentOn) throw notNow('Cần ghi ngày gửi kết quả trước khi công nhận.');
        if (decision.answer !== null) throw notNow('Đã ghi văn bản trả lời.');
        assertPast(action.on);
        if (!action.recognised && action.reason === '')
          throw new ProblemError('invalid_request', 'Không công nhận thì phải nêu lý do bằng văn bản.', {
            fields: [{ field: 'body.action.reason', message: 'Không được để trống.' }],
          });
        const { recognised, on, documentNumber, reason } = action;
        return change(decision, who, 'recognise', { answer: { recognised, on, documentNumber, reason: reason || null } });
      }
      case 'set_effective':
        assertStatus(decision, 'closed');
        if (scope !== 'commune' || !who.roles.some((role) => role === 'chairman' || role === 'office_officer'))
          throw notAllowed('Ngày có hiệu lực của việc toàn xã do UBND xã ấn định.');
        if (decision.closedOn !== null && action.on < decision.closedOn) throw notNow('Ngày có hiệu lực không thể trước ngày kiểm phiếu.');
        return change(decision, who, 'set_effective', { effectiveOn: action.on });
      case 'disclose': {
        assertStatus(decision, 'closed');
        assertRuns(who, decision);
        if (decision.disclosureId !== null) return decision;
        const { disclosureId } = await disclose(decision, who);
        return change(decision, who, 'disclose', { disclosureId });
      }
      case 'notify': {
        assertRuns(who, decision);
        const stage = stageOf(decision);
        if (stage === 'none') throw notNow();
        if (decision.broadcastIds[stage] !== undefined) return decision;
        const { broadcastId } = await notify(decision, who);
        return change(decision, who, 'notify', { broadcastIds: { ...decision.broadcastIds, [stage]: broadcastId } });
      }
    }
  }

  return {
    async list(
      who: OfficerIdentity,
      { show: which, kind, after }: ParsedRequestOf<typeof listDeskDecisions>['query'],
    ): Promise<ReplyOf<typeof listDeskDecisions>> {
      const statuses = which === 'going' ? going : which === 'ended' ? ended : [...going, ...ended];
      const from = after === undefined ? null : readMark(after);
      const found = await store.list(
        statuses,
        hamletsWhere(who, 'decisions.read'),
        kind === 'all' ? null : kind === 'election',
        from,
        pageSize + 1,
      );
      const shown = found.slice(0, pageSize);
      const [register, view] = await Promise.all([registerOf(shown), context()]);
      const last = shown.at(-1);
      return {
        decisions: shown.map((decision) => deskRowOf(decision, register.get(decision.id) ?? [], view)),
        next: found.length > pageSize && last ? Buffer.from(last.id).toString('base64url') : null,
      };
    },
    async hamlets(who: OfficerIdentity): Promise<ReplyOf<typeof listDecisionHamlets>> {
      const own = hamletsWhere(who, 'decisions.read');
      const named = (await communes.hamlets()).filter(({ key }) => own === null || own.includes(key));
      const counted = await households.counts(named.map(({ key }) => key));
      return { hamlets: named.map(({ key, name }) => ({ key, name, households: counted.get(key) ?? 0 })) };
    },
    async create(who: OfficerIdentity, draft: DecisionDraft, key: string | null): Promise<DeskDecision> {
      assertDraft(draft);
      const hamletKeys = await hamletsOf(draft);
      if (!answersFor(who, 'decisions.write', { hamletKeys })) throw notAllowed('Chỉ soạn việc của xóm mình phụ trách.');
      const now = clock.now();
      const decision = await store.create(draft, hamletKeys, signatureOf(who, now), Number(dayOf(now).slice(0, 4)), key);
      await files.attach(
        draft.papers.map(({ fileId }) => fileId),
        owner(decision.id),
      );
      return show(decision);
    },
    read: async (who: OfficerIdentity, id: string): Promise<DeskDecision> => show(await decisionFor(store, who, id)),
    async update(who: OfficerIdentity, id: string, { revision, draft }: { revision: number; draft: DecisionDraft }): Promise<DeskDecision> {
      const before = await decisionFor(store, who, id);
      assertRuns(who, before);
      if (before.revision !== revision) throw changedMeanwhile();
      assertDraft(draft);
      // Once announced it is of the hamlets of its roll, whatever the catalogue says since.
      const hamletKeys = before.status === 'draft' ? await hamletsOf(draft) : before.hamletKeys;
      if (!mayRun(who, { ...before, draft, hamletKeys })) throw notAllowed('Chỉ soạn việc của xóm mình phụ trách.');
      if (before.status !== 'draft') {
        if (!['announced', 'open', 'counting', 'closed'].includes(before.status)) throw notNow();
        assertFrozen(before, draft);
      }
      const same = decidedOn(before.draft, before.hamletKeys) === decidedOn(draft, hamletKeys);
      const fileIds = draft.papers.map(({ fileId }) => fileId);
      await files.attach(fileIds, owner(id));
      const changed = await change(before, who, 'update', {
        draft,
        hamletKeys,
        // Whoever said yes said it to something else.
        ...(before.status === 'draft' && !same && { proposedBy: null, frontAgreedBy: null }),
      });
      const dropped = before.draft.papers.map(({ fileId }) => fileId).filter((fileId) => !fileIds.includes(fileId));
      if (before.status === 'draft' && dropped.length > 0) await files.detach(dropped, owner(id));
      return show(changed);
    },
    async act(
      who: OfficerIdentity,
      id: string,
      { revision, action }: ParsedRequestOf<typeof actOnDecision>['body'],
    ): Promise<DeskDecision> {
      const decision = await decisionFor(store, who, id);
      if (decision.revision !== revision) throw changedMeanwhile();
      return show(await act(decision, who, action));
    },
    /** Opens and ends what is due, and finishes what a crash left in the middle. May run twice and in several workers. */
    async sweep(): Promise<void> {
      const now = clock.now();
      const each = async (what: string, list: readonly DecisionRecord[], run: (decision: DecisionRecord) => Promise<unknown>) => {
        for (const decision of list)
          await run(decision).catch((error: Error) => {
            if (!(error instanceof ProblemError)) onFailure(what, error);
          });
      };
      await each(
        'opening a decision',
        (await store.ofStatus('announced')).filter(({ draft, opensAt }) => draft.way !== 'meeting' && opensAt !== null && opensAt <= now),
        (decision) => open(decision, null),
      );
      await each(
        'ending a decision',
        (await store.ofStatus('open')).filter(({ draft, closesAt }) => draft.way !== 'meeting' && closesAt !== null && closesAt <= now),
        (decision) => end(decision, null),
      );
      await each('emptying a box', await store.toEmpty(), empty);
      await each('opening a box', await store.ofStatus('closing'), (decision) => box.finish(decision));
    },
    householdsOf,
  };
}

/** What is decided, by whom and how, as text: whoever agreed agreed to this. When and where is arranged later, and steps are written down as they are done. */
function decidedOn(
  { steps: _steps, team: _team, meetings: _meetings, candidateMeeting: _one, opensAt: _from, closesAt: _to, ...what }: DecisionDraft,
  hamletKeys: readonly string[],
): string {
  return JSON.stringify([what, hamletKeys]);
}

/** What stands once households were told: everything but the steps done after it, the meetings' minutes and the team; once closed all but the minutes. */
function assertFrozen(before: DecisionRecord, draft: DecisionDraft): void {
  const free = new Set<keyof DecisionDraft>(before.status === 'closed' ? ['meetings'] : ['steps', 'team', 'meetings']);
  const moved = (Object.keys(draft) as (keyof DecisionDraft)[]).filter(
    (field) => !free.has(field) && JSON.stringify(draft[field]) !== JSON.stringify(before.draft[field]),
  );
  const meetingsMoved = before.draft.meetings.some((meeting) => {
    const now = draft.meetings.find(({ key }) => key === meeting.key);
    return !now || (['hamletKey', 'day', 'time', 'place'] as const).some((field) => now[field] !== meeting[field]);
  });
  const fields = [...moved, ...(meetingsMoved || draft.meetings.length !== before.draft.meetings.length ? ['meetings'] : [])];
  if (fields.length > 0)
    throw new ProblemError(
      'decision_frozen',
      'Đã thông báo cho các hộ nên phần này không sửa được. Cần sửa thì rút thông báo, nêu lý do.',
      {
        fields: fields.map((field) => ({ field: `body.draft.${field}`, message: 'Đã chốt khi thông báo.' })),
      },
    );
}

function readMark(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!/^[0-9a-f]{24}$/.test(id))
    throw new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });
  return id;
}
