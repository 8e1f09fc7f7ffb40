import type { Jobs } from '../../jobs.js';
import type { EventsService, Handled } from './events.service.js';

export function zaloHandlers(events: EventsService) {
  return { zalo_event: ({ id }: Jobs['zalo_event']): Promise<Handled> => events.handle(id) };
}
