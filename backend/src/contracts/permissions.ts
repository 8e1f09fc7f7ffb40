import type { Role } from './residents.js';

/**
 * What each role may do, one line per permission; routes ask for a permission, never for a role, and screens leave out what would be refused.
 * After the plan's division of work (plan III) and Luật 10/2022/QH15 Art. 14: officers write, the chairman approves, the administrator sets up but
 * does not speak in the commune's name. A resident needs none; a hamlet head sees their own hamlets only.
 */
export const permissions = {
  'desk.read': ['one_stop_officer', 'judicial_officer', 'office_officer', 'chairman', 'administrator'],
  'desk.act': ['one_stop_officer', 'judicial_officer', 'office_officer', 'administrator'],
  'commune.configure': ['administrator'],
  'officers.manage': ['administrator'],
  'audit.read': ['chairman', 'administrator'],
  /** Writing greetings, notices and urgent news, and sending what was approved: pause, resume, cancel. */
  'broadcasts.write': ['culture_officer', 'office_officer', 'judicial_officer'],
  'broadcasts.approve': ['chairman'],
  'broadcasts.read': ['culture_officer', 'office_officer', 'judicial_officer', 'chairman', 'administrator'],
  /** Whom Zalo did not reach, in the hamlets of who asks; others see every hamlet. */
  'broadcasts.unreached': ['hamlet_head', 'culture_officer', 'office_officer', 'judicial_officer', 'chairman'],
  /** Life-event letters (plan 1.6): the judicial officer knows of births and marriages, the culture officer of deaths. */
  'letters.write': ['judicial_officer', 'culture_officer', 'office_officer'],
  'letters.approve': ['chairman'],
  'letters.read': ['judicial_officer', 'culture_officer', 'office_officer', 'chairman'],
  'disclosures.write': ['office_officer', 'culture_officer', 'judicial_officer'],
  'disclosures.publish': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman'],
  'disclosures.read': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman', 'hamlet_head', 'administrator'],
  'conversations.read': ['one_stop_officer', 'office_officer', 'culture_officer', 'judicial_officer', 'chairman'],
  'conversations.answer': ['one_stop_officer', 'office_officer', 'culture_officer', 'judicial_officer'],
  /** Who can be reached: hamlet, household and year of birth of followers. */
  'audience.read': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman', 'hamlet_head'],
  'audience.write': ['office_officer', 'culture_officer', 'hamlet_head'],
  /** Working on reports given to them; who dispatches sees all of them but those that complain of themselves. */
  'feedback.read': ['one_stop_officer', 'office_officer', 'culture_officer', 'judicial_officer', 'chairman'],
  'feedback.handle': ['one_stop_officer', 'office_officer', 'culture_officer', 'judicial_officer'],
  'feedback.dispatch': ['office_officer', 'chairman'],
  'feedback.approve': ['chairman'],
  /** Putting aside and letting through what looks like abuse. */
  'feedback.moderate': ['office_officer'],
  'feedback.configure': ['office_officer', 'administrator'],
  /** Being the one handler of a sealed petition (Luật Tố cáo 25/2018 Art. 56); each opens only what was given to them. */
  'petitions.handle': ['office_officer', 'judicial_officer', 'chairman'],
  /** How residents find the conduct of officers: numbers of teams, and letting comments through. */
  'conduct.read': ['chairman', 'office_officer', 'administrator'],
  'conduct.moderate': ['office_officer'],
  /** Publishing when people are received, and the numbers of the law (Luật Tiếp công dân 42/2013/QH13). */
  'reception.manage': ['office_officer'],
  'reception.read': ['office_officer', 'judicial_officer', 'chairman'],
  /** Writing the register, the minutes and the first answer. */
  'reception.receive': ['office_officer', 'judicial_officer', 'chairman'],
  /** The register of households; whoever answers for hamlets sees those only. */
  'households.read': ['office_officer', 'judicial_officer', 'culture_officer', 'chairman', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'households.write': ['office_officer', 'hamlet_head'],
  /** Surveys advise and bind nobody (Luật 10/2022/QH15 Art. 34, 35). */
  'surveys.read': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman'],
  'surveys.write': ['office_officer', 'culture_officer', 'judicial_officer'],
  'surveys.publish': ['office_officer', 'chairman'],
  'satisfaction.read': ['office_officer', 'judicial_officer', 'culture_officer', 'chairman', 'administrator'],
  'satisfaction.manage': ['office_officer'],
  /** What households decide (Art. 15–23): prepared by the hamlet's head or the office, agreed by the Front, counted and closed by two. */
  'decisions.read': ['office_officer', 'judicial_officer', 'culture_officer', 'chairman', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'decisions.write': ['office_officer', 'hamlet_head'],
  /** Saying yes for the Front (Art. 16; NĐ 59/2023 Art. 5). */
  'decisions.agree': ['hamlet_front', 'front_officer'],
  /** Marking attendance and ballots, typing what was counted. */
  'decisions.count': ['office_officer', 'judicial_officer', 'hamlet_head', 'hamlet_front', 'front_officer'],
  /** Being one of the two who close. */
  'decisions.close': ['office_officer', 'chairman', 'hamlet_head', 'hamlet_front', 'front_officer'],
  /** Recognising or refusing what was decided (Art. 21(2)): the commune for items 3 and 4, the Front for item 5. */
  'decisions.recognise': ['chairman', 'front_officer'],
  /** Asking before the commune decides (Art. 25–29). */
  'consultations.read': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman', 'front_officer'],
  'consultations.write': ['office_officer', 'culture_officer', 'judicial_officer'],
  'consultations.publish': ['office_officer', 'chairman'],
  /** Proposals signed by households (Art. 16): seen by who shall bring them before the hamlet. */
  'initiatives.read': ['office_officer', 'chairman', 'hamlet_head', 'hamlet_front', 'front_officer'],
  'initiatives.handle': ['office_officer', 'hamlet_head', 'hamlet_front'],
  /** The Front's word for fewer than a tenth of the households (Art. 16). */
  'initiatives.support': ['hamlet_front', 'front_officer'],
  /** Bringing it before the households, or saying why not. */
  'initiatives.answer': ['hamlet_head', 'hamlet_front', 'chairman', 'front_officer'],
  'initiatives.configure': ['office_officer', 'administrator'],
  /** A hamlet's head too: an estimate, the draft of a convention are papers of what households decide. */
  'files.upload': ['office_officer', 'culture_officer', 'judicial_officer', 'chairman', 'hamlet_head'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** True when one of the roles carries the permission. */
export function mayDo(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => (permissions[permission] as readonly Role[]).includes(role));
}

/** True for the roles that are held for hamlets: they see and do what belongs to their own hamlets only. */
export const answersForHamlets = (role: Role): boolean => role === 'hamlet_head' || role === 'hamlet_front';

/** The hamlets for which somebody has the permission; null is the whole commune. */
export function hamletsWhere(
  { roles, hamletKeys }: { roles: readonly Role[]; hamletKeys: readonly string[] },
  permission: Permission,
): readonly string[] | null {
  return mayDo(
    roles.filter((role) => !answersForHamlets(role)),
    permission,
  )
    ? null
    : hamletKeys;
}
