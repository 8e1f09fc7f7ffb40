import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docxLines, pdfPages, xmlFault, zipFiles } from '../../testing/paper-text.js';
import { sampleDecision, sampleElection, sampleOnline, sampleWide } from '../../testing/sample-decision.js';
import { paperBallot } from '../domain/ballots.js';
import { countingMinutes } from '../domain/counting-papers.js';
import type { DecisionFacts } from '../domain/decision-facts.js';
import { decisionText, meetingMinutes, voterList } from '../domain/decision-papers.js';
import { drawable, type Paper } from '../domain/papers.js';
import { ballotPdf } from './ballot-pdf.js';
import { paperDocx } from './paper-docx.js';
import { paperPdf } from './paper-pdf.js';

const flat = (text: string) => drawable(text).replace(/\s+/g, ' ').trim();
/** Every text of a paper, as it should be found in its files. */
const textsOf = (paper: Paper): string[] =>
  [
    ...paper.issuer,
    paper.subtitle ?? '',
    paper.title.toLocaleUpperCase('vi-VN'),
    paper.form ?? '',
    ...paper.blocks.flatMap((block) =>
      block.kind === 'table' ? [...block.head, ...block.rows.flat()] : 'text' in block ? [block.text] : [],
    ),
    ...paper.signatures.flatMap(({ title, name }) => [title.toLocaleUpperCase('vi-VN'), name ?? '']),
    ...paper.recipients,
  ].map(flat);

const papers: [string, Paper][] = [
  ['minutes of a meeting', meetingMinutes(sampleDecision)],
  ['minutes of an election', meetingMinutes(sampleElection)],
  ['minutes of an online vote', decisionText(sampleOnline)],
  ['counting of the commune', countingMinutes(sampleWide)],
];

describe.each(papers)('%s', (_name, paper) => {
  it('as PDF says every word on A4 pages that have numbers from the second on', async () => {
    const pdf = await paperPdf(paper);
    const pages = pdfPages(pdf);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/);
    const all = flat(pages.join(' '));
    for (const text of textsOf(paper)) expect(all).toContain(text);
    expect(pages.length).toBe(paper === papers[3]?.[1] ? 3 : 2);
    expect(pages.slice(1).map((page) => flat(page).split(' ').at(-1))).toEqual(pages.slice(1).map((_, index) => String(index + 2)));
    expect((await paperPdf(structuredClone(paper))).equals(pdf)).toBe(true);
  });

  it('as docx says every word in well-formed parts, and is always the same file', async () => {
    const docx = await paperDocx(paper);
    const files = zipFiles(docx);
    for (const [name, xml] of files) if (/\.(xml|rels)$/.test(name)) expect([name, xmlFault(xml)]).toEqual([name, null]);
    const all = flat(['word/document.xml', 'word/footer1.xml', 'word/footer2.xml'].flatMap((part) => docxLines(docx, part)).join(' '));
    for (const text of textsOf(paper)) expect(all).toContain(text);
    expect(files.get('word/document.xml')).toMatch(/w:tblHeader/);
    expect(files.get('docProps/core.xml')).toContain('2026-12-04T17:00:00Z');
    expect((await paperDocx(structuredClone(paper))).equals(docx)).toBe(true);
    // No file of it carries the hour at which it was made.
    expect(docx.readUInt32LE(10)).toBe(0x0021_0000);
  });
});

describe('long lists', () => {
  it('repeat their head on every page and lose nobody', async () => {
    const paper = voterList({ ...sampleWide, voters: sampleWide.voters.map((voter) => ({ ...voter, hamletName: 'Xóm 1' })) });
    const pages = pdfPages(await paperPdf(paper)).map(flat);
    expect(pages.length).toBeGreaterThan(8);
    const tables = pages.filter((page) => /X\d-\d{3}/.test(page));
    expect(tables.every((page) => page.includes('STT Mã hộ Chủ hộ Người đại diện Hình thức'))).toBe(true);
    expect(pages.join(' ').match(/X\d-\d{3}/g)).toHaveLength(300);
  });

  it('break a row taller than a page instead of losing its end', async () => {
    const words = Array.from({ length: 1_500 }, (_, index) => `chữ${index}`);
    const paper: Paper = {
      ...meetingMinutes(sampleDecision),
      blocks: [{ kind: 'table', head: ['A', 'B'], rows: [['1', words.join(' ')]], widths: [50, 50] }],
    };
    const pages = pdfPages(await paperPdf(paper)).map(flat);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.join(' ').match(/chữ\d+/g)).toEqual(words);
  });
});

describe('whatever was typed', () => {
  it('is written as text: markup, control characters, half letters, no spaces', async () => {
    const title = `A & B < C > "D" ' \u0000\u001f\ud800 ${'Nghiêng'.repeat(40)}`;
    const paper = meetingMinutes({ ...sampleDecision, title, content: `<b>đậm</b>\n&amp; ${title}` });
    const docx = await paperDocx(paper);
    expect(xmlFault(zipFiles(docx).get('word/document.xml') ?? '')).toBeNull();
    const written = flat(docxLines(docx).join(' '));
    for (const text of ['<b>đậm</b>', `&amp; ${title}`, `Về việc: ${title}`]) expect(written).toContain(flat(text));
    const pdf = flat(pdfPages(await paperPdf(paper)).join(' '));
    for (const text of ['<b>đậm</b>', '&amp; A & B < C > "D" \'']) expect(pdf).toContain(text);
    expect(pdf.replaceAll(' ', '')).toContain('Nghiêng'.repeat(40));
  });

  it('can be drawn at any length', async () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 60 });
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constant('Nghiêng'.repeat(80)),
      fc.constant('từ '.repeat(400)),
    );
    const facts: fc.Arbitrary<DecisionFacts> = fc
      .record({ name, text, options: fc.array(name, { minLength: 1, maxLength: 12 }), form: fc.boolean() })
      .map(({ name: person, text: words, options, form }) => ({
        ...sampleElection,
        style: form ? 'election' : 'alternatives',
        title: words.slice(0, 200),
        content: words,
        commune: { ...sampleDecision.commune, name: person },
        hamlets: sampleWide.hamlets.map((hamlet) => ({ ...hamlet, name: person })),
        options: options.map((label, index) => ({ key: String(index), label, total: index, elected: index % 2 === 0 })),
        otherOpinions: [words, person],
        frontHead: person,
        hamletHead: null,
        conclusion: words,
        voters: [{ code: person, hamletName: person, headName: person, representativeName: person, way: 'paper' }],
      }));
    await fc.assert(
      fc.asyncProperty(facts, async (any) => {
        for (const paper of [meetingMinutes(any), countingMinutes(any), voterList(any)]) {
          expect(pdfPages(await paperPdf(paper)).length).toBeGreaterThan(0);
          expect(xmlFault(zipFiles(await paperDocx(paper)).get('word/document.xml') ?? '')).toBeNull();
        }
        const ballot = paperBallot(any, { serials: ['1', '2'], day: '2026-12-04', time: '17:00', place: any.title, hamletName: null });
        expect(pdfPages(await ballotPdf(ballot)).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 3 },
    );
  });
});

describe('ballots', () => {
  const back = { serials: ['001', '002', '003'], day: '2026-12-04', time: '17:00', place: 'nhà văn hóa Xóm 3', hamletName: 'Xóm 3' };

  it('are two on a page, alike but for their numbers', async () => {
    const pages = pdfPages(await ballotPdf(paperBallot(sampleDecision, back))).map(flat);
    expect(pages).toHaveLength(2);
    expect(pages[0]?.match(/Phiếu số: \d+/g)).toEqual(['Phiếu số: 001', 'Phiếu số: 002']);
    expect(pages[1]?.match(/Phiếu số: \d+/g)).toEqual(['Phiếu số: 003']);
    const ballots = pages
      .join(' ')
      .split(/(?=UBND XÃ PHÚ LẠC)/)
      .map((ballot) => flat(ballot.replace(/\d{3}(?= PHIẾU)/, '')));
    expect(new Set(ballots).size).toBe(1);
    for (const words of ['Đồng ý Không đồng ý Ý kiến khác:', 'Bỏ phiếu trước 17 giờ, ngày 04 tháng 12 năm 2026', 'TRƯỞNG XÓM'])
      expect(ballots[0]).toContain(words);
  });

  it('have a page each when half a page cannot be read any more', async () => {
    const content = 'Làm 350 m đường bê tông từ nhà văn hóa tới đầu ngõ. '.repeat(70);
    const pages = pdfPages(await ballotPdf(paperBallot({ ...sampleDecision, content }, back))).map(flat);
    expect(pages).toHaveLength(3);
    expect(pages[2]).toContain('Phiếu số: 003');
  });

  it('of the commune leave room for its stamp, and no signature', async () => {
    const [page = ''] = pdfPages(await ballotPdf(paperBallot(sampleWide, { ...back, hamletName: null })));
    expect(page).toContain('(Đóng dấu Ủy ban nhân dân)');
    expect(page).not.toContain('TRƯỞNG');
  });
});
