import './reception.css';
import '../../features/reception/reception.css';
import { listReceptionSessions, planWeeklyReception, publishWeeklyReception, readReceptionDefaults } from 'backend/contracts/reception';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useSWRConfig } from 'swr';
import { Button } from '../../components/button.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { longDate } from '../../days.js';
import { call } from '../../session.js';
import { keyOf, useApi } from '../../use-api.js';
import { useDelayed } from '../../use-delayed.js';
import { sayToOfficer } from '../console-words.js';
import { Frame } from '../frame.js';
import { useSave } from '../use-save.js';
import { plannedWords } from './reception-words.js';
import { SessionFields } from './session-fields.js';
import { type Defaults, formFrom, sessionFaults, weeklyOf } from './session-form.js';

/** A weekly rule published for many weeks, with what becomes of each week beside it. */
export function WeeksPage() {
  const navigate = useNavigate();
  const defaults = useApi(readReceptionDefaults, {}, { revalidateOnFocus: false });
  return (
    <Frame title="Công bố lịch nhiều tuần" width="sides" onBackToList={() => navigate('/console/reception')}>
      {defaults.data !== undefined ? (
        <Editor defaults={defaults.data} />
      ) : defaults.error !== undefined ? (
        <Failure failure={defaults.error} onRetry={() => void defaults.mutate()} />
      ) : (
        <Skeleton rows={4} tall />
      )}
    </Frame>
  );
}

function Editor({ defaults }: { defaults: Defaults }) {
  const navigate = useNavigate();
  const { mutate } = useSWRConfig();
  const { busy, failure, faults, save } = useSave();
  const [form, setForm] = useState(() => formFrom(defaults));
  const asked = useDelayed(form, 400);
  const askedFaults = sessionFaults(asked, 'weekly');
  const request = Object.keys(askedFaults).length === 0 ? { body: weeklyOf(asked) } : null;
  const plan = useApi(planWeeklyReception, request, { keepPreviousData: true, revalidateOnFocus: false });
  const days = plan.data?.days ?? [];
  const published = days.filter(({ skippedBecause }) => skippedBecause === null).length;

  const publish = async (event: FormEvent) => {
    event.preventDefault();
    const send = () => call(publishWeeklyReception, { body: weeklyOf(form) });
    if (!(await save(sessionFaults(form, 'weekly'), send, 'Đã công bố lịch tiếp công dân.'))) return;
    void mutate(keyOf(readReceptionDefaults, {}));
    void mutate(keyOf(listReceptionSessions, { query: { when: 'upcoming' } }));
    navigate('/console/reception', { replace: true });
  };

  return (
    <>
      <form className="desk-side" noValidate onSubmit={(event) => void publish(event)}>
        <SessionFields
          form={form}
          faults={faults}
          defaults={defaults}
          kind="weekly"
          onChange={(part) => setForm((before) => ({ ...before, ...part }))}
        />
        {failure !== null && (
          <p className="field-fault" role="alert">
            {sayToOfficer(failure)}
          </p>
        )}
        <Button submits busy={busy} disabled={plan.data !== undefined && published === 0}>
          {published > 0 ? `Công bố ${published} buổi` : 'Công bố'}
        </Button>
      </form>
      <aside className="desk-side desk-side-stays" aria-label="Các buổi sẽ công bố">
        <section className="desk-step" aria-labelledby="plan-title">
          <h2 id="plan-title" className="section-title">
            Các buổi sẽ công bố
          </h2>
          {plan.data === undefined && plan.error !== undefined && <Failure failure={plan.error} onRetry={() => void plan.mutate()} />}
          {plan.data === undefined && plan.error === undefined && request !== null && <Skeleton rows={3} />}
          <ul className="desk-records" aria-label="Các buổi sẽ công bố">
            {days.map((one) => (
              <li key={one.wanted}>
                <span>
                  <span className="row-name desk-block">{longDate(one.day)}</span>
                  <span className={one.skippedBecause === null && one.movedBecause === null ? 'quiet' : 'desk-unsure'}>
                    {plannedWords(one)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
          <Notice>Ngày nghỉ, Tết tự dời sang ngày làm việc kế tiếp. Công bố rồi, ai cũng đọc được trong Mini App.</Notice>
        </section>
      </aside>
    </>
  );
}
