import type { ReportMedia } from '../../contracts/report-media.js';
import { mayActs } from '../../domain/report-flow.js';
import type { ReportRecord } from '../../domain/report-record.js';
import { ProblemError } from '../../http/problems.js';
import type { OfficerIdentity } from '../../http/who.js';
import type { PetitionContent, PetitionsService } from '../petitions/petitions.service.js';
import type { ReportKeys } from './filing.service.js';
import { doerOf } from './report-access.js';
import { type ReportDeskService, reportChanged } from './report-desk.service.js';
import { hamletNameOf, type ViewContext } from './report-views.js';
import type { ReportsStore } from './reports.store.js';

type Deps = {
  store: ReportsStore;
  desk: Pick<ReportDeskService, 'require'>;
  petitions: () => Pick<PetitionsService, 'seal'>;
  context(): Promise<ViewContext>;
  media: {
    show(ids: readonly string[]): Promise<Map<string, ReportMedia>>;
    seal(ownerId: string): Promise<void>;
  };
  keys: Pick<ReportKeys, 'personKeys'>;
};

const tries = 10;

export type SealingService = ReturnType<typeof sealingService>;

/** Takes a denunciation out of the inbox. */
export function sealingService({ store, desk, petitions, context, media, keys }: Deps) {
  async function contentOf(record: ReportRecord): Promise<PetitionContent> {
    const [view, shown] = await Promise.all([context(), media.show(record.mediaIds)]);
    return {
      text: record.text,
      supplements: record.events.filter(({ by }) => by === 'Người gửi').map(({ text }) => text),
      hamletName: hamletNameOf(view, record.hamletKey),
      landmark: record.landmark,
      filedAt: record.filedAt.toISOString(),
      reporter: record.reporter,
      media: record.mediaIds.flatMap((id) => {
        const one = shown.get(id);
        return one ? [{ id, kind: one.kind, bytes: one.bytes }] : [];
      }),
    };
  }

  return {
    /** Irrevocable. The handler is the one named here, or the commune's own for petitions unless it complains of them. */
    async seal(
      who: OfficerIdentity,
      id: string,
      given: { revision: number; handlerOfficerId: string | null; accusedOfficerIds: readonly string[] },
    ): Promise<{ petitionCode: string }> {
      const { record, view, access } = await desk.require(who, id);
      if (record.revision !== given.revision) throw reportChanged();
      if (!mayActs(record, doerOf(who), access.standsInFor).includes('seal'))
        throw new ProblemError('report_not_open', 'Phản ánh không còn ở bước này.');
      const accused = [...new Set([...given.accusedOfficerIds, ...record.excluded])];
      const usual = view.settings.petitionHandlerId;
      const handler = given.handlerOfficerId ?? (usual !== null && !accused.includes(usual) ? usual : null);
      return petitions().seal(id, await contentOf(record), handler, accused);
    },

    /** Nothing of it stays where it came from; what was added on the way is kept with the rest. */
    async empty(reportId: string, keep: (content: PetitionContent) => Promise<void>): Promise<void> {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const record = await store.find(reportId);
        if (!record) return;
        if (record.queue !== 'sealed') {
          await keep(await contentOf(record));
          const { now } = await context();
          const reporterKeys = record.reporter ? keys.personKeys(record.reporter.residentId).slice(0, 1) : [];
          const event = { at: now, by: 'Hệ thống', text: 'Nội dung đã được niêm phong theo Luật Tố cáo.', shown: true };
          if (!(await store.blank(reportId, record.revision, reporterKeys, event))) continue;
        }
        await media.seal(reportId);
        return;
      }
      throw new Error('a report kept changing while it was sealed');
    },
  };
}
