import { expect, it } from 'vitest';
import { faultsOf, warningsOf } from '../../backend/src/contracts/survey-faults.js';
import { pathOf } from '../../backend/src/contracts/survey-paths.js';
import { SurveyAnswers, SurveyForm } from '../../backend/src/contracts/survey-questions.js';
import { answering, environment, meetingAnswers, meetings } from './surveys.js';

it('asks what can be published, and answers it as residents could', () => {
  for (const form of [environment, meetings].map((written) => SurveyForm.parse(written))) {
    expect(faultsOf(form)).toEqual([]);
    expect(warningsOf(form)).toEqual([]);
  }
  for (let place = 0; place < answering; place += 1)
    expect(pathOf(SurveyForm.parse(meetings), SurveyAnswers.parse(meetingAnswers(place))).complete).toBe(true);
});
