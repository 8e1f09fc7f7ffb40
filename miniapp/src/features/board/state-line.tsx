import type { BoardState } from 'backend/contracts/board';
import { CircleCheck, Hourglass, MessageSquareText } from 'lucide-react';
import { boardStateWords } from './board-words.js';

/** One sign for each state, in the list and on the map. */
export const stateSigns = { open: Hourglass, answered: MessageSquareText, fixed: CircleCheck } as const satisfies Record<
  BoardState,
  unknown
>;

export function StateLine({ state }: { state: BoardState }) {
  const Sign = stateSigns[state];
  return (
    <span className="board-state" data-state={state}>
      <Sign aria-hidden="true" size={18} />
      {boardStateWords[state]}
    </span>
  );
}
