import type { BroadcastPlan } from 'backend/contracts/broadcasts';
import { TriangleAlert } from 'lucide-react';
import { dayAndMonth, weekday } from '../../days.js';
import { broadcastChannelWords, count, dong, sayReason, shortInstant } from './broadcast-words.js';

/** How the messages would go: to how many, by which ways, for how much, when, and who is not reached. */
export function PlanPanel({ plan }: { plan: BroadcastPlan }) {
  const reached = plan.channels.reduce((sum, { count: some }) => sum + some, 0);
  return (
    <div className="desk-plan">
      <dl className="desk-plan-heads">
        <div>
          <dt>Gửi tới</dt>
          <dd>{count(reached)} người</dd>
        </div>
        <div>
          <dt>Dự tính</dt>
          <dd>{dong(plan.costDong)}</dd>
        </div>
      </dl>
      {plan.members !== reached && (
        <p className="quiet">
          Trong {count(plan.members)} người đã chọn, {count(plan.members - reached)} người không tới được.
        </p>
      )}
      {plan.finishesAt !== null && (
        <p>
          Xong khoảng <strong>{shortInstant(plan.finishesAt)}</strong>
          {plan.days.length > 1 && `, gửi trong ${plan.days.length} ngày`}.
        </p>
      )}
      {plan.warnings.length > 0 && (
        <ul className="desk-plan-warnings">
          {plan.warnings.map((warning) => (
            <li key={warning}>
              <TriangleAlert aria-hidden="true" size={18} />
              <span>{warning}</span>
            </li>
          ))}
        </ul>
      )}
      {plan.channels.length > 0 && (
        <PlanRows
          title="Gửi bằng cách nào"
          rows={plan.channels.map(({ channel, count: some, costDong }) => ({
            name: broadcastChannelWords[channel],
            figure: `${count(some)} người · ${dong(costDong)}`,
          }))}
        />
      )}
      {plan.days.length > 1 && (
        <PlanRows
          title="Chia theo ngày"
          rows={plan.days.map(({ day, from, to, count: some }) => ({
            name: `${weekday(day)} ${dayAndMonth(day)}, ${from}–${to}`,
            figure: `${count(some)} người`,
          }))}
        />
      )}
      {plan.unreached.length > 0 && (
        <PlanRows
          title="Ai không nhận được, vì sao"
          rows={plan.unreached.map(({ reason, count: some }) => ({ name: sayReason(reason), figure: `${count(some)} người` }))}
        />
      )}
    </div>
  );
}

function PlanRows({ title, rows }: { title: string; rows: readonly { name: string; figure: string }[] }) {
  return (
    <div>
      <h3 className="desk-part-title">{title}</h3>
      <ul className="desk-plan-rows">
        {rows.map(({ name, figure }) => (
          <li key={name}>
            <span>{name}</span>
            <span className="desk-figure">{figure}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
