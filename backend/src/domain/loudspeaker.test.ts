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
    ['- Giấy khai sinh\n- 2 ảnh', 'Giấy khai sinh\nhai ảnh'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

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
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = read(pieces.join(' '));
        expect(text).not.toMatch(/(?<![\p{L}\d])\d|https?:\/\/\S|\p{Extended_Pictographic}/u);
      }),
      { numRuns: 500 },
    );
  });
});
