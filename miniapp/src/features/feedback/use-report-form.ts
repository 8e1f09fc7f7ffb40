import type { ReplyOf } from 'backend/contracts/endpoint';
import { readReportForm } from 'backend/contracts/feedback';
import type { Me } from 'backend/contracts/residents';
import { useEffect } from 'react';
import type { CallFailure } from '../../api.js';
import { ownKey, remember, remembered } from '../../storage.js';
import { useApi } from '../../use-api.js';
import { useMe } from '../residents/use-me.js';

export type ReportForm = ReplyOf<typeof readReportForm>;
/** What a form needs to know of who writes. */
export type Writer = Pick<Me, 'name' | 'nameKnown' | 'hamletKey'>;

function isForm(value: unknown): value is ReportForm {
  if (typeof value !== 'object' || value === null) return false;
  const kept = value as Partial<ReportForm>;
  return Array.isArray(kept.categories) && Array.isArray(kept.hamlets) && typeof kept.hotline === 'string';
}

function isWriter(value: unknown): value is Writer {
  return typeof value === 'object' && value !== null && 'name' in value && 'nameKnown' in value && 'hamletKey' in value;
}

const formKey = 'report-form';
const writerKey = () => ownKey('writer');

type Loaded =
  | { kind: 'ready'; form: ReportForm; writer: Writer | null }
  | { kind: 'loading' }
  | { kind: 'failed'; failure: CallFailure; retry: () => void };

/** Categories, hamlets and who writes, as last read on this phone, so that a report can be written where there is no network. `writer` null: Zalo does not say who it is. */
export function useReportForm(): Loaded {
  const read = useApi(readReportForm, {}, { revalidateOnFocus: false, revalidateIfStale: false });
  const me = useMe();

  useEffect(() => {
    if (read.data !== undefined) remember(formKey, read.data);
  }, [read.data]);
  useEffect(() => {
    if (me.data !== undefined) {
      const { name, nameKnown, hamletKey } = me.data;
      remember(writerKey(), { name, nameKnown, hamletKey } satisfies Writer);
    }
  }, [me.data]);

  const form = read.data ?? (read.error === undefined ? undefined : kept(formKey, isForm));
  const unknown = me.error?.status === 401 || me.error?.status === 403;
  const writer = me.data ?? (unknown ? null : me.error === undefined ? undefined : kept(writerKey(), isWriter));
  if (form !== undefined && writer !== undefined) return { kind: 'ready', form, writer };
  const failure = form === undefined ? read.error : me.error;
  if (failure === undefined) return { kind: 'loading' };
  return {
    kind: 'failed',
    failure,
    retry: () => {
      void read.mutate();
      void me.mutate();
    },
  };
}

function kept<T>(key: string, is: (value: unknown) => value is T): T | undefined {
  const value = remembered(key);
  return is(value) ? value : undefined;
}
