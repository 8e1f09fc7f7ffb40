import { findUnits, readCommune, readSettings, saveHamlets, saveSettings, saveUnits } from '../../contracts/commune.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone, type OfficerIdentity, type Who } from '../../http/who.js';
import type { CommunesService } from './communes.service.js';

export function communesRoutes(routes: Routes, communes: CommunesService, administrator: Who<OfficerIdentity>, cache: ReplyCache): void {
  routes.add(readCommune, anyone, () => communes.card(), { cache: { store: cache, seconds: 5 } });
  routes.add(findUnits, anyone, async ({ query }) => ({ units: await communes.findUnits(query.q, query.on) }), {
    cache: { store: cache, seconds: 5 },
  });
  routes.add(readSettings, administrator, () => communes.settings());
  routes.add(saveSettings, administrator, ({ body }) => communes.saveSettings(body));
  routes.add(saveUnits, administrator, ({ body }) => communes.saveUnits(body.units));
  routes.add(saveHamlets, administrator, ({ body }) => communes.saveHamlets(body.hamlets));
}
