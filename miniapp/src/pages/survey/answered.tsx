import type { SurveyAnswers } from 'backend/contracts/survey-questions';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.js';
import { Screen } from '../../components/screen.js';
import { Notice } from '../../components/states.js';
import { spokenInstant } from '../../days.js';
import { ToldNote } from '../../features/surveys/answer-notes.js';
import type { Told } from '../../features/surveys/survey-writing.js';
import type { AskedSurvey, ReadSurvey, Standing } from '../../features/surveys/use-survey.js';

type AnsweredProps = {
  survey: ReadSurvey | AskedSurvey;
  standing: Standing | null;
  told: Told;
  onChange: (answers: SurveyAnswers, mark: string | null) => void;
};

/** Answered already; what was sent can be changed until the survey closes, where it can. */
export function Answered({ survey, standing, told, onChange }: AnsweredProps) {
  const navigate = useNavigate();
  const { title, closesAt, mode } = survey;
  const sent = standing?.kind === 'answered' && standing.answers !== null ? { ...standing, answers: standing.answers } : null;
  return (
    <Screen
      title="Khảo sát"
      backTo="/surveys"
      action={
        sent === null ? (
          <Button onPress={() => navigate('/surveys', { replace: true })}>Xem khảo sát khác</Button>
        ) : (
          <Button look="plain" onPress={() => onChange(sent.answers, sent.mediaDraft)}>
            Sửa câu trả lời
          </Button>
        )
      }
    >
      <h2 className="survey-title">{title}</h2>
      <ToldNote told={told} />
      <Notice tone="done" title="Ông/bà đã trả lời khảo sát này">
        <p>Xã đã nhận câu trả lời. Khảo sát đóng lúc {spokenInstant(closesAt)}; sau đó mới có kết quả chung.</p>
      </Notice>
      {sent !== null && <p>Ông/bà xem lại và sửa được cho đến khi khảo sát đóng. Xã chỉ tính lần gửi sau cùng.</p>}
      {mode === 'anonymous' && <p>Khảo sát này ẩn danh: câu trả lời cất riêng, không ghi tên, nên gửi rồi thì không sửa được.</p>}
    </Screen>
  );
}
