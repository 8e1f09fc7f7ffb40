import './console.css';
import './forms.css';
import { permissions } from 'backend/contracts/permissions';
import type { Role } from 'backend/contracts/residents';
import type { ReactNode } from 'react';
import { Link, Navigate, Route, Routes } from 'react-router-dom';
import { Screen } from '../components/screen.js';
import { Failure, Skeleton } from '../components/states.js';
import { useMe } from '../features/residents/use-me.js';
import { inZalo } from '../zalo.js';
import { AudiencePage } from './audience/audience-page.js';
import { AuditPage } from './audit/audit-page.js';
import { BookPage } from './book/book-page.js';
import { BroadcastPage, NewBroadcastPage } from './broadcasts/broadcast-page.js';
import { BroadcastsPage } from './broadcasts/list-page.js';
import { CalendarPage } from './calendar/calendar-page.js';
import { ConductCommentsPage } from './conduct/comments-page.js';
import { ConductResultsPage } from './conduct/results-page.js';
import { ConsultationsPage } from './consultations/consultations-page.js';
import { ConsultationPage, NewConsultationPage } from './consultations/draft-page.js';
import { ConsultationOpinionsPage } from './consultations/opinions-page.js';
import { ConsultationSynthesisPage } from './consultations/synthesis-page.js';
import { ConversationsPage } from './conversations/conversations-page.js';
import { CountPage } from './decisions/count-page.js';
import { DecisionPage } from './decisions/decision-page.js';
import { DecisionsPage } from './decisions/decisions-page.js';
import { EditDecisionPage, NewDecisionPage } from './decisions/edit-page.js';
import { RollPage } from './decisions/roll-page.js';
import { DisclosurePage, NewDisclosurePage } from './disclosures/disclosure-page.js';
import { DisclosuresPage } from './disclosures/disclosures-page.js';
import { BlocksPage } from './feedback/blocks-page.js';
import { FeedbackPage } from './feedback/feedback-page.js';
import { RatingsPage } from './feedback/ratings-page.js';
import { FeedbackSettingsPage } from './feedback-settings/feedback-settings-page.js';
import { firstSectionFor } from './frame.js';
import { HouseholdsPage } from './households/households-page.js';
import { ImportPage } from './households/import-page.js';
import { RequestsPage } from './households/requests-page.js';
import { DeskInitiativePage } from './initiatives/initiative-page.js';
import { DeskInitiativesPage } from './initiatives/initiatives-page.js';
import { InitiativeTermsPage } from './initiatives/terms-page.js';
import { LetterPage, NewLetterPage } from './letters/letter-page.js';
import { LetterTemplatesPage } from './letters/letter-templates-page.js';
import { LettersPage } from './letters/letters-page.js';
import { isOneOf, termsKeepers } from './may.js';
import { TermsPage } from './messaging-terms/terms-page.js';
import { OccasionsPage } from './occasions/occasions-page.js';
import { OfficersPage } from './officers/officers-page.js';
import { DayPage } from './reception/day-page.js';
import { DuePage } from './reception/due-page.js';
import { EntryPage } from './reception/entry-page.js';
import { RegisterPage } from './reception/register-page.js';
import { RulesPage } from './reception/rules-page.js';
import { ChangeSessionPage, NewSessionPage } from './reception/session-page.js';
import { SessionsPage } from './reception/sessions-page.js';
import { WeeksPage } from './reception/weeks-page.js';
import { RevokeDayPage } from './revoke/revoke-day-page.js';
import { SatisfactionResultsPage } from './satisfaction/results-page.js';
import { SatisfactionSettingsPage } from './satisfaction/settings-page.js';
import { ScorecardPage } from './scorecard/scorecard-page.js';
import { SealedPage } from './sealed/sealed-page.js';
import { SettingsPage } from './settings/settings-page.js';
import { NewSurveyPage } from './surveys/new-survey-page.js';
import { SurveyResultsPage } from './surveys/results-page.js';
import { SurveyPage } from './surveys/survey-page.js';
import { SurveysPage } from './surveys/surveys-page.js';
import { TemplatesPage } from './templates/templates-page.js';
import { TodayPage } from './today/today-page.js';
import { UnreachedOfPage, UnreachedPage } from './unreached/unreached-page.js';
import { SignOutButton } from './web/sign-out-button.js';
import { ZaloPage } from './zalo/zalo-page.js';

/** The officers' desk: everything below `/console`. Which of it works is decided by the API; here only doors that would stay shut are not shown. */
export default function Console() {
  return (
    <Routes>
      <Route index element={<FirstPage />} />
      <Route path="book" element={<ForRoles roles={permissions['desk.act']} page={<BookPage />} />} />
      <Route path="revoke-day" element={<ForRoles roles={permissions['desk.act']} page={<RevokeDayPage />} />} />
      <Route path="calendar" element={<ForRoles roles={permissions['commune.configure']} page={<CalendarPage />} />} />
      <Route path="officers" element={<ForRoles roles={permissions['officers.manage']} page={<OfficersPage />} />} />
      <Route path="settings" element={<ForRoles roles={permissions['commune.configure']} page={<SettingsPage />} />} />
      <Route path="zalo" element={<ForRoles roles={permissions['commune.configure']} page={<ZaloPage />} />} />
      <Route path="broadcasts" element={<ForRoles roles={permissions['broadcasts.read']} page={<BroadcastsPage />} />} />
      <Route path="broadcasts/new" element={<ForRoles roles={permissions['broadcasts.write']} page={<NewBroadcastPage />} />} />
      <Route path="broadcasts/:id" element={<ForRoles roles={permissions['broadcasts.read']} page={<BroadcastPage />} />} />
      <Route
        path="broadcasts/:id/approve"
        element={<ForRoles roles={permissions['broadcasts.read']} page={<BroadcastPage approves />} />}
      />
      <Route path="initiatives" element={<ForRoles roles={permissions['initiatives.read']} page={<DeskInitiativesPage />} />} />
      <Route path="initiatives/terms" element={<ForRoles roles={permissions['initiatives.read']} page={<InitiativeTermsPage />} />} />
      <Route path="initiatives/:id" element={<ForRoles roles={permissions['initiatives.read']} page={<DeskInitiativePage />} />} />
      <Route path="conversations" element={<ForRoles roles={permissions['conversations.read']} page={<ConversationsPage />} />} />
      <Route path="conversations/:id" element={<ForRoles roles={permissions['conversations.read']} page={<ConversationsPage />} />} />
      <Route path="conduct" element={<ForRoles roles={permissions['conduct.read']} page={<ConductResultsPage />} />} />
      <Route path="conduct/comments" element={<ForRoles roles={permissions['conduct.moderate']} page={<ConductCommentsPage />} />} />
      <Route path="satisfaction" element={<ForRoles roles={permissions['satisfaction.read']} page={<SatisfactionResultsPage />} />} />
      <Route
        path="satisfaction/settings"
        element={<ForRoles roles={permissions['satisfaction.manage']} page={<SatisfactionSettingsPage />} />}
      />
      <Route path="scorecard" element={<ForRoles roles={permissions['satisfaction.read']} page={<ScorecardPage />} />} />
      <Route path="feedback" element={<ForRoles roles={permissions['feedback.read']} page={<FeedbackPage />} />} />
      <Route path="feedback/blocks" element={<ForRoles roles={permissions['feedback.moderate']} page={<BlocksPage />} />} />
      <Route path="feedback/ratings" element={<ForRoles roles={permissions['feedback.dispatch']} page={<RatingsPage />} />} />
      <Route path="feedback/settings" element={<ForRoles roles={permissions['feedback.configure']} page={<FeedbackSettingsPage />} />} />
      <Route path="feedback/:id" element={<ForRoles roles={permissions['feedback.read']} page={<FeedbackPage />} />} />
      <Route path="sealed" element={<ForRoles roles={permissions['petitions.handle']} page={<SealedPage />} />} />
      <Route path="audience" element={<ForRoles roles={permissions['audience.read']} page={<AudiencePage />} />} />
      {['decisions', 'elections'].map((base) => (
        <Route key={base} path={base}>
          <Route index element={<ForRoles roles={permissions['decisions.read']} page={<DecisionsPage />} />} />
          <Route path="new" element={<ForRoles roles={permissions['decisions.write']} page={<NewDecisionPage />} />} />
          <Route path=":id" element={<ForRoles roles={permissions['decisions.read']} page={<DecisionPage />} />} />
          <Route path=":id/edit" element={<ForRoles roles={permissions['decisions.write']} page={<EditDecisionPage />} />} />
          <Route path=":id/roll" element={<ForRoles roles={permissions['decisions.read']} page={<RollPage />} />} />
          <Route path=":id/count" element={<ForRoles roles={permissions['decisions.count']} page={<CountPage />} />} />
        </Route>
      ))}
      <Route path="households" element={<ForRoles roles={permissions['households.read']} page={<HouseholdsPage />} />} />
      <Route path="households/new" element={<ForRoles roles={permissions['households.write']} page={<HouseholdsPage adds />} />} />
      <Route path="households/import" element={<ForRoles roles={permissions['households.write']} page={<ImportPage />} />} />
      <Route path="households/requests" element={<ForRoles roles={permissions['households.read']} page={<RequestsPage />} />} />
      <Route path="households/:id" element={<ForRoles roles={permissions['households.read']} page={<HouseholdsPage />} />} />
      <Route path="disclosures" element={<ForRoles roles={permissions['disclosures.read']} page={<DisclosuresPage />} />} />
      <Route path="disclosures/new" element={<ForRoles roles={permissions['disclosures.write']} page={<NewDisclosurePage />} />} />
      <Route path="disclosures/:id" element={<ForRoles roles={permissions['disclosures.read']} page={<DisclosurePage />} />} />
      <Route path="consultations" element={<ForRoles roles={permissions['consultations.read']} page={<ConsultationsPage />} />} />
      <Route path="consultations/new" element={<ForRoles roles={permissions['consultations.write']} page={<NewConsultationPage />} />} />
      <Route path="consultations/:id" element={<ForRoles roles={permissions['consultations.read']} page={<ConsultationPage />} />} />
      <Route
        path="consultations/:id/opinions"
        element={<ForRoles roles={permissions['consultations.read']} page={<ConsultationOpinionsPage />} />}
      />
      <Route
        path="consultations/:id/synthesis"
        element={<ForRoles roles={permissions['consultations.read']} page={<ConsultationSynthesisPage />} />}
      />
      <Route path="reception" element={<ForRoles roles={permissions['reception.read']} page={<SessionsPage />} />} />
      <Route path="reception/new" element={<ForRoles roles={permissions['reception.manage']} page={<NewSessionPage />} />} />
      <Route path="reception/weeks" element={<ForRoles roles={permissions['reception.manage']} page={<WeeksPage />} />} />
      <Route path="reception/due" element={<ForRoles roles={permissions['reception.read']} page={<DuePage />} />} />
      <Route path="reception/register" element={<ForRoles roles={permissions['reception.read']} page={<RegisterPage />} />} />
      <Route path="reception/rules" element={<ForRoles roles={permissions['reception.manage']} page={<RulesPage />} />} />
      <Route path="reception/sessions/:id" element={<ForRoles roles={permissions['reception.read']} page={<DayPage />} />} />
      <Route
        path="reception/sessions/:id/change"
        element={<ForRoles roles={permissions['reception.manage']} page={<ChangeSessionPage />} />}
      />
      <Route path="reception/entries/:id" element={<ForRoles roles={permissions['reception.read']} page={<EntryPage />} />} />
      <Route path="surveys" element={<ForRoles roles={permissions['surveys.read']} page={<SurveysPage />} />} />
      <Route path="surveys/new" element={<ForRoles roles={permissions['surveys.write']} page={<NewSurveyPage />} />} />
      <Route path="surveys/:id" element={<ForRoles roles={permissions['surveys.read']} page={<SurveyPage />} />} />
      <Route path="surveys/:id/results" element={<ForRoles roles={permissions['surveys.read']} page={<SurveyResultsPage />} />} />
      <Route path="unreached" element={<ForRoles roles={permissions['broadcasts.unreached']} page={<UnreachedPage />} />} />
      <Route path="unreached/:id" element={<ForRoles roles={permissions['broadcasts.unreached']} page={<UnreachedOfPage />} />} />
      <Route path="occasions" element={<ForRoles roles={permissions['broadcasts.read']} page={<OccasionsPage />} />} />
      <Route path="templates" element={<ForRoles roles={permissions['broadcasts.write']} page={<TemplatesPage />} />} />
      <Route path="letters" element={<ForRoles roles={permissions['letters.read']} page={<LettersPage />} />} />
      <Route path="letters/new" element={<ForRoles roles={permissions['letters.write']} page={<NewLetterPage />} />} />
      <Route path="letters/templates" element={<ForRoles roles={permissions['letters.write']} page={<LetterTemplatesPage />} />} />
      <Route path="letters/:id" element={<ForRoles roles={permissions['letters.read']} page={<LetterPage />} />} />
      <Route path="letters/:id/approve" element={<ForRoles roles={permissions['letters.read']} page={<LetterPage />} />} />
      <Route path="audit" element={<ForRoles roles={permissions['audit.read']} page={<AuditPage />} />} />
      <Route path="messaging-terms" element={<ForRoles roles={termsKeepers} page={<TermsPage />} />} />
      <Route path="*" element={<FirstPage />} />
    </Routes>
  );
}

/** The day at the counter, or the first section of somebody who has no counter. */
function FirstPage() {
  const me = useMe();
  const roles = permissions['desk.read'];
  const first = me.data === undefined || isOneOf(me.data, roles) ? null : firstSectionFor(me.data);
  return first === null ? <ForRoles roles={roles} page={<TodayPage />} /> : <Navigate to={first} replace />;
}

function ForRoles({ roles, page }: { roles: readonly Role[]; page: ReactNode }) {
  const me = useMe();
  if (isOneOf(me.data, roles)) return page;
  return (
    <Screen title="Bàn làm việc" {...(inZalo ? { backTo: '/me' } : {})}>
      {me.data !== undefined ? (
        <NotForYou isOfficer={me.data.roles.length > 0} hasDesk={isOneOf(me.data, permissions['desk.read'])} />
      ) : me.error !== undefined ? (
        <Failure failure={me.error} onRetry={() => void me.mutate()} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Screen>
  );
}

function NotForYou({ isOfficer, hasDesk }: { isOfficer: boolean; hasDesk: boolean }) {
  return (
    <div className="state">
      <div className="state-words">
        <p className="section-title">{isOfficer ? 'Mục này chưa được giao cho tài khoản này' : 'Mục này dành cho cán bộ của xã'}</p>
        <p>
          {isOfficer
            ? 'Nếu cần dùng, xin báo quản trị của xã giao thêm việc.'
            : 'Nếu là cán bộ, xin vào mục Cá nhân, bấm “Tôi là cán bộ” rồi nhập mã mời.'}
        </p>
      </div>
      {hasDesk && (
        <Link to="/console" className="more-link">
          Về danh sách hôm nay
        </Link>
      )}
      {inZalo ? (
        <Link to="/me" className="more-link">
          Về trang cá nhân
        </Link>
      ) : (
        <SignOutButton />
      )}
    </div>
  );
}
