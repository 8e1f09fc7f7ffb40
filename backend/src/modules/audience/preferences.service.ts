import type { Clock } from '../../clock.js';
import { type Preferences, type Topic, topics } from '../../contracts/audience.js';
import { ProblemError } from '../../http/problems.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { AudienceRow, AudienceService } from './audience.service.js';

type Deps = {
  audience: Pick<AudienceService, 'ofResident' | 'setStop' | 'note'>;
  residents: Pick<ResidentsService, 'update'>;
  clock: Clock;
};

export type PreferencesService = ReturnType<typeof preferencesService>;

/** What a resident wants to hear of. Following the Official Account stands for yes until they stop a topic; who does not follow chooses each. */
export function preferencesService({ audience, residents, clock }: Deps) {
  async function require(residentId: string): Promise<AudienceRow> {
    const row = await audience.ofResident(residentId);
    if (!row) throw new ProblemError('not_signed_in', 'Tài khoản không còn, xin mở lại ứng dụng.');
    return row;
  }
  const shown = (row: AudienceRow): Preferences => {
    const reached = row.follows === true || row.newsConsent;
    const on = (topic: Topic) => reached && !row.stopped.includes(topic);
    return {
      topics: { greeting: on('greeting'), disclosure: on('disclosure'), notice: on('notice') },
      follows: row.follows === true,
      birthYear: row.birthYear,
      householdCode: row.householdCode,
    };
  };

  return {
    of: async (residentId: string): Promise<Preferences> => shown(await require(residentId)),
    async update(
      residentId: string,
      change: { topics?: { [T in Topic]?: boolean | undefined } | undefined; birthYear?: number | null | undefined },
    ): Promise<Preferences> {
      const row = await require(residentId);
      if (change.topics && Object.values(change.topics).some((wanted) => wanted !== undefined)) {
        const before = shown(row).topics;
        const wanted = Object.fromEntries(topics.map((topic) => [topic, change.topics?.[topic] ?? before[topic]])) as Record<
          Topic,
          boolean
        >;
        const any = topics.some((topic) => wanted[topic]);
        const now = clock.now();
        // A first yes of somebody who does not follow is a yes to what they chose, not to the rest.
        for (const topic of topics)
          if (change.topics[topic] !== undefined || (any && !row.newsConsent && row.follows !== true))
            await audience.setStop(row.id, topic, !wanted[topic], now);
        if (any !== row.newsConsent && (row.follows !== true || row.newsConsent))
          await residents.update(residentId, { consents: { commune_news: any } });
      }
      if (change.birthYear !== undefined) await audience.note(row.id, { birthYear: change.birthYear });
      return shown(await require(residentId));
    },
  };
}
