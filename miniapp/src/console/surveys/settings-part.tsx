import { roles } from 'backend/contracts/residents';
import type { Question } from 'backend/contracts/survey-questions';
import { surveyModes } from 'backend/contracts/surveys';
import type { SurveyAudience, SurveyDraft, SurveyQuotas } from 'backend/contracts/surveys-desk';
import { useState } from 'react';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/states.js';
import { inVietnam } from '../../days.js';
import { useCommune } from '../../features/commune/use-commune.js';
import { roleWords } from '../console-words.js';
import { Checks, DayField, NumberField, SelectField } from '../fields.js';
import { InstantField } from './instant-field.js';
import { mostOf } from './survey-draft.js';
import { modeWords } from './survey-words.js';

type SettingsPartProps = {
  draft: SurveyDraft;
  faults: Readonly<Record<string, string>>;
  onChange: (part: Partial<SurveyDraft>) => void;
};

/** What a survey is about, what becomes of who answers, whom it asks, when, and how many. */
export function SettingsPart({ draft, faults, onChange }: SettingsPartProps) {
  return (
    <>
      <section className="desk-step" aria-labelledby="survey-about">
        <h2 id="survey-about" className="section-title">
          Về khảo sát này
        </h2>
        <Field
          label="Tên khảo sát"
          value={draft.title}
          maxLength={200}
          fault={faults['body.title']}
          onChange={(title) => onChange({ title })}
        />
        <Field
          label="Lời giới thiệu"
          hint="Hỏi về việc gì, xã sẽ làm gì với câu trả lời. Khảo sát chỉ để tham khảo, không phải là biểu quyết."
          rows={4}
          value={draft.intro}
          maxLength={2_000}
          fault={faults['body.intro']}
          onChange={(intro) => onChange({ intro })}
        />
      </section>
      <section className="desk-step">
        <Choices
          legend="Tên người trả lời"
          value={draft.mode}
          choices={surveyModes.map((mode) => ({ value: mode, name: modeWords[mode].name, detail: modeWords[mode].detail }))}
          onChoose={(mode) => onChange({ mode, ...(mode === 'anonymous' ? { quotas: { ...draft.quotas, options: null } } : {}) })}
        />
        <Notice tone="attention" title="Phát hành rồi thì không đổi được">
          <p>{modeWords[draft.mode].consequence}</p>
        </Notice>
      </section>
      <AudiencePart audience={draft.audience} faults={faults} onChange={(audience) => onChange({ audience })} />
      <TimesPart draft={draft} faults={faults} onChange={onChange} />
      <QuotasPart draft={draft} onChange={(quotas) => onChange({ quotas })} />
    </>
  );
}

const audiences = [
  { value: 'commune', name: 'Cả xã', detail: 'Mọi người dân đã dùng ứng dụng' },
  { value: 'hamlets', name: 'Một số xóm', detail: null },
  { value: 'visitors', name: 'Người vừa làm việc ở Một cửa', detail: 'Trong khoảng ngày được chọn' },
  { value: 'roles', name: 'Cán bộ, trưởng xóm', detail: 'Theo việc được giao' },
] as const;

type AudienceProps = { audience: SurveyAudience; faults: Readonly<Record<string, string>>; onChange: (audience: SurveyAudience) => void };

function AudiencePart({ audience, faults, onChange }: AudienceProps) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const today = inVietnam(new Date()).day;
  const empty = (kind: SurveyAudience['kind']): SurveyAudience => {
    switch (kind) {
      case 'commune':
        return { kind };
      case 'hamlets':
        return { kind, hamletKeys: [] };
      case 'roles':
        return { kind, roles: [] };
      case 'visitors':
        return { kind, from: `${today.slice(0, 8)}01`, to: today };
    }
  };
  return (
    <section className="desk-step">
      <Choices
        legend="Ai được trả lời"
        value={audience.kind}
        choices={audiences.map(({ value, name, detail }) => ({ value, name, ...(detail === null ? {} : { detail }) }))}
        onChoose={(kind) => kind !== audience.kind && onChange(empty(kind))}
      />
      {audience.kind === 'hamlets' && (
        <Checks
          legend="Những xóm nào"
          choices={hamlets.map(({ key, name }) => ({ value: key, name }))}
          chosen={audience.hamletKeys}
          fault={faults['body.audience.hamletKeys']}
          onChange={(hamletKeys) => onChange({ kind: 'hamlets', hamletKeys })}
        />
      )}
      {audience.kind === 'roles' && (
        <Checks
          legend="Những ai"
          choices={roles.map((role) => ({ value: role, name: roleWords[role] }))}
          chosen={audience.roles}
          fault={faults['body.audience.roles']}
          onChange={(chosen) => onChange({ kind: 'roles', roles: chosen })}
        />
      )}
      {audience.kind === 'visitors' && (
        <div className="desk-pair">
          <DayField
            label="Làm việc từ ngày"
            value={audience.from}
            fault={faults['body.audience.from']}
            onChange={(from) => onChange({ ...audience, from })}
          />
          <DayField
            label="Đến hết ngày"
            value={audience.to}
            fault={faults['body.audience.to']}
            onChange={(to) => onChange({ ...audience, to })}
          />
        </div>
      )}
    </section>
  );
}

function TimesPart({ draft, faults, onChange }: SettingsPartProps) {
  const [opensLater, setOpensLater] = useState(draft.opensAt !== null);
  return (
    <section className="desk-step" aria-labelledby="survey-times">
      <h2 id="survey-times" className="section-title">
        Mở và đóng khi nào
      </h2>
      <Choices
        legend="Mở"
        small
        value={opensLater ? 'later' : 'now'}
        choices={[
          { value: 'now', name: 'Ngay khi phát hành' },
          { value: 'later', name: 'Vào giờ khác' },
        ]}
        onChoose={(value) => {
          setOpensLater(value === 'later');
          if (value === 'now') onChange({ opensAt: null });
        }}
      />
      {opensLater && (
        <InstantField
          what="Mở"
          value={draft.opensAt}
          usualTime="07:00"
          fault={faults['body.opensAt']}
          onChange={(opensAt) => onChange({ opensAt })}
        />
      )}
      <InstantField
        what="Đóng"
        value={draft.closesAt}
        usualTime="17:00"
        fault={faults['body.closesAt']}
        onChange={(closesAt) => onChange({ closesAt })}
      />
      <p className="quiet">
        Trong lúc mở, trang theo dõi có nút soạn tin nhắc, ba ngày nhắc được một lần. Tin nhắc là tin gửi dân, nên vẫn phải được Chủ tịch
        duyệt mới gửi.
      </p>
    </section>
  );
}

function QuotasPart({ draft, onChange }: { draft: SurveyDraft; onChange: (quotas: SurveyQuotas) => void }) {
  const hamlets = useCommune().data?.hamlets ?? [];
  const { quotas, audience, mode } = draft;
  const asked = audience.kind === 'hamlets' ? hamlets.filter(({ key }) => audience.hamletKeys.includes(key)) : hamlets;
  const isUsed = quotas.total !== null || quotas.hamlets.length > 0 || quotas.options !== null;
  return (
    <section className="desk-step" aria-labelledby="survey-quotas">
      <h2 id="survey-quotas" className="section-title">
        Nhận nhiều nhất bao nhiêu người
      </h2>
      <p className="quiet">Đủ số thì khảo sát tự thôi nhận người mới, không bao giờ nhận thừa. Để trống là không giới hạn.</p>
      <NumberField
        label="Tất cả"
        min={1}
        max={5_000}
        value={quotas.total === null ? '' : String(quotas.total)}
        onChange={(typed) => onChange({ ...quotas, total: mostOf(typed) })}
      />
      <details className="desk-fold" open={isUsed && (quotas.hamlets.length > 0 || quotas.options !== null)}>
        <summary>Giới hạn theo xóm, theo câu trả lời</summary>
        <div className="desk-form">
          {asked.length > 0 && (
            <div className="desk-survey-quotas">
              {asked.map(({ key, name }) => (
                <NumberField
                  key={key}
                  label={name}
                  min={1}
                  max={5_000}
                  value={String(quotas.hamlets.find(({ hamletKey }) => hamletKey === key)?.most ?? '')}
                  onChange={(typed) => onChange({ ...quotas, hamlets: withMost(quotas.hamlets, 'hamletKey', key, mostOf(typed)) })}
                />
              ))}
            </div>
          )}
          {mode === 'anonymous' ? (
            <p className="quiet">Khảo sát ẩn danh hoàn toàn không giới hạn được theo câu trả lời.</p>
          ) : (
            <OptionQuotas draft={draft} onChange={onChange} />
          )}
        </div>
      </details>
    </section>
  );
}

function OptionQuotas({ draft, onChange }: { draft: SurveyDraft; onChange: (quotas: SurveyQuotas) => void }) {
  const { quotas } = draft;
  const singles = draft.form.sections
    .flatMap(({ questions }) => questions)
    .filter((question): question is Extract<Question, { type: 'single' }> => question.type === 'single');
  const chosen = singles.find(({ key }) => key === quotas.options?.question);
  if (singles.length === 0) return <p className="quiet">Giới hạn theo câu trả lời cần một câu “Chọn một ý”.</p>;
  return (
    <>
      <SelectField
        label="Theo câu trả lời của"
        value={chosen?.key ?? ''}
        choices={[
          { value: '', name: 'Không giới hạn theo câu nào' },
          ...singles.map(({ key, title }) => ({ value: key, name: title === '' ? 'Câu chưa ghi chữ' : title })),
        ]}
        onChange={(question) => onChange({ ...quotas, options: question === '' ? null : { question, limits: [] } })}
      />
      {chosen !== undefined && quotas.options !== null && (
        <div className="desk-survey-quotas">
          {chosen.options.map(({ key, label }) => (
            <NumberField
              key={key}
              label={label === '' ? 'Ý chưa ghi chữ' : label}
              min={1}
              max={5_000}
              value={String(quotas.options?.limits.find(({ option }) => option === key)?.most ?? '')}
              onChange={(typed) =>
                onChange({
                  ...quotas,
                  options: { question: chosen.key, limits: withMost(quotas.options?.limits ?? [], 'option', key, mostOf(typed)) },
                })
              }
            />
          ))}
        </div>
      )}
    </>
  );
}

/** The limits with one of them changed, or taken away. */
function withMost<K extends string, L extends { most: number } & Record<K, string>>(
  limits: readonly L[],
  name: K,
  key: string,
  most: number | null,
): L[] {
  const others = limits.filter((limit) => limit[name] !== key);
  return most === null ? others : [...others, { [name]: key, most } as L];
}
