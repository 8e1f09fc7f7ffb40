import { mediaLimits, removeReportMedia } from 'backend/contracts/report-media';
import type { Question } from 'backend/contracts/survey-questions';
import { useEffect, useRef, useState } from 'react';
import { callAnonymously } from '../../session.js';
import { randomMark } from '../feedback/draft.js';
import type { Medium } from '../feedback/media-shelf.js';
import { prepared } from '../feedback/prepare-medium.js';
import { isSlot } from './photo-slots.js';
import type { PhotoWays } from './questions/question-props.js';
import type { SurveyDraft } from './survey-draft.js';
import type { SurveyWriting } from './survey-writing.js';

type Fault = { question: string; words: string };
const most = mediaLimits.picture.most;

/** The photographs among the answers: shown from this phone's shelf, added to it and taken away. */
export function useSurveyPhotos(writing: SurveyWriting, draft: SurveyDraft): (question: Question) => PhotoWays {
  const [media, setMedia] = useState<Medium[]>([]);
  const [busyAt, setBusyAt] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const addresses = useRef(new Map<string, string>());
  const { mark, revision } = draft;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the shelf changes with the mark, and what has arrived with each saving
  useEffect(() => {
    let isOpen = true;
    void writing
      .shelf()
      .then((shelf) => shelf.all())
      .catch(() => [])
      .then((found) => {
        if (isOpen) setMedia(found);
      });
    return () => {
      isOpen = false;
    };
  }, [mark, revision]);

  useEffect(() => {
    const shown = addresses.current;
    return () => {
      for (const address of shown.values()) URL.revokeObjectURL(address);
      shown.clear();
    };
  }, []);

  function addressOf({ slot, blob }: Medium): string {
    const address = addresses.current.get(slot) ?? URL.createObjectURL(blob);
    addresses.current.set(slot, address);
    return address;
  }

  const keysOf = (key: string): string[] => {
    const answer = writing.draft()?.answers[key];
    return answer?.type === 'photo' ? answer.mediaIds : [];
  };
  const answer = (key: string, mediaIds: string[]) => writing.answer(key, mediaIds.length === 0 ? undefined : { type: 'photo', mediaIds });
  const countAll = () =>
    Object.values(writing.draft()?.answers ?? {}).reduce((sum, one) => sum + (one.type === 'photo' ? one.mediaIds.length : 0), 0);

  async function add(question: string, files: readonly File[]): Promise<void> {
    setBusyAt(question);
    setFault(null);
    const say = (words: string) => setFault({ question, words });
    const shelf = await writing.shelf();
    for (const file of files) {
      if (countAll() >= most) {
        say(`Cả khảo sát chỉ gửi được ${most} ảnh. Xin bỏ bớt rồi thêm.`);
        break;
      }
      const ready = await prepared('picture', file);
      if ('fault' in ready) {
        say(ready.fault);
        continue;
      }
      const medium: Medium = { slot: randomMark().slice(0, 16), kind: 'picture', blob: ready.blob, addedAt: Date.now(), uploadedId: null };
      try {
        await shelf.put(medium);
      } catch {
        say('Máy đã đầy, chưa giữ được ảnh này. Xin xóa bớt ảnh trong máy rồi chọn lại.');
        break;
      }
      setMedia((before) => [...before, medium]);
      answer(question, [...keysOf(question), medium.slot]);
    }
    setBusyAt(null);
  }

  async function remove(question: string, key: string): Promise<void> {
    setFault(null);
    answer(
      question,
      keysOf(question).filter((one) => one !== key),
    );
    const shelf = await writing.shelf();
    const gone = (await shelf.all()).find(({ slot }) => slot === key);
    if (gone !== undefined) await shelf.remove(key);
    setMedia((before) => before.filter(({ slot }) => slot !== key));
    const id = isSlot(key) ? gone?.uploadedId : key;
    // Nobody is to keep what the person took back; what was sent with the answers before is refused here, and goes when they are sent anew.
    if (id) void callAnonymously(removeReportMedia, { params: { id }, query: { draft: mark } }).catch(() => undefined);
  }

  return ({ key }) => {
    const onShelf = new Map(media.map((medium) => [medium.slot, medium]));
    return {
      photos: keysOf(key).map((one) => {
        const medium = onShelf.get(one);
        return {
          key: one,
          address: medium === undefined ? null : addressOf(medium),
          isWaiting: medium !== undefined && medium.uploadedId === null,
        };
      }),
      busy: busyAt === key,
      fault: fault?.question === key ? fault.words : null,
      onPhoto: (files) => void add(key, files),
      onRemove: (one) => void remove(key, one),
    };
  };
}
