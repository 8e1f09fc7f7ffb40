import type { Clock } from '../../clock.js';
import type { BroadcastContent, BroadcastKind } from '../../contracts/broadcasts.js';
import { canChi, fitFor, formOfAddress, render } from '../../domain/broadcast-text.js';
import { lunarText, toLunar } from '../../domain/lunar.js';
import { givenName } from '../../domain/person-name.js';
import { dayOf, longDate } from '../../domain/vietnam-time.js';

type Reader = { name: string | null; hamletKey: string | null; birthYear: number | null };
type Written = {
  kind: BroadcastKind;
  content: BroadcastContent;
  occasion?: { day: string } | null;
  sendAt?: string | null;
  startedAt?: Date | null;
  approved?: { name: string } | null;
};

type Deps = {
  communes: { settings(): Promise<{ officeName: string }>; hamlets(): Promise<{ key: string; name: string }[]> };
  /** The chairman whose name stands under it; null when none is known. */
  chairman: () => Promise<string | null>;
  pictureUrl: (id: string) => string;
  clock: Clock;
};

/** `whole` is both as one message of the chat. */
export type Letter = { title: string; text: string; whole: string };

/** Given names repeat, and a hamlet has many readers: so many letters are kept written. */
const keptLetters = 2_000;
export type Wording = ReturnType<typeof wordingOf>;

/** Puts names and dates into what was written. */
export function wordingOf({ communes, chairman, pictureUrl, clock }: Deps) {
  return {
    /** How each reader gets it; `general` is the same without anybody's name, for the page everybody may open. */
    async letters({ content, occasion, sendAt, startedAt, approved }: Written): Promise<{
      of(reader: Reader): Letter;
      general: Letter;
      pictureUrl: string | null;
      signer: string | null;
    }> {
      // Who approved it stands under it, also when somebody else is chairman later.
      const [settings, hamlets, signer] = await Promise.all([communes.settings(), communes.hamlets(), approved?.name ?? chairman()]);
      const hamletNames = new Map(hamlets.map(({ key, name }) => [key, name]));
      // The day it is sent, and for ever after the day it was.
      const today = dayOf(startedAt ?? (sendAt ? new Date(sendAt) : clock.now()));
      const day = occasion?.day ?? today;
      const shared = {
        ten_xa: placeName(settings.officeName),
        chu_tich: signer ?? '',
        nam: day.slice(0, 4),
        can_chi: canChi(toLunar(day).year),
        ngay: longDate(day),
        ngay_am: lunarText(day),
      };
      const written = new Map<string, Letter>();
      const of = ({ name, hamletKey, birthYear }: Reader): Letter => {
        const values = {
          ...shared,
          ten: name === null ? '' : givenName(name),
          xung_ho: formOfAddress({ birthYear, today }),
          xom: (hamletKey === null ? undefined : hamletNames.get(hamletKey)) ?? '',
        };
        const key = `${values.ten}|${values.xung_ho}|${values.xom}`;
        const known = written.get(key);
        if (known) return known;
        const title = render(content.title, values);
        const text = render(content.text, values);
        const letter = { title, text, whole: fitFor('consultation', `${title}\n\n${text}`) };
        if (written.size < keptLetters) written.set(key, letter);
        return letter;
      };
      return {
        of,
        general: of({ name: null, hamletKey: null, birthYear: null }),
        pictureUrl: content.pictureId === null ? null : pictureUrl(content.pictureId),
        signer,
      };
    },
  };
}

/** “UBND xã Phú Lạc” → “Phú Lạc”, since texts say “xã {ten_xa}”. */
function placeName(officeName: string): string {
  return officeName.replace(/^(UBND|Ủy ban nhân dân)\s+/u, '').replace(/^(xã|phường|thị trấn)\s+/iu, '');
}
