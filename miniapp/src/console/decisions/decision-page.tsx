import './decisions.css';
import { type DeskDecision, readDeskDecision } from 'backend/contracts/decisions-desk';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Failure, Notice, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { ActDialog } from './act-dialog.js';
import { ChecksPart } from './checks-part.js';
import { type ActName, actsFor, type OfferedAct, questionOf } from './decision-acts.js';
import { baseOf, useKind } from './decision-base.js';
import { AfterPart, CountsPart, FactsPart, HistoryPart } from './decision-parts.js';
import { bindingSentence, stateOf } from './decision-words.js';
import { PapersPart } from './papers-part.js';
import { ResultPart } from './result-part.js';
import { marksFor } from './roll-logic.js';
import { useRights } from './use-rights.js';

/** Acts that undo, kept apart from those that lead on. */
const backwards: ReadonlySet<ActName> = new Set(['withdraw_notice', 'cancel', 'take_back_closing']);

/** While these last, others write too: the page looks again by itself. */
const moving = ['announced', 'open', 'counting', 'closing'] as const;

/** One decision: where it stands, what can be done now, and what was done. */
export function DecisionPage() {
  const { id = '' } = useParams();
  const kind = useKind();
  const navigate = useNavigate();
  const one = useApi(
    readDeskDecision,
    { params: { id } },
    {
      refreshInterval: (latest) => (latest?.status === 'closing' ? 2_000 : moving.some((status) => status === latest?.status) ? 15_000 : 0),
    },
  );
  if (one.data === undefined)
    return (
      <Frame title="Hộ biểu quyết" onBackToList={() => navigate(baseOf(kind))}>
        {one.error !== undefined ? <Failure failure={one.error} onRetry={() => void one.mutate()} /> : <Skeleton rows={4} tall />}
      </Frame>
    );
  return (
    <Frame title={one.data.number} beside={bindingSentence} width="sides" onBackToList={() => navigate(baseOf(kind))}>
      <View
        one={one.data}
        base={baseOf(kind)}
        onChange={(newer) => void one.mutate(newer, { revalidate: false })}
        onStale={() => void one.mutate()}
      />
    </Frame>
  );
}

type ViewProps = { one: DeskDecision; base: string; onChange: (newer: DeskDecision) => void; onStale: () => void };

function View({ one, base, onChange, onStale }: ViewProps) {
  const navigate = useNavigate();
  const rights = useRights();
  const [act, setAct] = useState<ActName | null>(null);
  const state = stateOf(one);
  const offered = actsFor(one, rights, new Date());
  const onward = offered.filter(({ act: name }) => !backwards.has(name));
  const backward = offered.filter(({ act: name }) => backwards.has(name));
  const isOver = ['closing', 'cancelled'].includes(one.status) || (one.status === 'closed' && one.way !== 'meeting');
  const mayEdit = rights[one.scope].write && (rights.isOffice || one.scope === 'hamlet') && !isOver;
  const hasRoll = !['draft', 'cancelled'].includes(one.status);
  const types = rights.count && one.status === 'counting' && one.closing === null;
  const main = mainDoor(one, types);
  return (
    <>
      <div className="desk-side">
        <h2 className="title">{one.title}</h2>
        <Notice tone={state.tone} title={state.title}>
          {state.words.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
        {one.result !== null && <ResultPart result={one.result} style={one.style} />}
        {one.status === 'counting' && one.closing === null && one.closingFaults.length > 0 && (
          <Notice tone="attention" title="Còn phải làm trước khi kiểm phiếu">
            <ul className="desk-decision-faults">
              {one.closingFaults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Notice>
        )}
        {(hasRoll || mayEdit || types) && (
          <div className="desk-decision-doors">
            {types && (
              <Button look={main === 'count' ? 'main' : 'plain'} onPress={() => navigate(`${base}/${one.id}/count`)}>
                {one.way === 'meeting' && one.draft.meetingVote === 'hands' ? 'Nhập kết quả giơ tay' : 'Nhập phiếu giấy'}
              </Button>
            )}
            {hasRoll && rights.count && (
              <Button look={main === 'roll' ? 'main' : 'plain'} onPress={() => navigate(`${base}/${one.id}/roll`)}>
                {marksFor(one).length > 0 ? 'Ghi danh sách hộ' : 'Xem danh sách hộ'}
              </Button>
            )}
            {mayEdit && (
              <Button look="plain" onPress={() => navigate(`${base}/${one.id}/edit`)}>
                {one.status === 'draft'
                  ? 'Sửa, ghi các bước'
                  : one.status === 'closed'
                    ? 'Ghi biên bản họp'
                    : one.way === 'meeting'
                      ? 'Ghi các bước, biên bản họp'
                      : 'Ghi các bước'}
              </Button>
            )}
          </div>
        )}
        {onward.length > 0 && (
          <section className="desk-decision-acts" aria-label="Việc làm được ở bước này">
            {onward.map((offer, place) => (
              <ActButton
                key={offer.act}
                one={one}
                offer={offer}
                isMain={main === null && place === 0 && offer.waits === null}
                onAsk={setAct}
              />
            ))}
          </section>
        )}
        {backward.length > 0 && (
          <details className="desk-fold">
            <summary>Lùi lại, hủy</summary>
            <div className="desk-decision-acts">
              {backward.map((offer) => (
                <ActButton key={offer.act} one={one} offer={offer} isMain={false} onAsk={setAct} />
              ))}
            </div>
          </details>
        )}
        <FactsPart one={one} />
        {one.status === 'closed' && <AfterPart one={one} />}
        <PapersPart one={one} />
      </div>
      <div className="desk-side">
        {['draft', 'announced'].includes(one.status) && <ChecksPart checks={one.checks} rule={one.rule} note="" />}
        {(one.status === 'open' || one.status === 'counting' || one.status === 'closing') && <CountsPart one={one} />}
        <HistoryPart one={one} />
      </div>
      {act !== null && <ActDialog key={act} one={one} act={act} onClose={() => setAct(null)} onChange={onChange} onStale={onStale} />}
    </>
  );
}

/** The page to go to next, where that comes before any act: what is not written down yet cannot be closed. */
function mainDoor(one: DeskDecision, types: boolean): 'roll' | 'count' | null {
  if (types && one.closingFaults.length > 0) return 'count';
  const asksConsent = one.status === 'announced' && one.way === 'online' && !one.mayOpen;
  return (one.status === 'open' || asksConsent) && marksFor(one).length > 0 ? 'roll' : null;
}

type ActButtonProps = { one: DeskDecision; offer: OfferedAct; isMain: boolean; onAsk: (act: ActName) => void };

function ActButton({ one, offer: { act, waits }, isMain, onAsk }: ActButtonProps) {
  const { button, danger } = questionOf(act, one);
  return (
    <div>
      <Button look={danger ? 'danger' : isMain ? 'main' : 'plain'} disabled={waits !== null} onPress={() => onAsk(act)}>
        {button}
      </Button>
      {waits !== null && <p className="field-hint">{waits}</p>}
    </div>
  );
}
