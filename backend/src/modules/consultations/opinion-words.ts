import { numbered } from '../../contracts/consultation-text.js';
import { ProblemError } from '../../http/problems.js';
import type { ConsultationRecord } from './consultations.store.js';

type Deps = {
  /** What a text may be besides an opinion. */
  legalSigns: (text: string) => readonly { kind: string; certainty: string }[];
  maskPersonalData: (text: string) => string;
  /** Sealed for its own document: what is moved to another does not open there. */
  sealer: { seal(text: string, id: string): string };
};

/** The words of an opinion as they are kept; throws `denunciation_not_here`, and nothing of them is kept then (Luật Tố cáo 25/2018/QH14 Art. 22). */
export function wordsKept({ legalSigns, maskPersonalData, sealer }: Deps, text: string, id: string) {
  const signs = legalSigns(text);
  if (signs.some(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear'))
    throw new ProblemError(
      'denunciation_not_here',
      'Nội dung này là tố cáo. Luật chỉ nhận tố cáo bằng đơn có chữ ký hoặc trình bày trực tiếp. Chưa có gì được gửi hay lưu lại.',
      { fields: [{ field: 'body.text', message: 'Xin đừng ghi nội dung tố cáo ở đây.' }] },
    );
  return { text: maskPersonalData(text), originalSealed: sealer.seal(text, id), signs: [...new Set(signs.map(({ kind }) => kind))] };
}

/** What a paragraph is called in the version an opinion speaks of; null for the whole draft. */
export function paragraphNumber({ versions }: ConsultationRecord, version: number, paragraph: string | null): number | null {
  const parts = versions.find((one) => one.version === version)?.parts ?? [];
  return paragraph === null ? null : (numbered(parts).find(({ key }) => key === paragraph)?.number ?? null);
}

/** Throws `invalid_request` for a paragraph that the newest version does not have; nobody speaks to a heading. */
export function assertParagraph({ versions }: ConsultationRecord, paragraph: string | null): void {
  const parts = versions.at(-1)?.parts ?? [];
  if (paragraph === null || parts.some(({ key, kind }) => key === paragraph && kind === 'text')) return;
  throw new ProblemError('invalid_request', 'Dự thảo không có đoạn này.', {
    fields: [{ field: 'body.paragraph', message: 'Dự thảo không có đoạn này.' }],
  });
}
