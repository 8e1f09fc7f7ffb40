import exceljs from 'exceljs';
import { house, type Person } from '../../../testing/house.js';
import { withHamlets } from '../../../testing/reports.js';
import { addHousehold, type Household } from '../../contracts/households.js';

/** A commune with two hamlets, their heads, the office, and people with telephones. */
export async function commune() {
  const here = await house();
  await withHamlets(here);
  const head1 = await here.officer('truong-xom-1', ['hamlet_head'], [], { hamletKeys: ['xom-1'] });
  const head2 = await here.officer('truong-xom-2', ['hamlet_head'], [], { hamletKeys: ['xom-2'] });
  const office = await here.officer('van-phong', ['office_officer']);
  const residentIdOf = async (person: Person) => {
    const resident = await here.composed.residents.findByZalo({ zaloUserId: await here.zaloIdOf(person.id) });
    if (!resident) throw new Error(`${person.id} is nobody`);
    return resident.id;
  };
  return { here, head1, head2, office, residentIdOf };
}

export const family = { code: 'X1-01', hamletKey: 'xom-1', headName: 'Nguyễn Văn Hòa' };
const members = [
  { name: 'Nguyễn Văn Hòa', birthYear: 1958, relation: 'Chủ hộ' },
  { name: 'Trần Thị Lan', birthYear: 1962, relation: 'Vợ', isRepresentative: true },
  { name: 'Nguyễn Văn Bé', birthYear: 2012, relation: 'Cháu' },
];

export const written = (head: Person, change: Record<string, unknown> = {}): Promise<Household> =>
  head.call(addHousehold, { body: { ...family, members, ...change } });

export const memberId = ({ members: all }: Household, name: string): string => {
  const found = all.find((member) => member.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found.id;
};

/** An .xlsx as Excel would keep it; `touch` makes of it what people make of it. */
export async function workbook(
  rows: readonly (readonly unknown[])[],
  touch: (sheet: exceljs.Worksheet) => void = () => {},
): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Sổ hộ');
  for (const row of rows) sheet.addRow([...row]);
  touch(sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export const headings = ['Mã hộ', 'Xóm', 'Chủ hộ', 'Địa chỉ', 'Đại diện hộ', 'Năm sinh đại diện', 'Số nhân khẩu'];

/** Sends a file to a path below `/api`, as the console does. */
export async function send(url: string, person: Person, path: string, bytes: Buffer | string) {
  const response = await fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/octet-stream' },
    body: new Blob([bytes]),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> & { code?: string; detail?: string } };
}

/** The rows of an .xlsx the API gave out, as text. */
export async function sheetFrom(
  url: string,
  person: Person,
  path: string,
): Promise<{ status: number; rows: string[][]; book: exceljs.Workbook }> {
  const response = await fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${person.token}` } });
  const book = new exceljs.Workbook();
  if (!response.ok) return { status: response.status, rows: [], book };
  await book.xlsx.load(await response.arrayBuffer());
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => cells.push(cell.text));
    rows.push(cells);
  });
  return { status: response.status, rows, book };
}
