import type { ReplyOf } from 'backend/contracts/endpoint';
import type { readSatisfactionResults } from 'backend/contracts/satisfaction';
import { factQuestions, lateChoices, tripChoices, yesNo } from 'backend/contracts/satisfaction-questions';

type Facts = ReplyOf<typeof readSatisfactionResults>['facts'];

const asked = [
  ['trips', tripChoices],
  ['trouble', yesNo],
  ['extraPayment', yesNo],
  ['late', lateChoices],
  ['apology', yesNo],
] as const satisfies readonly (readonly [keyof Facts, readonly { value: string; name: string }[]])[];

/** What happened, in numbers; not part of the index. */
export function FactsPart({ facts }: { facts: Facts }) {
  return (
    <section className="desk-step" aria-labelledby="satisfaction-facts">
      <h2 id="satisfaction-facts" className="section-title">
        Việc đã diễn ra (không tính vào chỉ số)
      </h2>
      <dl className="desk-satisfaction-facts">
        {asked.map(([key, choices]) => (
          <div key={key}>
            <dt>{factQuestions[key]}</dt>
            <dd>
              {facts[key] === null ? (
                <span className="quiet">ít người trả lời</span>
              ) : (
                choices.map(({ value, name }) => `${name}: ${facts[key]?.[value] ?? 0}`).join(' · ')
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
