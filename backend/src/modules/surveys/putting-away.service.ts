import type { Clock } from '../../clock.js';
import { hamletsTold } from '../../domain/survey-results.js';
import type { ReportMediaService } from '../report-media/report-media.service.js';
import { mediaOwner } from './answering.service.js';
import type { Sealers } from './sealing.js';
import type { AnswerRecord, SurveyAnswersStore } from './survey-answers.store.js';
import type { SurveyDraftsStore } from './survey-drafts.store.js';
import type { SurveysStore } from './surveys.store.js';

type Deps = {
  surveys: SurveysStore;
  answers: SurveyAnswersStore;
  drafts: SurveyDraftsStore;
  media: Pick<ReportMediaService, 'removeOf'>;
  sealers: Sealers;
  hashesOf: (survey: string, residentId: string) => readonly string[];
  randomInteger: (below: number) => number;
  clock: Clock;
};

export type PuttingAwayService = ReturnType<typeof puttingAwayService>;

/** What happens to what was sent once a survey is over; each step may be repeated, in several workers at once, and after a crash anywhere. */
export function puttingAwayService({ surveys, answers, drafts, media, sealers, hashesOf, randomInteger, clock }: Deps) {
  /** Every order is as likely as any other. */
  function shuffled<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let place = mixed.length - 1; place > 0; place -= 1) {
      const other = randomInteger(place + 1);
      [mixed[place], mixed[other]] = [mixed[other] as T, mixed[place] as T];
    }
    return mixed;
  }

  /**
   * Opens what lies with who took part, all of it together, and puts it away in no order under the random ids it was given at sending, sealed anew so
   * that not even the sealed text is the same. Only when all stand there is it cut from who took part: what a crash leaves is found again and put
   * under the same ids, which are taken then.
   */
  async function part(survey: string): Promise<void> {
    const waiting = await answers.pending(survey);
    const counts = new Map<string | null, number>();
    for (const { hamlet } of waiting) counts.set(hamlet, (counts.get(hamlet) ?? 0) + 1);
    const told = new Set(await surveys.decideHamlets(survey, [...hamletsTold(counts)]));
    const records = waiting.flatMap(({ sealed, hamlet }): AnswerRecord[] => {
      const words = sealed === null ? null : sealers.pending.open(sealed, survey);
      if (words === null) return [];
      return [
        {
          id: words.id,
          survey,
          person: null,
          residentId: null,
          hamlet: hamlet !== null && told.has(hamlet) ? hamlet : null,
          sentOn: null,
          sealed: sealers.answer.seal({ answers: words.answers, mediaDraft: null }, survey),
          request: null,
        },
      ];
    });
    await answers.put(shuffled(records));
    await answers.detach(waiting.map(({ id }) => id));
  }

  async function count(survey: string, anonymous: boolean): Promise<void> {
    await answers.take(anonymous, survey);
    if (anonymous) await part(survey);
    await answers.dropUntaken(anonymous, survey);
    const stops = await drafts.stops(survey);
    const at = Object.fromEntries([...stops].flatMap(([question, number]) => (question === null ? [] : [[question, number] as const])));
    await surveys.noteStopped(survey, { drafts: [...stops.values()].reduce((sum, number) => sum + number, 0), at });
    await drafts.removeOf(survey);
  }

  async function forget(survey: string): Promise<void> {
    for (const person of await answers.peopleOf(survey)) await media.removeOf(mediaOwner(person));
    await answers.removeAll(survey);
    await drafts.removeOf(survey);
  }

  return {
    /** Closes what is due and puts away what was sent to it. Answers how many surveys were done. */
    async run(): Promise<number> {
      await surveys.closeDue(clock.now());
      const waiting = await surveys.waiting();
      const failures: unknown[] = [];
      for (const { id, mode, status } of waiting)
        try {
          if (status === 'cancelled') await forget(id);
          else await count(id, mode === 'anonymous');
          await surveys.done(id);
        } catch (error) {
          // It is tried again; the others do not wait for it.
          failures.push(error);
        }
      if (failures.length > 0) throw failures[0];
      return waiting.length;
    },
    /** Takes a person out: drafts go, what does not count yet is withdrawn, and of what counts nothing leads to them any more. */
    async erase(residentId: string): Promise<void> {
      const hashes = (await surveys.everPublished()).flatMap(({ id }) => hashesOf(id, residentId));
      await drafts.remove(hashes);
      for (const person of await answers.presentOf(hashes)) await media.removeOf(mediaOwner(person));
      await answers.erase(residentId, hashes);
    },
  };
}
