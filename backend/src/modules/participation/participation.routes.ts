import * as contract from '../../contracts/participation.js';
import type { Routes } from '../../http/route.js';
import type { Resident, Who } from '../../http/who.js';
import type { ParticipationService } from './participation.service.js';

export function participationRoutes(
  routes: Routes,
  { participation, resident }: { participation: ParticipationService; resident: Who<Resident> },
): void {
  routes.add(contract.readParticipation, resident, ({ who }) => participation.read(who.residentId));
}
