import * as contract from '../../contracts/board.js';
import type { ReplyCache } from '../../http/reply-cache.js';
import type { Routes } from '../../http/route.js';
import { anyone } from '../../http/who.js';
import type { BoardService } from './board.service.js';

type Deps = { board: BoardService; cache: ReplyCache };

export function boardRoutes(routes: Routes, { board, cache }: Deps): void {
  routes.add(contract.listBoard, anyone, ({ query }) => board.list(query));
  routes.add(contract.readBoardReport, anyone, ({ params }) => board.read(params.id));
  routes.add(contract.readBoardMap, anyone, ({ query }) => board.map(query), { cache: { store: cache, seconds: 30 } });
  routes.add(contract.readBoardStatistics, anyone, () => board.statistics(), { cache: { store: cache, seconds: 300 } });
}
