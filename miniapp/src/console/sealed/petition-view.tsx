import '../broadcasts/broadcasts.css';
import { petitionSteps, type SealedPetition, stepSealedPetition } from 'backend/contracts/sealed-petitions';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { Choices } from '../../components/choices.js';
import { Field } from '../../components/field.js';
import { useMe } from '../../features/residents/use-me.js';
import { call } from '../../session.js';
import { phoneWords, sayToOfficer } from '../console-words.js';
import { wordsFault } from '../feedback/act-forms.js';
import { momentWords, petitionStepWords } from '../feedback/feedback-words.js';
import { useSave } from '../use-save.js';
import { ReassignDialog } from './reassign-dialog.js';
import { SealedMedia } from './sealed-media.js';
import { PetitionDue } from './sealed-page.js';

type PetitionViewProps = {
  petition: SealedPetition;
  onNewer: (newer: SealedPetition) => void;
  onClose: () => void;
  /** It is somebody else's now. */
  onGiven: () => void;
};

/** An opened petition: its words, who sent it, what was done. It is kept nowhere but on this screen, and cannot be printed. */
export function PetitionView({ petition, onNewer, onClose, onGiven }: PetitionViewProps) {
  const head = useRef<HTMLHeadingElement>(null);
  const [gives, setGives] = useState(false);
  useEffect(() => head.current?.focus(), []);
  const { text, supplements, hamletName, landmark, filedAt, reporter, media, history, openings, code } = petition;
  return (
    <>
      <p className="sealed-unprinted desk-printed">Đơn thư niêm phong không in được.</p>
      <div className="sealed-content">
        <section className="desk-step" aria-labelledby="sealed-title">
          <h2 ref={head} id="sealed-title" tabIndex={-1} className="section-title desk-focus-head">
            Nội dung
          </h2>
          <p className="report-text">{text}</p>
          {supplements.map((more) => (
            <p key={more} className="report-text report-quote">
              Bổ sung: {more}
            </p>
          ))}
          <dl className="desk-facts">
            <dt>Người gửi</dt>
            <dd>
              {reporter === null ? 'Không nêu tên' : reporter.name}
              {reporter?.phone != null && `, ${phoneWords(reporter.phone)}`}
            </dd>
            <dt>Nơi xảy ra</dt>
            <dd>{[hamletName, landmark].filter((part) => part !== '').join(', ')}</dd>
            <dt>Gửi lúc</dt>
            <dd>{momentWords(filedAt)}</dd>
          </dl>
          <SealedMedia id={petition.id} media={media} />
        </section>
        <StepPart petition={petition} onNewer={onNewer} />
        <section className="desk-step" aria-labelledby="sealed-history-title">
          <h2 id="sealed-history-title" className="section-title">
            Đã làm những gì
          </h2>
          <ol className="report-lines">
            {[...history].reverse().map((one) => (
              <li key={`${one.at} ${one.text}`}>
                {one.text}
                <span className="desk-under desk-block">
                  {momentWords(one.at)} · {one.by}
                </span>
              </li>
            ))}
          </ol>
          <h3 className="desk-part-title">Ai đã mở</h3>
          <ul className="report-lines">
            {openings.map(({ at, by }) => (
              <li key={at}>
                {by}, {momentWords(at)}
              </li>
            ))}
          </ul>
        </section>
        <div className="desk-slip-actions">
          <Button onPress={onClose}>Đóng lại</Button>
          <Button look="plain" onPress={() => setGives(true)}>
            Giao người khác…
          </Button>
        </div>
      </div>
      {gives && <ReassignDialog row={petition} onClose={() => setGives(false)} onGiven={onGiven} />}
      <p className="visually-hidden" role="status">
        Đang mở {code}
      </p>
    </>
  );
}

/** What was done by law with it, and until when the next is due. */
function StepPart({ petition, onNewer }: Pick<PetitionViewProps, 'petition' | 'onNewer'>) {
  const me = useMe();
  const { busy, failure, faults, save } = useSave();
  const [step, setStep] = useState<(typeof petitionSteps)[number] | null>(null);
  const [note, setNote] = useState('');
  const send = async () => {
    const fault = wordsFault(note, 1_000, 5, 'Xin ghi đã làm gì.');
    const wrong: Record<string, string> = {
      ...(step === null && { 'body.step': 'Xin chọn bước.' }),
      ...(fault !== null && { 'body.note': fault }),
    };
    const keep = async () => {
      if (step === null) return;
      const row = await call(stepSealedPetition, { params: { id: petition.id }, body: { step, note: note.trim() } });
      const done = { at: new Date().toISOString(), by: me.data?.name ?? '', text: `${petitionStepWords[step]}: ${note.trim()}` };
      onNewer({ ...petition, ...row, history: [...petition.history, done] });
      setStep(null);
      setNote('');
    };
    await save(wrong, keep, 'Đã ghi.');
  };
  return (
    <section className="desk-step" aria-labelledby="sealed-step-title">
      <h2 id="sealed-step-title" className="section-title">
        Bước xử lý: {petitionStepWords[petition.step].toLocaleLowerCase('vi')}
      </h2>
      <PetitionDue row={petition} />
      {petition.step !== 'closed' && (
        <>
          <Choices
            legend="Ghi bước vừa làm"
            small
            value={step}
            choices={petitionSteps.map((value) => ({ value, name: petitionStepWords[value] }))}
            fault={faults['body.step']}
            onChoose={setStep}
          />
          <Field
            label="Đã làm gì"
            hint="Số văn bản, cơ quan nhận, lý do. Được niêm phong cùng đơn."
            rows={3}
            maxLength={1_000}
            value={note}
            fault={faults['body.note']}
            onChange={setNote}
          />
          {failure !== null && (
            <p className="field-fault" role="alert">
              {sayToOfficer(failure)}
            </p>
          )}
          <Button look="plain" busy={busy} onPress={() => void send()}>
            Ghi bước này
          </Button>
        </>
      )}
    </section>
  );
}
