import { leaveHousehold, type MyHousehold } from 'backend/contracts/households';
import { useState } from 'react';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/states.js';
import { inVietnam, plainDate } from '../../days.js';
import { call } from '../../session.js';
import { sayFailure } from '../../words.js';

type LinkedPartProps = { household: MyHousehold; hasCode: boolean; onLeft: () => void };

/** The household as its members see it: who belongs to it, who speaks for it since when, and whom to ask for a change. */
export function LinkedPart({ household, hasCode, onLeft }: LinkedPartProps) {
  const { code, hamletName, headName, address, members, representatives, representativeName, isRepresentative, myName } = household;
  const [leaves, setLeaves] = useState(false);
  return (
    <>
      {hasCode && (
        <Notice title="Tài khoản này đã liên kết">
          <p>Muốn dùng mã vừa quét cho hộ khác, xin gỡ khỏi hộ này trước.</p>
        </Notice>
      )}
      <section className="card" aria-labelledby="household-title">
        <h2 id="household-title" className="title">
          Hộ {code}
        </h2>
        <dl className="household-facts">
          <dt>Chủ hộ</dt>
          <dd>{headName}</dd>
          <dt>Nơi ở</dt>
          <dd>{address === '' ? hamletName : `${address}, ${hamletName}`}</dd>
          <dt>Máy này</dt>
          <dd>đứng tên {myName}</dd>
        </dl>
      </section>
      {isRepresentative ? (
        <Notice tone="done" title={`${myName} đại diện hộ`}>
          <p>Khi xóm lấy ý kiến hộ, ông/bà trả lời thay cả hộ trên máy này. Xin bàn với người nhà trước.</p>
        </Notice>
      ) : (
        <Notice title={representativeName === null ? 'Hộ chưa có người đại diện' : `${representativeName} đại diện hộ`}>
          <p>
            {representativeName === null
              ? 'Xin báo trưởng xóm để ghi người đại diện.'
              : 'Người đại diện trả lời thay cả hộ. Ông/bà vẫn xem được tin và kết quả.'}
          </p>
        </Notice>
      )}
      <section className="stack" aria-labelledby="household-members">
        <h2 id="household-members" className="section-title">
          Người trong hộ
        </h2>
        <ul className="rows">
          {members.map((member) => (
            <li key={`${member.name} ${member.relation}`} className="row">
              <span className="row-words">
                <span className="row-name">{member.name}</span>
                <span className="quiet">{factsOf(member)}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card" aria-labelledby="household-change">
        <h2 id="household-change" className="section-title">
          Đổi người đại diện, sửa thông tin
        </h2>
        <p>Hộ thống nhất với nhau rồi báo trưởng xóm. Mỗi lần đổi đều ghi lại ở đây.</p>
        {representatives.length > 0 && (
          <ol className="household-history" aria-label="Những lần đổi người đại diện">
            {representatives.map(({ at, name, reason }) => (
              <li key={at}>
                <strong>{name ?? 'Chưa có'}</strong> từ {plainDate(inVietnam(new Date(at)).day)}
                {reason !== null && <span className="quiet household-block">{reason}</span>}
              </li>
            ))}
          </ol>
        )}
      </section>
      <button type="button" className="text-button" onClick={() => setLeaves(true)}>
        Đây không phải hộ của tôi
      </button>
      {leaves && <LeaveDialog household={household} onLeft={onLeft} onClose={() => setLeaves(false)} />}
    </>
  );
}

/** "Vợ · đại diện hộ · máy này". */
function factsOf({ relation, isRepresentative, isMe, linked }: MyHousehold['members'][number]): string {
  const facts = [relation, isRepresentative ? 'đại diện hộ' : null, isMe ? 'máy này' : linked ? 'đã liên kết Zalo' : null].filter(Boolean);
  const words = facts.length === 0 ? 'thành viên' : facts.join(' · ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function LeaveDialog({ household, onLeft, onClose }: { household: MyHousehold; onLeft: () => void; onClose: () => void }) {
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const leave = async () => {
    setBusy(true);
    setFault(null);
    try {
      await call(leaveHousehold, {});
      announce(`Đã gỡ khỏi hộ ${household.code}.`);
      onClose();
      onLeft();
    } catch (error) {
      setFault(error instanceof CallFailure ? sayFailure(error) : 'Chưa gỡ được. Xin thử lại.');
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`Gỡ tài khoản Zalo này khỏi hộ ${household.code}?`}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" busy={busy} onPress={() => void leave()}>
            Gỡ khỏi hộ
          </Button>
          <Button look="quiet" onPress={onClose}>
            Để nguyên
          </Button>
        </>
      }
    >
      <p>
        {household.isRepresentative
          ? 'Từ lúc gỡ, máy này không trả lời thay hộ được nữa. Muốn liên kết lại, phải xin trưởng xóm mã mới.'
          : 'Muốn liên kết lại, phải xin trưởng xóm mã mới.'}
      </p>
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </Dialog>
  );
}
