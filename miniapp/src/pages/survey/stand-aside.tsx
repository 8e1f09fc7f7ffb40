import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Notice } from '../../components/states.js';
import { useMe } from '../../features/residents/use-me.js';
import type { SurveyDraft } from '../../features/surveys/survey-draft.js';
import type { SurveyWriting } from '../../features/surveys/survey-writing.js';
import type { AskedSurvey, ReadSurvey, Standing } from '../../features/surveys/use-survey.js';
import { SurveyFacts } from './intro-step.js';

type Aside = Exclude<Standing, { kind: 'new' | 'draft' | 'answered' }>;
type StandAsideProps = { survey: ReadSurvey | AskedSurvey; standing: Aside; writing: SurveyWriting; draft: SurveyDraft | null };

const titles = {
  not_yet: 'Khảo sát chưa mở',
  full: 'Đã đủ số người trả lời',
  not_for_you: 'Khảo sát này hỏi nhóm người khác',
  closed: 'Khảo sát đã đóng',
} as const satisfies Record<Aside['kind'], string>;

/** Why this survey cannot be answered by this person now, and where to go on. */
export function StandAside({ survey, standing, writing, draft }: StandAsideProps) {
  const navigate = useNavigate();
  const me = useMe();
  const isOver = standing.kind === 'closed' || standing.kind === 'full';
  // What somebody had begun is told once, and does not stay on the phone.
  const wasBegun = useRef(isOver && draft !== null && Object.keys(draft.answers).length > 0).current;
  useEffect(() => {
    if (isOver && draft !== null && !draft.queued) writing.drop();
  });
  const results = standing.kind === 'closed' ? standing.disclosureSlug : null;

  return (
    <Screen
      title="Khảo sát"
      backTo="/surveys"
      action={
        results === null ? (
          <Button onPress={() => navigate('/surveys', { replace: true })}>Xem khảo sát khác</Button>
        ) : (
          <Button onPress={() => navigate(`/disclosures/${results}`)}>Xem kết quả</Button>
        )
      }
    >
      {standing.kind !== 'not_yet' && <h2 className="survey-title">{survey.title}</h2>}
      <Notice tone={standing.kind === 'closed' && standing.answered ? 'done' : 'info'} title={titles[standing.kind]}>
        <p>{standing.message}</p>
        {standing.kind === 'closed' && standing.answered && <p>Ông/bà đã trả lời khảo sát này. Cảm ơn ông/bà.</p>}
        {standing.kind === 'closed' && results === null && <p>Khi kết quả được công bố, ông/bà xem ở mục Khảo sát.</p>}
        {standing.kind === 'not_for_you' && me.data?.hamletKey === null && (
          <Link to="/me" className="more-link">
            Chọn xóm của tôi
          </Link>
        )}
      </Notice>
      {wasBegun && !(standing.kind === 'closed' && standing.answered) && (
        <p>Phần ông/bà trả lời dở chưa gửi kịp nên không được tính. Máy đã bỏ phần ấy.</p>
      )}
      {standing.kind === 'not_yet' && <SurveyFacts survey={survey} />}
    </Screen>
  );
}
