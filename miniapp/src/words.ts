import type { AppointmentStatus, Slip } from 'backend/contracts/appointments';
import type { DocumentNeeded, ProcedureField, ProcedureVersion, Way } from 'backend/contracts/procedures';
import type { CallFailure, FailureCode } from './api.js';

/** A failure in the resident's words: what happened, what is safe, what to do. */
export const failureWords = {
  offline: 'Mạng yếu nên chưa kết nối được. Những gì đã điền vẫn còn trên máy. Xin thử lại.',
  invalid_request: 'Có chỗ điền chưa đúng. Xin xem lại phần được đánh dấu.',
  invalid_json: 'Thông tin gửi đi bị lỗi. Xin đóng ứng dụng rồi mở lại.',
  body_too_large: 'Nội dung gửi đi quá dài. Xin viết ngắn lại.',
  unsupported_media_type: 'Thông tin gửi đi bị lỗi. Xin đóng ứng dụng rồi mở lại.',
  not_found: 'Không tìm thấy trang này. Có thể đường dẫn đã cũ.',
  method_not_allowed: 'Việc này hiện chưa làm được trên ứng dụng. Xin gọi số trực của xã.',
  too_many_requests: 'Đang có nhiều yêu cầu quá. Xin chờ một phút rồi thử lại.',
  idempotency_key_reused: 'Phiếu này đã gửi trước đó. Xin xem trong mục Lịch hẹn.',
  not_signed_in: 'Chưa nhận ra ông/bà. Xin mở ứng dụng này trong Zalo.',
  session_expired: 'Phiên làm việc đã hết giờ. Xin đóng ứng dụng rồi mở lại trong Zalo.',
  zalo_sign_in_refused: 'Zalo chưa cho đăng nhập. Xin đóng ứng dụng rồi mở lại trong Zalo.',
  not_allowed: 'Mục này dành cho người được giao việc. Nếu cần, xin gọi số trực của xã.',
  invitation_invalid: 'Mã mời không đúng hoặc đã hết hạn. Xin hỏi lại người gửi mã.',
  own_role: 'Không tự bỏ quyền quản trị của chính mình được. Xin nhờ một quản trị viên khác.',
  officer_unknown: 'Không có cán bộ này trong danh sách.',
  console_sign_in_unknown: 'Mã đăng nhập này không đúng, đã dùng hoặc đã quá 2 phút. Xin lấy mã mới trên máy tính.',
  console_sign_in_refused: 'Số vừa chọn khác số trên màn hình máy tính, nên lượt đăng nhập ấy đã bị hủy. Xin lấy mã mới trên máy tính.',
  console_session_unknown: 'Máy tính này không còn đăng nhập nữa.',
  phone_invalid: 'Số điện thoại chưa đúng. Xin gõ lại, ví dụ 0912 345 678.',
  phone_token_refused: 'Chưa lấy được số từ Zalo. Có thể gõ số bằng tay.',
  procedure_not_found: 'Không tìm thấy thủ tục này. Có thể tên hoặc mã đã đổi. Xin tìm lại theo tên.',
  way_not_offered: 'Thủ tục này không phục vụ theo cách đã chọn. Xin chọn cách khác.',
  day_in_past: 'Ngày đã chọn đã qua. Xin chọn ngày khác.',
  too_soon: 'Giờ này gần quá, không kịp chuẩn bị. Xin chọn giờ muộn hơn.',
  too_far: 'Ngày này xa quá, chưa mở lịch. Xin chọn ngày gần hơn.',
  place_closed: 'Quầy nghỉ vào giờ này. Xin chọn giờ khác.',
  slot_unknown: 'Không có giờ hẹn này. Xin chọn giờ trong danh sách.',
  slot_taken: 'Giờ này vừa có người đặt trước. Xin chọn giờ khác.',
  day_full: 'Ngày này vừa kín chỗ. Có thể chọn ngày khác, hoặc xin chờ chỗ.',
  hold_expired: 'Đã quá thời gian giữ chỗ. Xin chọn lại giờ, thông tin đã điền vẫn còn.',
  too_many_open: 'Đang có đủ số lịch hẹn cho phép. Xin dùng hoặc hủy bớt một lịch rồi đặt tiếp.',
  no_show_cool_down:
    'Mấy lần gần đây có hẹn mà không đến, nên tạm thời chưa đặt qua mạng được. Cần gấp, xin gọi số trực hoặc đến thẳng quầy.',
  duplicate_appointment: 'Đã có một lịch hẹn cho đúng việc này và người này.',
  home_visit_not_eligible: 'Phục vụ tại nhà dành cho người cao tuổi, khuyết tật, ốm đau hoặc mẹ mới sinh.',
  appointment_not_found: 'Không tìm thấy lịch hẹn này trong tài khoản Zalo đang dùng.',
  past_cut_off: 'Đã sát giờ hẹn nên không đổi hoặc hủy trên ứng dụng được. Xin gọi số trực của xã.',
  appointment_not_open: 'Lịch hẹn này đã xong hoặc đã hủy nên không đổi được nữa.',
  same_slot: 'Đây chính là giờ đang hẹn. Xin chọn giờ khác.',
  day_not_full: 'Ngày này vẫn còn chỗ. Có thể đặt luôn.',
  already_waiting: 'Đã ghi tên chờ chỗ ngày này rồi. Khi có chỗ, xã sẽ báo.',
  too_many_waiting: 'Đang chờ đủ số ngày cho phép. Xin bỏ bớt một ngày rồi ghi tiếp.',
  waiting_not_found: 'Không còn tên trong danh sách chờ này.',
  offer_expired: 'Đã quá giờ nhận chỗ, chỗ này đã chuyển cho người sau.',
  wrong_state: 'Lịch hẹn vừa thay đổi. Xin tải lại để xem.',
  not_today: 'Lịch hẹn này không phải của hôm nay.',
  version_overlap: 'Ngày hiệu lực trùng với phiên bản khác.',
  counter_unknown: 'Không có quầy này.',
  hamlet_unknown: 'Không có xóm này trong danh sách. Xin chọn lại.',
  hamlet_said_by_resident: 'Người này đã tự chọn xóm trong Mini App, chỉ họ đổi được.',
  stop_invalid: 'Đường dẫn thôi nhận tin đã hết hạn hoặc bị thiếu. Ông/bà có thể tắt bật từng loại tin ở mục Cá nhân.',
  conversation_not_found: 'Không tìm thấy cuộc trò chuyện này.',
  window_closed:
    'Người này không nhắn đã quá 7 ngày nên Zalo không cho trả lời trong khung chat. Xin gọi điện, hoặc chờ người này nhắn lại.',
  billed_answer: 'Đã quá 48 giờ từ lần nhắn cuối, Zalo tính phí câu trả lời này. Xin bấm gửi lần nữa nếu vẫn muốn gửi.',
  broadcast_not_found: 'Không tìm thấy tin này.',
  revision_changed: 'Tin vừa được người khác sửa. Xin tải lại rồi làm tiếp.',
  broadcast_started: 'Tin đã bắt đầu gửi nên không sửa được nữa.',
  broadcast_not_open: 'Tin không còn ở bước này. Xin tải lại trang.',
  own_broadcast: 'Người soạn không tự duyệt tin của mình. Xin nhờ lãnh đạo khác duyệt.',
  variable_unknown: 'Có chỗ trong ngoặc nhọn mà hệ thống không biết. Xin xem lại.',
  send_time_past: 'Giờ gửi đã qua. Xin chọn giờ khác.',
  picture_unknown: 'Không tìm thấy ảnh đã chọn. Xin tải ảnh lên lại.',
  file_too_large: 'Tệp lớn quá 5 MB. Xin chọn tệp nhỏ hơn.',
  file_type_refused: 'Chỉ nhận ảnh (JPEG, PNG, WebP) và tệp PDF.',
  file_unreadable: 'Không mở được tệp này. Xin chụp lại ảnh, hoặc in lại thành PDF rồi gửi bản đó.',
  file_unknown: 'Có tệp đính kèm không còn trong hệ thống. Xin tải tệp lên lại.',
  upload_too_slow: 'Mạng yếu nên chưa gửi xong tệp. Xin thử lại khi mạng khỏe hơn, hoặc gửi tệp nhẹ hơn.',
  media_too_long: 'Đoạn phim dài tối đa 30 giây, đoạn ghi âm tối đa 2 phút. Xin quay hoặc ghi ngắn hơn.',
  media_full: 'Đã đủ 4 ảnh, 1 đoạn phim và 1 đoạn ghi âm. Xin bỏ bớt rồi thêm.',
  media_held: 'Tệp này đã gửi kèm phản ánh nên không bỏ ra được nữa.',
  disclosure_not_found: 'Không tìm thấy nội dung công khai này.',
  disclosure_changed: 'Nội dung vừa được người khác sửa. Xin tải lại trang rồi làm tiếp.',
  disclosure_not_open: 'Nội dung đã sang bước khác nên không làm được việc này. Xin tải lại trang.',
  disclosure_incomplete: 'Chưa đăng được vì còn thiếu. Xin điền những chỗ được chỉ rồi bấm lại.',
  posting_too_short: 'Thời gian đăng cần ít nhất 30 ngày, hoặc phải ghi căn cứ cho phép đăng ngắn hơn.',
  nobody_reached: 'Không có ai trong phạm vi đã chọn nhận được tin. Xin chọn lại người nhận.',
  template_not_found: 'Không tìm thấy mẫu tin này.',
  occasion_unknown: 'Không có dịp này trong lịch.',
  life_letter_not_found: 'Không tìm thấy thư này. Có thể đường dẫn đã cũ hoặc thư đã được thay bằng bản khác.',
  life_letter_changed: 'Thư vừa được người khác sửa. Xin tải lại rồi làm tiếp.',
  life_letter_not_open: 'Thư không còn ở bước này. Xin tải lại trang.',
  life_letter_incomplete: 'Thư còn thiếu thông tin. Xin xem chỗ được đánh dấu.',
  own_life_letter: 'Người soạn không tự duyệt thư của mình. Xin nhờ lãnh đạo khác duyệt.',
  report_not_found: 'Không tìm thấy phản ánh này. Có thể đã được gỡ hoặc do người khác gửi.',
  report_changed: 'Phản ánh vừa được người khác cập nhật. Xin tải lại rồi làm tiếp.',
  report_not_open: 'Phản ánh không còn ở bước này. Xin tải lại trang.',
  denunciation_not_here:
    'Đây là nội dung tố cáo. Luật chỉ nhận tố cáo bằng đơn có chữ ký hoặc trình bày trực tiếp, nên chưa có gì được gửi hay lưu lại.',
  confirm_denunciation: 'Nội dung này có thể là tố cáo. Xin xem hướng dẫn trước khi gửi.',
  confirm_complaint: 'Nội dung này có thể là khiếu nại. Xin xem hướng dẫn trước khi gửi.',
  confirm_emergency: 'Việc này có vẻ khẩn cấp. Xin gọi 113, 114 hoặc 115 trước.',
  category_unknown: 'Lĩnh vực này không còn dùng. Xin chọn lĩnh vực khác.',
  location_impossible: 'Vị trí này ở ngoài địa bàn xã. Xin chọn lại, hoặc ghi xóm và chỗ dễ tìm.',
  report_needs_name: 'Loại ý kiến này cần họ tên và địa chỉ để trả lời đúng luật.',
  tracking_code_wrong: 'Mã tra cứu không đúng. Xin xem lại từng chữ, từng số.',
  report_check_invalid: 'Câu hỏi này đã được trả lời hoặc đã cũ. Xin mở mục Phản ánh để xem.',
  already_rated: 'Đã nhận đánh giá lần trước, không cần gửi lại.',
  already_extended: 'Thời hạn đã được gia hạn một lần, không gia hạn thêm được.',
  own_answer: 'Người soạn không tự duyệt câu trả lời của mình. Xin nhờ lãnh đạo duyệt.',
  answer_missing: 'Chưa có câu trả lời để làm bước này.',
  picture_not_reviewed: 'Có ảnh chưa xem lại. Xin che mặt người, biển số, hoặc ghi là không cần che.',
  officer_excluded: 'Cán bộ này không nhận việc này được. Xin chọn người khác.',
  undo_too_late: 'Đã quá 10 phút nên không lấy lại được.',
  petition_not_found: 'Không có đơn thư này trong những đơn thư được giao.',
  visit_not_seen: 'Lần hẹn này chưa làm việc xong hoặc không diễn ra, nên chưa góp ý được.',
  rating_too_late: 'Đã quá 14 ngày từ lần làm việc, nên không nhận góp ý nữa. Có việc cần nói, xin gửi phản ánh.',
  conduct_comment_not_found: 'Không tìm thấy góp ý này.',
  conduct_comment_changed: 'Góp ý vừa được người khác duyệt. Xin tải lại rồi làm tiếp.',
  household_not_found: 'Không tìm thấy hộ này. Có thể hộ đã kết thúc hoặc ở xóm khác.',
  household_changed: 'Hộ này vừa có người khác sửa. Xin xem lại rồi làm tiếp.',
  household_code_taken: 'Mã hộ này đã có trong sổ.',
  merge_target_unknown: 'Không có hộ nào đang dùng mã này.',
  household_member_unknown: 'Thành viên này không còn trong hộ. Xin tải lại.',
  household_member_taken: 'Thành viên này đã liên kết với một tài khoản Zalo. Xin gỡ liên kết cũ trước.',
  household_member_not_linked: 'Thành viên này chưa liên kết Zalo.',
  household_resident_taken: 'Tài khoản Zalo này đã liên kết với một hộ.',
  household_code_invalid: 'Mã mời không đúng, đã dùng hoặc đã quá 14 ngày. Xin xem lại từng chữ, hoặc hỏi trưởng xóm.',
  household_request_open: 'Yêu cầu trước đã gửi rồi, trưởng xóm chưa trả lời.',
  household_request_not_found: 'Không tìm thấy yêu cầu này.',
  household_request_closed: 'Yêu cầu này đã được trả lời hoặc đã rút.',
  representative_not_adult: 'Người đại diện hộ phải đủ 18 tuổi. Xin ghi đúng năm sinh.',
  representative_leaves: 'Người này đang đại diện hộ. Xin đổi người đại diện trước.',
  already_representative: 'Người này đang là người đại diện của hộ.',
  import_columns_missing: 'Tệp thiếu cột cần có. Xin dùng tệp mẫu.',
  import_too_many_rows: 'Tệp có quá nhiều hộ. Xin chia thành nhiều tệp.',
  import_changed: 'Sổ hộ hoặc tệp đã khác lúc xem trước. Xin xem trước lại.',
  import_has_faults: 'Tệp còn dòng sai. Xin sửa tệp, hoặc chọn bỏ qua các dòng sai.',
  satisfaction_not_found: 'Không tìm thấy khảo sát này trong tài khoản của ông/bà.',
  satisfaction_answered: 'Ông/bà đã trả lời khảo sát này. Xin cảm ơn.',
  satisfaction_expired: 'Khảo sát này đã hết hạn trả lời.',
  satisfaction_settings_changed: 'Cài đặt vừa được người khác sửa. Xin tải lại rồi sửa tiếp.',
  score_not_typed: 'Chỉ số này do hệ thống tính, không nhập tay.',
  score_too_early: 'Quý này chưa bắt đầu nên chưa nhập được.',
  score_changed: 'Số liệu vừa được người khác nhập. Xin tải lại rồi sửa tiếp.',
  reception_session_not_found: 'Không tìm thấy buổi tiếp công dân này. Xin xem lại lịch.',
  reception_session_changed: 'Buổi tiếp vừa được người khác sửa. Xin tải lại trang rồi làm tiếp.',
  reception_session_closed: 'Buổi tiếp này đã bắt đầu, đã qua hoặc đã hủy. Xin chọn buổi khác.',
  reception_day_off: 'Ngày này không làm việc. Xin chọn ngày khác.',
  reception_published_late: 'Ngày này gần quá, không kịp công bố trước theo luật. Xin chọn ngày muộn hơn, hoặc ghi là tiếp đột xuất.',
  reception_overlap: 'Người tiếp đã có một buổi khác trùng giờ này.',
  reception_full: 'Buổi tiếp này vừa hết chỗ. Xin chọn buổi khác.',
  reception_already_booked: 'Đã đăng ký buổi tiếp này rồi. Mỗi người một chỗ trong một buổi.',
  reception_booking_not_found: 'Không tìm thấy phiếu đăng ký này trong tài khoản Zalo đang dùng.',
  reception_too_early: 'Chưa tới ngày tiếp nên chưa ghi vào sổ được.',
  reception_entry_exists: 'Người này đã có trong sổ. Xin tải lại trang.',
  reception_entry_not_found: 'Không tìm thấy dòng này trong sổ tiếp công dân.',
  reception_entry_changed: 'Dòng này vừa được người khác sửa. Xin tải lại trang rồi làm tiếp.',
  reception_answered: 'Lượt tiếp này đã có trả lời. Muốn sửa, xin ghi lý do.',
  survey_not_found: 'Không tìm thấy khảo sát này.',
  survey_not_open: 'Khảo sát này chưa mở hoặc đã hủy.',
  survey_closed: 'Khảo sát này đã đóng nên không nhận thêm câu trả lời.',
  survey_not_for_you: 'Khảo sát này dành cho nhóm người khác.',
  survey_full: 'Khảo sát đã đủ số người trả lời. Cảm ơn ông/bà đã quan tâm.',
  survey_version_changed: 'Câu hỏi vừa được sửa. Xin tải lại rồi trả lời tiếp.',
  survey_answers_incomplete: 'Còn câu chưa trả lời hoặc trả lời chưa đúng. Xin xem lại các câu được đánh dấu.',
  survey_changed: 'Khảo sát vừa được người khác sửa. Xin tải lại trang rồi làm tiếp.',
  survey_published: 'Khảo sát không còn ở bước này. Xin tải lại trang.',
  survey_faulty: 'Khảo sát còn lỗi nên chưa phát hành được. Xin xem phần kiểm tra.',
  survey_locked: 'Đã có người trả lời nên không thay câu hỏi được nữa, chỉ sửa được lỗi chữ.',
  survey_not_a_correction: 'Chỗ này không chỉ là sửa lỗi chữ. Khảo sát đã phát hành chỉ sửa được chữ.',
  survey_time_wrong: 'Giờ mở hoặc giờ đóng chưa hợp lý. Xin xem lại.',
  survey_reminded: 'Đã nhắc trong 3 ngày gần đây. Xin đợi thêm rồi nhắc lại.',
  survey_cannot_remind: 'Khảo sát này không gửi tin nhắc được.',
  survey_not_closed: 'Kết quả chỉ xem được sau khi khảo sát đóng.',
  survey_counting: 'Khảo sát vừa đóng, đang tổng hợp. Xin xem lại sau ít phút.',
  survey_too_few: 'Có ít hơn 10 câu trả lời nên không xuất từng dòng, để không lộ ai trả lời gì.',
  survey_question_unknown: 'Khảo sát không có câu hỏi này.',
  decision_not_found: 'Không tìm thấy việc biểu quyết này.',
  decision_changed: 'Việc này vừa được người khác sửa. Xin tải lại rồi làm tiếp.',
  decision_frozen: 'Đã thông báo cho các hộ nên phần này không sửa được nữa.',
  decision_not_open: 'Lúc này chưa làm được, hoặc bước này đã qua. Xin tải lại trang.',
  decision_not_lawful: 'Chưa đủ điều kiện theo luật. Xin xem các điều kiện còn thiếu.',
  household_unknown: 'Hộ không có trong danh sách của lần biểu quyết này.',
  not_representative: 'Chỉ người đại diện hộ mới biểu quyết được. Cần đổi người đại diện, xin gặp trưởng xóm.',
  already_voted: 'Hộ đã biểu quyết rồi. Mỗi hộ chỉ có một phiếu.',
  vote_closed: 'Đã hết thời gian biểu quyết. Phiếu chưa được gửi.',
  choice_invalid: 'Lựa chọn chưa đúng với phiếu.',
  typed_by_two: 'Phiếu này đã có hai người nhập.',
  closing_incomplete: 'Chưa kết thúc kiểm phiếu được. Xin xem các điểm còn thiếu.',
  closing_same_person: 'Cần người thứ hai; một trong hai người phải là đại diện Mặt trận.',
  initiative_not_found: 'Không tìm thấy sáng kiến này.',
  initiative_not_open: 'Sáng kiến này đã sang bước khác. Xin tải lại để xem.',
  too_many_initiatives: 'Đang có 3 sáng kiến chưa xong. Xin đợi một sáng kiến có kết quả rồi đề xuất tiếp.',
  own_initiative: 'Người đề xuất không tự xem xét sáng kiến của mình. Xin nhờ người khác.',
  household_needed: 'Tài khoản Zalo này chưa liên kết với hộ nào. Xin nhờ trưởng xóm liên kết, rồi làm tiếp.',
  household_elsewhere: 'Việc này của xóm khác, không phải xóm của hộ.',
  assent_exists: 'Hộ này đã đồng thuận rồi.',
  assent_not_found: 'Không có chữ ký trên giấy của hộ này.',
  consultation_not_found: 'Không tìm thấy lần lấy ý kiến này.',
  consultation_changed: 'Nội dung vừa có thay đổi. Xin tải lại trang rồi làm tiếp.',
  consultation_not_open: 'Lần lấy ý kiến này đã sang bước khác. Xin tải lại trang.',
  consultation_incomplete: 'Chưa đủ điều kiện theo luật. Xin xem những chỗ được chỉ.',
  consultation_closed: 'Đã hết hạn góp ý. Cảm ơn ông/bà đã quan tâm.',
  own_consultation: 'Người soạn sau cùng không tự đăng. Xin nhờ người khác xem lại và đăng.',
  closing_only_later: 'Hạn góp ý chỉ kéo dài được. Xin chọn ngày muộn hơn.',
  opinion_not_found: 'Không tìm thấy ý kiến này.',
  opinion_changed: 'Ý kiến vừa được người khác duyệt. Xin tải lại rồi làm tiếp.',
  opinion_limit: 'Hôm nay đã gửi đủ 10 ý kiến. Xin hẹn ông/bà ngày mai; bản nháp vẫn còn trên máy.',
  point_in_use: 'Nhóm này còn ý kiến. Xin xếp sang nhóm khác trước khi bỏ.',
  synthesis_incomplete: 'Chưa công bố được. Xin xem những chỗ còn thiếu.',
  signature_invalid: 'Thông tin gửi đi không hợp lệ.',
  zalo_unavailable: 'Zalo đang bận, chưa đăng nhập được. Xin thử lại sau ít phút.',
  database_unavailable: 'Hệ thống của xã đang bận. Xin thử lại sau ít phút, thông tin đã điền vẫn còn trên máy.',
  internal: 'Hệ thống của xã gặp trục trặc và đã ghi nhận. Xin thử lại sau, thông tin đã điền vẫn còn trên máy.',
} satisfies Record<FailureCode, string>;

/** A failure of something that was only to be shown: nothing was filled in that could be lost. */
const readFailureWords: Partial<Record<FailureCode, string>> = {
  offline: 'Mạng yếu nên chưa tải được. Xin kiểm tra mạng rồi bấm thử lại.',
  database_unavailable: 'Hệ thống của xã đang bận. Xin thử lại sau ít phút.',
  internal: 'Hệ thống của xã gặp trục trặc và đã ghi nhận. Xin thử lại sau ít phút.',
};

/** The sentence for a page that could not be read. */
export function sayReadFailure(failure: CallFailure): string {
  return readFailureWords[failure.code] ?? sayFailure(failure);
}

/** The sentence for a failure. The server's own sentence is preferred where it knows more than the code says (how many, until when). */
export function sayFailure(failure: CallFailure): string {
  const serverKnowsMore = new Set<FailureCode>([
    'too_many_open',
    'no_show_cool_down',
    'too_soon',
    'too_far',
    'place_closed',
    'past_cut_off',
    'file_too_large',
    'file_type_refused',
    'file_unreadable',
    'media_too_long',
    'reception_session_closed',
    'reception_day_off',
    'reception_published_late',
    'reception_too_early',
    'consultation_closed',
    'not_representative',
    'household_elsewhere',
    'initiative_not_open',
    'assent_exists',
  ]);
  if (serverKnowsMore.has(failure.code) && failure.detail !== '') return failure.detail;
  return failureWords[failure.code] ?? failureWords.internal;
}

/** Each state of an appointment as the resident reads it. */
export const statusWords = {
  booked: 'Đã đặt',
  arrived: 'Đã đến, đang chờ',
  serving: 'Đang phục vụ',
  seen: 'Đã làm xong',
  cancelled: 'Đã hủy',
  revoked: 'Xã hủy lịch',
  no_show: 'Không đến',
} satisfies Record<AppointmentStatus, string>;

/** The ways of being served. */
export const wayWords = {
  counter: 'Tại quầy',
  home: 'Tại nhà',
  out_of_hours: 'Ngoài giờ hành chính',
} satisfies Record<Way, string>;

/** What became of the slip sent through Zalo. */
export const messageWords = {
  waiting: 'Giấy hẹn đang được gửi qua Zalo.',
  sent: 'Đã gửi giấy hẹn qua Zalo.',
  seen: 'Đã gửi giấy hẹn qua Zalo, ông/bà đã xem.',
  not_reached: 'Chưa gửi được qua Zalo. Giấy hẹn vẫn có hiệu lực, xin lưu trang này.',
  unconfirmed: 'Chưa rõ tin Zalo đã tới chưa. Giấy hẹn vẫn có hiệu lực, xin lưu trang này.',
  none: 'Giấy hẹn chưa gửi qua Zalo. Trang này vẫn mở lại được bất cứ lúc nào.',
} satisfies Record<Slip['message'], string>;

/** Who the appointment is for. */
export const relationWords = {
  self: 'Tôi',
  child: 'Con',
  parent: 'Bố, mẹ',
  spouse: 'Vợ, chồng',
  grandparent: 'Ông, bà',
  sibling: 'Anh, chị, em',
  neighbour: 'Hàng xóm',
  other: 'Người khác',
} satisfies Record<Slip['person']['relation'], string>;

/** Why somebody may be served at home. */
export const homeVisitWords = {
  elderly: 'Người cao tuổi',
  disabled: 'Người khuyết tật',
  illness: 'Đang ốm, khó đi lại',
  newborn_mother: 'Mẹ mới sinh con',
} satisfies Record<NonNullable<Slip['homeVisit']>['reason'], string>;

/** The fields of the national catalogue, as a filter. */
export const fieldWords = {
  'ho-tich': 'Hộ tịch',
  'chung-thuc': 'Chứng thực',
  'cu-tru': 'Cư trú',
  'can-cuoc': 'Căn cước',
  'giam-ngheo': 'Giảm nghèo',
  'bao-tro-xa-hoi': 'Bảo trợ xã hội',
  'nguoi-co-cong': 'Người có công',
  'dat-dai': 'Đất đai',
  'nong-nghiep': 'Nông nghiệp',
  'ho-kinh-doanh': 'Hộ kinh doanh',
  'xay-dung': 'Xây dựng',
  'hoa-giai': 'Hòa giải',
  'lien-thong': 'Liên thông',
  'nuoi-con-nuoi': 'Nuôi con nuôi',
} satisfies Record<ProcedureField, string>;

/** Who has to come for a procedure; null when anybody may. */
export const presenceWords = {
  anyone: null,
  person: 'Người cần làm thủ tục phải tự đến.',
  both: 'Cả hai bên phải cùng đến.',
} satisfies Record<ProcedureVersion['presence'], string | null>;

/** Where a procedure can be filed. */
export const channelWords = {
  online: 'Trực tuyến',
  post: 'Qua bưu điện',
  counter: 'Nộp tại quầy',
} satisfies Record<ProcedureVersion['channels'][number], string>;

/** The app's name at Zalo; the privacy policy has to carry it (review rule 4.8). */
export const appName = 'Xã Phú Lạc';

/** Words that begin a line: "xã Phú Lạc" becomes "Xã Phú Lạc". */
export function sentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);
}

/** How a person is greeted: by the given name, which comes last in Vietnamese; without one the courteous "ông/bà". */
export function greeting(me: { name: string; nameKnown: boolean }): string {
  const givenName = me.name.trim().split(/\s+/).at(-1) ?? '';
  return me.nameKnown && givenName !== '' ? `Chào ông/bà ${givenName}` : 'Chào ông/bà';
}

/** "8.000 đ", "Miễn phí", or that the amount is not loaded yet (null). */
export function money(amount: number | null): string {
  if (amount === null) return 'Theo mức của tỉnh';
  return amount === 0 ? 'Miễn phí' : `${amount.toLocaleString('vi-VN')} đ`;
}

/** "1 bản chính, 2 bản sao · nộp lại" of a needed document. */
export function documentWords({ action, originals, copies }: Pick<DocumentNeeded, 'action' | 'originals' | 'copies'>): string {
  const counts = [originals > 0 ? `${originals} bản chính` : '', copies > 0 ? `${copies} bản sao` : ''].filter((part) => part !== '');
  const what = action === 'submit' ? 'nộp' : 'mang theo để đối chiếu, được nhận lại';
  return counts.length === 0 ? what.charAt(0).toUpperCase() + what.slice(1) : `${counts.join(', ')} · ${what}`;
}
