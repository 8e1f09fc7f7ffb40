import { searchProcedures } from 'backend/contracts/procedures';
import { readSatisfactionSettings, type SatisfactionSettings, saveSatisfactionSampling } from 'backend/contracts/satisfaction';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.js';
import { Failure, Skeleton } from '../../components/states.js';
import { plainDate } from '../../days.js';
import { call } from '../../session.js';
import { useApi } from '../../use-api.js';
import { sayToOfficer } from '../console-words.js';
import { NumberField, SelectField } from '../fields.js';
import { useSave } from '../use-save.js';
import { EditionsPart } from './editions-part.js';
import { SatisfactionFrame } from './satisfaction-frame.js';

/** How many are asked, and what. */
export function SatisfactionSettingsPage() {
  const settings = useApi(readSatisfactionSettings, {}, { revalidateOnFocus: false });
  const saved = (now: SatisfactionSettings) => void settings.mutate(now, { revalidate: false });
  return (
    <SatisfactionFrame>
      {settings.data !== undefined ? (
        <div className="desk-satisfaction-columns">
          <div className="desk-side">
            <SamplingForm key={settings.data.revision} settings={settings.data} onSaved={saved} />
            <Draws draws={settings.data.draws} />
          </div>
          <EditionsPart key={settings.data.revision} settings={settings.data} onSaved={saved} />
        </div>
      ) : settings.error !== undefined ? (
        <Failure failure={settings.error} onRetry={() => void settings.mutate()} />
      ) : (
        <Skeleton rows={4} tall />
      )}
    </SatisfactionFrame>
  );
}

type Typed = { key: number; code: string; percent: string };
const wholeBetween = (typed: string, from: number, to: number) =>
  /^\d{1,4}$/.test(typed.trim()) && Number(typed) >= from && Number(typed) <= to;

function SamplingForm({ settings, onSaved }: { settings: SatisfactionSettings; onSaved: (now: SatisfactionSettings) => void }) {
  const { sampling, revision } = settings;
  const { busy, failure, faults, save } = useSave();
  const catalogue = useApi(searchProcedures, { query: {} }, { revalidateOnFocus: false });
  const [percent, setPercent] = useState(String(sampling.percent));
  const [dailyMaximum, setDailyMaximum] = useState(String(sampling.dailyMaximum));
  const [recontactDays, setRecontactDays] = useState(String(sampling.recontactDays));
  const [own, setOwn] = useState<Typed[]>(() =>
    sampling.procedures.map(({ code, percent: share }, key) => ({ key, code, percent: String(share) })),
  );
  const procedures = catalogue.data?.procedures ?? [];
  const free = procedures.filter(({ code }) => own.every((row) => row.code !== code));
  const set = (key: number, change: Partial<Typed>) => setOwn((rows) => rows.map((row) => (row.key === key ? { ...row, ...change } : row)));

  const write = async (event: FormEvent) => {
    event.preventDefault();
    const known: Record<string, string> = {
      ...(!wholeBetween(percent, 0, 100) && { 'body.sampling.percent': 'Ghi số nguyên từ 0 đến 100.' }),
      ...(!wholeBetween(dailyMaximum, 1, 200) && { 'body.sampling.dailyMaximum': 'Ghi số nguyên từ 1 đến 200.' }),
      ...(!wholeBetween(recontactDays, 30, 365) && { 'body.sampling.recontactDays': 'Ghi số nguyên từ 30 đến 365.' }),
    };
    for (const [index, row] of own.entries())
      if (!wholeBetween(row.percent, 0, 100)) known[`body.sampling.procedures.${index}.percent`] = 'Ghi số nguyên từ 0 đến 100.';
    const body = {
      revision,
      sampling: {
        percent: Number(percent),
        dailyMaximum: Number(dailyMaximum),
        recontactDays: Number(recontactDays),
        procedures: own.map((row) => ({ code: row.code, percent: Number(row.percent) })),
      },
    };
    await save(known, async () => onSaved(await call(saveSatisfactionSampling, { body })), 'Đã lưu cách lấy mẫu.');
  };

  return (
    <form className="desk-step" noValidate onSubmit={(event) => void write(event)} aria-labelledby="sampling-title">
      <h2 id="sampling-title" className="section-title">
        Lấy mẫu sau lần làm việc
      </h2>
      <p className="quiet">
        Hết mỗi ngày, máy bốc thăm trong những người đã làm việc xong; không ai biết trước hay chọn được. Người được chọn thấy lời mời ở
        trang chủ, và nhận một tin Zalo nếu đã đồng ý nhận khảo sát.
      </p>
      <NumberField
        label="Hỏi bao nhiêu trong 100 lượt"
        hint="0 là không hỏi ai."
        min={0}
        max={100}
        value={percent}
        fault={faults['body.sampling.percent']}
        onChange={setPercent}
      />
      <NumberField
        label="Nhiều nhất mỗi ngày (người)"
        min={1}
        max={200}
        value={dailyMaximum}
        fault={faults['body.sampling.dailyMaximum']}
        onChange={setDailyMaximum}
      />
      <NumberField
        label="Không hỏi lại một người trong (ngày)"
        min={30}
        max={365}
        value={recontactDays}
        fault={faults['body.sampling.recontactDays']}
        onChange={setRecontactDays}
      />
      <fieldset className="desk-side">
        <legend className="field-label">Tỷ lệ riêng cho thủ tục</legend>
        <p className="quiet">Đặt tỷ lệ riêng thì chỉ số chung nghiêng về thủ tục được hỏi nhiều.</p>
        {own.map((row, index) => (
          <div key={row.key} className="desk-satisfaction-own">
            <SelectField
              label={`Thủ tục ${index + 1}`}
              value={row.code}
              choices={procedures
                .filter(({ code }) => code === row.code || free.some((one) => one.code === code))
                .map(({ code, plainName }) => ({ value: code, name: plainName }))}
              fault={faults[`body.sampling.procedures.${index}.code`]}
              onChange={(code) => set(row.key, { code })}
            />
            <NumberField
              label="Trong 100 lượt"
              min={0}
              max={100}
              value={row.percent}
              fault={faults[`body.sampling.procedures.${index}.percent`]}
              onChange={(share) => set(row.key, { percent: share })}
            />
            <button
              type="button"
              className="desk-tool"
              aria-label={`Bỏ tỷ lệ riêng của thủ tục ${index + 1}`}
              onClick={() => setOwn((rows) => rows.filter(({ key }) => key !== row.key))}
            >
              <Trash2 aria-hidden="true" size={20} />
              Bỏ
            </button>
          </div>
        ))}
        {free[0] !== undefined && (
          <button
            type="button"
            className="desk-tool"
            onClick={() =>
              setOwn((rows) => [
                ...rows,
                { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, code: free[0]?.code ?? '', percent: '100' },
              ])
            }
          >
            <Plus aria-hidden="true" size={20} />
            Thêm thủ tục
          </button>
        )}
      </fieldset>
      {failure !== null && (
        <p className="field-fault" role="alert">
          {sayToOfficer(failure)}
        </p>
      )}
      <Button submits busy={busy}>
        Lưu cách lấy mẫu
      </Button>
    </form>
  );
}

function Draws({ draws }: Pick<SatisfactionSettings, 'draws'>) {
  return (
    <section className="desk-step" aria-labelledby="draws-title">
      <h2 id="draws-title" className="section-title">
        Những ngày vừa bốc thăm
      </h2>
      {draws.length === 0 ? (
        <p className="quiet">Chưa có. Hết hôm nay máy bốc thăm lần đầu.</p>
      ) : (
        <table className="desk-satisfaction-table">
          <thead>
            <tr>
              <th scope="col">Ngày</th>
              <th scope="col">Làm xong</th>
              <th scope="col">Có tài khoản</th>
              <th scope="col">Được hỏi</th>
            </tr>
          </thead>
          <tbody>
            {draws.map(({ day, served, reachable, invited }) => (
              <tr key={day}>
                <th scope="row">{plainDate(day)}</th>
                <td>{served}</td>
                <td>{reachable}</td>
                <td>{invited}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
