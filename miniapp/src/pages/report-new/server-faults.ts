import type { Faults } from '../../features/feedback/draft.js';
import type { Sending } from '../../features/feedback/sender.js';
import { sayFailure } from '../../words.js';

const fieldOfCode: Readonly<Record<string, string>> = {
  category_unknown: 'body.categoryKey',
  location_impossible: 'body.place.location',
  hamlet_unknown: 'body.place.hamletKey',
  report_needs_name: 'body.name',
};

/** What the commune found wrong, keyed as our own faults are. */
export function faultsFromServer(sending: Sending): Faults {
  if (sending.kind === 'faults') {
    const named = fieldOfCode[sending.failure.code];
    return { ...sending.fields, ...(named === undefined ? {} : { [named]: sayFailure(sending.failure) }) };
  }
  if (sending.kind !== 'failed') return {};
  const field = fieldOfCode[sending.failure.code];
  return field === undefined ? {} : { [field]: sayFailure(sending.failure) };
}

/** The step on which a fault of the commune's can be mended; null when it is the last one, or none. */
export function stepOfFault(sending: Sending): '1' | '2' | '3' | null {
  if (sending.kind === 'medium') return '1';
  const [field] = Object.keys(faultsFromServer(sending));
  if (field === undefined) return null;
  if (field.startsWith('body.place')) return '2';
  return field === 'body.categoryKey' || field === 'body.text' ? '3' : null;
}
