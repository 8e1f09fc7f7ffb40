import { CommandError } from './errors.js';
import { type Doc, isDoc, numberOf } from './values.js';

/** What a fail point makes of a command. */
export type Failure = { kind: 'close' } | { kind: 'error'; error: CommandError } | { kind: 'writeConcern'; error: unknown };

/** The `failCommand` fail point of MongoDB's drivers' tests. */
export class FailPoints {
  #remaining = 0;
  #data: Doc = {};

  configure(command: Doc): void {
    if (command.configureFailPoint !== 'failCommand') throw new CommandError(2, `unknown fail point ${String(command.configureFailPoint)}`);
    const { mode } = command;
    this.#data = isDoc(command.data) ? command.data : {};
    if (mode === 'off') this.#remaining = 0;
    else if (mode === 'alwaysOn') this.#remaining = Number.POSITIVE_INFINITY;
    else if (isDoc(mode) && numberOf(mode.times) !== undefined) this.#remaining = numberOf(mode.times) ?? 0;
    else throw new CommandError(2, 'unsupported mode of a fail point');
  }

  /** The failure that is due for this command, if one is. */
  take(name: string): Failure | undefined {
    const { failCommands, closeConnection, errorCode, writeConcernError, errorLabels } = this.#data;
    if (this.#remaining <= 0 || !Array.isArray(failCommands) || !failCommands.includes(name)) return undefined;
    this.#remaining--;
    if (closeConnection === true) return { kind: 'close' };
    const code = numberOf(errorCode);
    if (code !== undefined) {
      const message = "Failing command via 'failCommand' failpoint";
      return { kind: 'error', error: new CommandError(code, message, Array.isArray(errorLabels) ? { errorLabels } : {}) };
    }
    return writeConcernError === undefined ? undefined : { kind: 'writeConcern', error: writeConcernError };
  }
}
