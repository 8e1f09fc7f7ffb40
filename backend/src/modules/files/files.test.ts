import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type House, house, type Person, raw } from '../../../testing/house.js';
import { type StoredFile, uploadMostBytes } from '../../contracts/files.js';

const pdf = (extra = '') =>
  Buffer.from(`%PDF-1.4\n1 0 obj\n<< /Type /Catalog ${extra} >>\nendobj\nstream\n/JS /Launch\nendstream\ntrailer\n%%EOF\n`);
const photograph = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#3a7d44' } })
    .withExif({ IFD0: { Make: 'Máy ảnh', Artist: 'Không được lộ' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();

/** A white picture of one bit a pixel: a few kilobytes that unfold to whatever is asked. */
function blankPng(width: number, height: number): Buffer {
  const piece = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(1, 8);
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    piece('IHDR', head),
    piece('IDAT', rows),
    piece('IEND', Buffer.alloc(0)),
  ]);
}

async function upload(commune: House, person: Person, bytes: Buffer | string, name = 'tep', type = 'application/octet-stream') {
  const response = await fetch(`${commune.url}/api/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': type },
    body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
  });
  return { status: response.status, body: (await response.json()) as StoredFile & { code?: string } };
}

describe('files', () => {
  it('keeps a photograph upright, small and without what the camera wrote into it', async () => {
    const commune = await house();
    const officer = await commune.officer('van-phong', ['office_officer']);
    const sent = await upload(commune, officer, await photograph(4000, 3000), 'Ảnh đường xóm 3.HEIC.jpg', 'image/jpeg');
    expect(sent).toMatchObject({ status: 201, body: { kind: 'picture', name: 'Ảnh đường xóm 3.HEIC.jpg', width: 1200, height: 1600 } });

    expect((await fetch(`${commune.url}/files/${sent.body.id}`)).status).toBe(404);
    const own = await fetch(`${commune.url}/api/files/${sent.body.id}`, { headers: { authorization: `Bearer ${officer.token}` } });
    const bytes = Buffer.from(await own.arrayBuffer());
    const { exif, orientation, format } = await sharp(bytes).metadata();
    expect({ exif, orientation, format }).toEqual({ exif: undefined, orientation: undefined, format: 'jpeg' });
    expect(bytes.length).toBe(sent.body.bytes);
    expect(bytes.length).toBeLessThan(1_000_000);
  });

  it('makes even the noisiest picture smaller than Zalo takes', async () => {
    const commune = await house();
    const officer = await commune.officer('van-phong', ['office_officer']);
    const noise = await sharp({
      create: { width: 1500, height: 1000, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const sent = await upload(commune, officer, noise.subarray(0, uploadMostBytes), 'nhiễu.png', 'image/png');
    expect(sent.status).toBe(201);
    expect(sent.body.bytes).toBeLessThan(1_000_000);
  });

  it('gives what is published to everybody, for ever, under the name it was given', async () => {
    const commune = await house();
    const officer = await commune.officer('van-phong', ['office_officer']);
    const { body } = await upload(commune, officer, pdf(), 'Quyết toán "2025".pdf', 'application/pdf');
    await commune.composed.files.attach([body.id], { kind: 'test', id: '1' });
    await commune.composed.files.publish([body.id]);
    const response = await fetch(`${commune.url}/files/${body.id}`);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf());
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="Quyet toan 2025.pdf"; filename*=UTF-8''Quy%E1%BA%BFt%20to%C3%A1n%202025.pdf`,
    });

    await commune.composed.files.conceal([body.id]);
    expect((await fetch(`${commune.url}/files/${body.id}`)).status).toBe(404);
  });

  it('looks at the bytes, not at the name: programs, pages and broken files are refused', async () => {
    const commune = await house();
    const officer = await commune.officer('van-phong', ['office_officer']);
    const whole = await photograph(800, 600);
    const refused: [string, Buffer | string, number, string][] = [
      ['a renamed program', Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(4_000)]), 415, 'file_type_refused'],
      ['a page', '<!doctype html><script>alert(1)</script>', 415, 'file_type_refused'],
      ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', 415, 'file_type_refused'],
      ['nothing', '', 415, 'file_type_refused'],
      ['half a photograph', whole.subarray(0, 400), 422, 'file_unreadable'],
      ['a PDF that runs a script', pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'), 422, 'file_unreadable'],
      ['one that hides its name', pdf('/AA << /S /#4a#61vaScript >>'), 422, 'file_unreadable'],
      ['one that starts a program', pdf('/A << /S /Launch /F (cmd.exe) >>'), 422, 'file_unreadable'],
      ['one cut short', pdf().subarray(0, 60), 422, 'file_unreadable'],
    ];
    for (const [what, bytes, status, code] of refused) {
      const answer = await upload(commune, officer, bytes, 'anh.jpg', 'image/jpeg');
      expect([what, answer.status, answer.body.code]).toEqual([what, status, code]);
    }
    // Only says where to begin reading, as office programs write it.
    expect((await upload(commune, officer, pdf('/OpenAction [3 0 R /XYZ null null 0]'))).status).toBe(201);
  });

  it('refuses a picture that would unfold to more than memory holds, before unfolding it', async () => {
    const commune = await house();
    const officer = await commune.officer('van-phong', ['office_officer']);
    const bomb = blankPng(20_000, 20_000);
    expect(bomb.length).toBeLessThan(uploadMostBytes);
    expect((await upload(commune, officer, blankPng(2_000, 1_000), 'trang.png', 'image/png')).status).toBe(201);
    const answer = await upload(commune, officer, bomb, 'bom.png', 'image/png');
    expect([answer.status, answer.body.code]).toEqual([422, 'file_unreadable']);
  });

  it('refuses 20 MB whether the length is said or not, and says so', async () => {
    const commune = await house();
    const officer = await commune.officer('van-phong', ['office_officer']);
    const huge = Buffer.alloc(20 * 1024 * 1024, 1);
    expect(await upload(commune, officer, huge)).toMatchObject({ status: 413, body: { code: 'file_too_large' } });
    const chunked = await fetch(`${commune.url}/api/files?name=tep`, {
      method: 'POST',
      headers: { authorization: `Bearer ${officer.token}` },
      body: new Blob([new Uint8Array(huge)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect([chunked.status, ((await chunked.json()) as { code: string }).code]).toEqual([413, 'file_too_large']);
    expect((await upload(commune, officer, pdf())).status).toBe(201);
  });

  it('takes nothing from residents and shows them nothing unpublished', async () => {
    const commune = await house();
    const minh = await commune.person('minh');
    const officer = await commune.officer('van-phong', ['office_officer']);
    expect((await upload(commune, minh, pdf())).status).toBe(403);
    const { body } = await upload(commune, officer, pdf());
    expect((await raw(commune.url, 'GET', `/files/${body.id}`, { token: minh.token })).status).toBe(403);
    expect((await raw(commune.url, 'GET', `/files/${body.id}`)).status).toBe(401);
    for (const id of ['0123456789abcdef01234567', 'x', '..%2f..%2fetc'])
      expect((await fetch(`${commune.url}/files/${id}`)).status).toBe(404);
  });

  it('forgets after two days what nothing holds, bytes and all, and nothing else', async () => {
    const commune = await house();
    const officer = await commune.officer('van-phong', ['office_officer']);
    const { files } = commune.composed;
    const [held, loose, released] = await Promise.all([pdf(), pdf(), pdf()].map((bytes) => upload(commune, officer, bytes)));
    const ids = [held, loose, released].map((one) => one?.body.id ?? '');
    const owner = { kind: 'test', id: '1' };
    await files.attach([ids[0] as string, ids[2] as string], owner);
    await commune.advance(3 * 86_400_000);
    await files.detach([ids[2] as string], owner);
    expect(await files.sweep()).toBe(1);
    expect(await Promise.all(ids.map((id) => files.exists(id)))).toEqual([true, false, true]);
    await expect(files.attach([ids[1] as string], owner)).rejects.toMatchObject({ code: 'file_unknown' });

    await commune.advance(2 * 86_400_000 + 1);
    expect([await files.sweep(), await files.sweep()]).toEqual([1, 0]);
    const { db } = commune.composed.database.connection;
    expect(await db?.collection('files.chunks').countDocuments()).toBe(1);
  });
});
