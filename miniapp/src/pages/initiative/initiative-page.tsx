import '../../features/initiatives/initiatives.css';
import { type Initiative, listInitiatives, readInitiative, signInitiative, unsignInitiative } from 'backend/contracts/initiatives';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { CallFailure } from '../../api.js';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate, plainDate } from '../../days.js';
import { initiativeStateWords, placeWords } from '../../features/initiatives/initiative-words.js';
import { ProgressLine } from '../../features/initiatives/progress.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { sayFailure } from '../../words.js';

/** One initiative: what is proposed, how many households agree, and the household's own word. */
export default function InitiativePage() {
  const { id = '' } = useParams();
  const read = useApi(readInitiative, { params: { id } });
  if (read.data !== undefined)
    return <Shown key={id} initiative={read.data} onChange={(next) => void read.mutate(next, { revalidate: false })} />;
  return (
    <Screen title="Sáng kiến" backTo="/initiatives">
      {read.error === undefined ? (
        <Skeleton rows={3} tall />
      ) : (
        <Failure failure={read.error} {...(read.error.code === 'initiative_not_found' ? {} : { onRetry: () => void read.mutate() })}>
          <Link to="/initiatives" className="more-link">
            Xem các sáng kiến
          </Link>
        </Failure>
      )}
    </Screen>
  );
}

function Shown({ initiative, onChange }: { initiative: Initiative; onChange: (next: Initiative) => void }) {
  const { id, title, state, hamletName, progress, until, household, support } = initiative;
  const announce = useAnnounce();
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState(false);
  const [asks, setAsks] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const isFresh = (useLocation().state as { fresh?: boolean } | null)?.fresh === true;
  const isOpen = state === 'collecting' || state === 'reached';

  const act = async (endpoint: typeof signInitiative | typeof unsignInitiative, said: string) => {
    setAsks(false);
    setBusy(true);
    setFailure(null);
    try {
      onChange(await call(endpoint as typeof signInitiative, { params: { id } }));
      announce(said);
      void mutate(keyOf(listInitiatives, { query: {} }));
    } catch (error) {
      setFailure(error instanceof CallFailure ? error : new CallFailure('internal', 0));
    }
    setBusy(false);
  };

  const mayRenew = household.state === 'signed' && !household.counts;
  const maySign = isOpen && (household.state === 'may_sign' || mayRenew);
  return (
    <Screen
      title="Sáng kiến"
      backTo="/initiatives"
      {...(maySign
        ? {
            action: (
              <Button busy={busy} onPress={() => void act(signInitiative, 'Đã ghi đồng thuận của hộ.')}>
                {mayRenew ? 'Đồng thuận lại' : 'Hộ tôi đồng thuận'}
              </Button>
            ),
          }
        : {})}
    >
      {isFresh && state === 'submitted' && (
        <Notice tone="done" title="Đã gửi đề xuất">
          <p>Có kết quả xem xét, xã nhắn ngay cho ông/bà.</p>
        </Notice>
      )}
      <div>
        <p className="quiet">
          {placeWords(hamletName)} · {initiativeStateWords[state]}
        </p>
        <h2 className="title">{title}</h2>
      </div>
      <StateNotice initiative={initiative} />
      {progress !== null && (
        <section className="card" aria-label="Các hộ đồng thuận">
          <ProgressLine progress={progress} supported={support !== null} />
          {state === 'collecting' && until !== null && <p className="quiet">Lấy đồng thuận đến hết {longDate(until)}.</p>}
          {isOpen && (
            <p className="quiet">
              Đồng thuận là để việc này được đưa ra bàn, chưa phải biểu quyết. Bà con chỉ thấy số hộ, không thấy hộ nào đã hay chưa đồng
              thuận.
            </p>
          )}
          {isOpen && <OwnHousehold household={household} />}
          {isOpen && household.state === 'signed' && (
            <button type="button" className="text-button" onClick={() => setAsks(true)}>
              Rút lại đồng thuận
            </button>
          )}
        </section>
      )}
      {failure !== null && (
        <Notice tone="attention" urgent title={failure.code === 'offline' ? 'Chưa gửi được' : 'Chưa làm được'}>
          <p>
            {failure.code === 'offline'
              ? 'Mạng yếu nên chưa gửi được. Xin bấm lại; bấm mấy lần hộ cũng chỉ được tính một lần.'
              : sayFailure(failure)}
          </p>
        </Notice>
      )}
      <Words initiative={initiative} />
      {asks && (
        <Dialog
          title="Rút lại đồng thuận của hộ?"
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button look="danger" onPress={() => void act(unsignInitiative, 'Đã rút lại đồng thuận của hộ.')}>
                Rút lại
              </Button>
              <Button look="quiet" onPress={() => setAsks(false)}>
                Giữ nguyên
              </Button>
            </>
          }
        >
          <p>Số hộ đồng thuận sẽ bớt đi một. Ông/bà có thể đồng thuận lại khi việc này còn lấy đồng thuận.</p>
        </Dialog>
      )}
    </Screen>
  );
}

function OwnHousehold({ household }: { household: Initiative['household'] }) {
  switch (household.state) {
    case 'none':
      return (
        <Notice title="Chưa biết hộ của ông/bà">
          <p>Muốn đồng thuận thì tài khoản cần liên kết với hộ trong sổ của xóm.</p>
          <Link to="/household" className="more-link">
            Liên kết với hộ của tôi
          </Link>
        </Notice>
      );
    case 'elsewhere':
      return <p>Việc này của xóm khác; hộ của ông/bà ở {household.hamletName} nên không đồng thuận ở đây.</p>;
    case 'not_representative':
      return (
        <p>
          {household.signed ? 'Hộ của ông/bà đã đồng thuận.' : 'Hộ của ông/bà chưa đồng thuận.'}{' '}
          {household.representativeName === null
            ? 'Hộ chưa có người đại diện; xin nhờ trưởng xóm ghi vào sổ.'
            : `Người đại diện hộ là ${household.representativeName}; chỉ người ấy bấm thay cả hộ.`}
        </p>
      );
    case 'may_sign':
      return <p>Ông/bà đại diện hộ {household.code}. Mỗi hộ một đồng thuận, có giá trị ba tháng, rút lại được.</p>;
    case 'signed':
      return household.counts ? (
        <p className="initiative-signed">
          Hộ {household.code} đã đồng thuận ngày {plainDate(household.givenOn)}
          {household.way === 'paper' && ' (ký trên giấy)'}, có giá trị đến hết ngày {plainDate(household.until)}.
        </p>
      ) : (
        <p>
          Đồng thuận của hộ {household.code} hết giá trị từ sau ngày {plainDate(household.until)}. Ông/bà có thể đồng thuận lại.
        </p>
      );
  }
}

/** Where it stands and what comes next. */
function StateNotice({ initiative }: { initiative: Initiative }) {
  const { state, checkBy, refusal, answerBy, answer, mine, until } = initiative;
  if (state === 'submitted')
    return (
      <Notice title="Đang chờ xem xét">
        <p>
          Trưởng xóm hoặc xã chỉ xem việc này có thuộc việc Nhân dân bàn, quyết định và có đúng pháp luật không
          {checkBy !== null && `, trước hết ${longDate(checkBy)}`}. Trước khi được nhận, chỉ ông/bà đọc được.
        </p>
      </Notice>
    );
  if (refusal !== null)
    return (
      <Notice tone="attention" title={`Chưa được nhận, trả lời ngày ${plainDate(refusal.on)}`}>
        <p className="initiative-said">{refusal.reason}</p>
        <p className="quiet">Lời trả lời này chỉ ông/bà đọc được. Sửa lại cho đúng rồi đề xuất lại lúc nào cũng được.</p>
      </Notice>
    );
  if (state === 'reached')
    return (
      <Notice tone="done" title="Đã đủ hộ đồng thuận">
        <p>Sẽ được đưa ra bàn hoặc được trả lời rõ lý do{answerBy !== null && `, trước hết ${longDate(answerBy)}`}.</p>
      </Notice>
    );
  if (answer !== null)
    return (
      <Notice
        tone={answer.kind === 'forwarded' ? 'done' : 'info'}
        title={answer.kind === 'forwarded' ? 'Được đưa ra bàn, quyết định' : 'Không đưa ra bàn'}
      >
        {answer.meetingOn !== null && <p>Họp: {longDate(answer.meetingOn)}.</p>}
        {answer.words !== '' && <p className="initiative-said">{answer.words}</p>}
        {answer.decisionId !== null && (
          <Link to={`/decisions/${answer.decisionId}`} className="more-link">
            Xem việc đang được quyết định
          </Link>
        )}
        <p className="quiet">
          {answer.by} trả lời ngày {plainDate(answer.on)}.
        </p>
      </Notice>
    );
  if (state === 'lapsed')
    return (
      <Notice title="Đã khép lại">
        <p>
          Hết ngày {until === null ? '' : plainDate(until)} chưa đủ hộ đồng thuận.{mine && ' Ông/bà có thể đề xuất lại bất cứ lúc nào.'}
        </p>
      </Notice>
    );
  return null;
}

function Words({ initiative }: { initiative: Initiative }) {
  const { what, why, cost, item, proposerName, submittedOn, support } = initiative;
  return (
    <section className="card" aria-label="Nội dung đề xuất">
      <dl className="initiative-facts">
        <Fact name="Làm gì" value={what} />
        <Fact name="Vì sao" value={why} />
        {cost !== null && <Fact name="Kinh phí dự tính" value={cost} />}
        {item !== null && <Fact name="Thuộc việc Nhân dân bàn, quyết định" value={`${item.name} (${item.article})`} />}
        {support !== null && <Fact name="Mặt trận ủng hộ" value={`${support.reason}\n${support.by}, ${plainDate(support.on)}`} />}
        <Fact name="Người đề xuất" value={`${proposerName ?? 'Người đề xuất đã xóa tài khoản'}, gửi ngày ${plainDate(submittedOn)}`} />
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd className="initiative-said">{value}</dd>
    </div>
  );
}
