import { type PublicDisclosure, readDisclosure } from 'backend/contracts/disclosures';
import { Share2 } from 'lucide-react';
import { Link, useParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { DisclosureSheet } from '../../features/disclosures/disclosure-sheet.js';
import { useApi } from '../../use-api.js';
import { openInBrowser, openPage, shareText } from '../../zalo.js';

/** One disclosure, as the button of a message or the archive opens it. */
export default function DisclosurePage() {
  const { slug = '' } = useParams();
  const page = useApi(readDisclosure, { params: { slug } }, { revalidateOnFocus: false });
  const mayComeLater = page.error !== undefined && (page.error.code === 'offline' || page.error.status >= 500);
  return (
    <Screen title="Công khai" backTo="/disclosures">
      {page.data !== undefined ? (
        <Content found={page.data} />
      ) : page.error !== undefined ? (
        <Failure failure={page.error} {...(mayComeLater ? { onRetry: () => void page.mutate() } : {})}>
          <AllLink />
        </Failure>
      ) : (
        <Skeleton rows={3} tall />
      )}
    </Screen>
  );
}

function Content({ found }: { found: PublicDisclosure }) {
  const announce = useAnnounce();

  const open = async (url: string) => {
    // Zalo's own page view shows pictures; where it does not show a PDF, the phone's browser does.
    const answer = await openPage(url);
    if (answer.kind === 'given' || (await openInBrowser(url)).kind === 'given') return;
    announce('Chưa mở được tài liệu. Xin thử lại.');
  };
  const share = async () => {
    const answer = await shareText(`${found.title}\n${found.pageUrl}`);
    if (answer.kind === 'unavailable') announce('Chưa mở được phần gửi của Zalo. Xin thử lại.');
  };

  if (found.state === 'withdrawn')
    return (
      <>
        <h2 className="title">{found.title}</h2>
        <Notice tone="attention" title={`Nội dung này đã được rút ngày ${plainDate(found.withdrawnOn)}`}>
          <p>Lý do: {found.reason}</p>
        </Notice>
        <AllLink />
      </>
    );
  return (
    <>
      <DisclosureSheet words={found} onOpen={(url) => void open(url)} />
      <Button look="plain" icon={<Share2 aria-hidden="true" size={20} />} onPress={() => void share()}>
        Gửi cho người khác
      </Button>
      <AllLink />
    </>
  );
}

function AllLink() {
  return (
    <Link to="/disclosures" className="more-link">
      Xem tất cả nội dung công khai
    </Link>
  );
}
