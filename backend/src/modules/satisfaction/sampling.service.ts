import type { Clock } from '../../clock.js';
import { answerUntil, daysDrawn, drawn, mayTellAt } from '../../domain/satisfaction-sample.js';
import { addDays, dayOf, instantAt } from '../../domain/vietnam-time.js';
import type { VisitsService } from '../appointments/visits.service.js';
import type { CommunesService } from '../communes/communes.service.js';
import type { MessagesService, Outgoing } from '../messages/messages.service.js';
import type { OfficersService } from '../officers/officers.service.js';
import type { ResidentsService } from '../residents/residents.service.js';
import type { InvitationRecord, InvitationsStore } from './invitations.store.js';
import { satisfactionLetter } from './letters.js';
import type { SatisfactionSettingsService } from './satisfaction-settings.service.js';
import type { SatisfactionSettingsStore } from './satisfaction-settings.store.js';

type Deps = {
  draws: Pick<SatisfactionSettingsStore, 'undrawn' | 'begin' | 'end'>;
  invitations: InvitationsStore;
  settings: Pick<SatisfactionSettingsService, 'read' | 'editionOn'>;
  visits: Pick<VisitsService, 'servedOn'>;
  officers: Pick<OfficersService, 'worksAt'>;
  residents: Pick<ResidentsService, 'find' | 'phoneOf'>;
  communes: Pick<CommunesService, 'settings'>;
  messages: Pick<MessagesService, 'deliver'>;
  /** The invitation's id, from the keyed hash of the visit: a visit has one for ever. */
  invitationIdOf: (visitId: string) => string;
  /** A visit's lot, 0–1, from a keyed hash of its own. */
  lotOf: (visitId: string) => number;
  clock: Clock;
};

const toldAtOnce = 100;
const lastHour = '20:00';

export type SamplingService = ReturnType<typeof samplingService>;

/** Draws by lot whom to ask among those who were served, and tells those who agreed to be told. */
export function samplingService(deps: Deps) {
  const { draws, invitations, settings, visits, officers, residents, communes, messages, invitationIdOf, lotOf, clock } = deps;

  type Served = Awaited<ReturnType<VisitsService['servedOn']>>[number] & { residentId: string };

  /** Asks about one visit, unless the person works there, was asked lately, or the day is full. */
  async function ask(visit: Served, plan: Pick<InvitationRecord, 'questions' | 'off'>, limits: { most: number; recontactDays: number }) {
    const { residentId, date, procedureCode, plainName, counterKey } = visit;
    const now = clock.now();
    const today = dayOf(now);
    if ((await officers.worksAt(residentId))(counterKey)) return 'passed';
    const resident = await residents.find(residentId);
    if (!resident) return 'passed';
    const id = invitationIdOf(visit.id);
    if (!(await invitations.takeTurn(residentId, id, today, addDays(today, limits.recontactDays)))) return 'passed';
    const outcome = await invitations.invite(
      {
        ...plan,
        id,
        residentId,
        plainName,
        date,
        until: answerUntil(date),
        month: date.slice(0, 7),
        procedureCode,
        hamletKey: resident.hamletKey,
        state: 'open',
        request: null,
      },
      limits.most,
      resident.consents.surveys ? mayTellAt(now) : null,
    );
    if (outcome === 'full') await invitations.giveTurnBack(residentId, id);
    return outcome;
  }

  /** A day is drawn when it is over, so that whoever came early has no other chance than whoever came late. */
  async function drawDay(day: string): Promise<void> {
    const record = await settings.read();
    const { sampling, ...plan } = await draws.begin(day, { sampling: record.sampling, ...settings.editionOn(record, day) });
    const served = await visits.servedOn(day);
    const reachable = served.filter((visit): visit is Served => visit.residentId !== null);
    let invited = 0;
    for (const visit of drawn(
      reachable.map((each) => ({ ...each, lot: lotOf(each.id) })),
      sampling,
    )) {
      if (invited >= sampling.dailyMaximum) break;
      const outcome = await ask(
        visit,
        { questions: plan.questions, off: plan.off },
        {
          most: sampling.dailyMaximum,
          recontactDays: sampling.recontactDays,
        },
      );
      if (outcome === 'full') break;
      if (outcome !== 'passed') invited += 1;
    }
    await draws.end(day, { served: served.length, reachable: reachable.length, invited });
  }

  async function messageTo({ id, state, residentId, date, until }: InvitationRecord): Promise<Outgoing | null> {
    const resident = residentId === null || state !== 'open' ? null : await residents.find(residentId);
    if (!resident?.consents.surveys) return null;
    const { officeName } = await communes.settings();
    const letter = satisfactionLetter({ id, date, until }, officeName);
    return {
      entryId: `sv-${id}`,
      source: 'satisfaction',
      sourceId: id,
      kind: 'satisfaction_invitation',
      recipient: {
        residentId: resident.id,
        zaloUserId: resident.zaloUserId,
        oaUserId: resident.oaUserId,
        phone: residents.phoneOf(resident),
        consent: true,
      },
      letter,
      template: letter.template,
      staleAfter: instantAt(until, lastHour),
    };
  }

  return {
    /** Draws the days that are over and have not been drawn. May run twice and in several workers at once. */
    async draw(): Promise<void> {
      const today = dayOf(clock.now());
      const days = Array.from({ length: daysDrawn }, (_, back) => addDays(today, back - daysDrawn));
      for (const day of await draws.undrawn(days)) await drawDay(day);
    },
    /** Sends what is due, once, and never at night. */
    async tell(): Promise<void> {
      const now = clock.now();
      const may = mayTellAt(now);
      for (const invitation of await invitations.toTell(now, toldAtOnce)) {
        const message = may > now ? 'later' : await messageTo(invitation);
        const delivered = message === 'later' ? null : message && (await messages.deliver(message));
        const later = delivered?.kind === 'later' ? new Date(clock.now().getTime() + delivered.retryAfterMilliseconds) : null;
        await invitations.tellLater(invitation.id, message === 'later' ? may : later);
      }
    },
  };
}
