import '../../features/decisions/decisions.css';
import { type ResidentDecision, readDecision } from 'backend/contracts/decisions';
import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { ConsentPart } from '../../features/decisions/consent-part.js';
import { BindingNote, DecisionSheet } from '../../features/decisions/decision-sheet.js';
import { householdLine, statusLine } from '../../features/decisions/decision-words.js';
import { type KeptReceipt, loadReceipt } from '../../features/decisions/kept-vote.js';
import { ReceiptPart } from '../../features/decisions/receipt-part.js';
import { ResultPart } from '../../features/decisions/result-part.js';
import { phoneIsTheirs } from '../../session.js';
import { useApi } from '../../use-api.js';
import { openInBrowser, openPage } from '../../zalo.js';

/** One thing that households decide: what, how, what the household can do now, and what came of it. */
export default function DecisionPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const page = useApi(readDecision, { params: { id } });
  const found = page.data;
  return (
    <Screen
      title="Hộ quyết định"
      backTo="/decisions"
      {...(found?.household.state === 'may_vote' && {
        action: <Button onPress={() => navigate(`/decisions/${id}/vote`)}>Mở phiếu của hộ</Button>,
      })}
    >
      {found !== undefined ? (
        <Content found={found} onChange={(next) => void page.mutate(next, { revalidate: false })} />
      ) : page.error !== undefined ? (
        <Failure failure={page.error} {...(page.error.status === 404 ? {} : { onRetry: () => void page.mutate() })}>
          <Link to="/decisions" className="more-link">
            Xem các việc khác
          </Link>
        </Failure>
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Screen>
  );
}

function Content({ found, onChange }: { found: ResidentDecision; onChange: (next: ResidentDecision) => void }) {
  const { household, status, result, turnout } = found;
  const receipt = useReceipt(found.id);
  return (
    <div className="decision">
      <div>
        <h2 className="title">{found.title}</h2>
        <p className="decision-state" data-status={status}>
          {statusLine(found)}
        </p>
        <p className="quiet">
          {found.number}
          {found.hamletNames.length > 0 ? ` · ${found.hamletNames.join(', ')}` : ' · Toàn xã'}
        </p>
      </div>
      {status !== 'cancelled' && <BindingNote />}
      {found.cancelledReason !== null && (
        <Notice tone="attention" title="Lần biểu quyết này đã hủy">
          <p>Lý do: {found.cancelledReason}</p>
        </Notice>
      )}
      {result !== null && <ResultPart result={result} recognition={found.recognition} effectiveOn={found.effectiveOn} />}
      <HouseholdPart found={found} />
      {household.state === 'may_consent' && <ConsentPart decision={found} consent={household.consent} onSaid={onChange} />}
      {(status === 'open' || status === 'counting' || status === 'closing') && (
        <p>
          Đã có {turnout.tookPart} trong {turnout.households} hộ tham gia. Kết quả chỉ có sau khi hai người cùng kiểm phiếu, trước đó không
          ai xem được.
        </p>
      )}
      {receipt !== null && <ReceiptPart id={found.id} kept={receipt} closed={status === 'closed'} />}
      <DecisionSheet decision={found} />
      <Papers found={found} />
      {found.receiptsUrl !== null && <ReceiptsLink url={found.receiptsUrl} />}
    </div>
  );
}

function HouseholdPart({ found: { household, status, way } }: { found: ResidentDecision }) {
  const asks = household.state === 'none' || household.state === 'not_representative';
  if (household.state === 'may_consent' || (status === 'closed' && household.state === 'none') || status === 'cancelled') return null;
  return (
    <Notice
      tone={household.state === 'voted' || household.state === 'took_part' ? 'done' : household.state === 'may_vote' ? 'attention' : 'info'}
    >
      <p>{householdLine(household)}</p>
      {household.state === 'waits' && way === 'meeting' && <p>Xin cử người đại diện tới dự họp.</p>}
      {household.state === 'waits' && way === 'paper' && <p>Phiếu được phát tới từng hộ; xin nộp lại đúng hạn.</p>}
      {asks && (
        <Link to="/household" className="more-link">
          {household.state === 'none' ? 'Gắn tài khoản với hộ' : 'Xem hộ của tôi'}
        </Link>
      )}
    </Notice>
  );
}

/** The receipt kept on this phone, once it is known whose phone it is. */
function useReceipt(id: string): KeptReceipt | null {
  const [receipt, setReceipt] = useState<KeptReceipt | null>(null);
  useEffect(() => {
    let left = false;
    void phoneIsTheirs().then(() => {
      if (!left) setReceipt(loadReceipt(id));
    });
    return () => {
      left = true;
    };
  }, [id]);
  return receipt;
}

function useOpen(): (url: string) => Promise<void> {
  const announce = useAnnounce();
  return async (url) => {
    const answer = await openPage(url);
    if (answer.kind === 'given' || (await openInBrowser(url)).kind === 'given') return;
    announce('Chưa mở được. Xin thử lại.');
  };
}

function Papers({ found: { papers } }: { found: ResidentDecision }) {
  const open = useOpen();
  if (papers.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="papers-title">
      <h2 id="papers-title" className="section-title">
        Tài liệu kèm theo
      </h2>
      <ul className="rows">
        {papers.map(({ fileId, label, url }) => (
          <li key={fileId}>
            <button type="button" className="row" onClick={() => void open(url)}>
              <FileText aria-hidden="true" size={22} />
              <span className="row-words">
                <span className="row-name">{label}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReceiptsLink({ url }: { url: string }) {
  const open = useOpen();
  return (
    <Button look="plain" onPress={() => void open(url)}>
      Danh sách mã biên nhận
    </Button>
  );
}
