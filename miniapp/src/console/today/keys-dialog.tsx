import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { stepWords } from '../console-words.js';

const keys: readonly [string, string][] = [
  ['/', 'Vào ô quét mã, tìm kiếm'],
  ['j', 'Xuống người tiếp theo'],
  ['k', 'Lên người phía trên'],
  ['Enter', 'Mở lịch hẹn đang chọn'],
  [stepWords.check_in.key, stepWords.check_in.name],
  [stepWords.serve.key, stepWords.serve.name],
  [stepWords.complete.key, stepWords.complete.name],
  ['Esc', 'Đóng lịch hẹn, thoát ô tìm'],
  ['?', 'Bảng phím tắt này'],
];

/** The list of keys. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="Phím tắt"
      onClose={onClose}
      actions={
        <Button look="quiet" onPress={onClose}>
          Đóng lại
        </Button>
      }
    >
      <dl className="desk-keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">Máy quét mã dùng được ở bất cứ đâu trên trang này, không cần bấm vào ô tìm.</p>
    </Dialog>
  );
}
