import type { BroadcastDraft } from '../contracts/broadcasts.js';
import type { Disclosure } from '../contracts/disclosures.js';

const longestTitle = 100;

/** Braces stand for variables in a message. */
const plain = (text: string): string => text.replace(/[{}]/g, '');

function shortened(text: string): string {
  if (text.length <= longestTitle) return text;
  const cut = text.slice(0, longestTitle - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2))}…`;
}

/** The message by which residents learn of a disclosure, for an officer to look over: its summary, and a button to the whole. */
export function disclosureMessage({ title, summary, slug, hamletKeys, number }: Disclosure): BroadcastDraft {
  return {
    kind: 'disclosure',
    content: {
      title: shortened(plain(title)),
      text: `${plain(summary)}\n\nSố hiệu công khai: ${number}.`,
      pictureId: null,
      button: { title: 'Đọc toàn văn', path: slug === null ? '/disclosures' : `/disclosures/${slug}` },
    },
    audience: {
      hamletKeys,
      roles: [],
      householdCodes: [],
      ageFrom: null,
      ageTo: null,
      onePerHousehold: false,
      includeUnknownHamlet: true,
      includeUnknownAge: true,
    },
    modes: { article: false, groups: false, paid: false },
    sendAt: null,
  };
}
