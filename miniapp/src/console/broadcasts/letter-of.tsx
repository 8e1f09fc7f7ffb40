import type { Broadcast } from 'backend/contracts/broadcasts';
import type { Role } from 'backend/contracts/residents';
import { useCommune } from '../../features/commune/use-commune.js';
import { roleWords } from '../console-words.js';
import { sayAudience } from './compose-form.js';
import { LetterPhone } from './letter-phone.js';
import type { Preview } from './use-preview.js';

/** The words of a broadcast: as real people read them, or as they were written while no sample is there. */
export function LetterOf({ broadcast, preview }: { broadcast: Broadcast; preview: Preview | null }) {
  const { title, text, button } = broadcast.content;
  const samples = preview !== null && preview.samples.length > 0 ? preview.samples : [{ name: '', hamletName: null, title, text }];
  return <LetterPhone samples={samples} button={button?.title ?? 'Xem trên Mini App'} pictureId={broadcast.content.pictureId} />;
}

/** Whom it goes to, in a sentence. */
export function useAudienceWords(): (broadcast: Pick<Broadcast, 'audience'>) => string {
  const hamlets = useCommune().data?.hamlets ?? [];
  const names = { hamlet: (key: string) => hamlets.find((one) => one.key === key)?.name ?? key, role: (role: Role) => roleWords[role] };
  return ({ audience }) => sayAudience(audience, names);
}
