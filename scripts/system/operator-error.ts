/** Something the person at the terminal can put right; the message is a whole Vietnamese sentence and is shown without a stack. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

/** Ends a command: one sentence for an OperatorError, everything for a fault of ours. */
export function sayFault(fault: unknown): void {
  console.error(fault instanceof OperatorError ? fault.message : fault);
  process.exitCode = 1;
}

/** The system error code, `ENOENT` and the like. */
export function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : '';
}
