import type { Clock } from '../../clock.js';
import { everybody } from '../../contracts/audience.js';
import type { BroadcastDraft, Occasion } from '../../contracts/broadcasts.js';
import { unknownVariables } from '../../domain/broadcast-text.js';
import { lunarText } from '../../domain/lunar.js';
import { occasions as list } from '../../domain/occasion-list.js';
import { type Occasion as Listed, occasionDay } from '../../domain/occasions.js';
import { addDays, dayOf, instantAt, longDate } from '../../domain/vietnam-time.js';
import { ProblemError } from '../../http/problems.js';
import type { BroadcastsService } from './broadcasts.service.js';
import type { BroadcastRecord, BroadcastsStore } from './broadcasts.store.js';
import type { OccasionChange, OccasionsStore } from './occasions.store.js';

type Deps = {
  store: OccasionsStore;
  broadcasts: Pick<BroadcastsService, 'draftFor'>;
  broadcastsStore: Pick<BroadcastsStore, 'byOccasions'>;
  /** Tells whoever writes greetings that a draft is there; never throws. */
  tellAuthors: (broadcast: BroadcastRecord) => void;
  clock: Clock;
};

/** Looked ahead at most so far; no occasion is drafted earlier. */
const horizonDays = 60;

export type OccasionsService = ReturnType<typeof occasionsService>;

/** The commune's year of greetings: each occasion's draft is there days before, once each year. */
export function occasionsService({ store, broadcasts, broadcastsStore, tellAuthors, clock }: Deps) {
  type Known = Listed & { enabled: boolean; title: string; text: string; sendTime: string };
  const knownOf = (listed: Listed, change: OccasionChange | undefined): Known => ({
    ...listed,
    enabled: change?.enabled ?? listed.enabledByDefault,
    draftDaysBefore: change?.draftDaysBefore ?? listed.draftDaysBefore,
    sendTime: change?.sendTime ?? listed.sendAt,
    title: change?.title ?? listed.title,
    text: change?.text ?? listed.text,
  });
  async function all(): Promise<Known[]> {
    const changes = await store.changes();
    return list.map((listed) => knownOf(listed, changes.get(listed.key)));
  }
  async function require(key: string): Promise<Known> {
    const known = (await all()).find((occasion) => occasion.key === key);
    if (!known) throw new ProblemError('occasion_unknown', 'Không có dịp này trong lịch.');
    return known;
  }

  async function draft(occasion: Known, year: number, day: string) {
    const at = instantAt(day, occasion.sendTime);
    const written: BroadcastDraft = {
      kind: 'greeting',
      content: { title: occasion.title, text: occasion.text, pictureId: null, button: null },
      audience: everybody,
      modes: { article: false, groups: false, paid: false },
      sendAt: at > clock.now() ? at.toISOString() : null,
    };
    return broadcasts.draftFor({ draft: written, occasion: { key: occasion.key, year, day, name: occasion.name } });
  }

  return {
    async list(year: number): Promise<Occasion[]> {
      const known = await all();
      const drafts = new Map(
        (await broadcastsStore.byOccasions(known.map(({ key }) => `${key}|${year}`))).map((broadcast) => [
          broadcast.occasion?.key,
          broadcast,
        ]),
      );
      return known
        .map((occasion) => {
          const day = occasionDay(occasion, year);
          const broadcast = drafts.get(occasion.key);
          return {
            key: occasion.key,
            name: occasion.name,
            day,
            lunarText: day === null ? null : lunarText(day),
            solemn: occasion.tone === 'solemn',
            enabled: occasion.enabled,
            draftDaysBefore: occasion.draftDaysBefore,
            sendTime: occasion.sendTime,
            title: occasion.title,
            text: occasion.text,
            broadcast: broadcast ? { id: broadcast.id, status: broadcast.status } : null,
          };
        })
        .sort((one, other) => (one.day ?? '9999').localeCompare(other.day ?? '9999'));
    },

    /** Throws `occasion_unknown`, `variable_unknown`. */
    async change(key: string, change: OccasionChange): Promise<void> {
      await require(key);
      for (const part of ['title', 'text'] as const) {
        const unknown = unknownVariables(change[part] ?? '');
        if (unknown.length === 0) continue;
        const names = unknown.map((name) => `{${name}}`).join(', ');
        throw new ProblemError('variable_unknown', `Hệ thống không biết ${names}. Xin sửa hoặc bỏ đi.`, {
          fields: [{ field: `body.${part}`, message: `Không biết ${names}.` }],
        });
      }
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      if (Object.keys(given).length > 0) await store.save(key, given);
    },

    /** The draft of one occasion now. */
    async draftNow(key: string, year: number): Promise<BroadcastRecord> {
      const occasion = await require(key);
      const day = occasionDay(occasion, year);
      if (day === null) throw new ProblemError('occasion_unknown', `Năm ${year} không có dịp này.`);
      if (day < dayOf(clock.now())) throw new ProblemError('send_time_past', `${occasion.name} năm ${year} đã qua (${longDate(day)}).`);
      return (await draft(occasion, year, day)).broadcast;
    },

    /** Makes the drafts whose day has come; one a year each, however often and by whomever this is called. */
    async draftDue(): Promise<number> {
      const today = dayOf(clock.now());
      const until = addDays(today, horizonDays);
      const years = [...new Set([Number(today.slice(0, 4)), Number(until.slice(0, 4))])];
      let made = 0;
      for (const occasion of (await all()).filter(({ enabled }) => enabled))
        for (const year of years) {
          const day = occasionDay(occasion, year);
          if (day === null || day < today || addDays(day, -occasion.draftDaysBefore) > today) continue;
          const created = await draft(occasion, year, day);
          if (!created.made) continue;
          made += 1;
          tellAuthors(created.broadcast);
        }
      return made;
    },
  };
}
