import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, searchProcedures } from './search-text.js';
import { isOneEditApart, untelexed } from './search-words.js';

const rows: readonly [code: string, plainName: string, name: string, ...synonyms: string[]][] = [
  ['1.001193', 'Đăng ký khai sinh', 'Thủ tục đăng ký khai sinh', 'làm giấy khai sinh', 'khai sinh cho con'],
  ['1.000894', 'Đăng ký kết hôn', 'Thủ tục đăng ký kết hôn', 'làm giấy cưới', 'giấy kết hôn', 'cưới'],
  ['1.000656', 'Đăng ký khai tử', 'Thủ tục đăng ký khai tử', 'báo tử', 'giấy chứng tử'],
  ['1.004873', 'Xác nhận tình trạng hôn nhân', 'Thủ tục cấp Giấy xác nhận tình trạng hôn nhân', 'giấy độc thân', 'xác nhận độc thân'],
  [
    '1.004859',
    'Sửa giấy tờ hộ tịch',
    'Thủ tục thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc',
    'cải chính',
    'đổi tên',
    'sửa năm sinh',
  ],
  [
    '2.000635',
    'Bản sao khai sinh, trích lục',
    'Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh',
    'trích lục',
    'bản sao giấy khai sinh',
  ],
  ['2.002516', 'Xác nhận thông tin hộ tịch', 'Xác nhận thông tin hộ tịch'],
  ['1.004884', 'Đăng ký lại khai sinh', 'Đăng ký lại khai sinh', 'mất giấy khai sinh'],
  ['1.004772', 'Khai sinh cho người đã có giấy tờ', 'Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân'],
  ['1.001022', 'Nhận cha, mẹ, con', 'Đăng ký nhận cha, mẹ, con', 'nhận con'],
  ['1.000689', 'Khai sinh kết hợp nhận cha, mẹ, con', 'Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con'],
  ['1.004837', 'Đăng ký giám hộ', 'Đăng ký giám hộ'],
  ['1.004845', 'Chấm dứt giám hộ', 'Đăng ký chấm dứt giám hộ'],
  ['3.000323', 'Giám sát việc giám hộ', 'Đăng ký giám sát việc giám hộ'],
  ['1.004746', 'Đăng ký lại kết hôn', 'Đăng ký lại kết hôn'],
  ['1.005461', 'Đăng ký lại khai tử', 'Đăng ký lại khai tử'],
  ['1.003583', 'Khai sinh lưu động', 'Đăng ký khai sinh lưu động'],
  ['1.000593', 'Kết hôn lưu động', 'Đăng ký kết hôn lưu động'],
  ['1.000419', 'Khai tử lưu động', 'Đăng ký khai tử lưu động'],
  ['2.000528', 'Khai sinh có yếu tố nước ngoài', 'Đăng ký khai sinh có yếu tố nước ngoài'],
  ['2.000806', 'Kết hôn có yếu tố nước ngoài', 'Đăng ký kết hôn có yếu tố nước ngoài', 'lấy chồng nước ngoài'],
  ['2.001263', 'Nuôi con nuôi', 'Đăng ký việc nuôi con nuôi trong nước', 'nhận con nuôi'],
  [
    '2.000815',
    'Chứng thực bản sao',
    'Chứng thực bản sao từ bản chính giấy tờ, văn bản',
    'sao y',
    'công chứng',
    'sao y bản chính',
    'photo công chứng',
  ],
  ['2.000884', 'Chứng thực chữ ký', 'Chứng thực chữ ký trong các giấy tờ, văn bản', 'điểm chỉ', 'xác nhận chữ ký', 'giấy ủy quyền'],
  [
    '2.001035',
    'Chứng thực giao dịch',
    'Chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất, nhà ở',
    'mua bán đất',
    'tặng cho đất',
  ],
  ['2.001019', 'Chứng thực di chúc', 'Chứng thực di chúc', 'làm di chúc'],
  ['2.001406', 'Phân chia di sản', 'Chứng thực văn bản thỏa thuận phân chia di sản', 'chia thừa kế'],
  ['1.004222', 'Đăng ký thường trú', 'Đăng ký thường trú', 'nhập khẩu', 'nhập hộ khẩu', 'chuyển khẩu'],
  ['1.004194', 'Đăng ký tạm trú', 'Đăng ký tạm trú', 'KT3'],
  ['1.010038', 'Tách hộ', 'Tách hộ', 'tách khẩu'],
  ['1.010041', 'Xác nhận thông tin về cư trú', 'Xác nhận thông tin về cư trú', 'giấy xác nhận cư trú', 'CT07'],
  ['1.003677', 'Khai báo tạm vắng', 'Khai báo tạm vắng', 'cắt khẩu'],
  ['2.001159', 'Thông báo lưu trú', 'Thông báo lưu trú'],
  ['1.014061', 'Cấp thẻ căn cước', 'Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên', 'làm căn cước', 'CCCD', 'căn cước công dân'],
  ['3.000228', 'Định danh điện tử mức 2', 'Cấp tài khoản định danh điện tử mức độ 2', 'VNeID'],
  ['1.011607', 'Công nhận hộ nghèo, cận nghèo', 'Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm'],
  ['1.011608', 'Thoát nghèo, thoát cận nghèo', 'Công nhận hộ thoát nghèo, hộ thoát cận nghèo'],
  ['1.001776', 'Trợ cấp xã hội hằng tháng', 'Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng'],
  ['1.014027', 'Trợ cấp hưu trí xã hội', 'Trợ cấp hưu trí xã hội', 'tiền người già', 'trợ cấp người cao tuổi'],
  ['1.001699', 'Giấy xác nhận khuyết tật', 'Xác định, xác định lại mức độ khuyết tật và cấp Giấy xác nhận khuyết tật'],
  ['1.001731', 'Hỗ trợ mai táng', 'Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội'],
  ['1.010833', 'Mai táng người có công', 'Giải quyết chế độ mai táng phí đối với người có công'],
  ['1.012812', 'Hòa giải tranh chấp đất đai', 'Hòa giải tranh chấp đất đai'],
  ['1.013978', 'Làm sổ đỏ lần đầu', 'Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất lần đầu', 'sổ đỏ', 'sổ hồng', 'bìa đỏ'],
  ['1.001612', 'Đăng ký hộ kinh doanh', 'Đăng ký thành lập hộ kinh doanh', 'mở cửa hàng', 'giấy phép kinh doanh'],
  ['1.013225', 'Giấy phép xây dựng nhà ở', 'Cấp giấy phép xây dựng mới', 'xin phép xây nhà'],
  ['2.000950', 'Công nhận tổ trưởng tổ hòa giải', 'Công nhận tổ trưởng tổ hòa giải'],
];
const catalogue = rows.map(([code, plainName, name, ...synonyms]) => ({ code, plainName, name, synonyms }));
const codes = (query: string): string[] => searchProcedures(query, catalogue).items.map((item) => item.code);

describe('fold', () => {
  it.each([
    ['Đăng ký  Khai Sinh', 'dang ky khai sinh'],
    ['ĐĂNG KÝ', 'dang ky'],
    ['Thủ tục: nhận cha, mẹ, con.', 'thu tuc nhan cha me con'],
    ['  1.001193 ', '1.001193'],
    ['hoà', 'hoa'],
    ['hòa', 'hoa'],
    ['Tân Linh'.normalize('NFD'), 'tan linh'],
    ['Phú Lạc (cũ)', 'phu lac cu'],
    ['', ''],
    ['…!?', ''],
  ])('%j → %j', (text, folded) => expect(fold(text)).toBe(folded));

  it('is stable and blind to how the letters are composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });
});

describe('what residents type', () => {
  it.each([
    ['dang ky khai sinh', '1.001193'],
    ['khai sinh', '1.001193'],
    ['Đăng ký khai sinh', '1.001193'],
    ['ĐĂNG KÍ KHAI SINH', '1.001193'],
    ['làm giấy khai sinh', '1.001193'],
    ['khai sihn', '1.001193'],
    ['khai sin', '1.001193'],
    ['khaisinh', '1.001193'],
    ['dangkykhaisinh', '1.001193'],
    ['khai sinhs', '1.001193'],
    ['ddawng kys khai sinh', '1.001193'],
    ['Đăng ký khai sinh'.normalize('NFD'), '1.001193'],
    ['làm khai sinh cho cháu ngoại ở bệnh viện', '1.001193'],
    ['dang ki ket hom', '1.000894'],
    ['ket hon', '1.000894'],
    ['làm giấy cưới', '1.000894'],
    ['kết hôn người nước ngoài', '2.000806'],
    ['giấy độc thân', '1.004873'],
    ['giay doc than', '1.004873'],
    ['giaays ddoocj thaan', '1.004873'],
    ['sao y', '2.000815'],
    ['sao i', '2.000815'],
    ['công chứng', '2.000815'],
    ['coong chuwngs', '2.000815'],
    ['cong chung giay to', '2.000815'],
    ['chứng thực chữ kí', '2.000884'],
    ['nhập khẩu', '1.004222'],
    ['nhap khau', '1.004222'],
    ['cắt khẩu', '1.003677'],
    ['báo tử', '1.000656'],
    ['bao tu', '1.000656'],
    ['hoà giải đất đai', '1.012812'],
    ['hòa giải tranh chấp', '1.012812'],
    ['can cuoc', '1.014061'],
    ['cccd', '1.014061'],
    ['so do', '1.013978'],
    ['vneid', '3.000228'],
    ['1.004873', '1.004873'],
    ['1004873', '1.004873'],
    ['nuoi con nuoi', '2.001263'],
    ['tam tru', '1.004194'],
  ])('%j finds %s first', (query, code) => expect(codes(query)[0]).toBe(code));

  it.each(['xyzzy', 'qwerty uiop', 'asdf', 'bitcoin', 'mua xe hơi cũ', 'con mèo', 'zzzz khai', '1.999999', '12345'])(
    'finds nothing for %j',
    (query) => expect(searchProcedures(query, catalogue)).toEqual({ items: [], hint: null }),
  );

  it('gives everything in its order when nothing is typed', () => {
    expect(searchProcedures('  ', catalogue)).toEqual({ items: catalogue, hint: null });
  });

  it('puts the exact name before names that contain it, and those before misspelt ones', () => {
    const found = codes('khai tu');
    expect(found.slice(0, 1)).toEqual(['1.000656']);
    expect(found).toEqual(expect.arrayContaining(['1.005461', '1.000419']));
    expect(found).not.toContain('1.001193');
  });

  it('finds the procedure with any one letter wrong, missing, doubled or swapped, in any of these names', () => {
    const names: [string, string][] = [
      ['khai sinh', '1.001193'],
      ['dang ky khai sinh', '1.001193'],
      ['dang ky ket hon', '1.000894'],
      ['tinh trang hon nhan', '1.004873'],
      ['chung thuc ban sao', '2.000815'],
      ['dang ky thuong tru', '1.004222'],
    ];
    const letters = 'abcdeghiklmnopqrstuvxy';
    for (const [name, code] of names) {
      const missed: string[] = [];
      for (let at = 0; at < name.length; at++) {
        const [before, letter, after] = [name.slice(0, at), name[at], name.slice(at + 1)];
        const edits = [before + after, `${before}${letter}${letter}${after}`, `${before}${after.slice(0, 1)}${letter}${after.slice(1)}`];
        for (const other of letters) if (letter !== ' ') edits.push(before + other + after);
        for (const edit of edits) if (!codes(edit).includes(code)) missed.push(edit);
      }
      expect(missed).toEqual([]);
    }
  });

  it('never fails and never invents an item, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (query) => {
        const { items } = searchProcedures(query, catalogue);
        expect(new Set(items).size).toBe(items.length);
        for (const item of items) expect(catalogue).toContain(item);
      }),
    );
  });
});

describe('hints', () => {
  it.each(['sổ hộ khẩu', 'so ho khau', 'hộ khẩu', 'làm sổ hộ khẩu', 'đăng ký sổ hộ khẩu', 'sổ hộ khảu', 'so ho khua'])(
    'says that %j no longer exists and offers what replaced it',
    (query) => {
      const { items, hint } = searchProcedures(query, catalogue);
      expect(items.map((item) => item.code)).toEqual(expect.arrayContaining(['1.010041', '1.004222']));
      expect(hint).toContain('không còn dùng');
    },
  );

  it.each(['CMND', 'cmnd', 'làm CMND', 'chứng minh nhân dân', 'chung minh thu'])('leads %j to the identity card', (query) => {
    const { items, hint } = searchProcedures(query, catalogue);
    expect(items[0]?.code).toBe('1.014061');
    expect(hint).toContain('căn cước');
  });

  it('keeps procedures that only mention the old book first', () => {
    expect(codes('tách hộ khẩu')[0]).toBe('1.010038');
    expect(codes('nhập hộ khẩu')[0]).toBe('1.004222');
  });

  it.each(['trợ cấp', 'mai tang', 'giám hộ', 'hộ nghèo'])('asks back when %j fits several', (query) => {
    const { items, hint } = searchProcedures(query, catalogue);
    expect(items.length).toBeGreaterThan(1);
    expect(hint).toContain('nhiều thủ tục');
  });

  it('asks nothing when one procedure carries the name', () => expect(searchProcedures('khai sinh', catalogue).hint).toBeNull());
});

describe('the parts', () => {
  it.each([
    ['ddawng kys', 'dang ky'],
    ['khai sinhs', 'khai sinh'],
    ['thuwowngf trus', 'thuong tru'],
    ['giaasy', 'giay'],
    ['nghifn', 'nghin'],
    ['wng', 'ung'],
    ['cmnd', 'cmnd'],
    ['sao y', 'sao y'],
  ])('takes the tone keys out of %j', (typed, plain) => expect(untelexed(typed)).toBe(plain));

  it('leaves text alone that has no tone keys in it', () => {
    for (const { name } of catalogue) expect(untelexed(fold(name))).toBe(fold(name));
  });

  it('knows one edit from none and two', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(isOneEditApart(one, other)).toBe(distance(one, other) === 1);
      }),
    );
  });

  it('does not take much longer than looking for the words in each name as it stands', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => ({ ...(catalogue[index % catalogue.length] as (typeof catalogue)[number]) }));
    const queries = [
      'khai sinh',
      'khai sihn',
      'dang ki ket hom',
      'giay doc than',
      'xyzzy qwerty',
      'ddawng kys',
      'lam khai sinh cho chau ngoai',
    ];
    /** Of many rounds, after one that prepares the names: free of the neighbours' noise. */
    const fastest = (search: (query: string) => unknown): number => {
      const round = () => {
        const begun = performance.now();
        for (const query of queries) search(query);
        return performance.now() - begun;
      };
      round();
      return Math.min(...Array.from({ length: 40 }, round));
    };
    const plainly = (query: string) =>
      hundred.filter(({ name, plainName, synonyms }) => fold([name, plainName, ...synonyms].join(' ')).includes(fold(query)));
    expect(fastest((query) => searchProcedures(query, hundred))).toBeLessThan(4 * fastest(plainly));
  });
});

/** Damerau–Levenshtein distance (optimal string alignment), the slow way. */
function distance(one: string, other: string): number {
  const row: number[][] = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => row[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++) {
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, at(i - 2, j - 2) + 1);
      (row[i] as number[])[j] = least;
    }
  }
  return at(one.length, other.length);
}
