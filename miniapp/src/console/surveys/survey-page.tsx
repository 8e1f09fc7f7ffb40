import './surveys.css';
import './builder.css';
import { readDeskSurvey, type Survey } from 'backend/contracts/surveys-desk';
import { useCallback, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Failure, Skeleton } from '../../components/states.js';
import { useApi } from '../../use-api.js';
import { Frame } from '../frame.js';
import { DraftPage } from './draft-page.js';
import { ReadPage } from './read-page.js';
import { RevisePage } from './revise-page.js';

/** One survey: written while it is a draft, followed while it runs, looked back at when it is over. */
export function SurveyPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const one = useApi(readDeskSurvey, { params: { id } }, { revalidateOnFocus: false });
  /** Grows when what is written here gives way to what somebody else stored. */
  const [taken, setTaken] = useState(0);
  const { mutate } = one;
  const onChange = useCallback((newer: Survey) => void mutate(newer, { revalidate: false }), [mutate]);

  if (one.data === undefined)
    return (
      <Frame title="Khảo sát" onBackToList={() => navigate('/console/surveys')}>
        {one.error !== undefined ? <Failure failure={one.error} onRetry={() => void one.mutate()} /> : <Skeleton rows={4} tall />}
      </Frame>
    );
  const survey = one.data;
  const way = search.get('way');
  if (survey.status === 'draft' && survey.may.edit)
    return (
      <DraftPage
        key={`${id} ${taken}`}
        survey={survey}
        onChange={onChange}
        onTakeTheirs={(theirs) => {
          onChange(theirs);
          setTaken((count) => count + 1);
        }}
      />
    );
  if ((way === 'correct' && survey.may.correct) || (way === 'revise' && survey.may.revise))
    return <RevisePage key={`${id} ${way}`} survey={survey} way={way} onChange={onChange} />;
  return <ReadPage survey={survey} onChange={onChange} onReload={() => void one.mutate()} />;
}
