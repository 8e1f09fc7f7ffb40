import './me.css';
import type { CommuneCard } from 'backend/contracts/commune';
import { type Consents, type Me, updateMe } from 'backend/contracts/residents';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { Toggle } from '../../components/toggle.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { FollowRequest } from '../../features/residents/follow-request.js';
import { useKeepMe, useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { hasLargeText, setLargeText } from '../../text-size.js';
import { sayFailure } from '../../words.js';
import { ErasePart } from './erase-part.js';
import { HouseholdPart } from './household-part.js';
import { InvitationPart } from './invitation-part.js';
import { LettersPart } from './letters-part.js';
import { NamePart } from './name-part.js';
import { PhonePart } from './phone-part.js';
import { TopicsPart } from './topics-part.js';

/** The person's own page: who they are to the commune, what they allow, how they like to read. */
export default function MePage() {
  const me = useMe();
  const commune = useCommune();
  // The hamlets come with the commune; shown one after the other, the page would jump under the finger.
  const waits = me.error === undefined && (me.data === undefined || (commune.data === undefined && commune.error === undefined));
  return (
    <Screen title="Cá nhân" tabs>
      {me.data !== undefined && me.data.roles.length > 0 && (
        <ul className="rows">
          <li>
            <Link to="/console" className="row">
              <span className="row-words">
                <span className="row-name">Bàn làm việc</span>
                <span className="quiet">Dành cho cán bộ</span>
              </span>
              <ChevronRight aria-hidden="true" size={22} />
            </Link>
          </li>
          <li>
            <Link to="/console-sign-in" className="row">
              <span className="row-words">
                <span className="row-name">Đăng nhập máy tính</span>
                <span className="quiet">Quét mã, không cần mật khẩu</span>
              </span>
              <ChevronRight aria-hidden="true" size={22} />
            </Link>
          </li>
        </ul>
      )}
      {me.data !== undefined && !waits && <Person me={me.data} card={commune.data} reload={() => void me.mutate()} />}
      {me.data === undefined && me.error !== undefined && <Failure failure={me.error} onRetry={() => void me.mutate()} />}
      {waits && <Skeleton rows={3} tall />}
      {me.data !== undefined && <HouseholdPart />}
      {me.data !== undefined && <LettersPart />}
      <ReadingPart />
      {me.data !== undefined && me.data.roles.length === 0 && <InvitationPart />}
      <ul className="rows">
        <li>
          <Link to="/about" className="row">
            <span className="row-words">Về ứng dụng và quyền riêng tư</span>
            <ChevronRight aria-hidden="true" size={22} />
          </Link>
        </li>
      </ul>
      {me.data !== undefined && <ErasePart />}
    </Screen>
  );
}

function Person({ me, card, reload }: { me: Me; card: CommuneCard | undefined; reload: () => void }) {
  return (
    <>
      <section className="card" aria-labelledby="me-person">
        <h2 id="me-person" className="section-title">
          Thông tin của tôi
        </h2>
        <NamePart me={me} />
        {card !== undefined && card.hamlets.length > 0 && <HamletPart me={me} hamlets={card.hamlets} />}
        <PhonePart me={me} />
      </section>
      <TopicsPart />
      <ConsentPart me={me} />
      {!me.followsOfficialAccount && card !== undefined && card.officialAccountId !== '' && (
        <section className="card" aria-labelledby="me-follow">
          <h2 id="me-follow" className="section-title">
            Trang Zalo của xã
          </h2>
          <p>Quan tâm để nhận giấy hẹn và lời nhắc ngay trong Zalo. Bỏ quan tâm lúc nào cũng được.</p>
          <FollowRequest officialAccountId={card.officialAccountId} onFollowed={reload}>
            Quan tâm trang Zalo của xã
          </FollowRequest>
        </section>
      )}
    </>
  );
}

/** Saves a part of the person's own settings and says how it went. */
function useSave(): { busy: boolean; save: (body: Parameters<typeof callUpdate>[0], done: string) => Promise<void> } {
  const keepMe = useKeepMe();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const save = async (body: Parameters<typeof callUpdate>[0], done: string) => {
    setBusy(true);
    try {
      keepMe(await callUpdate(body));
      announce(done);
    } catch (error) {
      announce(error instanceof CallFailure ? sayFailure(error) : 'Chưa lưu được. Xin thử lại.');
    }
    setBusy(false);
  };
  return { busy, save };
}

function callUpdate(body: { hamletKey?: string | null; consents?: Partial<Consents> }): Promise<Me> {
  return call(updateMe, { body });
}

function HamletPart({ me, hamlets }: { me: Me; hamlets: readonly { key: string; name: string }[] }) {
  const { busy, save } = useSave();
  return (
    <div className="field">
      <label htmlFor="me-hamlet" className="field-label">
        Xóm
      </label>
      <select
        id="me-hamlet"
        className="field-input"
        value={me.hamletKey ?? ''}
        disabled={busy}
        onChange={(event) => void save({ hamletKey: event.target.value === '' ? null : event.target.value }, 'Đã lưu xóm.')}
      >
        <option value="">Chưa chọn</option>
        {hamlets.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

const consents = [
  {
    kind: 'appointment_messages',
    name: 'Nhắc lịch hẹn qua Zalo',
    detail: 'Giấy hẹn và lời nhắc. Tắt đi thì xã vẫn báo nếu phải hủy lịch.',
  },
  { kind: 'surveys', name: 'Mời góp ý', detail: 'Hỏi ý kiến sau khi làm xong thủ tục.' },
] as const;

function ConsentPart({ me }: { me: Me }) {
  const { busy, save } = useSave();
  return (
    <section className="stack" aria-labelledby="me-consents">
      <h2 id="me-consents" className="section-title">
        Lịch hẹn và góp ý
      </h2>
      <ul className="rows">
        {consents.map(({ kind, name, detail }) => (
          <li key={kind}>
            <Toggle
              name={name}
              detail={detail}
              on={me.consents[kind]}
              disabled={busy}
              onChange={(on) => void save({ consents: { [kind]: on } }, on ? `Đã bật: ${name}.` : `Đã tắt: ${name}.`)}
            />
          </li>
        ))}
      </ul>
      <p className="quiet">Mỗi mục tách riêng, tắt lúc nào cũng được. Không đồng ý thì vẫn đặt lịch bình thường.</p>
    </section>
  );
}

function ReadingPart() {
  const [large, setLarge] = useState(hasLargeText);
  return (
    <ul className="rows">
      <li>
        <Toggle
          name="Chữ to"
          detail="Phóng to chữ trên mọi trang của máy này."
          on={large}
          onChange={(on) => {
            setLargeText(on);
            setLarge(on);
          }}
        />
      </li>
    </ul>
  );
}
