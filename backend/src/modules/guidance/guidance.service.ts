import { petitionFormPdf } from '../../adapters/petition-form-pdf.js';
import type { Clock } from '../../clock.js';
import type { FormSlug, Guidance, GuidanceKind } from '../../contracts/guidance.js';
import { type GuidanceCommune, guidanceWords } from '../../domain/guidance-text.js';
import { petitionForms } from '../../domain/petition-forms.js';
import { dayOf, instantAt } from '../../domain/vietnam-time.js';
import type { CommunesService } from '../communes/communes.service.js';

type Deps = { communes: CommunesService; clock: Clock; publicUrl: string };

export type GuidanceService = ReturnType<typeof guidanceService>;

/** Which blank forms go with which page. */
const formsOf: Readonly<Record<GuidanceKind, readonly FormSlug[]>> = {
  choose: [],
  complaint: ['don-khieu-nai'],
  denunciation: ['don-to-cao'],
  information: ['phieu-yeu-cau-cung-cap-thong-tin'],
};

/** The day the forms were last changed in the law they follow (NĐ 155/2026/NĐ-CP). */
const formsFrom = '2026-07-01';

/** How to complain, denounce and ask for information, with the commune's own names and what the law says today. */
export function guidanceService({ communes, clock, publicUrl }: Deps) {
  async function commune(): Promise<GuidanceCommune> {
    const [card, { complaints }] = await Promise.all([communes.card(), communes.settings()]);
    const { officeName, address, hotline, hoursText } = card;
    return { officeName, address, hotline, hoursText, higherAuthority: complaints.higherAuthority };
  }
  return {
    async read(kind: GuidanceKind): Promise<Guidance> {
      const here = await commune();
      return {
        ...guidanceWords(kind, here, dayOf(clock.now())),
        forms: formsOf[kind].map((slug) => ({ slug, name: petitionForms[slug](here).title, url: `${publicUrl}/bieu-mau/${slug}.pdf` })),
      };
    },
    async form(slug: FormSlug): Promise<Buffer> {
      const here = await commune();
      return petitionFormPdf(petitionForms[slug](here), { office: here.officeName, madeAt: instantAt(formsFrom, '00:00') });
    },
  };
}
