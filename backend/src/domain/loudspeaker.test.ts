import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenText } from './loudspeaker.js';
import { occasions } from './occasion-list.js';

const read = (text: string): string =>
  spokenText({ title: 'Tin', text, signer: null, office: 'UBND xã Phú Lạc', repeat: 1 }).text.split('\n').slice(3, -2).join('\n');

describe('what the announcer reads', () => {
  it.each([
    ['Họp lúc 8h30 ngày 01/12/2026.', 'Họp lúc tám giờ ba mươi phút ngày mùng một tháng mười hai năm hai nghìn không trăm hai mươi sáu.'],
    ['Họp lúc 14h tại NVH xóm 5.', 'Họp lúc mười bốn giờ tại nhà văn hóa xóm năm.'],
    ['Từ 7:30 – 11:30.', 'Từ bảy giờ ba mươi phút đến mười một giờ ba mươi phút.'],
    ['8 giờ 05, Thứ Ba', 'tám giờ năm phút, Thứ Ba'],
    ['Quốc khánh 2/9', 'Quốc khánh mùng hai tháng chín'],
    ['Kỷ niệm 27/7', 'Kỷ niệm ngày hai mươi bảy tháng bảy'],
    ['dịp 30/4 – 1/5', 'dịp ngày ba mươi tháng tư và mùng một tháng năm'],
    ['Nghỉ từ 14/2-22/2', 'Nghỉ từ ngày mười bốn tháng hai đến ngày hai mươi hai tháng hai'],
    ['trong tháng 4/2027', 'trong tháng tư năm hai nghìn không trăm hai mươi bảy'],
    ['Mức đóng 1.250.000 đ', 'Mức đóng một triệu hai trăm năm mươi nghìn đồng'],
    ['50.000đ/người', 'năm mươi nghìn đồng một người'],
    ['Giảm 37,5 %.', 'Giảm ba mươi bảy phẩy năm phần trăm.'],
    ['12/TB-UBND', 'số mười hai, Thông báo của Ủy ban nhân dân'],
    ['Thông báo số 12/TB-UBND', 'Thông báo số mười hai của Ủy ban nhân dân'],
    ['Nghị định 61/2018/NĐ-CP', 'Nghị định số sáu mươi mốt năm hai nghìn không trăm mười tám của Chính phủ'],
    ['Gọi 0912 345 678.', 'Gọi không chín một hai, ba bốn năm, sáu bảy tám.'],
    ['Gọi 0208.3824.567', 'Gọi không hai không, tám ba tám, hai bốn năm, sáu bảy'],
    ['Có cháy gọi 114', 'Có cháy gọi một một bốn'],
    ['Mang thẻ CCCD, BHYT và mở VNeID', 'Mang thẻ căn cước công dân, bảo hiểm y tế và mở vê-nờ-e-ai-đi'],
    ['HĐND, UBND, MTTQ xã', 'Hội đồng nhân dân, Ủy ban nhân dân, Mặt trận Tổ quốc xã'],
    ['Đường dài 2,5 km qua 3 ha ruộng', 'Đường dài hai phẩy năm ki-lô-mét qua ba héc-ta ruộng'],
    ['Chi tiết xem tại https://zalo.me/s/123/?a=1.', 'Chi tiết xem bằng cách quét mã tại nhà văn hóa xóm.'],
    ['Truy cập www.phulac.gov.vn', 'quét mã tại nhà văn hóa xóm'],
    ['Chúc mừng 🎉🇻🇳 bà con ❤️!', 'Chúc mừng bà con!'],
    ['Trực 24/24 giờ', 'Trực hai mươi tư trên hai mươi tư giờ'],
    ['Kính mời ông/bà (và gia đình) đến dự.', 'Kính mời ông, bà, và gia đình, đến dự.'],
    ['- Giấy khai sinh\n- 2 ảnh', 'Giấy khai sinh.\nhai ảnh.'],
    ['07:30', 'bảy giờ ba mươi phút'],
    ['01.12.2026', 'mùng một tháng mười hai năm hai nghìn không trăm hai mươi sáu'],
    ['từ 1–3/12', 'từ một đến mùng ba tháng mười hai'],
    ['10–20 phút', 'mười đến hai mươi phút'],
    ['10-20 kg', 'mười đến hai mươi ki-lô-gam'],
    ['10.000 đ – 20.000 đ', 'mười nghìn đồng đến hai mươi nghìn đồng'],
    ['giảm 5–10%', 'giảm năm đến mười phần trăm'],
    ['37.5%', 'ba mươi bảy phẩy năm phần trăm'],
    ['2.000.000đ/hộ/tháng', 'hai triệu đồng một hộ một tháng'],
    ['150.000 đ/m2', 'một trăm năm mươi nghìn đồng một mét vuông'],
    ['thứ 4, lần thứ 1, quý 4/2026', 'thứ tư, lần thứ nhất, quý tư năm hai nghìn không trăm hai mươi sáu'],
    ['Khóa XIV, quý II', 'Khóa mười bốn, quý hai'],
    ['xóm 10A, QL3', 'xóm mười A, QL ba'],
    ['số nhà 12/3', 'số nhà mười hai trên ba'],
    ['45/50 hộ đồng ý', 'bốn mươi lăm trên năm mươi hộ đồng ý'],
    ['Trực 24/7', 'Trực cả ngày lẫn đêm'],
    ['Rét -5 độ', 'Rét âm năm độ'],
    ['Gọi 112, 114 hoặc 115', 'Gọi một một hai, một một bốn hoặc một một năm'],
    ['+84 912 345 678', 'không chín một hai, ba bốn năm, sáu bảy tám'],
    ['05/NQ-HĐND', 'số năm, Nghị quyết của Hội đồng nhân dân'],
    ['Công văn 7/CV-UBND', 'Công văn số bảy của Ủy ban nhân dân'],
    ['Chỉ thị 15/CT-TTg', 'Chỉ thị số mười lăm của Thủ tướng Chính phủ'],
    ['Luật số 72/2025/QH15', 'Luật số bảy mươi hai năm hai nghìn không trăm hai mươi lăm của Quốc hội khóa mười lăm'],
    ['CT UBND, UBMTTQ, BCH Đoàn', 'Chủ tịch Ủy ban nhân dân, Ủy ban Mặt trận Tổ quốc, Ban Chấp hành Đoàn'],
    ['BCH quân sự xã', 'Ban Chỉ huy quân sự xã'],
    [
      'BHXH, TTHC, THCS, THPT, TP. Thái Nguyên',
      'bảo hiểm xã hội, thủ tục hành chính, trung học cơ sở, trung học phổ thông, thành phố Thái Nguyên',
    ],
    ['1. Mang giấy tờ\n2) Ký tên;', 'một, Mang giấy tờ.\nhai, Ký tên.'],
    ['Xem https://a.vn/1, www.b.vn và phulac.gov.vn.', 'Xem bằng cách quét mã tại nhà văn hóa xóm.'],
    ['Quét mã QR dưới đây.\nXem tại https://a.vn', 'quét mã tại nhà văn hóa xóm.\nXem'],
    ['Thư về ubnd.phulac@thainguyen.gov.vn.', 'Thư về địa chỉ thư điện tử ghi trên thông báo.'],
    ['Chúc mừng! #PhuLac #Tết2027', 'Chúc mừng!'],
    ['{nhọn} [vuông] <góc> （tròn）', 'nhọn, vuông, góc, tròn'],
    ['Mã 99.999.999.999.999.999', `Mã ${Array.from({ length: 17 }, () => 'chín').join(' ')}`],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  it('counts the seconds of all readings at the pace of an announcer', () => {
    const [once, twice] = [1, 2].map((repeat) =>
      spokenText({ title: 'Tin', text: 'bà con '.repeat(16), signer: null, office: 'UBND xã', repeat }),
    );
    // 6 syllables open, 43 are a reading, 8 lead to the second, 12 close; 3.2 in a second.
    expect(once?.estimatedSeconds).toBe(20);
    expect(twice?.estimatedSeconds).toBe(35);
  });

  it('opens, says it twice and closes', () => {
    const { text } = spokenText({
      title: 'Họp xóm',
      text: 'Mời bà con dự họp.',
      signer: 'Nguyễn Văn An',
      office: 'UBND xã Phú Lạc',
      repeat: 2,
    });
    expect(text).toBe(
      [
        'Kính thưa toàn thể bà con!',
        'Ủy ban nhân dân xã Phú Lạc xin gửi tới bà con: Họp xóm.\nMời bà con dự họp.\nNgười thông báo: Nguyễn Văn An.',
        'Sau đây xin đọc lại lần thứ hai.\nỦy ban nhân dân xã Phú Lạc xin gửi tới bà con: Họp xóm.\nMời bà con dự họp.\nNgười thông báo: Nguyễn Văn An.',
        'Xin trân trọng cảm ơn bà con đã chú ý lắng nghe.',
      ].join('\n\n'),
    );
  });

  it('does not name the signer again when the text is signed', () => {
    const signed = { title: 'Tin', text: 'Kính chúc bà con.\nChủ tịch – Lê An', signer: 'Lê An', office: 'UBND xã', repeat: 1 };
    expect(spokenText(signed).text.match(/Lê An/gu)).toHaveLength(1);
  });

  it('warns when one reading is longer than a minute and a half', () => {
    const long = { title: 'Tin', signer: null, office: 'UBND xã', repeat: 2 };
    expect(spokenText({ ...long, text: 'bà con '.repeat(100) }).warnings).toEqual([]);
    expect(spokenText({ ...long, text: 'bà con '.repeat(160) }).warnings).toHaveLength(1);
  });

  it.each(occasions)('reads the greeting of $key without a digit, within a minute and a half', ({ title, text }) => {
    const spoken = spokenText({ title, text, signer: null, office: 'UBND xã Phú Lạc', repeat: 2 });
    expect(spoken.text).not.toMatch(/\d/u);
    expect(spoken.warnings).toEqual([]);
  });

  it('leaves no digit, link or emoji, whatever is written', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        'https://x.vn/a?b=1',
        '12/TB-UBND',
        '8h30',
        '1.250.000 đ',
        '37,5%',
        '0912345678',
        '31/13',
        '24:30',
        '🎉',
        '1.2.3',
        '5m',
        'a1b2',
        '99.999.999.999.999.999',
        '(x) [y] {z} <1>',
        '½ x² ５',
        '- 3 ảnh\n',
        '00/00/0000',
        '0/QĐ-X',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = read(pieces.join(' '));
        expect(text).not.toMatch(/\p{N}|[()[\]{}<>]|https?:\/\/\S|\p{Extended_Pictographic}/u);
      }),
      { numRuns: 500 },
    );
  });
});

/** Such announcements as a commune sends, and what must be heard. */
describe('announcements of a commune', () => {
  it.each([
    [
      'a meeting of the hamlet',
      'Kính mời bà con dự họp xóm lúc 19h30 ngày 05/12/2026 tại NVH xóm 7. Mỗi hộ cử 1 người.',
      'Kính mời bà con dự họp xóm lúc mười chín giờ ba mươi phút ngày mùng năm tháng mười hai năm hai nghìn không trăm hai mươi sáu tại nhà văn hóa xóm bảy. Mỗi hộ cử một người.',
    ],
    [
      'a power cut',
      'Điện lực tạm ngừng cấp điện từ 7h30 – 11h ngày 12/11/2026 (thứ 5) tại xóm 3 và xóm 4. Dự kiến đóng điện sớm hơn 10–20 phút.',
      'Điện lực tạm ngừng cấp điện từ bảy giờ ba mươi phút đến mười một giờ ngày mười hai tháng mười một năm hai nghìn không trăm hai mươi sáu, thứ năm, tại xóm ba và xóm bốn. Dự kiến đóng điện sớm hơn mười đến hai mươi phút.',
    ],
    [
      'health insurance',
      'Mức đóng BHYT hộ gia đình năm 2026 là 1.263.600 đồng/người/năm. Người thứ 2 giảm 30%. Liên hệ: 0912.345.678.',
      'Mức đóng bảo hiểm y tế hộ gia đình năm hai nghìn không trăm hai mươi sáu là một triệu hai trăm sáu mươi ba nghìn sáu trăm đồng một người một năm. Người thứ hai giảm ba mươi phần trăm. Liên hệ: không chín một hai, ba bốn năm, sáu bảy tám.',
    ],
    [
      'vaccination of cattle',
      'Thực hiện Kế hoạch số 45/KH-UBND, xã tiêm phòng cho trâu, bò:\n- Xóm 1, xóm 2: 8 giờ 00 ngày 3/12;\n- Xóm 5: 14h ngày 4/12.\nPhí: 8.000 đ/con.',
      'Thực hiện Kế hoạch số bốn mươi lăm của Ủy ban nhân dân, xã tiêm phòng cho trâu, bò:\nXóm một, xóm hai: tám giờ ngày mùng ba tháng mười hai.\nXóm năm: mười bốn giờ ngày mùng bốn tháng mười hai.\nPhí: tám nghìn đồng một con.',
    ],
    [
      'a storm',
      '⚠️ Bão số 9 gây mưa 150–250 mm, gió giật cấp 8-9. Nguy hiểm gọi 112 hoặc 114. BCH PCTT xã trực 24/7.',
      'Bão số chín gây mưa một trăm năm mươi đến hai trăm năm mươi mi-li-mét, gió giật cấp tám đến chín. Nguy hiểm gọi một một hai hoặc một một bốn. Ban Chỉ huy phòng chống thiên tai xã trực cả ngày lẫn đêm.',
    ],
    [
      'identity cards',
      'Công an xã cấp CCCD và VNeID mức 2 lưu động từ 8h–16h30 ngày 15-12-2026. Mang theo:\n1. Giấy khai sinh\n2. CCCD cũ (nếu có)',
      'Công an xã cấp căn cước công dân và vê-nờ-e-ai-đi mức hai lưu động từ tám giờ đến mười sáu giờ ba mươi phút ngày mười lăm tháng mười hai năm hai nghìn không trăm hai mươi sáu. Mang theo:\nmột, Giấy khai sinh.\nhai, căn cước công dân cũ, nếu có.',
    ],
    [
      'the public posting of a list',
      'UBND xã niêm yết Quyết định 118/QĐ-UBND về hỗ trợ 12 hộ nghèo, 0,5 ha lúa. Xem tại https://phulac.gov.vn/niem-yet?id=118 📄',
      'Ủy ban nhân dân xã niêm yết Quyết định số một trăm mười tám của Ủy ban nhân dân về hỗ trợ mười hai hộ nghèo, không phẩy năm héc-ta lúa. Xem bằng cách quét mã tại nhà văn hóa xóm',
    ],
    [
      'results of a vote',
      'Có 45/50 hộ, đạt 90%, đồng ý góp 200.000–300.000 đ làm 1,2 km đường.',
      'Có bốn mươi lăm trên năm mươi hộ, đạt chín mươi phần trăm, đồng ý góp hai trăm nghìn đến ba trăm nghìn đồng làm một phẩy hai ki-lô-mét đường.',
    ],
    [
      'an election',
      'Bầu cử đại biểu HĐND xã khóa XXI, nhiệm kỳ 2026–2031: chủ nhật, 15/3/2026, từ 07:00 đến 19:00.',
      'Bầu cử đại biểu Hội đồng nhân dân xã khóa hai mươi mốt, nhiệm kỳ hai nghìn không trăm hai mươi sáu đến hai nghìn không trăm ba mươi mốt: chủ nhật, ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu, từ bảy giờ đến mười chín giờ.',
    ],
    [
      'a greeting',
      'Nhân dịp Quốc khánh 2/9, CT UBND xã kính chúc bà con mạnh khỏe, hạnh phúc 🇻🇳! #QuocKhanh',
      'Nhân dịp Quốc khánh mùng hai tháng chín, Chủ tịch Ủy ban nhân dân xã kính chúc bà con mạnh khỏe, hạnh phúc!',
    ],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));
});
