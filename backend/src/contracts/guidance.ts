import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Day } from './primitives.js';

/** `choose`: which kind is what; the others one kind each that the Mini App does not take, or takes on paper as well. */
export const guidanceKinds = ['choose', 'complaint', 'denunciation', 'information'] as const;
export const GuidanceKind = z.enum(guidanceKinds);
export type GuidanceKind = z.infer<typeof GuidanceKind>;

/** What somebody may want to say, by the law that follows (Luật Tiếp công dân 42/2013 Art. 2; Luật 02/2011; Luật 25/2018; Luật 104/2016). */
export const petitionKinds = ['reflection', 'proposal', 'complaint', 'denunciation', 'information_request'] as const;
export const PetitionKind = z.enum(petitionKinds);
export type PetitionKind = z.infer<typeof PetitionKind>;

/** The last part of the address of a blank form, `/bieu-mau/<slug>.pdf`. */
export const formSlugs = ['don-khieu-nai', 'don-to-cao', 'phieu-yeu-cau-cung-cap-thong-tin'] as const;
export const FormSlug = z.enum(formSlugs);
export type FormSlug = z.infer<typeof FormSlug>;

/** Whom to call when somebody is in danger: the same numbers all over the country. */
export const emergencyNumbers = [
  { number: '113', name: 'Công an' },
  { number: '114', name: 'Chữa cháy, cứu nạn' },
  { number: '115', name: 'Cấp cứu' },
] as const;

/** A page of guidance in plain words, with the names, addresses and terms that hold on this day. */
export const Guidance = z.object({
  kind: GuidanceKind,
  title: z.string(),
  lead: z.string(),
  /** What has to be read before all else. */
  warning: z.object({ title: z.string(), text: z.string() }).nullable(),
  /** At most four, for a glance. */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  sections: z.array(z.object({ title: z.string(), text: z.string().nullable(), points: z.array(z.string()), ordered: z.boolean() })),
  /** Only with `choose`. */
  kinds: z.array(z.object({ kind: PetitionKind, name: z.string(), meaning: z.string(), example: z.string(), how: z.string() })),
  places: z.array(z.object({ title: z.string(), name: z.string(), address: z.string(), phone: z.string() })),
  forms: z.array(z.object({ slug: FormSlug, name: z.string(), url: z.string() })),
  /** The laws it rests on. */
  sources: z.array(z.string()),
  /** The day whose law this is. */
  asOf: Day,
});
export type Guidance = z.infer<typeof Guidance>;

export const readGuidance = {
  method: 'GET',
  path: '/guidance/:kind',
  summary: 'Hướng dẫn khiếu nại, tố cáo, yêu cầu cung cấp thông tin và cách chọn',
  params: z.strictObject({ kind: GuidanceKind }),
  reply: Guidance,
} as const satisfies Endpoint;
