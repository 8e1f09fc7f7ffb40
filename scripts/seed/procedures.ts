import { certification } from './procedures/certification.js';
import { adoption, civilStatus, linked } from './procedures/civil-status.js';
import { construction, farming, householdBusiness, land, mediation } from './procedures/land-and-business.js';
import { identityCards, residence } from './procedures/residence.js';
import type { NewProcedure } from './procedures/shared.js';
import { meritorious, povertyReduction, socialProtection } from './procedures/social.js';

/**
 * The commune's catalogue of 65 rows. Codes, times, fees and channels: Cổng Dịch vụ công quốc gia as of July 2026 where `certainty` is 'source';
 * each row is to be checked there again before the office relies on it.
 */
export const procedures: readonly NewProcedure[] = [
  ...civilStatus,
  ...linked,
  ...adoption,
  ...certification,
  ...residence,
  ...identityCards,
  ...povertyReduction,
  ...socialProtection,
  ...meritorious,
  ...land,
  ...farming,
  ...householdBusiness,
  ...construction,
  ...mediation,
];
