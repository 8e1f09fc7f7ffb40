import { remember } from '../../adapters/memory.js';
import type { Clock } from '../../clock.js';
import type {
  Disclosure,
  DisclosureAttachment,
  DisclosureDraft,
  DisclosureRow,
  DisclosureStatus,
  PublicDisclosure,
  PublicDisclosureRow,
} from '../../contracts/disclosures.js';
import { disclosureClass, disclosureClasses } from '../../domain/disclosure-classes.js';
import { dueDay, postingEnd } from '../../domain/disclosure-clock.js';
import { askedWords, searchWords } from '../../domain/disclosure-search.js';
import { spokenText } from '../../domain/loudspeaker.js';
import { slugOf } from '../../domain/slug.js';
import { dayOf, shortDate } from '../../domain/vietnam-time.js';
import type { PublicCalendar } from '../../domain/working-days.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { FilesService } from '../files/files.service.js';
import type { DisclosureRecord, DisclosuresStore, Mark } from './disclosures.store.js';

export type DisclosuresService = ReturnType<typeof disclosuresService>;

/** What a poster says. */
export type PosterWords = {
  number: string;
  office: string;
  classLabel: string;
  source: string;
  title: string;
  summary: string;
  documentText: string | null;
  postedText: string;
  pageUrl: string;
  publishedAt: Date;
};

type Deps = {
  store: DisclosuresStore;
  files: Pick<FilesService, 'attach' | 'detach' | 'publish' | 'conceal' | 'list' | 'publicUrl'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  communes: Pick<CommunesService, 'hamlets' | 'settings' | 'card'>;
  /** Drafts the message to residents; asked again after a crash, so the same disclosure gives the same broadcast. Null: no message. */
  announce: (disclosure: Disclosure, publisher: { officerId: string; name: string }) => Promise<{ broadcastId: string } | null>;
  clock: Clock;
  /** Where the API is reached from outside, without a slash at the end. */
  publicUrl: string;
  /** A failure nobody waits for; it is tried again by `sweep`. */
  onFailure: (error: Error) => void;
};

type Query = { q?: string | undefined; classNumber?: number | undefined; after?: string | undefined };

const pageSize = 20;
const mostCorrections = 100;

const unknown = () => new ProblemError('disclosure_not_found', 'Không có nội dung công khai này.');
const unreadableMark = () =>
  new ProblemError('invalid_request', 'Mốc trang không đúng.', { fields: [{ field: 'query.after', message: 'Không đúng.' }] });

const markOf = (row: DisclosureRecord): string => Buffer.from(`${row.postedFrom}|${row.id}`).toString('base64url');
function readMark(after: string | undefined): Mark | null {
  if (after === undefined) return null;
  const [, postedFrom, id] = /^(\d{4}-\d\d-\d\d)\|([0-9a-f]{24})$/.exec(Buffer.from(after, 'base64url').toString()) ?? [];
  if (postedFrom === undefined || id === undefined) throw unreadableMark();
  return { postedFrom, id };
}

/** What officers disclose and everybody reads (Luật 10/2022/QH15 Art. 11–14): drafts, one step that publishes, corrections that keep what stood before. */
export function disclosuresService({ store, files, calendar, communes, announce, clock, publicUrl, onFailure }: Deps) {
  const pageUrl = (slug: string) => `${publicUrl}/cong-khai/${slug}`;
  const owner = (id: string) => ({ kind: 'disclosure', id });
  const fileIds = ({ attachments }: Pick<DisclosureDraft, 'attachments'>) => attachments.map(({ fileId }) => fileId);
  const wordsOf = (draft: DisclosureDraft) =>
    searchWords([draft.title, draft.summary, draft.documentNumber, ...draft.attachments.map(({ label }) => label), draft.text]);
  const signed = (who: OfficerIdentity) => ({ officerId: who.officerId, name: who.name, at: clock.now() });
  const firstYear = remember(10_000, () => store.firstPosted());

  async function require(id: string): Promise<DisclosureRecord> {
    const record = await store.find(id);
    if (!record) throw unknown();
    return record;
  }

  /** Why a conditional change found nothing to change. */
  async function refuse(id: string, revision: number): Promise<never> {
    const record = await require(id);
    if (record.revision !== revision) throw new ProblemError('disclosure_changed', 'Nội dung vừa được người khác sửa. Xin tải lại trang.');
    throw new ProblemError('disclosure_not_open', 'Việc này không làm được ở bước hiện tại của nội dung công khai.');
  }

  async function check(draft: DisclosureDraft): Promise<void> {
    const known = new Set((await communes.hamlets()).map(({ key }) => key));
    const index = draft.hamletKeys.findIndex((key) => !known.has(key));
    if (index >= 0)
      throw new ProblemError('hamlet_unknown', 'Không có xóm này.', {
        fields: [{ field: `body.hamletKeys.${index}`, message: 'Không có xóm này.' }],
      });
    const wanted = new Set(fileIds(draft));
    if (wanted.size > 0 && (await files.list([...wanted])).length < wanted.size)
      throw new ProblemError('file_unknown', 'Có tệp đính kèm không còn trong hệ thống. Xin tải tệp lên lại.');
  }

  function endOf(from: string, draft: DisclosureDraft): string | null {
    const end = postingEnd(from, draft);
    if (end.kind === 'until') return end.day;
    const message = `Cần đăng ít nhất đến hết ngày ${shortDate(end.least)}.`;
    throw new ProblemError('posting_too_short', `${message} Muốn ngắn hơn, xin ghi căn cứ.`, {
      fields: [{ field: 'body.postedUntil', message }],
    });
  }

  function assertComplete(draft: DisclosureDraft): void {
    const fields = [
      ...(draft.summary.length < 10 ? [{ field: 'body.summary', message: 'Xin tóm tắt bằng vài câu dễ hiểu.' }] : []),
      ...(draft.text === '' && draft.attachments.length === 0
        ? [{ field: 'body.text', message: 'Cần nội dung, hoặc ít nhất một tệp đính kèm.' }]
        : []),
    ];
    if (fields.length > 0) throw new ProblemError('disclosure_incomplete', 'Chưa đủ để đăng công khai.', { fields });
  }

  async function attachmentsOf({ attachments }: DisclosureDraft): Promise<DisclosureAttachment[]> {
    const known = new Map((await files.list(fileIds({ attachments }))).map((file) => [file.id, file]));
    return attachments.flatMap(({ fileId, label }) => {
      const file = known.get(fileId);
      return file ? [{ fileId, label, kind: file.kind, name: file.name, bytes: file.bytes, url: files.publicUrl(fileId) }] : [];
    });
  }

  const signature = ({ name, at }: { name: string; at: Date }) => ({ name, at: at.toISOString() });

  function row(record: DisclosureRecord, publicCalendar: PublicCalendar): DisclosureRow {
    const { id, number, status, slug, classNumber, title, documentNumber, documentDate, postedFrom, postedUntil, permanent } = record;
    return {
      id,
      number,
      status,
      slug,
      classNumber,
      classLabel: disclosureClass(classNumber).label,
      title,
      documentNumber,
      documentDate,
      dueOn: documentDate === null ? null : dueDay(documentDate, publicCalendar),
      postedFrom,
      postedUntil,
      permanent,
    };
  }

  async function show(record: DisclosureRecord): Promise<Disclosure> {
    const { revision, summary, text, hamletKeys, shorterBasis, author, published, corrections, withdrawn, broadcastId, slug } = record;
    return {
      ...row(record, await calendar.publicCalendar()),
      revision,
      summary,
      text,
      attachments: await attachmentsOf(record),
      hamletKeys,
      shorterBasis,
      loudspeakerDays: disclosureClass(record.classNumber).loudspeakerDays,
      author: signature(author),
      published: published && signature(published),
      corrections: corrections.map(({ at, name, reason, before }) => ({
        at: at.toISOString(),
        on: dayOf(at),
        by: name,
        reason,
        before: { title: before.title, text: before.text },
      })),
      withdrawn: withdrawn && {
        at: withdrawn.at.toISOString(),
        on: dayOf(withdrawn.at),
        by: withdrawn.name,
        reason: withdrawn.reason,
      },
      broadcastId,
      pageUrl: slug === null ? null : pageUrl(slug),
      posterUrl: slug === null ? null : `${pageUrl(slug)}/to-niem-yet.pdf`,
    };
  }

  /** What follows from a step. Stored before it is begun, so a crash leaves it to `sweep`. */
  async function settle(record: DisclosureRecord): Promise<void> {
    const ids = fileIds(record);
    if (record.status === 'withdrawn') {
      await files.conceal(ids);
      return store.settle(record.id, record.revision, null);
    }
    await files.publish(ids);
    const { published: by, broadcastId } = record;
    const made = broadcastId === null && by ? await announce(await show(record), { officerId: by.officerId, name: by.name }) : null;
    await store.settle(record.id, record.revision, made?.broadcastId ?? null);
  }

  async function settled(record: DisclosureRecord): Promise<Disclosure> {
    firstYear.forget();
    try {
      await settle(record);
    } catch (error) {
      onFailure(error as Error);
    }
    return show((await store.find(record.id)) ?? record);
  }

  /** Where a change leaves files behind, they are let go. */
  async function letGo(before: DisclosureDraft, after: DisclosureDraft, id: string): Promise<void> {
    const kept = new Set(fileIds(after));
    await files.detach(
      fileIds(before).filter((fileId) => !kept.has(fileId)),
      owner(id),
    );
  }

  async function published(
    slug: string,
  ): Promise<DisclosureRecord & { slug: string; postedFrom: string; published: NonNullable<DisclosureRecord['published']> }> {
    const record = await store.findBySlug(slug);
    if (record?.slug == null || record.postedFrom === null || record.published === null) throw unknown();
    return { ...record, slug: record.slug, postedFrom: record.postedFrom, published: record.published };
  }

  return {
    classes: () => ({ classes: [...disclosureClasses] }),

    async listForOfficers({ q, classNumber, status, after }: Query & { status?: DisclosureStatus | undefined }) {
      if (after !== undefined && !/^[0-9a-f]{24}$/.test(after)) throw unreadableMark();
      const rows = await store.listForOfficers({ words: askedWords(q), classNumber, status, after: after ?? null, limit: pageSize + 1 });
      const publicCalendar = await calendar.publicCalendar();
      const shown = rows.slice(0, pageSize);
      return {
        disclosures: shown.map((record) => row(record, publicCalendar)),
        next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
      };
    },
    publishedSlugs: store.publishedSlugs,
    async read(id: string): Promise<Disclosure> {
      return show(await require(id));
    },
    async create(who: OfficerIdentity, draft: DisclosureDraft, idempotencyKey: string | null): Promise<Disclosure> {
      await check(draft);
      const author = signed(who);
      const record = await store.create(draft, {
        author,
        words: wordsOf(draft),
        year: Number(dayOf(author.at).slice(0, 4)),
        key: idempotencyKey,
      });
      await files.attach(fileIds(record), owner(record.id));
      return show(record);
    },
    async update(id: string, { revision, ...draft }: DisclosureDraft & { revision: number }): Promise<Disclosure> {
      await check(draft);
      const before = await require(id);
      await files.attach(fileIds(draft), owner(id));
      const record = await store.edit(id, revision, draft, wordsOf(draft));
      if (!record) return refuse(id, revision);
      await letGo(before, draft, id);
      return show(record);
    },
    /** One step: the page, the poster, the loudspeaker text and the draft message. Of two who publish at once, one is refused. */
    async publish(who: OfficerIdentity, id: string, revision: number): Promise<Disclosure> {
      const before = await require(id);
      if (before.status !== 'draft' || before.revision !== revision) return refuse(id, revision);
      assertComplete(before);
      const sign = signed(who);
      const postedFrom = dayOf(sign.at);
      const slug = slugOf(before.title);
      const record = await store.publish(id, revision, {
        // The number is nobody else's, so the second is always free.
        slugs: [slug, `${slug}-${before.number.slice(3)}`],
        published: sign,
        postedFrom,
        postedUntil: endOf(postedFrom, before),
      });
      return record ? settled(record) : refuse(id, revision);
    },
    /** The address stays, whatever becomes of the title. What stood there before is kept. */
    async correct(who: OfficerIdentity, id: string, input: DisclosureDraft & { revision: number; reason: string }): Promise<Disclosure> {
      const { revision, reason, ...draft } = input;
      await check(draft);
      const before = await require(id);
      if (before.status !== 'published' || before.revision !== revision || before.postedFrom === null) return refuse(id, revision);
      if (before.corrections.length >= mostCorrections)
        throw new ProblemError('disclosure_not_open', 'Nội dung này đã được đính chính quá nhiều lần; xin rút và đăng nội dung mới.');
      assertComplete(draft);
      const corrected = { ...draft, postedUntil: endOf(before.postedFrom, draft) };
      await files.attach(fileIds(draft), owner(id));
      const {
        classNumber,
        title,
        summary,
        text,
        attachments,
        documentNumber,
        documentDate,
        hamletKeys,
        permanent,
        postedUntil,
        shorterBasis,
      } = before;
      const record = await store.correct(
        before,
        corrected,
        {
          ...signed(who),
          reason,
          before: {
            classNumber,
            title,
            summary,
            text,
            attachments,
            documentNumber,
            documentDate,
            hamletKeys,
            permanent,
            postedUntil,
            shorterBasis,
          },
        },
        wordsOf(corrected),
      );
      return record ? settled(record) : refuse(id, revision);
    },
    async withdraw(who: OfficerIdentity, id: string, { revision, reason }: { revision: number; reason: string }): Promise<Disclosure> {
      const record = await store.withdraw(id, revision, { ...signed(who), reason });
      return record ? settled(record) : refuse(id, revision);
    },
    /** What is read out – the summary, for nobody can listen to twenty pages – and on how many days in a row at least (Art. 13(3)). */
    async loudspeaker(id: string) {
      const record = await require(id);
      if (record.status !== 'published')
        throw new ProblemError('disclosure_not_open', 'Nội dung chưa đăng hoặc đã rút nên chưa có bài đọc loa.');
      const { officeName } = await communes.settings();
      const text = `${record.summary}\nToàn văn được niêm yết tại trụ sở ${officeName} và nhà văn hóa các xóm.`;
      const spoken = spokenText({ title: record.title, text, signer: null, office: officeName, repeat: 2 });
      return { ...spoken, days: disclosureClass(record.classNumber).loudspeakerDays };
    },

    async list({ q, classNumber, year, hamlet, after }: Query & { year?: string | undefined; hamlet?: string | undefined }) {
      const [rows, first] = await Promise.all([
        store.listPublished({ words: askedWords(q), classNumber, year, hamlet, after: readMark(after), limit: pageSize + 1 }),
        firstYear(),
      ]);
      const shown = rows.slice(0, pageSize);
      const thisYear = Number(dayOf(clock.now()).slice(0, 4));
      const since = first === null ? thisYear : Number(first.slice(0, 4));
      const last = shown.at(-1);
      return {
        disclosures: shown.flatMap(({ slug, title, summary, classNumber: number, postedFrom }): PublicDisclosureRow[] =>
          slug === null || postedFrom === null
            ? []
            : [{ slug, title, summary, classNumber: number, classLabel: disclosureClass(number).label, postedFrom }],
        ),
        next: rows.length > pageSize && last ? markOf(last) : null,
        years: Array.from({ length: thisYear - since + 1 }, (_, index) => String(thisYear - index)),
      };
    },
    /** Throws `disclosure_not_found` for what was never published. */
    async readPublic(slug: string): Promise<PublicDisclosure> {
      const record = await published(slug);
      const { number, title, classNumber } = record;
      const common = { number, slug, title, classNumber, classLabel: disclosureClass(classNumber).label, pageUrl: pageUrl(slug) };
      if (record.withdrawn)
        return { ...common, state: 'withdrawn', withdrawnOn: dayOf(record.withdrawn.at), reason: record.withdrawn.reason };
      const { hamlets } = await communes.card();
      return {
        ...common,
        state: 'published',
        summary: record.summary,
        text: record.text,
        attachments: await attachmentsOf(record),
        documentNumber: record.documentNumber,
        documentDate: record.documentDate,
        hamlets: record.hamletKeys.map((key) => hamlets.find((hamlet) => hamlet.key === key)?.name ?? key),
        postedFrom: record.postedFrom,
        postedUntil: record.postedUntil,
        corrections: record.corrections.map(({ at, reason }) => ({ on: dayOf(at), reason })),
      };
    },
    /** What the sheet to hang up says. Throws `disclosure_not_found` for what is not published, or not any more. */
    async poster(slug: string): Promise<PosterWords> {
      const record = await published(slug);
      if (record.withdrawn) throw unknown();
      const { officeName } = await communes.settings();
      const { label, source } = disclosureClass(record.classNumber);
      const { documentNumber, documentDate, postedFrom, postedUntil } = record;
      const document = [documentNumber && `số ${documentNumber}`, documentDate && `ngày ${shortDate(documentDate)}`]
        .filter(Boolean)
        .join(', ');
      return {
        number: record.number,
        office: officeName,
        classLabel: label,
        source,
        title: record.title,
        summary: record.summary,
        documentText: document === '' ? null : `Văn bản ${document}`,
        postedText:
          postedUntil === null
            ? `Niêm yết thường xuyên từ ngày ${shortDate(postedFrom)}`
            : `Niêm yết từ ngày ${shortDate(postedFrom)} đến hết ngày ${shortDate(postedUntil)}`,
        pageUrl: pageUrl(slug),
        publishedAt: record.corrections.at(-1)?.at ?? record.published.at,
      };
    },
    countPosted: store.countPosted,
    /** Ends what a crash cut short. */
    async sweep(): Promise<number> {
      const rows = await store.unsettled(50);
      for (const record of rows) await settle(record);
      return rows.length;
    },
  };
}
