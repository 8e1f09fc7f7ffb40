import { listHandlingOfficers } from 'backend/contracts/feedback-desk';
import { mayDo } from 'backend/contracts/permissions';
import { listOfficers } from 'backend/contracts/residents';
import { useApi } from '../../use-api.js';
import { useMay } from '../may.js';

export type Handler = { id: string; name: string; title: string | null; handles: boolean; opensPetitions: boolean };

/** Who may be given reports and petitions: as the desk tells it, or for an administrator without a desk as the list of officers does. */
export function useHandlers(): readonly Handler[] {
  const reads = useMay('feedback.read');
  const manages = useMay('officers.manage');
  const desk = useApi(listHandlingOfficers, reads ? {} : null, { revalidateOnFocus: false });
  const all = useApi(listOfficers, !reads && manages ? {} : null, { revalidateOnFocus: false });
  if (reads) return desk.data?.officers ?? [];
  return (all.data?.officers ?? [])
    .filter(({ active }) => active)
    .map((officer) => ({
      ...officer,
      handles: mayDo(officer.roles, 'feedback.handle'),
      opensPetitions: mayDo(officer.roles, 'petitions.handle'),
    }));
}

/** The officers as choices of a list; somebody who left but still stands in a rule is said so. */
export function officerChoices(
  handlers: readonly Handler[],
  role: 'handles' | 'opensPetitions',
  nobody: string,
  chosen: string,
): { value: string; name: string }[] {
  const able = handlers.filter((one) => one[role]);
  const known = able.map(({ id, name, title }) => ({ value: id, name: title === null ? name : `${name} – ${title}` }));
  const gone = chosen !== '' && handlers.length > 0 && !able.some(({ id }) => id === chosen);
  return [{ value: '', name: nobody }, ...known, ...(gone ? [{ value: chosen, name: 'Cán bộ không còn nhận việc này' }] : [])];
}
