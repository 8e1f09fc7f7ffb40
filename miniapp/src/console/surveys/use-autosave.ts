import { readDeskSurvey, type Survey, type SurveyDraft, updateSurvey } from 'backend/contracts/surveys-desk';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFailure } from '../../api.js';
import { inVietnam } from '../../days.js';
import { call } from '../../session.js';
import { failureOf } from '../console-words.js';
import { sameWhenStored } from './same-draft.js';
import { draftOf, faultsOfDraft } from './survey-draft.js';

export type SaveState =
  | { kind: 'saved'; time: string | null }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** It cannot be stored as it stands; by field. */
  | { kind: 'held'; faults: Readonly<Record<string, string>> }
  | { kind: 'failed'; failure: CallFailure }
  /** Somebody else stored something meanwhile. */
  | { kind: 'conflict'; theirs: Survey };

const pause = 1_200;

/**
 * Stores a draft whenever the writing pauses, one request at a time, and once more when the page is left. Nothing is overwritten: when somebody else
 * was faster, both versions stand until one is chosen. An own request whose answer was lost is recognised by what it stored.
 */
export function useAutosave(survey: Survey, draft: SurveyDraft, onStored: (newer: Survey) => void) {
  const [state, setState] = useState<SaveState>({ kind: 'saved', time: null });
  const latest = useRef(draft);
  latest.current = draft;
  const stored = useRef(draft);
  const revision = useRef(survey.revision);
  const running = useRef<Promise<boolean> | null>(null);
  const conflict = useRef(false);
  const told = useRef(onStored);
  told.current = onStored;
  const id = survey.id;

  const store = useCallback(
    async (sent: SurveyDraft): Promise<Survey | 'conflict'> => {
      try {
        return await call(updateSurvey, { params: { id }, body: { ...sent, revision: revision.current } });
      } catch (error) {
        if (failureOf(error).code !== 'survey_changed') throw error;
        const theirs = await call(readDeskSurvey, { params: { id } });
        if (sameWhenStored(draftOf(theirs), sent)) return theirs;
        conflict.current = true;
        setState({ kind: 'conflict', theirs });
        return 'conflict';
      }
    },
    [id],
  );

  /** Stores what stands there now; false when it could not be. */
  const flush = useCallback((): Promise<boolean> => {
    const run = async () => {
      while (latest.current !== stored.current) {
        if (conflict.current) return false;
        const sent = latest.current;
        const faults = faultsOfDraft(sent);
        if (Object.keys(faults).length > 0) {
          setState({ kind: 'held', faults });
          return false;
        }
        setState((before) => (before.kind === 'failed' ? before : { kind: 'saving' }));
        try {
          const newer = await store(sent);
          if (newer === 'conflict') return false;
          revision.current = newer.revision;
          stored.current = sent;
          told.current(newer);
        } catch (error) {
          setState({ kind: 'failed', failure: failureOf(error) });
          return false;
        }
      }
      setState({ kind: 'saved', time: inVietnam(new Date()).time });
      return true;
    };
    running.current ??= run().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [store]);

  useEffect(() => {
    if (draft === stored.current) return;
    setState((before) => (before.kind === 'saved' || before.kind === 'held' ? { kind: 'waiting' } : before));
    const timer = window.setTimeout(() => void flush(), pause);
    return () => window.clearTimeout(timer);
  }, [draft, flush]);

  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (latest.current !== stored.current) event.preventDefault();
    };
    const onBack = () => void flush();
    window.addEventListener('beforeunload', onUnload);
    window.addEventListener('online', onBack);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      window.removeEventListener('online', onBack);
      void flush();
    };
  }, [flush]);

  /** After a conflict: what stands here is stored over what the other person stored. */
  const keepMine = useCallback(
    (theirs: Survey) => {
      conflict.current = false;
      revision.current = theirs.revision;
      setState({ kind: 'waiting' });
      return flush();
    },
    [flush],
  );

  return { state, flush, keepMine, revision };
}
