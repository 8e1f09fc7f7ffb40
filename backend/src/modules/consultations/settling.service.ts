import { countsWords, decisionWords } from '../../contracts/consultation-words.js';
import type { DisclosureDraft } from '../../contracts/disclosures.js';
import { synthesisDisclosure } from '../../domain/consultation-synthesis.js';
import type { FilesService } from '../files/files.service.js';
import type { ConsultationRecord, ConsultationsStore, Signed } from './consultations.store.js';
import { publishedSynthesis } from './synthesis-view.js';

type Deps = {
  store: Pick<ConsultationsStore, 'settle' | 'unsettled'>;
  files: Pick<FilesService, 'publish' | 'conceal'>;
  /** Publishes a disclosure; asked again after a crash, so the same key gives the same one. */
  disclose: (draft: DisclosureDraft, by: Signed, key: string) => Promise<{ id: string; slug: string }>;
  /** A failure nobody waits for; it is tried again by `sweep`. */
  onFailure: (error: Error) => void;
};

const atOnce = 20;

export type SettlingService = ReturnType<typeof settlingService>;

/** What follows from a step: papers that everybody may open or not any more, and the disclosure of the synthesis. The step is stored first. */
export function settlingService({ store, files, disclose, onFailure }: Deps) {
  async function follow(record: ConsultationRecord): Promise<ConsultationRecord['disclosure']> {
    const all = record.versions.flatMap(({ papers }) => papers.map(({ fileId }) => fileId));
    const shown = record.state === 'withdrawn' ? [] : (record.versions.at(-1)?.papers ?? []).map(({ fileId }) => fileId);
    await files.conceal(all.filter((fileId) => !shown.includes(fileId)));
    await files.publish(shown);
    const synthesis = publishedSynthesis(record);
    if (!synthesis || !record.answered || !record.heard || record.disclosure !== null) return null;
    const draft = synthesisDisclosure({
      number: record.number,
      title: record.title,
      opensOn: record.versions[0]?.opensOn ?? record.opensOn ?? '',
      closesOn: record.closesOn ?? '',
      synthesis,
      stances: record.heard.stances,
      words: { decision: (decision) => decisionWords[decision], counts: countsWords },
    });
    return disclose(draft, record.answered, `consultation-${record.id}`);
  }

  return {
    async settle(record: ConsultationRecord): Promise<void> {
      try {
        await store.settle(record.id, record.revision, await follow(record));
      } catch (error) {
        onFailure(error as Error);
      }
    },
    /** Ends what a crash cut short. */
    async sweep(): Promise<number> {
      const rows = await store.unsettled(atOnce);
      for (const record of rows) await store.settle(record.id, record.revision, await follow(record));
      return rows.length;
    },
  };
}
