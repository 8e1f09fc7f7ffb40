import type { RequestOf } from 'backend/contracts/endpoint';
import type { inviteOfficer } from 'backend/contracts/residents';

/** An officer and the id of their account in the Zalo emulator. Names are invented. */
export type SeedOfficer = RequestOf<typeof inviteOfficer>['body'] & { zaloId: string; title: string };

export const administrator: SeedOfficer = {
  zaloId: 'quan-tri',
  title: 'Quản trị hệ thống',
  name: 'Lương Khánh Duy',
  roles: ['administrator', 'office_officer'],
  counterKeys: [],
};

export const chairman: SeedOfficer = {
  zaloId: 'chu-tich',
  title: 'Chủ tịch UBND xã',
  name: 'Hoàng Thiện Bách',
  roles: ['chairman'],
  counterKeys: [],
};

/** Works at the first counter, the one most people come to. */
export const civilStatusOfficer: SeedOfficer = {
  zaloId: 'can-bo-ho-tich',
  title: 'Quầy Hộ tịch – Chứng thực',
  name: 'Nông Thị Diễm Quỳnh',
  roles: ['one_stop_officer'],
  counterKeys: ['ho-tich-chung-thuc', 'ngoai-gio'],
};

/** Everybody but the administrator, who invites them. */
export const officers: readonly SeedOfficer[] = [
  chairman,
  civilStatusOfficer,
  {
    zaloId: 'can-bo-tu-phap',
    title: 'Tư pháp – hộ tịch',
    name: 'Ma Đức Thuận',
    roles: ['judicial_officer', 'one_stop_officer'],
    counterKeys: ['ho-tich-chung-thuc', 'tai-nha'],
  },
  {
    zaloId: 'can-bo-bao-tro',
    title: 'Quầy Bảo trợ xã hội – Người có công',
    name: 'Trần Thị Nhã Phương',
    roles: ['one_stop_officer'],
    counterKeys: ['bao-tro-nguoi-co-cong', 'tai-nha'],
  },
  {
    zaloId: 'can-bo-dat-dai',
    title: 'Quầy Đất đai – Nông nghiệp – Kinh doanh',
    name: 'Dương Văn Kiên',
    roles: ['one_stop_officer'],
    counterKeys: ['dat-dai-nong-nghiep'],
  },
  {
    zaloId: 'can-bo-cong-an',
    title: 'Quầy Công an xã',
    name: 'Triệu Quang Lực',
    roles: ['one_stop_officer'],
    counterKeys: ['cong-an'],
  },
  {
    zaloId: 'can-bo-van-hoa',
    title: 'Văn hóa – xã hội',
    name: 'Lý Thị Hương',
    roles: ['culture_officer'],
    counterKeys: [],
  },
  {
    zaloId: 'truong-xom-1',
    title: 'Trưởng xóm 1 (mẫu)',
    name: 'Bế Văn Thảo',
    roles: ['hamlet_head'],
    counterKeys: [],
  },
];
