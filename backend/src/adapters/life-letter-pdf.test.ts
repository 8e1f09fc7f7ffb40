import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type LifeLetterPaper, lifeLetterKinds } from '../contracts/life-letters.js';
import { lifeLetterPdf } from './life-letter-pdf.js';
import { signaturePng } from './signature-picture.js';

const approvedAt = new Date('2026-12-01T02:00:00Z');
const paper: LifeLetterPaper = {
  kind: 'birth',
  officeName: 'UBND xã Phú Lạc',
  number: 'TH-2026-0001',
  placeAndDay: 'Phú Lạc, ngày 01 tháng 12 năm 2026',
  title: 'Thư chúc mừng',
  recipientName: 'Gia đình anh Trần Văn Hải và chị Lý Thị Mai',
  recipientAddress: 'Xóm Tân Lập, xã Phú Lạc',
  paragraphs: [
    'UBND xã Phú Lạc chúc mừng gia đình anh chị Trần Văn Hải và Lý Thị Mai đón thành viên mới: cháu Trần Gia Bảo, sinh ngày 20/11/2026, nay đã được đăng ký khai sinh tại xã.',
    'Kính chúc cháu hay ăn chóng lớn, ngoan ngoãn, mạnh khỏe; chúc mẹ chóng lại sức và cả nhà luôn rộn tiếng cười.',
  ],
  signerTitle: 'Chủ tịch',
  signerName: 'Dương Văn Long',
  signature: null,
  approvedText: 'Đã duyệt trên hệ thống bởi Dương Văn Long, 9 giờ ngày 01/12/2026',
  check: { code: 'ACDEFGHJ', url: 'https://xa.example.vn/thu/ACDEFGHJ' },
};
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

/** What is drawn, page descriptions only. */
function drawn(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)]
    .map((match) => {
      const start = (match.index ?? 0) + match[0].length;
      try {
        return inflateSync(pdf.subarray(start, text.indexOf('endstream', start))).toString('latin1');
      } catch {
        return '';
      }
    })
    .filter((stream) => /\bBT\b/.test(stream))
    .join('\n');
}
const red = /0\.7843\d* 0\.0627\d* 0\.1803\d* (?:SCN|scn)/;

describe('a letter as a PDF', () => {
  it.each(lifeLetterKinds)('of %s fits on one A4 page and is always the same file', async (kind) => {
    const pdf = await lifeLetterPdf({ ...paper, kind }, { approvedAt });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(1);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/);
    expect(pdf.length).toBeLessThan(150_000);
    expect((await lifeLetterPdf({ ...paper, kind }, { approvedAt })).equals(pdf)).toBe(true);
  });

  it('keeps red and gold for joy', async () => {
    for (const kind of lifeLetterKinds)
      expect([kind, red.test(drawn(await lifeLetterPdf({ ...paper, kind }, { approvedAt })))]).toEqual([
        kind,
        kind === 'birth' || kind === 'marriage',
      ]);
  });

  it('carries the picture of a signature when there is one', async () => {
    const photo = await sharp({ create: { width: 1_200, height: 900, channels: 3, background: '#ffffff' } })
      .jpeg()
      .toBuffer();
    const png = await signaturePng(photo);
    expect(png).not.toBeNull();
    expect(await sharp(png as Buffer).metadata()).toMatchObject({ format: 'png', width: 320, height: 240 });
    const pdf = await lifeLetterPdf({ ...paper, signature: `data:image/png;base64,${png?.toString('base64')}` }, { approvedAt });
    expect(pdf.toString('latin1')).toMatch(/\/Subtype \/Image/);
    expect(pagesOf(pdf)).toBe(1);
  });

  it('takes a second page for the longest letter rather than losing a word', async () => {
    const paragraphs = Array.from({ length: 12 }, () => paper.paragraphs[0] as string);
    expect(pagesOf(await lifeLetterPdf({ ...paper, paragraphs }, { approvedAt }))).toBe(2);
  });

  it('knows a picture from anything else', async () => {
    expect(await signaturePng(Buffer.from('not a picture'))).toBeNull();
    expect(await signaturePng(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))).toBeNull();
  });
});
