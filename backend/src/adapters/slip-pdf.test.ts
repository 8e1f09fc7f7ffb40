import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sampleSlip } from '../../testing/sample-slip.js';
import { statuses } from '../contracts/appointments.js';
import { slipPdf } from './slip-pdf.js';

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

/** Every character the PDF can show and a reader can copy: what its fonts' ToUnicode tables hold. */
function lettersOf(pdf: Buffer): Set<string> {
  const letters = new Set<string>();
  const text = pdf.toString('latin1');
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const start = (match.index ?? 0) + match[0].length;
    let stream: string;
    try {
      stream = inflateSync(pdf.subarray(start, text.indexOf('endstream', start))).toString('latin1');
    } catch {
      continue;
    }
    for (const range of stream.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
      for (const [, hex = ''] of range[1]?.matchAll(/<([0-9a-f]{4,})>/gi) ?? [])
        for (const letter of Buffer.from(hex, 'hex').swap16().toString('utf16le')) letters.add(letter);
  }
  return letters;
}

const many = (count: number) => Array.from({ length: count }, () => sampleSlip.procedure.documents).flat();

describe('the slip as a PDF', () => {
  it('fits an ordinary slip on one A5 page, with its fonts inside', async () => {
    const pdf = await slipPdf(sampleSlip);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(1);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 419\.53 595\.28\]/);
    expect(pdf.toString('latin1')).toMatch(/\+BeVietnamPro-Bold/);
    expect(pdf.length).toBeLessThan(100_000);
  });

  it('holds every Vietnamese letter, whichever way it was typed', async () => {
    const alphabet = 'aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ';
    const all = `${alphabet} ${alphabet.toLocaleUpperCase('vi-VN')}`;
    const slip = (name: string) => ({ ...sampleSlip, person: { name, relation: 'self' as const } });
    const composed = lettersOf(await slipPdf(slip(all)));
    expect([...all.normalize('NFC')].filter((letter) => !composed.has(letter))).toEqual([]);
    expect(lettersOf(await slipPdf(slip(all.normalize('NFD'))))).toEqual(composed);
  });

  it('gives the same bytes for the same slip', async () => {
    expect((await slipPdf(sampleSlip)).equals(await slipPdf({ ...sampleSlip }))).toBe(true);
  });

  it('grows by pages with its documents and its words', async () => {
    expect(pagesOf(await slipPdf({ ...sampleSlip, procedure: { ...sampleSlip.procedure, documents: [] } }))).toBe(1);
    expect(pagesOf(await slipPdf({ ...sampleSlip, procedure: { ...sampleSlip.procedure, documents: many(5) } }))).toBe(3);
    const long = 'Đăng ký đất đai, tài sản gắn liền với đất '.repeat(120);
    const words = {
      ...sampleSlip,
      procedure: { ...sampleSlip.procedure, name: long, plainName: long.slice(0, 120) },
      notice: long.slice(0, 900),
    };
    expect(pagesOf(await slipPdf(words))).toBeGreaterThan(1);
  });

  it.each(statuses)('can be made for an appointment that is %s', async (status) => {
    const revokedReason = status === 'revoked' ? 'Cán bộ đi tập huấn đột xuất' : null;
    expect(pagesOf(await slipPdf({ ...sampleSlip, status, revokedReason, changeUntil: null, formerText: null, resultOn: null }))).toBe(1);
  });

  it('can be made for a visit at home', async () => {
    const homeVisit = { reason: 'newborn_mother' as const, address: 'Xóm 10 Tân Linh', note: null };
    expect(pagesOf(await slipPdf({ ...sampleSlip, way: 'home', counterName: 'Tổ phục vụ tại nhà', homeVisit }))).toBe(1);
  });
});
