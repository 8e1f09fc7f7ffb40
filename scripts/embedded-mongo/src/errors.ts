import type { Doc } from './values.js';

/** MongoDB's names for the error codes this server answers with. */
const codeNames: Readonly<Record<number, string>> = {
  1: 'InternalError',
  2: 'BadValue',
  8: 'UnknownError',
  9: 'FailedToParse',
  10: 'CannotMutateObject',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  18: 'AuthenticationFailed',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  55: 'InvalidDBRef',
  56: 'EmptyFieldName',
  57: 'DottedFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  91: 'ShutdownInProgress',
  115: 'CommandNotSupported',
  123: 'NotAReplicaSet',
  121: 'DocumentValidationFailure',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  238: 'NotImplemented',
  263: 'OperationNotSupportedInTransaction',
  291: 'NoQueryExecutionPlans',
  313: 'NotExactValueField',
  334: 'UnsupportedFormat',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  11602: 'InterruptedDueToReplStateChange',
  17280: 'KeyTooLong',
  17419: 'BSONObjectTooLarge',
};

/** A refusal that goes to the client as a MongoDB error reply; `details` are further fields of that reply. */
export class CommandError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly details: Doc = {},
  ) {
    super(message);
    this.name = 'CommandError';
  }

  get codeName(): string {
    return codeName(this.code);
  }
}

/** The name that goes with an error code; MongoDB says `Location<code>` for the unnamed ones. */
export function codeName(code: number): string {
  return codeNames[code] ?? `Location${code}`;
}

/** Turns whatever was thrown into a CommandError; mistakes of the query library count as bad values. */
export function toCommandError(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof RangeError && /call stack/i.test(message)) return new CommandError(15, 'Recursion limit exceeded');
  if (!(thrown instanceof Error && thrown.constructor.name === 'MingoError')) return new CommandError(1, message);
  if (message.startsWith('Use of undefined variable')) return new CommandError(17276, message);
  if (message.startsWith('$replaceRoot expression must return')) return new CommandError(40228, message);
  const unknown = /^accumulator '(.*)' is not registered/.exec(message);
  return unknown ? new CommandError(168, `Unrecognized expression '${unknown[1]}'`) : new CommandError(2, message);
}
