/**
 * What `legal-signs.ts` looks for. A phrase is written with its marks; `/` stands between words that may take one another's place, `_` joins
 * the parts of one of them, and nothing before or after a `/` means that the word may be missing. A phrase that begins with `~` reads as
 * something else when it is typed without marks ("to cao" is also a tall tree), so it then counts only beside another word.
 */
export const names = {
  // Who.
  official: `
    ~thầy
    cán_bộ/công_chức/viên_chức/quan_chức/bí_thư/chủ_tịch/công_an/cảnh_sát/địa_chính/kế_toán/thủ_quỹ/hiệu_trưởng/hiệu_phó/thầy_giáo
    cô_giáo/giáo_viên/bác_sĩ/y_sĩ/y_tá/kiểm_lâm/lãnh_đạo/giám_đốc/ủy_ban/ubnd/ban_quản_lý/nhà_thầu/chủ_thầu/xóm_trưởng/xóm_phó
    thôn_trưởng/thôn_phó/đảng_viên/nhà_trường/hội_trưởng/csgt/dân_quân, trạm/tổ/bản/đội trưởng
    trưởng/phó xóm/thôn/bản/làng/phòng/trạm/ban/công_an/hội, người/người_của/mấy_ông xã/ủy_ban/huyện
    cán_bộ/nhân_viên thuế/điện/điện_lực/ngân_hàng/bảo_hiểm/chính_sách
  `,
  person: `
    ~bà/cô/chú/cậu/dì/lão/mụ/gã/nó/họ/chị, ông/anh/thằng/hắn/hấn/chúng_nó/tụi_nó/bọn_họ/vợ_chồng/hàng_xóm/bố_dượng/cha_dượng/mẹ_kế
    bảo_vệ trường/chợ
  `,
  polite: `
    các/quý anh/chị/bác/chú/cô/ông/bà/anh_chị, chào/dạ_thưa anh/chị/bác/chú/cô/ông/bà, anh_chị/cô_bác/chú_bác, anh/chị/chú/bác/cô ơi
    xã/xóm/thôn/làng tôi/tui/em/mình/ta/choa
  `,
  me: `tôi/tui/em/mình/choa/chúng_tôi/chúng_em/gia_đình, nhà tôi/em/mình/tui/cháu/con`,
  folk: `~dân, bà_con/người_dân/nhân_dân/hộ_dân/hộ_nghèo/chị_em`,
  kin: `
    ~vợ/chồng/mẹ/bố/cụ/trẻ/bé, ông/bà/bố/mẹ/anh/chị/vợ/chồng/con/cháu tôi/em/mình
    con/cháu/mấy_đứa/đứa_trẻ/đứa_bé/trẻ_con/thanh_niên/người/học_sinh/trẻ_em/em_bé/trẻ_nhỏ/cháu_bé/các_cháu/các_em
  `,
  ours: `
    của tôi/tui/em/mình/dân/bà_con/người_dân/nhân_dân/hộ_nghèo/nhà_tôi/nhà_em/gia_đình/chúng_tôi/các_cháu/các_cụ/người_già/học_sinh
    của chị_em, của bố/mẹ/ông/bà/vợ/chồng/con/cháu tôi/em
  `,
  // What turns a meaning.
  asks: `~báo/nhờ, đề_nghị/kính_gửi/gửi/mong/xin/thưa/kính_thưa/báo_cáo/kiến_nghị/trình`,
  praise: `cảm_ơn/cám_ơn/biết_ơn/biểu_dương/bắt_được/vừa_bắt/đã_bắt/triệt_phá/đã_xử_lý/khởi_tố/hoan_nghênh/tuyên_dương, ~khen`,
  not: `~chưa/chả/nỏ/đừng/hông/hổng, không/chẳng, không/chẳng/chưa hề/bao_giờ/từng/ai/phải/có, đâu có, làm_gì có, từ_chối/khước_từ`,
  rather: `không những/chỉ/hiểu/biết/thể/ít/lẽ, chưa biết`,
  contrast: `mà/song, nhưng/tuy_nhiên/vậy_mà/thế_mà/ai_ngờ/nhưng_mà`,
  prevent: `
    ~lớp/chống/phim, viết_bài/làm_bài/chủ_đề, phòng chống/tránh/ngừa
    tuyên_truyền/tập_huấn/tìm_hiểu/cuộc_thi/bài_trừ/tác_hại/cảnh_giác/cảnh_báo/đẩy_lùi/ngăn_ngừa/kiến_thức/chuyên_đề
  `,
  against: `~bắt/dẹp/vụ/nạn/về/nói, xử_lý/ngăn_chặn/điều_tra/phát_hiện/kiểm_tra/thanh_tra/giải_quyết/phát_biểu/làm_rõ/họp`,
  doubt: `
    ~hỏi/mẫu/nghi
    trường_hợp/hướng_dẫn/cách/thủ_tục/trình_tự/nghe_đồn/nghe_nói/báo_đăng/đưa_tin/đăng_tin/thời_sự/xã_khác/tin_đồn/hình_như/nghi_ngờ
    thời_hạn/nơi_nhận/nơi_tiếp_nhận
  `,
  suppose: `nếu/giả_sử/chẳng_may/ví_dụ, ~lỡ`,
  query: `
    ở/chỗ/nơi đâu/mô/nào, như/ thế_nào, ra/làm sao, gặp/cho ai, bao lâu/giờ/nhiêu, khi/số/ai/cơ_quan/kiểu/cái nào, được không
    mấy giờ, hỏi
  `,
  past: `
    hôm/chiều/tối/sáng/đêm qua/kia/nọ/trước, tuần/tháng/năm/đợt/lần trước/ngoái/rồi, ~hồi
    trước_đây/mọi_năm/từ_đầu/năm_nào/dập_tắt/dập_xong/đã_dập, tháng/tuần/ngày/mùa/đêm nào_cũng, may_mà/di_chứng/nằm_liệt/khuyết_tật
  `,
  risk: `~dễ/tránh/gây/sợ/tưởng, suýt, nguy_cơ/hay/thường_xuyên/đề_phòng/có_thể/hạn_chế/bảo_hiểm/khi_có/khi_xảy_ra`,
  tell: `~bảo/hẹn/mời/gọi/nhắc/báo/để/phát/trả, thông_báo/hướng_dẫn`,
  // Denunciation: saying so, wrongs, money.
  say: `~tố_cáo, tố_giác`,
  charge: `đơn/thư/bài tố_cáo/tố_giác`,
  topic: `~bị/người/quyền/luật tố_cáo, giải_quyết/khiếu_nại/tiếp_nhận/mẫu_đơn/nội_dung/luật tố_cáo`,
  accuse: `~tố`,
  deed: `hành_vi/việc/vụ/tội/chuyện/tình_trạng/kết_quả`,
  graft: `
    tham ô/nhũng
    biển_thủ/thụt_két/trục_lợi/xà_xẻo/cắt_xén/bớt_xén/hối_lộ/đút_lót/lót_tay/bôi_trơn/chung_chi/mua_chuộc/ăn_chận/ăn_gian/ăn_bẩn
    rút_ruột/tư_túi/chia_chác/thông_đồng/móc_nối/bao_che/bảo_kê/chống_lưng/tiếp_tay/chiếm_đoạt/chiếm_dụng/cưỡng_đoạt/lạm_quyền
    cậy_quyền/quỹ_đen/ăn_chặn/ăn_bớt/ăn_tiền/vòi_vĩnh/vòi_tiền/tống_tiền/moi_tiền, chạy chọt/tiền/án/chức/quyền/chế_độ/tội/điểm/việc
    ôm/cuỗm tiền, bằng/bằng_cấp/bằng_đại_học giả, bỏ/đút túi, cấu/câu kết
    lợi_dụng/lạm_dụng/lạm chức_vụ/chức_quyền/quyền_hạn/quyền_lực, khai/kê/lập/ký/nâng/hóa_đơn/chứng_từ/danh_sách khống
    khai man/gian, lấy/mượn/ghi tên người_chết/người_khác, làm_giả/giả_mạo/giả chữ_ký/giấy_tờ/hồ_sơ/sổ_đỏ, ~ăn/cướp đất
    bán đất công/trái_phép, bắt/giữ người trái, bắt nhốt, không đưa/chi tiền/phong_bì/ thì/là không/chưa/ngâm/bị
  `,
  fraud: `lừa đảo/tiền`,
  violence: `
    đánh_đập/hành_hung/bạo_hành/hành_hạ/ngược_đãi/hiếp_dâm/cưỡng_hiếp/hãm_hiếp/dâm_ô/xâm_hại/sàm_sỡ/sờ_mó/sờ_soạng/quấy_rối/giở_trò
    gạ_tình/ấu_dâm, bạo_lực gia_đình/học_đường
  `,
  hit: `~đánh/tát/đấm/đạp/chém/đâm`,
  vice: `
    ~số_đề, chứa cờ_bạc/bạc
    ma_túy/hút_chích/tiêm_chích/cờ_bạc/đánh_bạc/sòng_bạc/sới_bạc/xóc_đĩa/sóc_đĩa/cá_độ/lô_đề/ghi_đề/đánh_đề/mại_dâm/trộm_cắp/ăn_trộm
    ăn_cắp/nặng_lãi/tín_dụng_đen/buôn_lậu, trộm chó/gà/bò/trâu/xe/vào/đột_nhập
  `,
  deal: `~chứa/buôn/bán/mở/chơi/hút/trồng, tổ_chức/cho_vay`,
  favour: `người_nhà vào, cho người_nhà, cho em/cháu/anh/con ruột`,
  slip: `biên_lai/hóa_đơn/phiếu_thu`,
  receipt: `không/không_có/không_viết/không_đưa biên_lai/hóa_đơn/phiếu_thu`,
  take: `~nhận`,
  grab: `~lấy/ăn/cầm/vét, rút/cắt_bớt/giữ_lại/chiếm`,
  give: `~đưa/biếu/chi/lót/kẹp/đút`,
  force: `~phải/ép/buộc, bắt_buộc/yêu_cầu`,
  unless: `~mới/để, nhanh/xong_ngay/làm_ngơ/cho_qua/bỏ_qua`,
  bribe: `phong_bì/lót_tay/bồi_dưỡng`,
  money: `tiền/xiền`,
  sum: `~nghìn/ngàn/tỷ, triệu`,
  gift: `~quà`,
  dues: `
    tiền điện/nước/rác/phí/thuế/thuê/công/quỹ/hưu/lương/học/học_phí/lệ_phí/bảo_hiểm/thưởng/ủng_hộ/tết/mặt/dịch_vụ/bán/gửi/vay/giống
    tiền ăn/lãi/xe/vé/cọc/khám/thuốc/photo/phạt/sách/đồng_phục/đóng_góp/thừa/già
  `,
  fee: `
    ~phí/thuế
    hỗ_trợ/trợ_cấp/phụ_cấp/lương/học_phí/lệ_phí/bảo_hiểm/học_bổng/chính_sách/mai_táng/an_sinh/dịch_vụ/ủng_hộ/sử_dụng/chế_độ/hưởng
    vốn/ngân_sách/kinh_phí/dự_án
  `,
  behalf: `~hộ/giúp/thay`,
  getting: `được/danh_sách/lịch/đi/lên/đến/ra/ai`,
  selfish: `tiêu/túi/ăn/của/cho riêng, cá_nhân/tiêu_xài, xây nhà, mua xe`,
  suffer: `bị, ~mất`,
  demand: `~đòi/vòi, gợi_ý/đòi_hỏi`,
  payer: `của/từ nhà_hàng/công_ty/doanh_nghiệp/chủ/lâm_tặc/nhà_xe/quán/xưởng/người/họ`,
  aid: `tiền/gạo/hàng/quà hỗ_trợ/trợ_cấp/phụ_cấp/cứu_trợ/từ_thiện/chính_sách/đền_bù/bồi_thường/chế_độ`,
  paper: `~sổ/giấy, hồ_sơ/thủ_tục/chứng_nhận`,
  thing: `cây/cột/nhà/tường`,
  // Complaint.
  appeal: `khiếu nại/lại/kiện`,
  petition: `đơn khiếu nại/lại/kiện`,
  ruling: `
    ~phạt, quyết_định/biên_bản/xử_phạt/thu_hồi/cưỡng_chế/giải_tỏa/kết_luận, cách/kết_quả giải_quyết/xử_lý
    cắt chế_độ/trợ_cấp/hộ_nghèo/chế_độ_hộ_nghèo, loại khỏi, gạch tên
  `,
  redress: `bồi_thường/đền_bù`,
  disagree: `không/chưa/nỏ/chẳng đồng_ý/nhất_trí/chấp_nhận/tán_thành/đồng_tình, phản_đối`,
  wrong: `sai/oan, trái luật/pháp_luật/quy_định, không đúng/thỏa_đáng/công_bằng, vô_lý/bất_công/rẻ_mạt/xâm_phạm`,
  redo: `~hủy, xem_xét_lại/xem_lại/xét_lại/hủy_bỏ/rút_lại/bãi_bỏ`,
  // Emergency.
  now: `đang/khẩn_cấp, ~rồi/ngay/vừa/gấp`,
  there: `có/xảy_ra`,
  help: `cứu với/tôi/em/gấp/người/nhanh, nhờ cứu, sos`,
  fire: `cháy nhà/rừng, đám_cháy to/lớn, bốc_cháy/hỏa_hoạn, nổ bình/ ga/gas, bình ga/gas nổ`,
  ember: `
    đám_cháy/chập_điện/tóe_lửa, khói/khói_đen/khói_lửa bốc, lửa cháy/lan/bốc, rò_rỉ/hở điện, mùi gas, ~mùi ga
    rò/rò_rỉ/xì khí/ ga/gas, dây_điện đứt/rơi
  `,
  burn: `~cháy`,
  big: `to/lớn/dữ_dội`,
  home: `nhà/rừng/rơm`,
  spot: `~kho/trường/đồi/chợ/quán/xưởng/trại`,
  crop: `~nắng/hạn/lúa/ruộng/ngô/rau/đèn/bóng, cầu_chì/ổ_điện/máy_bơm/máy_biến_áp/máy_tính/máy_giặt/tivi/tủ_lạnh/loa, ~âm/bơm`,
  crash: `tai_nạn, va_chạm xe, xe/xe_tải/xe_máy/ô_tô lật/đâm/tông/đâm_nhau/tông_nhau, lật/đâm/tông xe`,
  grave: `nghiêm_trọng/nạn_nhân, ~chết`,
  hurt: `gãy chân/tay, bị_thương/thương_nặng/chảy_máu/nguy_kịch/chết_người/tử_vong/bị_bỏng/nhiều_máu/máu_nhiều, đè/cán/tông người`,
  drown: `đuối_nước/chết_đuối, chìm/lật đò/thuyền, đò/thuyền chìm/lật`,
  fall: `rơi/ngã/trượt/té xuống giếng/sông/suối/đập/ao, ~rơi/ngã/trượt/té xuống hồ, nước/lũ/nước_lũ cuốn`,
  stuck: `mắc_kẹt/lũ_quét/lũ_ống, bị/ kẹt trên/trong, tới/đến/ngập/lên_tới nóc/mái/nóc_nhà/mái_nhà`,
  bury: `vùi_lấp/vùi_mất/bị_vùi/vùi_nhà/vùi_người/đất_vùi/bùn_vùi/sập_hầm/hầm_sập, nhà sập, sập nhà`,
  cutoff: `cô_lập`,
  flood: `lũ/nước_lũ/dòng_nước/nước_lên/giữa_dòng`,
  fight: `đánh_nhau/ẩu_đả/xô_xát/hỗn_chiến, rượt/đuổi nhau/chém/đánh`,
  weapon: `~dao/rựa/kiếm/súng/búa/gậy, mã_tấu/hung_khí/vũ_khí, cầm/vác/rút/xách/vung dao/rựa/kiếm/súng/búa/gậy`,
  slash: `chém/đâm nhau/người/chết, nổ_súng`,
  threat: `dọa/đòi giết, bắt_cóc/giết_người/cướp_giật, cướp tiệm/tiệm_vàng/ngân_hàng, xông vào`,
  robbery: `~cướp`,
  thief: `kẻ_trộm/kẻ_gian, ~trộm`,
  bomb: `~bom, quả_bom/vật_liệu_nổ/lựu_đạn`,
  missing: `mất_tích/đi_lạc/trẻ_lạc`,
  shock: `điện_giật/giật_điện`,
  ill: `
    đột_quỵ/nhồi_máu/đau_tim/tai_biến/ngừng_thở/co_giật/hôn_mê/ngất_xỉu/bất_tỉnh/bất_động/băng_huyết/ra_máu/ngừng_tim/ngưng_tim
    tim_ngừng/đau_ngực/chuyển_dạ/ngộ_độc/tự_tử/tự_vẫn/treo_cổ/thắt_cổ/nhảy_cầu/trở_dạ/vỡ_ối/cấp_cứu, hóc xương/dị_vật
    rắn/rắn_hổ/rắn_hổ_mang/rắn_lục/rắn_độc/chó_dại cắn, uống nhầm/ thuốc sâu/trừ_sâu/cỏ/diệt_cỏ/chuột
  `,
  weak: `khó/không thở, tím_tái`,
  smoke: `~khói/mùi/hôi/bụi, rác`,
  ambulance: `gọi/cần/cho/xin/điều xe/ cấp_cứu`,
  animal: `~trâu/bò/lợn/gà/chó/vịt/cá`,
  // What looks like one of them and is none.
  '': `
    nông_thôn mới, công khai, tiền đâu/nào, đánh giá/vần/máy/cờ/trống/cá/giặc/tranh/răng/dấu/rơi/thức/đổi/bài/bóng/liều/điểm, xe_máy
    thị_trấn tố
    mất trộm, sai năm/tên/số/họ/địa_chỉ/ngày/chính_tả/thông_tin, quà lưu_niệm/tết/tặng, nhà văn_hóa, trực/xe/phòng cấp_cứu, cơm cháy
    cháy bóng/nắng/hàng/túi/máy/nồi/khét/khô/lá/rầy/vé/cầu_chì/da/thịt/bóng_đèn, rầy/chữa/phòng cháy
    xâm_hại lúa/cây/rừng/mùa_màng/hoa_màu/môi_trường, bảo_hiểm tai_nạn, gây/xảy_ra/hay_xảy_ra tai_nạn
  `,
};

/** Short ways of typing → the words they stand for. */
export const shorts = `k ko kg hk hok hem khum>không;dc>được;cb>cán bộ;ct>chủ tịch;cax>công an;ub>ủy ban;qd>quyết định;trg>trưởng;ng>người;gd>gia đình;mk>mình;e>em;hs>học sinh;gv>giáo viên;vk>vợ;ck>chồng;ntn>thế nào`;

/** Words over which "không" still reaches what follows. */
export const carriers = `he co bao gio tung phai dam ai duoc mot lan nao gi con thay chuyen viec hien tuong tinh trang te nan la bi i dinh nguoi muon cho o xom xa hay hoac va vu cac nhung don luat noi bao nghi rang can`;

/**
 * Each line: D, C, E for a clear denunciation, complaint, emergency, d, c, e for a possible one (an emergency with the numbers to call); then
 * names, each with how many words may stand before it. `!` must not stand between them, `~` not within two words after, `<` not within three
 * before, `^` nowhere within six. `?` lets words typed without marks count in full.
 */
export const rules = `
D charge ^query ^doubt
D me 4 say ^query ^doubt <kin <thing !thing
D say 3 official/person/deed ^query ^doubt
d say/topic/charge
d say 6 query <thing ?
D official 11 graft !against
D person 6 graft !against !suffer
D graft 4 official
D graft 9 sum
D sum 5 graft
d graft
D official/person 7 violence !suffer
D violence 3 official
d violence
D official/person 8 fraud !against !suffer
D official/person 6 hit 2 me/kin/folk !suffer
d kin 4 hit 2 me/kin
D person 6 vice !suffer
d vice
D official 6 take/grab/demand 4 bribe
D official 6 take 3 money !tell/me/folk/kin/query/fee/behalf ^slip ~fee/behalf/redress
d official 6 take 4 sum !tell/me/folk/kin/query/fee/behalf ~fee/behalf/dues/aid/redress
D official 6 take 4 sum 6 ours/payer/unless !tell/fee/behalf/dues/aid
D official 6 take 4 money 6 ours !tell/behalf
D official 6 grab/demand 4 money/sum/aid 6 ours/selfish !tell/behalf
d official 6 take 3 aid 6 ours !tell/behalf
d official 6 take 2 gift
D official 6 grab/demand 4 money/sum !fee/behalf ~fee/behalf/dues/aid/redress
D official 6 demand 2 gift
d official 6 grab/demand 4 money/sum/aid !tell/dues ~dues/fee
D person 5 take/grab/demand 4 bribe
D person 5 take/grab/demand 4 money/sum 8 paper
d person 5 take/grab/demand 4 money/sum !tell/me/folk/kin/query/fee/behalf ~fee/behalf/dues/aid/redress
d take 1 money <getting ^praise/me/folk/query/fee/behalf/tell/redress/person/official
D take/grab/demand 3 bribe 3 sum
D official 6 bribe 5 sum
D me 2 accuse 1 official/person
D official 6 deal 3 vice !against
D official 9 money/dues/aid/sum 6 selfish
d official 12 favour
d official 12 receipt
D give 4 official 5 sum/money 8 unless/paper
d me 5 give 4 official 5 sum ~fee/dues
D suffer 2 sum 3 official
D official 6 tell 4 give 4 sum/money 6 unless !fee
d official 6 tell 4 give 4 sum/money !fee ~fee/dues
d give 3 money/sum 3 official 8 unless/paper
D give 3 bribe 5 official
D official 9 give 3 bribe
D official 9 force 4 give 3 money/sum ~fee
d give 3 bribe/money 6 unless
d force 4 bribe
d suffer 1 grab/demand 4 money/sum/bribe
C petition ^query ^doubt
C me 4 appeal ^query ^doubt
C appeal 3 ruling/redress/deed ^query ^doubt
c appeal/petition
C me 8 disagree 5 ruling/redress
C disagree 5 ruling/redress 8 me/ours
c disagree 4 ruling/redress
C me 6 ruling/redress 5 wrong
C ruling/redress 5 me/ours 4 wrong
C ruling/redress 4 wrong 4 me/ours
c ruling/redress 6 wrong
C me 6 redo 3 ruling
C redo 3 ruling 8 me/ours
c redo 3 ruling
E114 fire ^crop
E114 home/spot/me/person 7 now 2 burn ^crop
E114 home/me/person 4 burn 4 now ^crop
E114 home 3 burn ^crop
E114 burn 0 big ^crop
E114 now 1 burn 4 home/spot ^crop
e114 ember/burn ^crop
E115,113 crash 12 hurt/ill/grave ^animal
E115,113 hurt/ill/grave 8 crash ^animal
e115,113 now/there 3 crash
e115 there/now 3 hurt ^animal
E114,115 kin/me/person/folk 6 drown
E114,115 kin 4 fall
E114,115 drown 6 now/kin/me ^animal
e114 drown ^animal
e114 me/person/folk 5 fall ^animal
E114,115 fall 5 kin/me/person ^animal
E112,114 home/kin/me/folk/person 6 stuck
E112,114 stuck 6 kin/me/flood
E112,114 flood 8 stuck
E112,114 bury 3 home/kin/me/person/hurt
E112,114 home/kin/me/person 4 bury
e112,114 stuck/bury
E113 fight 6 weapon
E113 weapon 5 fight/hit/slash/threat
E113 slash
E113 now/there/kin 4 threat
E113,115 fight/slash/threat 8 hurt
E113 thief 2 now
E113 now/help 3 thief/robbery
e113 now 3 fight
e113 there 1 thief/robbery/fight
e113 suffer 1 robbery
e113 threat/missing
E113 there 3 bomb
e113 bomb
E115 kin/me/person/suffer 5 shock ^animal
E115 shock 6 now/hurt ^animal
e115 shock ^animal
E115 kin/me/person/suffer 7 ill ^animal
E115 ill 4 now/hurt/ill ^animal
E115 hurt 4 ill ^animal
E115 weak 8 ambulance ^animal
E115 kin/me/person 6 weak ^animal ^smoke
E115 kin/me/person 8 ambulance
E115 ambulance 8 kin/me/person
e115 ill/ambulance ^animal
e112 help/cutoff`;
