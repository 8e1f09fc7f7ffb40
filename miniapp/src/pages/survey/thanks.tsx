import { useEffect } from 'react';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Notice } from '../../components/states.js';
import type { Outcome } from '../../features/surveys/send-survey.js';
import { keptSurvey } from '../../features/surveys/use-survey.js';

type ThanksProps = { id: string; outcome: Extract<Outcome, { kind: 'sent' }>; onDone: (to: string) => void };

/** That it arrived, what becomes of it, and whether it can still be changed. */
export function Thanks({ id, outcome: { changed, mayChange, earlier }, onDone }: ThanksProps) {
  const isAnonymous = keptSurvey(id)?.mode === 'anonymous';
  useEffect(() => {
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('.header-title')?.focus({ preventScroll: true });
  }, []);
  return (
    <Screen
      title="Đã gửi xong"
      onBack={() => onDone('/surveys')}
      action={<Button onPress={() => onDone('/surveys')}>Xem khảo sát khác</Button>}
    >
      <div role="status">
        <Notice tone="done" title={changed ? 'Xã đã nhận câu trả lời sửa lại' : 'Xã đã nhận câu trả lời'}>
          <p>Cảm ơn ông/bà đã góp ý kiến cho xã.</p>
        </Notice>
      </div>
      {earlier && (
        <Notice tone="attention" title="Xã đã nhận bản gửi lần trước">
          <p>Lần gửi trước đã tới nơi dù máy chưa kịp báo. Những chỗ sửa sau đó chưa có trong bản xã nhận.</p>
        </Notice>
      )}
      <p>Khảo sát đóng xong, xã cộng lại thành kết quả chung. Kết quả được công bố thì xem ở mục Khảo sát và mục Công khai.</p>
      {mayChange && <p>Muốn sửa câu trả lời, ông/bà mở lại khảo sát này trước khi đóng.</p>}
      {isAnonymous && <p>Khảo sát này ẩn danh nên máy không giữ lại câu trả lời.</p>}
    </Screen>
  );
}
