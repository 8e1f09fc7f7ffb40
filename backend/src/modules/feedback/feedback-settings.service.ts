import type { FeedbackSettings } from '../../contracts/feedback-settings.js';
import { mayDo } from '../../contracts/permissions.js';
import type { Officer } from '../../contracts/residents.js';
import { variablesOf } from '../../domain/report-letters.js';
import { ProblemError } from '../../http/problems.js';
import { defaultFeedbackSettings } from './default-feedback-settings.js';
import type { FeedbackSettingsStore } from './feedback-settings.store.js';

type Deps = {
  store: FeedbackSettingsStore;
  officers: { list(): Promise<Officer[]> };
  communes: { hamlets(): Promise<readonly { key: string }[]> };
};

export type FeedbackSettingsService = ReturnType<typeof feedbackSettingsService>;

type Fault = { field: string; message: string };

const knownVariables: readonly string[] = ['ten', 'ma', 'xom', 'linh_vuc'];

function doubles(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

/** What officers decide about feedback: who answers for what, how long it may take, and in which words. */
export function feedbackSettingsService({ store, officers, communes }: Deps) {
  async function faultsOf(settings: FeedbackSettings): Promise<Fault[]> {
    const [people, hamlets] = await Promise.all([officers.list(), communes.hamlets()]);
    const handlers = new Set(people.filter(({ active, roles }) => active && mayDo(roles, 'feedback.handle')).map(({ id }) => id));
    const openers = new Set(people.filter(({ active, roles }) => active && mayDo(roles, 'petitions.handle')).map(({ id }) => id));
    const hamletKeys = new Set(hamlets.map(({ key }) => key));
    const categoryKeys = new Set(settings.categories.map(({ key }) => key));
    const faults: Fault[] = [];
    const add = (field: string, message: string) => faults.push({ field: `body.${field}`, message });
    for (const index of doubles(settings.categories.map(({ key }) => key))) add(`categories.${index}.key`, 'Khóa lĩnh vực bị trùng.');
    for (const index of doubles(settings.templates.map(({ key }) => key))) add(`templates.${index}.key`, 'Khóa mẫu bị trùng.');
    for (const index of doubles(settings.terms.map(({ validFrom }) => validFrom)))
      add(`terms.${index}.validFrom`, 'Ngày hiệu lực bị trùng.');
    for (const index of doubles(settings.routing.map(({ categoryKey, hamletKey }) => `${categoryKey}|${hamletKey ?? ''}`)))
      add(`routing.${index}`, 'Đã có phân công cho lĩnh vực và xóm này.');
    settings.routing.forEach(({ categoryKey, hamletKey, officerId }, index) => {
      if (!categoryKeys.has(categoryKey)) add(`routing.${index}.categoryKey`, 'Không có lĩnh vực này.');
      if (hamletKey !== null && !hamletKeys.has(hamletKey)) add(`routing.${index}.hamletKey`, 'Không có xóm này.');
      if (!handlers.has(officerId)) add(`routing.${index}.officerId`, 'Cán bộ này không nhận xử lý phản ánh.');
    });
    settings.covers.forEach(({ coverOfficerId }, index) => {
      if (!handlers.has(coverOfficerId)) add(`covers.${index}.coverOfficerId`, 'Người thay phải là cán bộ xử lý phản ánh.');
    });
    settings.templates.forEach(({ text, categoryKey }, index) => {
      const unknown = variablesOf(text).filter((variable) => !knownVariables.includes(variable));
      if (unknown.length > 0) add(`templates.${index}.text`, `Không có chỗ điền {{${unknown[0]}}}.`);
      if (categoryKey !== null && !categoryKeys.has(categoryKey)) add(`templates.${index}.categoryKey`, 'Không có lĩnh vực này.');
    });
    if (settings.petitionHandlerId !== null && !openers.has(settings.petitionHandlerId))
      add('petitionHandlerId', 'Cán bộ này không được mở đơn thư niêm phong.');
    return faults;
  }

  return {
    read: async (): Promise<FeedbackSettings> => (await store.read()) ?? defaultFeedbackSettings,
    /** Throws `invalid_request` naming every field at fault, `report_changed` when somebody saved meanwhile. */
    async save(settings: FeedbackSettings): Promise<FeedbackSettings> {
      const fields = await faultsOf(settings);
      const [first] = fields;
      if (first) throw new ProblemError('invalid_request', first.message, { fields });
      const saved = await store.save(settings);
      if (!saved) throw new ProblemError('report_changed', 'Cài đặt vừa được người khác sửa. Xin tải lại rồi làm tiếp.');
      return saved;
    },
  };
}
