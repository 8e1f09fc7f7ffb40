import type { FindingCode } from 'backend/contracts/survey-faults';
import type { SurveyFinding } from 'backend/contracts/surveys-desk';

/** What stands in the way of publishing, and what is only worth a look. */
export type Found = { faults: readonly SurveyFinding[]; warnings: readonly SurveyFinding[] };

export type OfQuestion = { faults: string[]; warnings: string[] };

/** What was found, beside the question it belongs to: of a cycle, beside each of its questions. */
export function byQuestion({ faults, warnings }: Found): ReadonlyMap<string, OfQuestion> {
  const found = new Map<string, OfQuestion>();
  const note = (findings: readonly SurveyFinding[], kind: keyof OfQuestion) => {
    for (const { questions, message } of findings)
      for (const key of questions) {
        const own = found.get(key) ?? { faults: [], warnings: [] };
        own[kind].push(message);
        found.set(key, own);
      }
  };
  note(faults, 'faults');
  note(warnings, 'warnings');
  return found;
}

/** What is found here while somebody writes. */
const liveCodes: Readonly<Record<string, true>> = {
  no_questions: true,
  key_twice: true,
  key_taken: true,
  no_title: true,
  options_missing: true,
  label_missing: true,
  label_twice: true,
  other_key: true,
  range_wrong: true,
  condition_unknown: true,
  condition_later: true,
  condition_useless: true,
  jump_unknown: true,
  jump_backward: true,
  cycle: true,
  unreachable: true,
  section_empty: true,
  photos_many: true,
} satisfies Record<FindingCode, true>;

/** What the server found together with what is seen here: of the questions only the latter is up to date, of the settings only the former knows. */
export function together(live: Found, checked: Found | undefined): Found {
  const more = (own: readonly SurveyFinding[], found: readonly SurveyFinding[]) => [
    ...own,
    ...found.filter(({ code }) => !Object.hasOwn(liveCodes, code)),
  ];
  return checked === undefined ? live : { faults: more(live.faults, checked.faults), warnings: more(live.warnings, checked.warnings) };
}

/** A sentence without the "Câu 3: " that stands beside the question anyway. */
export const withoutNumber = (message: string): string => {
  const rest = message.replace(/^Câu \d+: /, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};
