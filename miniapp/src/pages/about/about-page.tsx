import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { Hotline } from '../../features/commune/hotline.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { appName } from '../../words.js';

/** Who runs the app, what it keeps and why. */
export default function AboutPage() {
  const commune = useCommune();
  const card = commune.data;
  return (
    <Screen title="Về ứng dụng" backTo="/me">
      <section className="card" aria-labelledby="about-owner">
        <h2 id="about-owner" className="section-title">
          Ứng dụng của xã
        </h2>
        {card !== undefined && (
          <>
            <p>
              <strong>{card.officeName}</strong>
              {card.formerText !== null && ` (${card.formerText})`}
            </p>
            <p>{card.oneStopName}</p>
            <p>{card.address}</p>
            <p>{card.hoursText}</p>
            <Hotline hotline={card.hotline} />
          </>
        )}
        {card === undefined && commune.error !== undefined && <Failure failure={commune.error} onRetry={() => void commune.mutate()} />}
        {card === undefined && commune.error === undefined && <Skeleton rows={2} />}
      </section>

      <section className="card" aria-labelledby="about-use">
        <h2 id="about-use" className="section-title">
          Ứng dụng làm gì
        </h2>
        <p>Tra cứu thủ tục của xã, đặt lịch hẹn để khỏi chờ, phản ánh, góp ý và theo dõi câu trả lời. Tất cả đều miễn phí.</p>
        <p>
          <strong>Đây là lịch hẹn, chưa phải nộp hồ sơ.</strong> Hồ sơ nộp tại quầy, hoặc trên Cổng dịch vụ công quốc gia.
        </p>
      </section>

      <section className="card" aria-labelledby="about-privacy">
        <h2 id="about-privacy" className="section-title">
          Chính sách quyền riêng tư của ứng dụng {appName}
        </h2>
        <h3 className="row-name">Xã giữ những gì</h3>
        <ul className="plain-list">
          <li>Tên và mã tài khoản Zalo: để nhận ra ông/bà và in giấy hẹn.</li>
          <li>Lịch hẹn đã đặt, cho mình và cho người nhà: để cán bộ chuẩn bị và phục vụ.</li>
          <li>Số điện thoại, chỉ khi ông/bà cho: để gọi khi lịch thay đổi. Số được mã hóa khi lưu.</li>
          <li>Phản ánh, góp ý, ảnh và lời ghi âm gửi kèm: để giải quyết và trả lời. Gửi không nêu tên thì xã không biết ai gửi.</li>
          <li>Vị trí của máy, chỉ khi ông/bà bấm cho trong một phản ánh: để cán bộ tìm đúng chỗ.</li>
          <li>Góp ý về cách tiếp đón: giữ mà không ghi của ai; sau ngày gửi không ai tra lại được.</li>
          <li>Đăng ký gặp lãnh đạo xã: tên, nơi ở, việc muốn trình bày, được mã hóa, xóa sau một năm. Sổ tiếp công dân giữ theo luật.</li>
          <li>Lời dặn khi phục vụ tại nhà: chỉ cán bộ được giao đọc, xóa sau buổi làm việc.</li>
          <li>Trên máy này: bản nháp cùng ảnh trong đó (tối đa một tháng), giấy hẹn đã mở, dấu chọn giấy tờ, cỡ chữ.</li>
        </ul>
        <h3 className="row-name">Không làm gì</h3>
        <ul className="plain-list">
          <li>Không bán, không cho bên khác dùng để quảng cáo.</li>
          <li>Không xem danh bạ, tin nhắn. Không theo dõi vị trí, không bật micrô khi chưa bấm.</li>
        </ul>
        <h3 className="row-name">Quyền của ông/bà</h3>
        <p>
          Xem, sửa, xóa số điện thoại và rút lại từng điều đã đồng ý ở mục Cá nhân. Muốn xóa toàn bộ, bấm “Xóa dữ liệu của tôi” cũng ở mục
          đó, gọi số trực của xã, hoặc thu hồi quyền của ứng dụng trong phần cài đặt của Zalo.
        </p>
        <p className="quiet">Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.</p>
      </section>
    </Screen>
  );
}
