import type { DecisionOption } from 'backend/contracts/decisions';
import type { TypedBallot } from 'backend/contracts/decisions-desk';

/** The number of a ballot as it is printed, of what was typed: "7" and "x1-7" are "X1-0007" on ballots that begin with X1. Null: not such a number. */
export function serialOf(typed: string, prefix: string): string | null {
  const text = typed.trim().toUpperCase().replace(/\s+/g, '');
  const [head = '', number = ''] = text.includes('-') ? text.split('-', 2) : [prefix, text];
  return /^[A-Z0-9]{1,6}$/.test(head) && /^\d{1,6}$/.test(number) ? `${head}-${number.padStart(4, '0')}` : null;
}

export type Marked = { valid: boolean; choices: string[] };

/**
 * What was typed of one ballot: the numbers of the options as they stand in the list, 0 for a ballot that does not count. `seats` may be chosen in an
 * election, one otherwise; nobody chosen together with "none of them" is no choice.
 */
export function choicesOf(typed: string, options: readonly DecisionOption[], seats: number): Marked | { fault: string } {
  const text = typed.trim();
  if (text === '') return { fault: 'Xin gõ số của phương án, hoặc 0 nếu phiếu không hợp lệ.' };
  if (!/^\d+([\s,.;]+\d+)*$/.test(text)) return { fault: 'Chỉ gõ số, cách nhau bằng dấu cách.' };
  // Up to nine options, "13" is 1 and 3: one key each.
  const numbers = (options.length < 10 ? text.replace(/\D/g, '').split('') : text.split(/[\s,.;]+/)).map(Number);
  if (numbers.length === 1 && numbers[0] === 0) return { valid: false, choices: [] };
  if (numbers.includes(0)) return { fault: 'Số 0 là phiếu không hợp lệ, không gõ cùng số khác.' };
  const unknown = numbers.find((number) => number > options.length);
  if (unknown !== undefined) return { fault: `Không có phương án số ${unknown}.` };
  if (new Set(numbers).size < numbers.length) return { fault: 'Có số gõ hai lần.' };
  if (numbers.length > Math.max(1, seats))
    return {
      fault:
        seats > 1
          ? `Chọn nhiều nhất ${seats} người; nhiều hơn thì phiếu không hợp lệ, gõ 0.`
          : 'Phiếu chọn hơn một thì không hợp lệ, gõ 0.',
    };
  const choices = numbers.map((number) => options[number - 1]?.key ?? '');
  return choices.includes('none') && choices.length > 1 ? { fault: '“Không chọn ai” không đi cùng người khác.' } : { valid: true, choices };
}

/** The numbers of what was chosen, as they were typed. */
export function typedOf({ valid, choices }: Marked, options: readonly DecisionOption[]): string {
  if (!valid) return '0';
  const numbers = choices.map((key) => options.findIndex((option) => option.key === key) + 1);
  return numbers.join(options.length < 10 ? '' : ' ');
}

/** After an option was pressed instead of typed: put in, or taken out. */
export function withPressed(typed: string, number: number, options: readonly DecisionOption[], seats: number): string {
  if (number === 0) return '0';
  const read = choicesOf(typed, options, seats);
  const before = 'fault' in read || !read.valid ? [] : read.choices;
  const key = options[number - 1]?.key ?? '';
  const next =
    seats <= 1 || key === 'none'
      ? [key]
      : before.includes(key)
        ? before.filter((one) => one !== key)
        : [...before.filter((one) => one !== 'none'), key];
  return next.length === 0 ? '' : typedOf({ valid: true, choices: next }, options);
}

/** A ballot's state for whoever typed it, or did not. */
export function stateWords({ state, mine }: Pick<TypedBallot, 'state' | 'mine'>): string {
  if (state === 'agreed') return 'Hai người khớp';
  if (state === 'differs') return mine === null ? 'Hai người khác nhau' : 'Hai người khác nhau, xin cùng xem lại phiếu';
  return mine === null ? 'Người khác đã nhập, chờ ông/bà nhập' : 'Người thứ hai chưa nhập';
}

/** What keeps a show of hands from being sent: keyed by the option, or `sum`. In an election a household raises its hand for as many as are elected. */
export function handsFaults(
  typed: Readonly<Record<string, string>>,
  options: readonly DecisionOption[],
  present: number,
  seats: number,
): Record<string, string> {
  const faults: Record<string, string> = {};
  let sum = 0;
  for (const { key } of options) {
    const text = (typed[key] ?? '').trim();
    if (!/^\d{1,6}$/.test(text)) faults[key] = 'Xin ghi số hộ, không có thì ghi 0.';
    else if (Number(text) > present) faults[key] = `Chỉ có ${present} hộ có mặt.`;
    else sum += Number(text);
  }
  if (Object.keys(faults).length === 0 && sum > present * Math.max(1, seats))
    faults.sum = `Cộng lại ${sum} lần giơ tay, nhiều hơn ${present} hộ có mặt${seats > 1 ? ` bầu ${seats} người` : ''}.`;
  return faults;
}
