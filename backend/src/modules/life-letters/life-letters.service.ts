import { sha256Hex } from '../../adapters/crypto.js';
import { lifeLetterPdf } from '../../adapters/life-letter-pdf.js';
import { signaturePng } from '../../adapters/signature-picture.js';
import type { Clock } from '../../clock.js';
import {
  type LifeLetter,
  type LifeLetterDraft,
  type LifeLetterKind,
  type LifeLetterKindInfo,
  type LifeLetterPaper,
  type LifeLetterTemplate,
  lifeLetterKinds,
} from '../../contracts/life-letters.js';
import { mayDo } from '../../contracts/permissions.js';
import {
  faultsOfLetter,
  lifeLetterCatalogue,
  lifeLetterMessage,
  placeAndDay,
  renderLifeLetter,
  type SharedValues,
  sharedVariables,
  unknownLetterVariables,
  warningsOfLetter,
} from '../../domain/life-letters.js';
import { dayOf, hourText, shortDate, timeOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { AudienceRow } from '../audience/audience.service.js';
import type { MessageState, MessagesService, Outgoing } from '../messages/messages.service.js';
import type { LetterChange, LifeLetterRecord, LifeLettersStore, PaperRecord, Signed, TemplateRecord } from './life-letters.store.js';

type Deps = {
  store: LifeLettersStore;
  communes: { settings(): Promise<{ officeName: string; hotline: string }> };
  officers: {
    nameOf(officerId: string): Promise<string>;
    withRole(role: 'chairman'): Promise<{ name: string; title?: string | null; residentId: string | null }[]>;
  };
  audience: {
    rows(ids: readonly string[]): Promise<Map<string, AudienceRow>>;
    phonesOf(ids: readonly string[]): Promise<Map<string, string>>;
    ofResident(residentId: string): Promise<AudienceRow | null>;
    setStop(memberId: string, topic: 'all', stopped: boolean, at: Date): Promise<unknown>;
  };
  messages: Pick<MessagesService, 'deliver' | 'outcomeOf'>;
  links: { sign(payload: string, expiresAt: Date): string; read(token: string, now: Date): string | null };
  newCode: () => string;
  publicUrl: string;
  clock: Clock;
  /** Work nobody waits for. */
  inBackground: (what: string, work: () => Promise<void>) => void;
};

const pageSize = 30;
const atOnce = 20;
const dayMilliseconds = 86_400_000;
/** A letter may be looked for again a year later. */
const linkDays = 400;
const sendingDays = 7;
const noticeDays = 1;
/** A consultation message holds 2,000 characters (docs.zaloplatforms.com); the condolence goes as one. */
const longestText = 1_900;
const defaultTitle = 'Chủ tịch';

const notFound = () => new ProblemError('life_letter_not_found', 'Không tìm thấy thư này.');
const changed = () => new ProblemError('life_letter_changed', 'Thư vừa được người khác sửa. Xin tải lại rồi làm tiếp.');
const notOpen = () => new ProblemError('life_letter_not_open', 'Thư không còn ở bước này. Xin tải lại trang.');

/** Left the house, as far as anybody can know. */
const gone: readonly MessageState[] = ['sent', 'delivered', 'seen', 'unconfirmed'];
const shownOf = (by: { name: string; at: Date } | null) => by && { name: by.name, at: by.at.toISOString() };
const dataUrl = (png: Buffer | null) => png && `data:image/png;base64,${png.toString('base64')}`;
const entryOf = ({ id, attempt }: LifeLetterRecord) => `letter-${id}-${attempt}`;

export type LifeLettersService = ReturnType<typeof lifeLettersService>;

/** Letters of the commune to one family: written by an officer with the family's agreement, signed by the chairman, sent singly or handed over on paper. */
export function lifeLettersService(deps: Deps) {
  const { store, communes, officers, audience, messages, links, newCode, publicUrl, clock, inBackground } = deps;

  const signed = async (who: OfficerIdentity): Promise<Signed> => ({
    officerId: who.officerId,
    name: await officers.nameOf(who.officerId),
    at: clock.now(),
  });

  async function require(id: string): Promise<LifeLetterRecord> {
    const record = await store.find(id);
    if (!record) throw notFound();
    return record;
  }
  async function refuse(id: string, revision: number): Promise<never> {
    throw (await require(id)).revision !== revision ? changed() : notOpen();
  }

  async function templateOf(kind: LifeLetterKind): Promise<LifeLetterTemplate> {
    return shownTemplate((await store.templates(kind))[0] ?? kind);
  }

  /** Only what belongs to the kind is kept, in the words of the template in force. */
  async function written(draft: LifeLetterDraft): Promise<LetterChange> {
    const { kind } = draft;
    const keys = new Set<string>(lifeLetterCatalogue[kind].facts.map(({ key }) => key));
    const facts = Object.fromEntries(Object.entries(draft.facts).filter(([key, value]) => keys.has(key) && value !== undefined));
    const [template, settings] = await Promise.all([templateOf(kind), communes.settings()]);
    const shared: SharedValues = {
      co_quan: settings.officeName,
      so_may_xa: settings.hotline,
      nguoi_nhan: draft.recipient.name,
    };
    return {
      kind,
      facts,
      recipient: draft.recipient,
      familyAgreed: lifeLetterCatalogue[kind].asksFamily && draft.familyAgreed,
      deceasedMemberId: kind === 'condolence' ? draft.deceasedMemberId : null,
      templateVersion: template.version,
      title: template.title,
      paragraphs: renderLifeLetter(kind, template.text, facts, shared),
    };
  }

  const isSigned = (
    record: LifeLetterRecord,
  ): record is LifeLetterRecord & { approved: NonNullable<LifeLetterRecord['approved']>; code: string } =>
    record.approved !== null && record.code !== null;

  async function paperFor(letter: LetterChange, record: LifeLetterRecord | null, kept: PaperRecord | null): Promise<LifeLetterPaper> {
    const { officeName } = await communes.settings();
    const approved = record?.approved ?? null;
    const [chairman] = approved ? [] : await officers.withRole('chairman');
    const at = approved?.at ?? clock.now();
    return {
      kind: letter.kind,
      officeName,
      number: approved ? (record?.number ?? null) : null,
      placeAndDay: placeAndDay(officeName, dayOf(at)),
      title: letter.title,
      recipientName: letter.recipient.name === '' ? '……' : letter.recipient.name,
      recipientAddress: letter.recipient.address === '' ? null : letter.recipient.address,
      paragraphs: letter.paragraphs,
      signerTitle: approved?.title ?? chairman?.title ?? defaultTitle,
      signerName: approved?.name ?? chairman?.name ?? null,
      signature: dataUrl(kept?.signature ?? null),
      approvedText: approved && `Đã duyệt trên hệ thống bởi ${approved.name}\n${hourText(timeOf(at))} ngày ${shortDate(dayOf(at))}`,
      check: record?.code ? { code: record.code, url: `${publicUrl}/thu/${record.code}` } : null,
    };
  }

  function messageFor(letter: LetterChange, paper: LifeLetterPaper) {
    return lifeLetterMessage({
      kind: letter.kind,
      officeName: paper.officeName,
      recipientName: paper.recipientName,
      paragraphs: paper.paragraphs,
      signerTitle: paper.signerTitle,
      signerName: paper.signerName,
      facts: letter.facts,
    });
  }

  /** What is wrong and what is worth knowing. */
  async function checked(
    letter: LetterChange,
    paper: LifeLetterPaper,
    id: string | null,
  ): Promise<Pick<LifeLetter, 'missing' | 'warnings'>> {
    const today = dayOf(clock.now());
    const code = letter.kind === 'apology' ? letter.facts.dossierCode : undefined;
    const earlier = code === undefined || code === '' ? 0 : await store.countApologies(code, id);
    const missing = faultsOfLetter(letter, today);
    const { memberId } = letter.recipient;
    if (memberId !== null && (await store.isDeceased(memberId)))
      missing.push({ field: 'body.recipient.name', message: 'Người này đã mất. Xin gửi cho người nhà.' });
    if (messageFor(letter, paper).text.length > longestText)
      missing.push({ field: 'body.facts', message: 'Thư dài quá, Zalo không nhận. Xin viết ngắn lại.' });
    return { missing, warnings: warningsOfLetter(letter, today, earlier) };
  }

  /** The link in the message; it opens what was approved and nothing else. */
  const linkOf = (record: LifeLetterRecord & { approved: Signed; code: string }) =>
    links.sign(`${record.id}|${record.code}`, new Date(record.approved.at.getTime() + linkDays * dayMilliseconds));
  const pdfUrlOf = (link: string) => `${publicUrl}/api/life-letter-files/${link}.pdf`;

  async function byLink(token: string) {
    const [id, code] = links.read(token, clock.now())?.split('|') ?? [];
    const record = id === undefined ? null : await store.find(id);
    if (!record || !isSigned(record) || record.code !== code)
      throw new ProblemError('life_letter_not_found', 'Đường dẫn tới thư này không còn dùng được.');
    return record;
  }

  /** What was signed, made by whoever comes first. */
  async function paperOf(record: LifeLetterRecord & { approved: Signed; code: string }): Promise<PaperRecord> {
    const kept = await store.paper(record.code);
    if (kept) return kept;
    const signature = await store.signature(record.approved.officerId);
    const draft = { code: record.code, letterId: record.id, pdf: Buffer.alloc(0), sha256: '', signature };
    const pdf = await lifeLetterPdf(await paperFor(record, record, draft), { approvedAt: record.approved.at });
    return store.keepPaper({ ...draft, pdf, sha256: sha256Hex(pdf) }, clock.now());
  }

  async function deliveryOf(record: LifeLetterRecord): Promise<LifeLetter['delivery']> {
    if (!isSigned(record) || record.recipient.memberId === null || record.attempt === 0) return null;
    if (record.unsent !== null) return { state: 'skipped', reason: record.unsent };
    return messages.outcomeOf(entryOf(record));
  }

  function mayOf(record: LifeLetterRecord, who: OfficerIdentity): LifeLetter['may'] {
    const writes = mayDo(who.roles, 'letters.write');
    const approves = mayDo(who.roles, 'letters.approve') && !record.authors.some(({ officerId }) => officerId === who.officerId);
    const steers = writes || mayDo(who.roles, 'letters.approve');
    const { status } = record;
    const stays = status === 'approved' && record.dueAt === null;
    return {
      edit: writes && (status === 'draft' || status === 'submitted' || stays),
      discard: writes && (status === 'draft' || status === 'submitted') && record.number === null,
      submit: writes && status === 'draft',
      approve: approves && status === 'submitted',
      giveBack: approves && status === 'submitted',
      sendAgain: steers && stays && record.recipient.memberId !== null,
      handOver: steers && stays,
    };
  }

  async function show(record: LifeLetterRecord, who: OfficerIdentity): Promise<LifeLetter> {
    const kept = record.code === null ? null : await store.paper(record.code);
    const paper = await paperFor(record, record, kept);
    const [delivery, { missing, warnings }] = await Promise.all([deliveryOf(record), checked(record, paper, record.id)]);
    const open = record.status === 'draft' || record.status === 'submitted';
    const message = messageFor(record, paper);
    return {
      id: record.id,
      revision: record.revision,
      status: record.status,
      draft: {
        kind: record.kind,
        facts: record.facts,
        recipient: record.recipient,
        familyAgreed: record.familyAgreed,
        deceasedMemberId: record.deceasedMemberId,
      },
      paper,
      message: record.recipient.memberId === null ? null : { text: message.text, button: message.button },
      authors: record.authors.map(({ name }) => name),
      submitted: shownOf(record.submitted),
      approved: shownOf(record.approved),
      returned: record.returned && { name: record.returned.name, at: record.returned.at.toISOString(), note: record.returned.note },
      handedOver: record.handedOver && {
        name: record.handedOver.name,
        at: record.handedOver.at.toISOString(),
        note: record.handedOver.note,
      },
      delivery,
      pdfUrl: isSigned(record) ? pdfUrlOf(linkOf(record)) : null,
      updatedAt: record.updatedAt.toISOString(),
      missing: open ? missing : [],
      warnings: open ? warnings : [],
      may: mayOf(record, who),
    };
  }

  async function requireComplete(letter: LetterChange, id: string): Promise<void> {
    const { missing } = await checked(letter, await paperFor(letter, null, null), id);
    const [first] = missing;
    if (first) throw new ProblemError('life_letter_incomplete', first.message, { fields: missing });
  }

  /** Tells whoever may approve; who wrote it is not asked. */
  async function tellApprovers(record: LifeLetterRecord): Promise<void> {
    const by = record.submitted?.name ?? 'Cán bộ';
    const text = `${by} trình duyệt: ${lifeLetterCatalogue[record.kind].name.toLocaleLowerCase('vi-VN')} gửi ${record.recipient.name}. Xin ông/bà xem và duyệt trên điện thoại.`;
    for (const { residentId } of await officers.withRole('chairman')) {
      const row = residentId === null ? null : await audience.ofResident(residentId);
      if (!row) continue;
      await messages.deliver({
        entryId: `tl-${record.id}-${record.revision}-${row.id.slice(-8)}`,
        source: 'letter',
        sourceId: record.id,
        kind: 'officer_notice',
        recipient: await recipientOf(row),
        letter: { text, buttons: [{ title: 'Xem và duyệt', path: `/console/letters/${record.id}/approve` }] },
        template: { tieu_de: 'Thư chờ duyệt', noi_dung: text.slice(0, 400) },
        staleAfter: new Date(clock.now().getTime() + noticeDays * dayMilliseconds),
      });
    }
  }

  async function recipientOf(row: AudienceRow): Promise<Outgoing['recipient']> {
    return {
      residentId: row.residentId,
      zaloUserId: row.appUserId,
      oaUserId: row.oaUserId,
      phone: (await audience.phonesOf([row.id])).get(row.id) ?? null,
      // A letter to this one person, with the family's agreement or about their own dossier: no news of the commune.
      consent: true,
    };
  }

  /** What follows from an approval, once or many times: the paper, and that nothing is sent to the dead. */
  async function prepare(record: LifeLetterRecord & { approved: Signed; code: string }): Promise<void> {
    await paperOf(record);
    if (record.kind === 'condolence' && record.deceasedMemberId !== null)
      await audience.setStop(record.deceasedMemberId, 'all', true, record.approved.at);
  }

  /** The next thing for an approved letter. May run twice at once: the message's entry is sent by one of them only. */
  async function moveOn(record: LifeLetterRecord): Promise<void> {
    if (!isSigned(record)) return;
    await prepare(record);
    const stay = async (unsent: string | null) => {
      await store.settle(record.id, record.attempt, 'approved', unsent, clock.now());
    };
    const { memberId } = record.recipient;
    if (memberId === null) return stay(null);
    const first = (await audience.rows([memberId])).get(memberId);
    const row = first?.mergedInto ? (await audience.rows([first.mergedInto])).get(first.mergedInto) : first;
    if (!row) return stay('not_reachable');
    if ((await store.isDeceased(memberId)) || (await store.isDeceased(row.id))) return stay('deceased');
    const paper = await paperFor(record, record, null);
    const { text, button, template } = messageFor(record, paper);
    const delivered = await messages.deliver({
      entryId: entryOf(record),
      source: 'letter',
      sourceId: record.id,
      kind: record.kind,
      recipient: await recipientOf(row),
      letter: { text, buttons: button === null ? [] : [{ title: button, path: `/letters/${linkOf(record)}` }] },
      template,
      staleAfter: new Date(record.updatedAt.getTime() + sendingDays * dayMilliseconds),
    });
    if (delivered.kind === 'later')
      await store.postpone(record.id, record.attempt, new Date(clock.now().getTime() + delivered.retryAfterMilliseconds));
    else await store.settle(record.id, record.attempt, gone.includes(delivered.state) ? 'sent' : 'approved', null, clock.now());
  }

  return {
    async list(query: { show: 'open' | 'ended' | 'all'; after?: string | undefined }) {
      const after = query.after !== undefined && /^[0-9a-f]{24}$/.test(query.after) ? query.after : null;
      const records = await store.list(query.show, after, pageSize + 1);
      const page = records.slice(0, pageSize);
      const deliveries = await Promise.all(page.map(deliveryOf));
      return {
        letters: page.map((record, index) => ({
          id: record.id,
          status: record.status,
          delivery: deliveries[index] ?? null,
          updatedAt: record.updatedAt.toISOString(),
          kind: record.kind,
          number: record.number,
          recipientName: record.recipient.name,
          returned: record.returned !== null,
          onZalo: record.recipient.memberId !== null,
        })),
        next: records.length > pageSize ? (page.at(-1)?.id ?? null) : null,
      };
    },

    read: async (who: OfficerIdentity, id: string) => show(await require(id), who),

    async create(who: OfficerIdentity, draft: LifeLetterDraft, idempotencyKey: string | null): Promise<LifeLetter> {
      const { officerId, name, at } = await signed(who);
      const key = idempotencyKey === null ? null : `${officerId}|${idempotencyKey}`;
      return show(await store.create(await written(draft), { officerId, name }, at, key), who);
    },

    /** Voids what was submitted or approved. Throws when the letter is on its way or has left the house. */
    async update(who: OfficerIdentity, id: string, { revision, ...draft }: LifeLetterDraft & { revision: number }): Promise<LifeLetter> {
      const { officerId, name, at } = await signed(who);
      const record = await store.edit(id, revision, await written(draft), { officerId, name }, at);
      if (!record) return refuse(id, revision);
      await store.removePapers(id);
      return show(record, who);
    },

    async discard(id: string): Promise<{ discarded: true }> {
      if (!(await store.discard(id))) {
        await require(id);
        throw notOpen();
      }
      return { discarded: true };
    },

    async preview(draft: LifeLetterDraft): Promise<Pick<LifeLetter, 'paper' | 'message' | 'missing' | 'warnings'>> {
      const letter = await written(draft);
      const paper = await paperFor(letter, null, null);
      const { text, button } = messageFor(letter, paper);
      return { paper, message: draft.recipient.memberId === null ? null : { text, button }, ...(await checked(letter, paper, null)) };
    },

    async submit(who: OfficerIdentity, id: string, revision: number): Promise<LifeLetter> {
      await requireComplete(await require(id), id);
      const record = await store.submit(id, revision, await signed(who));
      if (!record) return refuse(id, revision);
      inBackground('telling the approvers of a letter', () => tellApprovers(record));
      return show(record, who);
    },

    async approve(who: OfficerIdentity, id: string, revision: number): Promise<LifeLetter> {
      const before = await require(id);
      if (before.authors.some(({ officerId }) => officerId === who.officerId))
        throw new ProblemError('own_life_letter', 'Người soạn không tự duyệt thư của mình. Xin nhờ lãnh đạo khác duyệt.');
      if (before.revision !== revision || before.status !== 'submitted') return refuse(id, revision);
      await requireComplete(before, id);
      const by = { ...(await signed(who)), title: who.title ?? defaultTitle };
      const record = await store.approve(id, revision, by, Number(dayOf(by.at).slice(0, 4)), newCode);
      if (!record || !isSigned(record)) return refuse(id, revision);
      await prepare(record);
      return show(record, who);
    },

    async giveBack(who: OfficerIdentity, id: string, revision: number, note: string): Promise<LifeLetter> {
      const record = await store.giveBack(id, revision, { ...(await signed(who)), note });
      return record ? show(record, who) : refuse(id, revision);
    },

    async sendAgain(who: OfficerIdentity, id: string, revision: number): Promise<LifeLetter> {
      if ((await require(id)).recipient.memberId === null) throw notOpen();
      const record = await store.sendAgain(id, revision, clock.now());
      return record ? show(record, who) : refuse(id, revision);
    },

    async handOver(who: OfficerIdentity, id: string, revision: number, note: string): Promise<LifeLetter> {
      const record = await store.handOver(id, revision, { ...(await signed(who)), note });
      return record ? show(record, who) : refuse(id, revision);
    },

    /** The worker's turn: every approved letter whose time has come. One that fails does not hold up the others. */
    async sweep(): Promise<number> {
      const due = await store.due(clock.now(), atOnce);
      const failures: unknown[] = [];
      for (const record of due) await moveOn(record).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
      return due.length;
    },

    /** For the signed-in resident: what was signed for them, with its link. */
    async mine(residentId: string) {
      const row = await audience.ofResident(residentId);
      const records = row ? await store.listFor(row.id, pageSize) : [];
      return {
        letters: records.filter(isSigned).map((record) => ({
          token: linkOf(record),
          title: lifeLetterCatalogue[record.kind].name,
          number: record.number ?? '',
          day: dayOf(record.approved.at),
        })),
      };
    },

    /** What the button in a message opens. */
    async paperByLink(token: string): Promise<{ paper: LifeLetterPaper; pdfUrl: string }> {
      const record = await byLink(token);
      return { paper: await paperFor(record, record, await paperOf(record)), pdfUrl: pdfUrlOf(token) };
    },
    async pdfByLink(token: string): Promise<{ number: string; pdf: Buffer }> {
      const record = await byLink(token);
      return { number: record.number ?? record.id, pdf: (await paperOf(record)).pdf };
    },
    /** What anybody may know of a letter by its code: that it is ours. Neither its words nor to whom. */
    async checkOf(code: string): Promise<{ officeName: string; number: string; kind: string; day: string; signer: string } | null> {
      const record = await store.findByCode(code);
      if (!record || !isSigned(record)) return null;
      return {
        officeName: (await communes.settings()).officeName,
        number: record.number ?? '',
        kind: lifeLetterCatalogue[record.kind].name,
        day: shortDate(dayOf(record.approved.at)),
        signer: `${record.approved.title} ${record.approved.name}`,
      };
    },
    officeName: async () => (await communes.settings()).officeName,

    async kinds(): Promise<LifeLetterKindInfo[]> {
      const records = await store.templates(null);
      return lifeLetterKinds.map((kind) => {
        const { name, asksFamily, facts } = lifeLetterCatalogue[kind];
        return {
          kind,
          name,
          asksFamily,
          facts: [...facts],
          variables: [...sharedVariables],
          template: shownTemplate(records.find((record) => record.kind === kind) ?? kind),
        };
      });
    },
    async changeTemplate(
      who: OfficerIdentity,
      kind: LifeLetterKind,
      { version, title, text }: { version: number; title: string; text: string },
    ): Promise<LifeLetterTemplate> {
      const unknown = unknownLetterVariables(kind, `${title} ${text}`).map((name) => `{${name}}`);
      if (unknown.length > 0)
        throw new ProblemError('variable_unknown', `Hệ thống không biết ${unknown.join(', ')}. Xin sửa hoặc bỏ đi.`, {
          fields: [{ field: 'body.text', message: `Không biết ${unknown.join(', ')}.` }],
        });
      const latest = await templateOf(kind);
      const record = { kind, version: version + 1, title, text, changed: await signed(who) };
      if (latest.version !== version || !(await store.addTemplate(record)))
        throw new ProblemError('life_letter_changed', 'Mẫu vừa được người khác sửa. Xin tải lại rồi làm tiếp.');
      return shownTemplate(record);
    },
    async templateVersions(kind: LifeLetterKind): Promise<LifeLetterTemplate[]> {
      return [...(await store.templates(kind)).map(shownTemplate), shownTemplate(kind)];
    },

    signature: async (who: OfficerIdentity) => ({ picture: dataUrl(await store.signature(who.officerId)) }),
    async saveSignature(who: OfficerIdentity, picture: string | null): Promise<{ picture: string | null }> {
      const png = picture === null ? null : await signaturePng(Buffer.from(picture, 'base64'));
      if (picture !== null && png === null)
        throw new ProblemError('picture_unknown', 'Không đọc được ảnh này. Xin chọn ảnh PNG hoặc JPEG.', {
          fields: [{ field: 'body.picture', message: 'Không đọc được ảnh này.' }],
        });
      await store.saveSignature(who.officerId, png);
      return { picture: dataUrl(png) };
    },
  };
}

/** A stored version, or of a kind without one our own words. */
function shownTemplate(of: TemplateRecord | LifeLetterKind): LifeLetterTemplate {
  if (typeof of !== 'string') return { kind: of.kind, version: of.version, title: of.title, text: of.text, changed: shownOf(of.changed) };
  const { title, text } = lifeLetterCatalogue[of];
  return { kind: of, version: 0, title, text, changed: null };
}
