import { readZaloStatus, startZaloGrant, type ZaloStatus } from 'backend/contracts/zalo';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { openInBrowser } from '../../zalo.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';

/** Whether the commune can write to people in Zalo, what waits, and giving permission again. */
export function ZaloPage() {
  const status = useApi(readZaloStatus, {}, { refreshInterval: 10_000, focusThrottleInterval: 1000 });
  return (
    <Frame title="Kết nối Zalo" width="sides">
      {status.data !== undefined ? (
        <>
          <div className="desk-side">
            <Permission grant={status.data.grant} />
          </div>
          <div className="desk-side">
            <Messages status={status.data} />
          </div>
        </>
      ) : status.error !== undefined ? (
        <Failure failure={status.error} onRetry={() => void status.mutate()} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Frame>
  );
}

function Permission({ grant: { state, refreshedAt, accessExpiresAt } }: Pick<ZaloStatus, 'grant'>) {
  const isGranted = state === 'granted';
  return (
    <section className="desk-step" aria-labelledby="permission-title">
      <h2 id="permission-title" className="section-title">
        Quyền gửi tin
      </h2>
      {isGranted ? (
        <Notice tone="done" title="Xã đang gửi tin được qua Zalo">
          <p>Quyền này tự gia hạn, không cần làm gì thêm.</p>
        </Notice>
      ) : (
        <Notice tone="danger" title="Xã chưa gửi tin được qua Zalo">
          <p>Giấy hẹn và tin báo đang nằm chờ. Cần người quản trị Official Account của xã cấp quyền lại.</p>
        </Notice>
      )}
      <dl className="desk-facts">
        <dt>Gia hạn gần nhất</dt>
        <dd>{refreshedAt === null ? 'Chưa có' : spokenInstant(refreshedAt)}</dd>
        {isGranted && accessExpiresAt !== null && (
          <>
            <dt>Tự gia hạn trước</dt>
            <dd>{spokenInstant(accessExpiresAt)}</dd>
          </>
        )}
      </dl>
      <GrantAgain urgent={!isGranted} />
    </section>
  );
}

/** Leads to Zalo's own page; where no browser can be opened, the address is shown as a link. */
function GrantAgain({ urgent }: { urgent: boolean }) {
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const begin = async () => {
    setBusy(true);
    setFault(null);
    try {
      const { url } = await call(startZaloGrant, {});
      const answer = await openInBrowser(url);
      setLink(answer.kind === 'given' ? null : url);
    } catch (error) {
      const failure = failureOf(error);
      setFault(
        failure.code === 'zalo_unavailable'
          ? 'Máy chủ chưa được cài địa chỉ nhận quyền từ Zalo. Xin báo người cài đặt hệ thống.'
          : sayToOfficer(failure),
      );
    }
    setBusy(false);
  };
  return (
    <>
      <p className="quiet">
        Trang của Zalo sẽ mở ra. Xin đăng nhập bằng tài khoản quản trị Official Account rồi bấm đồng ý. Đường dẫn dùng được một lần, trong
        15 phút.
      </p>
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      {link === null ? (
        <Button look={urgent ? 'main' : 'plain'} busy={busy} onPress={() => void begin()}>
          Cấp quyền lại trên Zalo
        </Button>
      ) : (
        <a className="desk-tool" href={link} target="_blank" rel="noreferrer">
          Mở trang cấp quyền của Zalo
        </a>
      )}
    </>
  );
}

function Messages({ status: { messages, eventsOpen } }: { status: ZaloStatus }) {
  const rows = [
    { name: 'Đang chờ gửi', count: messages.waiting, what: 'Tự gửi khi tới lượt hoặc khi Zalo cho gửi.' },
    { name: 'Chưa rõ đã tới chưa', count: messages.unconfirmed, what: 'Không tự gửi lại, để người dân khỏi nhận hai lần.' },
    { name: 'Không gửi được', count: messages.failed, what: 'Giấy hẹn vẫn có hiệu lực; nên gọi điện cho người dân.' },
    { name: 'Tin từ Zalo chưa xử lý', count: eventsOpen, what: 'Ví dụ: có người mới quan tâm, hoặc vừa nhắn cho xã.' },
  ];
  return (
    <section className="desk-step" aria-labelledby="messages-title">
      <h2 id="messages-title" className="section-title">
        Tin trong 7 ngày qua
      </h2>
      <ul className="desk-records">
        {rows.map(({ name, count, what }) => (
          <li key={name}>
            <span>
              <strong>{name}</strong>
              <span className="quiet desk-block">{what}</span>
            </span>
            <strong className="desk-number">{count.toLocaleString('vi-VN')}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
