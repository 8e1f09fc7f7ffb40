import { useSearchParams } from 'react-router-dom';
import { addressPart, type BoardFilters, filtersIn } from './board-filters.js';

/** The filters are the address, so that Back finds them again and a link carries them. */
export function useBoardFilters(): { filters: BoardFilters; change: (part: Partial<BoardFilters>) => void } {
  const [search, setSearch] = useSearchParams();
  return {
    filters: filtersIn(search),
    change: (part) => setSearch((now) => addressPart({ ...filtersIn(now), ...part }), { replace: true }),
  };
}
