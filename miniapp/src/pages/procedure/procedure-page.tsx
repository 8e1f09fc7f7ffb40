import './procedure.css';
import { type ProcedurePage as Page, type ProcedureVersion, readProcedure } from 'backend/contracts/procedures';
import { ChevronDown } from 'lucide-react';
import { useNavigate, useParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { DocumentList } from '../../features/procedures/document-list.js';
import { useApi } from '../../use-api.js';
import { channelWords, documentWords, money, presenceWords, wayWords } from '../../words.js';
import { openPage } from '../../zalo.js';

/** All a person needs to know about a procedure before booking. */
export default function ProcedurePage() {
  const { code = '' } = useParams();
  const navigate = useNavigate();
  const page = useApi(readProcedure, { params: { code } }, { revalidateOnFocus: false });

  return (
    <Screen
      title="Thủ tục"
      backTo="/procedures"
      {...(page.data === undefined ? {} : { action: <Button onPress={() => navigate(`/procedures/${code}/book`)}>Đặt lịch</Button> })}
    >
      {page.data !== undefined ? (
        <ProcedureContent page={page.data} />
      ) : page.error !== undefined ? (
        <Failure failure={page.error} onRetry={() => void page.mutate()} />
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Screen>
  );
}

function ProcedureContent({ page }: { page: Page }) {
  const { procedure } = page;
  const presence = presenceWords[procedure.presence];
  return (
    <>
      <div>
        <h2 className="title">{procedure.plainName}</h2>
        <p className="quiet">
          Tên chính thức: {procedure.name} (mã {procedure.code})
        </p>
      </div>

      <dl className="facts">
        <Fact name="Mất bao lâu" value={page.timeText} />
        <Fact name="Phí" value={page.feeText} />
        <Fact name="Nộp ở đâu" value={procedure.channels.map((channel) => channelWords[channel]).join(', ')} />
        <Fact name="Lấy ngay được không" value={sameDayWords(procedure)} />
      </dl>

      {page.changesOn !== null && <Notice tone="attention">Quy định này thay đổi từ ngày {plainDate(page.changesOn)}.</Notice>}

      <section className="card" aria-labelledby="documents">
        <h3 id="documents" className="section-title">
          Giấy tờ cần mang
        </h3>
        {procedure.documents.length > 0 && <p className="quiet">Đánh dấu những thứ đã có sẵn.</p>}
        <DocumentList code={procedure.code} documents={procedure.documents.map((one) => ({ ...one, detail: documentWords(one) }))} />
        {presence !== null && <p>{presence}</p>}
        <p className="quiet">Nhận được: {procedure.resultName}</p>
      </section>

      <Fees fees={procedure.fees} exemption={procedure.feeExemption} />

      {procedure.steps.length > 0 && (
        <section className="card" aria-labelledby="steps">
          <h3 id="steps" className="section-title">
            Các bước
          </h3>
          <ol className="steps">
            {procedure.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}

      <section className="card" aria-labelledby="ways">
        <h3 id="ways" className="section-title">
          Có thể được phục vụ
        </h3>
        {page.ways.map(({ way, counterName, location, hoursText, note }) => (
          <div key={way} className="way">
            <p className="row-name">{wayWords[way]}</p>
            <p>{way === 'home' ? counterName : `${counterName}, ${location}`}</p>
            <p className="quiet">{hoursText}</p>
            {note !== null && <p className="quiet">{note}</p>}
          </div>
        ))}
      </section>

      {procedure.legalBasis.length > 0 && (
        <details className="card fold">
          <summary>
            Căn cứ pháp luật
            <ChevronDown aria-hidden="true" size={22} />
          </summary>
          <ul className="plain-list">
            {procedure.legalBasis.map((law) => (
              <li key={law}>{law}</li>
            ))}
          </ul>
        </details>
      )}

      {page.certaintyText !== null && (
        <p className="quiet">
          {page.certaintyText}
          {procedure.certaintyNote !== null && ` ${procedure.certaintyNote}`}
        </p>
      )}

      {procedure.portalUrl !== null && <PortalLink url={procedure.portalUrl} />}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="fact">
      <dt className="quiet">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function sameDayWords({ processing }: ProcedureVersion): string {
  if (processing.kind !== 'same_day') return 'Không, có hẹn ngày trả';
  return `Có, nếu nộp trước ${Number(processing.cutOff.slice(0, 2))} giờ`;
}

function Fees({ fees, exemption }: { fees: ProcedureVersion['fees']; exemption: string | null }) {
  if (fees.length === 0 && exemption === null) return null;
  return (
    <section className="card" aria-labelledby="fees">
      <h3 id="fees" className="section-title">
        Phí, lệ phí
      </h3>
      <dl className="fees">
        {fees.map(({ label, amount, per, channel, note }) => (
          <div key={`${label} ${channel}`} className="fee">
            <dt>
              {label}
              {channel !== null && ` (${channelWords[channel].toLowerCase()})`}
            </dt>
            <dd>
              {money(amount)}
              {amount !== null && amount > 0 && per !== null && `/${per}`}
            </dd>
            {note !== null && <dd className="quiet fee-note">{note}</dd>}
          </div>
        ))}
      </dl>
      {exemption !== null && <p className="quiet">Miễn, giảm: {exemption}</p>}
    </section>
  );
}

function PortalLink({ url }: { url: string }) {
  const announce = useAnnounce();
  const open = async () => {
    const answer = await openPage(url);
    if (answer.kind !== 'given') announce('Chưa mở được Cổng dịch vụ công. Có thể vào địa chỉ dichvucong.gov.vn.');
  };
  return (
    <button type="button" className="text-button" onClick={() => void open()}>
      Muốn nộp trực tuyến? Mở Cổng dịch vụ công quốc gia
    </button>
  );
}
