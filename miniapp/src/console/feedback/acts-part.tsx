import type { DeskActName } from 'backend/contracts/feedback-desk';
import { useState } from 'react';
import { useAnnounce } from '../../components/announcer.js';
import { Button } from '../../components/button.js';
import { failureOf } from '../console-words.js';
import { useMay } from '../may.js';
import { ActDialog } from './act-dialog.js';
import { type FormAct, formActs } from './act-forms.js';
import { actWords, sayRefusal } from './feedback-words.js';
import { MergeDialog } from './merge-dialog.js';
import type { ReportProps } from './report-view.js';
import { SealDialog } from './seal-dialog.js';

/** The one act that comes next, when it is among those allowed: its button is the main one. */
const next: readonly FormAct[] = ['release', 'accept', 'resume'];
/** Done every day; the others stand behind "Việc khác". */
const usual: readonly FormAct[] = ['assign', 'hand_over', 'ask', 'note'];
const rest: readonly DeskActName[] = ['extend', 'forward', 'decline', 'reclassify', 'set_complexity', 'mark_spam', 'block', 'seal'];
/** Those that have their place beside what they are about. */
const elsewhere = new Set<DeskActName>(['return_answer', 'publish_answer', 'hide_from_board']);

const isForm = (act: DeskActName): act is FormAct => (formActs as readonly DeskActName[]).includes(act);
const closed = new Set(['forwarded', 'answered', 'fixed', 'declined', 'merged', 'redirected']);

type Asked = FormAct | 'seal' | 'merge';

/** What may be done with the report besides answering; `folded`: behind one press, for who came to approve. */
export function ActsPart({ folded = false, ...props }: ReportProps & { folded?: boolean }) {
  const { report, act, onReload, onBulk, onGone } = props;
  const announce = useAnnounce();
  const dispatches = useMay('feedback.dispatch');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const may = new Set(report.may.filter((one) => !elsewhere.has(one)));
  const first = next.find((one) => may.has(one));
  const direct = usual.filter((one) => may.has(one));
  const others: Asked[] = [...next, ...rest].filter(
    (one): one is FormAct | 'seal' => may.has(one) && one !== first && (isForm(one) || one === 'seal'),
  );
  if (dispatches && !closed.has(report.status) && report.suspicions.length === 0)
    others.splice(others.indexOf('seal') === -1 ? others.length : others.indexOf('seal'), 0, 'merge');
  if (first === undefined && direct.length === 0 && others.length === 0) return null;

  const press = async (one: Asked) => {
    if (one !== 'accept') {
      setAsked(one);
      return;
    }
    setBusy(true);
    try {
      await act({ act: 'accept' });
      announce(actWords.accept.done);
    } catch (error) {
      announce(sayRefusal(failureOf(error)));
    }
    setBusy(false);
  };
  const nameOf = (one: Asked) => (one === 'merge' ? 'Gộp vào phản ánh khác…' : actWords[one].name);
  const tools = (list: readonly Asked[]) =>
    list.map((one) => (
      <button
        key={one}
        type="button"
        className={one === 'seal' || one === 'block' ? 'desk-tool desk-tool-danger' : 'desk-tool'}
        onClick={() => void press(one)}
      >
        {nameOf(one)}
      </button>
    ));

  return (
    <div className="report-acts">
      {!folded && first !== undefined && (
        <Button busy={busy} onPress={() => void press(first)}>
          {actWords[first].name}
        </Button>
      )}
      {!folded && direct.length > 0 && <div className="desk-tools">{tools(direct)}</div>}
      {(folded || others.length > 0) && (
        <details className="desk-fold report-others">
          <summary>Việc khác</summary>
          <div className="desk-tools">{tools(folded ? [...(first === undefined ? [] : [first]), ...direct, ...others] : others)}</div>
        </details>
      )}
      {asked !== null && asked !== 'seal' && asked !== 'merge' && (
        <ActDialog key={asked} report={report} what={asked} act={act} onClose={() => setAsked(null)} />
      )}
      {asked === 'merge' && (
        <MergeDialog
          reports={[report]}
          onClose={() => setAsked(null)}
          onMerged={(done, into) => {
            setAsked(null);
            void onReload();
            onBulk(done, `Đã gộp ${report.code} vào ${into}.`);
          }}
        />
      )}
      {asked === 'seal' && <SealDialog report={report} onClose={() => setAsked(null)} onReload={onReload} onSealed={onGone} />}
    </div>
  );
}
