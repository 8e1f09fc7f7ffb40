import { Star } from 'lucide-react';
import { useId } from 'react';
import { QuestionFrame } from './question-frame.js';
import type { QuestionProps } from './question-props.js';

const stars = [1, 2, 3, 4, 5];

/** One to five stars; the number stands beside them. */
export function RatingQuestion({ question, value, onChange, fault, number }: QuestionProps<'rating'>) {
  const name = useId();
  const given = value?.value ?? 0;
  return (
    <QuestionFrame
      question={question}
      number={number}
      fault={fault}
      isChoice
      onClear={value === undefined ? null : () => onChange(undefined)}
    >
      <div className="survey-stars">
        {stars.map((star) => (
          <label key={star} className="survey-star" data-lit={star <= given}>
            <input type="radio" name={name} checked={star === given} onChange={() => onChange({ type: 'rating', value: star })} />
            <Star aria-hidden="true" size={32} />
            <span>
              {star}
              <span className="visually-hidden"> sao</span>
            </span>
          </label>
        ))}
      </div>
      <p className="survey-said" aria-hidden="true">
        {given === 0 ? 'Chưa chọn; 5 sao là tốt nhất.' : `Đã chọn ${given} trên 5 sao.`}
      </p>
    </QuestionFrame>
  );
}
