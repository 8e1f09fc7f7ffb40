import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPersonalData, type PersonalKind, personalData } from './personal-data.js';

const hotline = '0208 000 0000';

describe('personal data is covered', () => {
  it.each<[string, string, PersonalKind]>([
    // Phones.
    ['Gọi 0987654321 nhé', 'Gọi 09••••••21 nhé', 'phone'],
    ['Gọi 0312 345 678', 'Gọi 03•• ••• •78', 'phone'],
    ['Gọi 0912.345.678.', 'Gọi 09••.•••.•78.', 'phone'],
    ['091-2345-678', '09•-••••-•78', 'phone'],
    ['(091) 234-5678', '(09•) •••-••78', 'phone'],
    ['09 12 34 56 78', '09 •• •• •• 78', 'phone'],
    ['0 9 1 2 3 4 5 6 7 8', '0 9 • • • • • • 7 8', 'phone'],
    ['0912 . 345 . 678', '09•• . ••• . •78', 'phone'],
    ['0912,345,678', '09••,•••,•78', 'phone'],
    ['0912/345/678', '09••/•••/•78', 'phone'],
    ['0912_345_678', '09••_•••_•78', 'phone'],
    ['0912•345•678', '09••••••••78', 'phone'],
    ['0912\n345\n678', '09••\n•••\n•78', 'phone'],
    ['0912\u00a0345\u00a0678', '09••\u00a0•••\u00a0•78', 'phone'],
    ['0912\u200b345\u200b678', '09••••••••78', 'phone'],
    ['0912–345—678', '09••–•••—•78', 'phone'],
    ['０９１２３４５６７８', '０９••••••７８', 'phone'],
    ['𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖', '𝟎𝟗••••••••••••𝟕𝟖', 'phone'],
    ['o987 654 321', 'o9•• ••• •21', 'phone'],
    ['O987654321', 'O9••••••21', 'phone'],
    ['O 987 654 321', 'O 9•• ••• •21', 'phone'],
    ['o.987.654.321', 'o.9••.•••.•21', 'phone'],
    ['9 o 8 … 0 9 o 8 7 6 5 4 3 2', '9 o 8 … 0 9 • • • • • • 3 2', 'phone'],
    ['0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣', `0️⃣9️⃣${'•'.repeat(18)}7️⃣8️⃣`, 'phone'],
    ['⓪⑨①②③④⑤⑥⑦⑧', '⓪⑨••••••⑦⑧', 'phone'],
    ['không 912345678', `không 9${'•'.repeat(6)}78`, 'phone'],
    ['0912 345 67 tám', '09••••••••7 tám', 'phone'],
    ['09876543o1', '09••••••o1', 'phone'],
    ['sđt o9.12.34.56.78', 'sđt o9.••.••.••.78', 'phone'],
    ['+84912345678', '+84•••••••78', 'phone'],
    ['+84 912 345 678', '+84 ••• ••• •78', 'phone'],
    ['(+84) 912 345 678', '(+84) ••• ••• •78', 'phone'],
    ['+84 (0) 912 345 678', '+84 (•) ••• ••• •78', 'phone'],
    ['84912345678', '84•••••••78', 'phone'],
    ['84 912 345 678', '84 ••• ••• •78', 'phone'],
    ['0084912345678', '00•••••••••78', 'phone'],
    ['+1 202 555 0123', '+1 2•• ••• ••23', 'phone'],
    ['01681234567', '01•••••••67', 'phone'],
    ['0168 123 4567', '01•• ••• ••67', 'phone'],
    ['+841681234567', '+84••••••••67', 'phone'],
    ['0208 3851 234', '02•• •••• •34', 'phone'],
    ['(0208) 3851234', '(02••) •••••34', 'phone'],
    ['02083851234', '02•••••••34', 'phone'],
    ['+84 208 3851 234', '+84 ••• •••• •34', 'phone'],
    ['0280 385 1234', '02•• ••• ••34', 'phone'],
    ['zalo 987654321', 'zalo 98•••••21', 'phone'],
    ['ĐT: 987 654 321', 'ĐT: 98• ••• •21', 'phone'],
    ['sdt0912345678', 'sdt09••••••78', 'phone'],
    ['zalo.me/0912345678', 'zalo.me/09••••••78', 'phone'],
    ['SĐT: 091234567', 'SĐT: 09•••••67', 'phone'],
    ['điện thoại 09123456789', 'điện thoại 09•••••••89', 'phone'],
    ['Năm 2026 0912345678', 'Năm 2026 09••••••78', 'phone'],
    ['năm 0912345678 hai lần', 'năm 09••••••78 hai lần', 'phone'],
    ['📞0912345678📞', '📞09••••••78📞', 'phone'],
    ['• 0912 345 678', '• 09•• ••• •78', 'phone'],
    ['•0912 345 678', '•09•• ••• •78', 'phone'],
    ['gọi 0912 345 678 đ/c Hùng', 'gọi 09•• ••• •78 đ/c Hùng', 'phone'],
    ['gọi 0912345678 lúc 10:30 ngày 25/11/2026', 'gọi 09••••••78 lúc 10:30 ngày 25/11/2026', 'phone'],
    ['liên hệ 0912 345 678 - 5.000.000 đ', 'liên hệ 09•• ••• •78 - 5.000.000 đ', 'phone'],
    [
      'không chín một hai ba bốn năm sáu bảy tám',
      `không chín${'•'.repeat('không chín một hai ba bốn năm sáu bảy tám'.length - 'không chínbảy tám'.length)}bảy tám`,
      'phone',
    ],
    ['khong chin tam bay sau nam bon ba hai mot', 'khong chin••••••••••••••••••••••••hai mot', 'phone'],
    ['0 chín 8 bảy 6 năm 4 ba 2 một', '0 chín••••••••••••••••••2 một', 'phone'],
    // Identity papers.
    ['CCCD 019185001234', 'CCCD •••••••••234', 'identity_number'],
    ['019185001234', '•••••••••234', 'identity_number'],
    ['căn cước số 019 185 001 234 nhé', 'căn cước số ••• ••• ••• 234 nhé', 'identity_number'],
    ['019.185.001.234', '•••.•••.•••.234', 'identity_number'],
    ['0191-8500-1234', '••••-••••-•234', 'identity_number'],
    ['006 0 95 001234', '••• • •• •••234', 'identity_number'],
    ['Số định danh cá nhân: 01 91 85 00 12 34', 'Số định danh cá nhân: •• •• •• •• •2 34', 'identity_number'],
    ['001 85 12 34567', '••• •• •• ••567', 'identity_number'],
    ['CMND 091234567', 'CMND ••••••567', 'identity_number'],
    ['chung minh thu 123 456 789', 'chung minh thu ••• ••• 789', 'identity_number'],
    ['CMND của con tôi là 123.456.789', 'CMND của con tôi là •••.•••.789', 'identity_number'],
    ['Số 123456789 (CMND cũ)', 'Số ••••••789 (CMND cũ)', 'identity_number'],
    ['mã số BHXH 1912345678', 'mã số BHXH •••••••678', 'identity_number'],
    [
      'căn cước công dân'.normalize('NFD').concat(' 123456789012'),
      'căn cước công dân'.normalize('NFD').concat(' •••••••••012'),
      'identity_number',
    ],
    // Bank accounts.
    ['STK 8500205123456 Agribank', 'STK 85•••••••••56 Agribank', 'bank_account'],
    ['số tài khoản: 0011 00 2345678', 'số tài khoản: 00•• •• •••••78', 'bank_account'],
    ['tài khoản ngân hàng của bà Thơm là 1903 4567 8901 23', 'tài khoản ngân hàng của bà Thơm là 19•• •••• •••• 23', 'bank_account'],
    ['1903456789123 Techcombank', '19•••••••••23 Techcombank', 'bank_account'],
    ['MB 0912345678', 'MB 09••••••78', 'bank_account'],
    ['momo 0912345678', 'momo 09••••••78', 'bank_account'],
    ['chuyển 500.000 đ vào STK: 190345', 'chuyển 500.000 đ vào STK: ••••45', 'bank_account'],
    ['stk 123.456.789', 'stk 12•.•••.•89', 'bank_account'],
    ['tk 19001234567890 vcb', 'tk 19••••••••••90 vcb', 'bank_account'],
    ['thẻ 9704361234567890', 'thẻ 97••••••••••••90', 'bank_account'],
    // Plates.
    ['20d12345', '20••••••', 'plate'],
    ['xe bien 20-B1.123.45', 'xe bien 20-••.•••.••', 'plate'],
    ['29-AA 123.45', '29-•• •••.••', 'plate'],
    ['xe 20-B1 123.45 chạy ẩu', 'xe 20-•• •••.•• chạy ẩu', 'plate'],
    ['20A-123.45', '20•-•••.••', 'plate'],
    ['20A 12345', '20• •••••', 'plate'],
    ['20A12345', '20••••••', 'plate'],
    ['20B1-12345', '20••-•••••', 'plate'],
    ['20b1 12345', '20•• •••••', 'plate'],
    ['20a-123.45', '20•-•••.••', 'plate'],
    ['20-B1-123-45', '20-••-•••-••', 'plate'],
    ['biển số 20 B1 12345', 'biển số 20 •• •••••', 'plate'],
    ['bien so 20 a 1234', 'bien so 20 • ••••', 'plate'],
    ['20L-1234', '20•-••••', 'plate'],
    ['20H1 1234', '20•• ••••', 'plate'],
    ['20MĐ1-123.45', '20•••-•••.••', 'plate'],
    ['20LD-12345', '20••-•••••', 'plate'],
    ['BKS: 2oA-12345', 'BKS: 2o•-•••••', 'plate'],
    ['xe20A-12345', 'xe20•-•••••', 'plate'],
    ['80-123-NG-45', '80-•••-••-••', 'plate'],
    ['xe quân đội biển đỏ AB-12-34', 'xe quân đội biển đỏ AB-••-••', 'plate'],
    ['biển số TM 12-34', 'biển số TM ••-••', 'plate'],
    ['biển số TM-12-34 1250 km', 'biển số TM-••-•• 1250 km', 'plate'],
    ['xe máy biển số 123.45', 'xe máy biển số •••.••', 'plate'],
    ['BKS đuôi 12345', 'BKS đuôi •••••', 'plate'],
    ['biển số 20A-2015', 'biển số 20•-••••', 'plate'],
    ['biển số 20A-123.45'.normalize('NFD'), 'biển số 20•-•••.••'.normalize('NFD'), 'plate'],
    // Mail and certificates.
    ['thư về nong.thom68@gmail.com nhé', 'thư về n••••••••••@gmail.com nhé', 'email'],
    ['a (at) thu.vn', '• (at) thu.vn', 'email'],
    ['nguyenvana @ gmail . com', 'n••••••••• @ gmail . com', 'email'],
    ['sổ đỏ BK 123456', 'sổ đỏ BK ••••56', 'land_certificate'],
    ['Giấy chứng nhận QSDĐ số CS01234', 'Giấy chứng nhận QSDĐ số CS•••34', 'land_certificate'],
    ['GCN số AA 01234567', 'GCN số AA ••••••67', 'land_certificate'],
    ['so do so 123456', 'so do so ••••56', 'land_certificate'],
  ])('“%s”', (text, masked, kind) => {
    const result = maskPersonalData(text, [hotline]);
    expect(result.text).toBe(masked);
    expect(result.found.map((one) => one.kind)).toEqual([kind]);
    expect(personalData(text, [hotline])).toEqual(result.found);
  });

  it('is told with its place in the text as it was given, in order', () => {
    const text = '🚜 Ông Thịnh'.normalize('NFD').concat(' xe 20A-123.45, sđt 0912 345 678, CCCD 019185001234');
    expect(personalData(text)).toEqual([
      { kind: 'plate', from: text.indexOf('20A'), to: text.indexOf('20A') + 10, text: '20A-123.45' },
      { kind: 'phone', from: text.indexOf('0912'), to: text.indexOf('0912') + 12, text: '0912 345 678' },
      { kind: 'identity_number', from: text.indexOf('0191'), to: text.length, text: '019185001234' },
    ]);
  });

  it('covers several side by side, whichever way they are cut', () => {
    expect(maskPersonalData('0912345678-0987654321').text).toBe('09••••••78-09••••••21');
    expect(maskPersonalData('0912 345 678 0987 654 321').text).toBe('09•• ••• •78 09•• ••• •21');
    expect(maskPersonalData('09123456780987654321').text).toBe('09••••••••••••••••21');
    expect(maskPersonalData('0912345678@gmail.com').text).not.toMatch(/\d{3}/);
    expect(maskPersonalData('CCCD 019185001234, STK 8500205123456 Agribank').found.map(({ kind }) => kind)).toEqual([
      'identity_number',
      'bank_account',
    ]);
  });
});

describe('what is no personal data stays', () => {
  it.each([
    'Thu 1.250.000 đ và 5.000.000 đồng, còn 84.912.345.678 đồng',
    'Kinh phí 84.300.000.000, hỗ trợ 912.345.678',
    'Tổng 500000000 đồng, 1250000000 VND, 912345678 đ',
    'Vay ngân hàng 50.000.000 đồng, trả 12.500.000; vay Agribank 200000000 năm 2026',
    'Tài khoản còn 1.250.000',
    'ngày 25/11/2026, 25-11-2026, 05.12.2026, 2026-11-25, 05 - 12 - 2026',
    'Từ 05-12-2026 10 giờ đến 03-05-2027 14:30',
    'tháng 03 2026 1234 hộ, tháng 05.2025 1200 hộ, tháng 02 2026 1234 hộ',
    'ngày 09 12 2026 10 giờ',
    'Ngân hàng hỗ trợ giai đoạn 2020-2025, 2020 2025',
    'Luật 10/2022/QH15, Nghị quyết 15/NQ-CP, Luật 25/2018/QH14, NĐ 154/2026/NĐ-CP, 12/TB-UBND',
    'Mã PA-1234-5678, LH-0912-3456, CK-2026-0001, TH-0912-3456',
    'Hồ sơ 000.00.05.H55-261124-0007 và H55.127-261124-0007',
    'Thủ tục 1.001193, 1.010041, 2.000815 tại ngân hàng; 1.001193 1.004222',
    'Gọi 113, 114, 115, 112 hoặc 111; hotline 1900 1234, tổng đài 18001091',
    'Ngân hàng Agribank có hotline 1900558818',
    'km 12+300, QL37 Km 45+600, ĐT 264B',
    'Diện tích 1.234,5 m², 360 m2, 12,5 ha, dài 20m rộng 3.5m',
    'Xóm 5, số nhà 12, ngõ 34, thửa 123 tờ bản đồ 45, tổ 05 07 12',
    'Năm 1954, 1975 và 2026; 20h30, 7h15 - 11h30, 24h 1250 lượt',
    'Lớp 12A1 2025-2026, điều 20A 1234, khoản 20b 2024',
    'Trạm 22kv-12345, cao 35KV 12345, nặng 50kg 12345, 20km 12345, 20m 12345',
    'Tọa độ 21.6431234, 105.6171234',
    'Không, một hai ba người chín giờ tối nay năm sáu lần',
    'Bảy tám năm nay không ai sửa, một hai hôm nữa ba bốn nhà sập',
    'biển số 2 trước cổng, biển báo năm 2026',
    'Cấp 12345 giấy chứng nhận, sổ đỏ 500 m2, GCN cho 12345 hộ',
    'Giá chè 150 000 đ, tiền công 300k, lãi 12,5%',
    'Căn cước cấp cho 123456789 người',
    'https://www.facebook.com/groups/123456789012345',
    'Ở 12 xóm, tới ở 345 nhà, ô 987 654 321, nhà o 12 nguoi',
    'Từ ở 12 người, ô 345 678 912',
    'mail của xã, @mọi người, 5@ngày',
    '',
  ])('“%s”', (text) => expect(maskPersonalData(text, [hotline])).toEqual({ text, found: [] }));

  it.each(['0208 000 0000', '02080000000', '(0208) 000-0000', '+84 208 000 0000', '84 208 0000000', 'ngân hàng: 0208.000.0000'])(
    'the hotline written %s',
    (text) => {
      expect(personalData(text, [hotline])).toEqual([]);
      expect(personalData(text).length).toBe(1);
      expect(maskPersonalData(`${text} 0912345678`, [hotline]).text).toBe(`${text} 09••••••78`);
    },
  );
});

const digitsOf = (count: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count });
const harmless = fc.constantFrom(
  'Đường xóm 5 hỏng nặng ',
  'xe đi không được, ',
  'từ ngày 25/11/2026 lúc 10:30 ',
  'thu 1.250.000 đ ',
  'Luật 10/2022/QH15 ',
  'km 12+300: ',
  '🚜🌧 ',
  'nhà ông Thịnh ',
  'Ở ngõ 34, ',
  '(',
  '',
  '\n',
  'Nước đục, ',
  'bảy giờ tối ',
);
/** Groups of digits with what people put between them. */
const written = (number: string, shapes: readonly (readonly number[])[]) =>
  fc
    .record({
      shape: fc.constantFrom(...shapes, [number.length]),
      between: fc.constantFrom(' ', '.', '-', ' - ', '\u00a0', '  ', '–'),
      letterO: fc.boolean(),
    })
    .map(({ shape, between, letterO }) => {
      let start = 0;
      const groups = shape.map((size) => {
        start += size;
        return number.slice(start - size, start);
      });
      const text = groups.join(between);
      return letterO ? text.replace(/^0/, 'o') : text;
    });
const around = <T>(inside: fc.Arbitrary<T>) => fc.tuple(harmless, inside, harmless, fc.constantFrom('NFC', 'NFD'));

const phone = fc.tuple(fc.constantFrom('03', '05', '07', '08', '09'), digitsOf(8)).chain(([prefix, rest]) =>
  fc
    .oneof(
      written(prefix + rest, [
        [4, 3, 3],
        [3, 3, 4],
        [3, 4, 3],
        [4, 6],
        [2, 2, 2, 2, 2],
        [5, 5],
      ]),
      fc.constantFrom('+84', '84', '+84 ', '(+84) ', '0084', '+84.').map((code) => `${code}${prefix.slice(1)}${rest}`),
    )
    .map((text) => ({ text, digits: prefix + rest })),
);
const identityNumber = fc
  .tuple(fc.integer({ min: 1, max: 96 }), digitsOf(9))
  .map(([province, rest]) => `${String(province).padStart(3, '0')}${rest}`)
  .chain((digits) =>
    written(digits, [
      [3, 3, 3, 3],
      [4, 4, 4],
      [6, 6],
      [3, 1, 2, 6],
    ]).map((text) => ({ text, digits })),
  );
const plate = fc
  .tuple(fc.integer({ min: 11, max: 99 }), fc.constantFrom('A', 'B', 'C', 'H', 'B1', 'H1', 'X5', 'MĐ1'), digitsOf(5))
  .chain(([province, series, number]) =>
    fc
      .constantFrom(
        `${province}${series}-${number.slice(0, 3)}.${number.slice(3)}`,
        `${province}-${series} ${number.slice(0, 3)}.${number.slice(3)}`,
        `${province}${series} ${number}`,
        `${province}${series}${/\d$/.test(series) ? '-' : ''}${number}`,
        `biển số ${province} ${series} ${number}`,
        `bks ${province}${series.toLowerCase()}${number.slice(0, 4)}`,
      )
      .map((text) => ({ text, digits: number })),
  );
/** The digits left in a text, o for 0 too. */
const digitsIn = (text: string): string => text.replace(/[oO](?=[\d•])/g, '0').replace(/\D/g, '');

describe('any text', () => {
  it.each([
    ['phone', phone, 4],
    ['identity number', identityNumber, 3],
  ] as const)('loses the middle of a %s, and nothing else', (_name, number, kept) => {
    fc.assert(
      fc.property(around(number), ([before, { text: inside, digits }, after, form]) => {
        const [head, tail] = [before.normalize(form), after.normalize(form)];
        const text = `${head}${inside} ${tail}`;
        const { text: masked, found } = maskPersonalData(text);
        expect(masked.length).toBe(text.length);
        expect(masked.startsWith(head) && masked.endsWith(tail)).toBe(true);
        const middle = masked.slice(head.length, head.length + inside.length);
        expect(digitsIn(middle).length).toBeLessThanOrEqual(kept);
        expect(middle).not.toContain(digits.slice(3, -3));
        expect(found.length).toBe(1);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps only the province of a plate', () => {
    fc.assert(
      fc.property(around(plate), ([before, { text: inside }, after, form]) => {
        const head = before.normalize(form);
        const text = `${head}${inside} ${after.normalize(form)}`;
        const masked = maskPersonalData(text).text.slice(head.length, head.length + inside.length);
        expect(masked.replace(/\D/g, '').length).toBe(2);
      }),
      { numRuns: 400 },
    );
  });

  const pieces = fc.array(
    fc.oneof(
      harmless,
      phone.map(({ text }) => text),
      identityNumber.map(({ text }) => text),
      plate.map(({ text }) => text),
      digitsOf(6),
      fc.constantFrom(
        'STK ',
        'ngân hàng ',
        'CMND ',
        'sđt ',
        'biển số ',
        'sổ đỏ BK ',
        ' ',
        '-',
        '.',
        '•',
        '/',
        'o',
        '84',
        '+',
        'a@b.vn ',
        'không ',
        'chín ',
        'năm ',
        ',',
        ' đ',
        '20B1',
        '5.000.000',
      ),
      fc.string({ unit: fc.constantFrom(...'0123456789 .-•oA'), maxLength: 14 }),
    ),
    { maxLength: 12 },
  );

  it('is found nothing in once it was masked, and stays what it was elsewhere', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom('NFC', 'NFD'), (list, form) => {
        const text = list.join('').normalize(form);
        const { text: masked, found } = maskPersonalData(text, [hotline]);
        let rest = 0;
        for (const { from, to, text: inside } of found) {
          expect(from).toBeGreaterThanOrEqual(rest);
          expect(to).toBeGreaterThan(from);
          expect(text.slice(from, to)).toBe(inside);
          expect(masked.slice(rest, from)).toBe(text.slice(rest, from));
          expect(masked.slice(from, to)).toMatch(/•/);
          rest = to;
        }
        expect(masked.slice(rest)).toBe(text.slice(rest));
        expect(maskPersonalData(masked, [hotline])).toEqual({ text: masked, found: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it('is read the same composed and decomposed', () => {
    fc.assert(
      fc.property(pieces, (list) => {
        const kinds = (form: string) => personalData(list.join('').normalize(form)).map(({ kind, text }) => [kind, text.normalize('NFC')]);
        expect(kinds('NFD')).toEqual(kinds('NFC'));
      }),
      { numRuns: 300 },
    );
  });

  it('is read within a moment, however long and odd', () => {
    const started = performance.now();
    for (const unit of [
      '1 ',
      '0',
      '•',
      '09',
      'stk 123456 ',
      '.a',
      'a@',
      '20A1 ',
      'không ',
      '1.',
      '5/',
      'o',
      '5.000',
      '0912 345 678 ',
      '••1',
    ])
      maskPersonalData(unit.repeat(Math.ceil(10_000 / unit.length)), [hotline]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
