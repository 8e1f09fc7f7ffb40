import { type ParseArgsConfig, parseArgs } from 'node:util';
import { codeOf, OperatorError } from './operator-error.js';

/** The flags of a command; throws a sentence about one that is not known or lacks its value. */
export function flagsFrom<const Options extends NonNullable<ParseArgsConfig['options']>>(options: Options) {
  try {
    return parseArgs({ options }).values;
  } catch (fault) {
    const code = codeOf(fault);
    if (!code.startsWith('ERR_PARSE_ARGS') || !(fault instanceof Error)) throw fault;
    const flag = /'(.*?)[' ]/.exec(fault.message)?.[1] ?? '';
    throw new OperatorError(
      code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
        ? `Cờ ${flag} thiếu giá trị hoặc không nhận giá trị; xem cách dùng bằng --help.`
        : `Không hiểu "${flag}"; xem các cờ bằng --help.`,
    );
  }
}
