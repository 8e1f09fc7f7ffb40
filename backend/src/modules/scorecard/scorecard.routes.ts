import { permissions } from '../../contracts/permissions.js';
import type { Role } from '../../contracts/residents.js';
import * as contract from '../../contracts/scorecard.js';
import type { Routes } from '../../http/route.js';
import type { OfficerIdentity, Who } from '../../http/who.js';
import type { ScorecardService } from './scorecard.service.js';

type Deps = { scorecard: ScorecardService; officer: (...roles: Role[]) => Who<OfficerIdentity> };

export function scorecardRoutes(routes: Routes, { scorecard, officer }: Deps): void {
  routes.add(contract.readScorecard, officer(...permissions['satisfaction.read']), ({ query }) => scorecard.read(query.period));
  routes.add(contract.typeScore, officer(...permissions['satisfaction.manage']), ({ who, params, body }) =>
    scorecard.type(who, params, body),
  );
}
