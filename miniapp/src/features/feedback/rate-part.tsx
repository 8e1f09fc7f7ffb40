import type { Report, ResidentAct } from 'backend/contracts/feedback';
import { Angry, Frown, Laugh, Meh, Smile } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../components/button.js';
import { ActFailure } from './act-failure.js';
import { type Act, useAct } from './use-act.js';
import { WordsField } from './words-field.js';

const scores = [
  { score: 5, name: 'Rất hài lòng', Face: Laugh },
  { score: 4, name: 'Hài lòng', Face: Smile },
  { score: 3, name: 'Bình thường', Face: Meh },
  { score: 2, name: 'Chưa hài lòng', Face: Frown },
  { score: 1, name: 'Rất không hài lòng', Face: Angry },
] as const;

type RatePartProps = { act: Act; onDone: (report: Report, action: ResidentAct) => void };

/** How content somebody is with the answer; who said what stays unknown to those who are rated. */
export function RatePart({ act, onDone }: RatePartProps) {
  const name = useId();
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState('');
  const { busy, failure, run } = useAct(act, onDone);

  return (
    <section className="card" aria-label="Đánh giá câu trả lời">
      <fieldset className="choices rate">
        <legend className="choices-legend">Ông/bà có hài lòng với câu trả lời không?</legend>
        {scores.map(({ score: value, name: words, Face }) => (
          <label key={value} className="choice rate-choice" data-chosen={value === score}>
            <input type="radio" name={name} checked={value === score} onChange={() => setScore(value)} />
            <Face aria-hidden="true" size={28} className="rate-face" />
            <span className="choice-name">{words}</span>
          </label>
        ))}
      </fieldset>
      <p className="quiet">Cán bộ không biết ai chấm điểm nào.</p>
      {score !== null && (
        <>
          <WordsField label="Muốn nói thêm? (không bắt buộc)" value={comment} max={500} rows={3} onChange={setComment} />
          <ActFailure failure={failure} />
          <Button look="plain" busy={busy} onPress={() => void run({ act: 'rate', score, comment: comment.normalize('NFC').trim() })}>
            Gửi đánh giá
          </Button>
        </>
      )}
    </section>
  );
}
