import '../feedback/feedback.css';
import { useCallback, useEffect, useState } from 'react';
import { Notice } from '../../components/states.js';
import { type DraftName, keptDraft } from '../feedback/draft.js';
import { DraftPart } from '../feedback/draft-part.js';
import { usePhoneIsTheirs } from '../feedback/writing.js';
import { allSurveyDrafts } from '../surveys/survey-draft.js';
import { resumeSurveys } from '../surveys/survey-writing.js';
import { WaitingPart } from '../surveys/waiting-part.js';

/** What the person sent off without a network, in an earlier visit too: it goes on from here, and is shown until it arrived. */
export default function WaitingToLeave() {
  return usePhoneIsTheirs() ? <Waiting /> : null;
}

const draftNames: readonly DraftName[] = ['report', 'information'];

function Waiting() {
  const [surveys] = useState(() => allSurveyDrafts().filter(({ queued }) => queued));
  const [reports] = useState(() => draftNames.filter((name) => keptDraft(name, Date.now())?.queued === true));
  const [sent, setSent] = useState(false);
  const onSent = useCallback(() => setSent(true), []);
  useEffect(resumeSurveys, []);
  return (
    <>
      {sent && <Notice tone="done" title="Xã đã nhận những gì ông/bà gửi lúc mạng yếu" />}
      {surveys.map(({ id }) => (
        <WaitingPart key={id} id={id} onSent={onSent} />
      ))}
      {reports.map((name) => (
        <DraftPart key={name} name={name} onSent={onSent} />
      ))}
    </>
  );
}
