import { readCommune } from 'backend/contracts/commune';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.js';
import { Failure, Notice } from '../../components/states.js';
import { countdown } from '../../days.js';
import Qr from '../../features/appointments/qr.js';
import { useApi } from '../../use-api.js';
import { type SignIn, useSignIn } from './use-sign-in.js';

/** Signing in on a computer: the phone reads the code, and its owner picks the number that stands here. */
export function SignInPage({ again = false, onSignedIn }: { again?: boolean; onSignedIn: (name: string) => void }) {
  const commune = useApi(readCommune, {});
  const { signIn, renew } = useSignIn(onSignedIn);
  useEffect(() => {
    document.title = 'Đăng nhập · Bàn làm việc';
  }, []);
  return (
    <main className="web-sign-in">
      <div className="web-card">
        <div className="web-words">
          <p className="web-office">{commune.data?.officeName ?? ' '}</p>
          <h1 className="web-title">Đăng nhập bàn làm việc</h1>
          {again && (
            <Notice tone="attention" title="Phiên làm việc đã hết">
              <p>Xin đăng nhập lại. Những gì đang gõ dở vẫn còn.</p>
            </Notice>
          )}
          <ol className="web-steps">
            <li>Mở Zalo trên điện thoại của ông/bà, bấm biểu tượng quét mã ở góc trên.</li>
            <li>Quét mã QR trên màn hình này.</li>
            <li>Chọn đúng số đang hiện ở đây, rồi bấm “Cho phép”.</li>
          </ol>
          <p className="quiet">
            Cách khác: mở ứng dụng của xã trong Zalo, vào Cá nhân, bấm “Đăng nhập máy tính”. Không cần mật khẩu; đừng quét mã do người khác
            gửi tới.
          </p>
        </div>
        <Code signIn={signIn} onRenew={renew} />
      </div>
    </main>
  );
}

function Code({ signIn, onRenew }: { signIn: SignIn; onRenew: () => void }) {
  switch (signIn.kind) {
    case 'waiting':
      return (
        <div className="web-code">
          <div className="web-qr">
            <Qr text={signIn.asked.link} label="Mã QR để đăng nhập" />
          </div>
          <p className="web-number-line">
            Số cần chọn
            <strong className="web-number" data-testid="number">
              {signIn.asked.number}
            </strong>
          </p>
          {signIn.offline ? (
            <p className="field-fault" role="alert">
              Mất mạng, đang thử lại.
            </p>
          ) : (
            <TimeLeft seconds={signIn.secondsLeft} />
          )}
        </div>
      );
    case 'refused':
      return (
        <div className="web-code">
          <Notice tone="danger" title="Điện thoại không cho phép" urgent>
            <p>Lượt đăng nhập này đã bị hủy trên điện thoại, hoặc số đã chọn không đúng.</p>
          </Notice>
          <Button onPress={onRenew}>Lấy mã mới</Button>
        </div>
      );
    case 'resting':
      return (
        <div className="web-code">
          <Notice title="Mã đã hết hạn">
            <p>Mỗi mã dùng được trong 2 phút.</p>
          </Notice>
          <Button onPress={onRenew}>Lấy mã mới</Button>
        </div>
      );
    case 'failed':
      return (
        <div className="web-code">
          <Failure failure={signIn.failure} onRetry={onRenew} />
        </div>
      );
    default:
      return (
        <div className="web-code">
          <div className="web-qr web-qr-empty" role="status">
            {signIn.kind === 'opening' ? 'Đã được phép, đang vào…' : 'Đang lấy mã…'}
          </div>
        </div>
      );
  }
}

/** Counts down each second between two looks at the server; said aloud only by the words, not by each number. */
function TimeLeft({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    setLeft(seconds);
    const timer = window.setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000);
    return () => window.clearInterval(timer);
  }, [seconds]);
  return (
    <p className="quiet web-left">
      Mã còn dùng được <span aria-hidden="true">{countdown(left)}</span>
      <span className="web-unseen">trong 2 phút, sau đó tự đổi mã mới</span>
    </p>
  );
}
