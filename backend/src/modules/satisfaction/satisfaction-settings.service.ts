import type { Clock } from '../../clock.js';
import type { ParsedRequestOf } from '../../contracts/endpoint.js';
import type { addSatisfactionEdition, SatisfactionSettings, saveSatisfactionSampling } from '../../contracts/satisfaction.js';
import { questionSets, questionsOn } from '../../contracts/satisfaction-questions.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { ProceduresService } from '../procedures/procedures.service.js';
import type { Edition, SatisfactionSettingsStore, SettingsRecord } from './satisfaction-settings.store.js';

type Deps = { store: SatisfactionSettingsStore; procedures: Pick<ProceduresService, 'versions'>; clock: Clock };

export type SatisfactionSettingsService = ReturnType<typeof satisfactionSettingsService>;

const drawsShown = 7;

/** Nobody is asked until the commune says how many: that is for it to decide. */
function beginning(): SettingsRecord {
  const [first] = questionSets;
  return {
    revision: 0,
    sampling: { percent: 0, procedures: [], dailyMaximum: 10, recontactDays: 90 },
    editions: [{ validFrom: first?.validFrom ?? '', questions: first?.version ?? 1, off: [], by: null, at: null }],
  };
}

const refused = (field: string, message: string) => new ProblemError('invalid_request', message, { fields: [{ field, message }] });

/** How many are asked, and what. */
export function satisfactionSettingsService({ store, procedures, clock }: Deps) {
  const read = async (): Promise<SettingsRecord> => (await store.read()) ?? beginning();

  async function save(record: SettingsRecord): Promise<SatisfactionSettings> {
    const saved = await store.save(record);
    if (!saved) throw new ProblemError('satisfaction_settings_changed', 'Cài đặt vừa được người khác sửa. Xin tải lại rồi sửa tiếp.');
    return shown(saved);
  }

  async function shown({ revision, sampling, editions }: SettingsRecord): Promise<SatisfactionSettings> {
    return {
      revision,
      sampling,
      editions: editions.map(({ at, ...edition }) => ({ ...edition, at: at?.toISOString() ?? null })),
      draws: await store.lastDraws(drawsShown),
    };
  }

  return {
    read,
    async show(): Promise<SatisfactionSettings> {
      return shown(await read());
    },
    /** What is asked of visits of a day. */
    editionOn({ editions }: SettingsRecord, day: string): Pick<Edition, 'questions' | 'off'> {
      const edition = editions.findLast(({ validFrom }) => validFrom <= day);
      return { questions: questionsOn(day).version, off: edition?.off ?? [] };
    },
    async saveSampling({ revision, sampling }: ParsedRequestOf<typeof saveSatisfactionSampling>['body']): Promise<SatisfactionSettings> {
      const known = new Set((await procedures.versions()).map(({ code }) => code));
      const codes = sampling.procedures.map(({ code }) => code);
      for (const [index, code] of codes.entries()) {
        const field = `body.sampling.procedures.${index}.code`;
        if (!known.has(code))
          throw new ProblemError('procedure_not_found', 'Không có thủ tục này.', { fields: [{ field, message: code }] });
        if (codes.indexOf(code) !== index) throw refused(field, 'Thủ tục này đã có ở trên.');
      }
      return save({ ...(await read()), revision, sampling });
    },
    async addEdition(
      who: OfficerIdentity,
      { revision, validFrom, off }: ParsedRequestOf<typeof addSatisfactionEdition>['body'],
    ): Promise<SatisfactionSettings> {
      const now = clock.now();
      // The visits of days before were, or are being, drawn by what stood then.
      if (validFrom < dayOf(now)) throw refused('body.validFrom', 'Chọn từ hôm nay trở đi.');
      const questions = questionsOn(validFrom);
      const silent = questions.factors.find(({ criteria }) => criteria.every(({ key }) => off.includes(key)));
      if (silent) throw refused('body.off', `Yếu tố “${silent.name}” cần giữ ít nhất một tiêu chí.`);
      const edition: Edition = { validFrom, questions: questions.version, off: [...new Set(off)], by: who.name, at: now };
      const before = await read();
      const editions = [...before.editions.filter((each) => each.validFrom !== validFrom), edition];
      return save({ ...before, revision, editions: editions.sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1)) });
    },
  };
}
