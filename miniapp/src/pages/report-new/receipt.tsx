import type { AnonymousReceipt } from 'backend/contracts/feedback';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Screen } from '../../components/screen.js';
import { Notice } from '../../components/states.js';
import { longDate } from '../../days.js';
import { CodeCard } from '../../features/feedback/code-card.js';
import type { DraftName } from '../../features/feedback/draft.js';
import type { Sending } from '../../features/feedback/sender.js';
import type { useWriting } from '../../features/feedback/writing.js';

type Sent = Extract<Sending, { kind: 'sent' | 'sent_anonymously' }>;
type ReceiptProps = { name: DraftName; writing: ReturnType<typeof useWriting>; sending: Sent; onDone: (to: string) => void };

/** That it arrived, under which code, until when it will be answered, and what comes next. */
export function Receipt({ name, writing, sending, onDone }: ReceiptProps) {
  const { sender } = writing;
  return sending.kind === 'sent' ? (
    <NamedReceipt name={name} sending={sending} onRead={sender.finish} onDone={onDone} />
  ) : (
    <AnonymousReceiptScreen
      receipt={sending.receipt}
      earlier={sending.earlier}
      onShown={sender.onCodeShown}
      onDone={() => {
        sender.finish();
        onDone('/reports');
      }}
    />
  );
}

const EarlierNotice = () => (
  <Notice tone="attention" title="Xã đã nhận bản gửi lần trước">
    <p>Lần gửi trước đã tới nơi dù máy chưa kịp báo. Những chỗ sửa sau đó chưa có trong bản xã nhận.</p>
  </Notice>
);

const answeredWhere = 'Xã trả lời ở mục Phản ánh, và nhắn qua Zalo nếu ông/bà quan tâm trang Zalo của xã.';

/** What comes next, in the order in which it does. */
function nextSteps(name: DraftName, promisedOn: string | null): readonly string[] {
  if (name === 'information')
    return ['Cán bộ xem yêu cầu và chuẩn bị thông tin. Cần hỏi thêm, xã hỏi ngay trong mục Phản ánh.', answeredWhere];
  if (promisedOn === null) return ['Lời của ông/bà được chuyển tới người được nhắc đến.'];
  return [
    'Cán bộ phụ trách đọc và đi xem. Cần hỏi thêm, xã hỏi ngay trong mục Phản ánh.',
    answeredWhere,
    'Chưa ưng câu trả lời thì mở lại được.',
  ];
}

function NamedReceipt({
  name,
  sending: { receipt, earlier },
  onRead,
  onDone,
}: {
  name: DraftName;
  sending: Extract<Sent, { kind: 'sent' }>;
  onRead: () => void;
  onDone: (to: string) => void;
}) {
  useEffect(() => onRead, [onRead]);
  return (
    <Screen
      title="Đã gửi xong"
      onBack={() => onDone('/reports')}
      action={<Button onPress={() => onDone(`/reports/${receipt.id}`)}>Theo dõi việc này</Button>}
    >
      <div role="status">
        <Notice tone="done" title="Xã đã nhận">
          <p>Cảm ơn ông/bà đã cho xã biết.</p>
        </Notice>
      </div>
      {earlier && <EarlierNotice />}
      <section className="card receipt" aria-label="Biên nhận">
        <p>
          <span className="quiet">Mã</span>
          <br />
          <span className="number">{receipt.code}</span>
        </p>
        {receipt.promisedOn !== null && (
          <p>
            <span className="quiet">Hẹn trả lời chậm nhất</span>
            <br />
            <strong className="receipt-day">{longDate(receipt.promisedOn)}</strong>
          </p>
        )}
      </section>
      <section className="stack" aria-labelledby="receipt-next">
        <h2 id="receipt-next" className="section-title">
          Rồi sao nữa?
        </h2>
        <ol className="plain-list">
          {nextSteps(name, receipt.promisedOn).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
    </Screen>
  );
}

type AnonymousReceiptProps = { receipt: AnonymousReceipt; earlier: boolean; onShown: () => void; onDone: () => void };

function AnonymousReceiptScreen({ receipt: { trackingCode, promisedOn }, earlier, onShown, onDone }: AnonymousReceiptProps) {
  const [leaving, setLeaving] = useState(false);
  useEffect(onShown, [onShown]);

  return (
    <Screen
      title="Đã gửi xong"
      onBack={() => setLeaving(true)}
      action={<Button onPress={() => setLeaving(true)}>Tôi đã ghi lại mã</Button>}
    >
      <div role="status">
        <Notice tone="done" title="Xã đã nhận, không biết ai gửi">
          <p>Xin ghi lại mã dưới đây. Mã chỉ hiện một lần này, xã không giữ mã nên không cho lại được.</p>
        </Notice>
      </div>
      {earlier && <EarlierNotice />}
      <CodeCard code={trackingCode} />
      {promisedOn !== null && (
        <p>
          Hẹn trả lời chậm nhất <strong>{longDate(promisedOn)}</strong>. Xã không nhắn tin được: đến ngày ấy xin mở mục Phản ánh, bấm “Tra
          mã giấu tên”.
        </p>
      )}
      {leaving && (
        <Dialog
          title="Đã ghi lại mã chưa?"
          onClose={() => setLeaving(false)}
          actions={
            <>
              <Button onPress={onDone}>Đã ghi rồi, đóng lại</Button>
              <Button look="plain" onPress={() => setLeaving(false)}>
                Chưa, cho tôi xem lại
              </Button>
            </>
          }
        >
          <p>Đóng trang này thì mã không hiện lại nữa. Mất mã thì không xem được câu trả lời.</p>
        </Dialog>
      )}
    </Screen>
  );
}
