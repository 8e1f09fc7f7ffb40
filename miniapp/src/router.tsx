import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { Route, Routes, useLocation, useNavigationType } from 'react-router-dom';
import { BusyScreen } from './components/screen.js';
import { HomePage } from './pages/home/home-page.js';

/** Every screen: its address (also the target of buttons in Official Account messages) and its code, loaded when first opened. */
const pages: { path: string; page: ComponentType }[] = [
  { path: '/', page: HomePage },
  { path: '/procedures', page: lazy(() => import('./pages/procedures/procedures-page.js')) },
  { path: '/procedures/:code', page: lazy(() => import('./pages/procedure/procedure-page.js')) },
  { path: '/procedures/:code/book', page: lazy(() => import('./pages/book/book-page.js')) },
  { path: '/slip/:id', page: lazy(() => import('./pages/slip/slip-page.js')) },
  { path: '/slip/:id/reschedule', page: lazy(() => import('./pages/reschedule/reschedule-page.js')) },
  { path: '/appointments', page: lazy(() => import('./pages/appointments/appointments-page.js')) },
  { path: '/waiting', page: lazy(() => import('./pages/appointments/appointments-page.js')) },
  { path: '/news', page: lazy(() => import('./pages/news/news-list-page.js')) },
  { path: '/news/:id', page: lazy(() => import('./pages/news/news-page.js')) },
  { path: '/stop/:token', page: lazy(() => import('./pages/stop/stop-page.js')) },
  { path: '/disclosures', page: lazy(() => import('./pages/disclosures/disclosures-page.js')) },
  { path: '/disclosures/:slug', page: lazy(() => import('./pages/disclosure/disclosure-page.js')) },
  { path: '/me', page: lazy(() => import('./pages/me/me-page.js')) },
  { path: '/household', page: lazy(() => import('./pages/household/household-page.js')) },
  { path: '/household/claim/:code', page: lazy(() => import('./pages/household/household-page.js')) },
  { path: '/reports', page: lazy(() => import('./pages/reports/reports-page.js')) },
  { path: '/reports/new', page: lazy(() => import('./pages/report-new/report-new-page.js')) },
  { path: '/reports/track', page: lazy(() => import('./pages/report-track/track-page.js')) },
  { path: '/reports/check/:token', page: lazy(() => import('./pages/report-check/check-page.js')) },
  { path: '/reports/:id', page: lazy(() => import('./pages/report/report-page.js')) },
  { path: '/board', page: lazy(() => import('./pages/board/board-page.js')) },
  { path: '/board/map', page: lazy(() => import('./pages/board-map/board-map-page.js')) },
  { path: '/board/statistics', page: lazy(() => import('./pages/board-statistics/board-statistics-page.js')) },
  { path: '/board/:id', page: lazy(() => import('./pages/board-report/board-report-page.js')) },
  { path: '/letters/:token', page: lazy(() => import('./pages/letter/letter-page.js')) },
  { path: '/conduct', page: lazy(() => import('./pages/conduct/conduct-list-page.js')) },
  { path: '/conduct/:appointmentId', page: lazy(() => import('./pages/conduct/conduct-page.js')) },
  { path: '/satisfaction/:id', page: lazy(() => import('./pages/satisfaction/satisfaction-page.js')) },
  { path: '/guidance', page: lazy(() => import('./pages/guidance/guidance-page.js')) },
  { path: '/guidance/:kind', page: lazy(() => import('./pages/guidance/guidance-page.js')) },
  { path: '/reception', page: lazy(() => import('./pages/reception/reception-page.js')) },
  { path: '/reception/mine', page: lazy(() => import('./pages/reception-mine/reception-mine-page.js')) },
  { path: '/reception/sessions/:id/book', page: lazy(() => import('./pages/reception-book/reception-book-page.js')) },
  { path: '/reception/bookings/:id', page: lazy(() => import('./pages/reception-booking/reception-booking-page.js')) },
  { path: '/decisions', page: lazy(() => import('./pages/decisions/decisions-page.js')) },
  { path: '/decisions/:id', page: lazy(() => import('./pages/decision/decision-page.js')) },
  { path: '/decisions/:id/vote', page: lazy(() => import('./pages/decision-vote/decision-vote-page.js')) },
  { path: '/participation', page: lazy(() => import('./pages/participation/participation-page.js')) },
  { path: '/surveys', page: lazy(() => import('./pages/surveys/surveys-page.js')) },
  { path: '/surveys/:id', page: lazy(() => import('./pages/survey/survey-page.js')) },
  { path: '/initiatives', page: lazy(() => import('./pages/initiatives/initiatives-page.js')) },
  { path: '/initiatives/new', page: lazy(() => import('./pages/initiative-new/initiative-new-page.js')) },
  { path: '/initiatives/:id', page: lazy(() => import('./pages/initiative/initiative-page.js')) },
  { path: '/consultations', page: lazy(() => import('./pages/consultations/consultations-page.js')) },
  { path: '/consultations/:id', page: lazy(() => import('./pages/consultation/consultation-page.js')) },
  { path: '/consultations/:id/comment', page: lazy(() => import('./pages/consultation-comment/consultation-comment-page.js')) },
  { path: '/about', page: lazy(() => import('./pages/about/about-page.js')) },
  { path: '/console-sign-in', page: lazy(() => import('./pages/console-sign-in/console-sign-in-page.js')) },
  { path: '/console-sign-in/:code', page: lazy(() => import('./pages/console-sign-in/console-sign-in-page.js')) },
  { path: '/console/*', page: lazy(() => import('./console/console.js')) },
  { path: '*', page: lazy(() => import('./pages/not-found/not-found-page.js')) },
];

/** The screen for the current address. */
export function Pages() {
  const { pathname, search } = useLocation();
  const navigationType = useNavigationType();
  const step = new URLSearchParams(search).get('step') ?? '';

  useEffect(() => {
    if (`${pathname}${step}` === '' || navigationType === 'POP') return;
    // Which of the two scrolls depends on the stylesheet of zmp-ui and on the phone.
    window.scrollTo(0, 0);
    document.body.scrollTo(0, 0);
  }, [pathname, step, navigationType]);

  return (
    <Suspense fallback={<BusyScreen />}>
      <Routes>
        {pages.map(({ path, page: Page }) => (
          <Route key={path} path={path} element={<Page />} />
        ))}
      </Routes>
    </Suspense>
  );
}
