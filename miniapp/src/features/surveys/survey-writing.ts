import { relevantAnswers } from 'backend/contracts/survey-paths';
import type { SurveyAnswer, SurveyAnswers, SurveyForm } from 'backend/contracts/survey-questions';
import { readSurvey, type SurveyDraftState, saveSurveyDraft } from 'backend/contracts/surveys';
import { useEffect, useSyncExternalStore } from 'react';
import { mutate } from 'swr';
import { call } from '../../session.js';
import { ownerOfPhone } from '../../storage.js';
import { keyOf } from '../../use-api.js';
import { type Shelf, shelfOf } from '../feedback/media-shelf.js';
import { uploadMedium } from '../feedback/upload-medium.js';
import { merged } from './draft-merge.js';
import { createDraftSaver } from './draft-saver.js';
import { hasPhotos, settledOnly, slotsIn, withSlots } from './photo-slots.js';
import { sendAnswers, uploadPhotos } from './send-survey.js';
import {
  allSurveyDrafts,
  dropSurveyDraft,
  keepSurveyDraft,
  keptSurveyDraft,
  newSurveyDraft,
  type SurveyDraft,
  sweepSurveys,
} from './survey-draft.js';
import { createSurveySender, type Sending, type SurveySender } from './survey-sender.js';
import type { AskedSurvey, ReadSurvey, Standing } from './use-survey.js';

/** What the person should know about their answers that they did not do themselves. */
export type Told = 'merged' | 'questions_changed' | 'answered_elsewhere' | null;

/** The answers to one survey in hand: on this phone, at the commune, and on their way. One for the whole app, so that sending goes on on other screens. */
export type SurveyWriting = {
  draft: () => SurveyDraft | null;
  told: () => Told;
  /** The survey as it was read, and where the person stands there (null: no network); the draft is made or put together with what lies at the commune. */
  meet: (survey: ReadSurvey | AskedSurvey, standing: Standing | null) => void;
  /** `undefined` takes an answer back. Nothing changes while the answers are on their way. */
  answer: (key: string, answer: SurveyAnswer | undefined) => void;
  /** The person goes to a question, or leaves it: what is not asked any more is dropped. */
  goTo: (key: string | null) => void;
  /** Begins to change what was sent. */
  change: (survey: AskedSurvey, answers: SurveyAnswers, mark: string | null) => void;
  /** Sends what is asked and answered. */
  send: () => void;
  drop: () => void;
  /** The notice was read. */
  heard: () => void;
  shelf: () => Promise<Shelf>;
  sender: SurveySender;
  subscribe: (listener: () => void) => () => void;
  /** The survey has to be read again: it ended, or its questions changed. */
  onStale: (listener: () => void) => () => void;
};

const later = (milliseconds: number, then: () => void) => {
  const timer = window.setTimeout(then, milliseconds);
  return () => window.clearTimeout(timer);
};

function createWriting(id: string): SurveyWriting {
  let current = keptSurveyDraft(id);
  let form: SurveyForm | null = null;
  let told: Told = null;
  const listeners = new Set<() => void>();
  const stale = new Set<() => void>();
  const shelfAt = (mark: string) => shelfOf(ownerOfPhone(), mark);
  const shelf = () => shelfAt(current?.mark ?? '');

  function show(next: SurveyDraft | null, nextTold: Told = told): void {
    current = next;
    told = nextTold;
    for (const listener of listeners) listener();
  }

  /** Notes something beside the answers. */
  function note(part: Partial<SurveyDraft>): void {
    if (current === null) return;
    const next = { ...current, ...part };
    keepSurveyDraft(next);
    show(next);
  }

  const touch = (part: Partial<SurveyDraft>) => {
    note({ ...part, unsaved: true, savedAt: Date.now() });
    saver.touch();
  };

  function drop(): void {
    saver.stop();
    void shelf().then((mine) => mine.clear());
    dropSurveyDraft(id);
    show(null);
  }

  /** Photographs lie under one mark; those of this phone move to the one that the commune knows already. */
  async function movePhotos(from: string, to: string): Promise<void> {
    const [old, next] = [await shelfAt(from), await shelfAt(to)];
    for (const medium of await old.all()) {
      await next.put({ ...medium, uploadedId: null });
      await old.remove(medium.slot);
    }
  }

  async function join(theirs: SurveyDraftState): Promise<void> {
    if (current === null) return;
    if (theirs.mediaDraft !== null && theirs.mediaDraft !== current.mark) {
      await movePhotos(current.mark, theirs.mediaDraft);
      note({ mark: theirs.mediaDraft });
    }
    const onShelf = await (await shelf()).all();
    const mine = current;
    const shown = { answers: withSlots(theirs.answers, onShelf), times: theirs.times };
    const both = merged(mine, shown);
    const isNews = both.taken.length > 0 && Object.keys(mine.answers).length > 0;
    // Saved again where the commune has something else than this phone.
    const unsaved = JSON.stringify(Object.entries(both.answers).sort()) !== JSON.stringify(Object.entries(shown.answers).sort());
    note({ answers: both.answers, times: both.times, at: mine.at ?? theirs.at, revision: theirs.revision, unsaved });
    if (isNews) show(current, 'merged');
    if (unsaved) saver.touch();
  }

  let bringing = false;

  /** After the words, so that a slow network keeps those first. What cannot be taken is said when the answers are sent. */
  async function bringPhotos(): Promise<void> {
    const draft = current;
    if (bringing || draft === null) return;
    bringing = true;
    try {
      const mine = await shelf();
      const wanted = new Set(slotsIn(draft.answers));
      if (!(await mine.all()).some(({ slot, uploadedId }) => uploadedId === null && wanted.has(slot))) return;
      const broken = await uploadPhotos(draft, { upload: uploadMedium, shelf: mine });
      if (broken === null && current !== null && !current.queued) touch({});
    } finally {
      bringing = false;
    }
  }

  const saver = createDraftSaver({
    draft: () => current,
    change: note,
    async save(draft) {
      const asked = form === null ? draft.answers : relevantAnswers(form, draft.answers);
      const { answers, times } = settledOnly({ answers: asked, times: draft.times }, await (await shelf()).all());
      const body = {
        version: draft.version,
        answers,
        times,
        mediaDraft: hasPhotos(answers) ? draft.mark : null,
        revision: draft.revision,
        at: draft.at,
      };
      const reply = await call(saveSurveyDraft, { params: { id }, body });
      void bringPhotos().catch(() => undefined);
      return reply;
    },
    meet: join,
    onEnd: () => {
      for (const listener of stale) listener();
    },
    later,
  });

  const sender = createSurveySender({
    draft: () => current,
    change: note,
    drop,
    async send(draft) {
      const outcome = await sendAnswers(draft, {
        call,
        upload: uploadMedium,
        shelf: await shelf(),
        keep: note,
        isOnline: () => navigator.onLine,
      });
      if (outcome.kind === 'outdated' || outcome.kind === 'over') for (const listener of stale) listener();
      // Nothing of what was read before, in which the answers may stand, is shown again.
      if (outcome.kind === 'sent' || outcome.kind === 'already') void mutate(keyOf(readSurvey, { params: { id } }), undefined);
      if (outcome.kind === 'already') show(current, 'answered_elsewhere');
      return outcome;
    },
    now: () => Date.now(),
    later,
  });
  window.addEventListener('online', () => {
    sender.onOnline();
    saver.onOnline();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void saver.flush();
  });

  return {
    draft: () => current,
    told: () => told,
    meet(survey, standing) {
      form = survey.form ?? form;
      // What is on its way, or arrived just now, is not begun again from what was read before.
      if (current?.queued || sender.state().kind === 'sent' || sender.state().kind === 'already') return;
      if (standing?.kind === 'answered') {
        if (current === null || current.change) return;
        const isLost = Object.keys(current.answers).length > 0;
        drop();
        return show(null, isLost ? 'answered_elsewhere' : null);
      }
      if (standing !== null && standing.kind !== 'new' && standing.kind !== 'draft') return;
      if (survey.form === null) return;
      const { title, closesAt, version } = survey;
      if (current === null) show(newSurveyDraft({ id, title, closesAt, version }));
      else if (current.version !== version) {
        note({ title, closesAt, version, answers: relevantAnswers(survey.form, current.answers), unsaved: true });
        show(current, 'questions_changed');
      } else if (current.title !== title || current.closesAt !== closesAt) note({ title, closesAt });
      if (standing?.kind === 'draft' && standing.draft.revision !== current?.revision) void join(standing.draft);
      else if (standing?.kind === 'new' && current !== null && current.revision !== 0) note({ revision: 0, unsaved: true });
      if (current?.unsaved && standing !== null) saver.touch();
    },
    answer(key, answer) {
      if (current === null || !sender.hold()) return;
      const { [key]: _, ...others } = current.answers;
      const answers = answer === undefined ? others : { ...others, [key]: answer };
      touch({ answers, times: { ...current.times, [key]: Date.now() } });
    },
    goTo(key) {
      if (current === null || current.queued || form === null) return;
      const answers = relevantAnswers(form, current.answers);
      const isLess = Object.keys(answers).length < Object.keys(current.answers).length;
      if (isLess) touch({ answers });
      if (key === null || key === current.at) return;
      // Where somebody is who has answered nothing yet concerns nobody else.
      if (Object.keys(current.answers).length === 0 && current.revision === 0) note({ at: key });
      else touch({ at: key });
    },
    change(survey, answers, mark) {
      const { title, closesAt, version } = survey;
      form = survey.form;
      const draft = newSurveyDraft({ id, title, closesAt, version });
      show({ ...draft, answers, mark: mark ?? draft.mark, change: true }, null);
      note({ savedAt: Date.now() });
    },
    send() {
      if (current === null || form === null) return;
      saver.stop();
      if (!current.queued) note({ answers: relevantAnswers(form, current.answers) });
      void sender.start();
    },
    drop() {
      if (sender.hold()) drop();
    },
    heard: () => show(current, null),
    shelf,
    sender,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onStale(listener) {
      stale.add(listener);
      return () => void stale.delete(listener);
    },
  };
}

const writings = new Map<string, SurveyWriting>();

/** The answers of the person who holds the phone. Call it only when the phone is known to be theirs. */
export function surveyWriting(id: string): SurveyWriting {
  let writing = writings.get(id);
  if (writing === undefined) {
    writing = createWriting(id);
    writings.set(id, writing);
  }
  return writing;
}

/** What the person pressed "Gửi" for before the app was closed goes on; what nobody can send any more is forgotten. */
export function resumeSurveys(): void {
  sweepSurveys(Date.now());
  for (const { id, queued } of allSurveyDrafts()) if (queued) surveyWriting(id).sender.resume();
}

/** The answers as they change, and where they are on their way. Use it below a screen that waits for `usePhoneIsTheirs`. */
export function useSurveyWriting(id: string): SurveyWriting & { current: SurveyDraft | null; sending: Sending; notice: Told } {
  const writing = surveyWriting(id);
  const current = useSyncExternalStore(writing.subscribe, writing.draft);
  const notice = useSyncExternalStore(writing.subscribe, writing.told);
  const sending = useSyncExternalStore(writing.sender.subscribe, writing.sender.state);
  useEffect(() => writing.sender.resume(), [writing]);
  return { ...writing, current, notice, sending };
}
