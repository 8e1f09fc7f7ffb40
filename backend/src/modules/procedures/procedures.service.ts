import { remember } from '../../adapters/memory.js';
import type { Clock } from '../../clock.js';
import { type ProcedureField, type ProcedurePage, type ProcedureSummary, type ProcedureVersion, ways } from '../../contracts/procedures.js';
import { feeText, hoursText, shortTimeText, timeText } from '../../domain/procedure-text.js';
import { searchProcedures } from '../../domain/search-text.js';
import { addDays, dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { ProceduresStore } from './procedures.store.js';

export type ProceduresService = ReturnType<typeof proceduresService>;

const fieldTexts = {
  'ho-tich': 'Hộ tịch',
  'chung-thuc': 'Chứng thực',
  'cu-tru': 'Cư trú',
  'can-cuoc': 'Căn cước, định danh',
  'giam-ngheo': 'Giảm nghèo',
  'bao-tro-xa-hoi': 'Bảo trợ xã hội',
  'nguoi-co-cong': 'Người có công',
  'dat-dai': 'Đất đai',
  'nong-nghiep': 'Nông nghiệp, môi trường',
  'ho-kinh-doanh': 'Hộ kinh doanh',
  'xay-dung': 'Xây dựng, nhà ở',
  'hoa-giai': 'Hòa giải ở cơ sở',
  'lien-thong': 'Liên thông',
  'nuoi-con-nuoi': 'Nuôi con nuôi',
} satisfies Record<ProcedureField, string>;

const certaintyTexts = {
  source: null,
  partial: 'Một phần thông tin dưới đây chưa được đối chiếu với Cổng Dịch vụ công quốc gia. Xin gọi hỏi trước khi đi.',
  memory: 'Thông tin dưới đây chưa được đối chiếu với Cổng Dịch vụ công quốc gia. Xin gọi hỏi trước khi đi.',
  unconfirmed: 'Thủ tục này đang được rà soát, thời gian và phí có thể khác. Xin gọi hỏi trước khi đi.',
} satisfies Record<ProcedureVersion['certainty'], string | null>;

/** Used most often in a commune; shown first while the office has no figures of its own. */
const popularCodes = ['2.000815', '1.001193', '1.004873', '1.000894', '1.000656', '1.010041'];

type Deps = { store: ProceduresStore; calendar: CalendarService; clock: Clock; onChange: () => void };

/** The catalogue. Versions of a code follow each other without a gap; reads are at most five seconds old in other processes. */
export function proceduresService({ store, calendar, clock, onChange }: Deps) {
  const load = remember(5_000, async () => {
    const byCode = new Map<string, ProcedureVersion[]>();
    const byId = new Map<string, ProcedureVersion>();
    for (const row of await store.all()) {
      const versions = byCode.get(row.code) ?? [];
      const version: ProcedureVersion = { ...row, validTo: null };
      const before = versions.at(-1);
      if (before) before.validTo = addDays(version.validFrom, -1);
      versions.push(version);
      byCode.set(row.code, versions);
      byId.set(version.id, version);
    }
    return { byCode, byId };
  });

  const inForce = (versions: readonly ProcedureVersion[], day: string) =>
    versions.findLast(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
  const waysOf = (version: ProcedureVersion) => ways.filter((way) => version.places[way] !== null);

  const summary = (version: ProcedureVersion): ProcedureSummary => ({
    code: version.code,
    plainName: version.plainName,
    name: version.name,
    field: version.field,
    timeText: shortTimeText(version.processing),
    feeText: feeText(version.fees),
    sameDay: version.processing.kind === 'same_day',
    ways: waysOf(version),
  });

  /** One version each, in force today. */
  const current = remember(1_000, async () => {
    const { byCode } = await load();
    const today = dayOf(clock.now());
    return [...byCode.values()].flatMap((versions) => inForce(versions, today) ?? []);
  });

  return {
    /** The version of a code in force on a day; throws `procedure_not_found`. */
    async onDay(code: string, day: string): Promise<ProcedureVersion> {
      const version = inForce((await load()).byCode.get(code) ?? [], day);
      if (!version) throw new ProblemError('procedure_not_found', 'Không có thủ tục này, hoặc thủ tục đã hết hiệu lực.');
      return version;
    },
    /** Any version that was ever in force, for what was booked under it. */
    async version(id: string): Promise<ProcedureVersion> {
      const version = (await load()).byId.get(id);
      if (version) return version;
      load.forget();
      const again = (await load()).byId.get(id);
      if (!again) throw new ProblemError('procedure_not_found', 'Không có thủ tục này.');
      return again;
    },
    /** Every version of every code, the oldest of a code first. */
    async versions(): Promise<ProcedureVersion[]> {
      return [...(await load()).byCode.values()].flat();
    },
    async search(query: string | undefined, field: ProcedureField | undefined) {
      const items = (await current()).filter((version) => field === undefined || version.field === field);
      if (!query) return { procedures: items.map(summary), hint: null };
      const found = searchProcedures(query, items);
      return { procedures: found.items.slice(0, 30).map(summary), hint: found.hint };
    },
    async popular() {
      const versions = await current();
      return popularCodes
        .flatMap((code) => versions.filter((version) => version.code === code))
        .map(({ code, plainName }) => ({ code, plainName }));
    },
    async page(code: string): Promise<ProcedurePage> {
      const today = dayOf(clock.now());
      const procedure = await this.onDay(code, today);
      const { counters, seasons } = await calendar.load();
      const wayRows = waysOf(procedure).flatMap((way) => {
        const counter = counters.find(({ key }) => key === procedure.places[way]);
        return counter
          ? [
              {
                way,
                counterName: counter.name,
                location: counter.location,
                hoursText: hoursText(counter, seasons, today),
                note: way === 'home' ? 'Dành cho người cao tuổi, người khuyết tật, người ốm và mẹ mới sinh con.' : null,
              },
            ]
          : [];
      });
      const next = (await load()).byCode.get(code)?.find(({ validFrom }) => validFrom > today);
      return {
        procedure,
        timeText: timeText(procedure.processing),
        feeText: feeText(procedure.fees),
        fieldText: fieldTexts[procedure.field],
        certaintyText: certaintyTexts[procedure.certainty],
        ways: wayRows,
        changesOn: next?.validFrom ?? null,
      };
    },
    async add(body: Omit<ProcedureVersion, 'id' | 'version' | 'validTo'>): Promise<ProcedureVersion> {
      for (const way of ways) {
        const key = body.places[way];
        if (key !== null) await calendar.counterCalendar(key);
      }
      const latest = (await store.all()).filter(({ code }) => code === body.code).at(-1);
      const overlap = () =>
        new ProblemError('version_overlap', 'Phiên bản mới phải có hiệu lực sau phiên bản gần nhất.', {
          fields: [{ field: 'body.validFrom', message: 'Phải sau ngày hiệu lực của phiên bản gần nhất.' }],
        });
      if (latest && body.validFrom <= latest.validFrom) throw overlap();
      const version = (latest?.version ?? 0) + 1;
      const saved = await store.add({ ...body, version });
      if (saved.kind === 'taken') throw overlap();
      load.forget();
      current.forget();
      onChange();
      return { ...body, id: saved.id, version, validTo: null };
    },
  };
}
