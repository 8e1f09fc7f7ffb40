import 'zmp-ui/zaui.min.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { getAccessToken } from 'zmp-sdk/apis';
import App from 'zmp-ui/app';
import Button from 'zmp-ui/button';
import { ZMPRouter } from 'zmp-ui/router';

/** The least a Mini App can be: Zalo's shell, one button, one call to Zalo. */
function Page() {
  const [length, setLength] = useState(0);
  return <Button onClick={async () => setLength((await getAccessToken({})).length)}>{length}</Button>;
}

const root = document.getElementById('app');
if (root !== null)
  createRoot(root).render(
    <App>
      <ZMPRouter>
        <Page />
      </ZMPRouter>
    </App>,
  );
