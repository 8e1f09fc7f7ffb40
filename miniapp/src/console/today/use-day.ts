import { type DeskAppointment, findByCode, listDay } from 'backend/contracts/desk';
import type { ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { CallFailure } from '../../api.js';
import { inVietnam } from '../../days.js';
import { call } from '../../session.js';
import { keyOf } from '../../use-api.js';
import { type DayList, inOrder, withNewer } from '../day-list.js';

type Query = RequestOf<typeof listDay>['query'];
type Page = ReplyOf<typeof listDay>;

/** A day of a busy commune fits in a few pages; the bound only keeps a broken cursor from asking for ever. */
const mostPages = 40;

/** A booking made elsewhere is on the screen after this long. */
const refreshMilliseconds = 5_000;

async function readWholeDay(query: Query): Promise<DayList> {
  const rows = new Map<string, DeskAppointment>();
  let page: Page = await call(listDay, { query });
  for (let pages = 1; ; pages += 1) {
    for (const row of page.appointments) rows.set(row.id, row);
    if (page.next === null || pages >= mostPages) break;
    page = await call(listDay, { query: { ...query, after: page.next } });
  }
  const { next: _, ...list } = page;
  return { ...list, appointments: inOrder([...rows.values()]) };
}

/** The list of a day (and counter), read again every few seconds and whenever the window comes back. */
export function useDay(date: string, counter: string | null) {
  const query: Query = counter === null ? { date } : { date, counter };
  return useSWR<DayList, CallFailure>(`all ${keyOf(listDay, { query })}`, () => readWholeDay(query), {
    refreshInterval: refreshMilliseconds,
    // A list that silently stopped would be taken for the present: without a network the failure is shown.
    refreshWhenOffline: true,
    focusThrottleInterval: 2000,
    shouldRetryOnError: false,
  });
}

/** Puts the newer state of an appointment into every list and page that shows it. */
export function useKeepAppointment(): (newer: DeskAppointment) => void {
  const { mutate } = useSWRConfig();
  return (newer) => {
    void mutate<DayList>(
      (key) => typeof key === 'string' && key.startsWith(`all ${listDay.path} `),
      (list) => (list === undefined ? undefined : withNewer(list, newer)),
      { revalidate: false },
    );
    void mutate(keyOf(findByCode, { params: { code: newer.code } }), newer, { revalidate: false });
  };
}

/** Reads the lists and appointments on the screen again: somebody else has changed them. */
export function useReload(): () => void {
  const { mutate } = useSWRConfig();
  return () => {
    void mutate((key) => typeof key === 'string' && (key.startsWith(`all ${listDay.path} `) || key.startsWith(`${findByCode.path} `)));
  };
}

/** Today in Vietnam: by this computer until `told` (an instant from the server) says otherwise, for the server decides which day it is. */
export function useToday(): { today: string; tell: (told: string | undefined) => void } {
  const [here] = useState(() => inVietnam(new Date()).day);
  const [told, tell] = useState<string | undefined>(undefined);
  return { today: told === undefined ? here : inVietnam(new Date(told)).day, tell };
}
