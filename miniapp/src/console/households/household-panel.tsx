import '../today/today.css';
import { changeRepresentative, type Household, type HouseholdMember, readHousehold, unlinkMember } from 'backend/contracts/households';
import { useEffect, useRef, useState } from 'react';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { useMay } from '../may.js';
import { EndDialog } from './end-dialog.js';
import { HouseholdForm } from './household-form.js';
import { changeWords, endWords, eventWords, linkWords, mayRepresent, memberFacts } from './household-words.js';
import { InviteDialog } from './invite-dialog.js';
import { ReasonDialog } from './reason-dialog.js';

type Asking = { what: 'invite' | 'represent' | 'unlink'; member: HouseholdMember } | { what: 'end' };
type PanelProps = { id: string; hamlets: readonly { key: string; name: string }[]; onChange: () => void };

/** One household: who they are, who speaks for them, who is linked, what has been changed. */
export function HouseholdPanel({ id, hamlets, onChange }: PanelProps) {
  const household = useApi(readHousehold, { params: { id } });
  const [edits, setEdits] = useState(false);
  const keep = (changed: Household) => {
    void household.mutate(changed, { revalidate: false });
    onChange();
  };
  return (
    <section className="households-item" aria-label="Thông tin hộ">
      {household.data === undefined && household.error !== undefined && (
        <Failure failure={household.error} onRetry={() => void household.mutate()} />
      )}
      {household.data === undefined && household.error === undefined && <Skeleton rows={5} />}
      {household.data !== undefined &&
        (edits ? (
          <HouseholdForm
            household={household.data}
            hamlets={hamlets}
            onDone={(changed) => {
              setEdits(false);
              if (changed !== null) keep(changed);
              else void household.mutate();
            }}
          />
        ) : (
          <Shown household={household.data} onKeep={keep} onEdit={() => setEdits(true)} onStale={() => void household.mutate()} />
        ))}
    </section>
  );
}

type ShownProps = { household: Household; onKeep: (changed: Household) => void; onEdit: () => void; onStale: () => void };

function Shown({ household, onKeep, onEdit, onStale }: ShownProps) {
  const { id, code, headName, hamletName, address, size, ended, members, revision } = household;
  const mayChange = useMay('households.write') && ended === null;
  const [asking, setAsking] = useState<Asking | null>(null);
  const head = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: reading begins here whenever another household is opened
  useEffect(() => head.current?.focus({ preventScroll: true }), [id]);
  const params = { id };
  const close = () => {
    setAsking(null);
    onStale();
  };
  const done = (changed: Household) => {
    setAsking(null);
    onKeep(changed);
  };

  return (
    <>
      <div className="desk-step">
        <h2 ref={head} tabIndex={-1} className="title desk-focus-head">
          Hộ {code}
        </h2>
        <dl className="desk-facts">
          <dt>Chủ hộ</dt>
          <dd>{headName}</dd>
          <dt>Xóm</dt>
          <dd>{hamletName}</dd>
          {address !== '' && (
            <>
              <dt>Địa chỉ</dt>
              <dd>{address}</dd>
            </>
          )}
          {size !== null && (
            <>
              <dt>Nhân khẩu</dt>
              <dd>{size} người</dd>
            </>
          )}
          <dt>Đại diện</dt>
          <dd>{household.representativeName ?? <span className="desk-unsure">Chưa có</span>}</dd>
        </dl>
        {ended !== null && (
          <Notice
            title={`Đã kết thúc: ${endWords[ended.reason].toLowerCase()}${ended.mergedIntoCode === null ? '' : ` (${ended.mergedIntoCode})`}`}
          >
            <p>
              {spokenInstant(ended.at)}
              {ended.note !== '' && `. ${ended.note}`}
            </p>
          </Notice>
        )}
        {mayChange && (
          <div className="households-line">
            <button type="button" className="desk-tool" onClick={onEdit}>
              Sửa thông tin
            </button>
            <button type="button" className="desk-tool desk-tool-danger" onClick={() => setAsking({ what: 'end' })}>
              Kết thúc hộ…
            </button>
          </div>
        )}
      </div>
      <section className="desk-step" aria-labelledby="household-members">
        <h3 id="household-members" className="section-title">
          Thành viên
        </h3>
        {members.length === 0 && <p className="quiet">Chưa ghi thành viên nào. Bấm “Sửa thông tin” để ghi, rồi chọn người đại diện.</p>}
        <ul className="households-members">
          {members.map((member) => (
            <li key={member.id}>
              <div className="households-member">
                <strong>{member.name}</strong>
                {member.isRepresentative && <span className="households-tag">Đại diện hộ</span>}
                {memberFacts(member) !== '' && <span className="desk-block">{memberFacts(member)}</span>}
                <span className="quiet desk-block">{linkWords(member, household)}</span>
              </div>
              {mayChange && <MemberTools member={member} onAsk={(what) => setAsking({ what, member })} />}
            </li>
          ))}
        </ul>
        {mayChange && members.some(({ birthYear, isRepresentative }) => birthYear === null && !isRepresentative) && (
          <p className="quiet">Muốn chọn ai làm đại diện, xin ghi năm sinh của người ấy trước: người đại diện phải đủ 18 tuổi.</p>
        )}
        <p className="quiet">Chỉ người đại diện biểu quyết thay hộ. Thành viên khác liên kết thì xem được tin của hộ.</p>
      </section>
      <History household={household} />
      {asking?.what === 'invite' && <InviteDialog household={household} member={asking.member} onClose={close} />}
      {asking?.what === 'represent' && (
        <ReasonDialog
          title={`Chọn ${asking.member.name} làm đại diện hộ?`}
          hint={household.representativeName === null ? 'Ví dụ: Hộ họp, cử người đại diện' : 'Người đang đại diện sẽ đọc được lý do này.'}
          act="Đổi người đại diện"
          onClose={close}
          send={(reason) => call(changeRepresentative, { params, body: { memberId: asking.member.id, reason, revision } })}
          said={`${asking.member.name} là đại diện của hộ ${code}.`}
          onDone={done}
        >
          <p>
            {household.representativeName === null
              ? 'Từ nay người này thay mặt hộ khi biểu quyết.'
              : `Từ nay người này thay ông/bà ${household.representativeName} khi biểu quyết. Việc hộ đã biểu quyết vẫn giữ nguyên.`}
          </p>
        </ReasonDialog>
      )}
      {asking?.what === 'unlink' && (
        <ReasonDialog
          title={`Gỡ Zalo của ${asking.member.name}?`}
          hint="Người đang liên kết sẽ đọc được lý do này."
          act="Gỡ liên kết"
          isDanger
          onClose={close}
          send={(reason) => call(unlinkMember, { params, body: { memberId: asking.member.id, reason, revision } })}
          said={`Đã gỡ Zalo của ${asking.member.name}.`}
          onDone={done}
        >
          <p>Tài khoản Zalo này không còn thuộc hộ. Tên trong sổ vẫn giữ; cần thì mời lại bằng mã mới.</p>
        </ReasonDialog>
      )}
      {asking?.what === 'end' && <EndDialog household={household} onClose={close} onDone={done} />}
    </>
  );
}

function MemberTools({ member, onAsk }: { member: HouseholdMember; onAsk: (what: 'invite' | 'represent' | 'unlink') => void }) {
  const year = Number(inVietnam(new Date()).day.slice(0, 4));
  return (
    <span className="desk-tools">
      {member.linkedAt === null ? (
        <button type="button" className="desk-tool" aria-label={`Mời liên kết ${member.name}`} onClick={() => onAsk('invite')}>
          Mời liên kết
        </button>
      ) : (
        <button type="button" className="desk-tool" aria-label={`Gỡ Zalo… của ${member.name}`} onClick={() => onAsk('unlink')}>
          Gỡ Zalo…
        </button>
      )}
      {!member.isRepresentative && mayRepresent(member, year) && (
        <button type="button" className="desk-tool" aria-label={`Chọn đại diện… ${member.name}`} onClick={() => onAsk('represent')}>
          Chọn đại diện…
        </button>
      )}
    </span>
  );
}

function History({ household: { history } }: { household: Household }) {
  return (
    <section className="desk-step" aria-labelledby="household-history">
      <h3 id="household-history" className="section-title">
        Lịch sử
      </h3>
      <ol className="households-history">
        {history.map((change) => (
          <li key={`${change.at} ${change.event} ${changeWords(change).join()}`}>
            <strong>{eventWords[change.event]}</strong>
            <span className="quiet">
              {' '}
              · {change.by}, {spokenInstant(change.at)}
            </span>
            {changeWords(change).map((words) => (
              <span key={words} className="desk-block">
                {words}
              </span>
            ))}
            {change.reason !== null && <span className="desk-block">Lý do: {change.reason}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
