import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { readSatisfactionSettings, type SatisfactionSampling, saveSatisfactionSampling } from 'backend/contracts/satisfaction';

type Person = { call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> };

/** Everybody who was served, up to ten a day: a commune has few visits, and one who tries the app out meets the survey the day after. */
export const sampling: SatisfactionSampling = { percent: 100, procedures: [], dailyMaximum: 10, recontactDays: 90 };

/** Switches the survey after visits on. Leaves it as it is once somebody has set it. */
export async function survey(office: Person): Promise<void> {
  const { revision } = await office.call(readSatisfactionSettings, {});
  if (revision === 0) await office.call(saveSatisfactionSampling, { body: { revision, sampling } });
}
