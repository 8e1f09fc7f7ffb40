import type { Role } from '../../contracts/residents.js';
import type { SurveyAudience } from '../../contracts/surveys-desk.js';
import { audienceWords, notForYouWords } from '../../domain/survey-words.js';
import type { AudienceService } from '../audience/audience.service.js';
import type { CommunesService } from '../communes/communes.service.js';

export type SurveyPerson = { residentId: string; hamletKey: string | null; roles: readonly Role[] };

type Deps = {
  audience: Pick<AudienceService, 'ofResident' | 'count'>;
  communes: Pick<CommunesService, 'hamlets'>;
  /** Whether somebody was served at the office between two days. */
  visited: (residentId: string, from: string, to: string) => Promise<boolean>;
  now: () => Date;
};

export type SurveyPeople = ReturnType<typeof surveyPeople>;

/** For whom a survey is. */
export function surveyPeople({ audience, communes, visited, now }: Deps) {
  const hamletNames = async () => new Map((await communes.hamlets()).map(({ key, name }) => [key, name]));
  return {
    hamletNames,
    async of(residentId: string): Promise<SurveyPerson> {
      const row = await audience.ofResident(residentId);
      return { residentId, hamletKey: row?.hamletKey ?? null, roles: row?.roles ?? [] };
    },
    async belongs(person: SurveyPerson, asked: SurveyAudience): Promise<boolean> {
      switch (asked.kind) {
        case 'commune':
          return true;
        case 'hamlets':
          return person.hamletKey !== null && asked.hamletKeys.includes(person.hamletKey);
        case 'roles':
          return person.roles.some((role) => asked.roles.includes(role));
        case 'visitors':
          return visited(person.residentId, asked.from, asked.to);
      }
    },
    words: async (asked: SurveyAudience): Promise<string> => audienceWords(asked, await hamletNames()),
    notForYou: async (asked: SurveyAudience): Promise<string> => notForYouWords(asked, await hamletNames()),
    /** How many use the Mini App and may answer; null when that is not known. */
    async size(asked: SurveyAudience): Promise<number | null> {
      if (asked.kind === 'visitors') return null;
      const { residents } = await audience.count(
        {
          hamletKeys: asked.kind === 'hamlets' ? asked.hamletKeys : [],
          roles: asked.kind === 'roles' ? asked.roles : [],
          householdCodes: [],
          ageFrom: null,
          ageTo: null,
          onePerHousehold: false,
          includeUnknownHamlet: asked.kind !== 'hamlets',
          includeUnknownAge: true,
        },
        now(),
      );
      return residents;
    },
  };
}
