import { type DeskConsultation, type DeskOpinion, outside, readOpinionOriginal } from 'backend/contracts/consultation-desk';
import { channelWords, stanceWords } from 'backend/contracts/consultation-words';
import { useState } from 'react';
import type { CallFailure } from '../../api.js';
import { plainDate, spokenInstant } from '../../days.js';
import { call } from '../../session.js';
import { failureOf, sayToOfficer } from '../console-words.js';
import { SelectField } from '../fields.js';
import { opinionStateWords, signsSaid } from './desk-words.js';

const stepWords = {
  approve: 'cho đăng',
  edit: 'sửa rồi cho đăng',
  hide: 'không đăng',
  type: 'nhập vào',
} satisfies Record<DeskOpinion['history'][number]['decision'], string>;

type CardProps = {
  opinion: DeskOpinion;
  points: NonNullable<DeskConsultation['synthesis']>['points'];
  mayWrite: boolean;
  mayGroup: boolean;
  hold: (element: HTMLElement | null) => void;
  onApprove: () => void;
  onAsk: (decision: 'edit' | 'hide') => void;
  onGroup: (key: string | null) => void;
};

/** One opinion with what may be done with it. */
export function OpinionCard({ opinion, points, mayWrite, mayGroup, hold, onApprove, onAsk, onGroup }: CardProps) {
  const { channel, on, people, stance, name, hamletName, version, paragraphNumber, state, text, signs, supports, history, note } = opinion;
  const facts = [
    channelWords(channel),
    channel === 'app' ? (name ?? 'một người dân') : people > 1 ? `${people} người` : null,
    hamletName,
    plainDate(on),
    paragraphNumber === null ? 'cả dự thảo' : `đoạn ${paragraphNumber}`,
    version > 1 ? `bản ${version}` : null,
    stance === null ? null : stanceWords[stance].toLocaleLowerCase('vi'),
    supports > 0 ? `${supports} người ủng hộ` : null,
  ].filter((fact) => fact !== null);
  return (
    <article
      ref={hold}
      tabIndex={-1}
      className="desk-step desk-consultation-opinion"
      aria-label={`Ý kiến ngày ${plainDate(on)}: ${text.slice(0, 40)}`}
    >
      <p className="quiet">
        {facts.join(' · ')} · {opinionStateWords[state]}
      </p>
      <p className="desk-consultation-said">{text}</p>
      {note !== '' && <p className="quiet">Lưu ở: {note}</p>}
      {signsSaid(signs).map((said) => (
        <p key={said} className="desk-unsure">
          {said}
        </p>
      ))}
      {history.map(({ decision, by, at, reason }) => (
        <p key={at} className="quiet">
          {by}: {stepWords[decision]}, {spokenInstant(at)}
          {reason !== null && `. Lý do: ${reason}`}
        </p>
      ))}
      {mayWrite && opinion.hasOriginal && <Original id={opinion.id} />}
      {mayGroup && state === 'shown' && (
        <SelectField
          label="Nhóm ý kiến"
          value={opinion.group ?? ''}
          choices={[
            { value: '', name: 'Chưa xếp nhóm' },
            ...points.map(({ key, title }, place) => ({ value: key, name: `${place + 1}. ${title}` })),
            { value: outside, name: 'Không thuộc nội dung' },
          ]}
          onChange={(key) => onGroup(key === '' ? null : key)}
        />
      )}
      {mayWrite && (
        <div className="desk-consultation-acts">
          {state !== 'shown' && mayGroup && (
            <button type="button" className="desk-tool" onClick={onApprove}>
              Cho đăng
            </button>
          )}
          {(state === 'shown' || mayGroup) && (
            <button type="button" className="desk-tool" onClick={() => onAsk('edit')}>
              {state === 'shown' ? 'Sửa' : 'Sửa rồi cho đăng'}
            </button>
          )}
          {state !== 'hidden' && (
            <button type="button" className="desk-tool desk-tool-danger" onClick={() => onAsk('hide')}>
              Không đăng
            </button>
          )}
        </div>
      )}
    </article>
  );
}

/** The words before anything was masked; each look is in the audit log. */
function Original({ id }: { id: string }) {
  const [shown, setShown] = useState<{ words: string } | { failure: CallFailure } | null>(null);
  const show = async () => {
    try {
      setShown({ words: (await call(readOpinionOriginal, { params: { id } })).original });
    } catch (error) {
      setShown({ failure: failureOf(error) });
    }
  };
  if (shown === null)
    return (
      <button type="button" className="text-button" onClick={() => void show()}>
        Xem nguyên văn (có ghi nhật ký)
      </button>
    );
  return (
    <div role="status">
      {'failure' in shown ? (
        <p className="field-fault">{sayToOfficer(shown.failure)}</p>
      ) : (
        <>
          <p className="quiet">Nguyên văn, không đưa cho ai khác:</p>
          <p className="desk-consultation-said">{shown.words}</p>
        </>
      )}
    </div>
  );
}
