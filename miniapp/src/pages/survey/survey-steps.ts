import { ownKey, remember, remembered } from '../../storage.js';

/** Where in a survey somebody is; the address says it, so that the phone's own back button goes a step back. */
export type Step = { kind: 'intro' } | { kind: 'question'; key: string } | { kind: 'all' } | { kind: 'check' };

const questionStep = /^cau-([a-z0-9-]+)$/;

export function stepIn(search: URLSearchParams): Step {
  const step = search.get('step') ?? '';
  const key = questionStep.exec(step)?.[1];
  if (key !== undefined) return { kind: 'question', key };
  return step === 'all' || step === 'check' ? { kind: step } : { kind: 'intro' };
}

export function addressOf(id: string, step: Step): string {
  const here = `/surveys/${id}`;
  if (step.kind === 'intro') return here;
  return `${here}?step=${step.kind === 'question' ? `cau-${step.key}` : step.kind}`;
}

/** What the history keeps beside a step. */
export type StepState = {
  /** The question that lies below this one. */
  below?: string;
  /** Opened from the last page to be mended: the questions the person has seen. */
  mending?: string[];
};

export function stateIn(value: unknown): StepState {
  if (typeof value !== 'object' || value === null) return {};
  const { below, mending } = value as { below?: unknown; mending?: unknown };
  return {
    ...(typeof below === 'string' ? { below } : {}),
    ...(Array.isArray(mending) ? { mending: mending.filter((one) => typeof one === 'string') } : {}),
  };
}

const allKey = () => ownKey('survey-all');

/** Whether the person wants all questions on one page. */
export const wantsAll = (): boolean => remembered(allKey()) === true;

export function setWantsAll(all: boolean): void {
  remember(allKey(), all);
}
