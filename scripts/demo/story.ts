import { styleText } from 'node:util';
import { CallFailure } from '../../miniapp/src/api.js';
import type { Received } from '../system/zalo-control.js';

/** Something that should have happened did not; the message is a sentence for the person who watches. */
export class NotSo extends Error {
  override name = 'NotSo';
}

/** Throws the sentence unless it holds. */
export function claim(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new NotSo(otherwise);
}

/** Colours for a terminal only. */
export const painted = (style: 'bold' | 'green' | 'red', text: string): string => (process.stdout.isTTY ? styleText(style, text) : text);

export type Story = ReturnType<typeof storyTo>;

type Options = {
  say: (line: string) => void;
  /** How long anything may take that others do: messages, offers, clocks. */
  patienceMs: number;
  /** Aborted when the person asked to stop. */
  signal: AbortSignal;
};

/** Tells what is done step by step, each with a sign, and remembers what has to be put back. */
export function storyTo({ say, patienceMs, signal }: Options) {
  const putBack: { title: string; work: () => Promise<unknown> }[] = [];
  let steps = 0;
  let tidying = false;
  /** What a step has to show comes below its sign. */
  let shown: string[] | null = null;
  const show = (line: string) => (shown ? void shown.push(line) : say(line));
  /** Whoever asked to stop still gets everything put back. */
  const goOn = () => tidying || signal.throwIfAborted();
  const quoted = (text: string) => text.replace(/^/gm, '      │ ');
  return {
    steps: () => steps,
    chapter: (title: string): void => say(`\n${title}`),
    /** Does one step; a failure is told with its reason and thrown on. */
    async step<T>(title: string, work: () => Promise<T>, outcome: (value: T) => string = () => ''): Promise<T> {
      goOn();
      shown = [];
      try {
        const value = await work();
        const told = outcome(value);
        say(`  ${painted('green', '✓')} ${title}${told === '' ? '' : `: ${told}`}`);
        steps += 1;
        return value;
      } catch (fault) {
        if (!signal.aborted) say(`  ${painted('red', '✗')} ${title}: ${reasonOf(fault)}`);
        throw fault;
      } finally {
        const lines = shown ?? [];
        shown = null;
        for (const line of lines) say(line);
      }
    },
    /** Looks again and again until something is there. */
    async until<T>(look: () => Promise<T | null | false | undefined>, otherwise: string): Promise<T> {
      const end = performance.now() + patienceMs;
      for (;;) {
        goOn();
        const found = await look();
        if (found) return found;
        claim(performance.now() < end, `${otherwise} (đã chờ ${Math.round(patienceMs / 1000)} giây)`);
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    },
    note: (text: string): void => show(quoted(text)),
    /** What a phone shows of a message. */
    showMessage(owner: string, { title, text, buttons }: Received): void {
      const buttonsLine = buttons.map((button) => `[${button.title}]`).join(' ');
      show(`      Zalo của ${owner}:`);
      show(quoted([title, text, buttonsLine].filter((part) => part !== '').join('\n')));
    },
    /** Something to undo at the end, however it ends; the last is undone first. */
    afterwards(title: string, work: () => Promise<unknown>): void {
      putBack.push({ title, work });
    },
    /** Undoes everything; tells of each that could not be undone and answers whether all could. */
    async putEverythingBack(): Promise<boolean> {
      let all = true;
      tidying = true;
      for (const { title, work } of putBack.splice(0).reverse())
        await work().catch((fault: unknown) => {
          all = false;
          say(`  ${painted('red', '✗')} ${title}: ${reasonOf(fault)}`);
        });
      return all;
    },
  };
}

/** The reason of a failure in a sentence; for a fault of ours the whole of it. */
export function reasonOf(fault: unknown): string {
  if (fault instanceof NotSo) return fault.message;
  if (fault instanceof CallFailure)
    return fault.code === 'offline' ? 'API không trả lời.' : `${fault.detail || fault.code} (${fault.status} ${fault.code})`;
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
