import type { Jobs } from '../../jobs.js';
import type { RunningService } from './running.service.js';
import type { SenderService } from './sender.service.js';

export function broadcastsHandlers({ running, sender }: { running: RunningService; sender: SenderService }) {
  return {
    broadcast_freeze: ({ id }: Jobs['broadcast_freeze']) => running.freeze(id),
    broadcast_post: ({ id, key }: Jobs['broadcast_post']) => running.post(id, key),
    broadcast_lane: ({ id, lane }: Jobs['broadcast_lane']) => sender.runLane(id, lane),
  };
}
