import { stepWords } from '../console-words.js';
import { KeysDialog } from '../keys-dialog.js';

const moves: readonly [string, string][] = [
  ['/', 'Vào ô quét mã, tìm kiếm'],
  ['j', 'Xuống người tiếp theo'],
  ['k', 'Lên người phía trên'],
  ['Enter', 'Mở lịch hẹn đang chọn'],
  ['Esc', 'Đóng lịch hẹn, thoát ô tìm'],
  ['?', 'Bảng phím tắt này'],
];

/** The list of keys; those of steps only for who may take them. */
export function DayKeys({ mayAct, onClose }: { mayAct: boolean; onClose: () => void }) {
  const steps = Object.values(stepWords).map(({ key, name }): [string, string] => [key, name]);
  return (
    <KeysDialog keys={mayAct ? [...moves, ...steps] : moves} onClose={onClose}>
      <p className="quiet">Máy quét mã dùng được ở bất cứ đâu trên trang này, không cần bấm vào ô tìm.</p>
    </KeysDialog>
  );
}
