import './console.css';
import './forms.css';
import { permissions } from 'backend/contracts/permissions';
import type { Role } from 'backend/contracts/residents';
import { lazy, type ReactNode, Suspense } from 'react';
import { Link, Navigate, Route, Routes } from 'react-router-dom';
import { Screen } from '../components/screen.js';
import { Failure, Skeleton } from '../components/states.js';
import { useMe } from '../features/residents/use-me.js';
import { inZalo } from '../zalo.js';
import { Coming, firstSectionFor } from './frame.js';
import { isOneOf, termsKeepers } from './may.js';
import { SignOutButton } from './web/sign-out-button.js';

// A page comes when it is opened: whoever works at the counter does not load the ballots.
const AudiencePage = lazy(async () => ({ default: (await import('./audience/audience-page.js')).AudiencePage }));
const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.js')).AuditPage }));
const BookPage = lazy(async () => ({ default: (await import('./book/book-page.js')).BookPage }));
const BroadcastPage = lazy(async () => ({ default: (await import('./broadcasts/broadcast-page.js')).BroadcastPage }));
const NewBroadcastPage = lazy(async () => ({ default: (await import('./broadcasts/broadcast-page.js')).NewBroadcastPage }));
const BroadcastsPage = lazy(async () => ({ default: (await import('./broadcasts/list-page.js')).BroadcastsPage }));
const CalendarPage = lazy(async () => ({ default: (await import('./calendar/calendar-page.js')).CalendarPage }));
const ConductCommentsPage = lazy(async () => ({ default: (await import('./conduct/comments-page.js')).ConductCommentsPage }));
const ConductResultsPage = lazy(async () => ({ default: (await import('./conduct/results-page.js')).ConductResultsPage }));
const ConsultationsPage = lazy(async () => ({ default: (await import('./consultations/consultations-page.js')).ConsultationsPage }));
const ConsultationPage = lazy(async () => ({ default: (await import('./consultations/draft-page.js')).ConsultationPage }));
const NewConsultationPage = lazy(async () => ({ default: (await import('./consultations/draft-page.js')).NewConsultationPage }));
const ConsultationOpinionsPage = lazy(async () => ({
  default: (await import('./consultations/opinions-page.js')).ConsultationOpinionsPage,
}));
const ConsultationSynthesisPage = lazy(async () => ({
  default: (await import('./consultations/synthesis-page.js')).ConsultationSynthesisPage,
}));
const ConversationsPage = lazy(async () => ({ default: (await import('./conversations/conversations-page.js')).ConversationsPage }));
const CountPage = lazy(async () => ({ default: (await import('./decisions/count-page.js')).CountPage }));
const DecisionPage = lazy(async () => ({ default: (await import('./decisions/decision-page.js')).DecisionPage }));
const DecisionsPage = lazy(async () => ({ default: (await import('./decisions/decisions-page.js')).DecisionsPage }));
const EditDecisionPage = lazy(async () => ({ default: (await import('./decisions/edit-page.js')).EditDecisionPage }));
const NewDecisionPage = lazy(async () => ({ default: (await import('./decisions/edit-page.js')).NewDecisionPage }));
const RollPage = lazy(async () => ({ default: (await import('./decisions/roll-page.js')).RollPage }));
const DisclosurePage = lazy(async () => ({ default: (await import('./disclosures/disclosure-page.js')).DisclosurePage }));
const NewDisclosurePage = lazy(async () => ({ default: (await import('./disclosures/disclosure-page.js')).NewDisclosurePage }));
const DisclosuresPage = lazy(async () => ({ default: (await import('./disclosures/disclosures-page.js')).DisclosuresPage }));
const BlocksPage = lazy(async () => ({ default: (await import('./feedback/blocks-page.js')).BlocksPage }));
const FeedbackPage = lazy(async () => ({ default: (await import('./feedback/feedback-page.js')).FeedbackPage }));
const RatingsPage = lazy(async () => ({ default: (await import('./feedback/ratings-page.js')).RatingsPage }));
const FeedbackSettingsPage = lazy(async () => ({
  default: (await import('./feedback-settings/feedback-settings-page.js')).FeedbackSettingsPage,
}));
const HouseholdsPage = lazy(async () => ({ default: (await import('./households/households-page.js')).HouseholdsPage }));
const ImportPage = lazy(async () => ({ default: (await import('./households/import-page.js')).ImportPage }));
const RequestsPage = lazy(async () => ({ default: (await import('./households/requests-page.js')).RequestsPage }));
const DeskInitiativePage = lazy(async () => ({ default: (await import('./initiatives/initiative-page.js')).DeskInitiativePage }));
const DeskInitiativesPage = lazy(async () => ({ default: (await import('./initiatives/initiatives-page.js')).DeskInitiativesPage }));
const InitiativeTermsPage = lazy(async () => ({ default: (await import('./initiatives/terms-page.js')).InitiativeTermsPage }));
const LetterPage = lazy(async () => ({ default: (await import('./letters/letter-page.js')).LetterPage }));
const NewLetterPage = lazy(async () => ({ default: (await import('./letters/letter-page.js')).NewLetterPage }));
const LetterTemplatesPage = lazy(async () => ({ default: (await import('./letters/letter-templates-page.js')).LetterTemplatesPage }));
const LettersPage = lazy(async () => ({ default: (await import('./letters/letters-page.js')).LettersPage }));
const TermsPage = lazy(async () => ({ default: (await import('./messaging-terms/terms-page.js')).TermsPage }));
const OccasionsPage = lazy(async () => ({ default: (await import('./occasions/occasions-page.js')).OccasionsPage }));
const OfficersPage = lazy(async () => ({ default: (await import('./officers/officers-page.js')).OfficersPage }));
const DayPage = lazy(async () => ({ default: (await import('./reception/day-page.js')).DayPage }));
const DuePage = lazy(async () => ({ default: (await import('./reception/due-page.js')).DuePage }));
const EntryPage = lazy(async () => ({ default: (await import('./reception/entry-page.js')).EntryPage }));
const RegisterPage = lazy(async () => ({ default: (await import('./reception/register-page.js')).RegisterPage }));
const RulesPage = lazy(async () => ({ default: (await import('./reception/rules-page.js')).RulesPage }));
const ChangeSessionPage = lazy(async () => ({ default: (await import('./reception/session-page.js')).ChangeSessionPage }));
const NewSessionPage = lazy(async () => ({ default: (await import('./reception/session-page.js')).NewSessionPage }));
const SessionsPage = lazy(async () => ({ default: (await import('./reception/sessions-page.js')).SessionsPage }));
const WeeksPage = lazy(async () => ({ default: (await import('./reception/weeks-page.js')).WeeksPage }));
const RevokeDayPage = lazy(async () => ({ default: (await import('./revoke/revoke-day-page.js')).RevokeDayPage }));
const SatisfactionResultsPage = lazy(async () => ({ default: (await import('./satisfaction/results-page.js')).SatisfactionResultsPage }));
const SatisfactionSettingsPage = lazy(async () => ({
  default: (await import('./satisfaction/settings-page.js')).SatisfactionSettingsPage,
}));
const ScorecardPage = lazy(async () => ({ default: (await import('./scorecard/scorecard-page.js')).ScorecardPage }));
const SealedPage = lazy(async () => ({ default: (await import('./sealed/sealed-page.js')).SealedPage }));
const SettingsPage = lazy(async () => ({ default: (await import('./settings/settings-page.js')).SettingsPage }));
const NewSurveyPage = lazy(async () => ({ default: (await import('./surveys/new-survey-page.js')).NewSurveyPage }));
const SurveyResultsPage = lazy(async () => ({ default: (await import('./surveys/results-page.js')).SurveyResultsPage }));
const SurveyPage = lazy(async () => ({ default: (await import('./surveys/survey-page.js')).SurveyPage }));
const SurveysPage = lazy(async () => ({ default: (await import('./surveys/surveys-page.js')).SurveysPage }));
const TemplatesPage = lazy(async () => ({ default: (await import('./templates/templates-page.js')).TemplatesPage }));
const TodayPage = lazy(async () => ({ default: (await import('./today/today-page.js')).TodayPage }));
const UnreachedOfPage = lazy(async () => ({ default: (await import('./unreached/unreached-page.js')).UnreachedOfPage }));
const UnreachedPage = lazy(async () => ({ default: (await import('./unreached/unreached-page.js')).UnreachedPage }));
const ZaloPage = lazy(async () => ({ default: (await import('./zalo/zalo-page.js')).ZaloPage }));

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
  if (isOneOf(me.data, roles)) return <Suspense fallback={<Coming />}>{page}</Suspense>;
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
