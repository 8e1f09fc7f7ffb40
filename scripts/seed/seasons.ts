import type { Season } from 'backend/contracts/calendar';

/** Hours change with the season where the province says so; the dates are usual ones, to be set by the commune. */
export const seasons: readonly Season[] = [
  { key: 'mua-he', name: 'Mùa hè', from: '04-16', to: '10-15' },
  { key: 'mua-dong', name: 'Mùa đông', from: '10-16', to: '04-15' },
];
