import { type DeskAppointment, findByCode } from 'backend/contracts/desk';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useApi } from '../../use-api.js';
import { type DayList, isDay } from '../day-list.js';
import { codeIn } from '../matching.js';

/** What of the page stands in its address: `date` (null = today), `counter` (null = all) and the opened `code`. */
export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (name: 'date' | 'counter' | 'code', value: string | null, replace: boolean) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          if (value === null) next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace },
      ),
    [setSearch],
  );
  const date = search.get('date') ?? '';
  return { date: isDay(date) ? date : null, counter: search.get('counter'), code: codeIn(search.get('code') ?? ''), change };
}

/** The opened appointment lives in the address: going back on a phone closes it. One that is not in the list is read by its code. */
export function useOpened(list: DayList | undefined) {
  const { code, change } = useAddress();
  const listed: DeskAppointment | undefined = list?.appointments.find((one) => one.code === code);
  const isElsewhere = code !== null && list !== undefined && listed === undefined;
  const found = useApi(findByCode, isElsewhere ? { params: { code } } : null, { refreshInterval: 5_000, focusThrottleInterval: 2000 });

  return {
    code,
    appointment: listed ?? (isElsewhere ? found.data : undefined),
    failure: isElsewhere && found.data === undefined ? found.error : undefined,
    open: (next: string) => {
      if (next !== code) change('code', next, code !== null);
    },
    close: () => change('code', null, true),
  };
}
