import { readLifeLetterPaper } from 'backend/contracts/life-letters';
import { FileDown } from 'lucide-react';
import { useParams } from 'react-router-dom';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Failure, Skeleton } from '../../components/states.js';
import { LetterPaper } from '../../features/life-letters/letter-paper.js';
import { useApi } from '../../use-api.js';
import { openInBrowser } from '../../zalo.js';

/** A letter of the commune to this family, opened from the message that brought it. */
export default function LetterPage() {
  const { token = '' } = useParams();
  const announce = useAnnounce();
  const letter = useApi(readLifeLetterPaper, { params: { token } });
  const open = async (url: string) => {
    const answer = await openInBrowser(url);
    if (answer.kind === 'unavailable') announce('Chưa mở được bản in. Có thể chụp màn hình để giữ lại.');
  };
  return (
    <Screen title={letter.data?.paper.title ?? 'Thư của xã'} backTo="/me">
      {letter.data === undefined && letter.error === undefined && <Skeleton rows={2} tall />}
      {letter.data === undefined && letter.error !== undefined && <Failure failure={letter.error} onRetry={() => void letter.mutate()} />}
      {letter.data !== undefined && (
        <>
          <LetterPaper paper={letter.data.paper} />
          <Button look="plain" icon={<FileDown aria-hidden="true" size={22} />} onPress={() => void open(letter.data?.pdfUrl ?? '')}>
            Tải bản in
          </Button>
        </>
      )}
    </Screen>
  );
}
