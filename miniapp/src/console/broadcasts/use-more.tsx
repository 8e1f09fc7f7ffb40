import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { type ReactNode, useEffect, useState } from 'react';
import type { CallFailure } from '../../api.js';
import { Button } from '../../components/button.js';
import { call } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';

type Paged = Endpoint & { reply: Endpoint['reply'] };

/** The pages of a list after its first one, each fetched at a press of the button; forgotten when another list is asked for. */
export function useMore<E extends Paged>(
  endpoint: E,
  request: RequestOf<E>,
  firstNext: string | null,
): { pages: ReplyOf<E>[]; button: ReactNode } {
  const asked = JSON.stringify(request);
  const [more, setMore] = useState<{ asked: string; pages: ReplyOf<E>[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const mine = more !== null && more.asked === asked ? more : null;
  const next = mine === null ? firstNext : mine.next;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins without the last one's failure
  useEffect(() => setFailure(null), [asked]);

  const load = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { query, ...rest } = request as { query?: object };
      const page = await call(endpoint, { ...rest, query: { ...query, after: next } } as unknown as RequestOf<E>);
      const after = (page as { next: string | null }).next;
      setMore({ asked, pages: [...(mine?.pages ?? []), page], next: after });
    } catch (error) {
      setFailure(failureOf(error));
    }
    setBusy(false);
  };

  return {
    pages: mine?.pages ?? [],
    button: next !== null && (
      <>
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
        <Button look="plain" busy={busy} onPress={() => void load()}>
          Xem thêm
        </Button>
      </>
    ),
  };
}
