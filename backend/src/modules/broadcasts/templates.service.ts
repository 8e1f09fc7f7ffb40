import type { Clock } from '../../clock.js';
import type { BroadcastContent, BroadcastKind, BroadcastTemplate } from '../../contracts/broadcasts.js';
import { unknownVariables } from '../../domain/broadcast-text.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { TemplateRecord, TemplatesStore } from './templates.store.js';

type Deps = { store: TemplatesStore; officers: { nameOf(officerId: string): Promise<string> }; clock: Clock };
type Body = { name: string; kind: BroadcastKind; content: BroadcastContent; active: boolean };

export type TemplatesService = ReturnType<typeof templatesService>;

/** Texts to begin with; a change is a new version. */
export function templatesService({ store, officers, clock }: Deps) {
  const shown = ({ changed, ...record }: TemplateRecord): BroadcastTemplate => ({
    ...record,
    changed: { name: changed.name, at: changed.at.toISOString() },
  });
  async function checked(who: OfficerIdentity, { name, kind, content, active }: Body) {
    const unknown = [...unknownVariables(content.title), ...unknownVariables(content.text)];
    if (unknown.length > 0)
      throw new ProblemError('variable_unknown', `Hệ thống không biết ${unknown.map((one) => `{${one}}`).join(', ')}.`, {
        fields: [{ field: 'body.content.text', message: 'Có biến không biết.' }],
      });
    return {
      name,
      kind,
      content,
      active,
      changed: { officerId: who.officerId, name: await officers.nameOf(who.officerId), at: clock.now() },
    };
  }
  return {
    list: async () => (await store.list()).map(shown),
    create: async (who: OfficerIdentity, body: Body) => shown(await store.create(await checked(who, body))),
    async change(who: OfficerIdentity, id: string, { version, ...body }: Body & { version: number }): Promise<BroadcastTemplate> {
      const record = await store.next(id, version, await checked(who, body));
      if (record) return shown(record);
      if ((await store.versions(id)).length === 0) throw new ProblemError('template_not_found', 'Không tìm thấy mẫu tin này.');
      throw new ProblemError('revision_changed', 'Mẫu vừa được người khác sửa. Xin tải lại rồi làm tiếp.');
    },
    async versions(id: string): Promise<BroadcastTemplate[]> {
      const records = await store.versions(id);
      if (records.length === 0) throw new ProblemError('template_not_found', 'Không tìm thấy mẫu tin này.');
      return records.map(shown);
    },
  };
}
