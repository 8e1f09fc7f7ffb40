import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { stepWords } from '../console-words.js';

const moves: readonly [string, string][] = [
  ['/', 'Vào ô quét mã, tìm kiếm'],
  ['j', 'Xuống người tiếp theo'],
  ['k', 'Lên người phía trên'],
  ['Enter', 'Mở lịch hẹn đang chọn'],
  ['Esc', 'Đóng lịch hẹn, thoát ô tìm'],
  ['?', 'Bảng phím tắt này'],
];

/** The list of keys; those of steps only for who may take them. */
export function KeysDialog({ mayAct, onClose }: { mayAct: boolean; onClose: () => void }) {
  const steps = Object.values(stepWords).map(({ key, name }): [string, string] => [key, name]);
  const keys = mayAct ? [...moves, ...steps] : moves;
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
