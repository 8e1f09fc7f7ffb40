import 'zmp-ui/zaui.min.css';
import '../../tokens.css';
import '../../app.css';
import './web.css';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { SWRConfig } from 'swr';
import { Announcer } from '../../components/announcer.js';
import { Boundary } from '../../components/boundary.js';
import { applyTextSize } from '../../text-size.js';
import { Gate } from './gate.js';
import * as session from './session.js';
import * as zalo from './zalo.js';

// The build puts these in place of the Mini App's own: they must have the same doors.
zalo satisfies typeof import('../../zalo.js');
session satisfies typeof import('../../session.js');

applyTextSize();

const root = document.getElementById('app');
if (root !== null)
  createRoot(root).render(
    <SWRConfig value={{ dedupingInterval: 2000 }}>
      <Announcer>
        <Boundary>
          <BrowserRouter>
            <Gate />
          </BrowserRouter>
        </Boundary>
      </Announcer>
    </SWRConfig>,
  );
