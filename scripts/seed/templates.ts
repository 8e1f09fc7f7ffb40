import type { createBroadcastTemplate } from 'backend/contracts/broadcasts';
import type { RequestOf } from 'backend/contracts/endpoint';

/** Texts an officer begins with; places in them are left for the officer to fill. */
export const templates: readonly RequestOf<typeof createBroadcastTemplate>['body'][] = [
  {
    name: 'Mời họp xóm',
    kind: 'notice',
    content: {
      title: 'Mời họp xóm',
      text: 'Kính mời {xung_ho} {ten} dự họp {xom}.\nThời gian: … giờ …, ngày …\nĐịa điểm: nhà văn hóa xóm.\nNội dung: …\nRất mong {xung_ho} thu xếp tới dự để bàn việc chung.',
      pictureId: null,
      button: null,
    },
  },
  {
    name: 'Lịch cắt điện, cắt nước',
    kind: 'notice',
    content: {
      title: 'Lịch tạm ngừng cấp điện',
      text: 'UBND xã {ten_xa} thông báo: ngày …, từ … giờ đến … giờ, {xom} tạm ngừng cấp điện để sửa chữa đường dây.\nMong {xung_ho} thu xếp công việc và giữ an toàn khi có điện trở lại.',
      pictureId: null,
      button: null,
    },
  },
  {
    name: 'Cảnh báo mưa lũ',
    kind: 'urgent',
    content: {
      title: 'Cảnh báo mưa lớn, nguy cơ lũ quét',
      text: 'Từ … giờ hôm nay, địa bàn xã {ten_xa} có mưa rất to, nguy cơ lũ quét và sạt lở đất.\nBà con ở ven suối, sườn đồi chuyển người già, trẻ nhỏ tới nơi an toàn; không qua ngầm, tràn khi nước chảy xiết.\nCần giúp, gọi trực ban xã hoặc 112.',
      pictureId: null,
      button: null,
    },
  },
];
