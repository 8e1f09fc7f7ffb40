import { SWRConfig } from 'swr';
import ZauiApp from 'zmp-ui/app';
import { ZMPRouter } from 'zmp-ui/router';
import { Announcer } from './components/announcer.js';
import { Boundary } from './components/boundary.js';
import { Pages } from './router.js';

/** The whole app: Zalo's router with its base path, one cache of server data, one voice for screen readers. */
export function App() {
  return (
    <ZauiApp>
      <SWRConfig value={{ dedupingInterval: 2000 }}>
        <Announcer>
          <Boundary>
            <ZMPRouter>
              <Pages />
            </ZMPRouter>
          </Boundary>
        </Announcer>
      </SWRConfig>
    </ZauiApp>
  );
}
