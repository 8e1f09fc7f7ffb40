import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SpamQuestion, type SpamReason, slowDown, spamScore } from './spam.js';
import { isWordLike } from './syllables.js';

const question = (text: string, change: Partial<SpamQuestion> = {}): SpamQuestion => ({
  text,
  recentTexts: [],
  sentLastHour: 0,
  sentLastDay: 0,
  hasMedia: false,
  accountAgeDays: 200,
  ...change,
});
const scoreOf = (text: string, change: Partial<SpamQuestion> = {}): number => spamScore(question(text, change)).score;

describe('an honest report', () => {
  it.each<[string, Partial<SpamQuestion>?]>([
    ['duong xom 5 hong nang xe khong di dc'],
    ['Đường xóm 5 hỏng nặng, xe không đi được.'],
    ['ĐƯỜNG XÓM 5 HỎNG CẢ NĂM NAY KHÔNG AI SỬA!!!! XÃ LÀM ĂN KIỂU GÌ VẬY????'],
    ['BAO GIO MOI SUA DUONG CHO DAN, NOI MAI KHONG LAM!!!!!'],
    ['rác quá nhiều', { hasMedia: true }],
    ['cột điện nghiêng', { hasMedia: true }],
    ['mất nước', { hasMedia: true }],
    ['rác', { hasMedia: true }],
    ['', { hasMedia: true }],
    ['Cột điện nghiêng'],
    ['Mất điện'],
    ['Răng mà con đường ni hỏng hoài rứa, mần chi cho dân nhờ với'],
    ['Bây chừ nác ngập vô nhà tui rồi, mấy chú coi giùm'],
    ['Đàng vô xóm bị sạt, đi hổng nổi, tụi tui bơ vơ'],
    ['Noọng slao pây háng, tàng luây lai, pây mí đảy'],
    ['Khau Slấn bjoóc mặn nở đầy đường, cây đổ chắn tàng'],
    ['Chó nhà hàng xóm sủa cả đêm ko ngủ đc, mn trong xóm ai cũng kêu'],
    ['hs đi học qua cầu treo rất nguy hiểm, đề nghị UBND xã kt lại'],
    ['dduwowngf xoms 5 hongr nawngj quas'],
    ['d9u7o7ng2 xo1m 5 ho3ng na85ng'],
    ['Wifi nhà văn hóa yếu'],
    ['Camera ở ngã ba bị hỏng'],
    ['Internet chậm'],
    ['Loa phát thanh xóm 7 rè, không nghe thấy gì'],
    ['Đề nghị xã xử lý các tờ rơi vay nhanh, lh zalo dán kín cột điện xóm 3'],
    ['Có nhóm người đến xóm rủ bà con vay tiền nóng không thế chấp, lãi cao, đề nghị công an kiểm tra'],
    ['Thanh niên tụ tập đánh tài xỉu ở quán nước trong xóm 9, mong chính quyền can thiệp'],
    ['Cửa hàng bán phân bón giả, giá cao, bà con bị lừa, kiến nghị xử lý'],
    ['Ở chợ có hàng bán thuốc giảm cân không rõ nguồn gốc, đề nghị kiểm tra'],
    ['Xe tải chở đất chạy suốt ngày, bụi mù mịt'],
    ['Tôi hỏi về chính sách vay vốn ngân hàng chính sách xã hội cho hộ nghèo'],
    ['Nhà tôi muốn vay vốn trồng chè, liên hệ ai ạ?'],
    ['Hội phụ nữ có cho vay vốn không, lãi suất thế nào?'],
    ['Liên hệ tôi số 0912345678 để chỉ chỗ đường sạt'],
    ['Hợp tác xã có bán phân bón giá rẻ cho dân không?'],
    ['Hỏi thủ tục vay vốn giải ngân chương trình nhà ở cho hộ nghèo'],
    ['Nghi lừa đảo: số 0912345678 gọi báo trúng thưởng, nhận quà, bắt chuyển tiền'],
    ['Có người lạ mời chào đầu tư tiền ảo, lãi 30% mỗi tháng, bà con cẩn thận'],
    ['Xóm tôi có nhà bán hàng online livestream cả đêm ồn quá'],
    ['Bụi tre đổ chắn ngang đường'],
    ['Bán hàng rong lấn chiếm vỉa hè trước cổng chợ'],
    ['Quán cầm đồ 88 cho vay nặng lãi, đề nghị kiểm tra'],
    ['Giá chè xuống thấp quá, đề nghị xã tìm đầu ra cho bà con'],
    ['Hạn chót nộp hồ sơ xem ở https://dichvucong.gov.vn có đúng không ạ?'],
    ['Ảnh tôi đăng ở https://www.facebook.com/groups/1234 mong xã xem giúp'],
    ['Trang facebook giả mạo UBND xã lừa đảo: https://facebook.com/xagia, mong công an xử lý'],
    ['Trời ơi đường hỏng quáaaaaaaaaa khổ dân quáááááá'],
    ['Cảm ơn các anh chị một cửa đã giúp tôi làm giấy khai sinh cho cháu rất nhanh ❤️🌟'],
    ['Khổ quá khổ quá, đường bụi lắm, xe chạy nhiều lắm, dân khổ lắm'],
    ['lợn chết vứt đầy suối, thối lắm thối lắm'],
    ['TỔ DÂN PHỐ 4 MẤT NƯỚC 3 NGÀY'],
    ['Tôi bị thu 500.000 đồng tiền làm bìa đỏ mà không có biên lai'],
    ['Nhà văn hóa xóm cho thuê đám cưới, ồn đến 2h đêm'],
    ['Đường hỏng. Đường hỏng từ tết. Đường hỏng mà chưa ai sửa.'],
    ['Đường hỏng'.normalize('NFD')],
    ['Có ổ gà to trước cổng trường, 2 xe đã ngã', { recentTexts: ['Loa xóm 7 rè', 'Đèn đường xóm 5 không sáng'], sentLastHour: 2 }],
    ['Đèn đường xóm 5 không sáng', { recentTexts: ['Đèn đường xóm 5 không sáng'], sentLastHour: 1 }],
    ['rác quá nhiều', { hasMedia: true, recentTexts: ['Rác quá nhiều', 'rác quá nhiều!'], sentLastHour: 3 }],
    ['Đường sạt lở ở dốc Khau Vai', { accountAgeDays: 0 }],
    ['Đường sạt lở ở dốc Khau Vai', { accountAgeDays: null }],
    ['There is a big hole in the road near the primary school, please help'],
    ['Trưởng xóm gửi: cầu tràn ngập, dân không qua được', { sentLastDay: 9, sentLastHour: 3 }],
    ['KHÔNG CÓ NƯỚC SẠCH CẢ THÁNG NAY, TRẺ CON ỐM HẾT!!!!', { accountAgeDays: null, hasMedia: true }],
  ])('“%s”', (text, change = {}) => expect(scoreOf(text, change)).toBeLessThan(40));
});

describe('what nobody wants an answer to', () => {
  it.each<[string, SpamReason, Partial<SpamQuestion>?]>([
    ['Vay nhanh trong ngày, không cần thế chấp, lãi suất thấp, LH zalo 0912345678', 'advertising'],
    ['vay tien nhanh giai ngan trong 5p ko the chap ib em nhe', 'advertising'],
    ['Hỗ trợ vay vốn online, bao nợ xấu, giải ngân ngay. Alo ngay 0987 654 321', 'advertising'],
    ['Casino trực tuyến uy tín số 1, nạp đầu tặng 100%, truy cập http://bet-abc.vip', 'advertising'],
    ['Nhà cái hàng đầu, tài xỉu, xóc đĩa, đổi thưởng uy tín', 'advertising'],
    ['game bai doi thuong no hu link https://abc.club', 'advertising'],
    ['https://kiemtien.xyz/ref=123', 'advertising'],
    ['nhanqua88.top', 'advertising'],
    ['🔥🔥 SALE SẬP SÀN 🔥 Giảm giá 50% mỹ phẩm chính hãng, freeship toàn quốc, inbox ngay', 'advertising'],
    ['Shop em chuyên bán hàng xách tay giá rẻ, mua ngay zalo 0912.345.678', 'advertising'],
    ['Thuốc giảm cân gia truyền, trị dứt điểm, liên hệ 0912345678 để được tư vấn', 'advertising'],
    ['Việc nhẹ lương cao, làm tại nhà thu nhập 500k/ngày, kb zalo nhận việc', 'advertising'],
    ['viec nhe luong cao kiem tien online tai nha hoa hong hap dan click link', 'advertising'],
    ['Đầu tư sinh lời bitcoin, forex lãi 30% mỗi tháng, tham gia ngay nhóm telegram', 'advertising'],
    ['Cần bán lô đất đẹp giá rẻ 500 triệu, sổ đỏ chính chủ, lh 0912345678', 'advertising'],
    ['Hút bể phốt, thông tắc cống giá rẻ, gọi ngay 0912 345 678', 'advertising'],
    ['Bên em chuyên lắp camera, lắp wifi giá ưu đãi, liên hệ 0912345678', 'advertising'],
    ['Soi cầu lô đề online chuẩn 99%, nhận ngay vip miễn phí', 'advertising'],
    ['gái xinh chat sex miễn phí zalo.me/g/abcdef', 'advertising'],
    ['Chúc mừng ông bà trúng thưởng xe máy, nhận quà bấm vào link bit.ly/abc', 'advertising'],
    ['KHUYẾN MÃI KHUYẾN MÃI ƯU ĐÃI LỚN ĐẶT HÀNG NGAY CHỐT ĐƠN INBOX', 'advertising'],
    ['Tuyển CTV bán hàng online hoa hồng cao, inbox em tư vấn', 'advertising'],
    ['Bán lợn giống giá rẻ, ai mua gọi 0912345678', 'advertising'],
    ['Chuyển nhượng lô góc 2 mặt tiền, 900tr bao sang tên, LH 0912 345 678', 'advertising'],
    ['Kiếm 500k mỗi ngày chỉ cần điện thoại, inbox', 'advertising'],
    ['Ae vào nhóm kèo tài xỉu https://t.me/abc', 'advertising'],
    ['Nhận làm bằng giả, cccd giả, liên hệ telegram', 'advertising'],
    ['asdfghjkl', 'gibberish'],
    ['qwe rty uio', 'gibberish'],
    ['ajsdh akjsd', 'gibberish'],
    ['asdf jkl qwer zxcv', 'gibberish'],
    ['dfjkgh sdkfjhg skdjfhg', 'gibberish'],
    ['kjhgfdsa mnbvcxz', 'gibberish'],
    ['aaaaaaaaaaaaaaaa', 'gibberish'],
    ['hahahahahahahaha', 'gibberish'],
    ['alo alo alo alo alo alo', 'gibberish'],
    ['test test test', 'gibberish'],
    ['test', 'gibberish'],
    ['bcdfgh', 'gibberish'],
    ['.........', 'gibberish'],
    ['123456', 'gibberish'],
    ['🤣🤣🤣🤣', 'gibberish'],
    ['', 'gibberish'],
    ['ádjkfhạ kjsdhfkjshdf ksjdhfk', 'gibberish'],
    ['Đường hỏng rồi sửa đi', 'repeated', { recentTexts: ['Đường hỏng rồi sửa đi', 'duong hong roi, sua di!', 'ĐƯỜNG HỎNG RỒI SỬA ĐI'] }],
    ['Đường hỏng rồi', 'flood', { sentLastHour: 12, sentLastDay: 12 }],
    ['Đường hỏng rồi', 'flood', { sentLastHour: 3, sentLastDay: 80 }],
    ['asdfghjkl', 'gibberish', { accountAgeDays: null, sentLastHour: 5 }],
  ])('“%s” for %s', (text, reason, change = {}) => {
    const { score, reasons } = spamScore(question(text, change));
    expect(score).toBeGreaterThanOrEqual(70);
    expect(reasons[0]).toBe(reason);
  });
});

describe('in between', () => {
  it.each<[string, Partial<SpamQuestion>, SpamReason]>([
    ['Please repair the broken street lights quickly', {}, 'gibberish'],
    ['道路坏了请修理', {}, 'gibberish'],
    ['Đèn đường xóm 5 không sáng', { recentTexts: ['Đèn đường xóm 5 không sáng', 'den duong xom 5 khong sang'] }, 'repeated'],
    ['Đường hỏng rồi', { sentLastHour: 8 }, 'flood'],
    ['Ai có nhu cầu vay tiền liên hệ 0912345678', {}, 'advertising'],
  ])('“%s” is looked at, not put aside', (text, change, reason) => {
    const { score, reasons } = spamScore(question(text, change));
    expect(score).toBeGreaterThanOrEqual(40);
    expect(score).toBeLessThan(70);
    expect(reasons).toContain(reason);
  });

  it('names capitals without letting them weigh', () => {
    expect(spamScore(question('ĐƯỜNG XÓM 5 HỎNG NẶNG LẮM RỒI'))).toEqual({ score: 15, reasons: ['shouting'] });
    expect(spamScore(question('Đường xóm 5 hỏng nặng lắm rồi'))).toEqual({ score: 0, reasons: [] });
    expect(spamScore(question('ĐƯỜNG HỎNG RỒI SỬA ĐI', { recentTexts: ['Đường hỏng rồi sửa đi'], sentLastHour: 4 }))).toEqual({
      score: 47,
      reasons: ['repeated', 'flood', 'shouting'],
    });
  });
});

describe('any text', () => {
  const anyQuestion = fc.record({
    text: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.lorem(), fc.string({ unit: fc.constantFrom(...'ab oi.k1') })),
    recentTexts: fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 }),
    sentLastHour: fc.nat(30),
    sentLastDay: fc.nat(100),
    hasMedia: fc.boolean(),
    accountAgeDays: fc.option(fc.nat(1000)),
  });

  it('gets a whole number from 0 to 100, each reason once, and none without a reason', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const { score, reasons } = spamScore(asked);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(new Set(reasons).size).toBe(reasons.length);
        expect(reasons.length > 0).toBe(score > 0);
        expect(spamScore({ ...asked, text: asked.text.normalize('NFD') }).score).toBe(
          spamScore({ ...asked, text: asked.text.normalize('NFC') }).score,
        );
      }),
    );
  });

  it('looks no better for being sent more often', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const { score } = spamScore(asked);
        expect(spamScore({ ...asked, sentLastHour: asked.sentLastHour + 5 }).score).toBeGreaterThanOrEqual(score);
        expect(spamScore({ ...asked, recentTexts: [...asked.recentTexts, asked.text] }).score).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  it('is judged within a moment, however long', () => {
    const started = performance.now();
    for (const unit of ['a', 'ao', 'vay ', 'http://', '.com', '5 ', 'ha', '🔥', 'ng', 'bet', '1.'])
      scoreOf(unit.repeat(Math.ceil(10_000 / unit.length)), { recentTexts: [unit.repeat(2_000)] });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('words', () => {
  it.each([...'duong nghieng khuyu quyen gieng slao bjooc wifi camera ubnd dc duongxom5hong ddwuongf chuyeenf'.split(' ')])(
    '%s can be said',
    (word) => expect(isWordLike(word)).toBe(true),
  );
  it.each([...'asdfg jkl hello street bcd zxcvb kjhsd'.split(' ')])('%s cannot', (word) => expect(isWordLike(word)).toBe(false));
});

describe('slowing down', () => {
  it.each([
    [0, 0, 0, 0],
    [39, 3, 1, 0],
    [0, 0, 2, 30],
    [40, 0, 0, 30],
    [0, 4, 0, 30],
    [70, 0, 0, 120],
    [0, 7, 0, 120],
    [40, 0, 1, 120],
    [90, 0, 0, 600],
    [0, 11, 0, 600],
    [70, 7, 1, 600],
    [0, 20, 0, 3_600],
    [100, 0, 1, 3_600],
    [100, 30, 99, 3_600],
  ])('score %i, %i in the last hour, refused %i times: %i seconds', (score, sentLastHour, refusedLately, seconds) =>
    expect(slowDown({ score, sentLastHour, refusedLately })).toBe(seconds),
  );

  it('never shortens when anything grows', () => {
    const numbers = fc.tuple(fc.nat(99), fc.nat(30), fc.nat(6));
    fc.assert(
      fc.property(numbers, ([score, sentLastHour, refusedLately]) => {
        const wait = slowDown({ score, sentLastHour, refusedLately });
        expect([0, 30, 120, 600, 3_600]).toContain(wait);
        expect(slowDown({ score: score + 1, sentLastHour, refusedLately })).toBeGreaterThanOrEqual(wait);
        expect(slowDown({ score, sentLastHour: sentLastHour + 1, refusedLately })).toBeGreaterThanOrEqual(wait);
        expect(slowDown({ score, sentLastHour, refusedLately: refusedLately + 1 })).toBeGreaterThanOrEqual(wait);
      }),
    );
  });
});
