import { BSONRegExp } from 'bson';
import { CommandError } from './errors.js';

const compiled = new Map<string, RegExp>();

/** A BSON regular expression as a JavaScript one (Unicode mode where its pattern allows). */
export function toRegExp(value: BSONRegExp | RegExp | string, extraOptions = ''): RegExp {
  const pattern = value instanceof BSONRegExp ? value.pattern : value instanceof RegExp ? value.source : value;
  const own = value instanceof BSONRegExp ? value.options : value instanceof RegExp ? value.flags : '';
  const options = extraOptions || own;
  const key = `${options}/${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  const made = compile(pattern, options);
  if (compiled.size > 500) compiled.clear();
  compiled.set(key, made);
  return made;
}

function compile(given: string, options: string): RegExp {
  if (/[^imsxu]/.test(options)) throw new CommandError(51108, `invalid flag in regex options: ${options}`);
  const inline = /^\(\?([imsx]+)\)/.exec(given);
  const flags = options + (inline?.[1] ?? '');
  let pattern = inline ? given.slice(inline[0].length) : given;
  if (flags.includes('x')) pattern = pattern.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#.*$/gm, (part) => (/^(\s|#)/.test(part) ? '' : part));
  const kept = ['i', 'm', 's'].filter((flag) => flags.includes(flag)).join('');
  try {
    return new RegExp(pattern, `${kept}u`);
  } catch {
    try {
      return new RegExp(pattern, kept);
    } catch (fault) {
      throw new CommandError(51091, `Regular expression is invalid: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }
}
