import '../../features/consultations/consultations.css';
import { type Consultation, readConsultation } from 'backend/contracts/consultations';
import { MessageSquarePlus, Share2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { inVietnam, plainDate } from '../../days.js';
import { ConsultationFacts, DraftParts, Papers } from '../../features/consultations/consultation-sheet.js';
import { stateLine } from '../../features/consultations/consultation-words.js';
import { OpinionsPart } from '../../features/consultations/opinions-part.js';
import { OwnOpinions } from '../../features/consultations/own-opinions.js';
import { StancePart } from '../../features/consultations/stance-part.js';
import { StanceTable, SynthesisPart } from '../../features/consultations/synthesis-part.js';
import { useApi } from '../../use-api.js';
import { openInBrowser, openPage, shareText } from '../../zalo.js';

/** One consultation: the draft by paragraphs, what others say, what one said oneself, and what came of it. */
export default function ConsultationPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const page = useApi(readConsultation, { params: { id } });
  const found = page.data;
  return (
    <Screen
      title="Lấy ý kiến"
      backTo="/consultations"
      {...(found?.state === 'open' && {
        action: (
          <Button icon={<MessageSquarePlus aria-hidden="true" size={22} />} onPress={() => navigate(`/consultations/${id}/comment`)}>
            Góp ý
          </Button>
        ),
      })}
    >
      {found !== undefined ? (
        <Content
          found={found}
          onStance={(stance) => void page.mutate({ ...found, mine: { ...found.mine, stance } }, { revalidate: false })}
        />
      ) : page.error !== undefined ? (
        <Failure failure={page.error} {...(page.error.status === 404 ? {} : { onRetry: () => void page.mutate() })}>
          <AllLink />
        </Failure>
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Screen>
  );
}

function AllLink() {
  return (
    <Link to="/consultations" className="more-link">
      Xem các lần lấy ý kiến khác
    </Link>
  );
}

function Content({ found, onStance }: { found: Consultation; onStance: (stance: NonNullable<Consultation['mine']['stance']>) => void }) {
  const announce = useAnnounce();
  const [search] = useSearchParams();
  const [paragraph, setParagraph] = useState<string | null>(search.get('paragraph'));
  const { id, state, withdrawn, corrections, extensions, synthesis, stances, papers } = found;
  const isOpen = state === 'open';

  const open = async (url: string) => {
    const answer = await openPage(url);
    if (answer.kind === 'given' || (await openInBrowser(url)).kind === 'given') return;
    announce('Chưa mở được tài liệu. Xin thử lại.');
  };
  const share = async () => {
    const answer = await shareText(`${found.title}\n${stateLine(found, inVietnam(new Date()).day)}`);
    if (answer.kind === 'unavailable') announce('Chưa mở được phần gửi của Zalo. Xin thử lại.');
  };
  const show = (key: string | null) => {
    setParagraph(key);
    window.setTimeout(() => document.getElementById('opinions')?.scrollIntoView({ block: 'start' }), 0);
  };

  return (
    <div className="consultation">
      <div>
        <h2 className="title">{found.title}</h2>
        <p className="consultation-state" data-state={state}>
          {stateLine(found, inVietnam(new Date()).day)}
        </p>
      </div>
      {withdrawn !== null && (
        <Notice tone="attention" title={`Đã rút ngày ${plainDate(withdrawn.on)}`}>
          <p>Lý do: {withdrawn.reason}</p>
        </Notice>
      )}
      {corrections.map(({ version, on, reason }) => (
        <Notice key={version} tone="attention" title={`Có bản sửa từ ngày ${plainDate(on)}`}>
          <p>{reason}. Thời gian góp ý được tính lại từ ngày này.</p>
        </Notice>
      ))}
      {extensions.map(({ on, to, reason }) => (
        <Notice key={to}>
          <p>
            Ngày {plainDate(on)} xã kéo dài hạn góp ý đến hết ngày {plainDate(to)}: {reason}
          </p>
        </Notice>
      ))}
      <p className="consultation-summary">{found.summary}</p>
      {synthesis !== null && <SynthesisPart synthesis={synthesis} />}
      {stances !== null && <StanceTable stances={stances} />}
      <OwnOpinions found={found} />
      {found.parts.length > 0 && (
        <section className="stack" aria-labelledby="draft-title">
          <h2 id="draft-title" className="section-title">
            Dự thảo
          </h2>
          <DraftParts
            parts={found.parts}
            acts={({ key, number }) => {
              const count = found.parts.find((one) => one.key === key)?.opinions ?? 0;
              return (
                <>
                  {isOpen && (
                    <Link to={`/consultations/${id}/comment?paragraph=${key}`} aria-label={`Góp ý đoạn này, đoạn ${number}`}>
                      Góp ý đoạn này
                    </Link>
                  )}
                  {count > 0 && (
                    <button
                      type="button"
                      className="text-button"
                      aria-label={`${count} ý kiến về đoạn ${number}`}
                      onClick={() => show(key)}
                    >
                      {count} ý kiến
                    </button>
                  )}
                </>
              );
            }}
          />
        </section>
      )}
      {papers.length > 0 && (
        <section className="stack" aria-labelledby="papers-title">
          <h2 id="papers-title" className="section-title">
            Tài liệu kèm theo
          </h2>
          <Papers papers={papers} onOpen={(url) => void open(url)} />
        </section>
      )}
      {isOpen && <StancePart found={found} onSaid={onStance} />}
      {state !== 'withdrawn' && <OpinionsPart found={found} paragraph={paragraph} onEverything={() => show(null)} />}
      <ConsultationFacts {...found} />
      <Button look="plain" icon={<Share2 aria-hidden="true" size={20} />} onPress={() => void share()}>
        Gửi cho người khác
      </Button>
      <AllLink />
    </div>
  );
}
