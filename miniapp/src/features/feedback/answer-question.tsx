import type { Report, ResidentAct } from 'backend/contracts/feedback';
import { useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { forget, ownerOfPhone, ownKey, remember, remembered } from '../../storage.js';
import { ActFailure } from './act-failure.js';
import { charactersIn, randomMark } from './draft.js';
import { LegalNotice } from './legal-guard.js';
import { isDenunciation, isStopped, signToSay } from './legal-sign.js';
import { MediaPart } from './media-part.js';
import { memoryShelf, type Shelf, shelfOf } from './media-shelf.js';
import { uploadMedium } from './upload-medium.js';
import { type Act, useAct } from './use-act.js';
import { useMedia } from './use-media.js';
import { WordsField } from './words-field.js';

const longestAnswer = 1_000;
type Kept = { mark: string; text: string; savedAt: number };

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'mark' in value && 'text' in value && typeof value.text === 'string';
}

type AnswerQuestionProps = {
  report: Report;
  act: Act;
  onDone: (report: Report, action: ResidentAct) => void;
  /** Whether what is written may wait on this phone: not where nobody is to know who reported. */
  mayKeep: boolean;
  label: string;
};

/** What the resident adds: words and pictures. Waits on the phone until it has arrived. */
export function AnswerQuestion({ report, act, onDone, mayKeep, label }: AnswerQuestionProps) {
  const key = ownKey(`answer.${report.id}`);
  const [draft, setDraft] = useState<Kept>(() => {
    const kept = mayKeep ? remembered(key) : null;
    return isKept(kept) ? kept : { mark: randomMark(), text: '', savedAt: 0 };
  });
  const memory = useRef<Shelf>();
  memory.current ??= memoryShelf();
  const ofMemory = memory.current;
  const shelf = () => (mayKeep ? shelfOf(ownerOfPhone(), draft.mark) : Promise.resolve(ofMemory));
  const [fault, setFault] = useState<string | undefined>();
  const stop = signToSay(draft.text, ['complaint', 'emergency', 'denunciation']);
  const stopped = isStopped(stop);

  const change = (part: Partial<Kept>) => {
    const next = { ...draft, ...part, savedAt: Date.now() };
    setDraft(next);
    setFault(undefined);
    if (mayKeep) remember(key, isDenunciation(next.text) ? { ...next, text: '' } : next);
  };
  const media = useMedia(draft.mark, shelf, () => change({}));
  const { busy, failure, run } = useAct(act, (now, action) => {
    forget(key);
    void shelf().then((mine) => mine.clear());
    setDraft({ mark: randomMark(), text: '', savedAt: 0 });
    onDone(now, action);
  });

  const send = () => {
    const length = charactersIn(draft.text);
    if (length < 2 || length > longestAnswer) {
      setFault(length < 2 ? 'Xin viết vài chữ.' : `Dài quá ${longestAnswer.toLocaleString('vi-VN')} ký tự. Xin viết ngắn lại.`);
      return;
    }
    void run(async () => {
      const mine = await shelf();
      const ids: string[] = [];
      for (const medium of await mine.all()) {
        medium.uploadedId ??= (await uploadMedium(draft.mark, medium)).id;
        await mine.put(medium).catch(() => undefined);
        ids.push(medium.uploadedId);
      }
      return { act: 'supplement', text: draft.text.normalize('NFC').trim(), draft: ids.length === 0 ? null : draft.mark, mediaIds: ids };
    });
  };

  return (
    <>
      <WordsField label={label} value={draft.text} max={longestAnswer} rows={4} fault={fault} onChange={(text) => change({ text })} />
      {stop !== null && stopped && (
        <LegalNotice sign={stop} text={draft.text} onEdit={() => change({ text: '' })} onContinue={() => undefined} />
      )}
      <MediaPart media={media} picturesOnly />
      <ActFailure failure={failure} />
      <Button busy={busy} disabled={stopped || media.busy} onPress={send}>
        Gửi câu trả lời
      </Button>
    </>
  );
}
