import { deflateRawSync } from 'node:zlib';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../testing/house.js';
import { readSheet } from '../../adapters/sheet-reader.js';
import { listAudit } from '../../contracts/audit.js';
import * as contract from '../../contracts/households.js';
import { commune, headings, memberId, send, sheetFrom, workbook, written } from './households.testing.js';

const preview = '/desk/households/import/preview';
type Preview = {
  digest: string | null;
  counts: Record<string, number>;
  faults: { row: number; column: string | null; message: string }[];
  changes: { what: string }[];
};

const good = ['T-1', 'Xóm 1', 'Nguyễn Văn Hòa', 'Tổ 2', 'Trần Thị Lan', 1962, 4];

describe('the book from Excel', () => {
  it('says row by row what is wrong, takes over exactly what was previewed, and does nothing twice', async () => {
    const { here, head1, office } = await commune();
    const look = async (person: Person, bytes: Buffer | string) =>
      (await send(here.url, person, preview, bytes)).body as unknown as Preview;
    const apply = (person: Person, bytes: Buffer | string, digest: string | null, leaveOutWrong = false) =>
      send(here.url, person, `/desk/households/import?digest=${digest}&leaveOutWrong=${leaveOutWrong}`, bytes);

    const rows = [
      headings,
      good,
      ['T-2', 'xom 2', 'LÝ VĂN TÁM', '', '', '', ''],
      ['T-3', 'Xóm 9', 'Ma Văn Sáu', '', '', '', ''],
      ['T-4', 'Xóm 1', 'Vi Thị Bảy', '', 'Vi Thị Bảy', 62, ''],
      ['T-5', 'Xóm 1', 'Vi Văn Tư', '', 'Vi Văn Tư', 2015, ''],
      ['T-6', 'Xóm 1', 'Vi Văn Năm', '', 'Vi Văn Năm', '', ''],
      ['T-7', 'Xóm 1', 'Dương Thị Chín', '', '', '', 'bốn'],
      ['T-8', 'Xóm 1', 'Dương Văn Mười', '', '', '', ''],
      ['T-8', 'Xóm 1', 'Dương Văn Một', '', '', '', ''],
      ['Tổ 9', 'Xóm 1', 'Dương Văn Hai', '', '', '', ''],
      ['', 'Xóm 1', 'Dương Văn Ba', '', '', '', ''],
      ['T-12', 'Xóm 1', { formula: 'A2&"x"', result: 'Kẻ Xấu' }, '', '', '', ''],
      ['T-13', 'Xóm 1', '=cmd|calc', '', '', '', ''],
      ['T-14', 'Xóm 1', 'Hoàng Văn Gộp', '', '', '', ''],
      ['T-15', 'Xóm 1', 'Hoàng Văn Gộp', '', '', '', ''],
      ['T-16', 'Xóm 1', 'Lê Văn 123', '', '', 1970, ''],
    ];
    const file = await workbook(rows, (sheet) => sheet.mergeCells('B15:B16'));
    const first = await look(office, file);
    expect(first.counts).toEqual({ created: 2, changed: 0, unchanged: 0, wrong: 14 });
    const said = first.faults.map(({ row, column, message }) => `${row} ${column ?? '-'}: ${message}`);
    expect(said).toEqual([
      '4 Xóm: Xã không có xóm “Xóm 9”.',
      '5 Năm sinh đại diện: Năm sinh gồm bốn chữ số, ví dụ 1958.',
      '6 Năm sinh đại diện: Người đại diện hộ phải đủ 18 tuổi.',
      expect.stringContaining('7 Năm sinh đại diện: Xin ghi năm sinh của người đại diện'),
      '8 Số nhân khẩu: Phải là số.',
      '9 Mã hộ: Mã hộ này còn có ở dòng 10. Mỗi hộ chỉ ghi một dòng.',
      '10 Mã hộ: Mã hộ này còn có ở dòng 9. Mỗi hộ chỉ ghi một dòng.',
      expect.stringContaining('11 Mã hộ: Mã hộ chỉ gồm chữ không dấu'),
      '12 Mã hộ: Chưa ghi.',
      expect.stringContaining('13 Chủ hộ: Ô này là công thức.'),
      expect.stringContaining('14 Chủ hộ: Ô này là công thức.'),
      expect.stringContaining('15 -: Có ô bị gộp.'),
      expect.stringContaining('16 -: Có ô bị gộp.'),
      '17 Chủ hộ: Không giống họ tên. Xin chỉ ghi họ và tên.',
      '17 Năm sinh đại diện: Có năm sinh mà chưa ghi tên người đại diện.',
    ]);
    expect(await here.composed.households.roll(null)).toEqual([]);

    // With wrong rows only when the officer says so; with another digest never.
    expect(await apply(office, file, first.digest)).toMatchObject({ status: 422, body: { code: 'import_has_faults' } });
    expect(await apply(office, file, 'a'.repeat(64), true)).toMatchObject({ status: 409, body: { code: 'import_changed' } });
    // Pressed twice at once, and once more later: one outcome.
    const [one, two] = await Promise.all([apply(office, file, first.digest, true), apply(office, file, first.digest, true)]);
    expect(one).toMatchObject({ status: 200, body: { counts: { created: 2, wrong: 14 }, skipped: [] } });
    expect(two).toEqual(one);
    expect(await apply(office, file, first.digest, true)).toEqual(one);
    expect(await here.composed.households.roll(null)).toMatchObject([
      { code: 'T-1', headName: 'Nguyễn Văn Hòa', representativeName: 'Trần Thị Lan' },
      { code: 'T-2', hamletKey: 'xom-2', representativeName: null },
    ]);
    expect((await look(office, file)).counts).toEqual({ created: 0, changed: 0, unchanged: 2, wrong: 14 });
    expect((await look(office, file)).digest).toBeNull();

    // CSV with a BOM and semicolons, as Excel in Vietnam writes it: what is empty says nothing, and members stay.
    const csv = `\ufeff${headings.join(';')}\r\nT-1;Xóm 1;"Nguyễn Văn Hòa";"Tổ 5; ""cũ""";Nguyễn Văn Hòa;1958;\r\nT-2;Xóm 2;Lý Văn Tám;;;;\r\n`;
    const second = await look(office, csv);
    expect(second.counts).toEqual({ created: 0, changed: 1, unchanged: 1, wrong: 0 });
    expect(second.changes[0]?.what).toContain('Đại diện hộ: Trần Thị Lan → Nguyễn Văn Hòa');
    // The book moves between preview and taking over: nothing is written.
    const [row] = (await office.call(contract.listHouseholds, { query: { search: 'T-1' } })).households;
    const household = await office.call(contract.readHousehold, { params: { id: row?.id ?? '' } });
    await office.call(contract.inviteMember, { params: { id: household.id }, body: { memberId: memberId(household, 'Trần Thị Lan') } });
    expect(await apply(office, csv, second.digest)).toMatchObject({ body: { code: 'import_changed' } });
    const third = await look(office, csv);
    expect(await apply(office, csv, third.digest)).toMatchObject({ body: { counts: { changed: 1 }, skipped: [] } });
    const after = await office.call(contract.readHousehold, { params: { id: household.id } });
    expect(after).toMatchObject({ address: 'Tổ 5; "cũ"', size: 4, representativeName: 'Nguyễn Văn Hòa' });
    expect(after.members.map(({ name }) => name)).toEqual(['Nguyễn Văn Hòa', 'Trần Thị Lan']);

    // A hamlet head: own hamlets only, neither new ones nor a code that lives elsewhere.
    const scoped = await look(
      head1,
      await workbook([headings, ['T-2', 'Xóm 1', 'Lý Văn Tám'], ['T-30', 'Xóm 2', 'Lý Văn Ba'], ['T-31', 'Xóm 1', 'Lý Văn Bốn']]),
    );
    expect(scoped).toMatchObject({
      counts: { created: 1, wrong: 2 },
      faults: [
        { row: 2, column: 'Mã hộ' },
        { row: 3, column: 'Xóm' },
      ],
    });
  });

  it('finishes an import that was cut short, by the worker, and leaves alone what somebody changed in that moment', async () => {
    const { here, office } = await commune();
    await written(office, { code: 'K-2' });
    const rows = Array.from({ length: 6 }, (_, place) => [`K-${place + 1}`, 'Xóm 1', 'Nguyễn Văn Hòa', `Nhà ${place}`]);
    const file = await workbook([headings, ...rows]);
    const { digest } = (await send(here.url, office, preview, file)).body as unknown as Preview;
    expect((await send(here.url, office, `/desk/households/import?digest=${digest}`, file)).status).toBe(200);
    // As if the process had died after half of it.
    const { connection } = here.composed.database;
    const imports = connection.collection<{ _id: string; rows: object[] }>('household_imports');
    const households = connection.collection('households');
    const [kept] = await households.find({ code: 'K-2' }).toArray();
    const planned = await Promise.all(
      rows.map(async ([code, , headName, address], place) => {
        const stored = await households.findOne({ code });
        const isOld = code === 'K-2';
        return {
          row: place + 2,
          code,
          hamletKey: 'xom-1',
          headName,
          address,
          size: null,
          representativeName: null,
          representativeBirthYear: null,
          householdId: String(stored?._id),
          revision: isOld ? 0 : null,
        };
      }),
    );
    await households.deleteMany({ code: { $in: ['K-4', 'K-5', 'K-6'] } });
    await households.updateOne({ code: 'K-2' }, { $set: { lastImport: null, address: 'Người khác vừa sửa', revision: 9 } });
    await imports.updateOne({ _id: String(digest) }, { $set: { state: 'running', outcome: null, rows: planned } });
    await here.advance(61_000);
    await here.work();
    await here.work();
    expect((await here.composed.households.roll(null)).map(({ code }) => code)).toEqual(['K-1', 'K-2', 'K-3', 'K-4', 'K-5', 'K-6']);
    expect(await imports.findOne({})).toMatchObject({
      state: 'done',
      outcome: { counts: { created: 5, changed: 0 }, skipped: [{ row: 3, code: 'K-2' }] },
    });
    expect(await households.findOne({ _id: kept?._id as never })).toMatchObject({ address: 'Người khác vừa sửa' });
  });

  it('gives out a template and a book that can be put in again, as text and never as formulas, and says so in the audit log', async () => {
    const { here, head1, office } = await commune();
    await written(head1, { headName: '=HYPERLINK("http://x")', address: '+1+cmd|calc' });
    await written(office, { code: 'X2-1', hamletKey: 'xom-2' });
    const template = await sheetFrom(here.url, head1, '/desk/households/template.xlsx');
    expect(template.rows).toEqual([headings]);
    expect(template.book.worksheets[1]?.getSheetValues().flat().join(' ')).toMatch(/Xóm 1(?!.*Xóm 2)/);

    const book = await sheetFrom(here.url, head1, '/desk/households/export.xlsx');
    expect(book.rows[0]?.[0]).toBe('Sổ hộ, ngày 01/12/2026');
    expect(book.rows[1]?.slice(0, 7)).toEqual(headings);
    expect(book.rows.slice(2).map((row) => row.slice(0, 7))).toEqual([
      ['X1-01', 'Xóm 1', '=HYPERLINK("http://x")', '+1+cmd|calc', 'Trần Thị Lan', '1962', ''],
    ]);
    book.book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(exceljs.ValueType.Formula)));
    expect((await sheetFrom(here.url, head1, '/desk/households/export.xlsx?hamletKey=xom-2')).status).toBe(404);
    expect((await sheetFrom(here.url, office, '/desk/households/export.xlsx?hamletKey=xom-2')).rows.length).toBe(3);

    const { entries } = await (await here.officer('quan-tri', ['administrator'])).call(listAudit, { query: {} });
    expect(entries.filter(({ verb }) => verb === 'exported').map(({ summary }) => summary)).toEqual([
      'Xuất sổ hộ ra Excel',
      'Xuất sổ hộ ra Excel',
    ]);
    // Put in again as it came out: nothing to do.
    const out = Buffer.from(
      await (
        await fetch(`${here.url}/api/desk/households/export.xlsx?hamletKey=xom-2`, { headers: { authorization: `Bearer ${office.token}` } })
      ).arrayBuffer(),
    );
    expect((await send(here.url, office, preview, out)).body).toMatchObject({ counts: { created: 0, changed: 0, unchanged: 1, wrong: 0 } });
  });

  it('refuses files that are too long, too large when opened, of another kind, or without the columns', async () => {
    const { here, office } = await commune();
    const refused = async (bytes: Buffer | string) => (await send(here.url, office, preview, bytes)).body.code;
    const line = (place: number) => `M-${place},Xóm 1,Nguyễn Văn Hòa`;
    const lines = (count: number) => ['Mã hộ,Xóm,Chủ hộ', ...Array.from({ length: count }, (_, place) => line(place))].join('\n');
    expect(await refused(lines(5_001))).toBe('import_too_many_rows');
    expect(await refused(lines(6_000))).toBe('import_too_many_rows');
    expect((await send(here.url, office, preview, lines(5_000))).body).toMatchObject({ counts: { created: 5_000 } });
    expect(await refused(Buffer.alloc(2 * 1024 * 1024 + 1, 'a'))).toBe('file_too_large');
    expect(await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('file_unreadable');
    expect(await refused('Họ tên,Ngày sinh\nA,B')).toBe('import_columns_missing');
    expect(await refused('')).toBe('import_columns_missing');
    const bomb = zip({
      'xl/workbook.xml': Buffer.from('<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'),
      'xl/_rels/workbook.xml.rels': Buffer.from('<Relationship Id="r1" Target="s.xml"/>'),
      'xl/s.xml': Buffer.alloc(300 * 1024 * 1024, ' '),
    });
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    expect(await refused(bomb)).toBe('file_unreadable');
    // A range over the whole sheet is a line of XML, not seventeen thousand million cells.
    const wide = await workbook([headings, good]);
    expect(readSheet(wide, { mostRows: 10 }).rows).toHaveLength(2);
  });
});

describe('reading sheets', () => {
  it('reads back any words Excel may keep, from an .xlsx and from a CSV', async () => {
    const word = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF\uFEFF]/gu, '').trim())
      .filter((text) => !/_x[0-9A-F]{4}_/.test(text));
    const table = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    const filled = (rows: string[][]) =>
      rows
        .map((row) => row.map((text, column) => [column, text] as const).filter(([, text]) => text !== ''))
        .filter((row) => row.length > 0);
    const read = (bytes: Buffer) =>
      readSheet(bytes, { mostRows: 100 }).rows.map(({ cells }) => [...cells].map(([column, { text }]) => [column, text] as const));
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        expect(read(await workbook(rows))).toEqual(filled(rows));
        // A head with semicolons tells the separator.
        const csv = ['a;b;c;d', ...rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(';'))].join('\r\n');
        expect(read(Buffer.from(csv)).slice(1)).toEqual(filled(rows));
      }),
      { numRuns: 40 },
    );
  });
});

/** A zip by hand: what a library would not write. */
function zip(files: Record<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    // It says it is small.
    entry.writeUInt32LE(10, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
