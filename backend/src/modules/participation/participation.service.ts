import type { Home } from '../../contracts/appointments.js';
import type { OpenConsultation, OpenInitiative, OpenSurvey, OpenVote, Participation } from '../../contracts/participation.js';

/** What each of the four kinds has open for somebody, the soonest to end first. */
type Sources = {
  votes: (residentId: string) => Promise<OpenVote[]>;
  surveys: (residentId: string) => Promise<OpenSurvey[]>;
  consultations: () => Promise<OpenConsultation[]>;
  initiatives: (residentId: string) => Promise<OpenInitiative[]>;
};

const mostUrgent = 2;

export type ParticipationService = ReturnType<typeof participationService>;

/** Everything that asks people, in one place and never mixed. */
export function participationService({ votes, surveys, consultations, initiatives }: Sources) {
  async function read(residentId: string): Promise<Participation> {
    const [openVotes, openSurveys, openConsultations, openInitiatives] = await Promise.all([
      votes(residentId),
      surveys(residentId),
      consultations(),
      initiatives(residentId),
    ]);
    return { votes: openVotes, surveys: openSurveys, consultations: openConsultations, initiatives: openInitiatives };
  }

  return {
    read,
    async onHome(residentId: string): Promise<Home['participation']> {
      const all = await read(residentId);
      const asked = all.votes.flatMap(({ id, title, closesAt, state }): Home['participation']['urgent'] => {
        if (state === 'to_vote') return [{ kind: 'vote', id, title, closesAt }];
        return state === 'consent_asked' ? [{ kind: 'consent', id, title, closesAt }] : [];
      });
      const surveyed = all.surveys.map(({ id, title, closesAt }) => ({ kind: 'survey' as const, id, title, closesAt }));
      return {
        open: all.votes.length + all.surveys.length + all.consultations.length + all.initiatives.length,
        urgent: [...asked, ...surveyed]
          .sort((one, other) => (one.closesAt ?? '9').localeCompare(other.closesAt ?? '9'))
          .slice(0, mostUrgent),
      };
    },
  };
}
