import type { RequestOf } from 'backend/contracts/endpoint';
import type { inviteOfficer } from 'backend/contracts/residents';

/** An officer, and the id of their account in the Zalo emulator with what stands beside it there. Names are invented. */
export type SeedOfficer = Required<RequestOf<typeof inviteOfficer>['body']> & { zaloId: string; note: string };

export const administrator: SeedOfficer = {
  zaloId: 'quan-tri',
  note: 'Quản trị hệ thống',
  title: 'Công chức Văn phòng – thống kê',
  name: 'Lương Khánh Duy',
  roles: ['administrator', 'office_officer'],
  counterKeys: [],
  hamletKeys: [],
};

export const chairman: SeedOfficer = {
  zaloId: 'chu-tich',
  note: 'Chủ tịch UBND xã',
  title: 'Chủ tịch UBND xã',
  name: 'Hoàng Thiện Bách',
  roles: ['chairman'],
  counterKeys: [],
  hamletKeys: [],
};

/** Works at the first counter, the one most people come to. */
export const civilStatusOfficer: SeedOfficer = {
  zaloId: 'can-bo-ho-tich',
  note: 'Quầy Hộ tịch – Chứng thực',
  title: 'Công chức một cửa',
  name: 'Nông Thị Diễm Quỳnh',
  roles: ['one_stop_officer'],
  counterKeys: ['ho-tich-chung-thuc', 'ngoai-gio'],
  hamletKeys: [],
};

/** Everybody but the administrator, who invites them. */
export const officers: readonly SeedOfficer[] = [
  chairman,
  civilStatusOfficer,
  {
    zaloId: 'can-bo-tu-phap',
    note: 'Tư pháp – hộ tịch',
    title: 'Công chức Tư pháp – hộ tịch',
    name: 'Ma Đức Thuận',
    roles: ['judicial_officer', 'one_stop_officer'],
    counterKeys: ['ho-tich-chung-thuc', 'tai-nha'],
    hamletKeys: [],
  },
  {
    zaloId: 'can-bo-bao-tro',
    note: 'Quầy Bảo trợ xã hội – Người có công',
    title: 'Công chức một cửa',
    name: 'Trần Thị Nhã Phương',
    roles: ['one_stop_officer'],
    counterKeys: ['bao-tro-nguoi-co-cong', 'tai-nha'],
    hamletKeys: [],
  },
  {
    zaloId: 'can-bo-dat-dai',
    note: 'Quầy Đất đai – Nông nghiệp – Kinh doanh',
    title: 'Công chức một cửa',
    name: 'Dương Văn Kiên',
    roles: ['one_stop_officer'],
    counterKeys: ['dat-dai-nong-nghiep'],
    hamletKeys: [],
  },
  {
    zaloId: 'can-bo-cong-an',
    note: 'Quầy Công an xã',
    title: 'Cán bộ Công an xã',
    name: 'Triệu Quang Lực',
    roles: ['one_stop_officer'],
    counterKeys: ['cong-an'],
    hamletKeys: [],
  },
  {
    zaloId: 'can-bo-van-hoa',
    note: 'Văn hóa – xã hội',
    title: 'Công chức Văn hóa – xã hội',
    name: 'Lý Thị Hương',
    roles: ['culture_officer'],
    counterKeys: [],
    hamletKeys: [],
  },
  {
    zaloId: 'truong-xom-1',
    note: 'Trưởng xóm 1 (mẫu)',
    title: 'Trưởng xóm 1',
    name: 'Bế Văn Thảo',
    roles: ['hamlet_head'],
    counterKeys: [],
    hamletKeys: ['tan-linh-xom-1'],
  },
  {
    zaloId: 'mat-tran-xom-1',
    note: 'Trưởng ban công tác Mặt trận xóm 1 (mẫu)',
    title: 'Trưởng ban công tác Mặt trận xóm 1',
    name: 'Lương Thị Thơm',
    roles: ['hamlet_front'],
    counterKeys: [],
    hamletKeys: ['tan-linh-xom-1'],
  },
  {
    zaloId: 'mat-tran-xa',
    note: 'Mặt trận Tổ quốc xã',
    title: 'Chủ tịch Ủy ban Mặt trận Tổ quốc xã',
    name: 'Đặng Quốc Tuấn',
    roles: ['front_officer'],
    counterKeys: [],
    hamletKeys: [],
  },
];
