import type { Hamlet } from 'backend/contracts/commune';

/** No list of the hamlets of the former commune was to be found, so these are samples, marked as such, to be replaced by the commune's own. */
const count = 12;

export const hamlets: readonly Hamlet[] = Array.from({ length: count }, (_, index) => ({
  key: `tan-linh-xom-${index + 1}`,
  name: `Xóm ${index + 1} (mẫu), khu vực Tân Linh`,
  communeKey: 'phu-lac',
  validFrom: '2025-07-01',
  validTo: null,
  sample: true,
  order: index + 1,
}));
