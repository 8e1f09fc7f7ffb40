import type { Clock } from '../../clock.js';
import type {
  AnonymousReceipt,
  AnonymousReportDraft,
  ConfirmedSign,
  Location,
  Receipt,
  ReportDraft,
  SimilarReport,
} from '../../contracts/feedback.js';
import type { SuspicionReason } from '../../contracts/feedback-desk.js';
import type { CategoryRule } from '../../contracts/feedback-settings.js';
import { type LegalSign, legalSigns } from '../../contracts/legal-signs.js';
import type { ProblemCode } from '../../contracts/problem.js';
import type { Officer } from '../../contracts/residents.js';
import { namedOfficers } from '../../domain/named-officers.js';
import { plainTrackingCode, reportCode, shownTrackingCode } from '../../domain/report-code.js';
import type { NoticeKind, NoticeTo, ReportRecord } from '../../domain/report-record.js';
import { nothingAnswered } from '../../domain/report-record.js';
import { datesOf, responsibleOfficer, workingDaysFor } from '../../domain/report-terms.js';
import { foldedWords, indexedWords } from '../../domain/search-words.js';
import { cellOf, cellsAround, isPlausibleLocation, similarReports } from '../../domain/similar-reports.js';
import { slowDown, spamScore } from '../../domain/spam.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import { excerptOf, hamletNameOf, peopleOf, type ViewContext } from './report-views.js';
import type { ReportsStore } from './reports.store.js';
import type { SendersStore } from './senders.store.js';

/** Keyed hashes and seals; every use has its own purpose. */
export type ReportKeys = {
  /** The key a resident's reports are found by, under every key of the ring; the first is the one in force. */
  personKeys(residentId: string): string[];
  /** 96 bits in hexadecimal, the same for the same words. */
  idFrom(words: string): string;
  digest(words: string): string;
  senderOf(kind: 'resident' | 'device', value: string): string[];
  /** Twelve letters and digits that follow from the request alone, so that a lost answer can be given again. */
  trackingCodeFrom(words: string): string;
  trackingHashes(plainCode: string): string[];
  sealInformation(text: string): string;
  openInformation(sealed: string): string | null;
};

export type ReportMediaPart = {
  claim(draft: string, ids: readonly string[], ownerId: string): Promise<unknown>;
  remove(draft: string, id: string): Promise<unknown>;
};

type Deps = {
  store: ReportsStore;
  senders: SendersStore;
  context(): Promise<ViewContext & { hotline: string; centre: { latitude: number; longitude: number } | null }>;
  officers: { list(): Promise<Officer[]> };
  residents: { nameAndAge(residentId: string): Promise<{ name: string | null; days: number | null }> };
  media: ReportMediaPart;
  /** Reviewed pictures of what stands on the board. */
  boardThumbnails(reports: readonly ReportRecord[]): Promise<Map<string, string>>;
  keys: ReportKeys;
  randomInteger: (below: number) => number;
  randomToken: () => string;
  clock: Clock;
  /** Told as soon as something waits to be sent. */
  nudge: () => void;
};

type Body = (ReportDraft | AnonymousReportDraft) & Partial<Pick<ReportDraft, 'information'>>;
type From = {
  id: string;
  body: Body;
  requestDigest: string;
  reporter: { residentId: string; name: string; accountDays: number | null } | null;
  people: string[];
  senders: string[];
  trackingHash: string | null;
};

const hour = 3_600_000;
const codeTries = 20;
const suspiciousFrom = 70;
const similarDays = 90;
const similarMetres = 400;
const candidates = 200;

const confirmCodes: Record<ConfirmedSign, ProblemCode> = {
  denunciation: 'confirm_denunciation',
  complaint: 'confirm_complaint',
  emergency: 'confirm_emergency',
};
const confirmWords: Record<ConfirmedSign, string> = {
  denunciation: 'Nội dung này có thể là tố cáo. Tố cáo phải bằng đơn hoặc trình bày trực tiếp.',
  complaint: 'Nội dung này có thể là khiếu nại. Khiếu nại cần đơn có chữ ký hoặc trình bày trực tiếp.',
  emergency: 'Việc này có vẻ khẩn cấp. Xin gọi 113, 114 hoặc 115 trước.',
};

/** Throws when words are a denunciation, which is neither taken nor kept (Luật Tố cáo 25/2018 Art. 22), or show a sign that was not confirmed. */
export function requireNoOtherKind(field: string, text: string, confirmed: readonly ConfirmedSign[]): LegalSign[] {
  const signs = legalSigns(text);
  if (signs.some(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear'))
    throw new ProblemError(
      'denunciation_not_here',
      'Đây là nội dung tố cáo. Luật chỉ nhận tố cáo bằng đơn có chữ ký hoặc trình bày trực tiếp, nên chưa có gì được gửi hay lưu lại.',
      { fields: [{ field, message: 'Nội dung tố cáo không gửi qua ứng dụng được.' }] },
    );
  const open = signs.find(({ kind }) => !confirmed.includes(kind));
  if (open)
    throw new ProblemError(confirmCodes[open.kind], confirmWords[open.kind], { fields: [{ field, message: confirmWords[open.kind] }] });
  return signs;
}

export type FilingService = ReturnType<typeof filingService>;

/** Taking in reports: what may be taken, from whom, once; where it goes and until when it is answered. */
export function filingService(deps: Deps) {
  const { store, senders, context, officers, residents, media, boardThumbnails, keys, randomInteger, randomToken, clock, nudge } = deps;

  function categoryFor({ kind, categoryKey }: Body, categories: readonly CategoryRule[]): CategoryRule {
    const category = categories.find(({ key, active }) => key === categoryKey && active);
    const fits =
      category &&
      (category.kind === kind || (['reflection', 'proposal'].includes(category.kind) && ['reflection', 'proposal'].includes(kind)));
    if (category && fits) return category;
    throw new ProblemError('category_unknown', 'Lĩnh vực này không còn dùng, hoặc không hợp với loại ý kiến.', {
      fields: [{ field: 'body.categoryKey', message: 'Xin chọn lĩnh vực khác.' }],
    });
  }

  function requirePlace(
    { place }: Pick<Body, 'place'>,
    { hamlets }: ViewContext,
    centre: { latitude: number; longitude: number } | null,
  ): void {
    if (!hamlets.some(({ key }) => key === place.hamletKey))
      throw new ProblemError('hamlet_unknown', 'Không có xóm này.', {
        fields: [{ field: 'body.place.hamletKey', message: 'Xin chọn xóm.' }],
      });
    if (place.location === null || isPlausibleLocation(place.location, centre) === 'fine') return;
    throw new ProblemError('location_impossible', 'Vị trí này ở ngoài địa bàn xã. Xin chọn lại, hoặc chỉ ghi xóm và chỗ dễ tìm.', {
      fields: [{ field: 'body.place.location', message: 'Vị trí ở ngoài địa bàn xã.' }],
    });
  }

  /** Why it is put aside before anybody works on it. Throws `too_many_requests` when its sender must slow down. */
  async function suspicionsOf(
    { id, body, senders: keysOfSender, reporter }: From,
    signs: readonly LegalSign[],
    now: Date,
  ): Promise<SuspicionReason[]> {
    const textHash = keys.digest(foldedWords(body.text).join(' '));
    // Two taps are one request, whichever comes first.
    const request = keys.digest(id);
    const sent = await senders.recent(keysOfSender, request, textHash, new Date(now.getTime() - 24 * hour));
    const lastHour = sent.filter(({ at }) => now.getTime() - at.getTime() < hour).length;
    const { score, reasons } = spamScore({
      text: body.text,
      recentTexts: sent.filter(({ same }) => same).map(() => body.text),
      sentLastHour: lastHour,
      sentLastDay: sent.length,
      hasMedia: body.mediaIds.length > 0,
      accountAgeDays: reporter?.accountDays ?? null,
    });
    const [last] = sent;
    const wait = slowDown({ score, sentLastHour: lastHour, refusedLately: 0 });
    const left = last === undefined ? 0 : Math.ceil((last.at.getTime() + wait * 1_000 - now.getTime()) / 1_000);
    if (left > 0)
      throw new ProblemError('too_many_requests', `Ông/bà vừa gửi nhiều ý kiến. Xin đợi ${left} giây rồi gửi tiếp.`, { retryAfter: left });
    const blocked = await senders.hold(keysOfSender, dayOf(now));
    await senders.note(keysOfSender[0] ?? '', request, textHash, now);
    return [
      ...(blocked ? (['blocked'] as const) : []),
      ...(signs.some(({ kind }) => kind === 'denunciation') ? (['possible_denunciation'] as const) : []),
      ...(score >= suspiciousFrom ? reasons : []),
    ];
  }

  async function take(from: From): Promise<ReportRecord> {
    const { id, body, requestDigest, reporter, people, trackingHash } = from;
    const before = await store.made(id);
    if (before) return theSame(before, requestDigest);
    const view = await context();
    const { settings, terms, calendar, today, now } = view;
    const signs = await withoutTraces(body, () => requireNoOtherKind('body.text', `${body.text}\n${body.place.landmark}`, body.confirmed));
    const category = categoryFor(body, settings.categories);
    requirePlace(body, view, view.centre);
    const suspicions = await suspicionsOf(from, signs, now);
    if (body.mediaIds.length > 0) await media.claim(body.draft ?? '', body.mediaIds, id);

    const everybody = await officers.list();
    const excluded = body.kind === 'praise' ? [] : namedOfficers(body.text, everybody);
    const aside = suspicions.length > 0;
    const officerId = aside
      ? null
      : responsibleOfficer(settings.routing, settings.covers, {
          categoryKey: body.categoryKey,
          hamletKey: body.place.hamletKey,
          on: today,
          excluded,
        });
    const officer = everybody.find(({ id: one, active }) => one === officerId && active);
    const workingDays = workingDaysFor(body.kind, category, terms, false);
    const clockOf = workingDays === null ? null : { startedOn: today, workingDays, extraDays: 0, pauses: [] };
    const notice = (kind: NoticeKind, to: NoticeTo) => ({ key: `${kind}-0`, kind, to, at: now, note: '' });
    const toOffice = officer
      ? [notice('assigned', 'assignee')]
      : suspicions.includes('possible_denunciation')
        ? [notice('put_aside', 'dispatchers')]
        : aside
          ? []
          : [notice('unassigned', 'dispatchers')];
    const record: ReportRecord = {
      id,
      revision: 0,
      code: '',
      kind: body.kind,
      categoryKey: body.categoryKey,
      text: body.text,
      hamletKey: body.place.hamletKey,
      landmark: body.place.landmark,
      location: body.place.location,
      privacy: 'privacy' in body ? body.privacy : 'anonymous',
      reporter: reporter && { residentId: reporter.residentId, name: reporter.name },
      informationSealed: body.information ? keys.sealInformation(JSON.stringify(body.information)) : null,
      complex: false,
      mediaIds: [...body.mediaIds],
      filedAt: now,
      status: 'new',
      queue: aside ? 'aside' : 'inbox',
      assignee: officer ? { officerId: officer.id, name: officer.name } : null,
      excluded,
      clock: clockOf,
      ...datesOf(clockOf, null, terms, calendar),
      answer: nothingAnswered,
      answers: [],
      answeredOn: null,
      inTime: null,
      tookWorkingDays: null,
      question: null,
      followers: [],
      reopened: 0,
      check: null,
      board: { state: 'none', text: '', words: [], pictureIds: [], edited: null, reason: '' },
      mergedInto: null,
      redirected: null,
      suspicions,
      events: [{ at: now, by: 'Hệ thống', text: 'Xã đã nhận.', shown: true }],
      outbox: [...(reporter ? [notice('filed', 'reporter')] : []), ...toOffice],
    };
    const location = body.place.location;
    for (let attempt = 0; attempt < codeTries; attempt += 1) {
      const code = reportCode(randomInteger(10_000_000));
      const inserted = await store.insert({
        record: { ...record, code },
        people,
        trackingHash,
        senderKey: reporter === null ? (from.senders[0] ?? null) : null,
        requestDigest,
        words: indexedWords(`${body.text} ${body.place.landmark} ${code.slice(3)}`),
        cell: location && cellOf(location),
        filedOn: today,
      });
      if (inserted === 'code_taken') continue;
      if (!inserted.fresh) return theSame(inserted, requestDigest);
      nudge();
      return inserted.record;
    }
    throw new Error('no free report code');
  }

  /** Of a denunciation nothing stays: what was uploaded for it goes too. */
  async function withoutTraces<T>(body: Body, check: () => T): Promise<T> {
    try {
      return check();
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'denunciation_not_here' && body.draft !== null)
        for (const id of body.mediaIds) await media.remove(body.draft, id);
      throw error;
    }
  }

  function theSame(before: { record: ReportRecord; requestDigest: string }, requestDigest: string): ReportRecord {
    if (before.requestDigest !== requestDigest)
      throw new ProblemError('idempotency_key_reused', 'Khóa gửi lại đã dùng cho một ý kiến khác. Xin gửi như một ý kiến mới.');
    return before.record;
  }

  return {
    /** A report by its own name. The same key again gives the same receipt. */
    async file(residentId: string, body: ReportDraft, idempotencyKey: string | null): Promise<Receipt> {
      if ((body.kind === 'information_request') !== (body.information !== null))
        throw new ProblemError(
          'report_needs_name',
          'Yêu cầu cung cấp thông tin cần họ tên và địa chỉ (Luật Tiếp cận thông tin, Điều 24).',
          {
            fields: [{ field: 'body.information', message: 'Xin điền họ tên, địa chỉ.' }],
          },
        );
      const person = await residents.nameAndAge(residentId);
      const key = idempotencyKey ?? randomToken();
      const record = await take({
        id: keys.idFrom(`resident|${residentId}|${key}`),
        body: body.kind === 'information_request' ? { ...body, privacy: 'officers_only' } : body,
        requestDigest: keys.digest(JSON.stringify(body)),
        reporter: { residentId, name: body.name ?? person.name ?? 'Người dân', accountDays: person.days },
        people: keys.personKeys(residentId).slice(0, 1),
        senders: keys.senderOf('resident', residentId),
        trackingHash: null,
      });
      return { id: record.id, code: record.code, filedAt: record.filedAt.toISOString(), promisedOn: record.promisedOn };
    },

    /** Nobody's report: what follows from the request alone gives its code back after a lost answer. */
    async fileAnonymously(body: AnonymousReportDraft, idempotencyKey: string | null): Promise<AnonymousReceipt> {
      const key = idempotencyKey ?? randomToken();
      const code = keys.trackingCodeFrom(`${body.device}|${key}`);
      const record = await take({
        id: keys.idFrom(`anonymous|${body.device}|${key}`),
        body,
        requestDigest: keys.digest(JSON.stringify(body)),
        reporter: null,
        people: [],
        senders: keys.senderOf('device', body.device),
        trackingHash: keys.trackingHashes(plainTrackingCode(code))[0] ?? null,
      });
      return { trackingCode: shownTrackingCode(code), filedAt: record.filedAt.toISOString(), promisedOn: record.promisedOn };
    },

    /** At most three open reports that may be about the same. Words are shown only of what an officer has put on the board. */
    async similar(asked: {
      categoryKey: string;
      place: { hamletKey: string; location: Location | null };
      text: string;
    }): Promise<{ similar: SimilarReport[] }> {
      const view = await context();
      const { now } = view;
      const location =
        asked.place.location !== null && isPlausibleLocation(asked.place.location, view.centre) === 'fine' ? asked.place.location : null;
      const found = await store.nearby(
        {
          categoryKey: asked.categoryKey,
          hamletKey: asked.place.hamletKey,
          cells: location ? cellsAround(location, similarMetres) : [],
          since: new Date(now.getTime() - similarDays * 24 * hour),
        },
        candidates,
      );
      const records = new Map(found.map(({ record }) => [record.id, record]));
      const ranked = similarReports(
        { categoryKey: asked.categoryKey, hamletKey: asked.place.hamletKey, location, words: foldedWords(asked.text) },
        found.map(({ record, words }) => ({
          id: record.id,
          categoryKey: record.categoryKey,
          hamletKey: record.hamletKey,
          location: record.location,
          words,
          filedAt: record.filedAt,
          joined: record.followers.length,
        })),
        { now, most: 3 },
      );
      const shown = ranked.flatMap(({ id, metres }) => {
        const record = records.get(id);
        return record ? [{ record, metres }] : [];
      });
      const thumbnails = await boardThumbnails(shown.map(({ record }) => record));
      return {
        similar: shown.map(({ record, metres }) => ({
          id: record.id,
          categoryName: view.settings.categories.find(({ key }) => key === record.categoryKey)?.name ?? '',
          hamletName: hamletNameOf(view, record.hamletKey),
          filedOn: dayOf(record.filedAt),
          metres: metres === null ? null : Math.round(metres / 10) * 10,
          people: peopleOf(record),
          excerpt: record.board.state === 'published' ? excerptOf(record.board.text) : null,
          thumbnailUrl: thumbnails.get(record.id) ?? null,
        })),
      };
    },

    async join(residentId: string, id: string): Promise<{ people: number }> {
      const [key = ''] = keys.personKeys(residentId);
      const record = await store.join(id, { residentId, at: clock.now() }, key);
      if (!record) throw new ProblemError('report_not_found', 'Không tìm thấy phản ánh này.');
      return { people: peopleOf(record) };
    },
  };
}
