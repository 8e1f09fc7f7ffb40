import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { moved } from './choice-rules.js';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

type Act = 'up' | 'down' | 'add' | 'drop';

/** Puts several in order with buttons: press one to give it the next number, then move it up or down. */
export function RankingQuestion({ question, value, onChange, fault, number }: QuestionProps<'ranking'>) {
  const box = useRef<HTMLDivElement>(null);
  /** A button that moved in the page, or went, loses the focus: it is given back. */
  const focused = useRef<{ key: string; acts: readonly Act[] } | null>(null);
  const [said, setSaid] = useState('');
  const order = value?.order ?? [];
  const labels = new Map(question.options.map(({ key, label }) => [key, label]));
  const wanted = Math.min(question.most ?? question.options.length, question.options.length);
  const left = question.options.filter(({ key }) => !order.includes(key));

  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of the order
  useEffect(() => {
    const target = focused.current;
    focused.current = null;
    if (target === null) return;
    for (const act of target.acts) {
      const button = box.current?.querySelector<HTMLElement>(`[data-act="${act}-${CSS.escape(target.key)}"]`);
      if (button) return button.focus();
    }
  }, [order]);

  const give = (next: string[], key: string, acts: readonly Act[]) => {
    focused.current = { key, acts };
    const place = next.indexOf(key);
    setSaid(place === -1 ? `Đã bỏ “${labels.get(key)}”.` : `“${labels.get(key)}” đứng thứ ${place + 1}.`);
    onChange(next.length === 0 ? undefined : { type: 'ranking', order: next });
  };
  const move = (key: string, by: -1 | 1) => give(moved(order, key, by), key, by === -1 ? ['up', 'down'] : ['down', 'up']);

  return (
    <QuestionFrame question={question} number={number} fault={fault}>
      <div ref={box} className="survey-ranking">
        <p className="survey-how-many">
          {order.length < wanted
            ? `Bấm vào ý quan trọng nhất trước. Đã xếp ${order.length} trong ${wanted} ý.`
            : `Đã xếp đủ ${wanted} ý. Bấm Lên, Xuống để đổi thứ tự.`}
        </p>
        {order.length > 0 && (
          <ol className="survey-ranks" aria-label="Thứ tự đã xếp">
            {order.map((key, place) => (
              <li key={key} className="survey-rank">
                <span className="survey-rank-name">
                  <span className="survey-rank-number">{place + 1}</span>
                  <span className="survey-choice-words">{labels.get(key) ?? ''}</span>
                </span>
                <span className="survey-rank-acts">
                  <button
                    type="button"
                    className="survey-small-button"
                    data-act={`up-${key}`}
                    aria-disabled={place === 0}
                    aria-label={`Lên: ${labels.get(key)}`}
                    onClick={() => place > 0 && move(key, -1)}
                  >
                    <ArrowUp aria-hidden="true" size={20} />
                    Lên
                  </button>
                  <button
                    type="button"
                    className="survey-small-button"
                    data-act={`down-${key}`}
                    aria-disabled={place === order.length - 1}
                    aria-label={`Xuống: ${labels.get(key)}`}
                    onClick={() => place < order.length - 1 && move(key, 1)}
                  >
                    <ArrowDown aria-hidden="true" size={20} />
                    Xuống
                  </button>
                  <button
                    type="button"
                    className="survey-small-button"
                    data-act={`drop-${key}`}
                    aria-label={`Bỏ: ${labels.get(key)}`}
                    onClick={() =>
                      give(
                        order.filter((one) => one !== key),
                        key,
                        ['add'],
                      )
                    }
                  >
                    <X aria-hidden="true" size={20} />
                    Bỏ
                  </button>
                </span>
              </li>
            ))}
          </ol>
        )}
        {order.length < wanted && (
          <ul className="survey-unranked" aria-label="Chưa xếp">
            {left.map(({ key, label }) => (
              <li key={key}>
                <button
                  type="button"
                  className="choice survey-unranked-one"
                  data-act={`add-${key}`}
                  onClick={() => give([...order, key], key, ['up'])}
                >
                  <span className="survey-choice-words">{label}</span>
                  <span className="survey-unranked-next">Xếp thứ {order.length + 1}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <p className="visually-hidden" role="status">
          {said}
        </p>
      </div>
    </QuestionFrame>
  );
}
