import type { ReceptionRules } from '../contracts/reception.js';

/** What holds until the commune has written down something else. Luật 136/2025/QH15 (1/7/2026) may have changed the frequency: UNCONFIRMED. */
export const defaultReceptionRules: ReceptionRules = {
  validFrom: '2014-07-01',
  daysPerWeek: 1,
  publishAhead: 5,
  firstAnswer: 10,
  refusalNotice: 3,
  source: 'Luật Tiếp công dân 42/2013/QH13 Điều 15, 24, 28; Nghị định 154/2026/NĐ-CP Điều 4',
};

/** The rules in force on a day, of those written down. */
export function receptionRulesOn(all: readonly ReceptionRules[], day: string): ReceptionRules {
  const held = all.filter(({ validFrom }) => validFrom <= day);
  return held.reduce((latest, one) => (one.validFrom >= latest.validFrom ? one : latest), defaultReceptionRules);
}
