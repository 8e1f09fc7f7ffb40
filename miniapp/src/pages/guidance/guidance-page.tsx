import { type Guidance, type GuidanceKind, guidanceKinds, readGuidance } from 'backend/contracts/guidance';
import { CalendarDays, ChevronRight, FileDown } from 'lucide-react';
import { Link, useParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { Hotline } from '../../features/commune/hotline.js';
import { Calls } from '../../features/guidance/stop-notice.js';
import { useApi } from '../../use-api.js';
import { openInBrowser } from '../../zalo.js';
import NotFoundPage from '../not-found/not-found-page.js';

const titles = {
  choose: 'Nên gửi loại nào?',
  complaint: 'Cách khiếu nại',
  denunciation: 'Cách tố cáo',
  information: 'Yêu cầu thông tin',
} satisfies Record<GuidanceKind, string>;

/** Where each kind is dealt with. */
const ways = {
  reflection: '/reports/new',
  proposal: '/reports/new',
  complaint: '/guidance/complaint',
  denunciation: '/guidance/denunciation',
  information_request: '/guidance/information',
} satisfies Record<Guidance['kinds'][number]['kind'], string>;

/** How to say what the app does not take, where it goes, and which kind is which. */
export default function GuidancePage() {
  const { kind = 'choose' } = useParams();
  const known = guidanceKinds.find((one) => one === kind);
  return known === undefined ? <NotFoundPage /> : <Page key={known} kind={known} />;
}

function Page({ kind }: { kind: GuidanceKind }) {
  const guidance = useApi(readGuidance, { params: { kind } }, { revalidateOnFocus: false });
  return (
    <Screen title={titles[kind]} backTo={kind === 'choose' ? '/' : '/guidance'}>
      {guidance.data !== undefined ? (
        <Content guidance={guidance.data} />
      ) : guidance.error !== undefined ? (
        <>
          <Failure failure={guidance.error} onRetry={() => void guidance.mutate()} />
          {kind === 'denunciation' && <Danger />}
        </>
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Screen>
  );
}

function Content({ guidance }: { guidance: Guidance }) {
  const { kind, lead, warning, facts, sections, kinds, places, forms, sources, asOf } = guidance;
  return (
    <article className="guidance">
      <p>{lead}</p>
      {warning !== null && (
        <Notice tone="attention" title={warning.title}>
          <p>{warning.text}</p>
        </Notice>
      )}
      {kind === 'denunciation' && <Danger />}
      {facts.length > 0 && (
        <dl className="card guidance-facts">
          {facts.map(({ name, value }) => (
            <div key={name}>
              <dt className="quiet">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {kinds.map((one) => (
        <Kind key={one.kind} {...one} />
      ))}
      {sections.map(({ title, text, points, ordered }) => {
        const List = ordered ? 'ol' : 'ul';
        return (
          <section key={title} className="guidance-part">
            <h2 className="section-title">{title}</h2>
            {text !== null && <p>{text}</p>}
            <List className="plain-list">
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </List>
          </section>
        );
      })}
      {places.length > 0 && (
        <section className="stack" aria-labelledby="guidance-places">
          <h2 id="guidance-places" className="section-title">
            Nộp ở đâu
          </h2>
          {places.map(({ title, name, address, phone }) => (
            <div key={title} className="card guidance-place">
              <p className="quiet">{title}</p>
              <p className="row-name">{name}</p>
              {address !== '' && <p>{address}</p>}
              {phone !== '' && <Hotline hotline={phone} />}
            </div>
          ))}
        </section>
      )}
      <Forms forms={forms} />
      {(kind === 'complaint' || kind === 'denunciation') && (
        <Link to="/reception" className="row guidance-way">
          <CalendarDays aria-hidden="true" size={22} />
          <span className="row-words">Hẹn gặp lãnh đạo xã để trình bày</span>
          <ChevronRight aria-hidden="true" size={22} />
        </Link>
      )}
      {kind === 'information' && (
        <Link to="/reports/new?kind=information_request" className="row guidance-way">
          <span className="row-words">Gửi yêu cầu trên ứng dụng</span>
          <ChevronRight aria-hidden="true" size={22} />
        </Link>
      )}
      {kind !== 'choose' && (
        <Link to="/guidance" className="more-link">
          Không chắc đây là loại nào?
        </Link>
      )}
      <details className="guidance-sources">
        <summary>Căn cứ pháp luật</summary>
        <ul className="plain-list">
          {sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
        <p className="quiet">Áp dụng cho ngày {plainDate(asOf)}.</p>
      </details>
    </article>
  );
}

function Kind({ kind, name, meaning, example, how }: Guidance['kinds'][number]) {
  return (
    <section className="card guidance-kind" aria-labelledby={`kind-${kind}`}>
      <h2 id={`kind-${kind}`} className="section-title">
        {name}
      </h2>
      <p>{meaning}</p>
      <p className="guidance-example">
        <span className="quiet">Ví dụ:</span> “{example}”
      </p>
      <p className="quiet">{how}</p>
      <Link to={ways[kind]} className="guidance-choose">
        {kind === 'reflection' || kind === 'proposal'
          ? `Gửi ${name.toLowerCase()}`
          : `Xem cách ${kind === 'information_request' ? 'gửi yêu cầu' : name.toLowerCase()}`}
        <ChevronRight aria-hidden="true" size={22} />
      </Link>
    </section>
  );
}

function Forms({ forms }: Pick<Guidance, 'forms'>) {
  const announce = useAnnounce();
  const open = async (url: string) => {
    const answer = await openInBrowser(url);
    if (answer.kind === 'unavailable') announce('Chưa mở được mẫu đơn. Tại trụ sở có sẵn mẫu in.');
  };
  return forms.map(({ slug, name, url }) => (
    <Button key={slug} icon={<FileDown aria-hidden="true" size={22} />} onPress={() => void open(url)}>
      Mở mẫu in: {name}
    </Button>
  ));
}

/** Before any paper: somebody in danger calls. */
function Danger() {
  return (
    <section className="stack" aria-labelledby="guidance-danger">
      <h2 id="guidance-danger" className="section-title">
        Đang bị đe dọa, hoặc có người gặp nguy hiểm?
      </h2>
      <Calls numbers={['113']} />
    </section>
  );
}
