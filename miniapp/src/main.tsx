import 'zmp-ui/zaui.min.css';
import './tokens.css';
import './app.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { applyTextSize } from './text-size.js';

applyTextSize();

const root = document.getElementById('app');
if (root !== null) createRoot(root).render(<App />);
